import Analysis
import Execution
import Foundation
import Model
import Rendering
import Simulation

/// Runs a scenario for real on some kinds of workers, repetitions interleaved, beside its simulations.
struct RealSession {
  /// How the runs are made.
  struct Manner {
    var repetitions = 3
    var hasBaseline = true
    var replays = false
    var isIsolated = false
    var options = RealOptions()
    /// Makes a run, beside its ideal simulation: somebody may look on.
    var perform: (Plan, WorkerKind, RealOptions, FinishedRun, TraceMemory) throws -> Executed = {
      plan, kind, options, _, memory in
      do throws(ExecutionError) {
        return try Execution.run(plan, on: kind, options, keepingTraceIn: memory)
      } catch {
        throw Failure(error, on: kind)
      }
    }
  }

  /// One kind of worker and what it runs.
  private struct Entrant {
    let kind: WorkerKind
    let plan: Plan
    let serial: Plan
    let costs: MachineCosts
    let idealRun: FinishedRun
    var runs: [MeasuredRun] = []
    var baselines: [MeasuredRun] = []
    /// Whether the only run there is was ended early.
    var isPartial = false
  }

  /// A run to be made: of an entrant, or of its baseline.
  private struct Turn {
    let entrant: Int
    let isBaseline: Bool
    let repetition: Int
  }

  /// What a run left beside its measures.
  struct Made {
    let kind: WorkerKind
    let isBaseline: Bool
    let repetition: Int
    let executed: Executed
  }

  private let scenario: Scenario
  private let variant: String
  private let manner: Manner
  private let facts: MachineFacts
  private var entrants: [Entrant] = []
  private(set) var notes: [String] = []
  /// Whether somebody ended the session early.
  private(set) var wasInterrupted = false
  private static let draws: UInt64 = 21
  /// Of so many jobs each run averages by itself, and a few draws are enough.
  private static let manyJobs = 20_000

  /// Prepares a scenario whose times are real ones; what is not known of the machine is measured.
  init(
    _ scenario: Scenario, variant: String, on kinds: [WorkerKind], _ manner: Manner,
    _ facts: MachineFacts, cache: inout MachineCache, tell: (String) -> Void
  ) throws {
    self.scenario = scenario
    self.variant = variant
    self.manner = manner
    self.facts = facts
    for kind in kinds {
      let own = scenario.on(kind)
      let plan = Plan(own)
      let costs: MachineCosts
      do {
        let crew = try cache.crew(kind, own.execution, manner.options, tell: tell)
        tell("starting \(kind.rawValue)")
        let startup = try Calibration.startup(of: plan, on: kind, manner.options)
        costs = crew.costs(of: plan, cores: cores, startup: startup)
      } catch {
        throw Failure(error, on: kind)
      }
      entrants.append(
        Entrant(
          kind: kind, plan: plan, serial: Plan(own.serial),
          costs: costs,
          idealRun: try PlannedRun.simulate(own, replication: 0, keepsTrace: false)))
    }
    if let wanted = scenario.cores, wanted > facts.cores {
      notes.append(
        "The scenario has \(wanted) cores, and this machine gives \(facts.cores).")
    }
  }

  /// The cores that the runs get: those of the scenario, where the machine has more.
  private var cores: Int { min(scenario.cores ?? facts.cores, facts.cores) }

  /// Makes all runs; `observe` is told of each that is over.
  ///
  /// A session can be run several times: the outcomes are then of all rounds together.
  mutating func run(
    round: Int = 1, tell: (String) -> Void, observe: (Made) throws -> Void = { _ in }
  ) throws -> [RealOutcome] {
    let isRestricted = cores < facts.cores && Execution.restrictCores(to: cores)
    defer { if isRestricted { _ = Execution.restrictCores(to: nil) } }
    let turns = turns(after: (round - 1) * manner.repetitions)
    for (index, turn) in turns.enumerated() {
      if manner.options.interrupt.isRaised { wasInterrupted = true }
      guard !wasInterrupted else { break }
      let entrant = entrants[turn.entrant]
      let what = turn.isBaseline ? "\(entrant.kind.rawValue), one worker" : entrant.kind.rawValue
      tell("run \(index + 1) of \(turns.count): \(what)")
      let made = try make(turn, entrant)
      if made.executed.wasInterrupted { wasInterrupted = true }
      try observe(made)
    }
    return entrants.filter { !$0.runs.isEmpty }.map(outcome)
  }

  /// All runs, shuffled within each repetition, so that what changes with time favours nobody.
  private func turns(after earlier: Int) -> [Turn] {
    let chance = Chance(seed: scenario.seed, replication: 0)
    let stream = chance.stream(of: "repetitions")
    var turns: [Turn] = []
    for repetition in earlier + 1...earlier + manner.repetitions {
      var round = entrants.indices.flatMap { index in
        (manner.hasBaseline ? [true, false] : [false]).map {
          Turn(entrant: index, isBaseline: $0, repetition: repetition)
        }
      }
      for last in stride(from: round.count - 1, to: 0, by: -1) {
        let draw = Chance.Draw(
          stream: stream, purpose: .order, job: Int32(repetition), step: Int32(last))
        round.swapAt(last, Int(chance.unit(draw) * Double(last + 1)))
      }
      turns += round
    }
    return turns
  }

