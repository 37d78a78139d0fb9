public import Model

/// A finished run made ready to be asked about any instant.
///
/// Memory: about 250 bytes a job where jobs have one step.
public struct RunTimeline: Sendable {
  /// The run.
  public let run: FinishedRun
  /// What came out of it.
  public let result: RunResult
  /// What each of the result's lanes did.
  public let histories: [LaneHistory]
  /// Its counters at every instant.
  public let moments: RunMoments
  /// Its jobs.
  public let jobs: JobRecords
  /// The kept trace.
  public let trace: Trace
  /// The lane of each unit that is listed.
  private let unitLanes: [[Int: Int]]

  /// Reads the trace of a run; nil where none was kept.
  ///
  /// Cost: linear in events.
  public init?(_ run: FinishedRun, _ result: RunResult) {
    guard let trace = run.trace, let jobs = JobRecords(run) else { return nil }
    self.run = run
    self.result = result
    self.trace = trace
    self.jobs = jobs
    histories = LaneSpans(run, lanes: result.lanes).spans.map { LaneHistory($0) }
    moments = RunMoments(run, trace)
    var units = run.plan.scenario.resources.map { _ in [Int: Int]() }
    for (index, lane) in result.lanes.enumerated() {
      guard let group = lane.group else { continue }
      if lane.kind == .resource,
        let resource = run.plan.scenario.resources.firstIndex(where: { $0.name == group })
      {
        units[resource][lane.position] = index
      }
    }
    unitLanes = units
  }

  /// The end of the run, in nanoseconds.
  public var end: Nanoseconds { run.end.elapsed }

  /// The scenario.
  public var scenario: Scenario { run.plan.scenario }

  /// The names of the jobs that hold units of a resource at a time: at most `most`, by unit.
  public func holders(of resource: Int, at time: Nanoseconds, most: Int) -> [String] {
    var names: [String] = []
    for unit in 0..<scenario.resources[resource].capacity where names.count < most {
      guard let lane = unitLanes[resource][unit] else { break }
      guard let span = histories[lane].span(at: time), span.task >= 0 else { continue }
      let name = run.plan.name(task: Int(span.task), number: Int(span.number))
      if !names.contains(name) { names.append(name) }
    }
    return names
  }

  /// The resource that a job queues for at a time, by the last that it asked for.
  ///
  /// Cost: linear in the events since it asked, at most 200 000 of them.
  public func resourceAsked(task: Int32, number: Int32, at time: Nanoseconds) -> Int? {
    let last = moments.events(of: moments.index(at: time)).upperBound
    let block = 4_096
    var end = last
    while end > 0, last - end < 200_000 {
      let begin = max(0, end - block)
      var found: Int?
      trace.forEachEvent(in: begin..<end) { event in
        guard event.task == task else { return }
        if event.kind == .asked, (event.number..<event.number + event.lane).contains(number) {
          found = Int(event.step)
        }
      }
      if let found { return found }
      end = begin
    }
    return nil
  }
}
