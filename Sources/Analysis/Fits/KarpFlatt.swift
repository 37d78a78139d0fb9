import Model

/// The serial fraction that a measured speedup implies; nil where there is one worker.
///
/// Karp and Flatt (1990): e = (1/S - 1/N) / (1 - 1/N). Negative where the speedup is above N.
public func karpFlattFraction(speedup: Double, workers: Int) -> Double? {
  karpFlattFraction(speedup: speedup, workers: Double(workers))
}

func karpFlattFraction(speedup: Double, workers: Double) -> Double? {
  guard workers > 1, speedup > 0 else { return nil }
  let share = 1 / workers
  return (1 / speedup - share) / (1 - share)
}

/// Karp and Flatt's serial fraction at each number of workers, and where it goes.
///
/// Of Amdahl's law e is the serial fraction everywhere; of the universal law it is sigma + kappa N, so
/// its slope over N is the overhead that grows with the workers.
public struct KarpFlattTrend: Equatable, Sendable {
  /// Where the fraction goes as workers are added.
  public enum Direction: String, Sendable {
    /// It stays: a part of the work is serial.
    case constant
    /// It rises: overhead grows with the workers.
    case rising
    /// It falls: the baseline is slower than its work, or more workers have warmer caches.
    case falling
    /// It cannot be told.
    case unclear
  }

  /// Of each sample the fraction; nil at one worker.
  public let fractions: [Double?]
  /// Their mean, weighted by how exact they are.
  public let mean: Double
  /// The change of the fraction with each worker; nil with fewer than three fractions.
  public let slope: Double?
  /// The slope's standard error from how far the fractions are from a line.
  public let slopeError: Double?
  /// Where the fraction goes.
  public let direction: Direction

  /// The workers at which the fraction is negative: more than N times as fast as one.
  public let superlinearWorkers: [Double]

  /// Nil where no sample has one worker, or no other one has more.
  ///
  /// A relative error of the throughput moves e by (1/S)/(1 - 1/N) of it, so a line is fitted with
  /// weights ((1 - 1/N) S)^2. The direction is told where the line's change over all samples is more than
  /// three of its standard errors (a t of 3) and more than 0.002; constant where the fractions differ by
  /// no more than that, or by a tenth of their mean.
  init?(_ samples: [ScalingSample]) {
    guard let single = samples.first(where: { $0.workers == 1 })?.throughput else { return nil }
    fractions = samples.map {
      karpFlattFraction(speedup: $0.throughput / single, workers: $0.workers)
    }
    let points = zip(samples, fractions).compactMap { sample, fraction in
      fraction.map { fraction in
        let weight = (1 - 1 / sample.workers) * sample.throughput / single
        return Point(workers: sample.workers, fraction: fraction, weight: weight * weight)
      }
    }
    guard !points.isEmpty else { return nil }
    superlinearWorkers = points.filter { $0.fraction < -Self.rounding }.map(\.workers)
    let line = Line(points)
    mean = line.mean
    slope = points.count >= 3 ? line.slope : nil
    slopeError = points.count >= 3 ? line.slopeError : nil
    direction = Self.direction(points, line)
  }

  private static let rounding = 1e-9
  private static let noChange = 0.002

  private struct Point {
    let workers: Double
    let fraction: Double
    let weight: Double
  }

  private static func direction(_ points: [Point], _ line: Line) -> Direction {
    let fractions = points.map(\.fraction)
    guard points.count >= 3, let least = fractions.min(), let most = fractions.max(),
      let first = points.first, let last = points.last
    else { return .unclear }
    let change = line.slope * (last.workers - first.workers)
    // What a line tells almost without error is a trend, however small beside the mean.
    let isExact = line.slopeError * 30 < line.slope.magnitude && change.magnitude > noChange
    if most - least <= max(noChange, 0.1 * line.mean.magnitude), !isExact { return .constant }
    guard line.slope.magnitude > 3 * line.slopeError, change.magnitude > noChange else {
      return .unclear
    }
    return change > 0 ? .rising : .falling
  }

  /// The weighted line of fractions over workers.
  private struct Line {
    let mean: Double
    let slope: Double
    let slopeError: Double

    init(_ points: [Point]) {
      let weight = points.reduce(0) { $0 + $1.weight }
      let middle = points.reduce(0) { $0 + $1.weight * $1.workers } / weight
      let mean = points.reduce(0) { $0 + $1.weight * $1.fraction } / weight
      let spread = points.reduce(0) {
        $0 + $1.weight * ($1.workers - middle) * ($1.workers - middle)
      }
      let slope =
        spread > 0
        ? points.reduce(0) {
          $0 + $1.weight * ($1.workers - middle) * ($1.fraction - mean)
        } / spread : 0
      let rest = points.reduce(0) { sum, point in
        let difference = point.fraction - mean - slope * (point.workers - middle)
        return sum + point.weight * difference * difference
      }
      self.mean = mean
      self.slope = slope
      slopeError =
        points.count > 2 && spread > 0
        ? (rest / Double(points.count - 2) / spread).squareRoot() : .infinity
    }
  }
}
