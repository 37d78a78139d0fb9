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

  /// Adds up the workers' times, from which those of failed attempts are taken out.
  mutating func bookWorkers(_ totals: [WorkerTotals], failed: FailedTime) {
    workers = totals
    for worker in totals {
      account.work += Int128(worker.working)
      account.wait += Int128(worker.waiting)
      account.slowed += Int128(worker.slowed)
      account.blocked += Int128(worker.holding)
      account.startup += Int128(worker.starting)
      account.dispatch += Int128(worker.handedOut)
      account.transfer += Int128(worker.transferring)
      account.idleHead += Int128(worker.idleHead)
      account.idleMiddle += Int128(worker.idleMiddle)
      account.idleTail += Int128(worker.idleTail)
    }
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
