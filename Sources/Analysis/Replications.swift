public import Model

/// Means and deviations of the headline measures over replications.
public struct ReplicationStatistics: Sendable {
  /// How many replications.
  public let count: Int
  /// The headline measures.
  public let measures: [ReplicatedMeasure]
  /// The makespans, in order, in nanoseconds; nil where a replication has none.
  public let makespans: [Nanoseconds]?
}

/// One measure over replications.
public struct ReplicatedMeasure: Sendable {
  /// Its name in machine-readable output.
  public let name: String
  /// What the replications say of it; nil where one has no such value.
  public let summary: SampleSummary?
}

extension RunResult {
  /// The mean of independent replications of one scenario; lanes are those of the first one.
  ///
  /// A time that some replication lacks is nil in the mean. Speedup is mean baseline over mean makespan.
  public static func mean(of runs: [RunResult]) -> RunResult {
    precondition(!runs.isEmpty, "a mean needs a run")
    guard runs.count > 1 else { return runs[0] }
    var mean = runs[0]
    func time(_ value: (RunResult) -> Int128?) -> Int128? {
      let values = runs.compactMap(value)
      guard values.count == runs.count else { return nil }
      let count = Int128(values.count)
      return (2 * values.reduce(0, +) + count) / (2 * count)
    }
    mean.cause = runs.first { $0.cause != .settled }?.cause ?? .settled
    mean.makespan = time { $0.makespan.map { Int128($0) } }.map { Nanoseconds($0) }
    mean.elapsed = Nanoseconds(time { Int128($0.elapsed) } ?? 0)
    mean.work = time(\.work) ?? 0
    mean.wait = time(\.wait) ?? 0
    mean.span = Nanoseconds(time { Int128($0.span) } ?? 0)
    mean.baseline.makespan = time(\.baseline.makespan)
    mean.averageRatios(of: runs)
    mean.drawnBelowZero = runs.reduce(0) { $0 + $1.drawnBelowZero }
    mean.averageParts(of: runs, time: time)
    mean.replications = statistics(of: runs)
    mean.collectReasons(of: runs)
    return mean
  }

  private mutating func averageRatios(of runs: [RunResult]) {
    func ratio(_ value: (RunResult) -> Double?) -> Double? {
      let values = runs.compactMap(value)
      return values.count == runs.count ? values.reduce(0, +) / Double(values.count) : nil
    }
    finishedCount = ratio(\.finishedCount) ?? 0
    failedCount = ratio(\.failedCount) ?? 0
    skippedCount = ratio(\.skippedCount) ?? 0
    speedup = ratio(\.speedup).flatMap { _ in
      guard let reference = baseline.makespan, let makespan else { return nil }
      return Double(reference) / Double(makespan)
    }
    if let speedup, efficiency != nil {
      efficiency =
        speedup * Double(baseline.workers) / Double(scenario.workerCount)
    } else {
      efficiency = nil
    }
    utilisation = ratio(\.utilisation)
    peakConcurrency = runs.map(\.peakConcurrency).max() ?? 0
    meanConcurrency = ratio(\.meanConcurrency)
    imbalance = ratio(\.imbalance)
    throughput = ratio(\.throughput)
  }

  private mutating func averageParts(
    of runs: [RunResult], time: ((RunResult) -> Int128?) -> Int128?
  ) {
    averageLaws(of: runs, time: time)
    averageAccount(time: time)
    for index in tasks.indices {
      let count = Double(runs.count)
      tasks[index].finished = runs.reduce(0) { $0 + $1.tasks[index].finished } / count
      tasks[index].failed = runs.reduce(0) { $0 + $1.tasks[index].failed } / count
      tasks[index].times = TimeStatistics.pooled(runs.map { $0.tasks[index].times })
    }
    jobTimes = TimeStatistics.pooled(runs.map(\.jobTimes))
    for index in resources.indices {
      resources[index].queuedMean = time { $0.resources[index].queuedMean }
      let shares = runs.compactMap { $0.resources[index].utilisation }
      resources[index].utilisation =
        shares.count == runs.count ? shares.reduce(0, +) / Double(runs.count) : nil
    }
    var hash = Fingerprint()
    for run in runs {
      guard let text = run.fingerprint, let word = UInt64(text, radix: 16) else {
        return fingerprint = nil
      }
      hash.add(word)
    }
    fingerprint = hash.text
  }

