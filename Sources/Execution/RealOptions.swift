public import Model

/// How a plan is run for real.
public struct RealOptions: Sendable {
  /// Whether steps may run their shell commands; otherwise they work or wait as written.
  public var allowsCommands = false
  /// Where commands run.
  public var folder = ""
  /// How often a job is tried again whose worker died.
  public var retries = 2
  /// How long an attempt may take; nil for any time.
  public var limit: AttemptLimit?
  /// Whether every step is measured.
  public var measures = true
  /// The program that is started again for each worker process.
  public var program = "/proc/self/exe"
  /// The Python interpreter.
  public var python = "python3"
  /// Raised by whoever wants the run to end now.
  public var interrupt = Interrupt()
  /// How many files a command may have open; 0 for as many as the program itself.
  var commandFiles: Int64 = 0
  /// Gets events while the run goes on; nil where nobody looks on.
  public var live: LiveTrace?

  /// The usual way.
  public init() {}
}

/// A shell command that a step ran.
public struct CommandRecord: Equatable, Sendable {
  /// The job's name, "toast 37".
  public let job: String
  /// The attempt, from 1.
  public let attempt: Int
  /// The worker's name.
  public let worker: String
  /// When it began, in nanoseconds since the run began.
  public let began: Nanoseconds
  /// How long it took, in nanoseconds.
  public let runtime: Nanoseconds
  /// Its exit code, or minus the signal's number.
  public let status: Int32
  /// The text.
  public let command: String
}

/// A run on real workers that is over.
public struct Executed {
  /// What was recorded: times are nanoseconds since the first worker was started.
  public let recorded: Recorded
  /// Whether somebody ended it early.
  public let wasInterrupted: Bool
  /// What the workers measured of each step; at most a million.
  public let measurements: [StepMeasurement]
  /// The commands that ran.
  public let commands: [CommandRecord]
  /// What went wrong on the way, a sentence each.
  public let incidents: [String]
  /// When the workers were up, in nanoseconds since the first was started.
  public let readyAt: Nanoseconds
  /// What the workers tell of themselves at the end; nil where one did not.
  public let statistics: WorkerStatistics?
  /// The instant of the run's beginning, on CLOCK_MONOTONIC.
  public let began: Int64

  init(
    recorded: Recorded, wasInterrupted: Bool, log: RunLog, readyAt: Nanoseconds,
    statistics: WorkerStatistics?, began: Int64
  ) {
    self.recorded = recorded
    self.wasInterrupted = wasInterrupted
    measurements = log.measurements
    commands = log.commands
    incidents = log.incidents
    self.readyAt = readyAt
    self.statistics = statistics
    self.began = began
  }
}

/// What all workers of a run used, together.
public struct WorkerStatistics: Equatable, Sendable {
  /// Runnable without a core, in nanoseconds; nil where the system does not tell.
  public var runQueueWait: Nanoseconds? = 0
  /// How often one lost its core against its will.
  public var involuntarySwitches = 0
  /// Processor time, in nanoseconds.
  public var processor: Nanoseconds = 0

  /// Nothing yet.
  public init() {}

  mutating func add(runQueueWait: Int64, involuntarySwitches: Int64, processor: Int64) {
    self.runQueueWait =
      runQueueWait < 0 ? nil : self.runQueueWait?.addingSaturated(runQueueWait)
    self.involuntarySwitches = Int(
      Int64(self.involuntarySwitches).addingSaturated(max(0, involuntarySwitches)))
    self.processor = self.processor.addingSaturated(processor)
  }
}
