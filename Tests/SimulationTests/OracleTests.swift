import Analysis
import Model
import TestSupport
import Testing

/// How the fast engine and the oracle differ on a scenario; nil where they agree.
private func difference(_ scenario: Scenario) -> String? {
  let oracle = Oracle(scenario)
  oracle.run()
  guard let run = try? simulated(scenario) else { return "the run failed" }
  if let violation = run.violation { return violation }
  let end: Oracle.End =
    switch run.end.cause {
    case .settled: .settled
    case .cut: .cut
    case .deadlock: .deadlock
    }
  if case .deadlock(let blocked) = run.end.cause, blocked.isEmpty { return "nobody is blocked" }
  if end != oracle.end { return "ends \(end), oracle \(oracle.end)" }
  if run.end.elapsed != oracle.elapsed {
    return "elapsed \(run.end.elapsed), oracle \(oracle.elapsed)"
  }
  let steps = run.steps
  if steps != oracle.steps {
    let pair = zip(steps, oracle.steps).first { $0 != $1 }
    return
      "step \(pair.map { "\($0), oracle \($1)" } ?? "\(steps.count), oracle \(oracle.steps.count)")"
  }
  if run.holdings != oracle.holdings { return "units are held differently" }
  let result = run.evaluate(variant: "default")
  if result.finishedCount != Double(oracle.finishedCount) {
    return "finished \(result.finishedCount)"
  }
  for entry in result.account.entries where entry.time != oracle.account[entry.name, default: 0] {
    return "account \(entry.name) \(entry.time), oracle \(oracle.account[entry.name, default: 0])"
  }
  for (task, response) in zip(result.tasks, oracle.responses)
  where (task.times?.responseSum ?? 0) != response {
    return "response of \(task.name)"
  }
  return nil
}

@Suite("The fast engine and the oracle")
struct OracleTests {
  @Test("agree exactly on random scenarios that cross all features", arguments: 0..<20)
  func agreement(block: UInt64) {
    for seed in block * 200..<(block + 1) * 200 {
      let scenario = RandomScenario.make(seed: seed)
      guard difference(scenario) != nil else { continue }
      let small = scenario.shrunk { difference($0) != nil }
      Issue.record("seed \(seed): \(difference(small) ?? "")\n\(small)")
      return
    }
  }

  @Test("the random scenarios cross all features")
  func coverage() throws {
    var seen: [String: Int] = [:]
    for seed in UInt64(0)..<1_000 {
      let scenario = RandomScenario.make(seed: seed)
      let run = try simulated(scenario)
      let kinds = Set(run.trace?.events.map(\.kind) ?? [])
      let facts: [(String, Bool)] = [
        ("async", scenario.execution == .async), ("pools", scenario.pools.count > 1),
        ("lock", scenario.pools.contains { $0.kind == .pythonThreads }),
        ("cores", scenario.cores != nil),
        ("speeds", scenario.pools.contains { $0.speeds != [.one] }),
        ("static", scenario.schedule.assign == .static),
        ("guided", scenario.schedule.assign == .guided),
        ("chunk", scenario.schedule.chunk != .standard),
        ("units", scenario.tasks.contains { $0.uses.contains { $0.units > 1 } }),
        ("step claims", scenario.tasks.contains { $0.steps.contains { !$0.uses.isEmpty } }),
        ("each", scenario.tasks.contains { !$0.each.isEmpty }),
        ("after", scenario.tasks.contains { !$0.after.isEmpty }),
        ("graph", scenario.tasks.contains { $0.graph != nil }),
        ("arrivals", scenario.hasArrivals), ("queued", kinds.contains(.asked)),
        ("transfer", kinds.contains(.transferBegan)), ("hand-outs", kinds.contains(.handOutBegan)),
        ("retried", kinds.contains(.retried)), ("failed", kinds.contains(.failed)),
        ("skipped", kinds.contains(.skipped)), ("cut", run.end.cause == .cut),
        ("settled", run.end.cause == .settled),
        ("deadlock", run.end.cause != .cut && run.end.cause != .settled),
      ]
      for (name, holds) in facts { seen[name, default: 0] += holds ? 1 : 0 }
    }
    for name in seen.keys.sorted() {
      #expect(seen[name, default: 0] >= 20, "\(name): \(seen[name, default: 0])")
    }
  }
}
