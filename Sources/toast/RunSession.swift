import Analysis
import ArgumentParser
import Model
import ScenarioFiles
import Simulation

/// A variant's run: the result of all its replications, and the first of them for its lanes.
struct RunOutcome {
  let result: RunResult
  let first: FinishedRun
}

/// Simulates the variants of a file, each once.
struct RunSession {
  private let file: ScenarioFile
  private let keepsTrace: Bool
  private var outcomes: [String: RunOutcome] = [:]
  /// Traces of more jobs, or of more events, are kept only where they are asked for.
  static let keptJobs = 1_000_000
  private static let shuffles = 16

  init(file: ScenarioFile, keepsTrace: Bool) {
    self.file = file
    self.keepsTrace = keepsTrace
  }

  /// What is told of each replication when it is over: its number, from 0, the run and its result.
  typealias Observer = (Int, FinishedRun, RunResult) throws -> Void

  /// The outcome of a variant, measured against the file's baseline.
  ///
  /// A variant whose outcome is known is not run, nor observed, again.
  mutating func outcome(
    of variant: String, observing observe: Observer = { _, _, _ in }
  ) throws -> RunOutcome {
    if let known = outcomes[variant] { return known }
    let scenario = try file.scenario(variant: variant)
    var results: [RunResult] = []
    var first: FinishedRun?
    for replication in 0..<scenario.replications {
      let run = try simulate(scenario, replication: replication)
      let baseline = try scenario.baseline.map { try makeBaseline($0, replication) }
      let result = run.evaluate(variant: variant, baseline: baseline)
      try observe(replication, run, result)
      if case .deadlock = run.end.cause {
        // A stuck replication has no place in a mean: it is the outcome.
        let outcome = RunOutcome(result: result, first: run)
        outcomes[variant] = outcome
        return outcome
      }
      results.append(first == nil ? result : result.withoutLanes)
      first = first ?? run
    }
    guard let first else { preconditionFailure("a scenario has a replication") }
    let outcome = RunOutcome(result: RunResult.mean(of: results), first: first)
    outcomes[variant] = outcome
    return outcome
  }

  /// The verdicts on all expectations of the file, for its default variant.
  mutating func verdicts() throws -> [Verdict] {
    let expectations = try file.scenario().expectations
    for expectation in expectations {
      var terms = [expectation.left]
      if case .term(let term) = expectation.right { terms.append(term) }
      for term in terms { _ = try outcome(of: term.variant ?? "default") }
    }
    return expectations.map { expectation in
      Verdict(expectation) { outcomes[$0 ?? "default"]?.result }
    }
  }

  /// Whether other orders of simultaneous events change the run.
  func tieEffect(on variant: String, seed: UInt64) throws -> String {
    let scenario = try file.scenario(variant: variant)
    let reference = try simulate(scenario, replication: 0, keeping: false)
    for shuffle in 0..<Self.shuffles {
      let chance = Chance(seed: seed, replication: shuffle)
      let run = try simulate(
        scenario, replication: 0, keeping: false,
        shuffleTies: chance.stream(of: "shuffle-ties") ^ seed)
      if run.makespan != reference.makespan || !run.hasSameMeasures(as: reference) {
        return "the run depends on the order of simultaneous events"
      }
    }
    return "no effect in \(Self.shuffles) shuffles"
  }

  /// How many events are kept by default: fewer where the run itself needs memory for jobs or workers.
  private static func keptEvents(_ scenario: Scenario) -> Int {
    let keepsKeys = scenario.schedule.order != .fifo && scenario.schedule.order != .inTurn
    return (keepsKeys ? 2_600_000 : 5_200_000) - 2 * scenario.workerCount
  }

  private func makeBaseline(_ name: String, _ replication: Int) throws -> Baseline {
    let scenario = try file.scenario(variant: name, overridesFirst: true)
    return try simulate(scenario, replication: replication, keeping: false).asBaseline(named: name)
  }

  private func simulate(
    _ scenario: Scenario, replication: Int, keeping: Bool = true, shuffleTies: UInt64? = nil
  ) throws -> FinishedRun {
    let plan = Plan(scenario, replication: replication)
    let keeps = keeping && (keepsTrace || scenario.jobCount <= Self.keptJobs)
    let memory =
      keeps ? TraceMemory(limit: keepsTrace ? .max : Self.keptEvents(scenario)) : nil
    let beyondClock = Failure(
      message:
        "the run, or a chain of its jobs, passes 292 years, the longest that the clock can count; "
        + "use shorter durations, fewer jobs or more workers",
      code: .invalidScenario)
    let recorded: Recorded
    do {
      let recorder = Recorder(plan, keepingTraceIn: memory)
      recorded = try Simulator(plan, into: recorder, shuffleTies: shuffleTies).run()
    } catch {
      throw beyondClock
    }
    let run = FinishedRun(plan, recorded, trace: memory?.trace)
    if run.sums.isSpanBeyondClock { throw beyondClock }
    if let violation = run.violation {
      throw Failure(
        message: "this is a bug of toast, please report it with the scenario: \(violation)",
        code: .internalError)
    }
    return run
  }
}
