import Model

/// The text of a scenario as lines for a terminal.
public struct ScenarioListing: Sendable {
  /// The lines, indented by four.
  public let lines: [String]

  /// Lists a scenario's text; with `hasStyle` keys are bold and comments are faint.
  ///
  /// Lines are not folded, since a folded scenario would be another one.
  public init(_ text: String, hasStyle: Bool) {
    var source = ProseLine.lines(of: text)
    while source.last?.isBlank == true { source.removeLast() }
    lines = source.map { line in
      if line.isBlank { return "" }
      return "    " + (hasStyle ? Self.styled(line) : line.text)
    }
  }

  private static func styled(_ line: ProseLine) -> String {
    let begin = line.prefix { $0 == " " || $0 == "-" }
    let rest = line.dropFirst(begin.count)
    if rest.first == "#" { return begin.text + "\u{1B}[2m\(rest.text)\u{1B}[0m" }
    let key = rest.prefix { $0 != ":" && $0 != " " && $0 != "{" && $0 != "[" && $0 != "\"" }
    let behind = rest.dropFirst(key.count)
    guard behind.first == ":", !key.isEmpty, behind.dropFirst().first.map({ $0 == " " }) ?? true
    else { return line.text }
    return begin.text + "\u{1B}[1m\(key.text)\u{1B}[0m" + behind.text
  }
}
