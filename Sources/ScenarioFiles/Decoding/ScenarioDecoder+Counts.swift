import Model

extension ScenarioDecoder {
  /// Reports circles of tasks that wait for each other, each once.
  mutating func reportCycles() {
    var open = tasks
    for _ in 0..<10 {
      guard let circle = Self.circle(in: open), let task = circle.first else { return }
      report(circle)
      // Without one of its arrows the circle is none, and the next one can be found.
      let next = circle.count > 1 ? circle[1] : task
      open[task].after.removeAll { $0 == next }
      open[task].each.removeAll { $0 == next }
    }
  }

  /// The tasks of one circle, each waiting for the next and the last for the first; nil for none.
  private static func circle(in tasks: [TaskDefinition]) -> [Int]? {
    let order = Chains.topologicalOrder(tasks)
    guard order.count < tasks.count else { return nil }
    var isLeft = [Bool](repeating: true, count: tasks.count)
    for task in order { isLeft[task] = false }
    // Every task that is left waits for one that is left: following those leads round a circle.
    var path: [Int] = []
    var position = [Int: Int]()
    var task = isLeft.firstIndex(of: true) ?? 0
    while position[task] == nil {
      position[task] = path.count
      path.append(task)
      task = (tasks[task].after + tasks[task].each).first { isLeft[$0] } ?? task
    }
    return Array(path[(position[task] ?? 0)...])
  }

  private mutating func report(_ circle: [Int]) {
    let task = circle[0]
    let names = (circle + [task]).prefix(12).map { tasks[$0].name }
    let story = names.joined(separator: " -> ") + (circle.count > 11 ? " -> ..." : "")
    let isAlone = circle.count == 1
    let key = keyEntry(of: task, among: ["after", "each"])
    reader.report(
      .cycle,
      isAlone
        ? "`\(tasks[task].name)` waits for itself"
        : "tasks wait for each other in a circle: \(story)",
      at: isAlone ? key.place : taskPlaces[task].place,
      length: isAlone ? key.key.unicodeScalars.count : tasks[task].name.unicodeScalars.count,
      remedy: isAlone ? "remove it" : "one of them must not wait")
  }

  /// The first of some keys that a task has; the task itself where it has none.
  private func keyEntry(of task: Int, among keys: [String]) -> TreeNode.Entry {
    guard case .mapping(let entries, _) = taskPlaces[task].value else { return taskPlaces[task] }
    return entries.first { keys.contains($0.key) } ?? taskPlaces[task]
  }

  /// `each` gives a task as many jobs as the tasks it follows; a written count must agree.
  mutating func countFollowers(_ isCounted: [Bool]) {
    // A table gives a task without count and `each` a job for each row.
    for task in tasks.indices where !isCounted[task] && tasks[task].each.isEmpty {
      tasks[task].count = tableLength(of: taskPlaces[task]) ?? tasks[task].count
    }
    for task in Chains.topologicalOrder(tasks) {
      guard let first = tasks[task].each.first else { continue }
      let count = tasks[first].count
      for source in tasks[task].each where tasks[source].count != count {
        reportCounts(
          task,
          "`each` names \(count) x `\(tasks[first].name)` and \(tasks[source].count) x "
            + "`\(tasks[source].name)`")
      }
      if !isCounted[task] {
        tasks[task].count = count
      } else if tasks[task].count != count {
        reportCounts(
          task, "`count` says \(tasks[task].count), but there are \(count) x `\(tasks[first].name)`"
        )
      }
    }
  }

  private mutating func reportCounts(_ task: Int, _ message: String) {
    let key = keyEntry(of: task, among: message.hasPrefix("`count`") ? ["count"] : ["each"])
    reader.report(
      .counts, message, at: key.place, length: key.key.unicodeScalars.count,
      remedy: "job i follows job i, so the counts must be equal")
  }

