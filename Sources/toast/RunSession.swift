import Analysis
import Model
import ScenarioFiles

/// A variant's run: the result of all its replications, and the run whose lanes are shown.
struct RunOutcome {
  let result: RunResult
  let shown: FinishedRun
  /// How precise it is, where that was asked for and chance has a part.
  var precision: PrecisionWatch?
}

/// Simulates the variants of a file, each once.
struct RunSession {
  private let file: ScenarioFile
  private let keepsTrace: Bool
  private let threads: Int
  private let goal: PrecisionGoal?
  private var outcomes: [String: RunOutcome] = [:]
  private static let shuffles = 16

  /// `threads` is how many runs are made at once; `goal` is what ends the replications, where it is not
  /// their number.
  init(file: ScenarioFile, keepsTrace: Bool, threads: Int, goal: PrecisionGoal? = nil) {
    self.file = file
    self.keepsTrace = keepsTrace
    self.threads = threads
    self.goal = goal
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
    let first = try PlannedRun.first(of: variant, in: file, keepsTrace: keepsTrace)
    var watch = first.scenario.isRandom ? goal.map { PrecisionWatch($0) } : nil
    var gatherer = ResultGatherer()
    var shown: FinishedRun?
    try Cores.inOrder(first.scenario.replications(until: goal), threads: threads) {
      try first.numbered($0).make()
    } take: { replication, made in
      try observe(replication, made.run, made.result)
      gatherer.add(made.result)
      if shown == nil || gatherer.isDecided { shown = made.run }
      watch?.add(made.result)
      return !gatherer.isDecided && watch?.isOver != true
    }
    guard let shown else { preconditionFailure("a scenario has a replication") }
    let outcome = RunOutcome(result: gatherer.result, shown: shown, precision: watch)
    outcomes[variant] = outcome
    return outcome
  }

  /// The verdicts on all expectations of the file, for its default variant.
  mutating func verdicts() throws -> [Verdict] {
    try file.scenario().expectations.map { expectation in
      try expectation.verdict { try outcome(of: $0 ?? "default").result }
    }
  }

  /// Whether other orders of simultaneous events change the run.
  func tieEffect(on variant: String, seed: UInt64) throws -> String {
    let scenario = try file.scenario(variant: variant)
    let reference = try PlannedRun.simulate(scenario, replication: 0, keepsTrace: nil)
    var depends = false
    try Cores.inOrder(Self.shuffles, threads: threads) { shuffle in
      let chance = Chance(seed: seed, replication: shuffle)
      return try PlannedRun.simulate(
        scenario, replication: 0, keepsTrace: nil,
        shuffleTies: chance.stream(of: "shuffle-ties") ^ seed)
    } take: { _, run in
      depends = run.makespan != reference.makespan || !run.hasSameMeasures(as: reference)
      return !depends
    }
    return depends
      ? "the run depends on the order of simultaneous events"
      : "no effect in \(Self.shuffles) shuffles"
  }
}

extension Expectation {
  /// The measures that it names.
  var terms: [Term] {
    if case .term(let term) = right { return [left, term] }
    return [left]
  }

  /// Whether it holds, by the results of the variants that it names.
  func verdict(by result: (String?) throws -> RunResult) rethrows -> Verdict {
    var results: [String: RunResult] = [:]
    for term in terms { results[term.variant ?? "default"] = try result(term.variant) }
    return Verdict(self) { results[$0 ?? "default"] }
  }
}
