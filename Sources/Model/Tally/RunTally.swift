/// Folds the events of a run, simulated or real, into everything that needs no kept trace.
///
/// It also checks what every run must keep: no worker in two jobs, no unit held twice, no job ready
/// before what it depends on, an account that adds up and no job lost. A violation is a bug of the
/// program, not of the scenario. Memory grows with workers, units and tasks; and one bit a job of a task
/// on whose single jobs others depend.
struct RunTally: ~Copyable {
  private let plan: Plan
  private var workers: WorkerTally
  private var resources: ResourceTally
  private var tasks: Table<TaskTally>
  private var finishedBits: Table<UInt64> = Table([])
  private var rows: RowTally
  private var service = LevelTally()
  private var coordinatorBusy: Nanoseconds = 0
  private var handOutSince: Nanoseconds?
  /// Worker time of attempts under way, of tasks whose attempts may fail.
  private var attempts: [Int64: StepTime] = [:]
  private var failed = FailedTime()
  private var violation: String?
  private let isWork: Table<Bool>
  private let isSync: Bool
  /// Whether a worker that took a chunk waits for the coordinator first.
  private let waitsForHandOut: Bool
  /// Whether a work step can take longer than written.
  private let canSlow: Bool
  private let mayFail: Bool
  private let onRealClock: Bool

  /// Makes the tally of a plan's run.
  init(_ plan: Plan, onRealClock: Bool) {
    self.plan = plan
    let scenario = plan.scenario
    isSync = scenario.execution == .sync
    waitsForHandOut = plan.workersWaitForHandOuts
    self.onRealClock = onRealClock
    canSlow =
      onRealClock || scenario.cores != nil
      || scenario.pools.contains {
        $0.kind == .pythonThreads || $0.speedsInUse.contains { $0 != .one }
      }
    mayFail = onRealClock || scenario.tasks.contains { $0.failureProbability > 0 }
    workers = WorkerTally(count: plan.workerCount, canSlow: canSlow)
    resources = ResourceTally(capacities: scenario.resources.map(\.capacity))
    isWork = Table(plan.steps.map(\.isWork))
    rows = RowTally(poolCount: plan.pools.count)
    tasks = Table([])
    for (position, task) in scenario.tasks.enumerated() {
      let isNamed = task.graph != nil || plan.hasEach(behind: position)
      tasks.append(
        TaskTally(
          count: task.count, firstStep: Int(plan.facts[position].firstStep),
          firstBit: isNamed ? finishedBits.count : -1))
      if isNamed { finishedBits.append(repeating: 0, count: (task.count + 63) / 64) }
    }
  }

  /// Folds the next event.
  ///
  /// Cost: constant.
  @inline(__always)
  mutating func record(_ event: TraceEvent) {
    switch event.kind {
    case .up, .assigned, .freed: moveWorker(event)
    case .ready:
      if plan.facts[Int(event.task)].graph >= 0 { checkGraph(event) }
      if plan.facts[Int(event.task)].waitsForTasks { checkReady(event) }
      tasks[event.task].ready(event)
    case .handOutBegan, .handOutEnded: noteHandOut(event)
    case .transferBegan: workers.enter(.transferring, Int(event.lane), at: event.time)
    case .transferEnded: workers.enter(.holding, Int(event.lane), at: event.time)
    case .asked: resources.ask(event)
    case .acquired:
      if !resources.acquire(event) { violate("a unit is held twice", event) }
    case .released:
      if !resources.release(event) { violate("a free unit is released", event) }
    case .stepBegan: beginStep(event)
    case .stepEnded: endStep(event)
    case .finished: finish(event)
    case .retried, .failed, .skipped: settle(event)
    }
  }

  /// Closes all states at the end of the run, checks the account and sums up.
  mutating func close(at end: RunEnd) -> RunTotals {
    let elapsed = end.elapsed
    let isAtRest = workers.isAtRest && resources.isAtRest
    var totals = RunTotals()
    totals.workers = workers.close(at: elapsed, booking: &totals.account)
    totals.book(failed)
    totals.resources = resources.close(at: elapsed)
    totals.rows = rows.close(at: elapsed)
    for task in 0..<tasks.count { tasks[task].close(at: elapsed) }
    totals.tasks = tasks.elements
    totals.coordinatorBusy = coordinatorBusy + (handOutSince.map { elapsed - $0 } ?? 0)
    service.pass(to: elapsed)
    totals.peakConcurrency = service.peak
    totals.violation = violation ?? violation(of: totals, at: end, isAtRest: isAtRest)
    return totals
  }

