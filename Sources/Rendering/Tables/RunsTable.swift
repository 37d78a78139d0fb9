public import Analysis
public import Model

/// What a run adds to its result in tables and reports of several runs.
public struct RunLabel: Equatable, Sendable {
  /// What joins the tables: unique among the runs of one command.
  public var id: String
  /// Which replication, from 1.
  public var replication: Int
  /// The SHA-256 of the scenario file's bytes, in hex.
  public var scenarioHash: String
  /// What somebody guessed the makespan to be, in nanoseconds.
  public var guess: Nanoseconds?
  /// What it was made on.
  public var made = RunPlace.simulated
  /// How real runs were made; nil for others.
  public var setting: RealSetting?

  /// Labels a run.
  public init(
    id: String, replication: Int = 1, scenarioHash: String, guess: Nanoseconds? = nil
  ) {
    self.id = id
    self.replication = replication
    self.scenarioHash = scenarioHash
    self.guess = guess
  }
}

/// The table `runs`: one row a run, replications one by one.
///
/// Columns are only added at the end. Unknown is empty, never 0.
public enum RunsTable {
  /// The columns.
  public static let columns = [
    text("run_id", "joins the tables", headline: true), text("scenario", "the scenario's name"),
    text("scenario_sha256", "the file's SHA-256"), text("variant", "default is the file itself"),
    text("mode", "sim: simulated; or the kind of worker"), text("clock", "virtual or wall"),
    text("policy", "execution, assign, chunk and order"),
    number("workers_count", "workers of all pools", headline: true),
    number("repeat", "which replication, from 1"), number("seed", "of all random values"),
    number("scale_ratio", "real time over the scenario's; empty where simulated"),
    number("jobs_count", "jobs of all tasks", headline: true),
    number("makespan_s", "from 0 to the last finish", headline: true),
    number("work_s", "all work steps"), number("span_s", "the longest chain", headline: true),
    number("serial_s", "jobs before or after every other one"),
    number("overhead_s", "workers' startup, dispatch and transfer"),
    text("baseline_run_id", "the run of the table that is the baseline; empty for T1"),
    number("speedup_ratio", "baseline over makespan", headline: true),
    number("efficiency_ratio", "speedup per worker, in sync", headline: true),
    number("utilisation_ratio", "busy over available", headline: true),
    number("amdahl_p_ratio", "the parallel fraction"),
    number("amdahl_speedup_ratio", "Amdahl's prediction", headline: true),
    number("gustafson_speedup_ratio", "only beside weak scaling"),
    number("karp_flatt_ratio", "only against a measured run of one worker"),
    number("cpu_user_s", "real runs only"), number("cpu_system_s", "real runs only"),
    number("host_cores_count", "real runs only"),
    number("guess_s", "what was guessed for the makespan"),
    text("tool_version", "of toast"), text("execution", "sync or async"),
    text("end", "settled, cut or deadlock"), number("elapsed_s", "from 0 to the end of the run"),
    number("wait_s", "all wait steps"), number("t1_s", "work and wait"),
    number("lower_s", "no run is shorter", headline: true),
    text("binds", "what makes the lower bound", headline: true),
    number("upper_s", "no run is longer, where Graham's theorem holds"),
    number("ceiling_ratio", "the speedup that no number of workers passes"),
    number("jobs_finished_count", "finished jobs"), number("jobs_failed_count", "failed for good"),
    number("jobs_skipped_count", "skipped after a failure"),
    number("throughput_per_s", "finished jobs per second"),
    number("concurrency_mean_ratio", "jobs in service, the mean"),
    number("concurrency_peak_count", "jobs in service, the most"),
    number("imbalance_ratio", "largest over mean busy time of a pool"),
    number("queued_s_mean", "over finished jobs"), number("response_s_mean", "over finished jobs"),
    number("baseline_s", "the baseline's makespan"), text("fingerprint", "of the kept trace"),
    number("queued_s_p50", "half of the finished jobs queued no longer"),
    number("queued_s_p95", "95 % of them queued no longer"),
    number("queued_s_p99", "99 % of them queued no longer"),
    number("response_s_p50", "half of the finished jobs took no longer"),
    number("response_s_p95", "95 % of them took no longer"),
    number("response_s_p99", "99 % of them took no longer"),
  ]

