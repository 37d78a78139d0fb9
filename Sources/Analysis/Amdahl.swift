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

/// The tasks whose single job comes before or after every other job in the graph.
///
/// In a topological order such a job has a place that all edges respect: every earlier task leads on
/// to something at or before it, every later one comes from something at or behind it. Linear in tasks
/// and dependencies.
func serialTasks(_ tasks: [TaskDefinition]) -> [Int] {
  let order = Chains.topologicalOrder(tasks)
  var place = [Int](repeating: 0, count: tasks.count)
  for (index, task) in order.enumerated() { place[task] = index }
  var nearestAfter = [Int](repeating: .max, count: tasks.count)
  var nearestBefore = [Int](repeating: -1, count: tasks.count)
  for (position, task) in tasks.enumerated() {
    for source in task.after + task.each {
      nearestAfter[place[source]] = min(nearestAfter[place[source]], place[position])
      nearestBefore[place[position]] = max(nearestBefore[place[position]], place[source])
    }
  }
  // For each place, the earliest predecessor that any later task is content with.
  var laterNeeds = [Int](repeating: .max, count: tasks.count + 1)
  for index in tasks.indices.reversed() {
    laterNeeds[index] = min(laterNeeds[index + 1], nearestBefore[index])
  }
  var earlierReach = -1
  var serial: [Int] = []
  for index in tasks.indices {
    if tasks[order[index]].count == 1, earlierReach <= index, laterNeeds[index + 1] >= index {
      serial.append(order[index])
    }
    earlierReach = max(earlierReach, nearestAfter[index])
  }
  return serial
}
