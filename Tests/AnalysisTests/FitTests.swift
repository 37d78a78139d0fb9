import Testing

@testable import Analysis

@Suite("Fitted laws")
struct FitTests {
  /// The SPEC SDM91 benchmark of a Sun SPARCcenter 2000, by load: Gunther, Guerrilla Capacity Planning.
  private static let specsdm91 = [
    (1.0, 64.9), (18, 995.9), (36, 1652.4), (72, 1853.2), (108, 1828.9), (144, 1775.0),
    (216, 1702.2),
  ]
  /// A ray tracer by processors, from the same book.
  private static let raytracer = [
    (1.0, 20.0), (4, 78), (8, 130), (12, 170), (16, 190), (20, 200), (24, 210), (28, 230),
    (32, 260), (48, 280), (64, 310),
  ]
  private static let powers = [1.0, 2, 4, 8, 16, 32, 64]

  private func fits(
    _ pairs: [(Double, Double)], isWeak: Bool = false, isMeasured: Bool = true
  ) -> ScalingFits {
    ScalingFits(
      pairs.map { ScalingSample(workers: $0.0, throughput: $0.1) }, isWeak: isWeak,
      isMeasured: isMeasured)
  }

  private func table(
    _ gamma: Double, _ sigma: Double, _ kappa: Double, at workers: [Double] = powers
  ) -> [(Double, Double)] {
    workers.map { ($0, gamma * $0 / (1 + sigma * ($0 - 1) + kappa * $0 * ($0 - 1))) }
  }

  private func isNear(_ value: Double?, _ expected: Double, _ share: Double = 1e-6) -> Bool {
    value.map { ($0 - expected).magnitude <= share * expected.magnitude } ?? false
  }

  /// Alpha 0.0277285 (0.0091217), beta 0.0001044 (0.0000199), gamma 89.9952330 (14.2134894) are what the
  /// R package usl prints; there sigma is called alpha and kappa beta.
  @Test("the published fit of the SPEC SDM91 data comes out, standard errors and peak included")
  func published() throws {
    let usl = try #require(fits(Self.specsdm91).usl)
    #expect((usl.contention.value - 0.0277285).magnitude < 5e-8)
    #expect((usl.coherency.value - 0.0001044).magnitude < 5e-8)
    #expect((usl.gamma.value - 89.9952330).magnitude < 5e-6)
    #expect(isNear(usl.contention.standardError, 0.0091217, 1e-5))
    #expect(((usl.coherency.standardError ?? 0) - 0.0000199).magnitude < 5e-8)
    #expect(isNear(usl.gamma.standardError, 14.2134894))
    #expect(((usl.peakWorkers ?? 0) - 96.52).magnitude < 0.005)
    #expect(usl.peakThroughput?.rounded() == 1884)
    #expect(isNear(usl.quality.largest, 111.1, 1e-3) && isNear(usl.quality.rSquared, 0.98956, 1e-5))
    #expect(!usl.isPeakUncertain && usl.fewestWorkers(forShare: 0.95) == 59)
  }

  @Test("the ray tracer has no peak: kappa is at its bound, and the law is Amdahl's")
  func raytracer() throws {
    let found = fits(Self.raytracer)
    let usl = try #require(found.usl)
    #expect(usl.coherency.value == 0 && usl.coherency.isAtBound)
    #expect(usl.coherency.standardError == nil && usl.peakWorkers == nil)
    // The reference for two parameters is scipy's curve_fit, which does as R's nls.
    #expect(isNear(usl.contention.value, 0.0577707808) && isNear(usl.gamma.value, 21.8488429))
    #expect(isNear(usl.contention.standardError, 0.00525798, 1e-5))
    #expect(isNear(usl.limit, 378.19885))
    let amdahl = try #require(found.amdahl)
    #expect(isNear(amdahl.parallelFraction.value, 1 - 0.0577707808))
    #expect(isNear(amdahl.parallelFraction.standardError, 0.00525798, 1e-5))
    #expect(found.amdahlLimits.isEmpty)
  }