  private mutating func make(_ turn: Turn, _ entrant: Entrant) throws -> Made {
    let plan = turn.isBaseline ? entrant.serial : entrant.plan
    let memory = TraceMemory(limit: 5_000_000)
    var gauge = ContentionGauge(facts: facts)
    let processor = Execution.processorTime
    gauge.begin()
    let executed = try manner.perform(
      plan, entrant.kind, manner.options, entrant.idealRun, memory)
    var contention = gauge.end(
      own: Execution.processorTime - processor, runQueueWait: executed.statistics?.runQueueWait,
      involuntarySwitches: executed.statistics?.involuntarySwitches)
    contention.isIsolated = manner.isIsolated
    let run = FinishedRun(plan, executed.recorded, trace: memory.trace)
    try run.checkPromises()
    var measured = MeasuredRun(
      run, result: run.evaluate(variant: variant), contention: contention,
      repetition: turn.repetition)
    measured.measurements = executed.measurements
    measured.incidents = executed.incidents
    measured.startedAt = CommandLog.clockOffset + executed.began
    keep(measured, turn, isPartial: executed.wasInterrupted)
    return Made(
      kind: entrant.kind, isBaseline: turn.isBaseline, repetition: turn.repetition,
      executed: executed)
  }

  /// A part of a run has no place among whole ones; it is told where there is nothing else.
  private mutating func keep(_ measured: MeasuredRun, _ turn: Turn, isPartial: Bool) {
    if turn.isBaseline {
      if !isPartial { entrants[turn.entrant].baselines.append(measured) }
    } else if !isPartial || entrants[turn.entrant].runs.isEmpty && !measured.measurements.isEmpty {
      entrants[turn.entrant].runs.append(measured)
      entrants[turn.entrant].isPartial = isPartial
    }
  }

  // MARK: What is compared

  private func outcome(_ entrant: Entrant) -> RealOutcome {
    let serial = Spread(entrant.baselines.compactMap(\.result.makespan))?.median
    let baseline = serial.map { Baseline(name: "serial", makespan: Int128($0), workers: 1) }
    let runs = entrant.runs.map { measured in
      var result = MeasuredRun(
        measured.run,
        result: measured.run.evaluate(variant: variant, baseline: baseline),
        contention: measured.contention, repetition: measured.repetition)
      result.measurements = measured.measurements
      result.incidents = measured.incidents
      result.startedAt = measured.startedAt
      return result
    }
    let ideal = entrant.idealRun.evaluate(variant: variant)
    var outcome = RealOutcome(
      entrant.kind, ideal: ideal, idealRun: entrant.idealRun, runs: runs)
    outcome.serial = entrant.baselines
    outcome.isPartial = entrant.isPartial
    outcome.predicted = predictions(entrant)
    outcome.rungs = Rung.ideal(ideal) + rungs(entrant, last: Spread(outcome.predicted)?.median)
    if manner.replays { outcome.replayed = replay(outcome.medianRun, entrant) }
    return outcome
  }

  private func predictions(_ entrant: Entrant) -> [Nanoseconds] {
    let draws = entrant.plan.scenario.jobCount > Self.manyJobs ? 5 : Self.draws
    return (0..<draws).compactMap { draw in
      var costs = entrant.costs
      costs.draw = draw
      return makespan(entrant.plan, costs)
    }
  }

  /// One effect more on each.
  private func rungs(_ entrant: Entrant, last: Nanoseconds?) -> [Rung] {
    var costs = MachineCosts()
    costs.cores = entrant.costs.cores
    let cores = Rung(.cores, makespan(entrant.plan, costs))
    costs.startup = entrant.costs.startup
    let startup = Rung(.startup, makespan(entrant.plan, costs))
    costs.handOut = entrant.costs.handOut
    costs.stretch = entrant.costs.stretch
    return [
      cores, startup, Rung(.dispatch, makespan(entrant.plan, costs)), Rung(.overshoot, last),
    ]
  }

  private func makespan(_ plan: Plan, _ costs: MachineCosts) -> Nanoseconds? {
    let makespan = MachineCache.makespan(of: plan, on: costs)
    return makespan == .max ? nil : makespan
  }

  /// The simulation with the durations that were measured: what is left is the scheduling.
  private func replay(_ measured: MeasuredRun, _ entrant: Entrant) -> Nanoseconds? {
    var scenario = entrant.plan.scenario.replaying(measured.measurements)
    scenario.cores = nil
    var costs = MachineCosts()
    costs.startup = entrant.costs.startup
    return makespan(Plan(scenario), costs)
  }
}
