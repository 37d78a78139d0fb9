import ArgumentParser
import ScenarioFiles

/// A message for standard error, and the exit code that goes with it.
struct Failure: Error {
  let message: String
  let code: ExitCode

  /// A message that may name what somebody typed: nothing in it is obeyed by a terminal.
  init(message: String, code: ExitCode) {
    self.message = Self.readable(message)
    self.code = code
  }

  /// A line that a terminal does not obey and that somebody reads: a mistyped value may be very long.
  ///
  /// The end stays, since it tells what to write.
  static func readable(_ line: String) -> String {
    let most = 2_000
    guard line.utf8.count > most, line.count > most else { return harmless(line) }
    return harmless("\(line.prefix(most / 2))...\(line.suffix(most / 4))")
  }

  static func unreadable(_ message: String) -> Failure {
    Failure(message: message, code: .unreadable)
  }

  static func usage(_ message: String) -> Failure { Failure(message: message, code: .usage) }
}
