import ArgumentParser
import Reference
import Rendering
import ScenarioFiles

/// `toast explain`: a code of a message, or a word of the field.
struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Explain the code of a message, or a word such as speedup.",
    discussion: """
      Examples:

        toast explain S010
        toast explain critical path
      """)

  @Argument(
    help: "A code (S010), or a term, which may have several words. Without it all are listed.",
    completion: .list(
      DiagnosticCode.allCases.map(\.rawValue)
        + GlossaryEntry.all.map { String($0.term.map { $0 == " " ? "-" : $0 }) }))
  var term: [String] = []

  func run() throws {
    let word = term.joined(separator: " ")
    try Console.write(word.isEmpty ? Self.index : Self.text(about: word))
  }

  /// What a code or a word of the glossary means.
  static func text(about word: String) throws -> String {
    if let code = CodeExplanation.all.first(where: { $0.code.rawValue == word.uppercased() }) {
      return text(of: code)
    }
    if let entry = GlossaryEntry.named(word) {
      return text(of: entry)
    }
    let known = GlossaryEntry.words + CodeExplanation.all.map(\.code.rawValue)
    let isCode = word.count == 4 && word.dropFirst().allSatisfy(\.isNumber)
    let near = isCode ? nil : nearest(to: word, among: known)
    throw Failure.usage(
      "there is nothing to explain about `\(harmless(word))`; "
        + (near.map { "did you mean `\($0)`?" } ?? "toast explain lists all codes and terms"))
  }

  private static func text(of entry: CodeExplanation) -> String {
    """
    \(entry.code.rawValue): \(entry.title)

    \(folded(entry.text))

      Wrong:

    \(indented(ReferencePages.shown(entry.wrong), by: 4))

      Right:

    \(indented(entry.right, by: 4))

    """
  }

  private static func text(of entry: GlossaryEntry) -> String {
    var text = entry.term
    if !entry.also.isEmpty { text += " (also: \(entry.also.joined(separator: ", ")))" }
    text = folded(text, indent: "") + "\n"
    if let symbol = entry.symbol { text += "  \(symbol)\n" }
    text += "\n\(folded(entry.text))\n\n"
    if let source = entry.source { text += "  Source: \(source).\n" }
    return text + folded("See: \(entry.see.joined(separator: ", ")).") + "\n"
  }

  /// A paragraph as wide as the terminal, at most 100 columns: longer lines are hard to read.
  private static func folded(_ text: String, indent: String = "  ") -> String {
    let words = text.split(separator: "\n").joined(separator: " ")
    return Layout.fold(words, indent: indent, width: min(100, Console.size.columns))
      .joined(separator: "\n")
  }

  private static func indented(_ text: String, by width: Int) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0.isEmpty ? "" : String(repeating: " ", count: width) + $0 }
      .joined(separator: "\n")
  }

  private static var index: String {
    var text = "Codes of messages:\n"
    for entry in CodeExplanation.all { text += "  \(entry.code.rawValue)  \(entry.title)\n" }
    text += "\nTerms:\n"
    for entry in GlossaryEntry.all.sorted(by: { $0.term.lowercased() < $1.term.lowercased() }) {
      text += "  \(entry.term)\n"
    }
    return text
  }
}
