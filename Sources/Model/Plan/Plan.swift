/// A scenario made ready to run: legs, gates and queue keys, for one replication.
///
/// Plan, scheduler and clocks name tasks, workers and resources by position; jobs have no object.
public struct Plan: Sendable {
  /// The scenario as written.
  public let scenario: Scenario
  /// The source of random values of this replication.
  public let chance: Chance
  /// The pools with their workers' numbers, in file order.
  public let pools: [PlannedPool]
  /// The tasks, in file order.
  public let tasks: [PlannedTask]
  /// The legs of all tasks, task by task.
  public let legs: [Leg]
  /// The claims that legs release, in the order of release.
  public let releases: [Release]
  /// The most claims that a job can hold at once.
  public let claimWidth: Int
  /// All workers of all pools.
  public let workerCount: Int
  /// What the loop needs of each task, as plain values without references.
  public let facts: [TaskFacts]
  /// What the loop needs of each step of all tasks, task by task.
  public let steps: [StepFacts]
  /// What waits for each task, task by task.
  public let dependents: [Dependent]
  /// The values of all durations that are lists, one list after another.
  public let listed: [Nanoseconds]
  /// In the tasks' graphs, one graph after another, the jobs that wait for each job.
  let successors: JobGraph.Neighbours
  /// The jobs that each job waits for.
  let predecessors: JobGraph.Neighbours
  /// Whether every worker runs at full speed.
  public let hasFullSpeed: Bool

  /// Makes the plan of a validated scenario.
  ///
  /// Cost: linear in tasks, and in jobs where an order or a list needs a key per job.
  public init(_ scenario: Scenario, replication: Int = 0) {
    self.scenario = scenario
    let chance = Chance(seed: scenario.seed, replication: replication)
    self.chance = chance
    var first = 0
    pools = scenario.pools.map { pool in
      defer { first += pool.count }
      return PlannedPool(pool, firstWorker: first)
    }
    workerCount = first
    var builder = LegBuilder(
      execution: scenario.execution, hasTransfer: scenario.overhead.transfer > 0)
    let keys = OrderKeys.all(for: scenario, chance: chance)
    var facts = FactsBuilder(scenario.tasks)
    tasks = scenario.tasks.enumerated().map { position, task in
      PlannedTask(
        task, legs: builder.append(task, facts.append(task, at: position)), keys: keys[position],
        stream: chance.stream(of: task.name))
    }
    legs = builder.legs
    precondition(legs.count <= Job.legLimit, "a plan has at most 2^24 legs")
    releases = builder.releases
    self.facts = zip(facts.facts, tasks).map { $0.beginning(at: $1.legs.lowerBound) }
    steps = facts.steps
    listed = facts.listed
    dependents = facts.dependents
    successors = JobGraph.joined(facts.graphs.map(\.behind))
    predecessors = JobGraph.joined(facts.graphs.map(\.before))
    hasFullSpeed = scenario.pools.allSatisfy { $0.speedsInUse.allSatisfy { $0 == .one } }
    claimWidth =
      scenario.tasks.map { task in
        task.uses.count + (task.steps.map(\.uses.count).max() ?? 0)
      }.max() ?? 0
  }

