public import Model

/// Why a plan could not be simulated.
public enum SimulationError: Error, Equatable {
  /// The run passes the largest instant, about 292 years.
  case beyondClock
}

/// Runs a plan on a virtual clock: no thread, no wall time, no I/O.
///
/// The result is a pure function of the plan and of `shuffleTies`. Each event costs O(log n) in the
/// steps under way; memory grows with workers and tasks, not with jobs.
public struct Simulator<Sink: EventSink>: ~Copyable {
  private var scheduler: Scheduler
  private var clock: VirtualClock<Sink>
  private var arrivals: Arrivals
  private let startup: Nanoseconds
  private let workerCount: Int
  private let until: Nanoseconds?
  private var workersUp = 0

  /// Prepares a run whose events go to `sink`.
  ///
  /// With `shuffleTies`, simultaneous ends and arrivals are taken in an order drawn from that seed
  /// instead of the order in which they began.
  public init(_ plan: Plan, into sink: consuming Sink, shuffleTies: UInt64? = nil) {
    scheduler = Scheduler(plan)
    let ties = TieOrder(seed: shuffleTies)
    clock = VirtualClock(plan, into: sink, ties: ties)
    arrivals = Arrivals(plan, ties: ties)
    startup = plan.scenario.overhead.startup
    workerCount = plan.workerCount
    until = plan.scenario.until
  }

  /// Runs to the end and returns how it ended, and the sink.
  public consuming func run() throws(SimulationError) -> (end: RunEnd, sink: Sink) {
    scheduler.begin(&clock, arrivedAtStart: arrivals.atStart)
    var end: RunEnd?
    while end == nil {
      let next = min(clock.nextEnd, arrivals.next, nextWorkerUp)
      let isBeyond =
        next == .max && (clock.isBeyond || arrivals.isBeyond || workersUp < workerCount)
      if let until, next > until, isBeyond || next < .max || clock.now == until {
        // Nothing is dispatched at the horizon: that nothing is under way then is no deadlock.
        end = RunEnd(.cut, at: until)
      } else if next == .max, !isBeyond {
        end = RunEnd(.deadlock(scheduler.blockedJobs(limit: 1_000)), at: clock.now)
      } else if isBeyond {
        throw .beyondClock
      } else {
        clock.advance(to: next)
        handleInstant()
        if scheduler.unsettledCount == 0 { end = RunEnd(.settled, at: next) }
      }
    }
    guard let end else { preconditionFailure("the loop ends with a cause") }
    return (end, clock.finish())
  }

  /// Handles one instant until nothing ends at it any more: ends, arrivals, one dispatch pass.
  private mutating func handleInstant() {
    let now = clock.now
    repeat {
      while nextWorkerUp == now {
        workersUp += 1
        scheduler.workerUp(workersUp - 1, &clock)
      }
      while let due = clock.takeDue() { handle(due) }
      while let (task, number) = arrivals.take(at: now) {
        scheduler.arrived(task: task, number: number, &clock)
      }
      if now != until { scheduler.dispatch(&clock) }
    } while clock.hasDue && scheduler.unsettledCount > 0
    clock.changeShares()
  }

  private mutating func handle(_ due: Underway) {
    switch clock.end(due) {
    case .stillRunning: break
    case .handedOut: scheduler.handedOut(due.job, &clock)
    case .ended(let failed): scheduler.ended(due.job, failed: failed, &clock)
    }
  }

  /// When the next worker is up: workers of all pools start one after another.
  private var nextWorkerUp: Nanoseconds {
    guard workersUp < workerCount else { return .max }
    let (time, overflow) = startup.multipliedReportingOverflow(by: Int64(workersUp + 1))
    return overflow ? .max : time
  }
}
