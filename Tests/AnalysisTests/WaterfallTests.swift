import Analysis
import Model
import TestSupport
import Testing

private let second: Int64 = 1_000_000_000

private func toast(workers: Int, jobs: Int = 100) -> Scenario {
  Scenario(
    name: "Toast", pools: [Pool(name: "toaster", count: workers)],
    tasks: [
      TaskDefinition(name: "toast", count: jobs, steps: [Step(.work, .fixed(second))])
    ])
}

@Suite("Waterfalls and spreads")
struct WaterfallTests {
  @Test("the steps and the rest are what was measured, to the nanosecond", arguments: 0..<200)
  func sums(seed: UInt64) throws {
    // Any numbers will do: a generator of a few lines keeps the test the same everywhere.
    var state = seed &* 6_364_136_223_846_793_005 &+ 1
    func next(_ below: Int64) -> Int64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int64(state >> 33) % below
    }
    let rungs = Rung.Name.allCases.map { Rung($0, next(4) == 0 ? nil : next(10 * second)) }
    let measured = next(10 * second)
    let known = rungs.compactMap(\.makespan)
    guard let waterfall = Waterfall(rungs, measured: measured) else {
      #expect(known.isEmpty)
      return
    }
    #expect(waterfall.sum == measured)
    #expect(waterfall.steps.map(\.makespan) == known && waterfall.steps[0].added == known[0])
    #expect(waterfall.unexplained == measured - (known.last ?? 0))
  }

  @Test("an effect may shorten a run, and rungs without a makespan are left out")
  func negative() throws {
    let rungs = [
      Rung(.perfect, 10), Rung(.lowerBound, nil), Rung(.schedule, 15), Rung(.cores, 13),
    ]
    let waterfall = try #require(Waterfall(rungs, measured: 12))
    #expect(waterfall.steps.map(\.name) == [.perfect, .schedule, .cores])
    #expect(waterfall.steps.map(\.added) == [10, 5, -2] && waterfall.unexplained == -1)
    #expect(Waterfall([Rung(.perfect, nil)], measured: 12) == nil)
  }

  @Test("the rungs without a machine are T1/N, the lower bound and the ideal run")
  func ideal() throws {
    let rungs = Rung.ideal(try result(toast(workers: 8)))
    #expect(rungs.map(\.name) == [.perfect, .lowerBound, .schedule])
    #expect(rungs.map(\.makespan) == [12_500_000_000, 12_500_000_000, 13 * second])
  }

  @Test("an outcome's waterfall ends at the median that was measured")
  func outcome() throws {
    let outcome = try standIn(
      .threads, toast(workers: 4), runs: [9, 3, 5, 30], predicted: [2, 4, 3])
    let waterfall = try #require(outcome.waterfall)
    #expect(waterfall.measured == 25 * second + 25 * second / 1_000 * 7)
    #expect(waterfall.sum == waterfall.measured)
    #expect(waterfall.unexplained == 25 * second / 1_000 * 4)
  }

  @Test("a spread has nearest ranks, and an even count's median is rounded half up")
  func spread() throws {
    #expect(Spread([]) == nil)
    let one = try #require(Spread([7]))
    #expect([one.min, one.p05, one.median, one.p95, one.max] == [7, 7, 7, 7, 7])
    #expect(one.count == 1 && one.range == 0 && one.halfRangeShare == 0)
    #expect(Spread([4, 1])?.median == 3 && Spread([1, 2, 3, 4])?.median == 3)
    #expect(Spread([-4, -1])?.median == -2 && Spread([.max, .max])?.median == .max)
    let hundred = try #require(Spread((1...100).reversed()))
    #expect(hundred.min == 1 && hundred.p05 == 5 && hundred.median == 51)
    #expect(hundred.p95 == 95 && hundred.max == 100 && hundred.count == 100)
    #expect(Spread([10, 11, 12])?.halfRangeShare == 1.0 / 11)
  }
}
