@testable import Analysis
import Model
import TestSupport
import Testing

private let second: Int64 = 1_000_000_000

private func uneven(
  _ order: Schedule.Order, mean: Int64 = 60, workers: Int = 4
) -> Scenario {
  let job = TaskDefinition(
    name: "job", count: 40, steps: [Step(.work, .exponential(mean: mean * second))])
  var scenario = Scenario(name: "", pools: [Pool(name: "w", count: workers)], tasks: [job])
  scenario.schedule.order = order
  return scenario
}

private func mean(_ scenario: Scenario, _ count: Int) throws -> RunResult {
  RunResult.mean(
    of: try (0..<count).map {
      try simulated(scenario, replication: $0).evaluate(variant: "default")
    })
}

@Suite("Replications")
struct ReplicationTests {
  @Test("speedup and efficiency have their headline as mean and an interval around it")
  func ratios() throws {
    let result = try mean(uneven(.fifo), 12)
    let statistics = try #require(result.replications)
    let speedup = try #require(statistics.summary(of: "speedup_ratio"))
    #expect(speedup.mean == result.speedup)
    #expect(try #require(speedup.interval).contains(speedup.mean))
    let efficiency = try #require(statistics.summary(of: "efficiency_ratio"))
    #expect((efficiency.deviation * 4 - speedup.deviation).magnitude < 1e-12)
    #expect(result.reasons.allSatisfy { !$0.field.hasPrefix("replications.") })
  }

