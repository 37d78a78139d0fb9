/// What happens on real machines alone: a worker dies with its job, or an attempt is given up.
extension Scheduler {
  /// The attempt of a job is lost on its way: what it holds is free, and it is tried again or given up.
  ///
  /// Its worker, if it has one, is free of it but not up: `replaced` tells when it is.
  public mutating func lost<D: SchedulerDriver & ~Copyable>(
    _ lost: Job, retrying: Bool, _ driver: inout D
  ) {
    var job = lost
    let leg = legs[job.leg]
    if leg.place == .row {
      rows.insert(Int(job.lane), in: Int(leg.pool))
      job.lane = -1
    }
    let worker = leg.place == .worker ? job.lane : -1
    releaseAll(leg, &job, &driver)
    settleFailed(job, leg, isRetried: retrying, &driver)
    if worker >= 0 { driver.note(TraceEvent(.freed, lane: worker)) }
  }

  /// A worker that lost a job is up again, or another one in its place.
  public mutating func replaced<D: SchedulerDriver & ~Copyable>(
    _ worker: Int, _ driver: inout D
  ) {
    guard takesChunks, !taken.isEmpty(worker) else {
      return setFree(worker, in: plan.pool(of: worker))
    }
    let rest = taken.count(worker)
    var next = taken.takeFirst(of: worker)
    next.lane = Int32(worker)
    driver.note(TraceEvent(assigning: next, of: legs[next.leg].task, chunkOf: rest))
    _ = advance(next, &driver)
  }

  /// The jobs that a worker has taken and not begun, at most `limit` of them.
  public func chunkRest(of worker: Int, limit: Int) -> [Job] {
    guard takesChunks else { return [] }
    var jobs: [Job] = []
    for waiting in taken.waiting(in: worker) {
      var range = waiting
      while range.count > 0, jobs.count < limit {
        var job = range.takeFirst()
        job.lane = Int32(worker)
        jobs.append(job)
      }
    }
    return jobs
  }

  /// Releases what an attempt holds in the middle of its legs.
  private mutating func releaseAll<D: SchedulerDriver & ~Copyable>(
    _ leg: Leg, _ job: inout Job, _ driver: inout D
  ) {
    var held: [Release] = []
    for position in plan.facts[Int(leg.task)].firstLeg...job.leg {
      let earlier = legs[position]
      if earlier.takes >= 0 { held.append(Release(resource: earlier.takes, claim: earlier.claim)) }
      guard position < job.leg else { continue }
      for release in earlier.releases {
        held.removeAll { $0.claim == plan.releases[Int(release)].claim }
      }
    }
    let number = job.number
    for (index, claim) in held.enumerated() {
      let first = holdings.forget(claim: claim.claim, of: job)
      resources.release(first, of: Int(claim.resource)) { unit in
        driver.note(
          TraceEvent(
            .released, task: leg.task, number: number, lane: Int32(unit), step: claim.resource))
      }
      if index == held.count - 1 { holdings.close(&job) }
      serveQueue(of: Int(claim.resource), &driver)
    }
  }
}
