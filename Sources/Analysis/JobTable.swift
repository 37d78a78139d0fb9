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
    var offset = 0
    offsets = plan.tasks.map { task in
      defer { offset += task.definition.count }
      return offset
    }
    ready = [Nanoseconds](repeating: Self.unknown, count: offset)
    finish = ready
    service = [Nanoseconds](repeating: 0, count: offset)
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

  /// The times of the finished jobs of some tasks.
  func times(of tasks: [Int], _ plan: Plan) -> JobTimes {
    var times = JobTimes()
    for task in tasks {
      for job in offsets[task]..<offsets[task] + plan.tasks[task].definition.count
      where finish[job] != Self.unknown {
        times.responses.append(finish[job] - ready[job])
        times.services.append(service[job])
      }
    }
    return times
  }
}

/// Responses and services of finished jobs, in one order.
struct JobTimes {
  var responses: [Nanoseconds] = []
  var services: [Nanoseconds] = []

  var statistics: TimeStatistics {
    let queued = zip(responses, services).map { $0 - $1 }
    return TimeStatistics(
      count: responses.count, responseSum: Self.sum(responses), serviceSum: Self.sum(services),
      responses: Percentiles(responses), queued: Percentiles(queued))
  }

  private static func sum(_ values: [Nanoseconds]) -> Int128 {
    values.reduce(0) { $0 + Int128($1) }
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

  /// Nil for no values.
  init?(_ values: [Nanoseconds]) {
    guard !values.isEmpty else { return nil }
    let sorted = values.sorted()
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
      Nanoseconds(known.reduce(Int128(0)) { $0 + Int128(value($1)) } / Int128(known.count))
    }
    return Percentiles(p50: mean(\.p50), p95: mean(\.p95), p99: mean(\.p99))
  }
}
