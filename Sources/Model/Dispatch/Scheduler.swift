/// What a clock, virtual or real, does for the scheduler.
public protocol SchedulerDriver: ~Copyable {
  /// Run the steps of the job's leg, on worker `job.lane` where the leg needs one, and call
  /// `Scheduler.ended` when they are over.
  mutating func start(_ job: Job)

  /// Prepare a hand-out and call `Scheduler.handedOut` when it is over: of a chunk to worker
  /// `job.lane` (`count` is 1 then, the hand-out), or of `count` jobs from this one on, one by one.
  mutating func handOut(_ job: Job, count: Int)

  /// Something happened; the driver knows when.
  mutating func note(_ event: TraceEvent)
}

/// The rules of who works on what next: one pure struct for the virtual and the real clock.
///
/// It knows neither thread nor clock, and durations only as order keys. In: a worker is up, a job
/// arrived, a hand-out or a leg is over. Out: what the driver is asked to do. One caller at a time.
public struct Scheduler: ~Copyable {
  /// The plan that is being followed.
  public let plan: Plan
  let legs: [Leg]
  let isAsync: Bool
  let handsOut: Bool
  var resources: [ResourceState]
  var holdings: HoldingTable
  /// The free workers of each pool, by position in the pool.
  var freeWorkers: [FreeSet]
  /// Under static assignment, the free workers of each pool that have a ready job.
  var runnable: [FreeSet]
  /// The jobs of each pool that are ready and have not begun.
  var ready: [ReadyQueue]
  /// Under static assignment, each worker's own part of them.
  var owned: [ReadyQueue]
  /// In async, the jobs of each pool that want a worker now.
  var wanting: [ReadyQueue]
  /// The rest of the chunk that each worker has taken.
  var taken: [WaitingQueue]
  /// The free rows of waits of each pool.
  var rows: [FreeSet]
  var rowCounts: [Int]
  var isUp: [Bool]
  var gates: [Gates]
  var sequence: Int64 = 0
  /// How many jobs are neither finished nor failed nor skipped.
  public internal(set) var unsettledCount: Int

  /// Makes the scheduler of a plan, with no worker up and nothing ready.
  public init(_ plan: Plan) {
    self.plan = plan
    let scenario = plan.scenario
    legs = plan.legs
    isAsync = scenario.execution == .async
    handsOut = scenario.overhead.dispatch > 0
    resources = scenario.resources.map { ResourceState(capacity: $0.capacity) }
    holdings = HoldingTable(width: plan.claimWidth)
    let sizes = scenario.pools.map(\.count)
    freeWorkers = sizes.map { FreeSet(capacity: $0, filled: false) }
    runnable = freeWorkers
    let isPlain =
      scenario.schedule.order == .fifo && Set(scenario.tasks.map(\.priority)).count == 1
    let queue = ReadyQueue(isPlain: isPlain)
    ready = sizes.map { _ in queue }
    wanting = ready
    let isStatic = !isAsync && scenario.schedule.assign == .static
    owned = isStatic ? [ReadyQueue](repeating: queue, count: plan.workerCount) : []
    let takesChunks =
      !isAsync && (scenario.schedule.assign != .dynamic || scenario.schedule.chunk != .standard)
    taken = takesChunks ? [WaitingQueue](repeating: WaitingQueue(), count: plan.workerCount) : []
    rows = sizes.map { _ in FreeSet(capacity: 0, filled: false) }
    rowCounts = sizes.map { _ in 0 }
    isUp = sizes.map { _ in false }
    gates = scenario.tasks.map { Gates($0) }
    unsettledCount = scenario.jobCount
  }

  /// Makes ready what is ready at 0, in file order.
  ///
  /// `arrivedAtStart` tells for each task how many of its jobs arrive at 0: at least the first.
  public mutating func begin<D: SchedulerDriver & ~Copyable>(
    _ driver: inout D, arrivedAtStart: [Int]
  ) {
    for (position, task) in plan.tasks.enumerated() {
      if task.definition.arrive != nil {
        for number in 0..<arrivedAtStart[position] {
          arrived(task: position, number: number, &driver)
        }
      } else if gates[position].signals == 0, task.definition.after.isEmpty {
        makeReady(position, 0..<task.definition.count, &driver)
      }
    }
  }

  /// A job has arrived after the start.
  public mutating func arrived<D: SchedulerDriver & ~Copyable>(
    task: Int, number: Int, _ driver: inout D
  ) {
    signal(task, number, &driver)
  }

  /// A worker is up.
  public mutating func workerUp<D: SchedulerDriver & ~Copyable>(
    _ worker: Int, _ driver: inout D
  ) {
    let pool = plan.pool(of: worker)
    isUp[pool] = true
    driver.note(TraceEvent(.up, lane: Int32(worker)))
    setFree(worker, in: pool)
  }

  /// A hand-out is over: the job goes on.
  public mutating func handedOut<D: SchedulerDriver & ~Copyable>(
    _ job: Job, _ driver: inout D
  ) {
    _ = advance(job, &driver)
  }

  /// The steps of the job's leg are over; `failed` is asked only of an attempt's last leg.
  public mutating func ended<D: SchedulerDriver & ~Copyable>(
    _ ended: Job, failed: Bool, _ driver: inout D
  ) {
    var job = ended
    let leg = legs[Int(job.leg)]
    if leg.place == .row {
      rows[Int(plan.facts[Int(leg.task)].pool)].insert(Int(job.lane))
      job.lane = -1
    }
    if !leg.releases.isEmpty { release(leg, &job, &driver) }
    if !leg.isLast {
      job.leg += 1
      _ = advance(job, &driver)
      return
    }
    settle(job, of: Int(leg.task), failed: failed, &driver)
    if job.lane >= 0 { leave(Int(job.lane), &driver) }
  }

  /// A worker has done with a job: it goes on with its chunk or is free.
  private mutating func leave<D: SchedulerDriver & ~Copyable>(
    _ worker: Int, _ driver: inout D
  ) {
    if !taken.isEmpty, !taken[worker].isEmpty {
      var next = taken[worker].takeFirst()
      next.lane = Int32(worker)
      _ = advance(next, &driver)
      return
    }
    driver.note(TraceEvent(.freed, lane: Int32(worker)))
    setFree(worker, in: plan.pool(of: worker))
  }

  mutating func setFree(_ worker: Int, in pool: Int) {
    let position = worker - plan.pools[pool].firstWorker
    freeWorkers[pool].insert(position)
    if !owned.isEmpty, !owned[worker].isEmpty { runnable[pool].insert(position) }
  }
}
