import Model

extension Scenario {
  /// Takes a task out, with all that names it.
  mutating func remove(task index: Int) {
    tasks.remove(at: index)
    func renumbered(_ list: [Int]) -> [Int] {
      list.filter { $0 != index }.map { $0 > index ? $0 - 1 : $0 }
    }
    for other in tasks.indices {
      tasks[other].after = renumbered(tasks[other].after)
      tasks[other].each = renumbered(tasks[other].each)
    }
  }

  /// Takes a pool out; the first one left does its tasks.
  mutating func remove(pool index: Int) {
    pools.remove(at: index)
    for task in tasks.indices {
      let pool = tasks[task].pool
      tasks[task].pool = pool == index ? 0 : pool > index ? pool - 1 : pool
    }
  }

  /// Takes a resource out, with all claims on it.
  mutating func remove(resource index: Int) {
    resources.remove(at: index)
    func renumbered(_ claims: [Claim]) -> [Claim] {
      claims.filter { $0.resource != index }.map {
        Claim(resource: $0.resource > index ? $0.resource - 1 : $0.resource, units: $0.units)
      }
    }
    for task in tasks.indices {
      tasks[task].uses = renumbered(tasks[task].uses)
      for step in tasks[task].steps.indices {
        tasks[task].steps[step].uses = renumbered(tasks[task].steps[step].uses)
      }
    }
  }

  /// The most units that one claim wants of a resource.
  func smallestCapacity(of resource: Int) -> Int {
    let claims = tasks.flatMap { task in task.uses + task.steps.flatMap(\.uses) }
    return claims.filter { $0.resource == resource }.map(\.units).max() ?? 1
  }

  /// Gives a task so many jobs, and all those tied to it by `each`, directly or not.
  mutating func setCount(of task: Int, to count: Int) {
    var tied: Set<Int> = [task]
    var size = 0
    while size < tied.count {
      size = tied.count
      for index in tasks.indices {
        if tied.contains(index) { tied.formUnion(tasks[index].each) }
        if !tied.isDisjoint(with: tasks[index].each) { tied.insert(index) }
      }
    }
    for index in tied.sorted() {
      tasks[index].count = count
      tasks[index].graph = tasks[index].graph?.prefix(count)
    }
  }

  /// All fixed times and lists rounded down to whole seconds.
  var inWholeSeconds: Scenario {
    let second: Int64 = 1_000_000_000
    func whole(_ time: Int64) -> Int64 { time / second * second }
    func whole(_ rule: DurationRule) -> DurationRule {
      switch rule {
      case .fixed(let time): .fixed(whole(time))
      case .list(let times): .list(times.map { whole($0) })
      default: rule
      }
    }
    var scenario = self
    for task in tasks.indices {
      scenario.tasks[task].arrive = tasks[task].arrive.map { whole($0) }
      for step in tasks[task].steps.indices {
        scenario.tasks[task].steps[step].duration = whole(tasks[task].steps[step].duration)
      }
    }
    return scenario
  }
}
