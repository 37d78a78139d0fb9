public import Model

/// Everything that a report says of a run, or of the mean of several replications.
public struct RunResult: Sendable {
  /// The scenario that ran.
  public let scenario: Scenario
  /// The variant's name, `default` for the file as it stands.
  public let variant: String
  /// How the run ended.
  public var cause: RunEnd.Cause
  /// From 0 to the last finish, in nanoseconds; nil where the run was cut or stuck.
  public var makespan: Nanoseconds?
  /// From 0 to the end of the run, in nanoseconds.
  public var elapsed: Nanoseconds
  /// How many jobs finished; over replications the mean.
  public var finishedCount: Double
  /// How many jobs failed for good.
  public var failedCount: Double
  /// How many jobs were skipped, since something they depend on failed.
  public var skippedCount: Double
  /// All work steps, in nanoseconds.
  public var work: Int128
  /// All wait steps, in nanoseconds.
  public var wait: Int128
  /// The longest chain of dependent jobs, in nanoseconds.
  public var span: Nanoseconds
  /// What speedup is measured against.
  public var baseline: Baseline
  /// Baseline over makespan.
  public var speedup: Double?
  /// Speedup per worker, in sync only.
  public var efficiency: Double?
  /// Busy over available worker time.
  public var utilisation: Double?
  /// The most jobs in service at once.
  public var peakConcurrency: Int
  /// The mean number of jobs in service.
  public var meanConcurrency: Double?
  /// Largest over mean busy time of a pool's workers; the largest over pools.
  public var imbalance: Double?
  /// Finished jobs per second.
  public var throughput: Double?
  /// Lower and upper bound, ceiling; nil after a failure for good.
  public var bounds: Bounds?
  /// Amdahl's prediction; nil where there is nothing to divide.
  public var amdahl: AmdahlPrediction?
  /// Where the workers' time went.
  public var account: Account
  /// The lanes: workers, units of resources, rows of waits, the coordinator.
  public var lanes: [LaneResult]
  /// The tasks, in file order.
  public var tasks: [TaskResult]
  /// The resources, in file order.
  public var resources: [ResourceResult]
  /// Times over all finished jobs; nil where they need a kept trace.
  public var jobTimes: TimeStatistics?
  /// The fingerprint of the kept trace.
  public var fingerprint: String?
  /// How many gaps between arrivals, and durations of first attempts, were drawn below 0 and counted as 0;
  /// over replications the sum.
  public var drawnBelowZero: Int
  /// Why a value is null: the field's name in machine-readable output, and a sentence.
  public var reasons: [Reason]
  /// Means and deviations over replications; nil for a single run.
  public var replications: ReplicationStatistics?
  /// What an open scenario settles at; nil where no job arrives over time, or without a kept trace.
  public var steadyState: SteadyState?

  /// T1: what one worker needs alone, in sync, without overhead, in nanoseconds.
  public var t1: Int128 { work + wait }

  /// Whether nobody could go on.
  public var isStuck: Bool { if case .deadlock = cause { true } else { false } }

  /// Whether the run is within 1 % of its lower bound, so that what binds the bound binds the run.
  public var isAtLowerBound: Bool {
    guard let bounds, let makespan else { return false }
    return Int128(makespan) <= bounds.lower + bounds.lower / 100
  }

  /// The result without its lanes, which a mean takes from the first run only.
  public var withoutLanes: RunResult {
    var result = self
    result.lanes = []
    return result
  }

  /// The result without the times of single jobs, which a mean has put together.
  var withoutTimes: RunResult {
    var result = self
    result.jobTimes?.dropTimes()
    result.steadyState?.series = nil
    for index in result.tasks.indices { result.tasks[index].times?.dropTimes() }
    return result
  }

  /// The reason for a null field.
  public func reason(for field: String) -> String? {
    reasons.first { $0.field == field }?.sentence
  }
}

/// Why a field is null.
public struct Reason: Equatable, Sendable {
  /// The field's name in machine-readable output.
  public let field: String
  /// One sentence.
  public let sentence: String
}

/// What speedup is measured against: T1, or another variant's run.
public struct Baseline: Equatable, Sendable {
  /// `t1`, or the variant's name.
  public var name: String
  /// Its makespan, in nanoseconds; nil where it has none.
  public var makespan: Int128?
  /// Its workers; 1 for T1.
  public var workers: Int

  /// A named variant's run.
  public init(name: String, makespan: Int128?, workers: Int) {
    self.name = name
    self.makespan = makespan
    self.workers = workers
  }
}

/// One lane of a run.
public struct LaneResult: Equatable, Sendable {
  /// What a lane shows.
  public enum Kind: String, Sendable {
    /// A worker.
    case worker
    /// A unit of a resource.
    case resource
    /// A row of waits that need neither worker nor resource.
    case waits
    /// The coordinator's hand-outs.
    case coordinator
  }

  /// The lane's name, "toaster 1".
  public let name: String
  /// What it shows.
  public let kind: Kind
  /// The pool or resource it belongs to; nil for the coordinator.
  public let group: String?
  /// Its position among them, from 0.
  public let position: Int
  /// How many workers or units this entry sums up; 1 but for those beyond the thousandth.
  public let width: Int
  /// Finished jobs that used it; nil where that needs a kept trace.
  public var jobs: Int?
  /// The time it was in use, in nanoseconds.
  public var busy: Int128
  /// Busy over elapsed; nil for a run of no length.
  public var utilisation: Double?
  /// What a worker's time went into beside its jobs; nil for other lanes.
  public var beside: BesideJobs?

  /// A worker's time that no job had, in nanoseconds.
  public struct BesideJobs: Equatable, Sendable {
    /// Starting, waiting for the coordinator, transferring.
    public var overhead: Int128 = 0
    /// Idle before the first hand-out or job.
    public var idleHead: Int128 = 0
    /// Idle between jobs.
    public var idleMiddle: Int128 = 0
    /// Idle after the last job.
    public var idleTail: Int128 = 0
  }
}

/// What a report says of one task.
public struct TaskResult: Equatable, Sendable {
  /// The task's name.
  public let name: String
  /// How many jobs it has.
  public let jobs: Int
  /// How many finished.
  public var finished: Double
  /// How many failed for good.
  public var failed: Double
  /// Queued, service and response over finished jobs; nil where they need a kept trace or there is no job.
  public var times: TimeStatistics?
}

/// What a report says of one resource.
public struct ResourceResult: Equatable, Sendable {
  /// The resource's name.
  public let name: String
  /// How many units it has.
  public let capacity: Int
  /// Held over available unit-time; nil for a run of no length.
  public var utilisation: Double?
  /// The mean time that a granted request had queued, in nanoseconds; nil where none was granted.
  public var queuedMean: Int128?
}
