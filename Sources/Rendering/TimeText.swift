public import Model

/// Times for people, in words that a scenario file understands: "52 min 30 s", "4 h 14 min", "250 ms".
public struct TimeText: Sendable {
  /// Whether hours are used; a class counts 200 minutes, a batch 4 hours.
  let usesHours: Bool

  /// Hours where a step is that long, or the run is very long; else minutes at most.
  public init(longestStep: Nanoseconds, elapsed: Nanoseconds) {
    usesHours = longestStep >= TimeUnit.hour || elapsed >= 100 * TimeUnit.hour
  }

  init(usesHours: Bool) { self.usesHours = usesHours }

  /// The time, rounded to what a reader can use: whole seconds above an hour, tenths above a minute,
  /// four digits below.
  public func text(_ nanoseconds: Int128) -> String {
    if nanoseconds < 0 { return "-" + text(-nanoseconds) }
    if nanoseconds < Int128(TimeUnit.minute) {
      let rounded = Self.fourDigits(nanoseconds)
      return rounded < Int128(TimeUnit.minute) ? Self.underAMinute(rounded) : text(rounded)
    }
    let step: Int128 = nanoseconds >= Int128(TimeUnit.hour) ? 1_000_000_000 : 100_000_000
    let tenths = (nanoseconds + step / 2) / step * step / 100_000_000
    let (minutes, rest) = tenths.quotientAndRemainder(dividingBy: 600)
    var parts: [String] = []
    if usesHours, minutes >= 60 {
      parts.append("\(minutes / 60) h")
      if minutes % 60 > 0 { parts.append("\(minutes % 60) min") }
    } else {
      parts.append("\(minutes) min")
    }
    if rest > 0 { parts.append(rest % 10 == 0 ? "\(rest / 10) s" : "\(rest / 10).\(rest % 10) s") }
    return parts.joined(separator: " ")
  }

  /// The time with its two largest units at most, for tables: "2 h 7 min", "50 min 53 s".
  func short(_ nanoseconds: Int128) -> String {
    let step: Int128 =
      usesHours && nanoseconds >= Int128(TimeUnit.hour) ? 60_000_000_000 : 1_000_000_000
    guard nanoseconds >= Int128(TimeUnit.minute) else { return text(nanoseconds) }
    return text((nanoseconds + step / 2) / step * step)
  }

  private static func fourDigits(_ nanoseconds: Int128) -> Int128 {
    var digit: Int128 = 1
    while nanoseconds / digit >= 10_000 { digit *= 10 }
    return (nanoseconds + digit / 2) / digit * digit
  }

  /// Less than a minute, in one unit.
  private static func underAMinute(_ nanoseconds: Int128) -> String {
    if nanoseconds == 0 { return "0 s" }
    let units: [(Int128, String)] = [
      (1_000_000_000, "s"), (1_000_000, "ms"), (1_000, "us"), (1, "ns"),
    ]
    let (length, name) = units.first { nanoseconds >= $0.0 } ?? (1, "ns")
    let (whole, rest) = nanoseconds.quotientAndRemainder(dividingBy: length)
    guard rest > 0 else { return "\(whole) \(name)" }
    var fraction = String(String(rest + length).dropFirst())
    while fraction.hasSuffix("0") { fraction.removeLast() }
    return "\(whole).\(fraction) \(name)"
  }
}

/// A number with a fixed number of decimals, halves up, by its shortest decimal text.
public func fixed(_ value: Double, _ places: Int) -> String {
  let negative = value < 0
  let scale = (0..<places).reduce(1.0) { scale, _ in scale * 10 }
  let scaled = value.magnitude * scale
  guard scaled < 1e15 else { return "\(value)" }
  let parts = Int64((scaled + 0.5 + 4 * scaled.ulp).rounded(.down))
  guard places > 0 else { return (negative ? "-" : "") + "\(parts)" }
  let digits = String(parts)
  let padded = String(repeating: "0", count: max(0, places + 1 - digits.count)) + digits
  let sign = negative && parts > 0 ? "-" : ""
  return sign + padded.dropLast(places) + "." + padded.suffix(places)
}

/// A share as a percentage: "88 %", "0.4 %"; never 100 % or 0 % unless it is exactly that.
public func percent(_ share: Double) -> String {
  let value = share * 100
  if value >= 99.5, value < 100 { return fixed(min(value, 99.9), 1) + " %" }
  if value > 0, value < 1 { return fixed(max(value, 0.1), 1) + " %" }
  return fixed(value, 0) + " %"
}
