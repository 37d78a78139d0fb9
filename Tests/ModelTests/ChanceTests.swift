import Model
import Testing

@Suite("Chance")
struct ChanceTests {
  @Test("Philox 4x32-10 gives its published vectors")
  func philoxVectors() {
    let most = UInt32.max
    #expect(
      Philox.words(counter: (0, 0, 0, 0), key: (0, 0))
        == (0x6627_e8d5, 0xe169_c58d, 0xbc57_ac4c, 0x9b00_dbd8))
    #expect(
      Philox.words(counter: (most, most, most, most), key: (most, most))
        == (0x408f_276d, 0x41c8_3b0e, 0xa20b_c7c6, 0x6d54_51fd))
    #expect(
      Philox.words(
        counter: (0x243f_6a88, 0x85a3_08d3, 0x1319_8a2e, 0x0370_7344),
        key: (0xa409_3822, 0x299f_31d0))
        == (0xd16c_fe09, 0x94fd_cceb, 0x5001_e420, 0x2412_6ea1))
  }

  @Test("FNV-1a gives its published vectors")
  func stableHashes() {
    #expect(stableHash("") == 0xcbf2_9ce4_8422_2325)
    #expect(stableHash("a") == 0xaf63_dc4c_8601_ec8c)
    #expect(stableHash("foobar") == 0x8594_4171_f739_67e8)
  }

  /// Reference values to 40 digits, rounded to the nearest Double.
  @Test(
    "log is within 2 units in the last place",
    arguments: [
      (1e-300, -690.7755278982137), (1e-10, -23.025850929940457), (0.1, -2.3025850929940455),
      (0.5, -0.6931471805599453), (0.7071067811865475, -0.34657359027997275),
      (0.9999999, -1.0000000494736474e-07), (1.0000001, 9.999999505838704e-08),
      (1.4142135623730951, 0.3465735902799727), (1.5, 0.4054651081081644), (1, 0),
      (2.718281828459045, 1.0), (10.0, 2.302585092994046), (12345.678, 9.421061321291832),
      (1e+18, 41.44653167389282), (1e+300, 690.7755278982137),
    ] as [(Double, Double)])
  func logarithm(x: Double, expected: Double) {
    #expect((ElementaryFunctions.log(x) - expected).magnitude <= 2 * expected.ulp)
  }

  @Test(
    "exp is within 2 units in the last place",
    arguments: [
      (-700.0, 9.85967654375977e-305), (-50.5, 1.1698459177061964e-22),
      (-1.0, 0.36787944117144233), (-1e-09, 0.999999999), (0.0, 1.0), (1e-09, 1.000000001),
      (0.3, 1.3498588075760032), (0.34657359, 1.4142135619771539), (1.0, 2.718281828459045),
      (2.5, 12.182493960703473), (20.0, 485165195.4097903), (43.7, 9.520699529632651e+18),
      (500.25, 1.8022480823881607e+217), (709.0, 8.218407461554972e+307),
    ] as [(Double, Double)])
  func exponential(x: Double, expected: Double) {
    #expect((ElementaryFunctions.exp(x) - expected).magnitude <= 2 * expected.ulp)
  }

  @Test(
    "the normal quantile is within 1e-15 of its value",
    arguments: [
      (1e-17, -8.493793224109599), (1e-12, -7.034483825301132), (1e-05, -4.264890793922825),
      (0.01, -2.326347874040841), (0.0749, -1.4402382675279637), (0.0751, -1.43882539275254),
      (0.25, -0.6744897501960817), (0.5, 0.0), (0.6, 0.2533471031357997),
      (0.9249, 1.4388253927525403), (0.975, 1.9599639845400538), (0.999999, 4.753424308817087),
    ] as [(Double, Double)])
  func quantile(p: Double, expected: Double) {
    #expect(
      (ElementaryFunctions.normalQuantile(p) - expected).magnitude
        <= 1e-15 * max(1, expected.magnitude))
  }

  @Test("the ends of exp are 0 and infinity")
  func exponentialEnds() {
    #expect(ElementaryFunctions.exp(-800) == 0)
    #expect(ElementaryFunctions.exp(800) == .infinity)
  }

  @Test("a value depends on what it is for, and on nothing else")
  func values() {
    let chance = Chance(seed: 42)
    let stream = chance.stream(of: "toast")
    let draw = Chance.Draw(stream: stream, purpose: .duration, job: 36)
    #expect(chance.bits(draw) == Chance(seed: 42).bits(draw))
    var others: [UInt64] = []
    for job in 0..<Int32(50) {
      for step in 0..<Int32(3) {
        for attempt in 0..<Int32(3) {
          others.append(
            chance.bits(
              .init(stream: stream, purpose: .duration, job: job, step: step, attempt: attempt)))
        }
      }
      others.append(chance.bits(.init(stream: stream, purpose: .failure, job: job)))
      others.append(
        chance.bits(
          .init(stream: chance.stream(of: "coffee"), purpose: .duration, job: job)))
      let later = Chance(seed: 42, replication: 1)
      others.append(
        later.bits(.init(stream: later.stream(of: "toast"), purpose: .duration, job: job)))
      others.append(
        Chance(seed: 43).bits(.init(stream: stream, purpose: .duration, job: job)))
    }
    #expect(Set(others).count == others.count)
  }

  /// Means and deviations of 200 000 draws; the tolerance is 5 standard errors.
  @Test(
    "distributions have the mean and deviation that they say",
    arguments: [
      (.uniform(2_000_000_000, 8_000_000_000), 5.0, 1.7320508),
      (.exponential(mean: 30_000_000_000), 30.0, 30.0),
      (.normal(mean: 40_000_000_000, sd: 4_000_000_000), 40.0, 4.0),
      (.lognormal(mean: 40_000_000_000, sd: 20_000_000_000), 40.0, 20.0),
    ] as [(DurationRule, Double, Double)])
  func moments(rule: DurationRule, mean: Double, deviation: Double) {
    let chance = Chance(seed: 7)
    let stream = chance.stream(of: "moments")
    let count = 200_000
    let values = (0..<Int32(count)).map { job in
      Double(chance.duration(rule, .init(stream: stream, purpose: .duration, job: job))) / 1e9
    }
    let found = values.reduce(0, +) / Double(count)
    let variance = values.reduce(0) { $0 + ($1 - found) * ($1 - found) } / Double(count)
    #expect((found - mean).magnitude < 5 * deviation / Double(count).squareRoot())
    #expect((variance.squareRoot() - deviation).magnitude < 0.02 * deviation)
  }

  @Test("a normal duration below 0 counts as 0")
  func negative() {
    let chance = Chance(seed: 1)
    let stream = chance.stream(of: "cold")
    let rule = DurationRule.normal(mean: 0, sd: 1_000_000)
    let values = (0..<Int32(1_000)).map { job in
      chance.duration(rule, .init(stream: stream, purpose: .duration, job: job))
    }
    #expect(values.filter { $0 == 0 }.count > 400)
    #expect(values.allSatisfy { $0 >= 0 })
  }
}
