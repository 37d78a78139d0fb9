public import Model

/// Why a lane does what it does at an instant; mostly why it is idle.
public enum LaneReason: Equatable, Sendable {
  /// It has a job, or something else to do.
  case busy(LaneSpan)
  /// It holds a job that queues for a resource; some of those that hold it.
  case queues(LaneSpan, resource: String?, holders: [String])
  /// The run is over.
  case over
  /// The run is stuck.
  case stuck
  /// Every job that it could take is settled or in other hands.
  case nothingLeft(underWay: Int)
  /// The next job of a task depends on one of another task that is not settled.
  case depends(task: String, on: String, left: Int)
  /// The next job of a task has not arrived.
  case notArrived(task: String)
  /// Jobs are ready, but the coordinator prepares one hand-out at a time.
  case coordinator(queued: Int)
  /// Jobs are ready, but were dealt to other workers.
  case dealtToOthers(queued: Int)
  /// In async: all jobs that are left wait by themselves or queue for resources.
  case waitThemselves(waiting: Int, queued: Int)
  /// A unit that no job holds.
  case notHeld
  /// A row of waits without a wait.
  case noWait
  /// The coordinator has nothing to hand out.
  case nothingToHandOut
}

extension RunTimeline {
  /// Why a lane does what it does at a time.
  ///
  /// Cost: logarithmic in spans and jobs for each task; for a job that queues see `resourceAsked`.
  public func reason(lane: Int, at time: Nanoseconds) -> LaneReason {
    let definition = result.lanes[lane]
    if let span = histories[lane].span(at: time) {
      return span.state == .blocked ? queueing(span, at: time) : .busy(span)
    }
    if time >= end {
      if case .deadlock = run.end.cause { return .stuck }
      return .over
    }
    switch definition.kind {
    case .resource: return .notHeld
    case .waits: return .noWait
    case .coordinator: return .nothingToHandOut
    case .worker:
      let pool = scenario.pools.firstIndex { $0.name == definition.group }
      return idleReason(pool: pool ?? 0, at: time)
    }
  }

  private func queueing(_ span: LaneSpan, at time: Nanoseconds) -> LaneReason {
    guard span.task >= 0,
      let resource = resourceAsked(task: span.task, number: span.number, at: time)
    else { return .queues(span, resource: nil, holders: []) }
    return .queues(
      span, resource: scenario.resources[resource].name,
      holders: holders(of: resource, at: time, most: 3))
  }

  /// Why a worker of a pool has nothing to do: first what is ready, then what is to come.
  private func idleReason(pool: Int, at time: Nanoseconds) -> LaneReason {
    let tasks = scenario.tasks.indices.filter { scenario.tasks[$0].pool == pool }
    var (queued, underWay) = (0, 0)
    var unready: Int?
    for task in tasks {
      let moments = moments.tasks[task]
      let (ready, settled) = (moments.readyCount(at: time), moments.settledCount(at: time))
      let begun = moments.begunCount(at: time)
      queued += ready - begun
      underWay += begun - settled
      if ready < scenario.tasks[task].count, unready == nil { unready = task }
    }
    if queued > 0 {
      if scenario.overhead.dispatch > 0 { return .coordinator(queued: queued) }
      if scenario.execution == .sync { return .dealtToOthers(queued: queued) }
    }
    if scenario.execution == .async, underWay + queued > 0 {
      return .waitThemselves(waiting: underWay, queued: queued)
    }
    guard let unready else { return .nothingLeft(underWay: underWay) }
    return awaited(unready, at: time) ?? .nothingLeft(underWay: underWay)
  }

  /// What the jobs of a task that are not ready wait for.
  private func awaited(_ task: Int, at time: Nanoseconds) -> LaneReason? {
    let definition = scenario.tasks[task]
    for source in definition.after + definition.each {
      let left = scenario.tasks[source].count - moments.tasks[source].settledCount(at: time)
      guard left > 0 else { continue }
      return .depends(
        task: definition.name, on: scenario.tasks[source].name, left: left)
    }
    return definition.arrive == nil ? nil : .notArrived(task: definition.name)
  }
}
