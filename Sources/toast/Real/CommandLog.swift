import Execution
import Foundation
import Rendering

/// The commands that ran, in the columns that GNU parallel's `--joblog` has, so that its readers work.
struct CommandLog {
  private let file: AtomicFile
  private var count = 0

  /// Opens it; it must be another file than those.
  init(_ path: String, force: Bool, beside others: [AtomicFile]) throws {
    file = try AtomicFile(path, force: force)
    try file.checkDiffers(from: others)
    try file.write(JobLog.header)
  }

  /// What is added to an instant of the runs' clock to count from 1970, in nanoseconds.
  static var clockOffset: Int64 {
    Int64(Date().timeIntervalSince1970 * 1e9) - Execution.now
  }

  /// Adds the commands of a run that is over.
  mutating func add(_ executed: Executed) throws {
    let offset = Int128(Self.clockOffset)
    for command in executed.commands {
      count += 1
      // Dates are not known finer than that.
      let start = (offset + Int128(executed.began + command.began)) / 1_000_000 * 1_000_000
      let (exit, signal) = command.status < 0 ? (0, -command.status) : (command.status, 0)
      try file.write(
        JobLog.row(
          count, start: start, runtime: Int128(command.runtime), exit: exit, signal: signal,
          command: command.command))
    }
  }

  func commit() throws { try AtomicFile.commit([file]) }

  func discard() { file.discard() }
}
