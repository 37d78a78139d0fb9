public import Analysis
import Model

/// The machine-readable report, `toast.report/1`: names are fixed; new ones are added at the end.
public enum ReportJSON {
  /// The document for the runs of a race; each says what it is called there, and its scenario.
  public static func document(
    _ rows: [RaceRow], toolVersion: String, notes: [String] = []
  ) -> JSONValue {
    let runs = rows.map(\.result)
    let isStuck = runs.map { deadlock($0) != nil }
    let entries = zip(rows, isStuck).filter { !$1 }.map { row, _ in
      JSONValue.object(
        parts(ofWhole: row.result)
          + [
            ("run_id", .string(row.label)), ("scenario", .string(row.result.scenario.name)),
            ("guess_s", .seconds(row.guess.map { Int128($0) })),
          ])
    }
    // Each stuck run with its name; `deadlock` is the first of them.
    let stuck = rows.compactMap { row -> JSONValue? in
      guard case .object(let report)? = deadlock(row.result) else { return nil }
      return .object([("run_id", .string(row.label))] + report)
    }
    let whole = document(runs, entries, stuck: stuck, toolVersion: toolVersion, notes: notes)
    guard case .object(let parts) = whole, let pairs = comparisons(rows) else { return whole }
    return .object(parts + [("comparisons", pairs)])
  }

  /// The document for some runs of one scenario.
  ///
  /// A run that is stuck stands under `deadlock` instead.
  public static func document(
    _ runs: [RunResult], made place: RunPlace = .simulated, toolVersion: String,
    verdicts: [Verdict] = [], notes: [String] = [], tieEffect: String? = nil
  ) -> JSONValue {
    document(
      runs, runs.filter { deadlock($0) == nil }.map { .object(parts(ofWhole: $0, made: place)) },
      toolVersion: toolVersion, verdicts: verdicts, notes: notes, tieEffect: tieEffect)
  }

  private static func document(
    _ runs: [RunResult], _ documents: [JSONValue], stuck: [JSONValue] = [], toolVersion: String,
    verdicts: [Verdict] = [],
    notes: [String], tieEffect: String? = nil
  ) -> JSONValue {
    var entries: [(String, JSONValue)] = [
      ("schema", .string("toast.report/1")),
      ("scenario", .text(runs.first?.scenario.name)),
      ("tool_version", .string(toolVersion)),
      ("runs", .array(documents)),
    ]
    if let stuck = runs.first(where: { deadlock($0) != nil }), let report = deadlock(stuck) {
      entries.append(("deadlock", report))
    }
    if !stuck.isEmpty { entries.append(("deadlocks", .array(stuck))) }
    if !verdicts.isEmpty { entries.append(("expect", .array(verdicts.map(verdict)))) }
    if !notes.isEmpty { entries.append(("notes", .array(notes.map { .string($0) }))) }
    if let tieEffect { entries.append(("simultaneous_events", .string(tieEffect))) }
    return .object(entries)
  }

  /// Who waits for what in a run that is stuck; nil for any other.
  static func deadlock(_ run: RunResult) -> JSONValue? {
    guard case .deadlock(let jobs) = run.cause else { return nil }
    return .object([
      ("at_s", .seconds(Int128(run.elapsed))),
      (
        "jobs",
        .array(
          jobs.map { job in
            .object([
              ("job", .string(job.job)), ("holds", .array(job.holds.map { .string($0) })),
              ("waits_for", .string(job.waitsFor)),
            ])
          })
      ),
    ])
  }

  private static func verdict(_ verdict: Verdict) -> JSONValue {
    let found: JSONValue
    switch verdict.found {
    case .time(let time): found = .seconds(time)
    case .ratio(let ratio): found = .ratio(ratio)
    case .count(let count): found = .ratio(count)
    case nil: found = .null
    }
    return .object([
      ("sentence", .string(verdict.expectation.text)),
      ("holds", .bool(verdict.holds)), ("found", found),
    ])
  }

  /// All that the document says of a run, in the order of its fixed names.
  static func parts(
    ofWhole run: RunResult, made place: RunPlace = .simulated
  ) -> [(String, JSONValue)] {
    headline(run, place) + laws(run) + parts(run)
  }

