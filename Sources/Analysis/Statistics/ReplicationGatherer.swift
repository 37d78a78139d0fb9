import Model

/// Gathers the results of independent replications of one scenario, in order, into one.
///
/// Of each replication it keeps the result without lanes; times of single jobs go into distributions
/// whose memory does not grow with the number of replications.
public struct ReplicationGatherer: Sendable {
  private var runs: [RunResult] = []
  private var jobs = PooledTimes()
  private var tasks: [PooledTimes] = []
  private var steady = SteadyPool()

  /// Begins without a replication.
  public init() {}

  /// How many replications there are.
  public var count: Int { runs.count }

  /// Adds the next replication.
  public mutating func add(_ run: RunResult) {
    if runs.isEmpty { tasks = run.tasks.map { _ in PooledTimes() } }
    jobs.add(run.jobTimes)
    steady.add(run.steadyState)
    for index in tasks.indices { tasks[index].add(run.tasks[index].times) }
    runs.append(runs.isEmpty ? run.withoutTimes : run.withoutTimes.withoutLanes)
  }

  /// The one run, or the mean of all; there must be one.
  ///
  /// Lanes are those of the first one. A time that some replication lacks is nil in the mean. Speedup is
  /// mean baseline over mean makespan; percentiles are those of all jobs of all replications together.
  public var result: RunResult {
    precondition(!runs.isEmpty, "a mean needs a run")
    guard runs.count > 1 else { return runs[0] }
    var mean = RunResult.meanWithoutTimes(of: runs, steadyState: steady.state)
    mean.jobTimes = jobs.statistics
    for index in tasks.indices { mean.tasks[index].times = tasks[index].statistics }
    return mean
  }
}

/// Times of finished jobs of several runs together.
private struct PooledTimes: Sendable {
  private var sums = TimeStatistics(count: 0, responseSum: 0, serviceSum: 0)
  private var responses: TimeDistribution? = TimeDistribution([])
  private var queued: TimeDistribution? = TimeDistribution([])
  /// Whether each run has such times.
  private var isComplete = true

  mutating func add(_ times: TimeStatistics?) {
    guard let times else { return isComplete = false }
    sums.count += times.count
    sums.responseSum += times.responseSum
    sums.serviceSum += times.serviceSum
    Self.merge(times.responseTimes, into: &responses)
    Self.merge(times.queuedTimes, into: &queued)
  }

  private static func merge(_ other: TimeDistribution?, into own: inout TimeDistribution?) {
    if let other { own?.merge(other) } else { own = nil }
  }

  /// Nil where some run has none.
  var statistics: TimeStatistics? {
    guard isComplete else { return nil }
    var statistics = sums
    statistics.responses = responses?.percentiles
    statistics.queued = queued?.percentiles
    return statistics
  }
}
