public import Model

/// A measured value.
public enum MeasureValue: Equatable, Sendable {
  /// Nanoseconds.
  case time(Int128)
  /// A plain ratio, or jobs per second.
  case ratio(Double)
  /// A number of jobs.
  case count(Double)

  /// The value as a floating-point number in its base unit.
  public var double: Double {
    switch self {
    case .time(let value): Double(value)
    case .ratio(let value): value
    case .count(let value): value
    }
  }
}

extension RunResult {
  /// The value of a measure, of one task where it is named; nil where it is null.
  public func value(of measure: Measure, task name: String? = nil) -> MeasureValue? {
    if let name {
      guard let task = tasks.first(where: { $0.name == name }) else { return nil }
      switch measure {
      case .finished: return .count(task.finished)
      case .failed: return .count(task.failed)
      default: return value(of: measure, in: task.times)
      }
    }
    switch measure {
    case .makespan: return makespan.map { .time(Int128($0)) }
    case .elapsed: return .time(Int128(elapsed))
    case .t1: return .time(t1)
    case .span: return .time(Int128(span))
    case .lower: return (bounds?.lower).map { .time($0) }
    case .upper: return (bounds?.upper).map { .time($0) }
    case .speedup: return speedup.map { .ratio($0) }
    case .efficiency: return efficiency.map { .ratio($0) }
    case .utilisation: return utilisation.map { .ratio($0) }
    case .concurrency: return meanConcurrency.map { .ratio($0) }
    case .imbalance: return imbalance.map { .ratio($0) }
    case .amdahl: return (amdahl?.speedup).map { .ratio($0) }
    case .p: return (amdahl?.parallelFraction).map { .ratio($0) }
    case .ceiling: return (bounds?.ceiling).map { .ratio($0) }
    case .throughput: return throughput.map { .ratio($0) }
    case .finished: return .count(finishedCount)
    case .failed: return .count(failedCount)
    case .queued, .service, .response: return value(of: measure, in: jobTimes)
    }
  }

  private func value(of measure: Measure, in times: TimeStatistics?) -> MeasureValue? {
    guard let times else { return nil }
    let sum: Int128
    switch measure {
    case .queued: sum = times.queuedSum
    case .service: sum = times.serviceSum
    default: sum = times.responseSum
    }
    return times.mean(sum).map { .time($0) }
  }
}

/// Whether an `expect` sentence holds, and what was found instead.
public struct Verdict: Sendable {
  /// The sentence.
  public let expectation: Expectation
  /// Whether it holds; null never does.
  public let holds: Bool
  /// The value of the left side; nil where it is null.
  public let found: MeasureValue?

  /// Judges a sentence.
  ///
  /// `run` gives the result of a variant by name, and of the run at hand for nil.
  public init(_ expectation: Expectation, run: (String?) -> RunResult?) {
    func value(_ term: Expectation.Term) -> MeasureValue? {
      run(term.variant)?.value(of: term.measure, task: term.task)
    }
    self.expectation = expectation
    found = value(expectation.left)
    guard let found else {
      holds = false
      return
    }
    switch expectation.right {
    case .value(let parts, let digit, let scale):
      holds = expectation.holds(found, parts: parts, digit: digit, scale: scale)
    case .term(let term):
      guard let other = value(term) else {
        holds = false
        return
      }
      holds = expectation.holds(found, other)
    }
  }
}

extension Expectation {
  /// Compares with a written value: `parts` / `scale`, its last written digit worth `digit` parts.
  fileprivate func holds(
    _ found: MeasureValue, parts: Int128, digit: Int128, scale: Int128
  ) -> Bool {
    if case .time(let time) = found, scale == 1, tolerance == nil {
      guard comparison == .equal else { return compares(time, parts) }
      return Self.halfUp(time, digit) == Self.halfUp(parts, digit)
    }
    if comparison == .equal, tolerance == nil {
      // A product one or two units in the last place below a half was a half before it was rounded.
      let scaled = found.double * Double(scale) / Double(digit)
      let rounded = (scaled + 0.5 + 4 * scaled.ulp).rounded(.down)
      return rounded == Double(Self.halfUp(parts, digit))
    }
    return compares(found.double, Double(parts) / Double(scale))
  }

  fileprivate func holds(_ found: MeasureValue, _ other: MeasureValue) -> Bool {
    if case .time(let left) = found, case .time(let right) = other, tolerance == nil {
      return compares(left, right)
    }
    return compares(found.double, other.double)
  }

  private func compares(_ left: Int128, _ right: Int128) -> Bool {
    switch comparison {
    case .equal: left == right
    case .less: left < right
    case .atMost: left <= right
    case .greater: left > right
    case .atLeast: left >= right
    }
  }

  private func compares(_ left: Double, _ right: Double) -> Bool {
    let slack = (tolerance ?? 1e-12) * right.magnitude
    switch comparison {
    case .equal: return (left - right).magnitude <= slack
    case .less: return left < right + (tolerance == nil ? 0 : slack)
    case .atMost: return left <= right + (tolerance == nil ? 0 : slack)
    case .greater: return left > right - (tolerance == nil ? 0 : slack)
    case .atLeast: return left >= right - (tolerance == nil ? 0 : slack)
    }
  }

  private static func halfUp(_ value: Int128, _ digit: Int128) -> Int128 {
    (2 * value + digit) / (2 * digit)
  }
}
