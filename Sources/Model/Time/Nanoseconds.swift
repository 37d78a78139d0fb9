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
  var bytes: [UInt8] = []
  bytes.append(seconds: nanoseconds)
  return String(decoding: bytes, as: UTF8.self)
}

extension [UInt8] {
  /// Appends seconds as `secondsText` writes them.
  public mutating func append(seconds nanoseconds: Int128) {
    if nanoseconds < 0 { append(UInt8(ascii: "-")) }
    let magnitude = nanoseconds.magnitude
    guard let small = UInt64(exactly: magnitude) else {
      let (whole, rest) = magnitude.quotientAndRemainder(dividingBy: 1_000_000_000)
      append(contentsOf: String(whole).utf8)
      return appendFraction(UInt64(rest))
    }
    append(decimal: small / 1_000_000_000)
    appendFraction(small % 1_000_000_000)
  }

  /// Appends a whole number in decimal digits.
  public mutating func append(decimal number: UInt64) {
    if number < 10 { return append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number)) }
    var digits = InlineArray<20, UInt8>(repeating: 0)
    var first = 20
    var rest = number
    repeat {
      first -= 1
      digits[first] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
      rest /= 10
    } while rest > 0
    for place in first..<20 { append(digits[place]) }
  }

  private mutating func appendFraction(_ nanoseconds: UInt64) {
    guard nanoseconds > 0 else { return }
    append(UInt8(ascii: "."))
    var rest = nanoseconds
    var place: UInt64 = 100_000_000
    while rest > 0 {
      append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest / place))
      rest %= place
      place /= 10
    }
  }
}