  /// What does not add up at the end.
  private func violation(of totals: RunTotals, at end: RunEnd, isAtRest: Bool) -> String? {
    if totals.account.total != Int128(plan.workerCount) * Int128(end.elapsed) {
      return "the account does not add up to workers x elapsed"
    }
    guard end.cause == .settled else { return nil }
    for (task, tally) in zip(plan.tasks, totals.tasks) where !tally.isSettled {
      return "the run is over, and not every job of \(task.definition.name) is accounted for"
    }
    // A worker that was lost on a real clock holds what it had.
    return isAtRest || onRealClock ? nil : "the run is over, and something is still held"
  }

  @inline(__always)
  private mutating func moveWorker(_ event: TraceEvent) {
    let worker = Int(event.lane)
    let isIdle = workers.isIdle(worker)
    switch event.kind {
    case .up:
      if !workers.isIn(.starting, worker) { violate("a worker is up twice", event) }
      workers.enter(.idleHead, worker, at: event.time)
    case .assigned:
      if !isIdle { violate("a worker is in two jobs", event) }
      workers.enter(waitsForHandOut ? .handedOut : .holding, worker, at: event.time)
    default:
      if isIdle { violate("an idle worker is freed", event) }
      workers.enter(.idleMiddle, worker, at: event.time)
    }
  }

  @inline(never)
  private mutating func noteHandOut(_ event: TraceEvent) {
    if event.kind == .handOutBegan { return handOutSince = event.time }
    coordinatorBusy += event.time - (handOutSince ?? event.time)
    handOutSince = nil
    if isSync { workers.enter(.holding, Int(event.lane), at: event.time) }
  }

  @inline(__always)
  private mutating func beginStep(_ event: TraceEvent) {
    service.change(by: 1, at: event.time)
    tasks[event.task].stepBegan(at: event.time)
    let isWork = isWork[tasks[event.task].firstStep + Int(event.step)]
    guard isSync || isWork else { return beginRow(event) }
    let worker = Int(event.lane)
    if !workers.isIn(.holding, worker), !workers.isIn(.handedOut, worker) {
      violate("a step begins on a worker that is not free for it", event)
    }
    workers.enter(isWork ? .working : .waiting, worker, at: event.time)
    if canSlow { noteWritten(event) }
  }

  @inline(__always)
  private mutating func endStep(_ event: TraceEvent) {
    service.change(by: -1, at: event.time)
    tasks[event.task].stepEnded(at: event.time)
    let isWork = isWork[tasks[event.task].firstStep + Int(event.step)]
    guard isSync || isWork else { return endRow(event) }
    if canSlow || mayFail { splitStep(event) }
    workers.enter(.holding, Int(event.lane), at: event.time)
  }

  /// Folds for a worker, but not for its task, that it was idle, takes a job and begins a step of it.
  @inline(__always)
  mutating func takeOnWorker(_ event: TraceEvent) {
    let worker = Int(event.lane)
    if !workers.isIdle(worker) { violate("a worker is in two jobs", event) }
    let isWork = isWork[tasks[event.task].firstStep + Int(event.step)]
    workers.enter(isWork ? .working : .waiting, worker, at: event.time)
    if canSlow { noteWritten(event) }
  }

  /// Folds for a task, but not for the workers, that so many of its jobs begin a step.
  @inline(__always)
  mutating func begin(_ event: TraceEvent, count: Int) {
    service.change(by: count, at: event.time)
    tasks[event.task].stepsBegan(count, at: event.time)
  }

