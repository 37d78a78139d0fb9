public import Model

/// A lesson with the text that it was read from.
public struct LessonFile: Sendable {
  /// What the file says.
  public let lesson: Lesson
  /// Turns diagnostics of this file into text.
  public let diagnosticText: DiagnosticText

  /// Reads and checks a lesson, its scenarios included; nothing is run.
  ///
  /// - Parameters:
  ///   - bytes: The file's bytes; more than 1 MiB is refused.
  ///   - label: What messages call the file, and where the lesson has its name from.
  /// - Throws: All mistakes at once.
  public init(_ bytes: [UInt8], label: String) throws(ScenarioMistakes) {
    fatalError("skeleton")
  }

  /// What was found wrong when the lesson was run.
  public func finding(
    _ code: DiagnosticCode, _ message: String, line: Int, remedy: String? = nil
  ) -> Diagnostic {
    fatalError("skeleton")
  }
}

extension AnswerUnit {
  /// What somebody typed, as an amount; without a unit it is in this one.
  public func amount(of text: String) throws(ScalarMistake) -> Amount {
    fatalError("skeleton")
  }
}

extension ScenarioFile {
  /// What stands at a path, as written; nil where there is no value.
  public func value(at path: String, changedBy changes: [Override] = []) -> String? {
    fatalError("skeleton")
  }

  /// Whether two files have the same at a path, however it is written.
  public func has(_ path: String, asIn other: ScenarioFile) -> Bool {
    fatalError("skeleton")
  }

  /// The file's text with other values at some paths; nil where one of them is not a value of the text.
  public func text(changedBy changes: [Override]) -> String? {
    fatalError("skeleton")
  }
}
