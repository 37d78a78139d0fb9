public import Model

/// Folds the events of a run, simulated or real, into everything that needs no kept trace.
///
/// It also checks what every run must keep: no worker in two jobs, no unit held twice, no job ready
/// before what it depends on, and an account that adds up. A violation is a bug of the program, not of
/// the scenario. Memory grows with workers, units and tasks; and one bit a job of a task that another
/// one follows by `each`.
public struct RunTally: EventSink, Sendable {
  let plan: Plan
  var workers: [WorkerTally]
  var resources: [ResourceTally]
  var tasks: [TaskTally]
  /// For each pool, the time that each row of waits was in use.
  var rows: [[RowTally]]
  var account = Account()
  var service = LevelTally()
  var coordinatorBusy: Nanoseconds = 0
  private var handOutSince: Nanoseconds?
  /// Worker time of attempts under way, of tasks whose attempts may fail.
  private var attempts: [Int64: StepTime] = [:]
  /// The first promise that was broken, if any.
  public private(set) var violation: String?
  private let isSync: Bool
  /// Whether a worker that took a chunk waits for the coordinator first.
  private let waitsForHandOut: Bool
  /// Whether a work step can take longer than written.
  private let canSlow: Bool

  /// Makes the tally of a plan's run.
  public init(_ plan: Plan) {
    self.plan = plan
    isSync = plan.scenario.execution == .sync
    waitsForHandOut = plan.workersWaitForHandOuts
    canSlow =
      plan.scenario.cores != nil
      || plan.scenario.pools.contains {
        $0.kind == .pythonThreads || $0.speedsInUse.contains { $0 != .one }
      }
    workers = [WorkerTally](repeating: WorkerTally(), count: plan.workerCount)
    resources = plan.scenario.resources.map { ResourceTally(capacity: $0.capacity) }
    tasks = plan.tasks.map { task in
      TaskTally(count: task.definition.count, keepsJobs: task.dependents.contains(where: \.isEach))
    }
    rows = plan.pools.map { _ in [] }
  }

  /// Folds the next event.
  ///
  /// Cost: constant.
  public mutating func record(_ event: TraceEvent) {
    switch event.kind {
    case .up, .assigned, .freed: moveWorker(event)
    case .ready:
      checkReady(event)
      tasks[Int(event.task)].ready(event)
    case .handOutBegan: handOutSince = event.time
    case .handOutEnded:
      coordinatorBusy += event.time - (handOutSince ?? event.time)
      handOutSince = nil
      if isSync { enter(.holding, event) }
    case .transferBegan: enter(.transferring, event)
    case .transferEnded: enter(.holding, event)
    case .asked: resources[Int(event.step)].ask(at: event.time, count: Int(event.lane))
    case .acquired:
      if !resources[Int(event.step)].acquire(event) { violate("a unit is held twice", event) }
    case .released:
      if !resources[Int(event.step)].release(event) { violate("a free unit is released", event) }
    case .stepBegan: beginStep(event)
    case .stepEnded: endStep(event)
    case .finished, .retried, .failed, .skipped: settle(event)
    }
  }

  /// Closes all states at the end of the run and checks the account.
  public mutating func close(at end: Nanoseconds) {
    for index in workers.indices { workers[index].close(at: end, booking: &account) }
    for index in resources.indices { resources[index].close(at: end) }
    for index in tasks.indices { tasks[index].close(at: end) }
    for pool in rows.indices {
      for row in rows[pool].indices { rows[pool][row].close(at: end) }
    }
    if let since = handOutSince { coordinatorBusy += end - since }
    service.pass(to: end)
    if account.total != Int128(plan.workerCount) * Int128(end) {
      violation = violation ?? "the account does not add up to workers x elapsed"
    }
  }

