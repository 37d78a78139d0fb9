public import Model

/// The times of each job, rebuilt from a kept trace.
struct JobTable {
  private let offsets: [Int]
  private var ready: [Nanoseconds]
  private var finish: [Nanoseconds]
  private var service: [Nanoseconds]
  private static let unknown = Nanoseconds.min

  /// Reads a trace.
  ///
  /// Cost: linear in events and jobs.
  init(_ plan: Plan, _ trace: Trace) {
    offsets = plan.jobOffsets
    ready = [Nanoseconds](repeating: Self.unknown, count: plan.scenario.jobCount)
    finish = ready
    service = [Nanoseconds](repeating: 0, count: plan.scenario.jobCount)
    for event in trace.events where event.task >= 0 {
      let job = offsets[Int(event.task)] + Int(event.number)
      switch event.kind {
      case .ready: for other in job..<job + Int(event.lane) { ready[other] = event.time }
      case .stepBegan: service[job] -= event.time
      case .stepEnded: service[job] += event.time
      case .finished: finish[job] = event.time
      default: break
      }
    }
  }

  /// Means and percentiles over the finished jobs of some tasks; nil where none is finished.
  func statistics(of tasks: [Int], _ plan: Plan) -> TimeStatistics? {
    var (responseSum, serviceSum): (Int128, Int128) = (0, 0)
    // One array serves both distributions, since a million jobs fill a good part of memory.
    var times: [Nanoseconds] = []
    forEachFinished(of: tasks, plan) { job in
      times.append(finish[job] - ready[job])
      responseSum += Int128(finish[job] - ready[job])
      serviceSum += Int128(service[job])
    }
    guard !times.isEmpty else { return nil }
    let responses = Percentiles(sorting: &times)
    let responseTimes = TimeDistribution(times)
    times.removeAll(keepingCapacity: true)
    forEachFinished(of: tasks, plan) { job in
      times.append(finish[job] - ready[job] - service[job])
    }
    return TimeStatistics(
      count: times.count, responseSum: responseSum, serviceSum: serviceSum, responses: responses,
      queued: Percentiles(sorting: &times), responseTimes: responseTimes,
      queuedTimes: TimeDistribution(times))
  }

  /// Response and queued time of each finished job, in the order in which the jobs first became ready;
  /// those of one instant in the order of tasks and numbers.
  func series() -> [SteadySeries.Sample] {
    var jobs = finish.indices.filter { finish[$0] != Self.unknown }
    jobs.sort { (ready[$0], $0) < (ready[$1], $1) }
    return jobs.map { job in
      let response = finish[job] - ready[job]
      return SteadySeries.Sample(
        ready: ready[job], response: response, queued: response - service[job])
    }
  }

  private func forEachFinished(of tasks: [Int], _ plan: Plan, _ body: (Int) -> Void) {
    for task in tasks {
      for job in offsets[task]..<offsets[task] + plan.tasks[task].definition.count
      where finish[job] != Self.unknown {
        body(job)
      }
    }
  }
}

/// Means and percentiles over finished jobs; queued is response less service.
public struct TimeStatistics: Equatable, Sendable {
  /// How many jobs.
  public var count: Int
  /// The sum of finish minus first ready.
  public var responseSum: Int128
  /// The sum of the time with a step in progress.
  public var serviceSum: Int128
  /// Percentiles of response; nil without a kept trace.
  public var responses: Percentiles?
  /// Percentiles of queued time; nil without a kept trace.
  public var queued: Percentiles?
  /// All responses, to be put together with those of other replications; nil in a mean.
  var responseTimes: TimeDistribution?
  /// All queued times, likewise.
  var queuedTimes: TimeDistribution?

  /// Forgets single jobs' times.
  mutating func dropTimes() { (responseTimes, queuedTimes) = (nil, nil) }

  /// The sum of queued time.
  public var queuedSum: Int128 { responseSum - serviceSum }

  /// A sum over jobs as a mean in nanoseconds, halves up; nil where there is no job.
  public func mean(_ sum: Int128) -> Int128? {
    count > 0 ? (2 * sum + Int128(count)) / (2 * Int128(count)) : nil
  }
}

/// The values that 50, 95 and 99 % of all do not exceed, in nanoseconds.
///
/// By nearest rank; where many replications are put together see `TimeDistribution`.
public struct Percentiles: Equatable, Sendable {
  /// The median.
  public let p50: Nanoseconds
  /// The 95th percentile.
  public let p95: Nanoseconds
  /// The 99th percentile.
  public let p99: Nanoseconds

  /// Sorts the values; nil for none.
  init?(sorting values: inout [Nanoseconds]) {
    guard !values.isEmpty else { return nil }
    values.sort()
    let sorted = values
    func rank(_ percent: Int) -> Nanoseconds {
      sorted[max(0, (sorted.count * percent + 99) / 100 - 1)]
    }
    p50 = rank(50)
    p95 = rank(95)
    p99 = rank(99)
  }

  init(p50: Nanoseconds, p95: Nanoseconds, p99: Nanoseconds) {
    self.p50 = p50
    self.p95 = p95
    self.p99 = p99
  }
}
