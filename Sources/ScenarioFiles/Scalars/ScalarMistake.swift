/// What is wrong with one value, without its place.
public struct ScalarMistake: Error, Equatable {
  let code: DiagnosticCode
  /// What is wrong, in one line.
  public let message: String
  /// What to write instead.
  public let remedy: String?

  /// Both, with a semicolon between them.
  public var sentence: String { remedy.map { "\(message); \($0)" } ?? message }

  /// The key that the mistake is about, where the value has several.
  let key: String?

  /// The part of the value that is wrong, as written; nil for the whole.
  let word: String?

  init(
    _ code: DiagnosticCode, _ message: String, remedy: String? = nil, key: String? = nil,
    word: String? = nil
  ) {
    self.code = code
    self.message = message
    self.remedy = remedy
    self.key = key
    self.word = word
  }
}
