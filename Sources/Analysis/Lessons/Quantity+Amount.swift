public import Model

extension Quantity {
  /// The most that `fewest` tries.
  public static let mostTried = 1_000

  /// What it is; nil where a measure is null, or nothing up to `mostTried` is enough.
  ///
  /// Cost: a run for each scenario that is named, and for `fewest` one for each number that is tried.
  public func amount(in runs: inout some QuantityRuns) throws -> Amount? {
    switch self {
    case .constant(let amount): return amount
    case .measure(let term):
      let result = try runs.result(of: term.variant, with: nil)
      return result.value(of: term.measure, task: term.task).map {
        Amount($0.double, term.measure.amountDimension)
      }
    case .operation(let operation, let left, let right):
      guard let left = try left.amount(in: &runs), let right = try right.amount(in: &runs) else {
        return nil
      }
      return operation.result(left, right)
    case .roundedUp(let quantity): return try quantity.amount(in: &runs)?.rounded(.up)
    case .roundedDown(let quantity): return try quantity.amount(in: &runs)?.rounded(.down)
    case .smaller(let left, let right): return try Self.either(left, right, in: &runs, by: <)
    case .larger(let left, let right): return try Self.either(left, right, in: &runs, by: >)
    case .value(let path, let dimension):
      return runs.value(at: path).flatMap { $0.dimension == dimension ? $0 : nil }
    case .fewest(let path, let sentence):
      return try Self.fewest(path, sentence, in: &runs).map { Amount(Double($0), .number) }
    case .result(let number, let inOrder):
      guard let times = try runs.finishTimes(), (1...max(1, times.count)).contains(number),
        !times.isEmpty
      else { return nil }
      let order = ResultOrder(finishTimes: times)
      let time = (inOrder ? order.inOrder : order.asCompleted)[number - 1]
      return Amount(Double(time), .time)
    }
  }

  private static func either(
    _ left: Quantity, _ right: Quantity, in runs: inout some QuantityRuns,
    by isBefore: (Double, Double) -> Bool
  ) throws -> Amount? {
    guard let left = try left.amount(in: &runs), let right = try right.amount(in: &runs),
      left.dimension == right.dimension
    else { return nil }
    return isBefore(right.value, left.value) ? right : left
  }

  /// A sentence need not hold for every larger number, too, so each one is tried.
  private static func fewest(
    _ path: String, _ sentence: Expectation, in runs: inout some QuantityRuns
  ) throws -> Int? {
    for number in 1...mostTried {
      let change = (path: path, value: number)
      let left = try runs.result(of: sentence.left.variant, with: change)
      var right: (variant: String?, result: RunResult)?
      if case .term(let term) = sentence.right {
        right = (term.variant, try runs.result(of: term.variant, with: change))
      }
      let verdict = Verdict(sentence) { variant in
        if variant == sentence.left.variant { return left }
        return variant == right?.variant ? right?.result : nil
      }
      if verdict.holds { return number }
    }
    return nil
  }
}

extension Quantity.Operation {
  /// The result for two amounts; nil for a division by zero, and for amounts that do not go together.
  func result(_ left: Amount, _ right: Amount) -> Amount? {
    guard let dimension = dimension(left.dimension, right.dimension) else { return nil }
    var value: Double
    switch self {
    case .plus: value = left.value + right.value
    case .minus: value = left.value - right.value
    case .times:
      value = left.value * right.value
      let isRateOfTime = left.dimension != .number && right.dimension != .number
      if isRateOfTime { value /= Self.nanosecondsPerSecond }
    case .over:
      value = left.value / right.value
      let isInverse = left.dimension == .number && right.dimension != .number
      if isInverse { value *= Self.nanosecondsPerSecond }
    }
    return value.isFinite ? Amount(value, dimension) : nil
  }

  /// Times are in nanoseconds, but rates are per second.
  private static let nanosecondsPerSecond = 1e9
}

extension Amount {
  /// A whole number; what is whole but for the last bits of a division is that number.
  fileprivate func rounded(_ rule: FloatingPointRoundingRule) -> Amount {
    let nearest = value.rounded()
    let isWhole = (value - nearest).magnitude <= 1e-12 * max(1, nearest.magnitude)
    return Amount(isWhole ? nearest : value.rounded(rule), dimension)
  }
}
