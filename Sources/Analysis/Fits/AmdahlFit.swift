/// Amdahl's law, fitted to throughput.
///
/// X(N) = gamma / ((1 - p) + p/N), Amdahl (1967), by least squares with p between 0 and 1. Gamma, the
/// throughput of one worker, is fitted too: a single run with one worker has an error like all others.
public struct AmdahlFit: Equatable, Sendable {
  /// The throughput of one worker.
  public let gamma: LawParameter
  /// p: the share of the work that can be divided.
  public let parallelFraction: LawParameter
  /// How well it tells what was seen.
  public let quality: FitResiduals

  /// What the law gives for some workers.
  public func throughput(_ workers: Double) -> Double {
    gamma.value * amdahlSpeedup(parallelFraction: parallelFraction.value, workers: workers)
  }

  /// The speedup that no number of workers passes, 1/(1 - p); nil where p is 1.
  public var ceiling: Double? {
    parallelFraction.value < 1 ? 1 / (1 - parallelFraction.value) : nil
  }

  /// Fits the law; nil with fewer than three different workers.
  ///
  /// It is the universal law without coherency, sigma being 1 - p.
  init?(_ samples: [ScalingSample], hasErrors: Bool) {
    guard samples.count >= 3,
      let solution = UniversalScalability.solution(samples, mostContention: 1, mostCoherency: 0)
    else { return nil }
    let parameters = UniversalScalability.parameters(solution, hasErrors: hasErrors)
    gamma = parameters[0]
    let serial = parameters[1]
    parallelFraction = LawParameter(
      value: 1 - serial.value, standardError: serial.standardError, isAtBound: serial.isAtBound)
    quality = FitResiduals(samples) { UniversalScalability.law(solution.parameters, $0).0 }
  }
}

/// Gustafson's law, fitted to the throughput of work that grows with the workers.
///
/// X(N) = gamma (s + (1 - s) N), Gustafson (1988), by least squares with s between 0 and 1.
public struct GustafsonFit: Equatable, Sendable {
  /// The throughput of one worker.
  public let gamma: LawParameter
  /// s: the serial share of the time of a run.
  public let serialFraction: LawParameter
  /// How well it tells what was seen.
  public let quality: FitResiduals

  /// What the law gives for some workers.
  public func throughput(_ workers: Double) -> Double {
    Self.law([gamma.value, serialFraction.value, 0], workers).0
  }

  /// Fits the law; nil with fewer than three different workers.
  init?(_ samples: [ScalingSample], hasErrors: Bool) {
    let largest = samples.map { $0.throughput / $0.workers }.max() ?? 1
    let fit = LeastSquares(
      samples, lower: .zero, upper: [.infinity, 1, 0], law: Self.law)
    guard samples.count >= 3,
      let solution = fit.solution(from: [[largest, 0.1, 0], [largest, 0, 0]])
    else { return nil }
    let parameters = UniversalScalability.parameters(solution, hasErrors: hasErrors)
    gamma = parameters[0]
    serialFraction = parameters[1]
    quality = FitResiduals(samples) { Self.law(solution.parameters, $0).0 }
  }

  private static let law: LeastSquares.Law = { parameters, workers in
    let scaled = parameters[1] + (1 - parameters[1]) * workers
    return (parameters[0] * scaled, [scaled, parameters[0] * (1 - workers), 0])
  }
}
