package import Model

/// A small repeatable random generator for tests (SplitMix64).
package struct TestRandom: RandomNumberGenerator {
  private var state: UInt64

  package init(seed: UInt64) { state = seed }

  package mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }

  /// True with a probability of one in `odds`.
  package mutating func one(in odds: Int) -> Bool { Int.random(in: 0..<odds, using: &self) == 0 }

  /// A whole number from 0 up to but not including `bound`.
  package mutating func below(_ bound: Int) -> Int { Int.random(in: 0..<bound, using: &self) }

  package mutating func pick<Value>(_ values: [Value]) -> Value {
    values[Int.random(in: 0..<values.count, using: &self)]
  }
}

/// Makes small scenarios that cross all features; deterministic but for failures.
package struct RandomScenario {
  private var random: TestRandom
  private var scenario: Scenario

  package static func make(seed: UInt64) -> Scenario {
    var maker = RandomScenario(seed: seed)
    maker.fill()
    return maker.scenario
  }

  private init(seed: UInt64) {
    random = TestRandom(seed: seed)
    scenario = Scenario(name: "seed \(seed)", pools: [], tasks: [])
    scenario.seed = seed
  }

  private mutating func fill() {
    let speeds = [Ratio(1, 1), Ratio(1, 1), Ratio(4, 5), Ratio(2, 1), Ratio(3, 1), Ratio(1, 3)]
    let names = ["cook", "baker", "waiter"]
    for index in 0..<random.pick([1, 1, 1, 2, 3]) {
      var pool = Pool(name: names[index], count: random.pick([1, 2, 2, 3, 4, 7]))
      if random.one(in: 4) { pool.kind = .pythonThreads }
      if random.one(in: 3) {
        pool.speeds = (0..<Int.random(in: 1...3, using: &random)).map { _ in random.pick(speeds) }
      }
      scenario.pools.append(pool)
    }
    for index in 0..<random.pick([0, 0, 1, 2, 2, 3]) {
      scenario.resources.append(
        Resource(name: "r\(index)", capacity: random.pick([1, 1, 1, 2, 3])))
    }
    scenario.execution = random.one(in: 2) ? .async : .sync
    if random.one(in: 3) { scenario.cores = random.pick([1, 2, 3, 5]) }
    scenario.schedule.assign = random.pick([.dynamic, .dynamic, .static, .guided])
    scenario.schedule.chunk = random.pick([.standard, .standard, .auto, .jobs(2), .jobs(3)])
    scenario.schedule.order = random.pick(Schedule.Order.allCases + [.fifo, .fifo])
    if random.one(in: 4) { scenario.overhead.startup = random.pick([1, 2, 7]) * unit }
    if random.one(in: 4) { scenario.overhead.dispatch = random.pick([1, 3]) * unit }
    if random.one(in: 4) { scenario.overhead.transfer = random.pick([1, 2]) * unit }
    for index in 0..<random.pick([1, 2, 2, 3, 4, 5]) { addTask(index) }
    if random.one(in: 4) {
      scenario.until = Int64.random(in: 1...(random.one(in: 2) ? 60 : 12), using: &random) * unit
    }
  }

  /// Mostly seconds, so that many things happen at once; sometimes odd nanoseconds.
  private let unit: Int64 = 1_000_000_000

  private mutating func duration() -> Int64 {
    random.one(in: 8)
      ? Int64.random(in: 0...9, using: &random) : random.pick([0, 1, 2, 2, 3, 5, 7, 10]) * unit
  }

  private mutating func rule() -> DurationRule {
    guard random.one(in: 4) else { return .fixed(duration()) }
    return .list((0..<Int.random(in: 1...4, using: &random)).map { _ in duration() })
  }

  private mutating func claims(without taken: [Claim]) -> [Claim] {
    var claims: [Claim] = []
    for index in scenario.resources.indices.shuffled(using: &random)
    where random.one(in: 2) && !taken.contains(where: { $0.resource == index }) {
      let capacity = scenario.resources[index].capacity
      claims.append(Claim(resource: index, units: Int.random(in: 1...capacity, using: &random)))
    }
    return claims
  }

  /// A graph in which each job waits for up to three others.
  private mutating func graph(_ count: Int) -> JobGraph {
    var predecessors: [[Int]] = [[]]
    for job in 1..<count {
      predecessors.append(
        (0..<Int.random(in: 0...3, using: &random)).map { _ in
          Int.random(in: 0..<job, using: &random)
        })
    }
    return JobGraph(predecessors)
  }

  private mutating func addTask(_ index: Int) {
    var task = TaskDefinition(name: "t\(index)", count: random.pick([1, 1, 2, 3, 5, 8]), steps: [])
    task.pool = Int.random(in: 0..<scenario.pools.count, using: &random)
    task.uses = random.one(in: 2) ? claims(without: []) : []
    for _ in 0..<random.pick([1, 1, 2, 3, 4]) {
      let uses = random.one(in: 2) ? claims(without: task.uses) : []
      task.steps.append(Step(random.one(in: 2) ? .work : .wait, rule(), uses: uses))
    }
    if index > 0, !random.one(in: 3) {
      for other in 0..<index where random.one(in: 2) {
        if random.one(in: 2) {
          if task.each.isEmpty { task.count = scenario.tasks[other].count }
          if task.count == scenario.tasks[other].count { task.each.append(other) }
        } else {
          task.after.append(other)
        }
      }
    }
    if random.one(in: 8) {
      if task.each.isEmpty { task.count = Int.random(in: 2...12, using: &random) }
      task.graph = graph(task.count)
    }
    if random.one(in: 5) { task.arrive = rule() }
    if random.one(in: 4) { task.priority = random.pick([-1, 1, 2]) }
    if random.one(in: 4) {
      task.failureProbability = random.pick([0.3, 0.5, 1])
      task.retries = random.pick([0, 0, 0, 1, 2, 3])
    }
    scenario.tasks.append(task)
  }
}

