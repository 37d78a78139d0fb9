public import Model

/// A stretch of time on a lane.
public struct LaneSpan: Equatable, Sendable {
  /// What a lane does.
  public enum State: UInt8, CaseIterable, Sendable {
    /// A work step.
    case work
    /// A wait step, or a unit that is held.
    case wait
    /// Holding a job that queues for a resource.
    case blocked
    /// A worker that is not up yet.
    case starting
    /// Waiting for the coordinator, or the coordinator handing out.
    case dispatching
    /// Moving a job's argument and result.
    case transferring
    /// A step of an attempt that failed.
    case failed
  }

  /// What the lane does.
  public var state: State
  /// From here.
  public var start: Nanoseconds
  /// To here.
  public var end: Nanoseconds
  /// The task whose job it is for; -1 for none.
  public var task: Int32
  /// The job's number, from 0; -1 for none.
  public var number: Int32
  /// Whether it was still going on when the run ended.
  public var isCut = false
}

/// Rebuilds from a kept trace what some lanes did.
public struct LaneSpans {
  /// For each lane asked for, its spans in order.
  public private(set) var spans: [[LaneSpan]]
  private let plan: Plan
  private let isSync: Bool
  private var open: [LaneSpan?]
  /// For each worker the place of its lane among those asked for, or -1.
  private var workers: [Int]
  private var units: [[Int: Int]]
  private var rows: [[Int: Int]]
  private var coordinator = -1
  private var failedAttempts: Set<Attempt> = []

  private struct Attempt: Hashable {
    let task: Int32
    let number: Int32
    let attempt: UInt8

    init(_ event: TraceEvent) {
      task = event.task
      number = event.number
      attempt = event.detail
    }
  }

  /// Reads the trace of a run for some of its lanes.
  ///
  /// Cost: linear in events.
  public init(_ run: FinishedRun, lanes: [LaneResult]) {
    plan = run.plan
    isSync = run.plan.scenario.execution == .sync
    spans = lanes.map { _ in [] }
    open = lanes.map { _ in nil }
    workers = [Int](repeating: -1, count: plan.workerCount)
    units = plan.scenario.resources.map { _ in [:] }
    rows = plan.pools.map { _ in [:] }
    for (place, lane) in lanes.enumerated() { find(lane, place) }
    guard let trace = run.trace else { return }
    if plan.scenario.tasks.contains(where: { $0.failureProbability > 0 }) {
      for event in trace.events where event.kind == .retried || event.kind == .failed {
        failedAttempts.insert(Attempt(event))
      }
    }
    if plan.scenario.overhead.startup > 0 {
      for place in workers { begin(place, .starting, TraceEvent(.up)) }
    }
    for event in trace.events { read(event) }
    for place in lanes.indices {
      open[place]?.isCut = true
      end(place, at: run.end.elapsed)
    }
  }

  private mutating func find(_ lane: LaneResult, _ place: Int) {
    let pool = plan.scenario.pools.firstIndex { $0.name == lane.group }
    let resource = plan.scenario.resources.firstIndex { $0.name == lane.group }
    switch lane.kind {
    case .worker:
      if let pool { workers[plan.pools[pool].firstWorker + lane.position] = place }
    case .resource: if let resource { units[resource][lane.position] = place }
    case .waits: if let pool { rows[pool][lane.position] = place }
    case .coordinator: coordinator = place
    }
  }

  private mutating func read(_ event: TraceEvent) {
    switch event.kind {
    case .up, .freed: end(worker(event), at: event.time)
    case .assigned:
      begin(worker(event), plan.workersWaitForHandOuts ? .dispatching : .blocked, event)
    case .transferBegan: begin(worker(event), .transferring, event)
    case .handOutBegan: begin(coordinator, .dispatching, event)
    case .handOutEnded:
      end(coordinator, at: event.time)
      if isSync { begin(worker(event), .blocked, event) }
    case .transferEnded: begin(worker(event), .blocked, event)
    case .acquired: begin(unit(event), .wait, event)
    case .released: end(unit(event), at: event.time)
    case .stepBegan: begin(isOnWorker(event) ? worker(event) : row(event), state(event), event)
    case .stepEnded:
      if isOnWorker(event) {
        begin(worker(event), .blocked, event)
      } else {
        end(row(event), at: event.time)
      }
    case .ready, .asked, .finished, .retried, .failed, .skipped: break
    }
  }

  private func worker(_ event: TraceEvent) -> Int {
    event.lane >= 0 ? workers[Int(event.lane)] : -1
  }

  private func unit(_ event: TraceEvent) -> Int {
    units[Int(event.step)][Int(event.lane)] ?? -1
  }

  private func row(_ event: TraceEvent) -> Int {
    rows[plan.tasks[Int(event.task)].definition.pool][Int(event.lane)] ?? -1
  }

  private func isOnWorker(_ event: TraceEvent) -> Bool {
    plan.runsOnWorker(task: Int(event.task), step: Int(event.step))
  }

  private func state(_ event: TraceEvent) -> LaneSpan.State {
    if !failedAttempts.isEmpty, failedAttempts.contains(Attempt(event)) { return .failed }
    return plan.isWork(task: Int(event.task), step: Int(event.step)) ? .work : .wait
  }

  private mutating func begin(_ place: Int, _ state: LaneSpan.State, _ event: TraceEvent) {
    guard place >= 0 else { return }
    // The next job of a worker's own chunk queues without a word: what begins is what has queued.
    if open[place]?.state == .blocked, event.task >= 0 {
      open[place]?.task = event.task
      open[place]?.number = event.number
    }
    end(place, at: event.time)
    open[place] = LaneSpan(
      state: state, start: event.time, end: event.time, task: event.task, number: event.number)
  }

  private mutating func end(_ place: Int, at time: Nanoseconds) {
    guard place >= 0, var span = open[place] else { return }
    open[place] = nil
    guard span.start < time else { return }
    span.end = time
    spans[place].append(span)
  }
}
