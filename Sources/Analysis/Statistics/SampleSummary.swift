/// What independent values of one measure say of it.
public struct SampleSummary: Equatable, Sendable {
  /// How many values.
  public let count: Int
  /// Their mean; of a ratio the ratio of the means.
  public let mean: Double
  /// Their standard deviation, with count - 1; 0 for a single value.
  ///
  /// Of a ratio that of the jackknife's pseudo-values.
  public let deviation: Double
  /// The smallest value.
  public let least: Double
  /// The median: of an even count the mean of the two in the middle.
  public let median: Double
  /// The largest value.
  public let greatest: Double
  /// The ends of the 95 % interval of the mean; nil for a single value.
  public let interval: ClosedRange<Double>?
  /// The middle of the interval: the mean; of a ratio that of its pseudo-values.
  private let center: Double

  /// Summarises some values; nil for none.
  public init?(_ values: [Double]) {
    guard let moments = Moments(values) else { return nil }
    self.init(values, mean: moments.mean, center: moments.mean, deviation: moments.deviation)
  }

  private init(_ values: [Double], mean: Double, center: Double, deviation: Double) {
    let sorted = values.sorted()
    count = values.count
    self.mean = mean
    self.center = center
    self.deviation = deviation
    least = sorted[0]
    greatest = sorted[sorted.count - 1]
    median = (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
    interval = Self.interval(of: values.count, center, deviation, level: 0.95)
  }

  /// Summarises the ratio of two means, factor x mean numerator / mean denominator; nil for no pairs.
  ///
  /// The mean of ratios is not the ratio of means; the interval and the deviation are those of the
  /// jackknife's pseudo-values n R - (n - 1) R(i), where R(i) leaves the i-th pair out (Quenouille 1956,
  /// Tukey 1958). Least, median and greatest are of the pairs' own ratios. Denominators are above 0.
  ///
  /// `mean` is the ratio where it is known from exact sums.
  public init?(
    ratioOf numerators: [Double], to denominators: [Double], times factor: Double = 1,
    mean exact: Double? = nil
  ) {
    precondition(numerators.count == denominators.count, "a ratio needs pairs")
    guard let above = Moments(numerators), let below = Moments(denominators) else { return nil }
    let count = Double(numerators.count)
    let ratio = exact ?? factor * above.mean / below.mean
    let own = zip(numerators, denominators).map { factor * $0 / $1 }
    guard count > 1 else {
      self.init(own, mean: ratio, center: ratio, deviation: 0)
      return
    }
    let (numeratorSum, denominatorSum) = (count * above.mean, count * below.mean)
    let found = factor * above.mean / below.mean
    let isConstant = above.deviation == 0 && below.deviation == 0
    let pseudo = zip(numerators, denominators).map { pair in
      let without = factor * (numeratorSum - pair.0) / (denominatorSum - pair.1)
      return isConstant ? ratio : ratio + (count - 1) * (found - without)
    }
    let moments = Moments(pseudo) ?? above
    self.init(own, mean: ratio, center: moments.mean, deviation: moments.deviation)
  }

  /// The ends of the interval of the mean at another level, above 0 and below 1; nil for a single value.
  public func interval(level: Double) -> ClosedRange<Double>? {
    Self.interval(of: count, center, deviation, level: level)
  }

  private static func interval(
    of count: Int, _ center: Double, _ deviation: Double, level: Double
  ) -> ClosedRange<Double>? {
    guard count > 1 else { return nil }
    if deviation == 0 { return center...center }
    let half =
      StudentT.criticalValue(level: level, degrees: Double(count - 1)) * deviation
      / Double(count).squareRoot()
    return center - half...center + half
  }
}

/// Mean and standard deviation of some values.
struct Moments: Equatable, Sendable {
  let count: Int
  let mean: Double
  /// With count - 1; 0 for a single value.
  let deviation: Double

  /// Exact where all values are the same; nil for none.
  init?(_ values: [Double]) {
    guard let first = values.first else { return nil }
    count = values.count
    // A mean of equal values may differ from them in its last bit, which would look like a deviation.
    guard values.contains(where: { $0 != first }) else {
      (mean, deviation) = (first, 0)
      return
    }
    let center = values.reduce(0, +) / Double(count)
    let squares = values.reduce(0) { $0 + ($1 - center) * ($1 - center) }
    mean = center
    deviation = (squares / Double(count - 1)).squareRoot()
  }
}
