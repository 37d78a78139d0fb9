import Analysis
import Model
import TestSupport
import Testing

private let second: Int64 = 1_000_000_000

/// Mean waiting times of independent runs, with the half width of their 99 % interval (Student t, 19
/// degrees of freedom).
private func waiting(_ scenario: Scenario, task: Int = 0) throws -> (mean: Double, half: Double) {
  let means = try (0..<20).map { replication in
    let run = try simulated(scenario, replication: replication)
    let times = try #require(run.evaluate(variant: "default").tasks[task].times)
    return Double(times.queuedSum) / Double(times.count) / 1e9
  }
  let mean = means.reduce(0, +) / 20
  let variance = means.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 19
  return (mean, 2.861 * (variance / 20).squareRoot())
}

private func queue(_ servers: Int, _ service: DurationRule, arrivalMean: Double) -> Scenario {
  var task = TaskDefinition(name: "guest", count: 40_000, steps: [Step(.work, service)])
  task.arrive = .exponential(mean: Int64(arrivalMean * 1e9))
  return Scenario(name: "", pools: [Pool(name: "till", count: servers)], tasks: [task])
}

@Suite("Queueing theory")
struct TheoryTests {
  /// The mean wait in the queue: rho / (mu - lambda).
  @Test("M/M/1 at 0.8 waits as the closed form says")
  func mm1() throws {
    let found = try waiting(queue(1, .exponential(mean: 8 * second), arrivalMean: 10))
    #expect((found.mean - 32).magnitude < found.half)
  }

  /// Erlang C: P(wait) = a^c/c! c/(c-a) / (sum + that), W_q = P(wait) / (c mu - lambda).
  @Test("M/M/4 at 0.9 waits as Erlang C says")
  func mm4() throws {
    let (load, mean) = (3.6, 10.0)
    var term = 1.0
    var sum = 0.0
    for k in 0..<4 {
      sum += term
      term *= load / Double(k + 1)
    }
    let last = term * 4 / (4 - load)
    let expected = last / (sum + last) * mean / (4 - load)
    let found = try waiting(queue(4, .exponential(mean: 10 * second), arrivalMean: mean / load))
    #expect((found.mean - expected).magnitude < found.half)
  }

  /// Pollaczek-Khinchine: half of what M/M/1 waits.
  @Test("M/D/1 at 0.8 waits half as long as M/M/1")
  func md1() throws {
    let found = try waiting(queue(1, .fixed(8 * second), arrivalMean: 10))
    #expect((found.mean - 16).magnitude < found.half)
  }

  /// Machine repair: each of 6 machines runs for 50 s on average and then needs the one mechanic
  /// for 10 s.
  ///
  /// In the closed form the mechanic is busy with probability 1 - p0, p0 = 1 / sum of N!/(N-k)!
  /// r^k.
  @Test("the machine-repairman model keeps its mechanic as busy as the closed form says")
  func repairman() throws {
    var steps: [Step] = []
    for _ in 0..<400 {
      steps.append(Step(.wait, .exponential(mean: 50 * second)))
      steps.append(Step(.work, .exponential(mean: 10 * second)))
    }
    let machine = TaskDefinition(name: "machine", count: 6, steps: steps)
    var scenario = Scenario(
      name: "", pools: [Pool(name: "mechanic", count: 1)], tasks: [machine])
    scenario.execution = .async
    scenario.until = 20_000 * second
    let shares = try (0..<20).map { replication in
      let run = try simulated(scenario, replication: replication)
      #expect(run.end.cause == .cut)
      return try #require(run.evaluate(variant: "default").utilisation)
    }
    var term = 1.0
    var sum = 0.0
    for k in 0...6 {
      sum += term
      term *= Double(6 - k) * 10 / 50
    }
    let mean = shares.reduce(0, +) / 20
    let variance = shares.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 19
    #expect((mean - (1 - 1 / sum)).magnitude < 2.861 * (variance / 20).squareRoot())
  }
}

