public import Model

/// Durations as scenario files write them: `2 min`, `1h30m`, `1.5 s`, `00:02:00`.
public enum DurationParser {
  /// The longest duration that can be written: 100 years.
  public static let longest: Nanoseconds = 100 * 8_766 * TimeUnit.hour

  static let units: [(name: String, length: Nanoseconds)] = [
    ("h", TimeUnit.hour), ("min", TimeUnit.minute), ("m", TimeUnit.minute), ("s", TimeUnit.second),
    ("ms", TimeUnit.millisecond), ("us", TimeUnit.microsecond), ("ns", 1),
  ]

  /// A duration in nanoseconds.
  public static func parse(_ text: String) throws(ScalarMistake) -> Nanoseconds {
    try parseWithDigit(text).value
  }

  /// A duration and the worth of its last written digit, both in nanoseconds.
  static func parseWithDigit(
    _ text: String
  ) throws(ScalarMistake) -> (value: Nanoseconds, digit: Nanoseconds) {
    let body = text.trimmed
    guard let first = body.first else {
      throw ScalarMistake(.duration, "a duration is missing", remedy: "write `2 min`")
    }
    if body.contains(":") { return try clock(body) }
    if first == "-" {
      throw ScalarMistake(.duration, "a duration cannot be negative")
    }
    if WrittenDecimal(body) != nil {
      throw ScalarMistake(
        .bareNumber, "`\(body)` has no unit",
        remedy: advice(["\(body) min", "\(body) s", "\(body) h"]))
    }
    var total: Int128 = 0
    var lastUnit = Nanoseconds.max
    var digit: Nanoseconds = 1
    for (number, unit) in try parts(body) {
      let length = try length(of: unit, in: body)
      guard length < lastUnit else {
        throw ScalarMistake(
          .duration, "the units of `\(body)` do not go from large to small",
          remedy: length == lastUnit
            ? "a list needs commas, as in `[1 min, 2 min]`"
            : sum(of: body).map { "write `\($0)`" })
      }
      guard lastUnit == .max || digit == lastUnit else {
        throw ScalarMistake(
          .duration, "only the last number of `\(body)` may have a point",
          remedy: sum(of: body).map { "write `\($0)`" })
      }
      let (value, worth) = try nanoseconds(number, length, body)
      total += value
      lastUnit = length
      digit = worth
    }
    guard total <= Int128(longest) else {
      throw ScalarMistake(.duration, "`\(body)` is longer than 100 years")
    }
    return (Nanoseconds(total), digit)
  }

  /// Splits `1h30m` or `2 min` into numbers and units.
  private static func parts(_ text: String) throws(ScalarMistake) -> [(WrittenDecimal, String)] {
    var parts: [(WrittenDecimal, String)] = []
    var rest = Substring(text)
    while !rest.isEmpty {
      let number = rest.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
      rest = rest.dropFirst(number.count).drop { $0 == " " }
      let unit = rest.prefix { $0.isLetter || $0 == "µ" }
      rest = rest.dropFirst(unit.count).drop { $0 == " " }
      guard let decimal = WrittenDecimal(number), !unit.isEmpty else {
        throw ScalarMistake(
          .duration, "`\(text)` is not a duration", remedy: remedy(for: text))
      }
      parts.append((decimal, String(unit)))
    }
    return parts
  }

  /// What was probably meant: a point for a comma, a distribution, a table, or any duration.
  private static func remedy(for text: String) -> String {
    let words = text.split(separator: " ")
    if text.contains(","), let comma = text.firstIndex(of: ",") {
      let pointed = text.replacing(comma, by: ".")
      if (try? parse(pointed)) != nil { return "write `\(pointed)`, with a point" }
    }
    let isRange =
      words.contains("to") || text.contains("..") || text.contains("+-") || text.contains("\u{B1}")
      || text.dropFirst().contains("-")
    if isRange, text.first?.isNumber == true {
      return "write `uniform 5 s to 15 s` for a random duration between two"
    }
    if text.hasSuffix(".csv") { return "write { csv: \(text), column: seconds, unit: s }" }
    return "write `2 min`, `1h30m`, `90 s` or `250 ms`"
  }

