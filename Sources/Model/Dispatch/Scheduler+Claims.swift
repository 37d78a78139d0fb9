extension Scheduler {
  /// Where a job stopped.
  enum Stop {
    /// Its steps run.
    case running
    /// In the queue of a resource, at its first leg still.
    case inResourceQueue
    /// In its pool's queue for a worker, at its first leg still and with nothing taken.
    case inWorkerQueue
    /// In a queue, further on.
    case later
  }

  /// Takes a job on from the beginning of its leg until its steps run or it has to queue.
  mutating func advance<D: SchedulerDriver & ~Copyable>(
    _ start: Job, _ driver: inout D
  ) -> Stop {
    var job = start
    while true {
      let leg = legs[job.leg]
      if leg.takes >= 0, !claim(leg, &job, &driver) {
        return job.leg == start.leg ? .inResourceQueue : .later
      }
      if leg.place != .none {
        if place(leg, &job, &driver) { return .running }
        return job.leg == start.leg && leg.takes < 0 ? .inWorkerQueue : .later
      }
      job.moveOn()
    }
  }

  /// Takes the leg's resource, or puts the job in its queue; in async it gives up its worker then.
  private mutating func claim<D: SchedulerDriver & ~Copyable>(
    _ leg: Leg, _ job: inout Job, _ driver: inout D
  ) -> Bool {
    let resource = Int(leg.takes)
    if resources.grantsAtOnce(leg.units, of: resource) {
      grant(leg, &job, queued: false, &driver)
      return true
    }
    if isAsync { giveUpWorker(&job, in: Int(leg.pool), &driver) }
    driver.note(
      TraceEvent(.asked, task: leg.task, number: job.number, lane: 1, step: leg.takes))
    resources.queues.append(Waiting(job), to: resource)
    return false
  }

  private mutating func grant<D: SchedulerDriver & ~Copyable>(
    _ leg: Leg, _ job: inout Job, queued: Bool, _ driver: inout D
  ) {
    let resource = Int(leg.takes)
    let number = job.number
    var detail: Int32 = queued ? 2 : 1
    let first = resources.take(leg.units, of: resource) { unit in
      driver.note(
        TraceEvent(
          .acquired, task: leg.task, number: number, lane: Int32(unit), step: leg.takes,
          detail: detail))
      detail = 0
    }
    holdings.note(first, claim: leg.claim, of: &job)
  }

  /// Sees to the worker that the leg needs, or must not keep; false where the job has to queue for one.
  private mutating func place<D: SchedulerDriver & ~Copyable>(
    _ leg: Leg, _ job: inout Job, _ driver: inout D
  ) -> Bool {
    if leg.place == .worker {
      if job.lane < 0 {
        wanting.push(
          Waiting(job), to: Int(leg.pool), task: Int(leg.task), of: plan, sequence: sequence)
        sequence += 1
        return false
      }
    } else {
      giveUpWorker(&job, in: Int(leg.pool), &driver)
      if leg.place == .row { job.lane = Int32(takeRow(of: Int(leg.pool))) }
    }
    driver.start(job)
    return true
  }

  private mutating func takeRow(of pool: Int) -> Int {
    if !rows.isEmpty(pool) { return rows.takeLowest(of: pool) }
    rowCounts[pool] += 1
    return rowCounts[pool] - 1
  }

  private mutating func giveUpWorker<D: SchedulerDriver & ~Copyable>(
    _ job: inout Job, in pool: Int, _ driver: inout D
  ) {
    guard job.lane >= 0 else { return }
    let worker = Int(job.lane)
    job.lane = -1
    driver.note(TraceEvent(.freed, lane: Int32(worker)))
    setFree(worker, in: pool)
  }

  /// Releases the leg's claims one by one; the head of each queue goes on at once.
  mutating func release<D: SchedulerDriver & ~Copyable>(
    _ leg: Leg, _ job: inout Job, _ driver: inout D
  ) {
    let number = job.number
    for position in leg.releases {
      let claim = plan.releases[Int(position)]
      let resource = Int(claim.resource)
      let first = holdings.forget(claim: claim.claim, of: job)
      resources.release(first, of: resource) { unit in
        driver.note(
          TraceEvent(
            .released, task: leg.task, number: number, lane: Int32(unit), step: claim.resource))
      }
      if position == leg.releases.upperBound - 1, leg.emptiesHands { holdings.close(&job) }
      serveQueue(of: resource, &driver)
    }
  }

  mutating func serveQueue<D: SchedulerDriver & ~Copyable>(
    of resource: Int, _ driver: inout D
  ) {
    while !resources.queues.isEmpty(resource) {
      let leg = legs[resources.queues.first(of: resource).leg]
      guard resources.hasFree(leg.units, of: resource) else { return }
      var job = resources.queues.takeFirst(of: resource)
      grant(leg, &job, queued: true, &driver)
      if leg.place == .none {
        job.moveOn()
        _ = advance(job, &driver)
      } else {
        _ = place(leg, &job, &driver)
      }
    }
  }
}
