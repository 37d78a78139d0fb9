public import ScenarioFiles

/// What a diagnostic code means, with a wrong and a right example.
public struct CodeExplanation: Sendable {
  /// The code.
  public let code: DiagnosticCode
  /// What is wrong, in a few words.
  public let title: String
  /// What it means, why the program insists, what to do.
  public let text: String
  /// A whole scenario file that gets the code, and no other one; for a code of lessons a lesson.
  public let wrong: String
  /// The same file without the mistake.
  public let right: String

  /// Whether the examples are lessons.
  public var isAboutLessons: Bool { code.rawValue.hasPrefix("L") }

  init(
    _ code: DiagnosticCode, _ title: String, _ text: String, wrong: String, right: String
  ) {
    self.code = code
    self.title = title
    self.text = text
    self.wrong = wrong
    self.right = right
  }

  /// All of them, in the order of their codes.
  public static let all = text + keys + values + fit + lessons + warnings
}
