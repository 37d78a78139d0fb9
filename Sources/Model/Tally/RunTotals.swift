/// The sums of a run that is over: everything that needs no kept trace.
public struct RunTotals: Sendable {
  /// What each worker did.
  public internal(set) var workers: [WorkerTotals] = []
  /// What each resource saw.
  public internal(set) var resources: [ResourceTotals] = []
  /// What became of each task's jobs.
  public internal(set) var tasks: [TaskTally] = []
  /// For each pool, the time that each row of waits was in use.
  public internal(set) var rows: [[Nanoseconds]] = []
  /// Where the time of all workers went.
  public internal(set) var account = Account()
  /// The most steps that were in progress at once.
  public internal(set) var peakConcurrency = 0
  /// The time of all steps together: the area under the number in progress.
  public var serviceSum: Int128 { tasks.reduce(0) { $0 + $1.serviceSum } }
  /// How long the coordinator was busy.
  public internal(set) var coordinatorBusy: Nanoseconds = 0
  /// The first promise that was broken, if any.
  public internal(set) var violation: String?

  /// Moves the time of failed attempts to its own entry.
  mutating func book(_ failed: FailedTime) {
    account.work -= failed.work
    account.wait -= failed.wait
    account.slowed -= failed.slowed
    account.failed += failed.work + failed.wait + failed.slowed
  }
}

/// Worker time of attempts that failed.
struct FailedTime: Sendable {
  var work: Int128 = 0
  var wait: Int128 = 0
  var slowed: Int128 = 0

  mutating func add(_ attempt: StepTime) {
    work += Int128(attempt.work)
    wait += Int128(attempt.wait)
    slowed += Int128(attempt.slowed)
  }
}
