public import Model

/// Means, deviations and intervals of the headline measures over replications.
public struct ReplicationStatistics: Sendable {
  /// How many replications.
  public let count: Int
  /// The headline measures.
  public let measures: [ReplicatedMeasure]
  /// The makespans, in order, in nanoseconds; nil where a replication has none.
  public let makespans: [Nanoseconds]?
  /// The mean responses of finished jobs, in order, in nanoseconds; nil where a replication has none.
  public let meanResponses: [Nanoseconds]?

  /// A headline measure by its name in machine-readable output.
  public func summary(of name: String) -> SampleSummary? {
    measures.first { $0.name == name }?.summary
  }
}

/// One measure over replications.
public struct ReplicatedMeasure: Sendable {
  /// Its name in machine-readable output.
  public let name: String
  /// What the replications say of it; nil where one has no such value.
  public let summary: SampleSummary?
}

extension RunResult {
  /// The mean of independent replications of one scenario, in order; see `ReplicationGatherer`.
  public static func mean(of runs: [RunResult]) -> RunResult {
    var gatherer = ReplicationGatherer()
    for run in runs { gatherer.add(run) }
    return gatherer.result
  }

  /// The mean of several runs but for the times of single jobs.
  static func meanWithoutTimes(of runs: [RunResult], steadyState: SteadyState?) -> RunResult {
    var mean = runs[0]
    mean.steadyState = steadyState
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
    mean.replications = mean.statistics(of: runs)
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
    }
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
      // A single run's reason for having no interval is none for the mean, which has one.
      for reason in run.reasons
      where steadyState == nil || !reason.field.hasPrefix("steady_state.") {
        all.add(reason.field, reason.sentence)
      }
    }
    for measure in replications?.measures ?? [] where measure.summary == nil {
      all.add("replications.\(measure.name)", "some replication has no such value")
    }
    reasons = all.list
  }

  /// What the replications say of this mean of theirs.
  private func statistics(of runs: [RunResult]) -> ReplicationStatistics {
    func seconds(_ value: Nanoseconds?) -> Double? { value.map { Double($0) / 1e9 } }
    func all<Value>(_ value: (RunResult) -> Value?) -> [Value]? {
      let values = runs.compactMap(value)
      return values.count == runs.count ? values : nil
    }
    let measures: [(String, SampleSummary?)] = [
      ("makespan_s", all { seconds($0.makespan) }.flatMap { SampleSummary($0) }),
      ("elapsed_s", all { seconds($0.elapsed) }.flatMap { SampleSummary($0) }),
      ("speedup_ratio", speedupSummary(of: runs, headline: speedup, times: 1)),
      (
        "efficiency_ratio",
        speedupSummary(
          of: runs, headline: efficiency,
          times: Double(baseline.workers) / Double(scenario.workerCount))
      ),
      ("utilisation_ratio", all(\.utilisation).flatMap { SampleSummary($0) }),
      ("concurrency_mean_ratio", all(\.meanConcurrency).flatMap { SampleSummary($0) }),
      ("throughput_per_s", all(\.throughput).flatMap { SampleSummary($0) }),
    ]
    return ReplicationStatistics(
      count: runs.count,
      measures: measures.map { ReplicatedMeasure(name: $0, summary: $1) },
      makespans: all(\.makespan),
      meanResponses: all { run in
        run.jobTimes.flatMap { times in times.mean(times.responseSum).map { Nanoseconds($0) } }
      })
  }

  /// Mean baseline over mean makespan, which pairs make as one replication draws the same for both.
  private func speedupSummary(
    of runs: [RunResult], headline: Double?, times factor: Double
  ) -> SampleSummary? {
    guard let headline else { return nil }
    let pairs = runs.compactMap { run -> (Double, Double)? in
      guard let baseline = run.baseline.makespan, let makespan = run.makespan else { return nil }
      return (Double(baseline), Double(makespan))
    }
    guard pairs.count == runs.count else { return nil }
    return SampleSummary(ratioOf: pairs.map(\.0), to: pairs.map(\.1), times: factor, mean: headline)
  }
}
