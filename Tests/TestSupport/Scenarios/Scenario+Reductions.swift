package import Model

extension Scenario {
  /// Simpler scenarios: each with one thing less, those that lose most first.
  package var reductions: [Scenario] {
    var list = Reductions(of: self)
    list.addParts()
    list.addSettings()
    for index in pools.indices { list.addPool(index) }
    for index in tasks.indices { list.addTask(index) }
    for index in tasks.indices {
      for step in tasks[index].steps.indices { list.addStep(step, of: index) }
    }
    return list.scenarios
  }

  /// The smallest scenario found that still fails: takes reductions while one of them fails.
  package func shrunk(while fails: (Scenario) -> Bool) -> Scenario {
    var smallest = self
    while let next = smallest.reductions.first(where: fails) { smallest = next }
    return smallest
  }
}

/// Collects scenarios that are simpler than one.
///
/// Each is smaller in some part and larger in none, so that a chain of them ends.
private struct Reductions {
  private let original: Scenario
  private(set) var scenarios: [Scenario] = []

  init(of scenario: Scenario) { original = scenario }

  private mutating func add(_ change: (inout Scenario) -> Void) {
    var copy = original
    change(&copy)
    if copy != original { scenarios.append(copy) }
  }

  /// Without a task, a pool or a resource.
  mutating func addParts() {
    for index in original.tasks.indices where original.tasks.count > 1 {
      add { $0.remove(task: index) }
    }
    for index in original.pools.indices where original.pools.count > 1 {
      add { $0.remove(pool: index) }
    }
    for index in original.resources.indices { add { $0.remove(resource: index) } }
  }

  mutating func addSettings() {
    add { $0.until = nil }
    add { $0.cores = nil }
    add { $0.overhead = Overhead() }
    add { $0.overhead.startup = 0 }
    add { $0.overhead.dispatch = 0 }
    add { $0.overhead.transfer = 0 }
    add { $0.schedule = Schedule() }
    add { $0.schedule.assign = .dynamic }
    add { $0.schedule.order = .fifo }
    add { $0.schedule.chunk = .standard }
    add { $0.execution = .sync }
    add { $0.seed = 42 }
    // Whole seconds are easier to read; a second is the least that such a time can be.
    add { $0 = $0.inWholeSeconds }
    for index in original.resources.indices {
      add { $0.resources[index].capacity = max($0.smallestCapacity(of: index), 1) }
    }
  }

  mutating func addPool(_ index: Int) {
    let pool = original.pools[index]
    add { $0.pools[index].kind = .threads }
    add { $0.pools[index].speeds = [.one] }
    if pool.speeds.count > 1 { add { $0.pools[index].speeds.removeLast() } }
    add { $0.pools[index].count = max(1, pool.count / 2) }
    add { $0.pools[index].count = max(1, pool.count - 1) }
  }

  mutating func addTask(_ index: Int) {
    let task = original.tasks[index]
    addCounts(index)
    add { $0.tasks[index].after = [] }
    for other in task.after { add { $0.tasks[index].after.removeAll { $0 == other } } }
    add { $0.tasks[index].each = [] }
    for other in task.each { add { $0.tasks[index].each.removeAll { $0 == other } } }
    add { $0.tasks[index].graph = nil }
    if let graph = task.graph {
      for job in 0..<graph.count where !graph.predecessors(of: job).isEmpty {
        add { $0.tasks[index].graph = graph.without(oneOf: job) }
      }
    }
    add { $0.tasks[index].arrive = nil }
    if let rule = task.arrive {
      for simpler in rule.reductions { add { $0.tasks[index].arrive = simpler } }
    }
    add { $0.tasks[index].priority = 0 }
    add { $0.tasks[index].failureProbability = 0 }
    add { if $0.tasks[index].failureProbability > 0 { $0.tasks[index].failureProbability = 1 } }
    add { $0.tasks[index].retries = 0 }
    add { $0.tasks[index].retries = min(1, task.retries) }
    addClaims(\.tasks[index].uses)
    for step in task.steps.indices where task.steps.count > 1 {
      add { $0.tasks[index].steps.remove(at: step) }
    }
  }

  /// Fewer jobs; tasks that follow each other job by job keep one count.
  private mutating func addCounts(_ index: Int) {
    let task = original.tasks[index]
    for count in [1, task.count / 2, task.count - 1] where count >= 1 && count < task.count {
      add { $0.setCount(of: index, to: count) }
    }
  }

  private mutating func addClaims(_ claims: WritableKeyPath<Scenario, [Claim]>) {
    let all = original[keyPath: claims]
    add { $0[keyPath: claims] = [] }
    for index in all.indices {
      add { $0[keyPath: claims].remove(at: index) }
      add { $0[keyPath: claims][index].units = 1 }
    }
  }

  mutating func addStep(_ step: Int, of index: Int) {
    addClaims(\.tasks[index].steps[step].uses)
    for rule in original.tasks[index].steps[step].duration.reductions {
      add { $0.tasks[index].steps[step].duration = rule }
    }
  }
}

extension DurationRule {
  /// Simpler rules, down to one second.
  fileprivate var reductions: [DurationRule] {
    let second: Int64 = 1_000_000_000
    switch self {
    case .fixed(let time):
      // Each is smaller, or rounder and not larger, so that none comes again.
      let rounder = [0, second, time / 2, time / second * second].filter { $0 < time }
      return rounder.map { .fixed($0) }
    case .list(let times):
      let shorter: [DurationRule] = times.indices.compactMap { index in
        var rest = times
        rest.remove(at: index)
        return rest.isEmpty ? nil : .list(rest)
      }
      return times.map { .fixed($0) } + shorter
    case .uniform, .exponential, .normal, .lognormal:
      return [.fixed(second), .fixed(expected(job: 0))]
    }
  }
}
