/// Measured values of one kind, kept as they came so that a simulation can draw from them.
///
/// Samples instead of a mean: the tail of an overhead is a part of what a machine does.
public struct Samples: Equatable, Sendable {
  /// The values in increasing order, in nanoseconds or, for factors, in billionths.
  public let sorted: [Int64]

  /// Sorts measured values.
  public init(_ values: [Int64]) { sorted = values.sorted() }

  /// No values: nothing is added.
  public static let none = Samples([])

  /// The middle value, of two the lower one; 0 where there is none.
  public var median: Int64 { quantile(0.5) }

  /// The value that a share (0 to 1) of all do not exceed, by nearest rank; 0 where there is none.
  public func quantile(_ share: Double) -> Int64 {
    guard !sorted.isEmpty else { return 0 }
    let rank = Int((share * Double(sorted.count)).rounded(.up))
    return sorted[max(0, min(sorted.count, rank) - 1)]
  }

  /// The value for a number that is drawn evenly from 0 to 1.
  @inline(__always)
  public func value(at unit: Double) -> Int64 {
    sorted.isEmpty ? 0 : sorted[min(sorted.count - 1, Int(unit * Double(sorted.count)))]
  }
}
