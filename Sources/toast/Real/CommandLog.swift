import Execution
import Foundation
import Rendering

/// The commands that ran, in the columns that GNU parallel's `--joblog` has, so that its readers work.
struct CommandLog {
  private let file: AtomicFile
  private var count = 0

  init(_ path: String, force: Bool) throws {
    file = try AtomicFile(path, force: force)
    try file.write(
      "Seq\tHost\tStarttime\tJobRuntime\tSend\tReceive\tExitval\tSignal\tCommand\n")
  }

  /// Adds the commands of a run that is over.
  mutating func add(_ executed: Executed) throws {
    let offset = Date().timeIntervalSince1970 - Double(Execution.now) / 1e9
    for command in executed.commands {
      count += 1
      let start = offset + Double(executed.began + command.began) / 1e9
      let (exit, signal) = command.status < 0 ? (0, -command.status) : (command.status, 0)
      let text = command.command.replacing("\t", with: " ")
      try file.write(
        "\(count)\t:\t\(fixed(start, 3))\t\(fixed(Double(command.runtime) / 1e9, 3))\t0\t0\t"
          + "\(exit)\t\(signal)\t\(text)\n")
    }
  }

  func commit() throws { try file.commit() }

  func discard() { file.discard() }
}