  private mutating func averageLaws(
    of runs: [RunResult], time: ((RunResult) -> Int128?) -> Int128?
  ) {
    if bounds != nil, runs.allSatisfy({ $0.bounds != nil }) {
      bounds?.lower = time { $0.bounds?.lower } ?? 0
      bounds?.upper = time { $0.bounds?.upper }
      let ceilings = runs.compactMap { $0.bounds?.ceiling }
      bounds?.ceiling =
        ceilings.count == runs.count ? ceilings.reduce(0, +) / Double(runs.count) : nil
    } else {
      bounds = nil
    }
    let predictions = runs.compactMap(\.amdahl)
    if predictions.count == runs.count {
      let count = Double(runs.count)
      amdahl?.serial = time { $0.amdahl?.serial } ?? 0
      amdahl?.parallelFraction = predictions.reduce(0) { $0 + $1.parallelFraction } / count
      amdahl?.speedup = predictions.reduce(0) { $0 + $1.speedup } / count
      amdahl?.count = predictions.map(\.count).max() ?? 0
    } else {
      amdahl = nil
    }
  }

  private mutating func averageAccount(time: ((RunResult) -> Int128?) -> Int128?) {
    let entries: [WritableKeyPath<Account, Int128>] = [
      \.work, \.wait, \.slowed, \.blocked, \.startup, \.dispatch, \.transfer, \.failed,
      \.idleHead, \.idleMiddle, \.idleTail,
    ]
    for entry in entries { account[keyPath: entry] = time { $0.account[keyPath: entry] } ?? 0 }
    // Rounded entries must still add up to workers x elapsed; the largest takes the difference.
    let gap = Int128(scenario.workerCount) * Int128(elapsed) - account.total
    if let largest = entries.max(by: { account[keyPath: $0] < account[keyPath: $1] }) {
      account[keyPath: largest] += gap
    }
  }

  private mutating func collectReasons(of runs: [RunResult]) {
    var all = Reasons()
    for run in runs {
      for reason in run.reasons { all.add(reason.field, reason.sentence) }
    }
    for measure in replications?.measures ?? [] where measure.summary == nil {
      all.add("replications.\(measure.name)", "some replication has no such value")
    }
    for name in ["ci95_low", "ci95_high"] {
      all.add("replications.\(name)", "confidence intervals are not computed by this version")
    }
    reasons = all.list
  }

  private static func statistics(of runs: [RunResult]) -> ReplicationStatistics {
    func seconds(_ value: Nanoseconds?) -> Double? { value.map { Double($0) / 1e9 } }
    let measures: [(String, (RunResult) -> Double?)] = [
      ("makespan_s", { seconds($0.makespan) }), ("elapsed_s", { seconds($0.elapsed) }),
      ("speedup_ratio", \.speedup), ("efficiency_ratio", \.efficiency),
      ("utilisation_ratio", \.utilisation), ("concurrency_mean_ratio", \.meanConcurrency),
      ("throughput_per_s", \.throughput),
    ]
    let makespans = runs.compactMap(\.makespan)
    return ReplicationStatistics(
      count: runs.count,
      measures: measures.map { name, value in
        let values = runs.compactMap(value)
        return ReplicatedMeasure(
          name: name, summary: values.count == runs.count ? SampleSummary(values) : nil)
      },
      makespans: makespans.count == runs.count ? makespans : nil)
  }
}

extension TimeStatistics {
  /// The statistics of several runs together; percentiles are means of the runs' percentiles.
  static func pooled(_ runs: [TimeStatistics?]) -> TimeStatistics? {
    let known = runs.compactMap { $0 }
    guard known.count == runs.count, !known.isEmpty else { return nil }
    return TimeStatistics(
      count: known.reduce(0) { $0 + $1.count },
      responseSum: known.reduce(0) { $0 + $1.responseSum },
      serviceSum: known.reduce(0) { $0 + $1.serviceSum },
      responses: Percentiles.mean(of: known.map(\.responses)),
      queued: Percentiles.mean(of: known.map(\.queued)))
  }
}
