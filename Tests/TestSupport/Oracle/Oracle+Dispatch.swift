import Model

/// Who takes which job.
extension Oracle {
  func dispatch() {
    if isAsync {
      for pool in queues.indices where workers.contains(where: { $0.pool == pool && $0.isUp }) {
        while let job = first(of: queues[pool]) {
          queues[pool].removeAll { $0 === job }
          if scenario.overhead.dispatch > 0 {
            coordinatorLine.append(job)
            if !isCoordinatorBusy { serve() }
          } else {
            goOn(job)
          }
        }
      }
      for worker in workers where worker.isUp && !worker.hasJob {
        guard let job = first(of: wanting[worker.pool]) else { continue }
        wanting[worker.pool].removeAll { $0 === job }
        give(worker)
        job.worker = worker
        job.next += 1
        goOn(job)
      }
      return
    }
    for worker in workers where worker.isUp && !worker.hasJob {
      let chunk = nextChunk(for: worker)
      guard let job = chunk.first else { continue }
      queues[worker.pool].removeAll { queued in chunk.contains { $0 === queued } }
      give(worker)
      worker.own = Array(chunk.dropFirst())
      job.worker = worker
      if scenario.overhead.dispatch > 0 {
        worker.doing = "dispatch"
        coordinatorLine.append(job)
        if !isCoordinatorBusy { serve() }
      } else {
        goOn(job)
      }
    }
  }

  private func give(_ worker: Worker) {
    worker.hasJob = true
    worker.doing = "blocked"
    book(worker.hadJob ? "idle_middle" : "idle_head", worker.idlePending, of: worker)
    worker.idlePending = 0
    worker.hadJob = true
  }

  func serve() {
    guard !coordinatorLine.isEmpty else { return }
    isCoordinatorBusy = true
    begin(.handOut, coordinatorLine.removeFirst()).end = time + Time(scenario.overhead.dispatch)
  }

  private func nextChunk(for worker: Worker) -> [Job] {
    var queue = queues[worker.pool]
    let schedule = scenario.schedule
    let count = scenario.pools[worker.pool].count
    if schedule.assign == .static { queue = queue.filter { owner(of: $0) == worker.number } }
    guard let head = first(of: queue) else { return [] }
    let n = jobs[head.task].count
    var size: Int
    switch schedule.chunk {
    case .standard: size = schedule.assign == .static ? .max : 1
    case .jobs(let k): size = k
    case .auto: size = Int((Double(n) / Double(4 * count)).rounded(.up))
    }
    if schedule.assign == .guided {
      size = max(size, Int((Double(queue.count) / Double(count)).rounded(.up)))
    }
    var chunk: [Job] = []
    while chunk.count < size, let job = first(of: queue) {
      queue.removeAll { $0 === job }
      chunk.append(job)
    }
    return chunk
  }

  /// Deals the jobs of a task to the workers of its pool, one by one, as static assignment says.
  private func owner(of job: Job) -> Int {
    let pool = pool(of: job)
    let own = workers.filter { $0.pool == pool }.map(\.number)
    let n = jobs[job.task].count
    var sizes: [Int]
    switch scenario.schedule.chunk {
    case .standard:
      sizes = own.indices.map { n / own.count + ($0 < n % own.count ? 1 : 0) }
    case .jobs(let k):
      sizes = Array(repeating: k, count: n / k + 1)
    case .auto:
      let k = Int((Double(n) / Double(4 * own.count)).rounded(.up))
      sizes = Array(repeating: k, count: n / k + 1)
    }
    var first = 0
    for (block, size) in sizes.enumerated() {
      if job.number < first + size { return own[block % own.count] }
      first += size
    }
    return own[0]
  }
}
