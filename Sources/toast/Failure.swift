import ArgumentParser
import ScenarioFiles

/// A message for standard error, and the exit code that goes with it.
struct Failure: Error {
  let message: String
  let code: ExitCode

  /// A message that may name what somebody typed: nothing in it is obeyed by a terminal.
  init(message: String, code: ExitCode) {
    self.message = harmless(message)
    self.code = code
  }

  static func unreadable(_ message: String) -> Failure {
    Failure(message: message, code: .unreadable)
  }

  static func usage(_ message: String) -> Failure { Failure(message: message, code: .usage) }
}
