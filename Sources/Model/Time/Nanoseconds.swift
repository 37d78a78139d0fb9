/// An instant or a length of time, in whole nanoseconds since the start of the run.
///
/// Integer time makes two runs of one scenario equal to the last bit. The largest instant is about
/// 292 years; sums over jobs or workers are `Int128`.
public typealias Nanoseconds = Int64

/// Units of time that a scenario file may write, and their lengths in nanoseconds.
public enum TimeUnit {
  /// One microsecond.
  public static let microsecond: Nanoseconds = 1_000
  /// One millisecond.
  public static let millisecond: Nanoseconds = 1_000_000
  /// One second.
  public static let second: Nanoseconds = 1_000_000_000
  /// One minute.
  public static let minute: Nanoseconds = 60 * second
  /// One hour.
  public static let hour: Nanoseconds = 60 * minute
}

extension Nanoseconds {
  /// The sum, or the largest instant where the sum would pass it: "beyond the clock".
  @inline(__always)
  public func addingSaturated(_ other: Nanoseconds) -> Nanoseconds {
    let (sum, overflow) = addingReportingOverflow(other)
    return overflow ? .max : sum
  }
}

/// Seconds as a decimal text made from the integer, never through a `Double`: "3000", "90.5", "-0.25".
public func secondsText(_ nanoseconds: Int128) -> String {
  let magnitude = nanoseconds.magnitude
  let (whole, rest) = magnitude.quotientAndRemainder(dividingBy: 1_000_000_000)
  var text = nanoseconds < 0 ? "-\(whole)" : "\(whole)"
  guard rest > 0 else { return text }
  var digits = String(rest)
  digits = String(repeating: "0", count: 9 - digits.count) + digits
  while digits.hasSuffix("0") { digits.removeLast() }
  text += "." + digits
  return text
}
