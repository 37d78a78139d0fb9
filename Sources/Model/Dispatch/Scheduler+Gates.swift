extension Scheduler {
  /// Puts jobs into their queue.
  mutating func makeReady<D: SchedulerDriver & ~Copyable>(
    _ task: Int, _ numbers: Range<Int>, _ driver: inout D
  ) {
    driver.note(
      TraceEvent(
        .ready, task: Int32(task), number: Int32(numbers.lowerBound), lane: Int32(numbers.count)))
    let first = Job(leg: plan.facts[task].firstLeg, number: Int32(numbers.lowerBound))
    enqueue(first, numbers, of: task)
  }

  /// Makes ready all jobs of a task that wait for nothing any more.
  mutating func makeReadyWithAllSignals<D: SchedulerDriver & ~Copyable>(
    _ task: Int, _ driver: inout D
  ) {
    let count = plan.tasks[task].definition.count
    if gates.isSignalFree(task) { return makeReady(task, 0..<count, &driver) }
    guard gates.countsSignals(task) else { return }
    var start = 0
    while start < count {
      var end = start
      while end < count, gates.hasAllSignals(task, end) { end += 1 }
      if end > start { makeReady(task, start..<end, &driver) }
      start = end + 1
    }
  }

  private mutating func enqueue(_ first: Job, _ numbers: Range<Int>, of task: Int) {
    if isStatic {
      enqueueForOwners(first, numbers, of: task)
    } else {
      ready.push(
        Waiting(first, count: Int32(numbers.count)), to: Int(plan.facts[task].pool), task: task,
        of: plan, sequence: sequence)
    }
    sequence += Int64(numbers.count)
    hasReady = true
  }

  private mutating func enqueueForOwners(_ first: Job, _ numbers: Range<Int>, of position: Int) {
    let task = plan.tasks[position]
    let pool = plan.pools[task.definition.pool]
    let blocks = staticBlocks(of: task.definition, workers: pool.definition.count)
    for owner in blocks.owners(of: numbers) {
      guard let part = blocks.part(of: numbers, for: owner, job: first) else { continue }
      let worker = pool.firstWorker + owner
      let wasEmpty = owned.isEmpty(worker)
      owned.push(part, to: worker, task: position, of: plan, sequence: sequence)
      if wasEmpty, freeWorkers.contains(owner, in: task.definition.pool) {
        runnable.insert(owner, in: task.definition.pool)
      }
    }
  }

  private func staticBlocks(of task: TaskDefinition, workers: Int) -> StaticBlocks {
    let block: Int? =
      switch plan.scenario.schedule.chunk {
      case .standard: nil
      case .jobs(let count): count
      case .auto: Self.automaticChunk(jobs: task.count, workers: workers)
      }
    return StaticBlocks(jobs: task.count, workers: workers, block: block)
  }

  mutating func signal<D: SchedulerDriver & ~Copyable>(
    _ task: Int, _ number: Int, _ driver: inout D
  ) {
    if gates.signal(task, number) { makeReady(task, number..<number + 1, &driver) }
  }

  /// An attempt is over: the job is finished, goes back to the queue, or has failed for good.
  @inline(__always)
  mutating func settle<D: SchedulerDriver & ~Copyable>(
    _ job: Job, _ leg: Leg, failed: Bool, _ driver: inout D
  ) {
    if failed {
      let isRetried = job.attempt < plan.facts[Int(leg.task)].retries
      return settleFailed(job, leg, isRetried: isRetried, &driver)
    }
    driver.note(
      TraceEvent(
        .finished, task: leg.task, number: job.number, lane: job.lane, detail: job.attempt))
    unsettledCount -= 1
    if leg.hasDependents { finish(Int(leg.task), Int(job.number), &driver) }
  }

  @inline(never)
  mutating func settleFailed<D: SchedulerDriver & ~Copyable>(
    _ job: Job, _ leg: Leg, isRetried: Bool, _ driver: inout D
  ) {
    let task = Int(leg.task)
    driver.note(
      TraceEvent(
        isRetried ? .retried : .failed, task: leg.task, number: job.number, lane: job.lane,
        detail: job.attempt))
    if isRetried {
      let again = Job(
        leg: plan.facts[task].firstLeg, number: job.number, attempt: job.attempt + 1)
      enqueue(again, Int(job.number)..<Int(job.number) + 1, of: task)
    } else {
      lose(task, Int(job.number), &driver)
    }
  }

  private mutating func finish<D: SchedulerDriver & ~Copyable>(
    _ task: Int, _ number: Int, _ driver: inout D
  ) {
    let graph = plan.facts[task].graph
    if graph >= 0 {
      for position in plan.successors.range(of: graph + number) {
        signal(task, Int(plan.successors.jobs[position]), &driver)
      }
    }
    let isFinishedWhole = gates.settle(task)
    for position in plan.facts[task].dependents {
      let dependent = plan.dependents[Int(position)]
      if dependent.isEach {
        signal(dependent.task, number, &driver)
      } else if isFinishedWhole, gates.openAfter(dependent.task) {
        makeReadyWithAllSignals(dependent.task, &driver)
      }
    }
  }

  /// A job has failed for good: what depends on it, directly or not, is skipped.
  private mutating func lose<D: SchedulerDriver & ~Copyable>(
    _ task: Int, _ number: Int, _ driver: inout D
  ) {
    unsettledCount -= 1
    _ = gates.settle(task)
    var lost: [(task: Int, number: Int)] = [(task, number)]
    while let (task, number) = lost.popLast() {
      gates.noteLoss(task)
      if let graph = plan.tasks[task].definition.graph, !gates.isBroken(task) {
        for other in graph.successors(of: number) where gates.skip(task, Int(other)) {
          skip(task, Int(other), &driver)
          lost.append((task, Int(other)))
        }
      }
      for position in plan.facts[task].dependents {
        let dependent = plan.dependents[Int(position)]
        let numbers =
          dependent.isEach ? number..<number + 1 : 0..<plan.tasks[dependent.task].definition.count
        if gates.isBroken(dependent.task) { continue }
        for other in numbers where gates.skip(dependent.task, other) {
          skip(dependent.task, other, &driver)
          lost.append((dependent.task, other))
        }
        if !dependent.isEach { gates.breakOff(dependent.task) }
      }
    }
  }

  private mutating func skip<D: SchedulerDriver & ~Copyable>(
    _ task: Int, _ number: Int, _ driver: inout D
  ) {
    driver.note(TraceEvent(.skipped, task: Int32(task), number: Int32(number), lane: 1))
    unsettledCount -= 1
    _ = gates.settle(task)
  }
}
