import Model

/// What Amdahl's law says of a run.
public struct AmdahlPrediction: Equatable, Sendable {
  /// The steps of jobs that come before or after every other job, in nanoseconds.
  public var serial: Int128
  /// The share of T1 that can overlap with something.
  public var parallelFraction: Double
  /// N: the workers, or in async the peak concurrency.
  public var count: Int
  /// What `count` counts.
  public var countsWorkers: Bool
  /// S = 1 / ((1 - p) + p / N).
  public var speedup: Double
}

/// The largest speedup that `workers` can give where a share of the work cannot be divided.
///
/// Amdahl (1967): S = 1 / ((1 - p) + p / N). p = 0 gives 1; p = 1 gives N; as N grows, S tends to
/// 1 / (1 - p), which an infinite `workers` gives.
public func amdahlSpeedup(parallelFraction p: Double, workers: Double) -> Double {
  1 / ((1 - p) + p / workers)
}

extension AmdahlPrediction {
  /// The prediction for times in nanoseconds, exact up to the last division.
  init(serial: Int128, t1: Int128, count: Int, countsWorkers: Bool) {
    self.serial = serial
    self.count = count
    self.countsWorkers = countsWorkers
    parallelFraction = Double(t1 - serial) / Double(t1)
    speedup =
      Double(t1) * Double(count) / (Double(serial) * Double(count) + Double(t1 - serial))
  }
}

extension Plan {
  /// All steps of a job's first attempt at speed 1.
  func length(task: Int, number: Int) -> Int128 {
    tasks[task].definition.steps.indices.reduce(Int128(0)) { sum, step in
      sum + Int128(duration(task: task, step: step, job: Int32(number), attempt: 0))
    }
  }
}

/// The jobs that come before or after every other job in the graph of all dependencies.
///
/// Jobs have places, task by task in a topological order and by number, so that every edge leads to
/// a larger place. A job comes after all those placed before it where each of them has a successor
/// no later than the job: a successor that is not the job itself has such a successor in turn. What
/// it comes before is found likewise, by predecessors. Exact for `after`, `each` and graphs
/// together. Linear in tasks and dependencies, and in jobs of tasks with a graph.
struct SerialJobs {
  private let tasks: [TaskDefinition]
  private let order: [Int]
  /// The place of each task's first job.
  private var firstPlaces: [Int]
  private var edges: [Edges]

  /// The places in other tasks that the jobs of a task are tied to, the nearest of each kind.
  private struct Edges {
    /// The first job that waits for the whole task.
    var nextOfAll = Int.max
    /// The first job that follows job 0 by `each`; job i is followed i places later.
    var nextOfFirst: Int?
    /// The last job that the whole task waits for.
    var lastOfAll = -1
    /// The last job that job 0 follows by `each`; job i follows one i places later.
    var lastOfFirst: Int?
  }

  init(_ tasks: [TaskDefinition]) {
    self.tasks = tasks
    order = Chains.topologicalOrder(tasks)
    firstPlaces = [Int](repeating: 0, count: tasks.count)
    edges = [Edges](repeating: Edges(), count: tasks.count)
    var place = 0
    for task in order {
      firstPlaces[task] = place
      place += tasks[task].count
    }
    for task in tasks.indices { addEdges(to: task) }
  }

  private mutating func addEdges(to task: Int) {
    let first = firstPlaces[task]
    for source in tasks[task].after {
      let last = firstPlaces[source] + tasks[source].count - 1
      edges[source].nextOfAll = min(edges[source].nextOfAll, first)
      edges[task].lastOfAll = max(edges[task].lastOfAll, last)
    }
    for source in tasks[task].each {
      edges[source].nextOfFirst = min(edges[source].nextOfFirst ?? first, first)
      edges[task].lastOfFirst = max(edges[task].lastOfFirst ?? 0, firstPlaces[source])
    }
  }

  /// Gives each serial job, the last one first.
  func forEach(_ body: (_ task: Int, _ number: Int) -> Void) {
    var follows = followsAllBefore()
    var laterNeed = Int.max
    for task in order.reversed() {
      for number in stride(from: tasks[task].count - 1, through: 0, by: -spacing(in: task)) {
        let place = firstPlaces[task] + number
        if follows.removeLast(), laterNeed >= place { body(task, number) }
        laterNeed = min(laterNeed, lastPredecessor(task, number))
      }
    }
  }

  /// For each job that is looked at, by place, whether it comes after all those placed before it.
  private func followsAllBefore() -> [Bool] {
    var follows: [Bool] = []
    var earlierReach = -1
    for task in order {
      for number in stride(from: 0, to: tasks[task].count, by: spacing(in: task)) {
        follows.append(earlierReach <= firstPlaces[task] + number)
        earlierReach = max(earlierReach, nextSuccessor(task, number))
      }
    }
    return follows
  }

  /// How far apart the jobs of a task are that are looked at.
  ///
  /// Without a graph its ends speak for all: no job has a later next successor than the last one,
  /// nor an earlier last predecessor than the first.
  private func spacing(in task: Int) -> Int {
    tasks[task].graph == nil ? max(1, tasks[task].count - 1) : 1
  }

  private func nextSuccessor(_ task: Int, _ number: Int) -> Int {
    var next = edges[task].nextOfAll
    if let first = edges[task].nextOfFirst { next = min(next, first + number) }
    if let own = tasks[task].graph?.successors(of: number).first {
      next = min(next, firstPlaces[task] + Int(own))
    }
    return next
  }

  private func lastPredecessor(_ task: Int, _ number: Int) -> Int {
    var last = edges[task].lastOfAll
    if let first = edges[task].lastOfFirst { last = max(last, first + number) }
    if let own = tasks[task].graph?.predecessors(of: number).max() {
      last = max(last, firstPlaces[task] + Int(own))
    }
    return last
  }
}
