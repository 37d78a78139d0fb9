/// A change from the command line: a path and a value as written, as in `workers.cook` and `1`.
public struct Override: Equatable, Sendable {
  /// The path into the model.
  public let path: String
  /// The value as written.
  public let value: String
  /// How it was given, for messages.
  public let label: String

  /// Makes a change; `label` is what messages call it, as in `--set workers.cook=1`.
  public init(path: String, value: String, label: String) {
    self.path = path
    self.value = value
    self.label = label
  }
}

/// Why a scenario file cannot be used: all its mistakes, and their text.
public struct ScenarioMistakes: Error, Sendable {
  /// The mistakes, in the order of the file; never empty.
  public let diagnostics: [Diagnostic]
  /// Turns them into text.
  public let text: DiagnosticText
}
