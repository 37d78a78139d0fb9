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
public struct Simulator: ~Copyable {
  private var scheduler: Scheduler
  private var clock: VirtualClock
  private var arrivals: Arrivals
  private let startup: Nanoseconds
  private let earliestUp: Nanoseconds
  private let workerCount: Int
  private let until: Nanoseconds?
  /// The last instant to be handled.
  private let horizon: Nanoseconds
  private let freesWorkersAtOnce: Bool
  private var workersUp = 0
  /// When the next worker is up: workers of all pools start one after another.
  private var nextWorkerUp: Nanoseconds

  /// Prepares a run that is recorded by `recorder`.
  ///
  /// With `shuffleTies`, simultaneous ends and arrivals are taken in an order drawn from that seed
  /// instead of the order in which they began. With `costs`, steps take as long as on that machine, and no
  /// worker is up before its time.
  public init(
    _ plan: Plan, into recorder: consuming Recorder, shuffleTies: UInt64? = nil,
    on costs: MachineCosts? = nil
  ) {
    scheduler = Scheduler(plan)
    freesWorkersAtOnce = scheduler.freesWorkersAtOnce
    let ties = TieOrder(seed: shuffleTies)
    clock = VirtualClock(plan, into: recorder, ties: ties, costs: costs)
    arrivals = Arrivals(plan, ties: ties)
    startup = plan.scenario.overhead.startup
    workerCount = plan.workerCount
    until = plan.scenario.until
    horizon = plan.scenario.until ?? .max
    earliestUp = costs?.startup ?? 0
    nextWorkerUp = max(startup, earliestUp)
  }

  /// Runs to the end and returns what was recorded.
  public consuming func run() throws(SimulationError) -> Recorded {
    scheduler.begin(&clock, arrivedAtStart: arrivals.atStart)
    var end: RunEnd?
    while end == nil {
      let next = min(clock.nextEnd, arrivals.next, nextWorkerUp)
      if next < .max, next <= horizon {
        clock.advance(to: next)
        handleInstant()
        if scheduler.unsettledCount == 0 { end = RunEnd(.settled, at: next) }
      } else {
        end = try endWithoutNext(next)
      }
    }
    guard let end else { preconditionFailure("the loop ends with a cause") }
    return clock.finish(end)
  }

  /// Why nothing is handled any more although jobs are left: the horizon, a deadlock or the clock's end.
  private func endWithoutNext(_ next: Nanoseconds) throws(SimulationError) -> RunEnd {
    let isBeyond =
      next == .max && (clock.isBeyond || arrivals.isBeyond || workersUp < workerCount)
    if let until, next > until, isBeyond || next < .max || clock.now == until {
      // Nothing is dispatched at the horizon: that nothing is under way then is no deadlock.
      return RunEnd(.cut, at: until)
    }
    if isBeyond { throw .beyondClock }
    return RunEnd(.deadlock(scheduler.blockedJobs(limit: 1_000)), at: clock.now)
  }

  /// Handles one instant until nothing ends at it any more: ends, arrivals, one dispatch pass.
  @inline(__always)
  private mutating func handleInstant() {
    let now = clock.now
    repeat {
      if nextWorkerUp == now { startWorkers() }
      while clock.hasDue {
        if freesWorkersAtOnce, clock.endsWholeJob {
          clock.endWholeJobs(&scheduler)
        } else {
          let due = clock.takeDue()
          if !freesWorkersAtOnce || !clock.endWholeJob(due, &scheduler) { handle(due) }
        }
      }
      while arrivals.next == now {
        let (task, number) = arrivals.take()
        scheduler.arrived(task: task, number: number, &clock)
      }
      if now != horizon { scheduler.dispatch(&clock) }
    } while clock.hasDue && scheduler.unsettledCount > 0
    clock.changeShares()
  }

  @inline(never)
  private mutating func handle(_ due: Underway) {
    switch clock.end(due) {
    case .stillRunning: break
    case .handedOut: scheduler.handedOut(due.job, &clock)
    case .ended(let failed): scheduler.ended(due.job, failed: failed, &clock)
    }
  }

  /// Starts the workers that are up now.
  @inline(never)
  private mutating func startWorkers() {
    while nextWorkerUp == clock.now {
      workersUp += 1
      scheduler.workerUp(workersUp - 1, &clock)
      let (time, overflow) = startup.multipliedReportingOverflow(by: Int64(workersUp + 1))
      nextWorkerUp = overflow || workersUp == workerCount ? .max : max(time, earliestUp)
    }
  }
}
