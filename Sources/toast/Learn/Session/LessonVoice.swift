import Foundation
import Model
import Rendering
import ScenarioFiles

/// What a lesson prints: texts and labelled lines, a screen at a time.
final class LessonVoice {
  /// What a line is about, told by a word before it.
  enum Label: String {
    case predict = "PREDICT"
    case choose = "CHOOSE"
    case watch = "WATCH"
    case result = "RESULT"
    case explain = "EXPLAIN"
    case change = "CHANGE"
    case reveal = "THINK"
    case hint = "HINT"
  }

  private let prompt: LinePrompt
  private let look: LookOptions
  /// Whether a full screen waits for ENTER; not where a saved file has something told at any time.
  var turnsPages = true { didSet { rows = 2 } }
  /// Rows since somebody last pressed a key.
  private var rows = 0
  private static let indent = 9

  init(_ prompt: LinePrompt, _ look: LookOptions) {
    self.prompt = prompt
    self.look = look
  }

  /// Text is easier to read where lines are not too long.
  var width: Int { min(Console.size.columns, 96) }

  var style: ReportStyle { look.style }

  /// A sign for what is done, in the alphabet of the terminal.
  var check: String { look.ascii || !Console.isUnicode ? "ok" : "\u{2713}" }

  /// A sign for what is not.
  var cross: String { look.ascii || !Console.isUnicode ? "--" : "\u{2717}" }

  /// Markdown, followed by an empty line.
  func tell(markdown: String) throws {
    let lines = ProseText(markdown, width: width, hasStyle: style.hasColor).lines
    guard !lines.isEmpty else { return }
    try tell(lines: lines + [""])
  }

  /// A sentence with its label; more sentences stand below it.
  func tell(_ label: Label, _ sentences: String...) throws { try tell(label, sentences) }

  /// Sentences with a label at the first one.
  func tell(_ label: Label, _ sentences: [String]) throws {
    let margin = String(repeating: " ", count: Self.indent)
    var lines = sentences.flatMap { sentence in
      sentence.split(separator: "\n", omittingEmptySubsequences: false).flatMap {
        Layout.fold(harmless(String($0)), indent: margin, width: width)
      }
    }
    guard let first = lines.first else { return }
    let word = Layout.left(label.rawValue, Self.indent)
    let shown = style.hasColor ? "\u{1B}[1m\(word)\u{1B}[0m" : word
    lines[0] = shown + first.dropFirst(Self.indent)
    try tell(lines: lines)
  }

  /// A sentence below labelled ones.
  func add(_ sentence: String) throws {
    let margin = String(repeating: " ", count: Self.indent)
    try tell(lines: Layout.fold(harmless(sentence), indent: margin, width: width))
  }

  /// Lines as they are; where a screen is full, somebody turns the page.
  func tell(lines: [String]) throws {
    for line in lines {
      if turnsPages, prompt.isTerminal, Console.isTerminal, rows >= max(6, Console.size.rows - 2) {
        // What was typed instead is for the next prompt.
        if let line = try prompt.ask("(ENTER: more) "), !line.isEmpty { prompt.give(back: line) }
        rows = 0
      }
      try Console.write(line + "\n")
      let width = displayWidth(Self.withoutStyle(line))
      rows += max(1, (width + Console.size.columns - 1) / Console.size.columns)
    }
  }

  /// The text without the escape sequences of styles, which take no room.
  private static func withoutStyle(_ line: String) -> String {
    let parts = line.components(separatedBy: "\u{1B}[")
    return parts[0] + parts.dropFirst().map { $0.drop { $0 != "m" }.dropFirst() }.joined()
  }

  /// Asks; nil at the end of the input.
  func ask(_ question: String) throws -> String? {
    let answer = try prompt.ask(question)
    rows = 1
    return answer
  }
}
