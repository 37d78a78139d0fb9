/// The throughput that was seen with some workers.
public struct ScalingSample: Equatable, Sendable {
  /// How many workers; a load of users may be any number above 0.
  public let workers: Double
  /// Work per second, or relative to anything; above 0, and the mean where there are repeats.
  public let throughput: Double
  /// The single throughputs, where there are several; else empty.
  public let repeats: [Double]

  /// Makes a sample of one value.
  public init(workers: Double, throughput: Double) {
    self.workers = workers
    self.throughput = throughput
    repeats = []
  }

  /// Makes a sample of one or more values; nil for none.
  public init?(workers: Double, repeats: [Double]) {
    guard let first = repeats.first else { return nil }
    self.workers = workers
    self.repeats = repeats.count > 1 ? repeats : []
    throughput =
      repeats.count > 1 ? repeats.reduce(0, +) / Double(repeats.count) : first
  }

  /// All values, one where nothing was repeated.
  public var values: [Double] { repeats.isEmpty ? [throughput] : repeats }

  /// Samples by workers, those of equal workers made to one with repeats.
  static func merged(_ samples: [ScalingSample]) -> [ScalingSample] {
    // The place in the list decides between equals: sorting is not stable by itself.
    let order = samples.indices.sorted {
      (samples[$0].workers, $0) < (samples[$1].workers, $1)
    }
    var merged: [ScalingSample] = []
    var values: [Double] = []
    for (position, index) in order.enumerated() {
      values += samples[index].values
      let isLast = position + 1 == order.count
      if !isLast, samples[order[position + 1]].workers == samples[index].workers { continue }
      if let sample = ScalingSample(workers: samples[index].workers, repeats: values) {
        merged.append(sample)
      }
      values = []
    }
    return merged
  }
}

/// A parameter of a fitted law.
public struct LawParameter: Equatable, Sendable {
  /// The fitted value.
  public let value: Double
  /// Its standard error from the residuals; nil where values without noise were fitted, or at a bound.
  public let standardError: Double?
  /// Whether the best value lies beyond what the law allows, so that the bound stands here.
  public let isAtBound: Bool

  /// Whether the value is above zero by more than two of its standard errors; any value above zero
  /// where none is known.
  public var isClearlyPositive: Bool { value > 2 * (standardError ?? 0) }
}

/// How well a fitted law tells what was seen.
public struct FitResiduals: Equatable, Sendable {
  /// Of each sample, what the law gives.
  public let fitted: [Double]
  /// Of each sample, what was seen less what the law gives.
  public let residuals: [Double]
  /// The largest of them, without its sign.
  public let largest: Double
  /// The largest of them as a share of what was seen.
  public let largestShare: Double
  /// The share of the variation that the law explains; nil where nothing varies.
  public let rSquared: Double?

  init(_ samples: [ScalingSample], _ law: (Double) -> Double) {
    let fitted = samples.map { law($0.workers) }
    let residuals = zip(samples, fitted).map { $0.throughput - $1 }
    self.fitted = fitted
    self.residuals = residuals
    largest = residuals.map(\.magnitude).max() ?? 0
    largestShare = zip(residuals, samples).map { $0.magnitude / $1.throughput }.max() ?? 0
    let values = samples.flatMap(\.values)
    let mean = values.reduce(0, +) / Double(max(1, values.count))
    let total = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    var rest = 0.0
    for (sample, expected) in zip(samples, fitted) {
      rest = sample.values.reduce(rest) { $0 + ($1 - expected) * ($1 - expected) }
    }
    rSquared = total > 0 && total.isFinite ? 1 - rest / total : nil
  }
}
