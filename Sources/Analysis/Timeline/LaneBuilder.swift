import Model

/// Lists the lanes of a run: workers, units of resources, rows of waits, the coordinator.
///
/// Of each pool, resource and group of rows the first 1 000 are listed and the others summed up in one
/// entry.
struct LaneBuilder {
  private static let listed = 1_000
  private let run: FinishedRun
  private let jobs: LaneJobs?
  /// Whether each job keeps to one worker, so that its jobs are counted without a trace.
  private let keepsWorker: Bool

  init(_ run: FinishedRun) {
    self.run = run
    let scenario = run.plan.scenario
    keepsWorker = scenario.execution == .sync && scenario.tasks.allSatisfy { $0.retries == 0 }
    let needsTrace = !keepsWorker || !scenario.resources.isEmpty
    let rowCounts = run.totals.rows.map(\.count)
    jobs = needsTrace ? run.trace.map { LaneJobs(run.plan, $0, rowCounts: rowCounts) } : nil
  }

  func lanes() -> [LaneResult] {
    let scenario = run.plan.scenario
    var lanes: [LaneResult] = []
    for pool in run.plan.pools {
      lanes += group(
        pool.definition.name, .worker, pool.workers.map { run.totals.workers[$0].busy }
      ) { position in workerJobs(pool.firstWorker + position) }
      .map { withTimesBesideJobs($0, of: pool) }
    }
    for (position, resource) in scenario.resources.enumerated() {
      lanes += group(resource.name, .resource, run.totals.resources[position].busy) { unit in
        jobs.map { $0.count(.unit(resource: position, unit)) }
      }
    }
    for (position, pool) in scenario.pools.enumerated() {
      lanes += group(
        "\(pool.name) waits", .waits, run.totals.rows[position], of: pool.name
      ) { row in jobs.map { $0.count(.row(pool: position, row)) } }
    }
    if scenario.overhead.dispatch > 0 {
      lanes.append(
        lane(
          "coordinator 1", .coordinator, nil, at: 0, width: 1,
          busy: Int128(run.totals.coordinatorBusy),
          jobs: run.totals.tasks.reduce(0) { $0 + $1.finished }))
    }
    return lanes
  }

  private func workerJobs(_ worker: Int) -> Int? {
    keepsWorker ? run.totals.workers[worker].jobs : jobs.map { $0.count(.worker(worker)) }
  }

  private func withTimesBesideJobs(_ lane: LaneResult, of pool: PlannedPool) -> LaneResult {
    var lane = lane
    let first = pool.firstWorker + lane.position
    lane.beside = (first..<first + lane.width).reduce(into: LaneResult.BesideJobs()) {
      let times = run.totals.workers[$1]
      $0.overhead += Int128(times.overhead)
      $0.idleHead += Int128(times.idleHead)
      $0.idleMiddle += Int128(times.idleMiddle)
      $0.idleTail += Int128(times.idleTail)
    }
    return lane
  }

  private func group(
    _ name: String, _ kind: LaneResult.Kind, _ busy: [Nanoseconds], of group: String? = nil,
    jobs: (Int) -> Int?
  ) -> [LaneResult] {
    let group = group ?? name
    var lanes = busy.prefix(Self.listed).enumerated().map { position, time in
      lane(
        "\(name) \(position + 1)", kind, group, at: position, width: 1, busy: Int128(time),
        jobs: jobs(position))
    }
    if busy.count > Self.listed {
      let rest = busy.dropFirst(Self.listed)
      let counts = rest.indices.map(jobs)
      lanes.append(
        lane(
          "\(name) \(Self.listed + 1)..\(busy.count)", kind, group, at: Self.listed,
          width: rest.count, busy: rest.reduce(Int128(0)) { $0 + Int128($1) },
          jobs: counts.contains(nil) ? nil : counts.reduce(0) { $0 + ($1 ?? 0) }))
    }
    return lanes
  }

  private func lane(
    _ name: String, _ kind: LaneResult.Kind, _ group: String?, at position: Int, width: Int,
    busy: Int128, jobs: Int?
  ) -> LaneResult {
    let available = Double(width) * Double(run.end.elapsed)
    return LaneResult(
      name: name, kind: kind, group: group, position: position, width: width, jobs: jobs,
      busy: busy, utilisation: available > 0 ? Double(busy) / available : nil, beside: nil)
  }
}

/// How many finished jobs did a step on a lane, or held it; from a kept trace.
struct LaneJobs {
  private var unitOffsets: [Int] = []
  private var rowOffsets: [Int] = []
  private var counts: [Int] = []

  init(_ plan: Plan, _ trace: Trace, rowCounts: [Int]) {
    var next = plan.workerCount
    for resource in plan.scenario.resources {
      unitOffsets.append(next)
      next += resource.capacity
    }
    for count in rowCounts {
      rowOffsets.append(next)
      next += count
    }
    counts = [Int](repeating: 0, count: next)
    count(plan, trace)
  }

  func count(_ lane: JobRecord.Lane) -> Int {
    switch lane {
    case .worker(let worker): counts[worker]
    case .unit(let resource, let unit): counts[unitOffsets[resource] + unit]
    case .row(let pool, let row): counts[rowOffsets[pool] + row]
    }
  }

  private static func isRow(_ event: TraceEvent, _ plan: Plan) -> Bool {
    event.kind == .stepBegan && event.lane >= 0
      && !plan.runsOnWorker(task: Int(event.task), step: Int(event.step))
  }

  /// Each pair of lane and job once: lane above, job below, sorted.
  private mutating func count(_ plan: Plan, _ trace: Trace) {
    let offsets = plan.jobOffsets
    var isFinished = [Bool](repeating: false, count: plan.scenario.jobCount)
    var pairs: [UInt64] = []
    for event in trace.events where event.task >= 0 {
      let job = offsets[Int(event.task)] + Int(event.number)
      var lane: Int?
      switch event.kind {
      case .finished: isFinished[job] = true
      case .acquired: lane = unitOffsets[Int(event.step)] + Int(event.lane)
      case .stepBegan where Self.isRow(event, plan):
        lane = rowOffsets[plan.tasks[Int(event.task)].definition.pool] + Int(event.lane)
      case .stepBegan where event.lane >= 0: lane = Int(event.lane)
      default: break
      }
      if let lane { pairs.append(UInt64(lane) << 40 | UInt64(job)) }
    }
    pairs.sort()
    var last: UInt64 = .max
    for pair in pairs where pair != last {
      last = pair
      if isFinished[Int(pair & 0xFF_FFFF_FFFF)] { counts[Int(pair >> 40)] += 1 }
    }
  }
}