  /// The rows of the longest table of a task; nil where it has none.
  private func tableLength(of entry: TreeNode.Entry) -> Int? {
    guard case .mapping(let keys, _) = entry.value else { return nil }
    var nodes = keys.filter { $0.key == "work" || $0.key == "wait" }.map(\.value)
    for steps in keys where steps.key == "steps" {
      for step in reader.items(steps.value) {
        if case .mapping(let entries, _) = step { nodes += entries.map(\.value) }
      }
    }
    return nodes.compactMap { tableLengths[$0.place] }.max()
  }

  /// Limits that hold before anything expands.
  mutating func checkWhole(_ scenario: Scenario, _ entries: [TreeNode.Entry]) {
    func place(_ key: String) -> Place {
      entries.first { $0.key == key }?.place ?? Place(source: 0, line: 1, column: 1)
    }
    let workers = scenario.workerCount
    if workers > Limit.workers {
      reader.report(
        .pastLimit, "\(workers) workers are more than \(Limit.workers)", at: place("workers"),
        length: 7)
    }
    let units = resources.reduce(0) { $0 + $1.capacity }
    if units > 4 * Limit.workers {
      reader.report(
        .pastLimit, "\(units) units are more than \(4 * Limit.workers)", at: place("resources"),
        length: 9)
    }
    let jobs = scenario.jobCount
    if jobs > Limit.jobs {
      reader.report(
        .pastLimit, "\(jobs) jobs are more than \(Limit.jobs)", at: place("tasks"), length: 5)
    }
    let waits = tasks.reduce(0) { $0 + (waitsFromTheStart($1, scenario) ? $1.count : 0) }
    if waits > Limit.waits {
      reader.report(
        .pastLimit, "\(waits) jobs would all wait at once; at most \(Limit.waits) can",
        at: place("tasks"), length: 5, remedy: "let them arrive, or use a resource")
    }
    let blocks = tasks.reduce(0) { $0 + min($1.count, pools[$1.pool].count) }
    if scenario.schedule.assign == .static, scenario.execution == .sync, blocks > Limit.blocks {
      reader.report(
        .pastLimit, "static assignment would fix \(blocks) blocks; at most \(Limit.blocks) can be",
        at: place("schedule"), length: 8, remedy: "use assign dynamic, or fewer workers")
    }
    let kept = tasks.reduce(0) { $0 + (keepsValuePerJob($1, scenario) ? $1.count : 0) }
    if kept > Limit.keptJobs {
      reader.report(
        .pastLimit,
        "\(kept) jobs need a value each, for their order or for what they wait for; at most "
          + "\(Limit.keptJobs) can",
        at: place("tasks"), length: 5, remedy: "use order fifo, or fewer jobs")
    }
  }

  /// Whether in async all jobs of a task begin to wait as soon as they are ready.
  private func waitsFromTheStart(_ task: TaskDefinition, _ scenario: Scenario) -> Bool {
    scenario.execution == .async && task.arrive == nil && task.each.isEmpty && task.uses.isEmpty
      && task.steps.first?.kind == .wait && task.steps.first?.uses.isEmpty == true
      && scenario.overhead.transfer == 0 && scenario.overhead.dispatch == 0
  }

  /// Whether the engine must keep something for every job of a task.
  private func keepsValuePerJob(_ task: TaskDefinition, _ scenario: Scenario) -> Bool {
    let gates = task.each.count + (task.arrive == nil ? 0 : 1)
    if gates > 1 || (gates == 1 && !task.after.isEmpty) { return true }
    let isChained = !task.each.isEmpty
    let isListed = task.steps.contains { step in
      if case .fixed = step.duration { false } else { true }
    }
    // Chunks of interleaved tasks are no ranges.
    let isDealt = scenario.schedule.assign != .dynamic || scenario.schedule.chunk != .standard
    switch scenario.schedule.order {
    case .random: return true
    case .inTurn: return isDealt && tasks.count > 1 || isChained && isListed
    case .fifo: return isChained && isListed
    case .shortestFirst, .longestFirst, .criticalPath: return isListed || isChained
    }
  }
}
