public import Model

/// A run that is over: its plan, its sums, its tally and, where it was kept, its trace.
public struct FinishedRun: Sendable {
  /// The plan that ran.
  public let plan: Plan
  /// What had to be done.
  public let sums: WorkSums
  /// How the run ended.
  public let end: RunEnd
  /// The kept trace.
  public let trace: Trace?
  /// The promise that the run broke, if any: a bug of the program.
  public var violation: String? { totals.violation }
  let totals: RunTotals

  /// Takes over what was recorded of a run.
  public init(_ plan: Plan, _ recorded: Recorded, trace: Trace? = nil) {
    self.plan = plan
    self.trace = trace
    sums = WorkSums(plan)
    end = recorded.end
    totals = recorded.totals
  }

  /// The makespan; nil where the run was cut or stuck.
  public var makespan: Nanoseconds? { end.cause == .settled ? end.elapsed : nil }

  /// How many jobs failed for good.
  public var failedCount: Int { totals.tasks.reduce(0) { $0 + $1.failed } }

  /// The run's use as a baseline: without a makespan where its speedup would mean nothing.
  public func asBaseline(named name: String) -> Baseline {
    let counts = !plan.scenario.hasArrivals && failedCount == 0
    return Baseline(
      name: name, makespan: counts ? makespan.map { Int128($0) } : nil, workers: plan.workerCount)
  }

  /// Whether another run of the same plan has the same end, account and times.
  public func hasSameMeasures(as other: FinishedRun) -> Bool {
    end == other.end && totals.account == other.totals.account
      && totals.tasks.map(\.responseSum) == other.totals.tasks.map(\.responseSum)
      && totals.tasks.map(\.finished) == other.totals.tasks.map(\.finished)
  }

  /// Measures the run.
  ///
  /// `baseline` is nil for T1.
  public func evaluate(variant: String, baseline: Baseline? = nil) -> RunResult {
    var reasons = Reasons()
    let tasks = taskResults(&reasons)
    let baseline = baseline ?? Baseline(name: "t1", makespan: sums.t1, workers: 1)
    let elapsed = end.elapsed
    let speedup = speedup(against: baseline, &reasons)
    let counted = taskCounts
    let lanes = LaneBuilder(self).lanes()
    let resources = resourceResults()
    explainNulls(lanes, tasks.results, resources, baseline, &reasons)
    let steadyState = steadyState(tasks.table, &reasons)
    return RunResult(
      scenario: plan.scenario, variant: variant, cause: end.cause, makespan: makespan,
      elapsed: elapsed, finishedCount: Double(counted.finished),
      failedCount: Double(counted.failed), skippedCount: Double(counted.skipped), work: sums.work,
      wait: sums.wait, span: sums.span,
      baseline: baseline, speedup: speedup, efficiency: efficiency(speedup, baseline, &reasons),
      utilisation: share(
        totals.account.busy, of: Int128(plan.workerCount), "utilisation_ratio", &reasons),
      peakConcurrency: totals.peakConcurrency,
      meanConcurrency: share(totals.serviceSum, of: 1, "concurrency_mean_ratio", &reasons),
      imbalance: imbalance(&reasons), throughput: throughput(counted.finished, &reasons),
      bounds: bounds(&reasons), amdahl: amdahl(&reasons), account: totals.account,
      lanes: lanes, tasks: tasks.results, resources: resources,
      jobTimes: tasks.overall, fingerprint: trace?.fingerprint,
      drawnBelowZero: sums.drawnBelowZero, reasons: reasons.list, steadyState: steadyState)
  }

  private var taskCounts: (finished: Int, failed: Int, skipped: Int) {
    totals.tasks.reduce((0, 0, 0)) {
      ($0.0 + $1.finished, $0.1 + $1.failed, $0.2 + $1.skipped)
    }
  }

  private func speedup(against baseline: Baseline, _ reasons: inout Reasons) -> Double? {
    let field = "speedup_ratio"
    let cut = isStuck ? "the run is stuck" : "the horizon cut the run"
    if makespan == nil { reasons.add("makespan_s", cut) }
    if plan.scenario.hasArrivals {
      return reasons.null(
        field, "jobs arrive over time, so the run cannot be faster than they come")
    }
    guard let makespan else { return reasons.null(field, cut) }
    if failedCount > 0 {
      return reasons.null(field, "a job failed for good, so not all of the work was done")
    }
    guard let reference = baseline.makespan else {
      return reasons.null(field, "the baseline \(baseline.name) has no makespan to compare with")
    }
    guard makespan > 0 else { return reasons.null(field, "the run takes no time") }
    guard reference > 0 else {
      return reasons.null(field, "the baseline \(baseline.name) takes no time")
    }
    return Double(reference) / Double(makespan)
  }

  private var isStuck: Bool { if case .deadlock = end.cause { true } else { false } }

  private func efficiency(
    _ speedup: Double?, _ baseline: Baseline, _ reasons: inout Reasons
  ) -> Double? {
    let field = "efficiency_ratio"
    if plan.scenario.execution == .async {
      return reasons.null(
        field, "in async jobs overlap without workers: overlap is not parallelism")
    }
    guard let speedup else {
      return reasons.null(field, "there is no speedup: \(reasons["speedup_ratio"] ?? "")")
    }
    return speedup * Double(baseline.workers) / Double(plan.workerCount)
  }

