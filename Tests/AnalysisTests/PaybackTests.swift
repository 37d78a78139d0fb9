import Analysis
import Model
import TestSupport
import Testing

private let minute: Int64 = 60_000_000_000
private let hour = 60 * minute

/// 100 slices of 2 min: T1 is 200 min, the span 2 min.
private func toast(
  workers: Int, rewrite: Nanoseconds = 16 * hour, perWeek: Ratio = Ratio(5, 1), jobs: Int = 100,
  work: Nanoseconds = 2 * minute
) -> Scenario {
  var scenario = Scenario(
    name: "Toast", pools: [Pool(name: "toaster", count: workers)],
    tasks: [TaskDefinition(name: "toast", count: jobs, steps: [Step(.work, .fixed(work))])])
  scenario.payback = Payback(rewrite: rewrite, runsPerWeek: perWeek)
  return scenario
}

@Suite("Paybacks")
struct PaybackTests {
  private func estimate(_ scenario: Scenario, against baseline: Baseline? = nil) throws
    -> PaybackEstimate
  {
    let result = try simulated(scenario).evaluate(variant: "default", baseline: baseline)
    return try #require(PaybackEstimate(result))
  }

  private func why(_ estimate: PaybackEstimate, _ field: String) -> String? {
    estimate.reasons.first { $0.field == "payback.\(field)" }?.sentence
  }

  @Test("four toasters save 150 min a run: 16 h are back after 7 runs, in 1.4 weeks")
  func four() throws {
    let found = try estimate(toast(workers: 4))
    #expect(found.saved == Int128(150 * minute) && found.baseline == "t1")
    // 960 min / 150 min = 6.4.
    #expect(found.runs == 7 && found.weeks == 1.4)
    // 150 min x 5 x 52 = 650 h.
    #expect(found.netOfYear == Int128(634 * hour))
    // No run is shorter than a slice, 2 min: 960 / 198 = 4.8.
    #expect(found.mostSaved == Int128(198 * minute) && found.leastRuns == 5)
    #expect(found.reasons.isEmpty)
  }

  @Test(
    "a whole number of runs is not rounded up, and the next nanosecond is",
    arguments: [(0, 6), (1, 7), (-1, 6)] as [(Int64, Int128)])
  func rounding(more: Int64, runs: Int128) throws {
    let found = try estimate(toast(workers: 4, rewrite: 15 * hour + more))
    #expect(found.runs == runs)
  }

  @Test("a rate below one a week takes longer, and a year may not be enough")
  func rare() throws {
    let found = try estimate(toast(workers: 4, perWeek: Ratio(1, 20)))
    #expect(found.runs == 7 && found.weeks == 140)
    // 150 min x 52 / 20 = 390 min.
    #expect(found.netOfYear == Int128(390 * minute - 16 * hour))
  }

  @Test("what saves nothing never pays back, and says so")
  func never() throws {
    let found = try estimate(toast(workers: 1))
    #expect(found.saved == 0 && found.runs == nil && found.weeks == nil)
    #expect(found.netOfYear == Int128(-16 * hour) && found.leastRuns == 5)
    for field in ["break_even_runs_count", "break_even_weeks"] {
      #expect(why(found, field) == "the run is not faster than t1: it never pays back")
    }
    #expect(why(found, "least_runs_count") == nil)
  }

  @Test("overhead can make a run longer, and one resource leaves no way")
  func longer() throws {
    var slow = toast(workers: 2)
    slow.overhead.startup = 4 * hour
    let found = try estimate(slow)
    #expect(try #require(found.saved) < 0 && found.runs == nil && found.leastRuns == 5)
    var shared = toast(workers: 4)
    shared.resources = [Resource(name: "socket", capacity: 1)]
    shared.tasks[0].uses = [Claim(resource: 0)]
    let stuck = try estimate(shared)
    #expect(stuck.mostSaved == 0 && stuck.leastRuns == nil)
    #expect(
      why(stuck, "least_runs_count")
        == "with any number of workers the run is not faster than t1")
  }

  @Test("a named baseline is what is rewritten")
  func baseline() throws {
    let two = try simulated(toast(workers: 2)).asBaseline(named: "two")
    let found = try estimate(toast(workers: 4), against: two)
    // 100 min - 50 min.
    #expect(found.baseline == "two" && found.saved == Int128(50 * minute))
    #expect(found.runs == 20 && found.weeks == 4 && found.mostSaved == Int128(98 * minute))
  }

  @Test("without a speedup nothing can be told, and the reason is the speedup's")
  func withoutSpeedup() throws {
    var arriving = toast(workers: 4)
    arriving.tasks[0].arrive = .fixed(minute)
    var cut = toast(workers: 4)
    cut.until = minute
    for scenario in [arriving, cut] {
      let result = try result(scenario)
      let found = try #require(PaybackEstimate(result))
      #expect(found.saved == nil && found.runs == nil && found.weeks == nil)
      #expect(found.netOfYear == nil && found.leastRuns == nil)
      let reason = try #require(result.reason(for: "speedup_ratio"))
      #expect(found.reasons.count == 5 && found.reasons.allSatisfy { $0.sentence == reason })
    }
  }

  @Test("over replications the means count, and the ceiling does not")
  func replications() throws {
    var scenario = toast(workers: 4)
    scenario.tasks[0].steps = [Step(.work, .uniform(minute, 3 * minute))]
    let runs = try (0..<5).map {
      try simulated(scenario, replication: $0).evaluate(variant: "default")
    }
    let mean = RunResult.mean(of: runs)
    let found = try #require(PaybackEstimate(mean))
    let makespan = try #require(mean.makespan)
    #expect(found.saved == mean.t1 - Int128(makespan))
    #expect(found.leastRuns == nil && why(found, "least_runs_count") != nil)
  }

  @Test("a scenario that does not ask has none")
  func unasked() throws {
    var scenario = toast(workers: 4)
    scenario.payback = nil
    #expect(PaybackEstimate(try result(scenario)) == nil)
  }

  @Test("the largest rate and the smallest, the longest jobs and the shortest stay exact")
  func extremes() throws {
    let century: Int64 = 100 * 8_766 * hour
    let often = Ratio(1_000_000, 1)
    let found = try estimate(
      toast(workers: 2, rewrite: century, perWeek: often, jobs: 2, work: century))
    #expect(found.saved == Int128(century) && found.runs == 1 && found.weeks == 1e-6)
    #expect(found.netOfYear == Int128(century) * 51_999_999)
    let rare = try estimate(
      toast(
        workers: 2, rewrite: century, perWeek: Ratio(1, 1_000_000), jobs: 2, work: 1))
    #expect(rare.saved == 1 && rare.runs == Int128(century))
    #expect(rare.weeks == Double(century) * 1e6 && rare.netOfYear == Int128(-century))
    // 1 000 001 x 999 999 / 1 000 000 x 52 = 51 999 999.999948, whole and less 1.
    let odd = try estimate(
      toast(
        workers: 2, rewrite: 1, perWeek: Ratio(999_999, 1_000_000), jobs: 2, work: 1_000_001))
    #expect(odd.netOfYear == 51_999_998)
  }
}
