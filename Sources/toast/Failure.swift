import ArgumentParser

/// A message for standard error, and the exit code that goes with it.
struct Failure: Error {
  let message: String
  let code: ExitCode

  static func unreadable(_ message: String) -> Failure {
    Failure(message: message, code: .unreadable)
  }

  static func usage(_ message: String) -> Failure { Failure(message: message, code: .usage) }
}