  private static func headline(_ run: RunResult, _ place: RunPlace) -> [(String, JSONValue)] {
    let scenario = run.scenario
    let t1 = run.t1
    return [
      ("variant", .string(run.variant)), ("on", .string(place.name)),
      ("clock", .string(place.clock)),
      ("execution", .string(scenario.execution.rawValue)), ("seed", .number("\(scenario.seed)")),
      ("fingerprint", .text(run.fingerprint)), ("workers_count", .count(scenario.workerCount)),
      ("jobs_count", .count(scenario.jobCount)),
      ("jobs_finished_count", .ratio(run.finishedCount)),
      ("jobs_failed_count", .ratio(run.failedCount)),
      ("makespan_s", .seconds(run.makespan.map { Int128($0) })),
      ("elapsed_s", .seconds(Int128(run.elapsed))), ("t1_s", .seconds(t1)),
      ("work_s", .seconds(run.work)), ("wait_s", .seconds(run.wait)),
      ("span_s", .seconds(Int128(run.span))),
      ("parallelism_ratio", .ratio(run.span > 0 ? Double(t1) / Double(run.span) : nil)),
      (
        "baseline",
        .object([
          ("name", .string(run.baseline.name)),
          ("makespan_s", .seconds(run.baseline.makespan)),
          ("workers_count", .count(run.baseline.workers)),
        ])
      ),
      ("speedup_ratio", .ratio(run.speedup)), ("efficiency_ratio", .ratio(run.efficiency)),
      ("utilisation_ratio", .ratio(run.utilisation)),
      ("concurrency_peak_count", .count(run.peakConcurrency)),
      ("concurrency_mean_ratio", .ratio(run.meanConcurrency)),
      ("imbalance_ratio", .ratio(run.imbalance)), ("throughput_per_s", .ratio(run.throughput)),
    ]
  }

  private static func laws(_ run: RunResult) -> [(String, JSONValue)] {
    let bounds = run.bounds
    let amdahl = run.amdahl.map { law in
      JSONValue.object([
        ("p_ratio", .ratio(law.parallelFraction)), ("n_count", .count(law.count)),
        ("n_is", .string(law.countsWorkers ? "workers" : "concurrency")),
        ("speedup_ratio", .ratio(law.speedup)),
      ])
    }
    return [
      (
        "bounds",
        .object([
          ("lower_s", .seconds(bounds?.lower)), ("binds", .text(bounds?.binds)),
          ("upper_s", .seconds(bounds?.upper)), ("ceiling_ratio", .ratio(bounds?.ceiling)),
        ])
      ),
      ("amdahl", amdahl ?? .null),
      (
        "account", .object(run.account.entries.map { ("\($0.name)_s", JSONValue.seconds($0.time)) })
      ),
    ]
  }

  private static func parts(_ run: RunResult) -> [(String, JSONValue)] {
    let resources = run.resources.map { resource in
      JSONValue.object([
        ("resource", .string(resource.name)), ("capacity_count", .count(resource.capacity)),
        ("utilisation_ratio", .ratio(resource.utilisation)),
        ("queued_s_mean", .seconds(resource.queuedMean)),
      ])
    }
    let unknown = run.reasons + (PaybackEstimate(run)?.reasons ?? [])
    let reasons = unknown.map { ($0.field, JSONValue.string($0.sentence)) }
    return [
      ("lanes", .array(run.lanes.map(lane))), ("tasks", .array(run.tasks.map(task))),
      ("resources", .array(resources)), ("replications", replications(run)),
      ("reasons", .object(reasons)), ("jobs_skipped_count", .ratio(run.skippedCount)),
      ("payback", PaybackEstimate.json(run)),
      ("steady_state", steadyState(run)),
    ]
  }

  private static func lane(_ lane: LaneResult) -> JSONValue {
    .object([
      ("lane", .string(lane.name)), ("kind", .string(lane.kind.rawValue)),
      ("pool", .text(lane.group)), ("jobs_count", .count(lane.jobs)),
      ("busy_s", .seconds(lane.busy)), ("utilisation_ratio", .ratio(lane.utilisation)),
    ])
  }

  private static func task(_ task: TaskResult) -> JSONValue {
    let times = task.times
    func mean(_ sum: Int128?) -> JSONValue {
      .seconds(sum.flatMap { value in times.flatMap { $0.mean(value) } })
    }
    func time(_ value: Nanoseconds?) -> JSONValue { .seconds(value.map { Int128($0) }) }
    return .object([
      ("task", .string(task.name)), ("jobs_count", .count(task.jobs)),
      ("finished_count", .ratio(task.finished)), ("queued_s_mean", mean(times?.queuedSum)),
      ("service_s_mean", mean(times?.serviceSum)), ("response_s_mean", mean(times?.responseSum)),
      ("response_s_p95", time(times?.responses?.p95)), ("failed_count", .ratio(task.failed)),
      ("response_s_p50", time(times?.responses?.p50)),
      ("response_s_p99", time(times?.responses?.p99)),
      ("queued_s_p50", time(times?.queued?.p50)), ("queued_s_p95", time(times?.queued?.p95)),
      ("queued_s_p99", time(times?.queued?.p99)),
    ])
  }

  private static func replications(_ run: RunResult) -> JSONValue {
    guard let statistics = run.replications else { return .null }
    let measures = statistics.measures.map { measure in
      (
        measure.name,
        JSONValue.object([
          ("mean", .ratio(measure.summary?.mean)), ("sd", .ratio(measure.summary?.deviation)),
          ("ci95_low", .ratio(measure.summary?.interval?.lowerBound)),
          ("ci95_high", .ratio(measure.summary?.interval?.upperBound)),
        ])
      )
    }
    return .object([("count", .count(statistics.count))] + measures)
  }
}