  /// Folds for a worker that the last step of its job ends and that it is free, in sync.
  @inline(__always)
  mutating func freeWorker(_ event: TraceEvent) {
    let worker = Int(event.lane)
    if workers.isIdle(worker) { violate("an idle worker is freed", event) }
    if canSlow { splitStep(event) }
    workers.enter(.idleMiddle, worker, at: event.time)
    workers.countJob(worker)
  }

  /// Folds for a task that so many of its jobs, which nobody waits for, end a step and are finished.
  @inline(__always)
  mutating func finish(_ event: TraceEvent, count: Int) {
    service.change(by: -count, at: event.time)
    tasks[event.task].stepsEndedAndFinished(count, at: event.time)
  }

  @inline(never)
  private mutating func noteWritten(_ event: TraceEvent) {
    let time = plan.duration(
      task: Int(event.task), step: Int(event.step), job: event.number,
      attempt: Int32(event.detail))
    workers.write(time, Int(event.lane))
  }

  @inline(never)
  private mutating func splitStep(_ event: TraceEvent) {
    let step = workers.splitStep(Int(event.lane), at: event.time)
    if canSlow { workers.bookSlowed(step, Int(event.lane)) }
    if onRealClock || plan.facts[Int(event.task)].failureProbability > 0 {
      attempts[jobKey(event), default: StepTime()] += step
    }
  }

  @inline(__always)
  private mutating func beginRow(_ event: TraceEvent) {
    guard event.lane >= 0 else { return }
    let pool = Int(plan.facts[Int(event.task)].pool)
    if !rows.begin(Int(event.lane), of: pool, at: event.time) {
      violate("two waits are in one row", event)
    }
  }

  @inline(__always)
  private mutating func endRow(_ event: TraceEvent) {
    guard event.lane >= 0 else { return }
    let pool = Int(plan.facts[Int(event.task)].pool)
    if !rows.end(Int(event.lane), of: pool, at: event.time) {
      violate("a wait ends that did not begin", event)
    }
  }

  private func jobKey(_ event: TraceEvent) -> Int64 {
    Int64(event.task) << 32 | Int64(event.number)
  }

  @inline(__always)
  private mutating func finish(_ event: TraceEvent) {
    if mayFail { _ = attempts.removeValue(forKey: jobKey(event)) }
    if isSync, event.lane >= 0 { workers.countJob(Int(event.lane)) }
    tasks[event.task].finish(at: event.time)
    if let (word, mask) = tasks[event.task].bit(of: Int(event.number)) {
      finishedBits[word] |= mask
    }
  }

  @inline(never)
  private mutating func settle(_ event: TraceEvent) {
    if event.kind == .skipped { return tasks[event.task].skip(Int(event.lane)) }
    if let attempt = attempts.removeValue(forKey: jobKey(event)) { failed.add(attempt) }
    if event.kind == .failed { tasks[event.task].fail() }
  }

  @inline(never)
  private mutating func checkReady(_ event: TraceEvent) {
    let definition = plan.tasks[Int(event.task)].definition
    for source in definition.after where !tasks[source].isFinishedWhole {
      violate("a job is ready before what it depends on", event)
    }
    for number in Int(event.number)..<Int(event.number) + Int(event.lane) {
      for source in definition.each where !isFinished(source, number) {
        violate("a job is ready before what it depends on", event)
      }
    }
  }

  @inline(never)
  private mutating func checkGraph(_ event: TraceEvent) {
    let graph = plan.facts[Int(event.task)].graph
    for number in Int(event.number)..<Int(event.number) + Int(event.lane) {
      for position in plan.predecessors.range(of: graph + number)
      where !isFinished(Int(event.task), Int(plan.predecessors.jobs[position])) {
        violate("a job is ready before what it depends on", event)
      }
    }
  }

  private func isFinished(_ task: Int, _ number: Int) -> Bool {
    tasks[task].bit(of: number).map { finishedBits[$0.word] & $0.mask != 0 } ?? true
  }

  @inline(never)
  private mutating func violate(_ promise: String, _ event: TraceEvent) {
    guard violation == nil else { return }
    let job =
      event.task >= 0
      ? ", at \(plan.name(task: Int(event.task), number: Int(event.number)))" : ""
    violation = "\(promise)\(job), \(secondsText(Int128(event.time))) s"
  }
}
