import Analysis
import Model
import TestSupport
import Testing

private let second: Int64 = 1_000_000_000

private func one(_ pool: Pool, _ tasks: [TaskDefinition]) -> Scenario {
  Scenario(name: "", pools: [pool], tasks: tasks)
}

private func task(_ name: String, _ count: Int = 1, _ steps: Step...) -> TaskDefinition {
  TaskDefinition(name: name, count: count, steps: steps)
}

@Suite("Laws and bounds")
struct LawFormulaTests {
  @Test("Amdahl: p = 0 gives 1, p = 1 gives N, p = 0.5 gives 2 as N grows")
  func amdahl() {
    for workers in [1.0, 4, 1_000] {
      #expect(amdahlSpeedup(parallelFraction: 0, workers: workers) == 1)
      #expect(amdahlSpeedup(parallelFraction: 1, workers: workers) == workers)
    }
    #expect(amdahlSpeedup(parallelFraction: 0.5, workers: .infinity) == 2)
  }

  @Test("a single job is serial, and two that can overlap are not")
  func serial() throws {
    let work = Step(.work, .fixed(second))
    #expect(
      try result(one(Pool(name: "a", count: 2), [task("x", 1, work)])).amdahl?.parallelFraction == 0
    )
    #expect(
      try result(one(Pool(name: "a", count: 2), [task("x", 2, work)])).amdahl?.parallelFraction == 1
    )
  }

  /// A job is serial where it can be reached from, or reaches, every other one: by search, job by job.
  private func serialShare(_ scenario: Scenario) -> Double {
    // Tasks of a random scenario wait for earlier ones only.
    var jobs: [(length: Int64, before: Set<Int>)] = []
    var places: [Range<Int>] = []
    for task in scenario.tasks {
      let first = jobs.count
      places.append(first..<first + task.count)
      for number in 0..<task.count {
        var direct = task.after.flatMap { Array(places[$0]) }
        direct += task.each.map { places[$0].lowerBound + number }
        direct += task.graph?.predecessors(of: number).map { first + Int($0) } ?? []
        let before = direct.reduce(into: Set(direct)) { $0.formUnion(jobs[$1].before) }
        let length = task.steps.reduce(Int64(0)) { $0 + $1.duration.expected(job: number) }
        jobs.append((length, before))
      }
    }
    let total = jobs.reduce(Int64(0)) { $0 + $1.length }
    let serial = jobs.indices.filter { job in
      jobs.indices.allSatisfy { other in
        other == job || jobs[other].before.contains(job) || jobs[job].before.contains(other)
      }
    }.reduce(Int64(0)) { $0 + jobs[$1].length }
    return total > 0 ? Double(total - serial) / Double(total) : 0
  }

  @Test("the parallel share agrees with a search of the graph, job by job", arguments: 0..<400)
  func serialSearch(seed: UInt64) throws {
    let scenario = RandomScenario.make(seed: 50_000 + seed)
    guard let law = try result(scenario).amdahl else { return }
    #expect((law.parallelFraction - serialShare(scenario)).magnitude < 1e-12)
  }

  @Test("bounds use the speeds of the workers that are there")
  func speedsInUse() throws {
    let steps = [Step(.work, .fixed(second)), Step(.wait, .fixed(9 * second))]
    let pool = Pool(name: "till", count: 1, speeds: [.one, Ratio(1, 10)])
    let run = try result(one(pool, [TaskDefinition(name: "a", count: 4, steps: steps)]))
    #expect(run.makespan == 40 * second)
    #expect(run.bounds?.lower == Int128(40 * second) && run.bounds?.binds == "workers")
    #expect(run.bounds?.upper == Int128(40 * second))
    let fast = Pool(name: "till", count: 1, speeds: [.one, Ratio(2, 1)])
    #expect(try result(one(fast, [task("a", 1, steps[0])])).bounds?.ceiling == 1)
  }

  @Test("mixed speeds: (W + s_min x wait) / sum of s")
  func mixedSpeeds() throws {
    let steps = [Step(.work, .fixed(8 * second)), Step(.wait, .fixed(4 * second))]
    let pool = Pool(name: "till", count: 2, speeds: [.one, Ratio(1, 2)])
    let run = try result(one(pool, [TaskDefinition(name: "a", count: 6, steps: steps)]))
    #expect(run.bounds?.lower == Int128(40 * second))
  }

  @Test("T1, span and the ceiling are sums, whatever the run")
  func sums() throws {
    var butter = task("butter", 3, Step(.work, .list([1, 2, 3].map { $0 * second })))
    butter.each = [0]
    let toast = task("toast", 3, Step(.wait, .list([5, 1, 4].map { $0 * second })))
    let run = try result(one(Pool(name: "cook", count: 2), [toast, butter]))
    #expect(run.work == Int128(6 * second) && run.wait == Int128(10 * second))
    #expect(run.span == 7 * second)
    #expect(run.bounds?.ceiling == 16.0 / 7)
  }

  @Test("replications: means, and speedup of the means")
  func replications() throws {
    var scenario = one(
      Pool(name: "a", count: 2),
      [task("x", 9, Step(.work, .exponential(mean: second)))])
    scenario.replications = 8
    let runs = try (0..<8).map {
      try simulated(scenario, replication: $0).evaluate(variant: "default")
    }
    let mean = RunResult.mean(of: runs)
    let makespan = runs.reduce(0.0) { $0 + Double($1.makespan ?? 0) } / 8
    #expect((Double(mean.makespan ?? 0) - makespan).magnitude <= 1)
    let t1 = runs.reduce(0.0) { $0 + Double($1.t1) } / 8
    #expect(((mean.speedup ?? 0) - t1 / makespan).magnitude < 1e-9)
    #expect(mean.replications?.count == 8)
    #expect(mean.account.total == 2 * Int128(mean.elapsed))
  }
}