  @Test("repeats and their noise give the standard errors of all values, as curve_fit does")
  func repeats() throws {
    let pairs = [
      (1.0, 10.1), (1, 9.8), (2, 19.0), (2, 18.7), (4, 33.9), (4, 34.8), (8, 56.0), (8, 54.9),
      (16, 75.5), (16, 77.2),
    ]
    let found = fits(pairs.reversed(), isMeasured: false)
    #expect(found.samples.map(\.workers) == [1, 2, 4, 8, 16] && found.hasErrors)
    #expect(found.samples.allSatisfy { $0.repeats.count == 2 })
    let usl = try #require(found.usl)
    #expect(isNear(usl.gamma.value, 10.0318135) && isNear(usl.gamma.standardError, 0.2132229, 1e-5))
    #expect(
      isNear(usl.contention.value, 0.0536239307)
        && isNear(usl.contention.standardError, 0.007493417, 1e-5))
    #expect(
      isNear(usl.coherency.value, 0.00124295127)
        && isNear(usl.coherency.standardError, 0.0003203118, 1e-5))
    let amdahl = try #require(found.amdahl)
    #expect(isNear(amdahl.parallelFraction.value, 0.9187598))
    #expect(isNear(amdahl.parallelFraction.standardError, 0.003770664, 1e-5))
  }

  @Test(
    "tables without noise give back their parameters, and no standard errors",
    arguments: [
      (3.0, 0.05, 0.0005), (1e-6, 0, 0.01), (1e9, 1.5, 0.01), (1, 0.02, 1e-9), (1e300, 0.01, 1e-5),
    ])
  func recovery(gamma: Double, sigma: Double, kappa: Double) throws {
    let found = fits(table(gamma, sigma, kappa), isMeasured: false)
    let usl = try #require(found.usl)
    #expect(isNear(usl.gamma.value, gamma, 1e-9))
    #expect((usl.contention.value - sigma).magnitude < 1e-10)
    #expect(isNear(usl.coherency.value, kappa, 1e-4))
    #expect(usl.gamma.standardError == nil && usl.quality.largest <= 1e-12 * usl.gamma.value)
    #expect((usl.peakWorkers == nil) == (sigma >= 1))
  }

  @Test("of Amdahl's tables kappa and of linear ones sigma are exactly 0")
  func bounds() throws {
    let serial = fits(table(3, 0.05, 0), isMeasured: false)
    #expect(serial.usl?.coherency.value == 0 && serial.usl?.fewestWorkers(forShare: 0.95) == 361)
    #expect(isNear(serial.amdahl?.parallelFraction.value, 0.95, 1e-12))
    #expect(isNear(serial.amdahl?.ceiling, 20, 1e-9))
    let linear = fits(table(3, 0, 0), isMeasured: false)
    #expect(linear.usl?.limit == nil && linear.amdahl?.parallelFraction.value == 1)
    #expect(linear.usl?.fewestWorkers(forShare: 0.95) == nil)
    #expect(linear.amdahlLimits == [.nothingSerial] && linear.amdahl?.ceiling == nil)
    let flat = fits(Self.powers.map { ($0, 5) }, isMeasured: false)
    #expect(flat.amdahlLimits == [.nothingParallel] && flat.usl?.quality.rSquared == nil)
  }

  @Test("Amdahl's law says where it does not apply")
  func limits() {
    #expect(fits(Self.specsdm91).amdahlLimits == [.fallsBeyond(workers: 72)])
    #expect(fits(table(3, 0.05, 0.0005), isMeasured: false).amdahlLimits == [.coherency])
    let superlinear = fits(Self.powers.map { ($0, 5 * $0 * (1 + 0.01 * $0)) })
    #expect(superlinear.amdahlLimits == [.superlinear(workers: 2), .nothingSerial])
  }

  @Test("Gustafson's law is for work that grows, Amdahl's and Karp-Flatt's for work that stays")
  func weak() throws {
    let found = fits(
      [(1, 2.02), (2, 3.75), (4, 7.5), (8, 14.4), (16, 29.3)], isWeak: true)
    let gustafson = try #require(found.gustafson)
    #expect(
      isNear(gustafson.gamma.value, 1.94782259)
        && isNear(gustafson.gamma.standardError, 0.1106667, 1e-5))
    #expect(isNear(gustafson.serialFraction.value, 0.0673829385, 1e-5))
    #expect(isNear(gustafson.serialFraction.standardError, 0.05844391, 1e-5))
    #expect(found.amdahl == nil && found.karpFlatt == nil && found.usl != nil)
    #expect(found.reasons.map(\.field) == ["amdahl", "karp_flatt"])
    #expect(fits(Self.raytracer).reasons.map(\.field) == ["gustafson"])
  }

  @Test("too few points give no fit, and the sentence says how many there are")
  func fewPoints() {
    let found = fits([(2, 1), (4, 1.9), (4, 1.8)])
    #expect(found.usl == nil && found.amdahl == nil && found.karpFlatt == nil)
    #expect(
      found.reason(for: "usl") == "it needs four different numbers of workers; there are 2")
    #expect(fits([]).samples.isEmpty)
    #expect(fits([(1, .nan), (2, 0), (0, 3), (4, -1), (.infinity, 1)]).samples.isEmpty)
  }

  @Test(
    "Karp and Flatt's e is the serial share of tables that have one", arguments: [0, 0.05, 0.5])
  func serialShare(share: Double) throws {
    let trend = try #require(fits(table(7, share, 0), isMeasured: false).karpFlatt)
    #expect(trend.fractions[0] == nil)
    for fraction in trend.fractions.dropFirst() {
      #expect(((fraction ?? 1) - share).magnitude < 1e-12)
    }
    #expect(trend.direction == .constant && (trend.mean - share).magnitude < 1e-12)
  }

  @Test("e is sigma + kappa N of the universal law: its slope is kappa, and it rises")
  func growingOverhead() throws {
    let trend = try #require(fits(table(7, 0.03, 0.0004), isMeasured: false).karpFlatt)
    #expect(isNear(trend.slope, 0.0004, 1e-9) && trend.direction == .rising)
    #expect(isNear(trend.fractions.last ?? nil, 0.03 + 0.0004 * 64, 1e-9))
    #expect(fits(Self.specsdm91).karpFlatt?.direction == .rising)
  }

  @Test("a slow baseline makes e fall; noise and few points tell nothing; below 0 is superlinear")
  func directions() throws {
    // One worker takes 10 % longer than its share of the work.
    var slow = table(1, 0.1, 0)
    slow[0].1 /= 1.1
    #expect(fits(slow).karpFlatt?.direction != .rising)
    let falling = Self.powers.map { workers -> (Double, Double) in
      (workers, workers / (1 + (0.3 - 0.004 * workers) * (workers - 1)))
    }
    #expect(fits(falling).karpFlatt?.direction == .falling)
    let noisy = zip(Self.powers, [0, 0.05, 0.2, 0.08, 0.15, 0.06, 0.12]).map { workers, share in
      (workers, workers / (1 + share * (workers - 1)))
    }
    #expect(fits(noisy).karpFlatt?.direction == .unclear)
    #expect(fits(Array(table(1, 0.1, 0).prefix(3))).karpFlatt?.direction == .unclear)
    let trend = try #require(fits([(1, 1), (2, 2.5), (4, 4.4), (8, 7)]).karpFlatt)
    #expect(trend.superlinearWorkers == [2, 4])
    #expect(fits([(2, 1), (4, 2)]).karpFlatt == nil)
  }
}
