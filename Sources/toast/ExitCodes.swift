import ArgumentParser

extension ExitCode {
  /// An `expect` failed, or the run is stuck.
  static let runFailed = ExitCode(1)
  /// The command line is wrong.
  static let usage = ExitCode(64)
  /// The scenario is invalid.
  static let invalidScenario = ExitCode(65)
  /// The scenario cannot be read.
  static let unreadable = ExitCode(66)
  /// It is not possible here: no python3, no more processes.
  static let unavailable = ExitCode(69)
  /// Somebody interrupted it.
  static let interrupted = ExitCode(130)
  /// Output cannot be written.
  static let cannotWrite = ExitCode(73)
  /// A bug of this program.
  static let internalError = ExitCode(70)
}