  private static func text(
    _ name: String, _ about: String, headline: Bool = false
  ) -> TableColumn {
    TableColumn(name, about, isNumber: false, isHeadline: headline)
  }

  private static func number(
    _ name: String, _ about: String, headline: Bool = false
  ) -> TableColumn {
    TableColumn(name, about, isHeadline: headline)
  }

  /// The row of a run.
  public static func row(
    _ run: RunResult, _ label: RunLabel, baselineID: String?, toolVersion: String
  ) -> [JSONValue] {
    identity(run, label) + times(run, baselineID) + laws(run, label, toolVersion) + more(run)
      + percentiles(run)
  }

  private static func identity(_ run: RunResult, _ label: RunLabel) -> [JSONValue] {
    let scenario = run.scenario
    return [
      .string(label.id), .string(scenario.name), .string(label.scenarioHash),
      .string(run.variant), .string(label.made.name), .string(label.made.clock),
      .string(policy(of: run)), .count(scenario.workerCount), .count(label.replication),
      .number("\(scenario.seed)"), .ratio(label.setting?.scale),
      .count(scenario.jobCount),
    ]
  }

  /// "sync dynamic 1 fifo": execution, assign, chunk, order.
  private static func policy(of run: RunResult) -> String {
    let schedule = run.scenario.schedule
    let chunk =
      switch schedule.chunk {
      case .standard: schedule.assign == .static ? "blocks" : "1"
      case .auto: "auto"
      case .jobs(let count): "\(count)"
      }
    return [
      run.scenario.execution.rawValue, schedule.assign.rawValue, chunk, schedule.order.rawValue,
    ].joined(separator: " ")
  }

  private static func times(_ run: RunResult, _ baselineID: String?) -> [JSONValue] {
    let overhead = run.account.startup + run.account.dispatch + run.account.transfer
    return [
      .seconds(run.makespan.map { Int128($0) }), .seconds(run.work), .seconds(Int128(run.span)),
      .seconds(run.amdahl?.serial), .seconds(overhead), .text(baselineID),
      .ratio(run.speedup), .ratio(run.efficiency), .ratio(run.utilisation),
    ]
  }

  private static func laws(
    _ run: RunResult, _ label: RunLabel, _ toolVersion: String
  ) -> [JSONValue] {
    [
      .ratio(run.amdahl?.parallelFraction), .ratio(run.amdahl?.speedup), .null,
      .ratio(karpFlatt(run, label)), .null, .null, label.setting.map { .count($0.cores) } ?? .null,
      .seconds(label.guess.map { Int128($0) }), .string(toolVersion),
    ]
  }

  /// Only against a measured run of one worker.
  private static func karpFlatt(_ run: RunResult, _ label: RunLabel) -> Double? {
    guard label.made != .simulated, run.baseline.name == "serial", let speedup = run.speedup
    else { return nil }
    return karpFlattFraction(speedup: speedup, workers: run.scenario.workerCount)
  }

  private static func more(_ run: RunResult) -> [JSONValue] {
    let end =
      switch run.cause {
      case .settled: "settled"
      case .cut: "cut"
      case .deadlock: "deadlock"
      }
    func mean(_ sum: (TimeStatistics) -> Int128) -> JSONValue {
      .seconds(run.jobTimes.flatMap { $0.mean(sum($0)) })
    }
    let bounds = run.bounds
    return [
      .string(run.scenario.execution.rawValue), .string(end), .seconds(Int128(run.elapsed)),
      .seconds(run.wait), .seconds(run.t1), .seconds(bounds?.lower), .text(bounds?.binds),
      .seconds(bounds?.upper), .ratio(bounds?.ceiling), .ratio(run.finishedCount),
      .ratio(run.failedCount), .ratio(run.skippedCount), .ratio(run.throughput),
      .ratio(run.meanConcurrency), .count(run.peakConcurrency), .ratio(run.imbalance),
      mean(\.queuedSum), mean(\.responseSum), .seconds(run.baseline.makespan),
      .text(run.fingerprint),
    ]
  }

  private static func percentiles(_ run: RunResult) -> [JSONValue] {
    [run.jobTimes?.queued, run.jobTimes?.responses].flatMap { times -> [JSONValue] in
      [times?.p50, times?.p95, times?.p99].map { .seconds($0.map { Int128($0) }) }
    }
  }
}
