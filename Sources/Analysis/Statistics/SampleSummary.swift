/// What independent values of one measure say of it.
public struct SampleSummary: Equatable, Sendable {
  /// How many values.
  public let count: Int
  /// Their mean.
  public let mean: Double
  /// Their standard deviation, with count - 1; 0 for a single value.
  public let deviation: Double
  /// The smallest value.
  public let least: Double
  /// The median: of an even count the mean of the two in the middle.
  public let median: Double
  /// The largest value.
  public let greatest: Double
  /// The ends of the 95 % interval of the mean; nil for a single value.
  public let interval: ClosedRange<Double>?

  /// Summarises some values; nil for none.
  public init?(_ values: [Double]) {
    guard let first = values.first else { return nil }
    let sorted = values.sorted()
    count = values.count
    mean = values.reduce(0, +) / Double(count)
    let center = mean
    let squares = values.reduce(0) { $0 + ($1 - center) * ($1 - center) }
    deviation = count > 1 ? (squares / Double(count - 1)).squareRoot() : 0
    least = sorted.first ?? first
    greatest = sorted.last ?? first
    median = (sorted[(count - 1) / 2] + sorted[count / 2]) / 2
    interval = nil
  }
}
