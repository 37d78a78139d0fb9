/// What the laws of scaling say of throughputs that were seen with different numbers of workers.
///
/// Standard errors are given where what was seen has noise: measurements, or samples with repeats that
/// differ. A simulation without chance has none, and the largest residual tells how well a law fits.
public struct ScalingFits: Equatable, Sendable {
  /// The samples by workers, each number of workers once.
  public let samples: [ScalingSample]
  /// Whether the work grows with the workers.
  public let isWeak: Bool
  /// Whether standard errors are told.
  public let hasErrors: Bool
  /// Gunther's law, contention and coherency.
  public let usl: UniversalScalability?
  /// Amdahl's law; of work that stays the same.
  public let amdahl: AmdahlFit?
  /// Gustafson's law; of work that grows.
  public let gustafson: GustafsonFit?
  /// Karp and Flatt's fraction; of work that stays the same.
  public let karpFlatt: KarpFlattTrend?

  /// Fits the laws.
  ///
  /// - Parameters:
  ///   - samples: Throughputs above 0 at workers above 0, in any order.
  ///   - isWeak: Whether the work grows with the workers; throughput is work, not runs, per second.
  ///   - isMeasured: Whether each value has noise, even where it stands alone.
  public init(_ samples: [ScalingSample], isWeak: Bool = false, isMeasured: Bool = false) {
    let samples = ScalingSample.merged(
      samples.filter {
        $0.workers > 0 && $0.workers.isFinite
          && $0.values.allSatisfy { $0 > 0 && $0.isFinite }
      })
    let hasErrors =
      isMeasured
      || samples.contains { sample in sample.repeats.contains { $0 != sample.repeats[0] } }
    self.samples = samples
    self.isWeak = isWeak
    self.hasErrors = hasErrors
    usl = UniversalScalability(samples, hasErrors: hasErrors)
    amdahl = isWeak ? nil : AmdahlFit(samples, hasErrors: hasErrors)
    gustafson = isWeak ? GustafsonFit(samples, hasErrors: hasErrors) : nil
    karpFlatt = isWeak ? nil : KarpFlattTrend(samples)
  }

  /// Why a law is missing, by its name in machine-readable output.
  public var reasons: [Reason] {
    let otherWork = "it tells how the same work gets faster; here the work grows with the workers"
    var reasons = Reasons()
    if usl == nil { reasons.add("usl", needs(4, "four")) }
    if amdahl == nil { reasons.add("amdahl", isWeak ? otherWork : needs(3, "three")) }
    if gustafson == nil {
      reasons.add(
        "gustafson",
        isWeak
          ? needs(3, "three")
          : "it tells of work that grows with the workers; here it stays the same")
    }
    if karpFlatt == nil {
      reasons.add(
        "karp_flatt",
        isWeak ? otherWork : "it needs the throughput of one worker, and of more")
    }
    return reasons.list
  }

  private func needs(_ count: Int, _ word: String) -> String {
    samples.count < count
      ? "it needs \(word) different numbers of workers; "
        + "\(samples.count == 1 ? "there is" : "there are") \(samples.count)"
      : "no parameters were found that are finite numbers"
  }

  /// The throughput that was seen with one worker; nil where none was.
  public var single: Double? { samples.first { $0.workers == 1 }?.throughput }

  /// Of each sample the throughput over that of one worker; nil where none was seen with one.
  public var speedups: [Double?] {
    samples.map { sample in single.map { sample.throughput / $0 } }
  }

  /// Why a law is missing.
  public func reason(for law: String) -> String? { reasons.first { $0.field == law }?.sentence }

  /// Where Amdahl's law does not tell what was seen.
  public var amdahlLimits: [AmdahlLimit] {
    guard let amdahl else { return [] }
    var limits: [AmdahlLimit] = []
    if let best = samples.max(by: { $0.throughput < $1.throughput }), let last = samples.last,
      last.throughput < 0.98 * best.throughput
    {
      limits.append(.fallsBeyond(workers: best.workers))
    } else if let usl, usl.coherency.isClearlyPositive,
      usl.quality.largestShare < amdahl.quality.largestShare / 2
    {
      limits.append(.coherency)
    }
    if let workers = karpFlatt?.superlinearWorkers, !workers.isEmpty {
      limits.append(.superlinear(workers: workers[0]))
    }
    if amdahl.parallelFraction.isAtBound {
      limits.append(amdahl.parallelFraction.value > 0.5 ? .nothingSerial : .nothingParallel)
    }
    return limits
  }
}

/// Why Amdahl's law does not tell what was seen.
public enum AmdahlLimit: Equatable, Sendable {
  /// Throughput falls beyond some workers.
  case fallsBeyond(workers: Double)
  /// Each pair of workers costs something.
  case coherency
  /// Some workers are more than as many times as fast as one.
  case superlinear(workers: Double)
  /// p is at its bound of 1.
  case nothingSerial
  /// p is at its bound of 0.
  case nothingParallel
}
