package import Analysis
package import Model
import Simulation

/// One run of a scenario by the fast engine and by the oracle, and how they differ.
package struct OracleComparison {
  package let oracle: Oracle
  /// The fast engine's run; nil where it said that the run passes the largest instant.
  package let run: FinishedRun?
  package let result: RunResult?
  private var differences = Differences()

  /// How the two differ; nil where they agree.
  package var difference: String? { differences.first }
  /// How many values were compared.
  package var valueCount: Int { differences.count }

  package init(_ scenario: Scenario, replication: Int = 0, shuffleTies: UInt64? = nil) {
    oracle = Oracle(scenario, replication: replication, shuffleTies: shuffleTies)
    oracle.run()
    run = try? simulated(scenario, replication: replication, shuffleTies: shuffleTies)
    result = run?.evaluate(variant: "default")
    guard let run, let result else {
      differences.expect("passes the clock", true, is: oracle.end == .beyondClock)
      return
    }
    compareRun(run)
    if differences.first == nil { compareLists(run) }
    if differences.first == nil { compareSums(run, result) }
    if differences.first == nil { compareMeasures(result) }
    if differences.first == nil { compareTables(result) }
  }

  private mutating func compareRun(_ run: FinishedRun) {
    if let violation = run.violation { differences.tell(violation) }
    let end: Oracle.End =
      switch run.end.cause {
      case .settled: .settled
      case .cut: .cut
      case .deadlock: .deadlock
      }
    differences.expect("end", end, is: oracle.end)
    differences.expect("elapsed", run.end.elapsed, is: oracle.elapsed)
    if case .deadlock(let blocked) = run.end.cause {
      differences.expect(
        "deadlock",
        blocked.map { Oracle.Stuck(job: $0.job, holds: $0.holds, waitsFor: $0.waitsFor) },
        is: oracle.stuck)
      differences.expect(!blocked.isEmpty, "nobody is blocked in a deadlock")
    }
  }

  private mutating func compareLists(_ run: FinishedRun) {
    let steps = run.steps
    let pair = zip(steps, oracle.steps).first { $0 != $1 }
    if let pair { differences.expect("step", pair.0, is: pair.1) }
    differences.expect("steps", steps.count, is: oracle.steps.count)
    let holdings = run.holdings
    if let pair = zip(holdings, oracle.holdings).first(where: { $0 != $1 }) {
      differences.expect("holding", pair.0, is: pair.1)
    }
    differences.expect("holdings", holdings.count, is: oracle.holdings.count)
  }

  /// What holds without looking at the run.
  private mutating func compareSums(_ run: FinishedRun, _ result: RunResult) {
    let sums = oracle.sums
    differences.expect("work", result.work, is: sums.work)
    differences.expect("wait", result.wait, is: sums.wait)
    differences.expect(
      "span", Int128(result.span), is: min(sums.span, Int128(Int64.max)))
    differences.expect("below zero", result.drawnBelowZero, is: oracle.drawnBelowZero)
  }

  // MARK: Measures

  private mutating func compareMeasures(_ result: RunResult) {
    let isSettled = oracle.end == .settled
    let elapsed = Double(oracle.elapsed)
    let busy = ["work", "wait", "slowed", "failed"].reduce(Int128(0)) {
      $0 + oracle.account[$1, default: 0]
    }
    let workers = Double(oracle.scenario.workerCount)
    func share(_ value: Double) -> Double? { elapsed > 0 ? value / elapsed : nil }
    for entry in result.account.entries {
      differences.expect(entry.name, entry.time, is: oracle.account[entry.name, default: 0])
    }
    differences.expect(
      "account", result.account.total, is: Int128(workers) * Int128(oracle.elapsed))
    differences.expect("makespan", result.makespan, is: isSettled ? oracle.elapsed : nil)
    let counts = isSettled && oracle.failedCount == 0 && !oracle.scenario.hasArrivals
    let sums = oracle.sums
    let t1 = Double(sums.work + sums.wait)
    let speedup = counts && t1 > 0 ? share(t1) : nil
    differences.expect("speedup", result.speedup, near: speedup)
    let isSync = oracle.scenario.execution == .sync
    differences.expect(
      "efficiency", result.efficiency, near: isSync ? speedup.map { $0 / workers } : nil)
    differences.expect("utilisation", result.utilisation, near: share(Double(busy) / workers))
    differences.expect("peak", result.peakConcurrency, is: oracle.peakConcurrency)
    differences.expect(
      "concurrency", result.meanConcurrency, near: share(Double(oracle.serviceSum)))
    differences.expect("imbalance", result.imbalance, near: oracle.imbalance)
    differences.expect(
      "throughput", result.throughput, near: share(Double(oracle.finishedCount) * 1e9))
    for entry in result.account.entries {
      differences.expect(entry.time >= 0, "\(entry.name) is negative")
    }
  }

  // MARK: Tables

  private mutating func compareTables(_ result: RunResult) {
    for (index, task) in result.tasks.enumerated() {
      let fates = oracle.fates(index)
      differences.expect("finished \(task.name)", task.finished, is: Double(fates[0]))
      differences.expect("failed \(task.name)", task.failed, is: Double(fates[1]))
      compare(task.times, oracle.times(of: [index]), task.name)
    }
    let all = oracle.scenario.tasks.indices
    differences.expect(
      "skipped", result.skippedCount, is: Double(all.reduce(0) { $0 + oracle.fates($1)[2] }))
    compare(result.jobTimes, oracle.times(of: Array(all)), "all jobs")
    compareLanes(result)
    for (index, resource) in result.resources.enumerated() {
      let busy = oracle.holdings.reduce(Int128(0)) {
        $0 + ($1.resource == index ? Int128($1.end - $1.start) : 0)
      }
      let available = Double(resource.capacity) * Double(oracle.elapsed)
      differences.expect(
        "use of \(resource.name)", resource.utilisation,
        near: oracle.elapsed > 0 ? Double(busy) / available : nil)
      let grants = oracle.grants[index]
      differences.expect(
        "queued for \(resource.name)", resource.queuedMean,
        is: grants.count > 0
          ? (2 * grants.queued + Int128(grants.count)) / (2 * Int128(grants.count)) : nil)
    }
  }

  private mutating func compare(
    _ found: TimeStatistics?, _ wanted: Oracle.Times?, _ name: String
  ) {
    let times = found.map { found in
      func list(_ percentiles: Percentiles?) -> [Int128] {
        percentiles.map { [Int128($0.p50), Int128($0.p95), Int128($0.p99)] } ?? []
      }
      return Oracle.Times(
        count: found.count, responseSum: found.responseSum, serviceSum: found.serviceSum,
        responses: list(found.responses), queued: list(found.queued))
    }
    differences.expect("times of \(name)", times, is: wanted)
  }

  private mutating func compareLanes(_ result: RunResult) {
    let lanes = result.lanes.map { lane in
      Oracle.Lane(
        name: lane.name, jobs: lane.jobs ?? -1, busy: lane.busy,
        beside: lane.beside.map { [$0.overhead, $0.idleHead, $0.idleMiddle, $0.idleTail] } ?? [])
    }
    let wanted = oracle.lanes
    if let pair = zip(lanes, wanted).first(where: { $0 != $1 }) {
      differences.expect("lane", pair.0, is: pair.1)
    }
    differences.expect("lanes", lanes.count, is: wanted.count)
  }
}
