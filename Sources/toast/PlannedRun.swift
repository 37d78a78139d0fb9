import Analysis
import Model
import ScenarioFiles
import Foundation
import Simulation
import TraceFiles

/// One run to make: a replication of a variant, with what its speedup is measured against.
struct PlannedRun: Sendable {
  let scenario: Scenario
  private(set) var replication: Int
  private let variant: String
  private let baseline: (name: String, scenario: Scenario)?
  private let keepsTrace: Bool?
  /// Traces of more jobs, or of more events, are kept only where they are asked for.
  static let keptJobs = 1_000_000

  /// A run that was made, and its result.
  struct Made: Sendable {
    let run: FinishedRun
    let result: RunResult
  }

  /// The first replication of a variant of a file; `numbered` gives the others.
  static func first(
    of variant: String, in file: ScenarioFile, keepsTrace: Bool
  ) throws -> PlannedRun {
    let scenario = try file.scenario(variant: variant)
    let baseline = try scenario.baseline.map {
      (name: $0, scenario: try file.scenario(variant: $0, overridesFirst: true))
    }
    return PlannedRun(
      scenario, of: variant, baseline: baseline, keepsTrace: keepsTrace)
  }

  /// The first run of a scenario; a trace is kept as `simulate` tells.
  init(
    _ scenario: Scenario, of variant: String, baseline: (name: String, scenario: Scenario)?,
    keepsTrace: Bool?
  ) {
    self.scenario = scenario
    replication = 0
    self.variant = variant
    self.baseline = baseline
    self.keepsTrace = keepsTrace
  }

  /// The runs of a variant of a file, one a replication.
  static func all(
    of variant: String, in file: ScenarioFile, keepsTrace: Bool
  ) throws -> [PlannedRun] {
    let first = try first(of: variant, in: file, keepsTrace: keepsTrace)
    return (0..<first.scenario.replications).map(first.numbered)
  }

  /// Another replication of the same, from 0.
  func numbered(_ replication: Int) -> PlannedRun {
    var other = self
    other.replication = replication
    return other
  }

  /// Makes the run.
  func make() throws -> Made {
    let run = try Self.simulate(scenario, replication: replication, keepsTrace: keepsTrace)
    let baseline = try baseline.map {
      try Self.simulate($0.scenario, replication: replication, keepsTrace: nil)
        .asBaseline(named: $0.name)
    }
    return Made(run: run, result: run.evaluate(variant: variant, baseline: baseline))
  }

  /// Simulates a scenario; its trace is kept always (true), where it is small (false) or never (nil).
  static func simulate(
    _ scenario: Scenario, replication: Int, keepsTrace: Bool?, shuffleTies: UInt64? = nil
  ) throws -> FinishedRun {
    let plan = Plan(scenario, replication: replication)
    let memory =
      keepsTrace == false && scenario.jobCount <= keptJobs
      ? TraceMemory(limit: keptEvents(scenario)) : nil
    let spill =
      keepsTrace == true
      ? TraceSpill(limit: keptEvents(scenario), folder: NSTemporaryDirectory()) : nil
    let beyondClock = Failure(
      message:
        "the run, or a chain of its jobs, passes 292 years, the longest that the clock can count; "
        + "use shorter durations, fewer jobs or more workers",
      code: .invalidScenario)
    let recorded: Recorded
    do {
      let recorder = Recorder(plan, keepingTraceIn: memory ?? spill)
      recorded = try Simulator(plan, into: recorder, shuffleTies: shuffleTies).run()
    } catch {
      throw beyondClock
    }
    let run = FinishedRun(
      plan, recorded, trace: try memory?.trace ?? spill.map { try trace(of: $0) })
    if run.sums.isSpanBeyondClock { throw beyondClock }
    try run.checkPromises()
    return run
  }

  private static func trace(of spill: TraceSpill) throws -> Trace {
    do {
      return try spill.trace()
    } catch {
      throw Failure(
        message: "the trace needs a file, which cannot be written in \(NSTemporaryDirectory()); "
          + "is the disk full? TMPDIR names another folder",
        code: .cannotWrite)
    }
  }

  /// How many events are kept by default: fewer where the run itself needs memory for jobs or workers.
  private static func keptEvents(_ scenario: Scenario) -> Int {
    let keepsKeys = scenario.schedule.order != .fifo && scenario.schedule.order != .inTurn
    return (keepsKeys ? 2_600_000 : 5_200_000) - 2 * scenario.workerCount
  }
}

extension FinishedRun {
  /// Refuses a run that broke a promise: its numbers would be wrong, and nobody would know.
  func checkPromises() throws {
    guard let violation else { return }
    throw Failure(
      message: "this is a bug of toast, please report it with the scenario: \(violation)",
      code: .internalError)
  }
}

/// Gathers the results of one variant's runs, in order, into one.
struct ResultGatherer {
  private var results = ReplicationGatherer()
  /// The result of a stuck replication, which is the variant's: it has no place in a mean.
  private var stuck: RunResult?

  /// Whether the result is known and no further run counts.
  var isDecided: Bool { stuck != nil }

  /// How many runs there were.
  var count: Int { results.count }

  mutating func add(_ result: RunResult) {
    if case .deadlock = result.cause { stuck = result }
    results.add(result)
  }

  /// The one result; there must be a run.
  var result: RunResult { stuck ?? results.result }
}