  private mutating func moveWorker(_ event: TraceEvent) {
    let state = workers[Int(event.lane)].state
    switch event.kind {
    case .up:
      if state != .starting { violate("a worker is up twice", event) }
      enter(.idle, event)
    case .assigned:
      if state != .idle { violate("a worker is in two jobs", event) }
      enter(waitsForHandOut ? .handedOut : .holding, event)
    default:
      if state == .idle { violate("an idle worker is freed", event) }
      enter(.idle, event)
    }
  }

  @discardableResult
  private mutating func enter(
    _ state: WorkerTally.State, _ event: TraceEvent, written: Nanoseconds = 0
  ) -> StepTime {
    workers[Int(event.lane)].enter(
      state, at: event.time, written: written, booking: &account)
  }

  private func isOnWorker(_ event: TraceEvent) -> Bool {
    plan.runsOnWorker(task: Int(event.task), step: Int(event.step))
  }

  private func isWork(_ event: TraceEvent) -> Bool {
    plan.isWork(task: Int(event.task), step: Int(event.step))
  }

  /// The written time of a work step; without bound where no step can be slowed.
  private func written(_ event: TraceEvent) -> Nanoseconds {
    guard canSlow else { return .max }
    return plan.duration(
      task: Int(event.task), step: Int(event.step), job: event.number,
      attempt: Int32(event.detail))
  }

  private mutating func beginStep(_ event: TraceEvent) {
    service.change(by: 1, at: event.time)
    tasks[Int(event.task)].stepBegan(at: event.time)
    if isOnWorker(event) {
      switch workers[Int(event.lane)].state {
      case .handedOut, .holding: break
      default: violate("a step begins on a worker that is not free for it", event)
      }
      enter(isWork(event) ? .working : .waiting, event, written: written(event))
    } else if event.lane >= 0 {
      let pool = Int(plan.facts[Int(event.task)].pool)
      while rows[pool].count <= Int(event.lane) { rows[pool].append(RowTally()) }
      rows[pool][Int(event.lane)].begin(at: event.time)
    }
  }

  private mutating func endStep(_ event: TraceEvent) {
    service.change(by: -1, at: event.time)
    tasks[Int(event.task)].stepEnded(at: event.time)
    if isOnWorker(event) {
      let time = enter(.holding, event)
      if plan.facts[Int(event.task)].failureProbability > 0 {
        attempts[jobKey(event), default: StepTime()] += time
      }
    } else if event.lane >= 0 {
      rows[Int(plan.facts[Int(event.task)].pool)][Int(event.lane)].close(at: event.time)
    }
  }

  private func jobKey(_ event: TraceEvent) -> Int64 {
    Int64(event.task) << 32 | Int64(event.number)
  }

  private mutating func settle(_ event: TraceEvent) {
    let attempt = attempts.isEmpty ? nil : attempts.removeValue(forKey: jobKey(event))
    if event.kind == .retried || event.kind == .failed, let attempt {
      account.work -= Int128(attempt.work)
      account.wait -= Int128(attempt.wait)
      account.slowed -= Int128(attempt.slowed)
      account.failed += Int128(attempt.work) + Int128(attempt.wait) + Int128(attempt.slowed)
    }
    if event.kind == .finished, event.lane >= 0, isSync { workers[Int(event.lane)].jobs += 1 }
    if event.kind != .retried { tasks[Int(event.task)].settle(event) }
  }

  private mutating func checkReady(_ event: TraceEvent) {
    let definition = plan.tasks[Int(event.task)].definition
    for source in definition.after where !tasks[source].isFinishedWhole {
      violate("a job is ready before what it depends on", event)
    }
    for source in definition.each {
      for number in Int(event.number)..<Int(event.number) + Int(event.lane)
      where !tasks[source].hasFinished(number) {
        violate("a job is ready before what it depends on", event)
      }
    }
  }

  private mutating func violate(_ promise: String, _ event: TraceEvent) {
    guard violation == nil else { return }
    let job =
      event.task >= 0
      ? ", at \(plan.name(task: Int(event.task), number: Int(event.number)))" : ""
    violation = "\(promise)\(job), \(secondsText(Int128(event.time))) s"
  }
}
