import Model

/// What a valid scenario probably does not mean.
struct Warnings {
  private(set) var list: [Diagnostic] = []
  private let scenario: Scenario
  private let decoder: ScenarioDecoder

  init(_ scenario: Scenario, _ decoder: ScenarioDecoder, _ root: TreeNode) {
    self.scenario = scenario
    self.decoder = decoder
    warnOfUnused()
    warnOfWorkers()
    warnOfSerialResources()
    warnOfAsync(root)
    warnOfLongLists()
    warnOfIdleSettings()
  }

  private mutating func warn(
    _ code: DiagnosticCode, _ message: String, _ entry: TreeNode.Entry, remedy: String? = nil
  ) {
    list.append(
      Diagnostic(
        code, message, at: entry.place, length: entry.key.unicodeScalars.count, remedy: remedy))
  }

  private mutating func warnOfUnused() {
    let pools = Set(scenario.tasks.map(\.pool))
    for (position, pool) in scenario.pools.enumerated() where !pools.contains(position) {
      warn(
        .unused, "no task is done by `\(pool.name)`", decoder.poolPlaces[position],
        remedy: "its workers count in the efficiency all the same")
    }
    var isUsed = scenario.resources.map { _ in false }
    for task in scenario.tasks {
      for claim in task.uses + task.steps.flatMap(\.uses) { isUsed[claim.resource] = true }
    }
    for (position, resource) in scenario.resources.enumerated() where !isUsed[position] {
      warn(
        .unused, "no task uses `\(resource.name)`", decoder.resourcePlaces[position],
        remedy: "claim it with `uses`, or remove it")
    }
  }

  private mutating func warnOfWorkers() {
    var counts = scenario.pools.map { _ in 0 }
    for task in scenario.tasks { counts[task.pool] += task.count }
    for (position, pool) in scenario.pools.enumerated() {
      let jobs = counts[position]
      if jobs > 0, pool.count > jobs {
        warn(
          .moreWorkersThanJobs, "\(pool.count) workers for \(jobs) job\(jobs == 1 ? "" : "s")",
          decoder.poolPlaces[position], remedy: "some will have nothing to do")
      }
    }
  }

  /// Where every job holds most of one resource, one runs at a time, whatever the workers.
  private mutating func warnOfSerialResources() {
    guard scenario.workerCount > 1, scenario.jobCount > 1 else { return }
    for (position, resource) in scenario.resources.enumerated() {
      let isHeldByAll = scenario.tasks.allSatisfy { task in
        // Held by the whole job, or by each of its steps.
        func isMost(_ claim: Claim) -> Bool {
          claim.resource == position && 2 * claim.units > resource.capacity
        }
        return task.uses.contains(where: isMost)
          || task.steps.allSatisfy { $0.uses.contains(where: isMost) }
      }
      guard isHeldByAll else { continue }
      warn(
        .serialised, "`\(resource.name)` lets one job run at a time",
        decoder.resourcePlaces[position], remedy: "more workers cannot help")
    }
  }

  private mutating func warnOfAsync(_ root: TreeNode) {
    guard scenario.execution == .async, case .mapping(let entries, _) = root else { return }
    // With several workers a job that queues for a resource leaves its worker to others, too.
    let isAlone = scenario.pools.allSatisfy { $0.count == 1 }
    let isWaiting = scenario.tasks.contains { task in
      task.steps.contains { $0.kind == .wait || !isAlone && !$0.uses.isEmpty }
        || !isAlone && !task.uses.isEmpty
    }
    if !isWaiting,
      let entry = entries.first(where: { $0.key == "execution" })
    {
      warn(.asyncCannotHelp, "no step waits", entry, remedy: "async cannot help")
    }
    guard let schedule = entries.first(where: { $0.key == "schedule" }),
      case .mapping(let keys, _) = schedule.value
    else { return }
    for key in keys where key.key != "order" {
      warn(.withoutEffect, "`\(key.key)` has no effect in async", key, remedy: "remove it")
    }
  }

  private mutating func warnOfLongLists() {
    for (position, task) in scenario.tasks.enumerated() {
      for rule in task.steps.map(\.duration) + [task.arrive].compactMap({ $0 }) {
        if case .list(let values) = rule, values.count > task.count {
          warn(
            .longList,
            "\(values.count) durations for \(task.count) job\(task.count == 1 ? "" : "s")",
            decoder.taskPlaces[position], remedy: "the others are never taken")
        }
      }
    }
  }

  /// Settings that change nothing as the file stands.
  private mutating func warnOfIdleSettings() {
    for (position, pool) in scenario.pools.enumerated() where pool.speeds.count > pool.count {
      warn(
        .longList,
        "\(pool.speeds.count) speeds for \(pool.count) worker\(pool.count == 1 ? "" : "s")",
        decoder.poolPlaces[position], remedy: "the others are never taken")
    }
    for (position, task) in scenario.tasks.enumerated() where task.arrive != nil && task.count == 1
    {
      warn(
        .withoutEffect, "`arrive` has no effect on a single job", decoder.taskPlaces[position],
        remedy: "the first job comes at 0; let it wait for another task, or write `count`")
    }
    for (position, task) in scenario.tasks.enumerated()
    where task.retries > 0 && task.failureProbability == 0
      && !task.steps.contains(where: { $0.command != nil })
    {
      warn(
        .withoutEffect, "`retries` has no effect without `fails`", decoder.taskPlaces[position],
        remedy: "write `fails: 1 %` as well")
    }
  }
}
