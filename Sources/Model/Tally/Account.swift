/// Where the time of all workers went: N x elapsed, exactly.
public struct Account: Equatable, Sendable {
  /// Doing `work` steps, at most their written time each.
  public var work: Int128 = 0
  /// Standing by during `wait` steps.
  public var wait: Int128 = 0
  /// What `work` steps took beyond their written time: cores, lock or speed.
  public var slowed: Int128 = 0
  /// Holding a job that queues for a resource.
  public var blocked: Int128 = 0
  /// Not up yet.
  public var startup: Int128 = 0
  /// Idle while the coordinator prepares a hand-out.
  public var dispatch: Int128 = 0
  /// Moving arguments and results.
  public var transfer: Int128 = 0
  /// Work, wait and slowed of attempts that failed.
  public var failed: Int128 = 0
  /// Idle before the first hand-out or job.
  public var idleHead: Int128 = 0
  /// Idle between jobs.
  public var idleMiddle: Int128 = 0
  /// Idle after the last job.
  public var idleTail: Int128 = 0

  /// An empty account.
  public init() {}

  /// Each entry with its name in machine-readable output, in the order of the report.
  public var entries: [(name: String, time: Int128)] {
    [
      ("work", work), ("wait", wait), ("slowed", slowed), ("blocked", blocked),
      ("startup", startup), ("dispatch", dispatch), ("transfer", transfer), ("failed", failed),
      ("idle_head", idleHead), ("idle_middle", idleMiddle), ("idle_tail", idleTail),
    ]
  }

  /// All entries together: N x elapsed.
  public var total: Int128 { entries.reduce(0) { $0 + $1.time } }

  /// Time in which workers were busy: work, wait, slowed and failed.
  public var busy: Int128 { work + wait + slowed + failed }
}
