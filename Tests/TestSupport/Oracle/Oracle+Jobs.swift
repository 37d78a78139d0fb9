import Model

/// When jobs are ready and what follows them.
extension Oracle {
  func arrive(_ task: Int, _ number: Int) {
    nextArrival[task] = nil
    if number + 1 < jobs[task].count, let rule = scenario.tasks[task].arrive {
      nextArrival[task] = (time + gap(rule, task, number), number + 1)
    }
    signal(jobs[task][number])
  }

  private func signal(_ job: Job) {
    if job.isSettled { return }
    job.missing -= 1
    if job.missing == 0, openAfter[job.task] == 0 { becomeReady(job) }
  }

  func becomeReady(_ job: Job) {
    job.isReady = true
    job.readyAt = time
    enqueue(job)
  }

  private func enqueue(_ job: Job) {
    tickets += 1
    job.ticket = tickets
    job.next = 0
    job.operations = operations(of: job.task)
    queues[pool(of: job)].append(job)
  }

  private func operations(of task: Int) -> [Operation] {
    let task = scenario.tasks[task]
    var list: [Operation] = []
    if scenario.overhead.transfer > 0 { list += isAsync ? [.needWorker, .transfer] : [.transfer] }
    list += task.uses.map { .take(resource: $0.resource, units: $0.units) }
    var index = 0
    while index < task.steps.count {
      let step = task.steps[index]
      list += step.uses.map { .take(resource: $0.resource, units: $0.units) }
      var run = [index]
      if step.uses.isEmpty {
        while let last = run.last, last + 1 < task.steps.count, task.steps[last + 1].uses.isEmpty,
          !isAsync || task.steps[last + 1].kind == step.kind
        {
          run.append(last + 1)
        }
      }
      if isAsync { list.append(step.kind == .work ? .needWorker : .dropWorker) }
      let hasRow = isAsync && step.kind == .wait && step.uses.isEmpty && task.uses.isEmpty
      if hasRow { list.append(.takeRow) }
      list.append(.run(run))
      if hasRow { list.append(.dropRow) }
      list += step.uses.map { .release(resource: $0.resource) }
      index += run.count
    }
    list += task.uses.map { .release(resource: $0.resource) }
    return list
  }

  func endAttempt(_ job: Job) {
    let task = scenario.tasks[job.task]
    let draw = Chance.Draw(
      stream: chance.stream(of: task.name), purpose: .failure, job: Int32(job.number),
      attempt: Int32(job.attempt))
    let fails = task.failureProbability > 0 && chance.unit(draw) < task.failureProbability
    let time = job.attemptTime
    job.attemptTime = [:]
    if fails {
      for (column, amount) in time {
        account[column, default: 0] -= amount
        account["failed", default: 0] += amount
      }
    }
    let worker = job.worker
    job.worker = nil
    if fails, job.attempt < task.retries {
      job.attempt += 1
      enqueue(job)
    } else if fails {
      job.isSettled = true
      skipFollowers(of: job)
    } else {
      job.isSettled = true
      job.finishedAt = self.time
      signalFollowers(of: job)
    }
    guard let worker else { return }
    if worker.own.isEmpty {
      worker.hasJob = false
      worker.doing = "idle"
    } else {
      let next = worker.own.removeFirst()
      next.worker = worker
      goOn(next)
    }
  }

  /// The jobs of its own task that wait for a job.
  func graphFollowers(of job: Job) -> [Job] {
    guard let graph = scenario.tasks[job.task].graph else { return [] }
    return jobs[job.task].filter { other in
      graph.predecessors(of: other.number).contains { Int($0) == job.number }
    }
  }

  private func signalFollowers(of job: Job) {
    for follower in graphFollowers(of: job) { signal(follower) }
    let isWhole = jobs[job.task].allSatisfy { $0.finishedAt != nil }
    for (position, task) in scenario.tasks.enumerated() {
      if task.each.contains(job.task) { signal(jobs[position][job.number]) }
      if task.after.contains(job.task), isWhole {
        openAfter[position] -= 1
        guard openAfter[position] == 0 else { continue }
        for job in jobs[position] where job.missing == 0 && !job.isReady && !job.isSettled {
          becomeReady(job)
        }
      }
    }
  }

  private func skipFollowers(of lost: Job) {
    for job in graphFollowers(of: lost) where !job.isSettled {
      (job.isSettled, job.isSkipped) = (true, true)
      skipFollowers(of: job)
    }
    for (position, task) in scenario.tasks.enumerated() {
      var skipped: [Job] = []
      if task.after.contains(lost.task) { skipped = jobs[position] }
      if task.each.contains(lost.task) { skipped.append(jobs[position][lost.number]) }
      for job in skipped where !job.isSettled {
        (job.isSettled, job.isSkipped) = (true, true)
        skipFollowers(of: job)
      }
    }
  }
}
