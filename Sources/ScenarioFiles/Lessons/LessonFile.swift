/// A lesson with the text that it was read from.
public struct LessonFile: Sendable {
  /// What the file says.
  public let lesson: Lesson
  /// Texts of its blocks that end at a # that begins a comment; in the order of the file.
  public let warnings: [Diagnostic]
  let source: SourceText

  /// Turns diagnostics of this file into text.
  public var diagnosticText: DiagnosticText { DiagnosticText(sources: [source]) }

  /// The most lines of a file, and the most blocks for the program.
  enum Limit {
    static let lines = 20_000
    static let blocks = 100
    static let shownMistakes = 100
    /// Tasks of all scenarios, their variants and what `vary` tries: each is checked whole.
    static let checkedTasks = 50_000
    /// Characters of a text that a finding marks, and of its line; what is longer is not looked for.
    static let markedText = 200
    static let markedLine = 1_000
  }

  /// Reads and checks a lesson, its scenarios included; nothing is run.
  ///
  /// - Parameters:
  ///   - bytes: The file's bytes; more than 1 MiB is refused.
  ///   - label: What messages call the file, and where the lesson has its name from.
  /// - Throws: All mistakes at once.
  public init(_ bytes: [UInt8], label: String) throws(ScenarioMistakes) {
    let (source, mistakes) = SourceText.read(bytes, label: label, of: .lesson)
    self.source = source
    func failure(_ mistakes: [Diagnostic]) -> ScenarioMistakes {
      ScenarioMistakes(diagnostics: mistakes, text: DiagnosticText(sources: [source]))
    }
    guard mistakes.isEmpty else { throw failure(mistakes) }
    guard source.lines.count <= Limit.lines else {
      throw failure([
        Diagnostic(
          .pastLimit, "the lesson has more than \(Limit.lines) lines", at: nil,
          remedy: SourceText.Kind.lesson.shortening)
      ])
    }
    var decoder = LessonDecoder(source, name: harmless(Self.name(of: label)))
    lesson = decoder.decode()
    warnings = decoder.warnings
    guard decoder.mistakes.isEmpty else {
      let origin = Place(source: 0, line: 1, column: 1)
      let sorted = decoder.mistakes.sorted { ($0.place ?? origin) < ($1.place ?? origin) }
      throw failure(Array(sorted.prefix(Limit.shownMistakes)))
    }
  }

  /// What a lesson is called by its file: `mine/01-two-ovens.md` is `two-ovens`.
  ///
  /// The name is as somebody wrote it, control characters included.
  public static func name(of label: String) -> String {
    let file = label.split(separator: "/").last.map(String.init) ?? label
    let stem = file.hasSuffix(".md") ? String(file.dropLast(3)) : file
    let rest = stem.drop(while: \.isNumber)
    return rest.first == "-" && rest.count > 1 ? String(rest.dropFirst()) : stem
  }

  /// What was found wrong when the lesson was run.
  ///
  /// - Parameters:
  ///   - code: The kind of mistake.
  ///   - message: What is wrong, in one line.
  ///   - line: The line that is wrong, from 1; of a block that of its fence.
  ///   - mark: What of the block is wrong; where it is not found, the line is marked.
  ///   - remedy: What to do about it.
  public func finding(
    _ code: DiagnosticCode, _ message: String, line: Int, mark: LessonMark? = nil,
    remedy: String? = nil
  ) -> Diagnostic {
    if let (place, length) = mark.flatMap({ place(of: $0, below: line) }) {
      return Diagnostic(code, message, at: place, length: length, remedy: remedy)
    }
    let text = source.lines.indices.contains(line - 1) ? source.lines[line - 1] : []
    let indent = text.prefix { $0 == " " || $0 == "\t" }.count
    return Diagnostic(
      code, message, at: Place(source: 0, line: line, column: indent + 1),
      length: text.count - indent, remedy: remedy)
  }
}