@Suite("Expectations")
struct ExpectationTests {
  private func verdict(
    _ measure: Measure, _ comparison: Model.Expectation.Comparison,
    _ right: Model.Expectation.Right, tolerance: Double? = nil
  ) throws -> Bool {
    // Makespan 3 s, T1 8 s, speedup 8/3.
    let run = try result(
      one(
        Pool(name: "a", count: 3),
        [task("x", 8, Step(.work, .fixed(second)))]))
    return Verdict(
      Model.Expectation(
        text: "", left: .init(measure: measure), comparison: comparison, right: right,
        tolerance: tolerance)
    ) { _ in run }.holds
  }

  @Test("= compares at the digits written, halves up")
  func digits() throws {
    #expect(try verdict(.speedup, .equal, .value(3, digit: 1, scale: 1)))
    #expect(try verdict(.speedup, .equal, .value(267, digit: 1, scale: 100)))
    #expect(try !verdict(.speedup, .equal, .value(266, digit: 1, scale: 100)))
    #expect(try verdict(.makespan, .equal, .value(0, digit: 60_000_000_000, scale: 1)))
    #expect(try verdict(.makespan, .equal, .value(3_000_000_000, digit: 100_000_000, scale: 1)))
    #expect(try !verdict(.makespan, .equal, .value(3_100_000_000, digit: 100_000_000, scale: 1)))
    #expect(try verdict(.finished, .equal, .value(8, digit: 1, scale: 1)))
  }

  @Test("within is relative to the right side, and other signs compare exactly")
  func others() throws {
    #expect(try verdict(.speedup, .equal, .value(27, digit: 1, scale: 10), tolerance: 0.02))
    #expect(try !verdict(.speedup, .equal, .value(28, digit: 1, scale: 10), tolerance: 0.02))
    #expect(try verdict(.makespan, .less, .value(3_000_000_001, digit: 1, scale: 1)))
    #expect(try !verdict(.makespan, .less, .value(3_000_000_000, digit: 1, scale: 1)))
    #expect(try verdict(.makespan, .atMost, .term(.init(measure: .elapsed))))
    #expect(try verdict(.makespan, .greater, .term(.init(measure: .lower))))
  }

  @Test("null never satisfies")
  func null() throws {
    var scenario = one(Pool(name: "a", count: 1), [task("x", 2, Step(.work, .fixed(second)))])
    scenario.until = second
    let run = try result(scenario)
    for comparison in Model.Expectation.Comparison.allCases {
      let sentence = Model.Expectation(
        text: "", left: .init(measure: .makespan), comparison: comparison,
        right: .value(0, digit: 1, scale: 1))
      #expect(!Verdict(sentence) { _ in run }.holds)
    }
  }
}
