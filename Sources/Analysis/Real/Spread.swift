/// How some measured values lie: the least, the middle, the most, and where the tails begin.
public struct Spread: Equatable, Sendable {
  /// The least value.
  public let min: Int64
  /// The value that 5 % of all do not exceed, by nearest rank.
  public let p05: Int64
  /// The middle value; of an even count the mean of the two in the middle, halves up.
  public let median: Int64
  /// The value that 95 % of all do not exceed, by nearest rank.
  public let p95: Int64
  /// The largest value.
  public let max: Int64
  /// How many values there are.
  public let count: Int

  /// Sorts the values; nil for none.
  public init?(_ values: [Int64]) {
    let sorted = values.sorted()
    guard let first = sorted.first, let last = sorted.last else { return nil }
    func rank(_ percent: Int) -> Int64 { sorted[(sorted.count * percent + 99) / 100 - 1] }
    let upper = sorted.count / 2
    let lower = (sorted.count - 1) / 2
    min = first
    p05 = rank(5)
    // The sum of two values may pass 64 bits; a shift rounds down below zero, too.
    median = Int64((Int128(sorted[lower]) + Int128(sorted[upper]) + 1) >> 1)
    p95 = rank(95)
    max = last
    count = sorted.count
  }

  /// The largest less the least value.
  public var range: Int64 { max - min }

  /// Half the range over the median: how far the ends are from the middle; nil for a median of 0.
  public var halfRangeShare: Double? {
    median > 0 ? Double(range) / 2 / Double(median) : nil
  }
}
