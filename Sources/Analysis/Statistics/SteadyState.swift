public import Model

/// What an open scenario settles at: times of its jobs without those of the warm-up.
///
/// The series is the response times of all finished jobs in the order in which they first became ready,
/// since that order is the same whatever the schedule; `WarmUp` says where it is cut.
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

  /// How many jobs are left out; over replications the mean.
  public let removed: Double
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
  /// Whether some cut is half of its series, so that the warm-up may be longer.
  public let isAtLimit: Bool
  /// Why there is no interval; nil where there is one.
  public let reason: String?

  /// A job of the series.
  struct Sample {
    let ready: Nanoseconds
    let response: Nanoseconds
    let queued: Nanoseconds
  }

  /// How many batches: few enough that each is long, many enough for Student's t (Schmeiser 1982: from 10
  /// to 30).
  static let batches = 20
  /// Shorter batches are not worth a test of whether they depend on each other.
  static let shortestBatch = 50

  /// What one run settles at; nil where it has fewer than 50 finished jobs.
  init?(of series: [Sample]) {
    guard let warmUp = WarmUp(of: series.map { Double($0.response) }) else { return nil }
    let kept = series.dropFirst(warmUp.removed)
    removed = Double(warmUp.removed)
    start = kept.first?.ready ?? 0
    counted = Double(kept.count)
    isAtLimit = warmUp.isAtLimit
    method = .batchMeans
    units = Self.batches
    let responses = BatchMeans(kept.map { Double($0.response) }, Self.batches)
    let queues = BatchMeans(kept.map { Double($0.queued) }, Self.batches)
    if kept.count < Self.batches * Self.shortestBatch {
      reason =
        "fewer than \(Self.batches * Self.shortestBatch) jobs after the warm-up are too few for "
        + "\(Self.batches) batches; replications (-r) give an interval"
    } else if responses.areDependent || queues.areDependent {
      reason =
        "the \(Self.batches) batches of the run still depend on each other: more jobs, or "
        + "replications (-r), give an interval"
    } else {
      reason = nil
    }
    let hasInterval = reason == nil
    response = Mean(mean: responses.mean, interval: hasInterval ? responses.interval : nil)
    queued = Mean(mean: queues.mean, interval: hasInterval ? queues.interval : nil)
  }

  /// What several replications settle at; nil where one of them has no steady state.
  init?(of runs: [SteadyState?]) {
    let known = runs.compactMap { $0 }
    guard known.count == runs.count, let first = known.first else { return nil }
    guard known.count > 1 else {
      self = first
      return
    }
    func mean(_ value: (SteadyState) -> Double) -> Double {
      known.reduce(0) { $0 + value($1) } / Double(known.count)
    }
    func over(_ value: (SteadyState) -> Mean) -> Mean? {
      SampleSummary(known.map { value($0).mean }).map {
        Mean(mean: $0.mean, interval: $0.interval)
      }
    }
    guard let response = over(\.response), let queued = over(\.queued) else { return nil }
    removed = mean(\.removed)
    start = Nanoseconds(mean { Double($0.start) }.rounded())
    counted = mean(\.counted)
    self.response = response
    self.queued = queued
    method = .replications
    units = known.count
    isAtLimit = known.contains(where: \.isAtLimit)
    reason = nil
  }
}

/// The mean of a series whose values depend on their neighbours, with an interval from long batches.
struct BatchMeans {
  let mean: Double
  /// The 95 % interval of the mean, by Student's t.
  let interval: ClosedRange<Double>?
  /// Whether the batches' means follow each other more than chance would have it: their correlation with
  /// the next one is above the one-sided 5 % limit of independent values.
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
    let limit = -1 / Double(count) + 1.645 / Double(count).squareRoot()
    areDependent = squares > 0 && products / squares > limit
  }
}
