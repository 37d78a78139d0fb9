import Model

/// What a report says of a run, counted from lists of what happened.
extension Oracle {
  /// The times of some jobs that are finished.
  struct Times: Equatable {
    var count: Int
    var responseSum: Int128
    var serviceSum: Int128
    /// The values that 50, 95 and 99 % of the jobs do not exceed.
    var responses: [Int128]
    var queued: [Int128]
  }

  package var finishedCount: Int { all.count { $0.finishedAt != nil } }

  /// How many jobs of a task finished, failed for good and were skipped.
  func fates(_ task: Int) -> [Int] {
    [
      jobs[task].count { $0.finishedAt != nil },
      jobs[task].count { $0.isSettled && !$0.isSkipped && $0.finishedAt == nil },
      jobs[task].count { $0.isSkipped },
    ]
  }

  /// How many jobs failed for good.
  var failedCount: Int { jobs.indices.reduce(0) { $0 + fates($1)[1] } }

  /// Times over the finished jobs of some tasks; nil where none is finished.
  func times(of tasks: [Int]) -> Times? {
    var service: [Job.ID: Int128] = [:]
    for step in steps {
      service[Job.id(step.task, step.job), default: 0] += Int128(step.end - step.start)
    }
    let finished = tasks.flatMap { jobs[$0] }.compactMap { job in
      job.finishedAt.map { (response: $0 - job.readyAt, service: service[job.id, default: 0]) }
    }
    guard !finished.isEmpty else { return nil }
    return Times(
      count: finished.count, responseSum: finished.reduce(0) { $0 + $1.response },
      serviceSum: finished.reduce(0) { $0 + $1.service },
      responses: Self.percentiles(finished.map(\.response)),
      queued: Self.percentiles(finished.map { $0.response - $0.service }))
  }

  /// By nearest rank.
  private static func percentiles(_ times: [Int128]) -> [Int128] {
    let sorted = times.sorted()
    return [50, 95, 99].map { percent in
      sorted.indices.first { 100 * ($0 + 1) >= percent * sorted.count }.map { sorted[$0] } ?? 0
    }
  }

  /// The most jobs in service at once; an instant without length counts nothing.
  var peakConcurrency: Int {
    let lasting = steps.filter { $0.start < $0.end }
    return lasting.map { step in
      lasting.count { $0.start <= step.start && step.start < $0.end }
    }.max() ?? 0
  }

  /// The time of all steps together.
  var serviceSum: Int128 { steps.reduce(0) { $0 + Int128($1.end - $1.start) } }

  /// The largest over mean busy time of a pool's workers, the largest over pools.
  var imbalance: Double? {
    scenario.pools.indices.compactMap { pool -> Double? in
      let times = workers.filter { $0.pool == pool }.map { self.busy(of: $0.number) }
      let total = times.reduce(0, +)
      return total > 0 ? Double(times.max() ?? 0) / (Double(total) / Double(times.count)) : nil
    }.max()
  }

  private func busy(of worker: Int) -> Int128 {
    steps.reduce(0) { $0 + ($1.worker == worker ? Int128($1.end - $1.start) : 0) }
  }

  // MARK: Lanes

  /// A lane as a report lists it.
  struct Lane: Equatable {
    var name: String
    var jobs: Int
    var busy: Int128
    /// Overhead and idle time at the head, in the middle and at the tail; empty for other lanes.
    var beside: [Int128] = []
  }

  var lanes: [Lane] {
    var lanes = workers.map { worker in
      Lane(
        name: worker.name,
        jobs: finished(
          in: steps.filter { $0.worker == worker.number }.map { Job.id($0.task, $0.job) }),
        busy: busy(of: worker.number),
        beside: [
          ["startup", "dispatch", "transfer"].reduce(0) { $0 + worker.beside[$1, default: 0] },
          worker.beside["idle_head", default: 0], worker.beside["idle_middle", default: 0],
          worker.beside["idle_tail", default: 0],
        ])
    }
    for (resource, definition) in scenario.resources.enumerated() {
      lanes += (0..<definition.capacity).map { unit in
        let own = holdings.filter { $0.resource == resource && $0.unit == unit }
        return Lane(
          name: "\(definition.name) \(unit + 1)",
          jobs: finished(in: own.map { Job.id($0.task, $0.job) }),
          busy: own.reduce(0) { $0 + Int128($1.end - $1.start) })
      }
    }
    for (pool, definition) in scenario.pools.enumerated() {
      lanes += rows[pool].indices.map { row in
        let own = rowRuns.filter { $0.pool == pool && $0.row == row }
        return Lane(
          name: "\(definition.name) waits \(row + 1)",
          jobs: finished(in: own.map { Job.id($0.task, $0.job) }),
          busy: own.reduce(0) { $0 + Int128($1.end - $1.start) })
      }
    }
    if scenario.overhead.dispatch > 0 {
      lanes.append(Lane(name: "coordinator 1", jobs: finishedCount, busy: coordinatorTime))
    }
    return lanes
  }

  /// How many of some jobs, each counted once, are finished.
  private func finished(in ids: [Job.ID]) -> Int {
    Set(ids).count { jobs[$0 >> 32][$0 & 0xFFFF_FFFF].finishedAt != nil }
  }
}

extension Oracle.Job {
  /// Its task and its number as one.
  typealias ID = Int
  static func id(_ task: Int, _ number: Int) -> ID { task << 32 | number }
  var id: ID { Self.id(task, number) }
}
