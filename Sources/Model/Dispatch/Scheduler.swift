/// What a clock, virtual or real, does for the scheduler.
public protocol SchedulerDriver: ~Copyable {
  /// Idle workers, taken from `workers` lowest first, take a job each: note that it is assigned, and
  /// start it.
  mutating func startTaken(_ jobs: TakenJobs, by workers: inout FreeSets)

  /// Run the steps of the job's leg, on worker `job.lane` where the leg needs one, and call
  /// `Scheduler.ended` when they are over.
  mutating func start(_ job: Job)

  /// Prepare a hand-out and call `Scheduler.handedOut` when it is over: of a chunk to worker
  /// `job.lane` (`count` is 1 then, the hand-out), or of `count` jobs from this one on, one by one.
  mutating func handOut(_ job: Job, count: Int)

  /// Something happened; the driver knows when.
  mutating func note(_ event: TraceEvent)
}

extension SchedulerDriver where Self: ~Copyable {
  /// Notes and starts one job after the other.
  public mutating func startTaken(_ jobs: TakenJobs, by workers: inout FreeSets) {
    var job = jobs.first
    for _ in 0..<jobs.count {
      job.lane = Int32(jobs.firstWorker + workers.takeLowest(of: jobs.pool))
      note(TraceEvent(assigning: job, of: jobs.task, chunkOf: 1))
      start(job)
      job.number += 1
    }
  }
}

/// Neighbouring jobs of a task that idle workers of a pool take.
public struct TakenJobs: BitwiseCopyable, Sendable {
  /// The first; the others have the numbers after it.
  public let first: Job
  /// How many.
  public let count: Int
  /// The task's position.
  public let task: Int32
  /// The pool's position.
  public let pool: Int
  /// The number of the pool's first worker.
  public let firstWorker: Int
}

extension TraceEvent {
  /// Worker `job.lane` takes a chunk of which the job is the first.
  @inline(__always)
  public init(assigning job: Job, of task: Int32, chunkOf count: Int) {
    self.init(
      .assigned, task: task, number: job.number, lane: job.lane, step: Int32(min(count, 65_535)),
      detail: job.attempt)
  }
}

/// The rules of who works on what next: one pure struct for the virtual and the real clock.
///
/// It knows neither thread nor clock, and durations only as order keys. In: a worker is up, a job
/// arrived, a hand-out or a leg is over. Out: what the driver is asked to do. One caller at a time.
public struct Scheduler: ~Copyable {
  /// The plan that is being followed.
  public let plan: Plan
  let legs: Table<Leg>
  let isAsync: Bool
  let handsOut: Bool
  /// The number of the first worker of each pool.
  let firstWorkers: Table<Int>
  var resources: ResourceTable
  var holdings: HoldingTable
  /// The free workers of each pool, by position in the pool.
  var freeWorkers: FreeSets
  let isStatic: Bool
  /// Under static assignment, the free workers of each pool that have a ready job.
  var runnable: FreeSets
  /// The jobs of each pool that are ready and have not begun.
  var ready: ReadyQueues
  /// Under static assignment, each worker's own part of them.
  var owned: ReadyQueues
  /// In async, the jobs of each pool that want a worker now.
  var wanting: ReadyQueues
  let takesChunks: Bool
  /// The rest of the chunk that each worker has taken.
  var taken: WaitingQueues
  /// The free rows of waits of each pool.
  var rows: FreeSets
  var rowCounts: [Int]
  let poolCount: Int
  var isUp: [Bool]
  /// Whether a job may be ready that has not been admitted, in async.
  var hasReady = false
  var gates: Gates
  var sequence: Int64 = 0
  /// How many jobs are neither finished nor failed nor skipped.
  public internal(set) var unsettledCount: Int

  /// Makes the scheduler of a plan, with no worker up and nothing ready.
  public init(_ plan: Plan) {
    self.plan = plan
    let scenario = plan.scenario
    legs = Table(plan.legs)
    isAsync = scenario.execution == .async
    handsOut = scenario.overhead.dispatch > 0
    firstWorkers = Table(plan.pools.map(\.firstWorker))
    resources = ResourceTable(plan)
    holdings = HoldingTable(width: plan.claimWidth)
    let sizes = scenario.pools.map(\.count)
    freeWorkers = FreeSets(capacities: sizes, filled: false)
    runnable = FreeSets(capacities: sizes, filled: false)
    let isPlain =
      scenario.schedule.order == .fifo
      && scenario.tasks.allSatisfy { $0.priority == scenario.tasks[0].priority }
    ready = ReadyQueues(count: sizes.count, isPlain: isPlain)
    wanting = ReadyQueues(count: sizes.count, isPlain: isPlain)
    isStatic = !isAsync && scenario.schedule.assign == .static
    owned = ReadyQueues(count: isStatic ? plan.workerCount : 0, isPlain: isPlain)
    takesChunks =
      !isAsync && (scenario.schedule.assign != .dynamic || scenario.schedule.chunk != .standard)
    taken = WaitingQueues(count: takesChunks ? plan.workerCount : 0)
    rows = FreeSets(capacities: sizes.map { _ in 0 }, filled: false)
    rowCounts = sizes.map { _ in 0 }
    poolCount = sizes.count
    isUp = sizes.map { _ in false }
    gates = Gates(scenario.tasks)
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
      } else if task.definition.after.isEmpty {
        makeReadyWithAllSignals(position, &driver)
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
    let leg = legs[job.leg]
    if leg.place == .row {
      rows.insert(Int(job.lane), in: Int(leg.pool))
      job.lane = -1
    }
    if !leg.releases.isEmpty { release(leg, &job, &driver) }
    if !leg.isLast {
      job.moveOn()
      _ = advance(job, &driver)
      return
    }
    settle(job, leg, failed: failed, &driver)
    if job.lane >= 0 { leave(Int(job.lane), in: Int(leg.pool), &driver) }
  }

  /// The steps of a leg that is a whole job are over and its worker, of this pool, is noted as free.
  ///
  /// Not the scheduler but the caller counts such jobs, and tells `settled` of all together.
  @inline(__always)
  public mutating func endedWholeJob(_ job: Job, in pool: Int) {
    freeWorkers.insert(Int(job.lane) - firstWorkers[pool], in: pool)
  }

  /// So many jobs ended that were told of one by one.
  public mutating func settled(_ count: Int) { unsettledCount -= count }

  /// Whether a worker is free at the end of a job in any case: it never has more of a chunk, nor a queue
  /// of its own.
  public var freesWorkersAtOnce: Bool { !isAsync && !takesChunks && !isStatic && !handsOut }

  /// A worker has done with a job: it goes on with its chunk or is free.
  @inline(__always)
  private mutating func leave<D: SchedulerDriver & ~Copyable>(
    _ worker: Int, in pool: Int, _ driver: inout D
  ) {
    if takesChunks, !taken.isEmpty(worker) {
      var next = taken.takeFirst(of: worker)
      next.lane = Int32(worker)
      _ = advance(next, &driver)
      return
    }
    driver.note(TraceEvent(.freed, lane: Int32(worker)))
    setFree(worker, in: pool)
  }

  @inline(__always)
  mutating func setFree(_ worker: Int, in pool: Int) {
    let position = worker - firstWorkers[pool]
    freeWorkers.insert(position, in: pool)
    if isStatic, !owned.isEmpty(worker) { runnable.insert(position, in: pool) }
  }
}
