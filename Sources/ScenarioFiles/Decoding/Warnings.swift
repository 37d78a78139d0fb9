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
      warn(.unused, "no task uses `\(resource.name)`", decoder.resourcePlaces[position])
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

  /// A task that holds a single unit throughout runs one job at a time, whatever its workers.
  private mutating func warnOfSerialResources() {
    for (position, task) in scenario.tasks.enumerated() where task.count > 1 {
      for claim in task.uses {
        let resource = scenario.resources[claim.resource]
        guard resource.capacity < 2 * claim.units, scenario.pools[task.pool].count > 1,
          scenario.tasks.count == 1
        else { continue }
        warn(
          .serialised, "`\(resource.name)` lets one `\(task.name)` run at a time",
          decoder.taskPlaces[position], remedy: "more workers cannot help")
      }
    }
  }

  private mutating func warnOfAsync(_ root: TreeNode) {
    guard scenario.execution == .async, case .mapping(let entries, _) = root else { return }
    if !scenario.tasks.contains(where: { $0.steps.contains { $0.kind == .wait } }),
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
      for rule in task.steps.map(\.duration) {
        if case .list(let values) = rule, values.count > task.count {
          warn(
            .longList,
            "\(values.count) durations for \(task.count) job\(task.count == 1 ? "" : "s")",
            decoder.taskPlaces[position], remedy: "the others are never taken")
        }
      }
    }
  }
}
