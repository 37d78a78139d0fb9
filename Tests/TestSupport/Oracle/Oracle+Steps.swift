import Model

/// How a job goes on: claims, steps and shares.
extension Oracle {
  /// Takes a job on until time passes or it has to queue.
  func goOn(_ job: Job) {
    while job.next < job.operations.count {
      switch job.operations[job.next] {
      case .transfer:
        let activity = begin(.transfer, job)
        activity.end = time + Time(scenario.overhead.transfer)
        job.worker?.doing = "transfer"
        return
      case .take(let resource, let units):
        if !lines[resource].isEmpty || freeUnits[resource].count < units {
          if isAsync { drop(job) }
          job.worker?.doing = "blocked"
          job.askedAt = time
          lines[resource].append(job)
          return
        }
        take(job, resource, units, queued: 0)
        job.next += 1
      case .needWorker:
        if job.worker == nil {
          tickets += 1
          job.ticket = tickets
          wanting[pool(of: job)].append(job)
          return
        }
        job.next += 1
      case .dropWorker:
        drop(job)
        job.next += 1
      case .takeRow:
        takeRow(job)
        job.next += 1
      case .run(let steps):
        let activity = begin(.step, job, steps)
        beginStep(activity)
        return
      case .dropRow:
        job.row.map { rows[pool(of: job)][$0] = false }
        job.row = nil
        job.next += 1
      case .release(let resource):
        job.next += 1
        release(job, resource)
      }
    }
    endAttempt(job)
  }

  func begin(_ kind: Activity.Kind, _ job: Job, _ steps: [Int] = []) -> Activity {
    begun += 1
    let activity = Activity(kind, job, steps: steps, order: ties.place(ofBeginning: begun))
    activities.append(activity)
    return activity
  }

  func drop(_ job: Job) {
    job.worker?.hasJob = false
    job.worker?.doing = "idle"
    job.worker = nil
  }

  /// The lowest free row of the pool, or a new one.
  private func takeRow(_ job: Job) {
    let pool = pool(of: job)
    let row = rows[pool].firstIndex(of: false) ?? rows[pool].count
    if row == rows[pool].count { rows[pool].append(true) } else { rows[pool][row] = true }
    job.row = row
  }

  private func take(_ job: Job, _ resource: Int, _ units: Int, queued: Time) {
    grants[resource].count += 1
    grants[resource].queued += queued
    let taken = Array(freeUnits[resource].prefix(units))
    freeUnits[resource].removeFirst(units)
    job.held.append((resource, taken, time))
  }

  func release(_ job: Job, _ resource: Int) {
    guard let index = job.held.firstIndex(where: { $0.resource == resource }) else { return }
    let claim = job.held.remove(at: index)
    for unit in claim.units { log(claim.since, resource, unit, job) }
    freeUnits[resource] = (freeUnits[resource] + claim.units).sorted()
    while let head = lines[resource].first,
      case .take(_, let units) = head.operations[head.next], freeUnits[resource].count >= units
    {
      lines[resource].removeFirst()
      take(head, resource, units, queued: time - head.askedAt)
      head.next += 1
      goOn(head)
    }
  }

  func log(_ since: Time, _ resource: Int, _ unit: Int, _ job: Job) {
    holdings.append(
      Holding(
        start: Int64(since), end: Int64(time), resource: resource, unit: unit, task: job.task,
        job: job.number))
  }

  private func isWork(_ activity: Activity) -> Bool {
    scenario.tasks[activity.job.task].steps[activity.step].kind == .work
  }

  /// Work over speed, rounded once to the nearest nanosecond, halves up.
  static func need(_ work: Time, at speed: Ratio) -> Time {
    let (top, bottom) = (Time(speed.numerator), Time(speed.denominator))
    return (2 * work * bottom + top) / (2 * top)
  }

  func beginStep(_ activity: Activity) {
    let job = activity.job
    activity.began = time
    activity.written = duration(job.task, activity.step, job.number, attempt: job.attempt)
    activity.end = nil
    activity.target = nil
    if isWork(activity), let worker = job.worker {
      worker.doing = "step"
      let need = Self.need(activity.written, at: worker.speed)
      let pool = pool(of: job)
      if !activities.contains(where: { $0 !== activity && isShared($0, pool) }) {
        shares[pool].start = time
        shares[pool].service = 0
      }
      activity.target = shares[pool].service(at: time) + 720_720 * need
    } else {
      job.worker?.doing = "step"
      activity.end = time + activity.written
    }
  }

  func isShared(_ activity: Activity, _ pool: Int) -> Bool {
    activity.kind == .step && activity.target != nil && self.pool(of: activity.job) == pool
  }

  /// New shares, once per instant.
  func share() {
    let active = scenario.pools.indices.map { pool in
      activities.filter { isShared($0, pool) }.count
    }
    var runnable = 0
    for (pool, count) in active.enumerated() {
      runnable += scenario.pools[pool].kind == .pythonThreads ? min(count, 1) : count
    }
    let cores = scenario.cores ?? workers.count
    for (pool, count) in active.enumerated() where count > 0 {
      let isLocked = scenario.pools[pool].kind == .pythonThreads
      let top = Int128(runnable <= cores ? 1 : cores)
      let bottom = Int128(runnable <= cores ? 1 : runnable) * Int128(isLocked ? count : 1)
      if top * shares[pool].bottom != bottom * shares[pool].top {
        shares[pool] = Share(
          start: time, service: shares[pool].service(at: time), top: top, bottom: bottom)
      }
    }
  }

  func finish(_ activity: Activity) {
    let job = activity.job
    switch activity.kind {
    case .handOut:
      activities.removeAll { $0 === activity }
      isCoordinatorBusy = false
      serve()
      job.worker?.doing = "blocked"
      goOn(job)
    case .transfer:
      activities.removeAll { $0 === activity }
      job.worker?.doing = "blocked"
      job.next += 1
      goOn(job)
    case .step:
      endStep(activity)
      if activity.position + 1 < activity.steps.count {
        activity.position += 1
        beginStep(activity)
        return
      }
      activities.removeAll { $0 === activity }
      job.worker?.doing = "blocked"
      job.next += 1
      goOn(job)
    }
  }

  func endStep(_ activity: Activity) {
    let job = activity.job
    steps.append(
      StepRun(
        start: Int64(activity.began), end: Int64(time), task: job.task, job: job.number,
        attempt: job.attempt, step: activity.step, worker: job.worker?.number ?? -1))
    if let row = job.row {
      rowRuns.append(
        RowRun(
          pool: pool(of: job), row: row, task: job.task, job: job.number,
          start: Int64(activity.began), end: Int64(time)))
    }
    guard job.worker != nil else { return }
    let taken = time - activity.began
    func book(_ column: String, _ time: Time) {
      account[column, default: 0] += time
      job.attemptTime[column, default: 0] += time
    }
    if isWork(activity) {
      book("work", min(taken, activity.written))
      book("slowed", max(0, taken - activity.written))
    } else {
      book("wait", taken)
    }
  }
}
