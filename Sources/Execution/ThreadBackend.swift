import CExecution
import Model

/// Workers as threads of this process: whoever ends a step asks the scheduler, under one lock.
///
/// In async each worker is an event loop: free workers see to waits, and where none is free, waits are
/// seen to only when the work that blocks the loops is done.
final class ThreadBackend: @unchecked Sendable {
  // Safety: what can change is touched only while `lock` is held.
  private var state: WallRun
  private let lock = Lock()
  /// When the run began, on CLOCK_MONOTONIC.
  private var origin: Int64
  private let workerCount: Int
  private let options: RealOptions
  private let startup: Nanoseconds
  private let isAsync: Bool
  /// Wakes a worker that has nothing to do.
  private let calls: [Signal]
  /// Stops the leg that a worker is in; raised once, then replaced.
  private var halts: [Signal]
  private var isIdle: [Bool]
  /// Whether a leg waits for the worker to begin it.
  private var hasLeg: [Bool]
  /// The worker that sleeps until the next wait ends, and when that is.
  private var watch: (worker: Int, until: Nanoseconds)?
  /// Wakes the coordinator.
  private let desk: Signal
  /// What the coordinator sleeps for.
  private var deskSleepsUntil: Nanoseconds = 0
  private var arrivedCount = 0
  private var emptyCount = 0
  private static let mostHeld = 32

  /// What a worker tells of a step.
  private struct Done {
    var status: Int32 = 0
    var inside: Nanoseconds = 0
    var processor: Nanoseconds = 0
  }

  private var statistics = WorkerStatistics()

  private init(_ plan: Plan, _ options: RealOptions, into recorder: consuming Recorder) {
    self.options = options
    isAsync = plan.scenario.execution == .async
    startup = plan.scenario.overhead.startup
    workerCount = plan.workerCount
    state = WallRun(plan, options, into: recorder, sendsWaits: false, hasLoops: isAsync)
    calls = (0..<plan.workerCount).map { _ in Signal() }
    halts = (0..<plan.workerCount).map { _ in Signal() }
    isIdle = Array(repeating: false, count: plan.workerCount)
    hasLeg = Array(repeating: false, count: plan.workerCount)
    desk = options.interrupt.wake
    origin = exec_now()
  }

  static func run(
    _ plan: Plan, _ options: RealOptions, into recorder: consuming Recorder
  ) throws(ExecutionError) -> Executed {
    try ThreadBackend(plan, options, into: recorder).run()
  }

  // Read by the coordinator and under the lock; it changes before any worker has something to do.
  private var now: Nanoseconds { exec_now() - origin }

  private func instant(_ time: Nanoseconds) -> Int64 { origin.addingSaturated(time) }

  private func locked<Value>(_ body: () -> Value) -> Value {
    lock.take()
    defer { lock.give() }
    return body()
  }

  // MARK: The coordinator

  private func run() throws(ExecutionError) -> Executed {
    try Shortage.checkMemory(threads: workerCount)
    locked { state.begin() }
    var threads: [WorkerThread] = []
    do {
      for worker in 0..<workerCount {
        if startup > 0 { sleepUntilTurn(of: worker) }
        threads.append(try WorkerThread { self.live(worker) })
        if startup > 0 { admit(worker..<worker + 1) }
      }
    } catch {
      // Looked for while what is short still is.
      let reason = Shortage.reason(error)
      stop(threads)
      throw .onlyStarted(threads.count, of: workerCount, what: "threads", reason: reason)
    }
    if startup == 0 { admit(0..<workerCount) }
    let readyAt = now
    coordinate()
    stop(threads)
    return locked {
      let recorded = state.finish()
      return Executed(
        recorded: recorded, wasInterrupted: options.interrupt.isRaised, log: state.log,
        readyAt: readyAt, statistics: statistics, began: origin)
    }
  }

  /// Workers start one after another; the ones that are up see to the run meanwhile.
  private func sleepUntilTurn(of worker: Int) {
    let turn = startup.multipliedReportingOverflow(by: Int64(worker) + 1)
    let time = turn.overflow ? .max : turn.partialValue
    while now < time, locked({ !state.isOver }) { serve(until: time) }
  }

  private func admit(_ workers: Range<Int>) {
    while true {
      let seen = desk.count
      if locked({ arrivedCount >= workers.upperBound || state.isOver }) { break }
      if options.interrupt.isRaised { break }
      desk.wait(beyond: seen, until: exec_never)
    }
    locked {
      if state.beginsWithWorkers { origin = exec_now() }
      state.workersUp(workers, at: now)
      deliver(except: -1)
    }
  }

  private func coordinate() {
    while locked({ !state.isOver }) { serve(until: .max) }
  }

