import Model
import Rendering

@testable import ScenarioFiles

/// Lesson files: mistakes that point into the text, or a lesson whose texts can be shown.
enum LessonTarget: FuzzTarget {
  static let name = "lesson"
  static let mostBytes = 6_000

  static var words: [String] {
    ScenarioTarget.words + [
      "```lesson\n", "```scenario ", "```predict\n", "```choose\n", "```watch\n", "```explain\n",
      "```change\n", "```reveal\n", "```console\n", "\n```\n", "question: ", "answer: ", "unit: ",
      "tolerance: ", "hints:\n", "mistakes:\n", "vary: ", "options:\n", "right: ", "says: ",
      "keep: ", "solution: ", "minutes: ", "goals: ", "topics: ", "talk: ", "facts: ", "terms: ",
    ]
  }

  static func seeds() throws -> [[UInt8]] {
    let lessons = try Repository.files(in: "docs/lessons", ending: ".md")
    // A block is smaller than a lesson, and so are its mutants.
    let blocks = lessons.flatMap { lesson in
      String(decoding: lesson, as: UTF8.self).split(separator: "\n\n").map { Array("\($0)\n".utf8) }
    }
    return lessons + blocks.map { Array("# Title\n\n".utf8) + $0 }
  }

  static func check(_ bytes: [UInt8]) {
    let lines = [ScenarioTarget.lines(of: bytes)]
    do {
      let file = try LessonFile(bytes, label: "01-fuzz.md")
      ScenarioTarget.check(file.warnings, file.diagnosticText, of: lines)
      for step in file.lesson.steps {
        hold(step.line >= 1 && step.line <= lines[0].count, "a step is on a line")
        hold(step.id.utf8.count == 8, "a step has an id")
        if case .text(let text) = step.kind { ProseTarget.check(text) }
        let finding = file.finding(
          .lessonClaim, "it is not so", line: step.line, mark: .key("question"))
        ScenarioTarget.check([finding], file.diagnosticText, of: lines)
      }
      hold(
        Set(file.lesson.steps.map(\.id)).count == file.lesson.steps.count,
        "steps have ids of their own")
    } catch {
      ScenarioTarget.check(error, of: lines)
    }
  }
}

/// Markdown as lines for a terminal, at several widths: nothing is wider than it may be, and style changes no
/// text.
enum ProseTarget: FuzzTarget {
  static let name = "prose"
  static let mostBytes = 2_000

  static var words: [String] {
    [
      "```", "**", "__", "](", "![", "<!--", "-->", "| --- |", "\n\n", "> ", "- ", "1. ", "# ",
      "<b>", "    ", "\t", "`", "\\", "https://", "\u{1B}[31m", "\u{202E}", "\u{200D}", "日本",
    ]
  }

  static func seeds() throws -> [[UInt8]] {
    try
      (Repository.files(in: "docs/lessons", ending: ".md")
      + Repository.files(in: "docs", ending: ".md")).flatMap {
        String(decoding: $0, as: UTF8.self).split(separator: "\n\n").map { Array($0.utf8) }
      }
  }

  static func check(_ bytes: [UInt8]) { check(String(decoding: bytes, as: UTF8.self)) }

  static func check(_ text: String) {
    for width in [1, 7, 40, 80, 200] {
      let plain = ProseText(text, width: width, hasStyle: false).lines
      let styled = ProseText(text, width: width, hasStyle: true).lines
      for line in plain {
        hold(ScenarioTarget.isHarmless(line) && !line.contains("\n"), "a line is one line: \(line)")
      }
      for line in styled {
        let bare = withoutStyle(line)
        hold(ScenarioTarget.isHarmless(bare), "a line has no escape but style: \(line)")
        hold(!bare.contains("\n"), "a line is one line")
        hold(line == bare || line.hasSuffix("\u{1B}[0m") || !isStyled(line), "style ends: \(line)")
      }
      // Code stands as it is; margins of lists and quotes are there for any word.
      if text.contains("`") || text.contains("    ") || text.contains("\t") || text.contains("|") {
        continue
      }
      for line in plain {
        let longest = line.split(separator: " ").map { displayWidth(String($0)) }.max() ?? 0
        hold(
          displayWidth(line) <= max(width, longest + 60),
          "at \(width) a line is wider only for a word: \(line)")
      }
    }
  }

  private static func isStyled(_ line: String) -> Bool {
    line.range(ofLast: "\u{1B}[0m") < line.range(ofLast: "\u{1B}[1")
  }

  /// A line without the three escape sequences of style and the one that ends it.
  private static func withoutStyle(_ line: String) -> String {
    // Scalar by scalar: the last letter of a sequence and a joiner behind it are one character.
    var rest = Array(line.unicodeScalars)
    for code in ["0", "1", "4", "1;4"] {
      let sequence = Array("\u{1B}[\(code)m".unicodeScalars)
      rest = Array(rest.split(separator: sequence, omittingEmptySubsequences: false).joined())
    }
    return String(String.UnicodeScalarView(rest))
  }
}

extension String {
  /// How far behind its beginning a text stands in it for the last time; -1 for nowhere.
  fileprivate func range(ofLast text: String) -> Int {
    let (own, other) = (Array(utf8), Array(text.utf8))
    guard own.count >= other.count else { return -1 }
    return (0...own.count - other.count).last { own[$0..<$0 + other.count].elementsEqual(other) }
      ?? -1
  }
}
