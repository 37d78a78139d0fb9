public import Model

/// Two runs job by job: who ended earlier, who waited longer, and for what.
///
/// Jobs are the same where task name and number are. All changes are second run less first.
public struct RunComparison: Sendable {
  /// The first run.
  public let before: FinishedRun
  /// The second run.
  public let after: FinishedRun
  /// Times that differ by no more are told as the same, in nanoseconds; 0 for simulated runs.
  public let tolerance: Nanoseconds
  /// The causes of both runs: the common ones, the first run's resources, then the second's own.
  public let causes: [TimeCause]
  /// Whether both runs are the same, event for event.
  public let isSame: Bool
  /// What changed for all jobs that are in both.
  public let jobs: JobChanges
  /// What changed task by task: the first run's tasks in file order, then the second's own.
  public let tasks: [TaskChanges]
  /// The jobs whose end moved most, at most ten, the largest change first, equal ones in file order.
  public let movedMost: [ComparedJob]
  /// The first job, by time, that starts at another time or runs on another lane: where the runs part.
  public let parting: ComparedJob?
  /// The jobs that made the first run as long as it is; nil where it has no makespan.
  public let chainBefore: FinishChain?
  /// The jobs that made the second run as long as it is; nil where it has no makespan.
  public let chainAfter: FinishChain?
  private let sides: ComparedSides

  /// Compares two runs; nil where a trace is missing.
  ///
  /// Cost: n log n in jobs, linear in events. Memory: about 150 bytes a job and run.
  public init?(_ before: FinishedRun, _ after: FinishedRun, tolerance: Nanoseconds = 0) {
    guard let sides = ComparedSides(before, after) else { return nil }
    self.before = before
    self.after = after
    self.tolerance = tolerance
    self.sides = sides
    causes = sides.causes
    isSame = Self.areSame(before, after)
    var scan = ComparisonScan(sides, tolerance: tolerance)
    sides.forEachJob { scan.add($0) }
    scan.finish()
    jobs = scan.all
    tasks = TaskChanges.list(before.plan.scenario.tasks, after.plan.scenario.tasks, scan.tasks)
    movedMost = scan.most
    parting = scan.parting
    chainBefore = FinishChain(before, sides.before, sides.causesBefore)
    chainAfter = FinishChain(after, sides.after, sides.causesAfter)
  }

  /// What tells two real runs apart from noise: 1 % of the longer one, at least 1 ms.
  public static func realTolerance(_ before: FinishedRun, _ after: FinishedRun) -> Nanoseconds {
    max(TimeUnit.millisecond, max(before.end.elapsed, after.end.elapsed) / 100)
  }

  /// How much longer the second run takes, in nanoseconds; nil where a run was cut or stuck.
  public var makespanChange: Nanoseconds? {
    guard let first = before.makespan, let second = after.makespan else { return nil }
    return second - first
  }

  /// Gives all jobs that are in both runs, in the first run's file order.
  public func forEachJob(_ body: (ComparedJob) throws -> Void) rethrows {
    try sides.forEachJob(body)
  }

  /// What a job's response went into in each run, in nanoseconds: a time for each of `causes`.
  public func times(of job: ComparedJob) -> (before: [Int128], after: [Int128]) {
    sides.times(of: job)
  }

  /// The cause whose time changed most for a job, the first of equal ones, and by how much; nil where
  /// none changed, or the job did not end in both runs.
  public func causeChangedMost(of job: ComparedJob) -> (cause: TimeCause, change: Int128)? {
    guard job.endChange != nil else { return nil }
    let times = sides.times(of: job)
    return mostChanged(times.before, times.after)
  }

  /// The cause whose sum changed most for some jobs, and by how much; nil where none changed.
  public func causeChangedMost(of jobs: JobChanges) -> (cause: TimeCause, change: Int128)? {
    mostChanged(jobs.timesBefore, jobs.timesAfter)
  }

  private func mostChanged(
    _ before: [Int128], _ after: [Int128]
  ) -> (cause: TimeCause, change: Int128)? {
    var most: (cause: TimeCause, change: Int128)?
    for (place, cause) in causes.enumerated() {
      let change = after[place] - before[place]
      if change.magnitude > most?.change.magnitude ?? 0 { most = (cause, change) }
    }
    return most
  }

  /// What a chain of one run waited for, by the causes of both.
  public func times(ofChainBefore chain: FinishChain) -> [Int128] {
    sides.joinedBefore(chain.times)
  }

  /// The same for a chain of the second run.
  public func times(ofChainAfter chain: FinishChain) -> [Int128] { sides.joinedAfter(chain.times) }

  /// The mean time of a worker in each run, in nanoseconds, by the account's entries.
  public var workerTimes: [(name: String, before: Int128, after: Int128)] {
    let workers = (Int128(before.plan.workerCount), Int128(after.plan.workerCount))
    return zip(before.totals.account.entries, after.totals.account.entries).map { first, second in
      (
        first.name, (first.time + workers.0 / 2) / workers.0,
        (second.time + workers.1 / 2) / workers.1
      )
    }
  }

  /// Events tell positions, so names and counts must be the same as well.
  private static func areSame(_ first: FinishedRun, _ second: FinishedRun) -> Bool {
    guard let trace = first.trace, let other = second.trace else { return false }
    func names(_ run: FinishedRun) -> [String] {
      let scenario = run.plan.scenario
      return scenario.pools.map { "\($0.name) \($0.count)" } + ["/"]
        + scenario.resources.map { "\($0.name) \($0.capacity)" } + ["/"]
        + scenario.tasks.map { "\($0.name) \($0.count)" }
    }
    return trace.fingerprint == other.fingerprint && first.end == second.end
      && names(first) == names(second)
  }
}