  /// The pool that a worker belongs to.
  ///
  /// Cost: logarithmic in pools.
  public func pool(of worker: Int) -> Int {
    var low = 0
    var high = pools.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if pools[middle].firstWorker <= worker { low = middle } else { high = middle }
    }
    return low
  }

  /// Whether a task's jobs are followed one by one, by the jobs of another.
  public func hasEach(behind task: Int) -> Bool {
    facts[task].dependents.contains { dependents[Int($0)].isEach }
  }

  /// A job's name as people write it: "toast 37".
  public func name(task: Int, number: Int) -> String {
    "\(tasks[task].definition.name) \(number + 1)"
  }

  /// For each task, how many jobs the tasks before it have: job `number` of a task has the offset plus
  /// its number among all jobs.
  public var jobOffsets: [Int] {
    var offset = 0
    return tasks.map { task in
      defer { offset += task.definition.count }
      return offset
    }
  }

  /// A worker's name as people write it: "cook 2".
  public func name(worker: Int) -> String {
    let pool = pools[pool(of: worker)]
    return "\(pool.definition.name) \(worker - pool.firstWorker + 1)"
  }

  /// Whether a step of a task runs on a worker: every step in sync, a `work` step in async.
  @inline(__always)
  public func runsOnWorker(task: Int, step: Int) -> Bool {
    scenario.execution == .sync || isWork(task: task, step: step)
  }

  /// Whether a worker that took a chunk waits for the coordinator first.
  public var workersWaitForHandOuts: Bool {
    scenario.execution == .sync && scenario.overhead.dispatch > 0
  }

  /// Whether a step of a task is a `work` step.
  @inline(__always)
  public func isWork(task: Int, step: Int) -> Bool {
    steps[Int(facts[task].firstStep) + step].isWork
  }

  /// The time that a step of a job takes at speed 1, in nanoseconds.
  @inline(__always)
  public func duration(task: Int, step: Int, job: Int32, attempt: Int32) -> Nanoseconds {
    let facts = steps[Int(facts[task].firstStep) + step]
    switch facts.source {
    case .fixed: return facts.value
    case .listed: return listed[facts.listStart + Int(job) % facts.listCount]
    case .drawn: return drawnDuration(task: task, step: step, job: job, attempt: attempt)
    }
  }

  /// The time that a step with a drawn duration takes, in nanoseconds.
  @inline(never)
  public func drawnDuration(task: Int, step: Int, job: Int32, attempt: Int32) -> Nanoseconds {
    chance.duration(
      tasks[task].definition.steps[step].duration,
      Chance.Draw(
        stream: tasks[task].stream, purpose: .duration, job: job, step: Int32(step),
        attempt: attempt))
  }

  /// The values for the first attempts of sixteen jobs: durations of a step or, with no step, the gaps
  /// after their arrivals.
  @inline(never)
  public func drawnBlock(task: Int, step: Int?, firstJob: Int32) -> SIMD16<Int64> {
    let definition = tasks[task].definition
    let rule = step.map { definition.steps[$0].duration } ?? definition.arrive ?? .fixed(0)
    return chance.durations(
      rule,
      Chance.Draw(
        stream: tasks[task].stream, purpose: step == nil ? .arrival : .duration, job: firstJob,
        step: Int32(step ?? 0)))
  }

  /// Whether an attempt of a job fails.
  public func fails(task: Int, job: Int32, attempt: Int32) -> Bool {
    let probability = facts[task].failureProbability
    guard probability > 0 else { return false }
    let draw = Chance.Draw(
      stream: tasks[task].stream, purpose: .failure, job: job, attempt: attempt)
    return chance.unit(draw) < probability
  }

  /// The gap between the arrivals of job `number` and the next one.
  public func arrivalGap(task: Int, job: Int32) -> Nanoseconds {
    guard let rule = tasks[task].definition.arrive else { return 0 }
    return chance.duration(
      rule, Chance.Draw(stream: tasks[task].stream, purpose: .arrival, job: job))
  }
}

/// A pool and the numbers of its workers.
public struct PlannedPool: Sendable {
  /// The pool as written.
  public let definition: Pool
  /// The number of its first worker among all workers.
  public let firstWorker: Int

  init(_ definition: Pool, firstWorker: Int) {
    self.definition = definition
    self.firstWorker = firstWorker
  }

  /// The numbers of its workers.
  public var workers: Range<Int> { firstWorker..<firstWorker + definition.count }

  /// The speed of a worker.
  public func speed(of worker: Int) -> Ratio {
    definition.speeds[(worker - firstWorker) % definition.speeds.count]
  }
}

/// A task, its legs and how its jobs queue.
public struct PlannedTask: Sendable {
  /// The task as written.
  public let definition: TaskDefinition
  /// The positions of its legs.
  public let legs: Range<Int32>
  /// How its jobs are ordered in a queue.
  public let keys: OrderKeys
  /// Its stream of random values.
  public let stream: UInt64

  init(_ definition: TaskDefinition, legs: Range<Int32>, keys: OrderKeys, stream: UInt64) {
    self.definition = definition
    self.legs = legs
    self.keys = keys
    self.stream = stream
  }
}
