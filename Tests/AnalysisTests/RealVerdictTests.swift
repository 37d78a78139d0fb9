import Analysis
import Model
import TestSupport
import Testing

private let second: Int64 = 1_000_000_000

private func toast(workers: Int = 4, speed: Ratio = .one) -> Scenario {
  Scenario(
    name: "Toast", pools: [Pool(name: "toaster", count: workers, speeds: [speed])],
    tasks: [
      TaskDefinition(name: "toast", count: 100, steps: [Step(.work, .fixed(second))])
    ])
}

@Suite("Verdicts on real runs")
struct RealVerdictTests {
  private func verdict(
    _ runs: [Int64], predicted: [Int64] = [0], foreign: Double = 0
  ) throws -> RealVerdict {
    try standIn(.threads, toast(), runs: runs, predicted: predicted, foreign: foreign).verdict
  }

  @Test("a median within 2 % agrees, either way")
  func agrees() throws {
    #expect(try verdict([20]).conclusion == .agrees)
    #expect(try verdict([-20]).conclusion == .agrees)
    #expect(try verdict([21]).conclusion == .modelIsWrong)
    #expect(try verdict([-21]).conclusion == .modelIsWrong)
    #expect(try verdict([19, 20, 22]).conclusion == .agrees)
    #expect(try verdict([50], predicted: [29, 40, 90]).conclusion == .agrees)
    #expect(try (verdict([10]).error ?? 0).magnitude - 0.01 < 1e-12)
  }

  @Test("so does one within half the range of the repetitions")
  func range() throws {
    let wide = try verdict([0, 100, 240])
    #expect((wide.tolerance - 0.12 / 1.1).magnitude < 1e-12 && wide.conclusion == .agrees)
    #expect(try verdict([80, 100, 240]).conclusion == .modelIsWrong)
  }

  @Test("where others used the machine in most repetitions, the model is not to blame")
  func busy() throws {
    #expect(try verdict([100, 110, 120], foreign: 0.06).conclusion == .machineWasBusy)
    #expect(try verdict([100, 110, 120], foreign: 0.05).conclusion == .modelIsWrong)
    #expect(try verdict([1, 2, 3], foreign: 0.5).conclusion == .agrees)
    let scenario = toast()
    let ideal = try simulated(scenario)
    let half = RealOutcome(
      .threads, ideal: ideal.evaluate(variant: "default"), idealRun: ideal,
      runs: try [0.06, 0].enumerated().map {
        try standIn(scenario, longerBy: 100, repetition: $0 + 1, foreign: $1)
      })
    #expect(half.contendedCount == 1 && half.verdict.conclusion == .modelIsWrong)
  }

  @Test("what the machine adds is below the noise where repetitions differ more")
  func noise() throws {
    #expect(try verdict([3, 9], predicted: [5]).isBelowNoise)
    #expect(try !verdict([4, 9], predicted: [5]).isBelowNoise)
    #expect(try !verdict([5], predicted: [5]).isBelowNoise)
  }

  @Test("other numbers of jobs are a wrong model, however busy the machine")
  func counts() throws {
    let scenario = toast()
    let ideal = try simulated(scenario)
    var other = scenario
    other.tasks[0].count = 99
    let outcome = RealOutcome(
      .threads, ideal: ideal.evaluate(variant: "default"), idealRun: ideal,
      runs: [
        try standIn(scenario, longerBy: 1, repetition: 1, foreign: 0.5),
        try standIn(other, longerBy: 1, repetition: 2, foreign: 0.5),
      ])
    #expect(outcome.verdict.conclusion == .modelIsWrong)
    #expect(outcome.verdict.mismatch?.repetition == 2 && outcome.verdict.mismatch?.finished == 99)
  }

  @Test("a horizon compares finished jobs, and a run that should have been cut is a wrong model")
  func horizon() throws {
    var cut = toast()
    cut.until = 20 * second
    let outcome = try standIn(.threads, cut, runs: [1, 2])
    #expect(outcome.makespans == nil && outcome.waterfall == nil && outcome.speedup == nil)
    // 76 instead of 80, since each worker's last slice just misses the horizon.
    #expect(outcome.medianRun.result.finishedCount == 76)
    #expect(outcome.verdict.conclusion == .agrees && outcome.verdict.mismatch == nil)
    #expect(try standIn(.threads, cut, runs: [200]).verdict.conclusion == .modelIsWrong)
    let whole = try standIn(toast(), longerBy: 0, repetition: 1)
    let mixed = RealOutcome(
      .threads, ideal: outcome.ideal, idealRun: outcome.idealRun, runs: [whole])
    #expect(mixed.verdict.mismatch?.cause == .settled)
  }

  @Test("of an even count the lower of the two in the middle is the median run")
  func medianRun() throws {
    let outcome = try standIn(.threads, toast(), runs: [9, 3, 30, 5])
    #expect(outcome.medianRun.repetition == 4)
    #expect(outcome.makespans?.median == 25 * second + 25 * second / 1_000 * 7)
  }

  @Test("speedup is the median serial over the median makespan; Karp and Flatt give e")
  func speedup() throws {
    let outcome = try standIn(.threads, toast(), runs: [250], serial: [0, 0, 900])
    #expect(outcome.speedup == 3.2 && !outcome.isSuperlinear)
    #expect((outcome.karpFlatt ?? 0) - 1.0 / 12 < 1e-12)
    #expect(outcome.measuredParallelFraction == outcome.karpFlatt.map { 1 - $0 })
    #expect(karpFlattFraction(speedup: 1, workers: 1) == nil)
    #expect(karpFlattFraction(speedup: 4, workers: 4) == 0)
  }

  @Test("a missing speedup has a reason")
  func reasons() throws {
    var outcome = try standIn(.threads, toast(), runs: [1])
    outcome.serial = []
    #expect(outcome.speedup == nil)
    #expect(outcome.reasons.first { $0.field == "speedup_ratio" } != nil)
    var arriving = toast()
    arriving.tasks[0].arrive = .fixed(second)
    let open = try standIn(.threads, arriving, runs: [0])
    #expect(open.speedup == nil && open.speedupObstacle?.contains("arrive") == true)
  }

  @Test("more than N times as fast is superlinear, unless noise, speeds or overlap explain it")
  func superlinear() throws {
    #expect(try standIn(.threads, toast(), runs: [0], serial: [100]).isSuperlinear)
    #expect(try (standIn(.threads, toast(), runs: [0], serial: [100]).karpFlatt ?? 1) < 0)
    #expect(try !standIn(.threads, toast(), runs: [0], serial: [15]).isSuperlinear)
    #expect(try !standIn(.threads, toast(), runs: [0, 0, 300], serial: [100]).isSuperlinear)
    let scenario = toast(speed: Ratio(2, 1))
    var outcome = try standIn(.threads, scenario, runs: [0])
    outcome.serial = [try standIn(toast(workers: 1), longerBy: 0, repetition: 1)]
    #expect(outcome.speedup == 8 && !outcome.isSuperlinear)
  }
}
