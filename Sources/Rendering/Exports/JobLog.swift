public import Analysis
import Model

/// The jobs of a run in the columns of GNU parallel's `--joblog`, in the order of their starts.
///
/// Tab-separated: number, host (`:` is this machine), seconds since 1970, seconds, bytes sent and
/// received (always 0), exit code, signal, command. Seconds have at least the three decimals that
/// parallel writes and as many more, up to nine, as are not 0: readers take them as numbers. The
/// command is the job's name, or the text that it executes where it has exactly one command. A job's
/// time goes from its first step to its end, retries and queueing between steps included. Jobs that
/// failed for good have exit code 1; unfinished and skipped ones are left out.
public struct JobLog: Sendable {
  private let plan: Plan
  private let trace: Trace
  private let jobs: JobRecords
  private let epoch: Int128

  /// The line that names the columns.
  public static let header =
    "Seq\tHost\tStarttime\tJobRuntime\tSend\tReceive\tExitval\tSignal\tCommand\n"

  /// Takes a run with a kept trace; nil where none was kept.
  ///
  /// `epoch` is when the run began, in nanoseconds since 1970; simulated runs begin at 0.
  public init?(_ run: FinishedRun, startedAt epoch: Int128 = 0) {
    guard let trace = run.trace, let jobs = JobRecords(run) else { return nil }
    plan = run.plan
    self.trace = trace
    self.jobs = jobs
    self.epoch = epoch
  }

  /// Writes the log in pieces of about 64 KiB.
  ///
  /// Cost: linear in events.
  public func write(to write: (String) throws -> Void) rethrows {
    var out = EventText(beginning: Self.header)
    let commands = plan.scenario.tasks.map(Self.command)
    var sequence = 0
    // The trace has first steps in the order of their times, so nothing need be sorted.
    for event in trace.events
    where event.kind == .stepBegan && event.step == 0 && event.detail == 0 {
      let job = jobs.record(task: Int(event.task), number: Int(event.number))
      guard let start = job.start, let end = job.end else { continue }
      sequence += 1
      out.append(
        Self.row(
          sequence, start: epoch + Int128(start), runtime: Int128(end - start),
          exit: job.status == .failed ? 1 : 0,
          command: commands[job.task] ?? plan.name(task: job.task, number: job.number)))
      try out.flushPieces(to: write)
    }
    try out.flush(to: write)
  }

  /// The text of a task's only command; nil where it has none or several.
  private static func command(of task: TaskDefinition) -> String? {
    let commands = task.steps.compactMap(\.command)
    return commands.count == 1 ? commands[0] : nil
  }

  /// A line of the log; times are nanoseconds.
  ///
  /// Characters of the command that would end the field or the line, or command a terminal, become
  /// spaces.
  public static func row(
    _ sequence: Int, start: Int128, runtime: Int128, exit: Int32 = 0, signal: Int32 = 0,
    command: String
  ) -> String {
    let text = harmlessLine(command)
    return "\(sequence)\t:\t\(seconds(start))\t\(seconds(runtime))\t0\t0\t\(exit)\t\(signal)\t"
      + (text.isEmpty ? "-" : text) + "\n"
  }

  /// Seconds with at least three decimals.
  private static func seconds(_ time: Int128) -> String {
    let text = secondsText(time)
    guard let point = text.firstIndex(of: ".") else { return text + ".000" }
    let decimals = text.distance(from: point, to: text.endIndex) - 1
    return text + String(repeating: "0", count: max(0, 3 - decimals))
  }
}

/// A text on one line: control characters, line ends and marks of direction become spaces.
func harmlessLine(_ text: String) -> String {
  var line = ""
  for scalar in text.unicodeScalars {
    switch scalar.properties.generalCategory {
    case .control, .lineSeparator, .paragraphSeparator: line += " "
    case .format where scalar.isDirection: line += " "
    default: line.unicodeScalars.append(scalar)
    }
  }
  return line
}

extension Unicode.Scalar {
  /// Whether it changes the direction of the text behind it, which can make a line read as another.
  var isDirection: Bool {
    switch value {
    case 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: true
    default: false
    }
  }
}
