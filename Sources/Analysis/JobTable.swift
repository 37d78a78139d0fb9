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
    // One array serves both percentiles, since a million jobs fill a good part of memory.
    var times: [Nanoseconds] = []
    forEachFinished(of: tasks, plan) { job in
      times.append(finish[job] - ready[job])
      responseSum += Int128(finish[job] - ready[job])
      serviceSum += Int128(service[job])
    }
    guard !times.isEmpty else { return nil }
    let responses = Percentiles(sorting: &times)
    times.removeAll(keepingCapacity: true)
    forEachFinished(of: tasks, plan) { job in
      times.append(finish[job] - ready[job] - service[job])
    }
    return TimeStatistics(
      count: times.count, responseSum: responseSum, serviceSum: serviceSum, responses: responses,
      queued: Percentiles(sorting: &times))
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

  /// The sum of queued time.
  public var queuedSum: Int128 { responseSum - serviceSum }

  /// A sum over jobs as a mean in nanoseconds, halves up; nil where there is no job.
  public func mean(_ sum: Int128) -> Int128? {
    count > 0 ? (2 * sum + Int128(count)) / (2 * Int128(count)) : nil
  }
}

/// The values that 50, 95 and 99 % of all do not exceed, by nearest rank, in nanoseconds.
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

  private init(p50: Nanoseconds, p95: Nanoseconds, p99: Nanoseconds) {
    self.p50 = p50
    self.p95 = p95
    self.p99 = p99
  }

  /// The means of several runs' percentiles; nil where a run has none.
  static func mean(of runs: [Percentiles?]) -> Percentiles? {
    let known = runs.compactMap { $0 }
    guard known.count == runs.count, !known.isEmpty else { return nil }
    func mean(_ value: (Percentiles) -> Nanoseconds) -> Nanoseconds {
      let sum = known.reduce(Int128(0)) { $0 + Int128(value($1)) }
      return Nanoseconds((2 * sum + Int128(known.count)) / Int128(2 * known.count))
    }
    return Percentiles(p50: mean(\.p50), p95: mean(\.p95), p99: mean(\.p99))
  }
}
