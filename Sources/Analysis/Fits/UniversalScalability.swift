/// Gunther's universal scalability law, fitted to throughput.
///
/// X(N) = gamma N / (1 + sigma (N - 1) + kappa N (N - 1)), Gunther (1993; Guerrilla Capacity Planning,
/// 2007), by least squares with sigma and kappa of 0 or more.
public struct UniversalScalability: Equatable, Sendable {
  /// Gamma: the throughput of one worker.
  public let gamma: LawParameter
  /// Sigma, contention: the share of work that waits for others.
  public let contention: LawParameter
  /// Kappa, coherency: what each pair of workers costs.
  public let coherency: LawParameter
  /// How well it tells what was seen.
  public let quality: FitResiduals
  /// The workers of the largest sample.
  let mostWorkers: Double

  /// What the law gives for some workers.
  public func throughput(_ workers: Double) -> Double {
    Self.law([gamma.value, contention.value, coherency.value], workers).0
  }

  /// The workers with the largest throughput, sqrt((1 - sigma)/kappa); nil where it grows for ever
  /// (kappa is 0) or falls from the first worker on (sigma is 1 or more).
  public var peakWorkers: Double? {
    guard coherency.value > 0, contention.value < 1 else { return nil }
    let peak = ((1 - contention.value) / coherency.value).squareRoot()
    return peak >= 1 ? peak : nil
  }

  /// The largest throughput; nil where there is no peak.
  public var peakThroughput: Double? { peakWorkers.map(throughput) }

  /// Whether the peak is more than ten times as many workers as were tried, or kappa is less than two
  /// standard errors from 0.
  public var isPeakUncertain: Bool {
    guard let peakWorkers else { return false }
    return !coherency.isClearlyPositive || peakWorkers > 10 * mostWorkers
  }

  /// Gamma/sigma: what no number of workers passes; nil where sigma is 0.
  public var limit: Double? {
    contention.value > 0 ? gamma.value / contention.value : nil
  }

  /// The fewest workers that give a share of the peak, or of the limit where there is no peak; nil where
  /// there is neither.
  public func fewestWorkers(forShare share: Double) -> Int? {
    if contention.value >= 1 || coherency.value > 0 && peakWorkers == nil { return 1 }
    guard let goal = (peakThroughput ?? limit).map({ share * $0 }) else { return nil }
    // Throughput grows up to the peak.
    var (low, high) = (1, Int(min(1e9, (peakWorkers ?? 1e9).rounded(.up))))
    guard throughput(Double(high)) >= goal else { return nil }
    while low < high {
      let middle = low + (high - low) / 2
      if throughput(Double(middle)) >= goal { high = middle } else { low = middle + 1 }
    }
    return low
  }

  /// X(N) and its derivatives by gamma, sigma and kappa.
  static let law: LeastSquares.Law = { parameters, workers in
    let others = workers - 1
    let divisor = 1 + parameters[1] * others + parameters[2] * workers * others
    let value = parameters[0] * workers / divisor
    let slope = -value / divisor * others
    return (value, [workers / divisor, slope, slope * workers])
  }
}

extension UniversalScalability {
  /// Fits the law; nil with fewer than four different workers.
  ///
  /// - Parameter hasErrors: Whether what was seen has noise, so that residuals tell standard errors.
  init?(_ samples: [ScalingSample], hasErrors: Bool) {
    guard samples.count >= 4,
      let solution = Self.solution(samples, mostContention: .infinity, mostCoherency: .infinity)
    else { return nil }
    let parameters = Self.parameters(solution, hasErrors: hasErrors)
    gamma = parameters[0]
    contention = parameters[1]
    coherency = parameters[2]
    quality = FitResiduals(samples) { Self.law(solution.parameters, $0).0 }
    mostWorkers = samples.last?.workers ?? 1
  }

  static func parameters(
    _ solution: LeastSquares.Solution, hasErrors: Bool
  ) -> [LawParameter] {
    (0..<3).map {
      LawParameter(
        value: solution.parameters[$0], standardError: hasErrors ? solution.errors[$0] : nil,
        isAtBound: solution.held[$0])
    }
  }

  /// The best parameters within bounds.
  ///
  /// What is too small to be seen in any sample is rounding, and held at 0.
  static func solution(
    _ samples: [ScalingSample], mostContention: Double, mostCoherency: Double
  ) -> LeastSquares.Solution? {
    var upper: LeastSquares.Parameters = [.infinity, mostContention, mostCoherency]
    let starts = starts(samples)
    let most = samples.last?.workers ?? 1
    while true {
      let fit = LeastSquares(samples, lower: .zero, upper: upper, law: law)
      guard let solution = fit.solution(from: starts) else { return nil }
      let weights: LeastSquares.Parameters = [0, most, most * most]
      let tiny = (1...2).first {
        solution.parameters[$0] > 0 && solution.parameters[$0] * weights[$0] < 1e-9
      }
      guard let tiny else { return solution }
      upper[tiny] = 0
    }
  }

  /// The best few of a grid of costs at the largest sample, each with the gamma that suits it best.
  private static func starts(_ samples: [ScalingSample]) -> [LeastSquares.Parameters] {
    let most = samples.last?.workers ?? 1
    let costs = [0, 0.03, 0.1, 0.3, 1, 3, 10, 30]
    var found: [(start: LeastSquares.Parameters, sumOfSquares: Double)] = []
    for contention in costs {
      for coherency in costs {
        var start: LeastSquares.Parameters = [1, contention / most, coherency / (most * most)]
        let shapes = samples.map { law(start, $0.workers).0 }
        let pairs = zip(samples, shapes)
        start[0] =
          pairs.reduce(0) { $0 + $1.0.throughput * $1.1 } / shapes.reduce(0) { $0 + $1 * $1 }
        let rest = pairs.reduce(0) { sum, pair in
          let difference = pair.0.throughput - start[0] * pair.1
          return sum + difference * difference
        }
        found.append((start, rest))
      }
    }
    // Equal sums keep the order of the grid.
    let order = found.indices.sorted { (found[$0].sumOfSquares, $0) < (found[$1].sumOfSquares, $1) }
    return order.prefix(4).map { found[$0].start }
  }
}
