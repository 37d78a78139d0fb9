extension Scheduler {
  /// Puts jobs into their queue.
  mutating func makeReady<D: SchedulerDriver & ~Copyable>(
    _ task: Int, _ numbers: Range<Int>, _ driver: inout D
  ) {
    driver.note(
      TraceEvent(
        .ready, task: Int32(task), number: Int32(numbers.lowerBound), lane: Int32(numbers.count)))
    let first = Job(leg: plan.tasks[task].legs.lowerBound, number: Int32(numbers.lowerBound))
    enqueue(first, numbers, of: task)
  }

  private mutating func enqueue(_ first: Job, _ numbers: Range<Int>, of position: Int) {
    let task = plan.tasks[position]
    let pool = plan.pools[task.definition.pool]
    defer { sequence += Int64(numbers.count) }
    if owned.isEmpty {
      ready[task.definition.pool].push(
        Waiting(first, count: Int32(numbers.count)), task: task, sequence: sequence)
      return
    }
    let blocks = staticBlocks(of: task.definition, workers: pool.definition.count)
    for owner in blocks.owners(of: numbers) {
      guard let part = blocks.part(of: numbers, for: owner, job: first) else { continue }
      let worker = pool.firstWorker + owner
      let wasEmpty = owned[worker].isEmpty
      owned[worker].push(part, task: task, sequence: sequence)
      if wasEmpty, freeWorkers[task.definition.pool].contains(owner) {
        runnable[task.definition.pool].insert(owner)
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
    if gates[task].signal(number) { makeReady(task, number..<number + 1, &driver) }
  }

  /// An attempt is over: the job is finished, goes back to the queue, or has failed for good.
  mutating func settle<D: SchedulerDriver & ~Copyable>(
    _ job: Job, of task: Int, failed: Bool, _ driver: inout D
  ) {
    let kind: TraceEvent.Kind =
      !failed ? .finished : job.attempt < plan.facts[task].retries ? .retried : .failed
    driver.note(
      TraceEvent(
        kind, task: Int32(task), number: job.number, lane: job.lane, detail: job.attempt))
    switch kind {
    case .finished: finish(task, Int(job.number), &driver)
    case .retried:
      var again = Job(leg: plan.tasks[task].legs.lowerBound, number: job.number)
      again.attempt = job.attempt + 1
      enqueue(again, Int(job.number)..<Int(job.number) + 1, of: task)
    default: lose(task, Int(job.number), &driver)
    }
  }

  private mutating func finish<D: SchedulerDriver & ~Copyable>(
    _ task: Int, _ number: Int, _ driver: inout D
  ) {
    unsettledCount -= 1
    gates[task].unsettled -= 1
    guard plan.facts[task].hasDependents else { return }
    for dependent in plan.tasks[task].dependents {
      if dependent.isEach {
        signal(dependent.task, number, &driver)
      } else if gates[task].unsettled == 0, !gates[task].hasLoss {
        openAfter(dependent.task, &driver)
      }
    }
  }

  /// One of the tasks that a task waits for whole is finished.
  private mutating func openAfter<D: SchedulerDriver & ~Copyable>(
    _ task: Int, _ driver: inout D
  ) {
    gates[task].afterMissing -= 1
    guard gates[task].afterMissing == 0, !gates[task].isBroken else { return }
    let count = plan.tasks[task].definition.count
    if gates[task].signals == 0 { return makeReady(task, 0..<count, &driver) }
    var start = 0
    while start < count {
      var end = start
      while end < count, gates[task].hasAllSignals(end) { end += 1 }
      if end > start { makeReady(task, start..<end, &driver) }
      start = end + 1
    }
  }

  /// A job has failed for good: what depends on it, directly or not, is skipped.
  private mutating func lose<D: SchedulerDriver & ~Copyable>(
    _ task: Int, _ number: Int, _ driver: inout D
  ) {
    unsettledCount -= 1
    gates[task].unsettled -= 1
    var lost: [(task: Int, number: Int)] = [(task, number)]
    while let (task, number) = lost.popLast() {
      gates[task].hasLoss = true
      for dependent in plan.tasks[task].dependents {
        let numbers =
          dependent.isEach ? number..<number + 1 : 0..<plan.tasks[dependent.task].definition.count
        if gates[dependent.task].isBroken { continue }
        for other in numbers where gates[dependent.task].skip(other) {
          skip(dependent.task, other, &driver)
          lost.append((dependent.task, other))
        }
        if !dependent.isEach { gates[dependent.task].isBroken = true }
      }
    }
  }

  private mutating func skip<D: SchedulerDriver & ~Copyable>(
    _ task: Int, _ number: Int, _ driver: inout D
  ) {
    driver.note(TraceEvent(.skipped, task: Int32(task), number: Int32(number), lane: 1))
    unsettledCount -= 1
    gates[task].unsettled -= 1
  }
}
