public import Model

/// When results are available: in the order of the jobs, as `executor.map` gives them, or as they come.
public struct ResultOrder: Equatable, Sendable {
  /// When each result can be taken in the order of the jobs, in nanoseconds: it waits for all before it.
  public let inOrder: [Nanoseconds]
  /// When so many results are there at all, in nanoseconds; the first of one result, and so on.
  public let asCompleted: [Nanoseconds]

  /// Orders results.
  ///
  /// Cost: that of sorting.
  ///
  /// - Parameter finishTimes: When each job was finished, in the order of the jobs.
  public init(finishTimes: [Nanoseconds]) {
    var latest = Nanoseconds.min
    inOrder = finishTimes.map { time in
      latest = max(latest, time)
      return latest
    }
    asCompleted = finishTimes.sorted()
  }
}

extension FinishedRun {
  /// When each job was finished, task by task in the order of the file, in nanoseconds; nil where a job
  /// is not finished, or no trace is kept.
  ///
  /// Cost: linear in jobs and events.
  public func finishTimes() -> [Nanoseconds]? {
    guard let trace else { return nil }
    let offsets = plan.jobOffsets
    var times = [Nanoseconds?](repeating: nil, count: plan.scenario.jobCount)
    for event in trace.events where event.kind == .finished {
      times[offsets[Int(event.task)] + Int(event.number)] = event.time
    }
    let known = times.compactMap { $0 }
    return known.count == times.count ? known : nil
  }
}