  private func share(
    _ time: Int128, of count: Int128, _ field: String, _ reasons: inout Reasons
  ) -> Double? {
    guard end.elapsed > 0 else { return reasons.null(field, "the run takes no time") }
    return Double(time) / (Double(count) * Double(end.elapsed))
  }

  private func throughput(_ finished: Int, _ reasons: inout Reasons) -> Double? {
    guard end.elapsed > 0 else { return reasons.null("throughput_per_s", "the run takes no time") }
    return Double(finished) / (Double(end.elapsed) / 1e9)
  }

  private func imbalance(_ reasons: inout Reasons) -> Double? {
    var largest: Double?
    for pool in plan.pools {
      let busy = pool.workers.map { totals.workers[$0].busy }
      let total = busy.reduce(Int128(0)) { $0 + Int128($1) }
      guard total > 0, let most = busy.max() else { continue }
      let ratio = Double(most) * Double(busy.count) / Double(total)
      largest = max(largest ?? ratio, ratio)
    }
    return largest ?? reasons.null("imbalance_ratio", "no worker was ever busy")
  }

  private func bounds(_ reasons: inout Reasons) -> Bounds? {
    if failedCount > 0 {
      for field in ["bounds.lower_s", "bounds.binds", "bounds.upper_s", "bounds.ceiling_ratio"] {
        reasons.add(field, "a job failed for good, so not all of the work was done")
      }
      return nil
    }
    let bounds = Bounds(plan, sums)
    if let obstacle = Bounds.obstacleToUpper(plan, sums) {
      reasons.add("bounds.upper_s", "Graham's upper bound does not apply: \(obstacle)")
    }
    if bounds.ceiling == nil {
      reasons.add("bounds.ceiling_ratio", "there is no work to divide")
    }
    return bounds
  }

  private func amdahl(_ reasons: inout Reasons) -> AmdahlPrediction? {
    let isSync = plan.scenario.execution == .sync
    let count = isSync ? plan.workerCount : totals.peakConcurrency
    guard sums.t1 > 0, count > 0 else {
      reasons.add(
        "amdahl", sums.t1 > 0 ? "no job was in service" : "there is no work to divide")
      return nil
    }
    var serial: Int128 = 0
    SerialJobs(plan.scenario.tasks).forEach { serial += plan.length(task: $0, number: $1) }
    return AmdahlPrediction(serial: serial, t1: sums.t1, count: count, countsWorkers: isSync)
  }

  private func taskResults(
    _ reasons: inout Reasons
  ) -> (results: [TaskResult], overall: TimeStatistics?, table: JobTable?) {
    let table = trace.map { JobTable(plan, $0) }
    let results = plan.tasks.indices.map { position in
      let totals = totals.tasks[position]
      return TaskResult(
        name: plan.tasks[position].definition.name, jobs: totals.count,
        finished: Double(totals.finished),
        failed: Double(totals.failed), times: times(of: [position], table))
    }
    let overall = times(of: Array(plan.tasks.indices), table)
    return (results, overall, table)
  }

  private func steadyState(_ table: JobTable?, _ reasons: inout Reasons) -> SteadyState? {
    let field = "steady_state"
    guard plan.scenario.hasArrivals else {
      reasons.add(field, "no job arrives over time, so there is nothing to settle")
      return nil
    }
    guard let table else {
      reasons.add(field, Self.needsTrace)
      return nil
    }
    let found = SteadyState(of: table.series(), jobCount: plan.scenario.jobCount)
    if found == nil { reasons.add(field, "fewer than 50 jobs finished") }
    if let reason = found?.reason {
      for measure in ["response", "queued"] {
        for end in ["low", "high"] { reasons.add("\(field).\(measure)_s_ci95_\(end)", reason) }
      }
    }
    return found
  }

  private func times(of tasks: [Int], _ table: JobTable?) -> TimeStatistics? {
    if let table { return table.statistics(of: tasks, plan) }
    var sum = TimeStatistics(count: 0, responseSum: 0, serviceSum: 0)
    for task in tasks {
      guard let response = totals.tasks[task].responseSum else { return nil }
      sum.count += totals.tasks[task].finished
      sum.responseSum += response
      sum.serviceSum += totals.tasks[task].serviceSum
    }
    return sum
  }

  private func resourceResults() -> [ResourceResult] {
    plan.scenario.resources.enumerated().map { position, resource in
      let totals = totals.resources[position]
      let busy = totals.busy.reduce(Int128(0)) { $0 + Int128($1) }
      let requests = Int128(totals.requests)
      return ResourceResult(
        name: resource.name, capacity: resource.capacity,
        utilisation: end.elapsed > 0
          ? Double(busy) / (Double(resource.capacity) * Double(end.elapsed)) : nil,
        queuedMean: requests > 0 ? (2 * totals.queued + requests) / (2 * requests) : nil)
    }
  }
}
