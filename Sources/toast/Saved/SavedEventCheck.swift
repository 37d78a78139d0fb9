import Model

/// Whether the events of a saved run can be those of its plan, told one by one.
///
/// What folds and shows events trusts them, for speed, since those of a run come from our own clocks. A file may
/// come from anybody. Memory: a byte a job.
struct SavedEventCheck {
  private let plan: Plan
  private let offsets: [Int]
  private var last: Nanoseconds = 0
  private var states: [State]
  /// The steps and transfers in progress, by job.
  private var steps: [Int: TraceEvent] = [:]
  private var transfers: Set<Int> = []
  /// The hand-out that the coordinator makes.
  private var handOut: TraceEvent?
  /// For each pool, which of its rows of waits are in use.
  private var rows: [[Bool]]
  /// For each resource, how many jobs queue for it.
  private var queued: [Int]

  /// Where a job is.
  private enum State: UInt8 { case waits, ready, skipped, over }

  init(_ plan: Plan) {
    self.plan = plan
    offsets = plan.jobOffsets
    states = Array(repeating: .waits, count: plan.scenario.jobCount)
    rows = Array(repeating: [], count: plan.pools.count)
    queued = Array(repeating: 0, count: plan.scenario.resources.count)
  }

  /// Whether the run can end now.
  func canEnd(at time: Nanoseconds) -> Bool { time >= last }

  /// Whether the next event is possible.
  mutating func accepts(_ event: TraceEvent) -> Bool {
    guard event.time >= last else { return false }
    last = event.time
    if event.kind == .up || event.kind == .freed {
      // Whoever counts jobs takes events with a task for theirs.
      return event.task == -1 && event.number == -1 && isWorker(event.lane)
    }
    guard plan.tasks.indices.contains(Int(event.task)), event.number >= 0,
      Int(event.number) < definition(event).count
    else { return false }
    switch event.kind {
    case .up, .freed, .assigned: return isWorker(event.lane)
    case .ready, .skipped: return settlesWhetherToRun(event)
    case .handOutBegan, .handOutEnded: return acceptsHandOut(event)
    case .transferBegan: return isWorker(event.lane) && beginsTransfer(event)
    case .transferEnded: return isWorker(event.lane) && transfers.remove(job(event)) != nil
    case .asked, .acquired, .released: return acceptsClaim(event)
    case .stepBegan: return begins(event)
    case .stepEnded: return ends(event)
    case .retried: return isOfWorkerOrNone(event) && states[job(event)] == .ready
    case .finished, .failed: return isOfWorkerOrNone(event) && isOver(event)
    }
  }

  private func definition(_ event: TraceEvent) -> TaskDefinition {
    plan.tasks[Int(event.task)].definition
  }

  private func job(_ event: TraceEvent) -> Int { offsets[Int(event.task)] + Int(event.number) }

  private func isWorker(_ lane: Int32) -> Bool { (0..<plan.workerCount).contains(Int(lane)) }

  /// Each job becomes ready, or is skipped, once.
  private mutating func settlesWhetherToRun(_ event: TraceEvent) -> Bool {
    guard event.lane > 0, Int(event.number) + Int(event.lane) <= definition(event).count else {
      return false
    }
    let jobs = job(event)..<job(event) + Int(event.lane)
    guard states[jobs].allSatisfy({ $0 == .waits }) else { return false }
    for job in jobs { states[job] = event.kind == .ready ? .ready : .skipped }
    return true
  }

  private func isOfWorkerOrNone(_ event: TraceEvent) -> Bool {
    event.lane == -1 || isWorker(event.lane)
  }

  /// A job is over once, after it was ready, and finished after its last step.
  private mutating func isOver(_ event: TraceEvent) -> Bool {
    let job = job(event)
    guard states[job] == .ready, event.kind == .failed || steps[job] == nil else { return false }
    states[job] = .over
    return true
  }

  /// No job is handed out and transferred at once.
  private mutating func beginsTransfer(_ event: TraceEvent) -> Bool {
    let isHandedOut = handOut.map { job($0) == job(event) } ?? false
    return !isHandedOut && states[job(event)] == .ready && transfers.insert(job(event)).inserted
  }

  /// The coordinator makes one hand-out at a time; in async it may be for no worker.
  private mutating func acceptsHandOut(_ event: TraceEvent) -> Bool {
    guard isWorker(event.lane) || event.lane == -1 && plan.scenario.execution == .async else {
      return false
    }
    if event.kind == .handOutBegan {
      guard handOut == nil, states[job(event)] == .ready, !transfers.contains(job(event)) else {
        return false
      }
      handOut = event
      return true
    }
    guard let begun = handOut, begun.task == event.task, begun.number == event.number else {
      return false
    }
    handOut = nil
    return true
  }

  private mutating func acceptsClaim(_ event: TraceEvent) -> Bool {
    let resource = Int(event.step)
    guard queued.indices.contains(resource) else { return false }
    if event.kind == .asked {
      guard event.lane > 0, Int(event.number) + Int(event.lane) <= definition(event).count else {
        return false
      }
      queued[resource] += Int(event.lane)
      return true
    }
    guard (0..<plan.scenario.resources[resource].capacity).contains(Int(event.lane)) else {
      return false
    }
    guard event.kind == .acquired, event.detail == 2 else { return true }
    queued[resource] -= 1
    return queued[resource] >= 0
  }

  private mutating func begins(_ event: TraceEvent) -> Bool {
    guard Int(event.step) < definition(event).steps.count, states[job(event)] == .ready,
      steps.updateValue(event, forKey: job(event)) == nil
    else { return false }
    if plan.runsOnWorker(task: Int(event.task), step: Int(event.step)) {
      return isWorker(event.lane)
    }
    return event.lane == -1 || takesRow(Int(event.lane), definition(event).pool)
  }

  /// The lowest row that is free is taken, so that there are never more rows than waits at once.
  private mutating func takesRow(_ row: Int, _ pool: Int) -> Bool {
    if row == rows[pool].count { rows[pool].append(false) }
    guard rows[pool].indices.contains(row), !rows[pool][row] else { return false }
    rows[pool][row] = true
    return true
  }

  private mutating func ends(_ event: TraceEvent) -> Bool {
    guard let begun = steps.removeValue(forKey: job(event)), begun.step == event.step,
      begun.lane == event.lane
    else { return false }
    let isRow = !plan.runsOnWorker(task: Int(event.task), step: Int(event.step)) && event.lane >= 0
    if isRow { rows[definition(event).pool][Int(event.lane)] = false }
    return true
  }
}
