public import Model

/// What an open scenario settles at: times of its jobs without those of the warm-up.
///
/// The series is the response times of all finished jobs in the order in which they first became ready,
/// since that order is the same whatever the schedule; `WarmUp` says where it is cut. Replications share
/// one cut, that of their mean series: a cut of each one's own follows its chance ups and downs, and
/// leaves means that are too small.
public struct SteadyState: Equatable, Sendable {
  /// Where an interval comes from.
  public enum Method: String, Sendable {
    /// The means of independent replications, each without its warm-up: replication/deletion.
    case replications
    /// The means of consecutive batches of one run.
    case batchMeans = "batch_means"
  }

  /// A mean after the warm-up.
  public struct Mean: Equatable, Sendable {
    /// The mean, in nanoseconds.
    public let mean: Double
    /// The ends of its 95 % interval, in nanoseconds; nil where `reason` says why.
    public let interval: ClosedRange<Double>?
  }

  /// How many jobs at the beginning are left out, of each replication.
  public let removed: Int
  /// When the first job that counts became ready, in nanoseconds; over replications the mean.
  public let start: Nanoseconds
  /// How many jobs count; over replications the mean.
  public let counted: Double
  /// The mean response.
  public let response: Mean
  /// The mean queued time.
  public let queued: Mean
  /// Where the intervals come from.
  public let method: Method
  /// How many replications or batches.
  public let units: Int
  /// Whether the cut is half of the series, so that the warm-up may be longer.
  public let isAtLimit: Bool
  /// Why there is no interval; nil where there is one.
  public let reason: String?

  /// The series, for the mean of several replications.
  var series: SteadySeries?

  /// How many batches: few enough that each is long, many enough for Student's t (Schmeiser 1982: from 10
  /// to 30).
  static let batches = 20
  /// Shorter batches are not worth a test of whether they depend on each other.
  static let shortestBatch = 50

  /// What one run settles at; nil where it has fewer than 50 finished jobs.
  ///
  /// `jobCount` is how many jobs the scenario has.
  init?(of samples: [SteadySeries.Sample], jobCount: Int) {
    let series = SteadySeries(samples, jobCount: jobCount)
    guard let warmUp = WarmUp(batchMeans: series.responses, size: series.size) else { return nil }
    let kept = samples.dropFirst(warmUp.removed)
    let responses = BatchMeans(kept.map { Double($0.response) }, Self.batches)
    let queues = BatchMeans(kept.map { Double($0.queued) }, Self.batches)
    let obstacle: String?
    if kept.count < Self.batches * Self.shortestBatch {
      obstacle =
        "fewer than \(Self.batches * Self.shortestBatch) jobs after the warm-up are too few for "
        + "\(Self.batches) batches; replications (-r) give an interval"
    } else if responses.areDependent || queues.areDependent {
      obstacle =
        "the \(Self.batches) batches of the run still depend on each other: more jobs, or "
        + "replications (-r), give an interval"
    } else {
      obstacle = nil
    }
    self.init(
      warmUp, from: kept.first?.ready ?? 0, counted: Double(kept.count),
      response: Mean(mean: responses.mean, interval: obstacle == nil ? responses.interval : nil),
      queued: Mean(mean: queues.mean, interval: obstacle == nil ? queues.interval : nil),
      .batchMeans, units: Self.batches, reason: obstacle)
    self.series = series
  }

  init(
    _ warmUp: WarmUp, from start: Nanoseconds, counted: Double, response: Mean, queued: Mean,
    _ method: Method, units: Int, reason: String? = nil
  ) {
    removed = warmUp.removed
    self.start = start
    self.counted = counted
    self.response = response
    self.queued = queued
    self.method = method
    self.units = units
    isAtLimit = warmUp.isAtLimit
    self.reason = reason
  }
}

/// The mean of a series whose values depend on their neighbours, with an interval from long batches.
struct BatchMeans {
  let mean: Double
  /// The 95 % interval of the mean, by Student's t.
  let interval: ClosedRange<Double>?
  /// Whether the batches' means follow each other more than chance would have it: their correlation with
  /// the next one is above the one-sided 1 % limit of independent values.
  let areDependent: Bool

  /// Cuts a series into batches of equal length; what is left over at its beginning joins none.
  init(_ values: [Double], _ count: Int) {
    mean = Moments(values)?.mean ?? 0
    let length = values.count / count
    let rest = values.count - length * count
    let means = (0..<count).map { batch in
      values[rest + batch * length..<rest + (batch + 1) * length].reduce(0, +)
        / Double(max(1, length))
    }
    interval = SampleSummary(means)?.interval
    let center = means.reduce(0, +) / Double(count)
    let squares = means.reduce(0) { $0 + ($1 - center) * ($1 - center) }
    let products = zip(means, means.dropFirst()).reduce(0) {
      $0 + ($1.0 - center) * ($1.1 - center)
    }
    // Anderson, Annals of Mathematical Statistics 13 (1942): mean -1/n, variance about 1/n.
    let limit = -1 / Double(count) + 2.326 / Double(count).squareRoot()
    areDependent = squares > 0 && products / squares > limit
  }
}
