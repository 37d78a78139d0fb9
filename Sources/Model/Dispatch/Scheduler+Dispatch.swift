extension Scheduler {
  /// One dispatch pass: in async all newly ready jobs are admitted; then the free workers take jobs,
  /// pools in file order, workers by number.
  public mutating func dispatch<D: SchedulerDriver & ~Copyable>(_ driver: inout D) {
    if isAsync {
      if hasReady { admitAll(&driver) }
      for pool in 0..<poolCount {
        while !wanting.isEmpty(pool), !freeWorkers.isEmpty(pool) {
          start(wanting.takeFirst(of: pool), count: 1, in: pool, &driver)
        }
      }
    } else if !isStatic {
      for pool in 0..<poolCount {
        while !ready.isEmpty(pool), !freeWorkers.isEmpty(pool) {
          take(in: pool, &driver)
        }
      }
    } else {
      for pool in 0..<poolCount {
        while !runnable.isEmpty(pool) {
          let position = runnable.takeLowest(of: pool)
          freeWorkers.remove(position, from: pool)
          takeChunk(for: firstWorkers[pool] + position, pool, &driver)
        }
      }
    }
  }

  /// Hands free workers the next jobs, or one the next chunk, of their pool's queue.
  @inline(__always)
  private mutating func take<D: SchedulerDriver & ~Copyable>(in pool: Int, _ driver: inout D) {
    if takesChunks || handsOut || !legs[ready.firstLeg(of: pool)].beginsOnWorker {
      let worker = firstWorkers[pool] + freeWorkers.takeLowest(of: pool)
      return takeChunk(for: worker, pool, &driver)
    }
    let (first, count) = ready.takeNeighbours(of: pool, upTo: freeWorkers.count(pool))
    start(first, count: count, in: pool, &driver)
  }

  @inline(__always)
  private mutating func start<D: SchedulerDriver & ~Copyable>(
    _ first: Job, count: Int, in pool: Int, _ driver: inout D
  ) {
    let jobs = TakenJobs(
      first: first, count: count, task: legs[first.leg].task, pool: pool,
      firstWorker: firstWorkers[pool])
    driver.startTaken(jobs, by: &freeWorkers)
  }

  @inline(never)
  private mutating func takeChunk<D: SchedulerDriver & ~Copyable>(
    for worker: Int, _ pool: Int, _ driver: inout D
  ) {
    let count = takesChunks ? nextChunk(for: worker, pool) : 1
    var job = takeReady(for: worker, pool)
    job.lane = Int32(worker)
    for _ in 1..<max(count, 1) {
      taken.append(Waiting(takeReady(for: worker, pool)), to: worker)
    }
    begin(job, chunkOf: count, &driver)
  }

  /// A worker begins the first job of what it has taken.
  private mutating func begin<D: SchedulerDriver & ~Copyable>(
    _ job: Job, chunkOf count: Int, _ driver: inout D
  ) {
    driver.note(TraceEvent(assigning: job, of: legs[job.leg].task, chunkOf: count))
    if handsOut { driver.handOut(job, count: 1) } else { _ = advance(job, &driver) }
  }

  private mutating func takeReady(for worker: Int, _ pool: Int) -> Job {
    isStatic ? owned.takeFirst(of: worker) : ready.takeFirst(of: pool)
  }

  /// How many jobs of a queue make the next chunk.
  private mutating func nextChunk(for worker: Int, _ pool: Int) -> Int {
    let waiting = isStatic ? owned.count(worker) : ready.count(pool)
    let firstLeg = isStatic ? owned.firstLeg(of: worker) : ready.firstLeg(of: pool)
    let schedule = plan.scenario.schedule
    let workers = plan.pools[pool].definition.count
    let written: Int? =
      switch schedule.chunk {
      case .standard: nil
      case .jobs(let count): count
      case .auto:
        Self.automaticChunk(
          jobs: plan.tasks[Int(legs[firstLeg].task)].definition.count, workers: workers)
      }
    let limit =
      switch schedule.assign {
      case .dynamic: written ?? 1
      case .static: written ?? .max
      case .guided: max((waiting + workers - 1) / workers, written ?? 1)
      }
    return min(limit, waiting)
  }

  /// ceil(n / 4N).
  static func automaticChunk(jobs: Int, workers: Int) -> Int {
    (jobs + 4 * workers - 1) / (4 * workers)
  }

  @inline(never)
  private mutating func admitAll<D: SchedulerDriver & ~Copyable>(_ driver: inout D) {
    hasReady = false
    for pool in 0..<poolCount {
      if isUp[pool] { admit(pool, &driver) } else if !ready.isEmpty(pool) { hasReady = true }
    }
  }

  /// Admits all ready jobs of a pool: each goes on at once, without a worker, to its first need of one.
  private mutating func admit<D: SchedulerDriver & ~Copyable>(_ pool: Int, _ driver: inout D) {
    while !ready.isEmpty(pool) {
      var range = ready.takeRange(of: pool)
      if handsOut {
        driver.handOut(range.job, count: Int(range.count))
        continue
      }
      while range.count > 0 {
        switch advance(range.takeFirst(), &driver) {
        case .inResourceQueue where range.count > 0: queueAtResource(range, &driver)
        case .inWorkerQueue where range.count > 0: queueForWorker(range)
        default: continue
        }
        break
      }
    }
  }

  /// What stopped the first job of a range stops the rest as well: it joins the queue as a range.
  private mutating func queueAtResource<D: SchedulerDriver & ~Copyable>(
    _ range: Waiting, _ driver: inout D
  ) {
    let leg = legs[range.job.leg]
    driver.note(
      TraceEvent(
        .asked, task: leg.task, number: range.job.number, lane: range.count, step: leg.takes))
    resources.queues.append(range, to: Int(leg.takes))
  }

  private mutating func queueForWorker(_ range: Waiting) {
    let leg = legs[range.job.leg]
    wanting.push(range, to: Int(leg.pool), task: Int(leg.task), of: plan, sequence: sequence)
    sequence += Int64(range.count)
  }
}
