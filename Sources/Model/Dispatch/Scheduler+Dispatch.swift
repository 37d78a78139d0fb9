extension Scheduler {
  /// One dispatch pass: in async all newly ready jobs are admitted; then the free workers take jobs,
  /// pools in file order, workers by number.
  public mutating func dispatch<D: SchedulerDriver & ~Copyable>(_ driver: inout D) {
    if isAsync {
      for pool in ready.indices where isUp[pool] { admit(pool, &driver) }
      for pool in wanting.indices {
        while !wanting[pool].isEmpty, let position = freeWorkers[pool].takeLowest() {
          var job = wanting[pool].takeFirst()
          job.lane = Int32(plan.pools[pool].firstWorker + position)
          noteAssigned(job, count: 1, &driver)
          driver.start(job)
        }
      }
    } else if owned.isEmpty {
      for pool in ready.indices {
        while !ready[pool].isEmpty, let position = freeWorkers[pool].takeLowest() {
          take(for: plan.pools[pool].firstWorker + position, pool, &driver)
        }
      }
    } else {
      for pool in runnable.indices {
        while let position = runnable[pool].takeLowest() {
          freeWorkers[pool].remove(position)
          let worker = plan.pools[pool].firstWorker + position
          take(for: worker, pool, &driver)
        }
      }
    }
  }

  /// Hands a free worker the next chunk of its queue.
  private mutating func take<D: SchedulerDriver & ~Copyable>(
    for worker: Int, _ pool: Int, _ driver: inout D
  ) {
    let count =
      owned.isEmpty ? nextChunk(of: ready[pool], pool) : nextChunk(of: owned[worker], pool)
    var job = takeReady(for: worker, pool)
    job.lane = Int32(worker)
    for _ in 1..<max(count, 1) {
      taken[worker].append(Waiting(takeReady(for: worker, pool)))
    }
    noteAssigned(job, count: count, &driver)
    if handsOut { driver.handOut(job, count: 1) } else { _ = advance(job, &driver) }
  }

  private mutating func takeReady(for worker: Int, _ pool: Int) -> Job {
    owned.isEmpty ? ready[pool].takeFirst() : owned[worker].takeFirst()
  }

  private func noteAssigned<D: SchedulerDriver & ~Copyable>(
    _ job: Job, count: Int, _ driver: inout D
  ) {
    driver.note(
      TraceEvent(
        .assigned, task: legs[Int(job.leg)].task, number: job.number, lane: job.lane,
        step: Int32(min(count, 65_535)), detail: job.attempt))
  }

  /// How many jobs of a queue make the next chunk.
  private func nextChunk(of queue: borrowing ReadyQueue, _ pool: Int) -> Int {
    if taken.isEmpty { return 1 }
    let schedule = plan.scenario.schedule
    let workers = plan.pools[pool].definition.count
    let written: Int? =
      switch schedule.chunk {
      case .standard: nil
      case .jobs(let count): count
      case .auto:
        queue.firstLeg.map { leg in
          Self.automaticChunk(
            jobs: plan.tasks[Int(legs[Int(leg)].task)].definition.count, workers: workers)
        }
      }
    let limit =
      switch schedule.assign {
      case .dynamic: written ?? 1
      case .static: written ?? .max
      case .guided: max((queue.count + workers - 1) / workers, written ?? 1)
      }
    return min(limit, queue.count)
  }

  /// ceil(n / 4N).
  static func automaticChunk(jobs: Int, workers: Int) -> Int {
    (jobs + 4 * workers - 1) / (4 * workers)
  }

  /// Admits all ready jobs of a pool: each goes on at once, without a worker, to its first need of one.
  private mutating func admit<D: SchedulerDriver & ~Copyable>(_ pool: Int, _ driver: inout D) {
    while !ready[pool].isEmpty {
      var range = ready[pool].takeRange()
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
    let leg = legs[Int(range.job.leg)]
    driver.note(
      TraceEvent(
        .asked, task: leg.task, number: range.job.number, lane: range.count, step: leg.takes))
    resources[Int(leg.takes)].queue.append(range)
  }

  private mutating func queueForWorker(_ range: Waiting) {
    let task = plan.tasks[Int(legs[Int(range.job.leg)].task)]
    wanting[task.definition.pool].push(range, task: task, sequence: sequence)
    sequence += Int64(range.count)
  }
}