  /// Sleeps until something is due, and sees to it.
  private func serve(until time: Nanoseconds) {
    let seen = desk.count
    if options.interrupt.isRaised { return locked { state.interrupt(at: now) } }
    var deadline = time
    let isOver = locked {
      deadline = min(deadline, state.nextTimer)
      if options.live != nil { deadline = min(deadline, now + LiveTrace.period) }
      deskSleepsUntil = deadline
      return state.isOver
    }
    if isOver { return }
    desk.wait(beyond: seen, until: instant(deadline))
    locked {
      deskSleepsUntil = 0
      state.publish(at: now)
      guard state.nextTimer <= now else { return }
      state.fireTimers(at: now, byLoop: false)
      deliver(except: -1)
    }
  }

  private func stop(_ threads: [WorkerThread]) {
    locked {
      state.interrupt(at: now)
      for worker in 0..<workerCount {
        halts[worker].raise()
        calls[worker].raise()
      }
    }
    for thread in threads { thread.join() }
  }

  // MARK: A worker's thread; what follows is called with the lock held

  private func live(_ worker: Int) {
    exec_set_timer_slack()
    lock.take()
    arrivedCount += 1
    if arrivedCount == workerCount || startup > 0 { desk.raise() }
    while !state.isOver {
      if hasLeg[worker] {
        hasLeg[worker] = false
        perform(worker)
      } else {
        rest(worker)
      }
    }
    statistics.add(
      runQueueWait: exec_run_queue_wait(), involuntarySwitches: exec_involuntary_switches(),
      processor: exec_thread_time())
    lock.give()
  }

  /// Does the steps of the leg that the worker has.
  private func perform(_ worker: Int) {
    while let order = state.order(for: worker) {
      let done = order.isEmpty ? performNothing() : perform(order, worker)
      let now = now
      if isAsync, state.nextWait <= now { state.fireTimers(at: now, byLoop: true) }
      let goesOn = state.stepEnded(
        worker, status: done.status, inside: done.inside, processor: done.processor, at: now)
      deliver(except: worker)
      if goesOn { continue }
      // It was meant for this leg, which may have ended without looking at it.
      if halts[worker].count > 0 { halts[worker] = Signal() }
      return
    }
  }

  /// An empty step is not worth an exchange of the lock; once in a while others must have it all the same.
  private func performNothing() -> Done {
    emptyCount += 1
    if emptyCount % Self.mostHeld == 0 {
      lock.give()
      lock.take()
    }
    return Done()
  }

  /// Does a step without the lock.
  private func perform(_ order: StepOrder, _ worker: Int) -> Done {
    let deadline = instant(state.stepBegan(worker).addingSaturated(order.time))
    let halt = halts[worker]
    lock.give()
    let done = perform(order, until: deadline, halt)
    lock.take()
    return done
  }

  private func rest(_ worker: Int) {
    isIdle[worker] = true
    let seen = calls[worker].count
    var deadline = exec_never
    if isAsync, watch == nil, state.nextWait < .max {
      watch = (worker, state.nextWait)
      deadline = instant(state.nextWait)
    }
    lock.give()
    calls[worker].wait(beyond: seen, until: deadline)
    lock.take()
    isIdle[worker] = false
    guard isAsync else { return }
    if watch?.worker == worker { watch = nil }
    let now = now
    if state.nextWait <= now { state.fireTimers(at: now, byLoop: true) }
    deliver(except: worker)
  }

  /// Wakes whoever has to know what has changed.
  private func deliver(except worker: Int) {
    // Event loops see to timers, too.
    for other in state.takePassed() { halts[other].raise() }
    for job in state.takeBegun() {
      let other = Int(job.lane)
      hasLeg[other] = true
      if isIdle[other], other != worker { calls[other].raise() }
    }
    if isAsync { watchWaits(except: worker) }
    if state.isOver || state.nextTimer < deskSleepsUntil { desk.raise() }
  }

  /// Sees to it that a free worker sleeps until the next wait ends, and no longer.
  private func watchWaits(except worker: Int) {
    let next = state.nextWait
    guard next < .max else { return }
    if let watch {
      if next < watch.until { calls[watch.worker].raise() }
    } else if let free = isIdle.firstIndex(of: true), free != worker {
      calls[free].raise()
    }
  }

  /// Does one step; called without the lock.
  private func perform(_ order: StepOrder, until deadline: Int64, _ halt: Signal) -> Done {
    let began = exec_now()
    var status: Int32 = 0
    var processor: Nanoseconds = 0
    switch order.kind {
    case .work:
      processor = Work.burn(order.time, stop: halt)
      if processor < order.time { status = Answer.limitPassed }
    case .wait:
      if halt.wait(beyond: 0, until: deadline) { status = Answer.limitPassed }
    case .command:
      let outcome = Work.command(order.command, folder: options.folder, stop: halt)
      status = outcome.error != 0 ? 127 : outcome.status
      if status == Answer.stopped { status = Answer.limitPassed }
    }
    return Done(status: status, inside: exec_now() - began, processor: processor)
  }
}
