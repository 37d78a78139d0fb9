/// One length per job of a task: all alike, or one each.
public enum JobLengths: Sendable {
  /// Every job has this length.
  case uniform(Nanoseconds)
  /// Job i has the i-th length.
  case perJob([Nanoseconds])

  /// The length of job `number`, from 0.
  public subscript(number: Int) -> Nanoseconds {
    switch self {
    case .uniform(let value): value
    case .perJob(let values): values[number]
    }
  }

  /// The largest length.
  public var largest: Nanoseconds {
    switch self {
    case .uniform(let value): value
    case .perJob(let values): values.max() ?? 0
    }
  }

  func mapped(with other: JobLengths, _ combine: (Nanoseconds, Nanoseconds) -> Nanoseconds)
    -> JobLengths
  {
    switch (self, other) {
    case (.uniform(let a), .uniform(let b)): return .uniform(combine(a, b))
    case (.perJob(let values), _):
      return .perJob(values.indices.map { combine(values[$0], other[$0]) })
    case (_, .perJob(let values)):
      return .perJob(values.indices.map { combine(self[$0], values[$0]) })
    }
  }
}

/// The longest chains through the tasks of a scenario.
///
/// Jobs of one task are alike but for their lengths, so the chain is found task by task: linear in
/// tasks and dependencies, and in jobs only where a task has a graph or its lengths differ.
public struct Chains {
  /// For each task, the longest chain that ends with a job of it, its own length included.
  public static func ending(_ tasks: [TaskDefinition], lengths: [JobLengths]) -> [JobLengths] {
    var chains = lengths
    var largest = [Nanoseconds](repeating: 0, count: tasks.count)
    for task in topologicalOrder(tasks) {
      var before = JobLengths.uniform(tasks[task].after.map { largest[$0] }.max() ?? 0)
      for source in tasks[task].each { before = before.mapped(with: chains[source], max) }
      if let graph = tasks[task].graph {
        chains[task] = chained(lengths[task], before, graph.before, order: 0..<graph.count)
      } else {
        chains[task] = lengths[task].mapped(with: before) { $0.addingSaturated($1) }
      }
      largest[task] = chains[task].largest
    }
    return chains
  }

  /// For each task, the longest chain that begins with a job of it, its own length included.
  public static func beginning(_ tasks: [TaskDefinition], lengths: [JobLengths]) -> [JobLengths] {
    var chains = lengths
    var behind = [JobLengths](repeating: .uniform(0), count: tasks.count)
    for task in topologicalOrder(tasks).reversed() {
      if let graph = tasks[task].graph {
        let order = (0..<graph.count).reversed()
        chains[task] = chained(lengths[task], behind[task], graph.behind, order: order)
      } else {
        chains[task] = lengths[task].mapped(with: behind[task]) { $0.addingSaturated($1) }
      }
      let largest = JobLengths.uniform(tasks[task].after.isEmpty ? 0 : chains[task].largest)
      for source in tasks[task].after {
        behind[source] = behind[source].mapped(with: largest, max)
      }
      for source in tasks[task].each {
        behind[source] = behind[source].mapped(with: chains[task], max)
      }
    }
    return chains
  }

  /// The longest chain from each job of a task with a graph, its own length included.
  ///
  /// A chain goes on with a neighbour, which `order` gives earlier, or with what `rest` says of
  /// the job.
  private static func chained(
    _ lengths: JobLengths, _ rest: JobLengths, _ neighbours: JobGraph.Neighbours,
    order: some Sequence<Int>
  ) -> JobLengths {
    var chains = [Nanoseconds](repeating: 0, count: neighbours.starts.count - 1)
    for job in order {
      var longest = rest[job]
      for position in neighbours.range(of: job) {
        longest = max(longest, chains[Int(neighbours.jobs[position])])
      }
      chains[job] = lengths[job].addingSaturated(longest)
    }
    return .perJob(chains)
  }

  /// The tasks so that each comes after those it depends on; file order where that is free.
  ///
  /// Tasks on a cycle are left out; a validated scenario has none.
  public static func topologicalOrder(_ tasks: [TaskDefinition]) -> [Int] {
    var missing = tasks.map { $0.after.count + $0.each.count }
    var dependents = [[Int]](repeating: [], count: tasks.count)
    for (position, task) in tasks.enumerated() {
      for source in task.after + task.each { dependents[source].append(position) }
    }
    var order = missing.indices.filter { missing[$0] == 0 }
    var next = 0
    while next < order.count {
      for dependent in dependents[order[next]] {
        missing[dependent] -= 1
        if missing[dependent] == 0 { order.append(dependent) }
      }
      next += 1
    }
    return order
  }
}