@Suite("Scheduling theory")
struct GrahamTests {
  /// Graham (1969): nine jobs on three machines, in list order.
  private func instance(
    times: [Int64] = [3, 2, 2, 2, 4, 4, 4, 4, 9], machines: Int = 3, isRelaxed: Bool = false,
    isListed: Bool = true
  ) -> Scenario {
    var tasks = times.enumerated().map { index, time in
      TaskDefinition(name: "t\(index + 1)", steps: [Step(.work, .fixed(time * second))])
    }
    tasks[8].after = [0]
    for task in 4...7 { tasks[task].after = [3] }
    if isRelaxed { for task in 4...5 { tasks[task].after = [] } }
    if isListed {
      for index in tasks.indices { tasks[index].priority = tasks.count - index }
    }
    return Scenario(name: "", pools: [Pool(name: "machine", count: machines)], tasks: tasks)
  }

  private func makespan(_ scenario: Scenario) throws -> Int64? {
    try simulated(scenario).makespan.map { $0 / second }
  }

  @Test("Graham's instance takes 12, and each improvement makes it longer")
  func anomalies() throws {
    #expect(try makespan(instance()) == 12)
    #expect(try makespan(instance(machines: 4)) == 15)
    #expect(try makespan(instance(times: [2, 1, 1, 1, 3, 3, 3, 3, 8])) == 13)
    #expect(try makespan(instance(isRelaxed: true)) == 16)
    // The list t1, t2, t4, t5, t6, t3, t9, t7, t8.
    var reordered = instance()
    for (index, priority) in [9, 8, 4, 7, 6, 5, 2, 1, 3].enumerated() {
      reordered.tasks[index].priority = priority
    }
    #expect(try makespan(reordered) == 14)
  }

  /// Graham's instance for longest-first: 2m + 1 jobs of lengths 2m - 1, 2m - 1, ..., m + 1, m + 1, m, m,
  /// m take 4m - 1 where 3m would do.
  @Test("longest-first reaches its worst case 4/3 - 1/(3m)", arguments: 2...8)
  func longestFirst(machines m: Int) throws {
    var lengths: [Int64] = []
    for length in stride(from: 2 * m - 1, through: m + 1, by: -1) {
      lengths += [Int64(length), Int64(length)]
    }
    lengths += [Int64(m), Int64(m), Int64(m)]
    let job = TaskDefinition(
      name: "job", count: lengths.count,
      steps: [Step(.work, .list(lengths.map { $0 * second }))])
    var scenario = Scenario(name: "", pools: [Pool(name: "machine", count: m)], tasks: [job])
    scenario.schedule.order = .longestFirst
    #expect(try makespan(scenario) == Int64(4 * m - 1))
    #expect(try result(scenario).bounds?.lower == Int128(3 * m) * Int128(second))
  }

  /// One attendant, four toasters, one coffee maker, async: known from two other engines.
  @Test("a hands-on breakfast of 100 000 jobs takes what other engines say")
  func handsOn() throws {
    func task(_ name: String, _ count: Int, _ machine: Int64, _ resource: Int) -> TaskDefinition {
      var task = TaskDefinition(
        name: name, count: count,
        steps: [
          Step(.work, .fixed(5 * second)), Step(.wait, .fixed(machine * second)),
          Step(.work, .fixed(5 * second)),
        ])
      task.uses = [Claim(resource: resource)]
      return task
    }
    var scenario = Scenario(
      name: "", pools: [Pool(name: "attendant", count: 1)],
      resources: [
        Resource(name: "toaster", capacity: 4), Resource(name: "coffee-maker", capacity: 1),
      ],
      tasks: [task("toast", 80_000, 120, 0), task("coffee", 20_000, 60, 1)])
    scenario.execution = .async
    #expect(try makespan(scenario) == 2_611_205)
    scenario.execution = .sync
    #expect(try makespan(scenario) == 11_800_000)
  }
}
