/// How exact a mean over replications is to be, and how many replications that may take.
public struct PrecisionGoal: Equatable, Sendable {
  /// Half the width of the 95 % interval over the mean, at most.
  public let wanted: Double
  /// The fewest replications, at least 2: of very few an interval is narrow by luck.
  public let least: Int
  /// The most replications.
  public let most: Int
  /// The fewest replications where nobody asks for another number.
  public static let usualLeast = 10
  /// The most replications where nobody asks for another number.
  public static let usualMost = 10_000

  /// Wants a precision, above 0.
  public init(_ wanted: Double, least: Int = usualLeast, most: Int = usualMost) {
    precondition(wanted > 0, "no mean of random values is exact")
    self.wanted = wanted
    self.least = max(2, least)
    self.most = max(self.least, most)
  }

  /// Whether the mean of the values is as exact as wanted; they are in the order of replications.
  ///
  /// Cost: linear; a loop over replications keeps a `RunningMoments` instead.
  public func isReached(values: [Double]) -> Bool {
    var moments = RunningMoments()
    for value in values { moments.add(value) }
    return isReached(moments)
  }

  /// Whether the mean of values that were added one by one is as exact as wanted.
  public func isReached(_ moments: RunningMoments) -> Bool {
    guard moments.count >= least, let precision = moments.precision else { return false }
    return precision <= wanted
  }
}

/// Mean and deviation of values that come one by one; neither time nor memory grows with them.
public struct RunningMoments: Equatable, Sendable {
  /// How many values.
  public private(set) var count = 0
  /// Their mean.
  public private(set) var mean = 0.0
  private var squares = 0.0

  /// Begins without a value.
  public init() {}

  /// Adds a value.
  ///
  /// Welford, Technometrics 4 (1962).
  public mutating func add(_ value: Double) {
    count += 1
    let change = value - mean
    mean += change / Double(count)
    squares += change * (value - mean)
  }

  /// Half the width of the 95 % interval over the mean; nil below two values, or for a mean of 0 of values
  /// that differ.
  public var precision: Double? {
    guard count > 1 else { return nil }
    if squares == 0 { return 0 }
    guard mean != 0 else { return nil }
    let error = (squares / Double(count - 1) / Double(count)).squareRoot()
    return StudentT.criticalValue(level: 0.95, degrees: Double(count - 1)) * error / mean.magnitude
  }
}
