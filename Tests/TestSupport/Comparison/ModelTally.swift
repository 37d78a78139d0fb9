import Analysis
import Model

/// How much was compared, and which features and outcomes it had.
package struct ModelTally: Sendable {
  package private(set) var scenarios = 0
  package private(set) var runs = 0
  package private(set) var values = 0
  package private(set) var jobs = 0
  package private(set) var steps = 0
  /// How many scenarios had a feature, and how many runs an outcome.
  package private(set) var features: [String: Int] = [:]
  package private(set) var outcomes: [String: Int] = [:]

  package init() {}

  package mutating func add(_ other: ModelTally) {
    scenarios += other.scenarios
    runs += other.runs
    values += other.values
    jobs += other.jobs
    steps += other.steps
    features.merge(other.features, uniquingKeysWith: +)
    outcomes.merge(other.outcomes, uniquingKeysWith: +)
  }

  /// Counts something that runs had.
  package mutating func note(_ outcome: String) { outcomes[outcome, default: 0] += 1 }

  mutating func addValues(_ count: Int) { values += count }

  mutating func addRun(_ comparison: OracleComparison) {
    let oracle = comparison.oracle
    runs += 1
    values += comparison.valueCount
    jobs += oracle.scenario.jobCount
    steps += oracle.steps.count
    note("\(oracle.end)")
    let fates = oracle.jobs.indices.map { oracle.fates($0) }
    let kinds: [(String, Bool)] = [
      ("a job failed for good", fates.contains { $0[1] > 0 }),
      ("a job was skipped", fates.contains { $0[2] > 0 }),
      ("an attempt was repeated", oracle.steps.contains { $0.attempt > 0 }),
      ("slowed", oracle.account["slowed", default: 0] > 0),
      ("queued for a resource", oracle.grants.contains { $0.queued > 0 }),
      ("a value drawn below 0", oracle.drawnBelowZero > 0),
      ("no length", oracle.elapsed == 0),
      ("ten steps end at once", mostEndsAtOnce(oracle) >= 10),
      ("fifty steps end at once", mostEndsAtOnce(oracle) >= 50),
      ("has a speedup", comparison.result?.speedup != nil),
      ("has an upper bound", comparison.result?.bounds?.upper != nil),
    ]
    for (name, holds) in kinds where holds { note(name) }
  }

  private func mostEndsAtOnce(_ oracle: Oracle) -> Int {
    var ends: [Int64: Int] = [:]
    for step in oracle.steps { ends[step.end, default: 0] += 1 }
    return ends.values.max() ?? 0
  }

  mutating func addScenario(_ scenario: Scenario) {
    scenarios += 1
    for name in Self.features(of: scenario) { features[name, default: 0] += 1 }
  }

  private static func features(of scenario: Scenario) -> [String] {
    let tasks = scenario.tasks
    let claims = tasks.flatMap { task in task.uses + task.steps.flatMap(\.uses) }
    var names: [(String, Bool)] = [
      ("execution \(scenario.execution.rawValue)", true),
      ("assign \(scenario.schedule.assign.rawValue)", true),
      ("order \(scenario.schedule.order.rawValue)", true),
      ("chunk", scenario.schedule.chunk != .standard),
      ("chunk auto", scenario.schedule.chunk == .auto),
      ("several pools", scenario.pools.count > 1), ("cores", scenario.cores != nil),
      ("speeds", scenario.pools.contains { $0.speeds != [.one] }),
      ("resources", !claims.isEmpty), ("units above 1", claims.contains { $0.units > 1 }),
      ("step claims", tasks.contains { $0.steps.contains { !$0.uses.isEmpty } }),
      ("task claims", tasks.contains { !$0.uses.isEmpty }),
      ("each", tasks.contains { !$0.each.isEmpty }),
      ("after", tasks.contains { !$0.after.isEmpty }),
      ("each and after", tasks.contains { !$0.each.isEmpty && !$0.after.isEmpty }),
      ("job graph", tasks.contains { $0.graph != nil }),
      ("priority", tasks.contains { $0.priority != 0 }),
      ("fails", tasks.contains { $0.failureProbability > 0 }),
      ("retries", tasks.contains { $0.failureProbability > 0 && $0.retries > 0 }),
      ("startup", scenario.overhead.startup > 0), ("dispatch", scenario.overhead.dispatch > 0),
      ("transfer", scenario.overhead.transfer > 0), ("until", scenario.until != nil),
      ("replications", scenario.replications > 1), ("50 jobs or more", scenario.jobCount >= 50),
    ]
    for kind in WorkerKind.allCases {
      names.append(("kind \(kind.rawValue)", scenario.pools.contains { $0.kind == kind }))
    }
    for (place, rules) in [
      ("steps", tasks.flatMap { $0.steps.map(\.duration) }), ("arrive", tasks.compactMap(\.arrive)),
    ] {
      for kind in Set(rules.map(kind)).sorted() { names.append(("\(place) \(kind)", true)) }
    }
    return names.filter(\.1).map(\.0)
  }

  private static func kind(_ rule: DurationRule) -> String {
    switch rule {
    case .fixed: "fixed"
    case .list: "list"
    case .uniform: "uniform"
    case .exponential: "exponential"
    case .normal: "normal"
    case .lognormal: "lognormal"
    }
  }
}
