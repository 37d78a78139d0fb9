import ScenarioFiles

/// A text as a cell of a Markdown table: what means something there is written so that it does not, but
/// for code between backticks.
func markdownCell(_ text: String) -> String {
  CodeSpan.parts(of: harmless(text)).map { part in
    if part.isCode { return "`\(part.text.replacing("|", with: "\\|"))`" }
    return part.text.unicodeScalars.reduce(into: "") { cell, scalar in
      if "|\\`*_<[]~&".unicodeScalars.contains(scalar) { cell += "\\" }
      cell.unicodeScalars.append(scalar)
    }
  }
  .joined()
}

/// A part of a line of Markdown: code between backticks, or anything else.
struct CodeSpan {
  let text: String
  let isCode: Bool

  /// The parts of a line; a backtick without another one is a character like others.
  static func parts(of line: String) -> [CodeSpan] {
    let pieces = line.split(separator: "`", omittingEmptySubsequences: false).map(String.init)
    guard pieces.count % 2 == 1 else { return [CodeSpan(text: line, isCode: false)] }
    return pieces.enumerated().map { CodeSpan(text: $1, isCode: $0 % 2 == 1) }
      .filter { !$0.text.isEmpty }
  }
}
