import Analysis
import Model
import ScenarioFiles

/// A lesson with its place in a course.
struct TaughtLesson {
  let number: Int
  /// Where a page of docs/ finds its file; nil for lessons that do not stand there.
  let link: String?
  let lesson: Lesson

  /// The lessons of a course in their order; throws the mistakes of the first that cannot be read.
  static func all(of course: Course) throws -> [TaughtLesson] {
    let folder = "docs/"
    return try course.entries.map { entry in
      TaughtLesson(
        number: entry.number,
        link: entry.label.hasPrefix(folder) ? String(entry.label.dropFirst(folder.count)) : nil,
        lesson: try entry.lesson().lesson)
    }
  }

  /// The first question; nil where the lesson asks none.
  var question: String? {
    for step in lesson.steps {
      switch step.kind {
      case .predict(let prediction): return prediction.question
      case .choose(let choice): return choice.question
      case .reveal(let reveal): return reveal.question
      default: continue
      }
    }
    return nil
  }

  /// What the first question wants an answer in, as `min`; nil for a choice or a text.
  var unit: String? {
    for step in lesson.steps {
      switch step.kind {
      case .predict(let prediction): return prediction.unit.name
      case .choose, .reveal: return nil
      default: continue
      }
    }
    return nil
  }

  /// The words of the glossary that it explains, in its order, each once.
  var terms: [String] {
    var terms: [String] = []
    for step in lesson.steps {
      guard case .explain(let explanation) = step.kind else { continue }
      for term in explanation.terms where !terms.contains(term) { terms.append(term) }
    }
    return terms
  }
}

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
