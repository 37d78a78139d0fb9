import Model

extension ScenarioDecoder {
  /// `payback: { rewrite: 16 h, runs-per-week: 5 }`; nil after a report.
  mutating func decodePayback(_ node: TreeNode) -> Payback? {
    let mistakes = reader.mistakes.count
    let entries = reader.entries(node, "payback", allowed: Language.paybackKeys)
    var rewrite: Nanoseconds?
    var runsPerWeek: Ratio?
    for entry in entries {
      if entry.key == "rewrite" {
        rewrite = decodeRewrite(entry.value)
      } else {
        runsPerWeek = reader.value(entry.value, entry.key) { text throws(ScalarMistake) in
          try NumberParser.runsPerWeek(text)
        }
      }
    }
    if let rewrite, let runsPerWeek {
      return Payback(rewrite: rewrite, runsPerWeek: runsPerWeek)
    }
    // A key that was not understood explains what is missing.
    guard reader.mistakes.count == mistakes else { return nil }
    let missing = Language.paybackKeys.filter { key in !entries.contains { $0.key == key } }
    reader.report(
      .missingKey, "`payback` has no \(missing.map { "`\($0)`" }.joined(separator: " and no "))",
      at: node, remedy: Language.example(of: "payback"))
    return nil
  }

  private mutating func decodeRewrite(_ node: TreeNode) -> Nanoseconds? {
    guard let rewrite = reader.duration(node, "rewrite") else { return nil }
    if rewrite > 0 { return rewrite }
    reader.report(
      .duration, "rewriting that takes no time has nothing to pay back", at: node,
      remedy: "write how long it takes, as in `rewrite: 16 h`, or remove `payback`")
    return nil
  }
}

extension NumberParser {
  /// How often something runs: a decimal from 0.000001 to 1000000.
  static func runsPerWeek(_ text: String) throws(ScalarMistake) -> Ratio {
    guard let decimal = WrittenDecimal(text), decimal.places <= 6, decimal.digits > 0,
      decimal.digits <= Int128(Payback.mostRunsPerWeek) * decimal.scale
    else {
      throw ScalarMistake(
        .number,
        "runs-per-week is a number from 0.000001 to \(Payback.mostRunsPerWeek), not `\(text)`",
        remedy: rateRemedy(text))
    }
    let whole = text.prefix { $0 != "." }
    guard whole.count == 1 || whole.first != "0" else {
      let digits = text.drop { $0 == "0" }
      throw ScalarMistake(
        .number, "`\(text)` can be read in two ways",
        remedy: "write \(digits.hasPrefix(".") ? "0" : "")\(digits)")
    }
    return Ratio(Int64(decimal.digits), Int64(decimal.scale))
  }

  /// `5 per week`, `daily`, `2,5` and `0` were meant as a plain number.
  private static func rateRemedy(_ text: String) -> String {
    let words = [
      "hourly": "168", "daily": "7", "nightly": "7", "weekdays": "5", "weekly": "1",
      "once": "1", "twice": "2", "monthly": "0.25",
    ]
    if let number = words[text.lowercased()] { return "write \(number)" }
    let isNumber: (Character) -> Bool = { $0.isASCII && ($0.isNumber || $0 == ".") }
    var number = String(text.prefix(while: isNumber))
    var rest = text.dropFirst(number.count)
    if rest.first == "," {
      let digits = rest.dropFirst().prefix(while: isNumber)
      number += (digits.count == 3 ? "" : ".") + digits
      rest = rest.dropFirst(1 + digits.count)
    }
    let isOfWeek = !["hour", "day", "month", "year"].contains { rest.contains($0) }
    let isMeant = rest.isEmpty || rest.first == " " || rest.first == "/"
    if isMeant, isOfWeek, text != number, (try? runsPerWeek(number)) != nil {
      return "write \(number)"
    }
    if rest.isEmpty, let decimal = WrittenDecimal(number),
      decimal.value > Double(Payback.mostRunsPerWeek)
    {
      return "write \(Payback.mostRunsPerWeek) or less"
    }
    return "write 5 for every working day, 0.5 for every other week"
  }
}