  /// The sum of all parts with each unit once, from large to small; nil where it cannot be written.
  private static func sum(of text: String) -> String? {
    guard let parts = try? parts(text) else { return nil }
    var total: Int128 = 0
    for (number, unit) in parts {
      guard let length = units.first(where: { $0.name == unit })?.length,
        let (value, _) = try? nanoseconds(number, length, text)
      else { return nil }
      total += value
    }
    guard total <= Int128(longest) else { return nil }
    var words: [String] = []
    for (name, length) in units where name != "m" && total >= Int128(length) {
      words.append("\(total / Int128(length)) \(name)")
      total %= Int128(length)
    }
    return words.isEmpty ? "0 s" : words.joined(separator: " ")
  }

  private static func length(
    of unit: String, in text: String
  ) throws(ScalarMistake) -> Nanoseconds {
    if let known = units.first(where: { $0.name == unit }) { return known.length }
    throw ScalarMistake(
      .duration, "`\(unit)` is not a unit of time", remedy: meantUnit(unit))
  }

  /// What a mistyped unit most likely means.
  static func meantUnit(_ unit: String) -> String {
    let others = [
      "hour": "h", "hours": "h", "hr": "h", "hrs": "h", "minute": "min", "minutes": "min",
      "mins": "min", "sec": "s", "secs": "s", "second": "s", "seconds": "s", "msec": "ms",
      "µs": "us", "μs": "us", "d": "h (24 h a day)", "day": "h (24 h a day)",
      "days": "h (24 h a day)",
    ]
    let meant = others[unit.lowercased()] ?? nearest(to: unit, among: units.map(\.name))
    return meant.map { "did you mean \($0)?" } ?? "write h, min, s, ms, us or ns"
  }

  private static func nanoseconds(
    _ number: WrittenDecimal, _ length: Nanoseconds, _ text: String
  ) throws(ScalarMistake) -> (Int128, Nanoseconds) {
    let (value, rest) = (number.digits * Int128(length)).quotientAndRemainder(
      dividingBy: number.scale)
    guard rest == 0 else {
      throw ScalarMistake(.duration, "`\(text)` is finer than 1 ns")
    }
    return (value, max(1, Nanoseconds(Int128(length) / number.scale)))
  }

  /// `2:30`, which may be minutes and seconds or hours and minutes.
  private static func ambiguous(
    _ text: String, _ first: WrittenDecimal, _ second: WrittenDecimal
  ) -> ScalarMistake {
    let rest = second.digits == 0 ? ("", "") : (" \(second.digits) s", " \(second.digits) min")
    return ScalarMistake(
      .clockTime,
      "`\(text)` is ambiguous: \(first.digits) h\(rest.1), or \(first.digits) min\(rest.0)?",
      remedy: advice(["\(first.digits) min\(rest.0)", "\(first.digits) h\(rest.1)"]))
  }

  /// What to write, of several forms; those that are too long or too fine would be refused.
  private static func advice(_ forms: [String]) -> String {
    let forms = forms.filter { (try? parse($0)) != nil }.map { "`\($0)`" }
    guard let last = forms.last else { return "write a duration such as `2 min`" }
    let others = forms.dropLast().joined(separator: ", ")
    return "write \(others)\(others.isEmpty ? "" : " or ")\(last)"
  }

  /// `00:02:00`, hours, minutes and seconds; `2:00` could be two things.
  private static func clock(_ text: String) throws(ScalarMistake) -> (Nanoseconds, Nanoseconds) {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    if parts.count == 2, let first = WrittenDecimal(parts[0]), first.places == 0,
      let second = WrittenDecimal(parts[1]), second.places == 0
    {
      throw ambiguous(text, first, second)
    }
    guard parts.count == 3, let hours = WrittenDecimal(parts[0]), hours.places == 0,
      let minutes = WrittenDecimal(parts[1]), minutes.places == 0, parts[1].count == 2,
      minutes.digits < 60,
      let seconds = WrittenDecimal(parts[2]), parts[2].prefix(while: { $0 != "." }).count == 2,
      seconds.value < 60
    else {
      throw ScalarMistake(
        .duration, "`\(text)` is not a time as HH:MM:SS",
        remedy: "write a time as `00:02:00` or `2 min`")
    }
    let (fraction, digit) = try nanoseconds(seconds, TimeUnit.second, text)
    let total =
      hours.digits * Int128(TimeUnit.hour) + minutes.digits * Int128(TimeUnit.minute) + fraction
    guard total <= Int128(longest) else {
      throw ScalarMistake(.duration, "`\(text)` is longer than 100 years")
    }
    return (Nanoseconds(total), digit)
  }
}

extension String {
  /// The text with one character exchanged.
  fileprivate func replacing(_ index: String.Index, by text: String) -> String {
    self[..<index] + text + self[self.index(after: index)...]
  }
}
