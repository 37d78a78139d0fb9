import Model

/// What happens when.
extension Oracle {
  /// The first instant that the clock cannot reach.
  static let beyond = Time(Int64.max)

  package func run() {
    for (position, task) in scenario.tasks.enumerated() {
      if task.arrive != nil {
        arrive(position, 0)
        while let next = nextArrival[position], next.time == 0 { arrive(position, next.number) }
      } else if openAfter[position] == 0 {
        for job in jobs[position] where job.missing == 0 { becomeReady(job) }
      }
    }
    while true {
      guard let next = nextTime() else {
        end = isHorizon ? .cut : .deadlock
        if end == .deadlock { stuck = stuckJobs() }
        break
      }
      if let until = scenario.until, next > Time(until) {
        pass(to: Time(until))
        end = .cut
        break
      }
      guard next < Self.beyond else {
        end = .beyondClock
        break
      }
      pass(to: next)
      instant()
      if all.allSatisfy(\.isSettled) { break }
    }
    elapsed = Int64(time)
    close()
  }

  private var isHorizon: Bool { scenario.until.map { Time($0) == time } ?? false }

  private func nextTime() -> Time? {
    var times = activities.compactMap(endTime)
    times += nextArrival.compactMap { $0?.time }
    if workersUp < workers.count { times.append(nextWorkerUp) }
    return times.min()
  }

  private var nextWorkerUp: Time { Time(scenario.overhead.startup) * Time(workersUp + 1) }

  private func endTime(_ activity: Activity) -> Time? {
    if let end = activity.end { return end }
    guard let target = activity.target else { return nil }
    let share = shares[pool(of: activity.job)]
    // The first nanosecond at which the share's service reaches the target, by search.
    let guess = (target - share.service) * share.bottom / (720_720 * share.top)
    var end = share.start + guess
    while share.service(at: end) < target { end += 1 }
    while end > share.start, share.service(at: end - 1) >= target { end -= 1 }
    return max(end, time)
  }

  private func instant() {
    repeat {
      while workersUp < workers.count, nextWorkerUp == time {
        let worker = workers[workersUp]
        workersUp += 1
        worker.isUp = true
        worker.doing = "idle"
      }
      while let due = activities.filter({ endTime($0) == time }).min(by: { $0.order < $1.order }) {
        finish(due)
      }
      while let task = nextArrivingTask() { arrive(task, nextArrival[task]?.number ?? 0) }
      if !isHorizon { dispatch() }
    } while activities.contains { endTime($0) == time } && !all.allSatisfy(\.isSettled)
    share()
  }

  private func nextArrivingTask() -> Int? {
    func place(_ task: Int) -> UInt64 {
      ties.place(ofArrivalAfter: (nextArrival[task]?.number ?? 0) - 1, task: task)
    }
    return nextArrival.indices.filter { nextArrival[$0]?.time == time }
      .min { (place($0), $0) < (place($1), $1) }
  }

  func pool(of job: Job) -> Int { scenario.tasks[job.task].pool }

  /// Books the time that passes to the workers; steps are booked at their end.
  private func pass(to next: Time) {
    let passed = next - time
    for worker in workers where worker.doing != "step" {
      if worker.doing == "idle" {
        worker.idlePending += passed
      } else {
        book(worker.doing, passed, of: worker)
      }
    }
    if isCoordinatorBusy { coordinatorTime += passed }
    time = next
  }

  func book(_ column: String, _ time: Int128, of worker: Worker) {
    account[column, default: 0] += time
    worker.beside[column, default: 0] += time
  }

  private func close() {
    for activity in activities where activity.kind == .step { endStep(activity) }
    for job in all {
      for claim in job.held {
        for unit in claim.units { log(claim.since, claim.resource, unit, job) }
      }
    }
    for worker in workers {
      book(worker.hadJob ? "idle_tail" : "idle_head", worker.idlePending, of: worker)
    }
    steps.sort()
    holdings.sort()
  }

  /// Who waits for a resource: resources in file order, queues from the head.
  private func stuckJobs() -> [Stuck] {
    lines.enumerated().flatMap { resource, line in
      line.map { job in
        let units = job.held.flatMap { claim in
          claim.units.map { "\(scenario.resources[claim.resource].name) \($0 + 1)" }
        }
        return Stuck(
          job: "\(scenario.tasks[job.task].name) \(job.number + 1)",
          holds: (job.worker.map { [$0.name] } ?? []) + units,
          waitsFor: scenario.resources[resource].name)
      }
    }
  }
}
