import Model

/// A decimal as written: digits without the point, and how many of them stand behind it.
struct WrittenDecimal: Equatable {
  let digits: Int128
  let places: Int

  /// 10 to the power of `places`.
  var scale: Int128 { (0..<places).reduce(Int128(1)) { scale, _ in scale * 10 } }

  var value: Double { Double(digits) / Double(scale) }

  /// Reads `12`, `0.5`, `3.25`; nil for anything else, and for more than 18 digits.
  init?(_ text: some StringProtocol) {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    let all = parts.joined()
    guard (1...2).contains(parts.count), parts.allSatisfy({ !$0.isEmpty }), all.count <= 18,
      all.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let digits = Int128(all)
    else { return nil }
    self.digits = digits
    places = parts.count == 2 ? parts[1].count : 0
  }
}

/// Numbers as scenario files write them: plain decimal digits, no signs but where allowed, no tricks.
enum NumberParser {
  /// A whole number within limits; `what` names it in messages.
  static func whole(
    _ text: String, _ what: String, in range: ClosedRange<Int>
  ) throws(ScalarMistake) -> Int {
    let plain = text.filter { $0 != "_" && $0 != " " }
    let body = plain.hasPrefix("-") ? String(plain.dropFirst()) : plain
    guard !body.isEmpty, body.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
      throw ScalarMistake(
        .number, "\(what) is a whole number, not `\(text)`", remedy: "write a number such as 4")
    }
    let trimmed = String(body.drop { $0 == "0" })
    let canonical = (plain.hasPrefix("-") ? "-" : "") + (trimmed.isEmpty ? "0" : trimmed)
    guard canonical == text else {
      throw ScalarMistake(
        .number, "`\(text)` can be read in two ways", remedy: "write \(canonical)")
    }
    guard let value = Int(canonical), range.contains(value) else {
      let isLow = Int(canonical).map { $0 < range.lowerBound } ?? canonical.hasPrefix("-")
      throw ScalarMistake(
        .number, "\(what) is from \(range.lowerBound) to \(range.upperBound), not \(text)",
        remedy: "write \(isLow ? range.lowerBound : range.upperBound) or "
          + (isLow ? "more" : "less"))
    }
    return value
  }

  /// A percentage such as `1 %`, as a share from 0 to 1.
  static func percentage(_ text: String, _ what: String) throws(ScalarMistake) -> Double {
    let body = text.hasSuffix("%") ? String(text.dropLast()).trimmed : nil
    guard let body, let decimal = WrittenDecimal(body), decimal.value <= 100 else {
      throw ScalarMistake(
        .number, "\(what) is a percentage from 0 to 100, not `\(text)`",
        remedy: percentageRemedy(text))
    }
    return decimal.value / 100
  }

  /// `5` was meant as 5 %, `0.05` as a share.
  private static func percentageRemedy(_ text: String) -> String {
    let digits = text.filter { $0.isNumber || $0 == "." }
    guard let decimal = WrittenDecimal(digits), decimal.value <= 100, decimal.digits > 0 else {
      return "write a percentage, as in `1 %`"
    }
    if text.contains("%") || decimal.value >= 1 { return "write `\(digits) %`" }
    let (whole, rest) = (100 * decimal.digits).quotientAndRemainder(dividingBy: decimal.scale)
    return rest == 0 ? "write `\(whole) %`" : "write `\(digits) %`, or 100 times that"
  }

  /// A worker's speed: a decimal from 0.000001 to 1000000.
  static func speed(_ text: String) throws(ScalarMistake) -> Ratio {
    guard let decimal = WrittenDecimal(text), decimal.places <= 6, decimal.digits > 0,
      decimal.digits <= 1_000_000 * decimal.scale
    else {
      throw ScalarMistake(
        .number, "a speed is a number from 0.000001 to 1000000, not `\(text)`",
        remedy: "write 1 for full speed, 0.8 for four fifths of it")
    }
    return Ratio(Int64(decimal.digits), Int64(decimal.scale))
  }
}

extension StringProtocol {
  /// Without spaces at both ends.
  var trimmed: String {
    var text = Substring(self)
    while text.first == " " { text.removeFirst() }
    while text.last == " " { text.removeLast() }
    return String(text)
  }
}
