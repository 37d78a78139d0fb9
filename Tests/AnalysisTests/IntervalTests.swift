import Analysis
import Model
import Testing

/// A generator of its own, so that the samples stay the same whatever becomes of a run's random values.
private struct Samples {
  private let chance: Chance
  private var next: Int32 = 0

  init(seed: UInt64) { chance = Chance(seed: seed) }

  mutating func unit() -> Double {
    next += 1
    return chance.unit(Chance.Draw(stream: 7, purpose: .duration, job: next))
  }

  mutating func normal() -> Double { ElementaryFunctions.normalQuantile(unit()) }
  mutating func exponential() -> Double { -ElementaryFunctions.log(unit()) }
}

@Suite("Intervals")
struct IntervalTests {
  /// Values of scipy.stats.t.ppf, scipy 1.17.
  @Test(
    "Student's t has the reference quantiles",
    arguments: [
      (0.975, 1.0, 12.706204736174694), (0.975, 2, 4.302652729749462),
      (0.995, 3, 5.840909309733355), (0.975, 9, 2.262157162798205),
      (0.9, 4.5, 1.5008853175085577), (0.975, 19, 2.0930240544083087),
      (0.999, 29, 3.3962402883568026), (0.9995, 99, 3.391528833363685),
      (0.975, 999, 1.9623414611334493), (0.975, 9_999, 1.960201263621357),
      (0.975, 10_000, 1.960201239890626), (0.995, 100_000, 2.575878469908375),
      (0.025, 9, -2.262157162798205), (0.51, 5, 0.026346712342273235),
    ])
  func quantiles(probability: Double, degrees: Double, expected: Double) {
    let found = StudentT.quantile(probability, degrees: degrees)
    #expect((found / expected - 1).magnitude < 1e-10)
  }

  @Test("a level is the probability between the critical values")
  func levels() {
    #expect(
      StudentT.criticalValue(level: 0.95, degrees: 7) == StudentT.quantile(0.975, degrees: 7))
    #expect(StudentT.quantile(0.5, degrees: 3) == 0)
  }

  @Test("a mean has its interval; equal values have one of no width; one value has none")
  func means() throws {
    let summary = try #require(SampleSummary([1, 2, 3, 4]))
    let half = 3.182446305284263 * (5.0 / 3).squareRoot() / 2
    let interval = try #require(summary.interval)
    #expect((interval.lowerBound - (2.5 - half)).magnitude < 1e-12)
    #expect((interval.upperBound - (2.5 + half)).magnitude < 1e-12)
    let wide = try #require(summary.interval(level: 0.99))
    #expect(wide.lowerBound < interval.lowerBound && wide.upperBound > interval.upperBound)
    let constant = try #require(SampleSummary([0.1, 0.1, 0.1]))
    #expect(constant.deviation == 0 && constant.interval == 0.1...0.1)
    #expect(try #require(SampleSummary([5])).interval == nil)
  }

  @Test("the jackknife of a ratio is that of its definition")
  func jackknife() throws {
    let (above, below) = ([10.0, 12, 9, 11, 14], [5.0, 5.5, 4, 6, 6.5])
    let ratio = above.reduce(0, +) / below.reduce(0, +)
    let pseudo = above.indices.map { left in
      let rest = above.indices.filter { $0 != left }
      let without =
        rest.reduce(0) { $0 + above[$1] } / rest.reduce(0) { $0 + below[$1] }
      return 5 * ratio - 4 * without
    }
    let direct = try #require(SampleSummary(pseudo))
    let found = try #require(SampleSummary(ratioOf: above, to: below))
    #expect((found.mean - ratio).magnitude < 1e-12)
    #expect((found.deviation - direct.deviation).magnitude < 1e-12)
    let (mine, theirs) = (try #require(found.interval), try #require(direct.interval))
    #expect((mine.lowerBound - theirs.lowerBound).magnitude < 1e-12)
    #expect((mine.upperBound - theirs.upperBound).magnitude < 1e-12)
    let half = try #require(SampleSummary(ratioOf: above, to: below, times: 0.5)?.interval)
    #expect((half.lowerBound - mine.lowerBound / 2).magnitude < 1e-12)
    let constant = try #require(SampleSummary(ratioOf: [3, 3, 3], to: [7, 7, 7]))
    #expect(constant.deviation == 0 && constant.interval == constant.mean...constant.mean)
  }

  /// Of 200 experiments at 95 % between 177 and 199 hold but with probability 1e-3: binomial.
  @Test("intervals of normal samples hold the mean as often as they say", arguments: [3, 10, 40])
  func normalCoverage(size: Int) throws {
    var samples = Samples(seed: UInt64(size))
    var held = 0
    for _ in 0..<200 {
      let values = (0..<size).map { _ in 5 + 2 * samples.normal() }
      if try #require(SampleSummary(values)?.interval).contains(5) { held += 1 }
    }
    #expect((177...199).contains(held))
  }

  /// Exponential samples are skew, so the jackknife of small ones holds a little less often.
  @Test("intervals of ratios of exponential samples hold the ratio about as often as they say")
  func ratioCoverage() throws {
    var samples = Samples(seed: 11)
    var held = 0
    for _ in 0..<200 {
      let below = (0..<40).map { _ in 3 + samples.exponential() }
      let above = below.map { 2 * $0 + samples.exponential() }
      if try #require(SampleSummary(ratioOf: above, to: below)?.interval).contains(2.25) {
        held += 1
      }
    }
    #expect((174...199).contains(held))
  }

  @Test("a precision is reached when half the interval over the mean is small enough, not before")
  func precision() throws {
    let goal = PrecisionGoal(0.01, least: 5, most: 100)
    #expect(!goal.isReached(values: [10, 10, 10, 10]))
    #expect(goal.isReached(values: [10, 10, 10, 10, 10]))
    var samples = Samples(seed: 3)
    var values: [Double] = []
    while !goal.isReached(values: values) { values.append(100 + 5 * samples.normal()) }
    let summary = try #require(SampleSummary(values))
    let interval = try #require(summary.interval)
    #expect(interval.upperBound - summary.mean <= 0.01 * summary.mean)
    let before = try #require(SampleSummary(Array(values.dropLast())))
    #expect(try #require(before.interval).upperBound - before.mean > 0.01 * before.mean)
    #expect(PrecisionGoal(0.01, least: 50, most: 3).most == 50)
  }
}