  @Test("few times of replications have exact quantiles, many are off by less than 1 in 1000")
  func quantiles() throws {
    let chance = Chance(seed: 5)
    for parts in [3, 50] {
      var all: [Nanoseconds] = []
      var pool = TimeDistribution([])
      for part in 0..<parts {
        let times = (0..<2_000).map { job in
          chance.duration(
            .exponential(mean: 90 * second),
            Chance.Draw(stream: UInt64(part), purpose: .duration, job: Int32(job)))
        }
        all += times
        pool.merge(TimeDistribution(times))
      }
      #expect(pool.count == all.count)
      let found = try #require(pool.percentiles)
      let exact = try #require(Percentiles(sorting: &all))
      if all.count <= TimeDistribution.mostExact { #expect(found == exact) }
      for (found, exact) in [
        (found.p50, exact.p50), (found.p95, exact.p95), (found.p99, exact.p99),
      ] {
        #expect(found >= exact && Double(found) <= Double(exact) * 1.001)
      }
    }
  }

  @Test("a histogram holds every time that the clock can count, and merging loses none")
  func extremes() throws {
    let times = [Nanoseconds](repeating: .max, count: 20_000)
    var pool = TimeDistribution([Nanoseconds](repeating: 0, count: 20_000))
    pool.merge(TimeDistribution(times))
    #expect(pool.count == 40_000)
    let found = try #require(pool.percentiles)
    #expect(found.p50 == 0 && found.p95 == .max && found.p99 == .max)
  }

  @Test("a race orders what chance cannot explain, and nothing else")
  func ranking() throws {
    let runs = try [uneven(.fifo), uneven(.fifo, mean: 61), uneven(.fifo, workers: 2)].map {
      try mean($0, 10)
    }
    let ranking = try #require(Ranking(runs))
    #expect(ranking.measure == .makespan && ranking.replications == 10)
    // 61 s instead of 60 is 1/60 longer in each replication: pairs tell it where means do not.
    #expect(ranking.groups == [[0], [1], [2]])
    let pair = try #require(ranking.comparison(of: 1, with: 0))
    #expect(pair.isToldApart && (pair.level - (1 - 0.05 / 3)).magnitude < 1e-12)
    let makespans = try runs.prefix(2).map { try #require($0.replications?.makespans) }
    let differences = zip(makespans[1], makespans[0]).map { Double($0 - $1) / 1e9 }
    #expect(pair.difference == SampleSummary(differences))
    let own = try #require(SampleSummary(makespans[0].map { Double($0) / 1e9 })?.interval)
    #expect(own.contains(own.lowerBound + pair.difference.mean))
  }

  @Test("runs that are the same cannot be told apart, and a single replication says nothing")
  func ties() throws {
    let runs = try [uneven(.fifo), uneven(.random), uneven(.fifo)].map { try mean($0, 5) }
    let ranking = try #require(Ranking(runs))
    #expect(!ranking.tellsApart(0, 2) && ranking.groups.flatMap { $0 }.sorted() == [0, 1, 2])
    #expect(ranking.groups.contains { Set($0).isSuperset(of: [0, 2]) })
    #expect(Ranking([try result(uneven(.fifo)), try result(uneven(.random))]) == nil)
  }

  @Test("a watch follows the makespan, and the mean response where jobs arrive")
  func watch() throws {
    var watch = PrecisionWatch(PrecisionGoal(0.05, least: 4, most: 6))
    var count = 0
    while !watch.isOver {
      watch.add(try simulated(uneven(.fifo), replication: count).evaluate(variant: "default"))
      count += 1
    }
    #expect((4...6).contains(count) && watch.measure == .makespan && watch.precision != nil)
    var open = uneven(.fifo)
    open.tasks[0].arrive = .fixed(20 * second)
    watch.add(try result(open))
    #expect(watch.measure == .response)
  }
}

@Suite("Warm-up")
struct WarmUpTests {
  /// 200 values that decline from 100 to 0, then 1 800 around 0: the cut lies near the end of the decline.
  @Test("MSER-5 finds the end of a known transient")
  func transient() throws {
    let chance = Chance(seed: 9)
    let values = (0..<400).map { batch -> Double in
      let noise = chance.unit(Chance.Draw(stream: 1, purpose: .duration, job: Int32(batch))) - 0.5
      return max(0, 100 - 2.5 * Double(batch)) + noise
    }
    let found = try #require(WarmUp(batchMeans: values, size: 5))
    #expect((190...230).contains(found.removed) && !found.isAtLimit)
  }

  @Test("MSER-5 is the minimum of its definition, up to half of the series")
  func definition() throws {
    let values = (0..<60).map { batch -> Double in
      let early = batch < 12 ? 30 : 0
      return Double((batch * 37) % 23 + early) - Double(batch) / 10
    }
    let errors = (0...30).map { cut -> Double in
      let rest = values[cut...]
      let count = Double(rest.count)
      let mean = rest.reduce(0, +) / count
      let squares = rest.map { ($0 - mean) * ($0 - mean) }
      return squares.reduce(0, +) / (count * count)
    }
    let best = try #require(errors.firstIndex(of: errors.min() ?? 0))
    #expect(WarmUp(batchMeans: values, size: 5)?.removed == best * 5)
    #expect(WarmUp(batchMeans: (0..<40).map { -Double($0) }, size: 5)?.isAtLimit == true)
    #expect(WarmUp(batchMeans: [1, 2, 3], size: 5) == nil)
  }

  private func queue(_ jobs: Int) -> Scenario {
    var guest = TaskDefinition(
      name: "guest", count: jobs, steps: [Step(.work, .exponential(mean: second))])
    guest.arrive = .exponential(mean: 2 * second)
    return Scenario(name: "", pools: [Pool(name: "till", count: 1)], tasks: [guest])
  }

  /// One interval in 20 misses the truth; three times as wide ones do so with probability 1e-5 at most.
  private func isNear(_ found: SteadyState.Mean, _ truth: Double) throws -> Bool {
    let interval = try #require(found.interval)
    return (found.mean - truth).magnitude < 1.5 * (interval.upperBound - interval.lowerBound)
  }

  @Test("an open scenario settles: by batches of one run, by replications where there are some")
  func steadyState() throws {
    let single = try #require(try result(queue(10_000)).steadyState)
    #expect(single.method == .batchMeans && single.units == 20 && single.reason == nil)
    #expect(try isNear(single.response, 2e9))
    #expect(single.counted + Double(single.removed) == 10_000)
    let pooled = try #require(try mean(queue(2_000), 32).steadyState)
    #expect(pooled.method == .replications && pooled.units == 32)
    #expect(try isNear(pooled.response, 2e9) && isNear(pooled.queued, 1e9))
  }

  /// Found by random models: as doubles these instants are beyond the clock.
  @Test("an open scenario may settle in the last instants of the clock")
  func lastInstants() throws {
    let opening = Int64.max - 301
    var rolls = TaskDefinition(name: "roll", count: 100, steps: [Step(.work, .fixed(1))])
    rolls.arrive = .fixed(1)
    rolls.after = [0]
    let late = Scenario(
      name: "", pools: [Pool(name: "cook", count: 1)],
      tasks: [TaskDefinition(name: "oven", steps: [Step(.work, .fixed(opening))]), rolls])
    #expect(try result(late).steadyState?.start == opening)
    // A mean of doubles has no nanoseconds left after 292 years.
    #expect(try #require(try mean(late, 3).steadyState).start >= opening)
  }

  @Test("too few jobs give a mean without an interval, fewer still nothing, each with a reason")
  func tooFew() throws {
    let few = try result(queue(300))
    #expect(few.steadyState?.response.interval == nil)
    #expect(few.reason(for: "steady_state.response_s_ci95_low") != nil)
    let none = try result(queue(40))
    #expect(none.steadyState == nil && none.reason(for: "steady_state") != nil)
    #expect(try result(uneven(.fifo)).reason(for: "steady_state") != nil)
  }
}