extension JobGraph {
  /// The graph in which job i waits for the i-th list of jobs.
  package init(_ predecessors: [[Int]]) {
    var starts: [Int32] = [0]
    var jobs: [Int32] = []
    for list in predecessors {
      jobs += list.map { Int32($0) }
      starts.append(Int32(jobs.count))
    }
    self.init(starts: starts, predecessors: jobs)
  }

  /// What is left of the graph with the first jobs alone.
  package func prefix(_ count: Int) -> JobGraph {
    JobGraph((0..<count).map { job in predecessors(of: job).map { Int($0) } })
  }
}

extension Scenario {
  /// Simpler scenarios: each with one thing less.
  package var reductions: [Scenario] {
    var list: [Scenario] = []
    func add(_ change: (inout Scenario) -> Void) {
      var copy = self
      change(&copy)
      if copy != self { list.append(copy) }
    }
    for index in tasks.indices where tasks.count > 1 {
      add { $0.remove(task: index) }
    }
    add { $0.until = nil }
    add { $0.cores = nil }
    add { $0.overhead = Overhead() }
    add { $0.overhead.startup = 0 }
    add { $0.overhead.dispatch = 0 }
    add { $0.overhead.transfer = 0 }
    add { $0.schedule = Schedule() }
    add { $0.schedule.order = .fifo }
    add { $0.schedule.chunk = .standard }
    for index in pools.indices {
      add { $0.pools[index].speeds = [.one] }
      add { $0.pools[index].kind = .threads }
      add { $0.pools[index].count = max(1, $0.pools[index].count - 1) }
    }
    for index in tasks.indices {
      add { $0.tasks[index].after = [] }
      add { $0.tasks[index].each = [] }
      add { $0.tasks[index].graph = nil }
      add { $0.tasks[index].arrive = nil }
      add { $0.tasks[index].priority = 0 }
      add { $0.tasks[index].failureProbability = 0 }
      add { $0.tasks[index].uses = [] }
      add { $0.tasks[index].steps = Array($0.tasks[index].steps.prefix(1)) }
      add { $0.tasks[index].steps[0].uses = [] }
      for step in tasks[index].steps.indices {
        add { $0.tasks[index].steps[step].duration = .fixed(1_000_000_000) }
      }
      if tasks.allSatisfy({ $0.each.isEmpty }) {
        let count = max(1, tasks[index].count - 1)
        add {
          $0.tasks[index].count = count
          $0.tasks[index].graph = tasks[index].graph?.prefix(count)
        }
      }
    }
    return list
  }

  private mutating func remove(task index: Int) {
    tasks.remove(at: index)
    func renumbered(_ list: [Int]) -> [Int] {
      list.filter { $0 != index }.map { $0 > index ? $0 - 1 : $0 }
    }
    for other in tasks.indices {
      tasks[other].after = renumbered(tasks[other].after)
      tasks[other].each = renumbered(tasks[other].each)
    }
  }

  /// The smallest scenario found that still fails: takes reductions while one of them fails.
  package func shrunk(while fails: (Scenario) -> Bool) -> Scenario {
    var smallest = self
    var isSmaller = true
    while isSmaller {
      isSmaller = false
      if let next = smallest.reductions.first(where: fails) {
        smallest = next
        isSmaller = true
      }
    }
    return smallest
  }
}
