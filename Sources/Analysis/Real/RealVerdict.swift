public import Model

/// What comes out when a real run is compared with its simulation.
///
/// The rules, the first that applies:
/// 1. A repetition that ends otherwise than the ideal simulation (settled, cut or stuck), or has other
///    numbers of finished or failed jobs: the model is wrong. Jobs are not noise. At a horizon only the
///    end must be the same.
/// 2. The measured median is within the tolerance of what was predicted for this machine (the ideal
///    simulation where this machine was not simulated): it agrees. The tolerance is the larger of 2 %
///    and half the range of the measured makespans over their median.
/// 3. Others disturbed most repetitions: the machine was busy.
/// 4. Otherwise the model is wrong.
///
/// Runs without a makespan compare finished jobs with the ideal simulation's. There as many jobs as can
/// be under way are within the tolerance, since a horizon may just miss the end of each. Beside the rest
/// stands whether ideal and predicted makespan differ by less than the measured range: then what the
/// machine adds cannot be told from noise.
public struct RealVerdict: Equatable, Sendable {
  /// What to think of the simulation.
  public enum Conclusion: String, Sendable {
    /// The prediction holds.
    case agrees
    /// It does not, and others used the machine meanwhile.
    case machineWasBusy = "machine-was-busy"
    /// It does not, and nothing else explains that.
    case modelIsWrong = "model-is-wrong"
  }

  /// A repetition whose jobs ended otherwise than in the ideal simulation.
  public struct Mismatch: Equatable, Sendable {
    /// Which repetition, from 1.
    public let repetition: Int
    /// How it ended.
    public let cause: RunEnd.Cause
    /// How many of its jobs finished.
    public let finished: Double
    /// How many of its jobs failed for good.
    public let failed: Double
  }

  /// What to think of the simulation.
  public let conclusion: Conclusion
  /// Whether what the machine adds cannot be told from noise.
  public let isBelowNoise: Bool
  /// Measured over predicted, less 1: makespans or, without them, finished jobs; nil where nothing can
  /// be divided.
  public let error: Double?
  /// The largest error, either way, that agrees.
  public let tolerance: Double
  /// The first repetition whose jobs ended otherwise.
  public let mismatch: Mismatch?

  /// Compares the repetitions of an outcome with its simulations.
  public init(_ outcome: RealOutcome) {
    let comparison = Comparison(outcome)
    error = comparison.error
    tolerance = comparison.tolerance
    mismatch = outcome.mismatch
    isBelowNoise = outcome.isBelowNoise
    if mismatch != nil {
      conclusion = .modelIsWrong
    } else if comparison.agrees {
      conclusion = .agrees
    } else {
      conclusion = outcome.contendedCount * 2 > outcome.runs.count ? .machineWasBusy : .modelIsWrong
    }
  }

  /// One number of the real runs beside one of the simulation.
  private struct Comparison {
    let measured: Double
    let expected: Double
    let tolerance: Double

    init(_ outcome: RealOutcome) {
      let least = 0.02
      if let measured = outcome.makespans,
        let expected = outcome.predictedMakespan ?? outcome.ideal.makespan
      {
        self.measured = Double(measured.median)
        self.expected = Double(expected)
        tolerance = max(least, measured.halfRangeShare ?? 0)
        return
      }
      let spread = outcome.finishedCounts
      measured = Double(spread?.median ?? 0)
      expected = outcome.ideal.finishedCount
      let underway = Double(max(outcome.workers, outcome.ideal.peakConcurrency))
      tolerance = max(least, spread?.halfRangeShare ?? 0, expected > 0 ? underway / expected : 0)
    }

    var error: Double? { expected > 0 ? measured / expected - 1 : nil }

    // Not by the error: a quotient of 1.02 less 1 is more than 0.02 in binary.
    var agrees: Bool { (measured - expected).magnitude <= tolerance * expected }
  }
}

extension RealOutcome {
  fileprivate var mismatch: RealVerdict.Mismatch? {
    let other = runs.first { run in
      guard Self.endsAlike(run.result.cause, ideal.cause) else { return true }
      guard ideal.cause != .cut else { return false }
      return run.result.finishedCount != ideal.finishedCount
        || run.result.failedCount != ideal.failedCount
    }
    return other.map {
      RealVerdict.Mismatch(
        repetition: $0.repetition, cause: $0.result.cause, finished: $0.result.finishedCount,
        failed: $0.result.failedCount)
    }
  }

  private static func endsAlike(_ one: RunEnd.Cause, _ other: RunEnd.Cause) -> Bool {
    switch (one, other) {
    case (.settled, .settled), (.cut, .cut), (.deadlock, .deadlock): true
    default: false
    }
  }

  fileprivate var isBelowNoise: Bool {
    guard let makespans, let predictedMakespan, let ideal = ideal.makespan else { return false }
    return (predictedMakespan - ideal).magnitude < makespans.range.magnitude
  }
}
