import Model

/// A duration or a distribution in one text: `2 min`, `uniform 5 s to 15 s`, `normal 1 min sd 10 s`.
enum RuleParser {
  private static let words = ["uniform", "exponential", "normal", "lognormal"]

  static func parse(_ text: String) throws(ScalarMistake) -> DurationRule {
    let word = text.prefix { $0.isLetter }.lowercased()
    guard word.count > 2, text.first?.isLetter == true else {
      return .fixed(try DurationParser.parse(text))
    }
    let end = text.dropFirst(word.count).first
    guard words.contains(word), text.hasPrefix(word), end == nil || end == " " || end == "(" else {
      if text.hasSuffix(".csv") { return .fixed(try DurationParser.parse(text)) }
      throw ScalarMistake(
        .distribution, "`\(text.prefix(word.count))` is not a distribution",
        remedy: nearest(to: word, among: words).map { "did you mean \($0)?" }
          ?? "write a duration, or uniform, exponential, normal or lognormal")
    }
    let rest = String(text.dropFirst(word.count)).trimmed
    if rest.hasPrefix("(") { throw ScalarMistake.call(word, rest) }
    switch word {
    case "uniform":
      let (low, high) = try pair(rest, "to", example: "uniform 5 s to 15 s")
      guard low <= high else {
        throw ScalarMistake(
          .distribution, "the first end is the larger one", remedy: "write the smaller one first")
      }
      return .uniform(low, high)
    case "exponential":
      guard !rest.isEmpty else {
        throw ScalarMistake(
          .distribution, "the mean is missing", remedy: "write `exponential 30 s`")
      }
      return .exponential(mean: try DurationParser.parse(rest))
    case "normal":
      let (mean, sd) = try pair(rest, "sd", example: "normal 40 s sd 20 s")
      return .normal(mean: mean, sd: sd)
    default:
      let (mean, sd) = try pair(rest, "sd", example: "lognormal 40 s sd 20 s")
      return .lognormal(mean: mean, sd: sd)
    }
  }

  private static func pair(
    _ text: String, _ word: String, example: String
  ) throws(ScalarMistake) -> (Nanoseconds, Nanoseconds) {
    let words = text.split(separator: " ")
    guard let middle = words.firstIndex(of: Substring(word)), middle > 0, middle < words.count - 1
    else {
      throw ScalarMistake(
        .distribution, "`\(word)` and a second duration are missing", remedy: "write `\(example)`")
    }
    return (
      try DurationParser.parse(words[..<middle].joined(separator: " ")),
      try DurationParser.parse(words[(middle + 1)...].joined(separator: " "))
    )
  }
}

extension ScalarMistake {
  /// `uniform(5 s, 15 s)`: the form of a function call.
  static func call(_ word: String, _ rest: String) -> ScalarMistake {
    let inner = rest.filter { $0 != "(" && $0 != ")" }.split(separator: ",").map(\.trimmed)
    let joint = word == "uniform" ? " to " : " sd "
    return ScalarMistake(
      .distribution, "distributions are written without brackets and commas",
      remedy: inner.isEmpty ? nil : "write \(word) \(inner.joined(separator: joint))")
  }
}
