import Analysis
import Model
import TestSupport
import Testing

@Suite("Laws on random scenarios")
struct LawTests {
  @Test("hold on each", arguments: 0..<10)
  func laws(block: UInt64) throws {
    for seed in 10_000 + block * 200..<10_000 + (block + 1) * 200 {
      let scenario = RandomScenario.make(seed: seed)
      let run = try simulated(scenario)
      let name = "seed \(seed)"
      let result = run.evaluate(variant: "default")
      #expect(run.violation == nil, "\(name)")
      #expect(
        result.account.total == Int128(scenario.workerCount) * Int128(result.elapsed), "\(name)")
      checkBounds(result, name)
      checkAmdahl(result, name)
      checkLanes(run, result, name)
      try checkRepeat(run, name)
    }
  }

  private func checkBounds(_ result: RunResult, _ name: String) {
    guard let makespan = result.makespan, let bounds = result.bounds else { return }
    #expect(Int128(makespan) >= bounds.lower, "\(name): no run beats the lower bound")
    if let upper = bounds.upper {
      #expect(Int128(makespan) <= upper, "\(name): Graham's bound holds")
    }
    if let speedup = result.speedup, let ceiling = bounds.ceiling {
      #expect(speedup <= ceiling * (1 + 1e-12), "\(name): no speedup passes the ceiling")
    }
  }

  private func checkAmdahl(_ result: RunResult, _ name: String) {
    let isSlow = result.scenario.pools.allSatisfy { pool in
      pool.speeds.allSatisfy { $0.numerator <= $0.denominator }
    }
    guard isSlow, let speedup = result.speedup, let law = result.amdahl else { return }
    #expect(speedup <= law.speedup * (1 + 1e-12), "\(name): no run is faster than Amdahl")
  }

  /// No lane overlaps itself, and a busy lane is as busy as its spans.
  private func checkLanes(_ run: FinishedRun, _ result: RunResult, _ name: String) {
    let spans = LaneSpans(run, lanes: result.lanes).spans
    for (lane, spans) in zip(result.lanes, spans) {
      for (left, right) in zip(spans, spans.dropFirst()) {
        #expect(left.end <= right.start, "\(name): \(lane.name) overlaps itself")
      }
      let busy = spans.filter { [.work, .wait, .failed].contains($0.state) }
        .reduce(Int128(0)) { $0 + Int128($1.end - $1.start) }
      if lane.kind != .coordinator { #expect(busy == lane.busy, "\(name): \(lane.name) is busy") }
    }
  }

  private func checkRepeat(_ run: FinishedRun, _ name: String) throws {
    let again = try simulated(run.plan.scenario)
    #expect(again.trace?.fingerprint == run.trace?.fingerprint, "\(name): same seed, same bytes")
    let shuffled = try simulated(run.plan.scenario, shuffleTies: 99)
    #expect(shuffled.violation == nil, "\(name): shuffled ties keep every promise")
  }

  /// Little: with nothing slowed and no overhead the mean concurrency is T1 / Tp.
  @Test("mean concurrency is speedup where nothing is slowed", arguments: 0..<200)
  func little(seed: UInt64) throws {
    var scenario = RandomScenario.make(seed: seed)
    scenario.cores = nil
    scenario.until = nil
    for index in scenario.pools.indices {
      scenario.pools[index].kind = .threads
      scenario.pools[index].speeds = [.one]
    }
    for index in scenario.tasks.indices { scenario.tasks[index].failureProbability = 0 }
    let result = try result(scenario)
    guard let makespan = result.makespan, makespan > 0, let mean = result.meanConcurrency else {
      return
    }
    #expect((mean - Double(result.t1) / Double(makespan)).magnitude <= 1e-9 * mean)
  }
}
