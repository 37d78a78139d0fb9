package import Model

/// Makes small scenarios that cross all features; deterministic but for failures.
///
/// `make` keeps to whole seconds and a few odd nanoseconds; `makeAny` knows the whole language.
package struct RandomScenario {
  var random: TestRandom
  var scenario: Scenario

  package static func make(seed: UInt64) -> Scenario {
    var maker = RandomScenario(seed: seed)
    maker.fill()
    return maker.scenario
  }

  /// A scenario of the whole language, and which of its replications to run.
  package static func makeAny(seed: UInt64) -> (scenario: Scenario, replication: Int) {
    var maker = RandomScenario(seed: seed)
    maker.fill()
    maker.enrich()
    return (maker.scenario, maker.random.below(maker.scenario.replications))
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
  let unit: Int64 = 1_000_000_000

  mutating func duration() -> Int64 {
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
  mutating func graph(_ count: Int) -> JobGraph {
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
