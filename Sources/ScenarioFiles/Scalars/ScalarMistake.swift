/// What is wrong with one value, without its place.
struct ScalarMistake: Error, Equatable {
  let code: DiagnosticCode
  let message: String
  let remedy: String?

  init(_ code: DiagnosticCode, _ message: String, remedy: String? = nil) {
    self.code = code
    self.message = message
    self.remedy = remedy
  }
}
