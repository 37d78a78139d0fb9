import Analysis
import Model

extension Frame {
  /// The job on the lane that is looked at; nil where it has none.
  private var selectedJob: (task: Int, number: Int, span: LaneSpan)? {
    let run = selected
    let lane = run.lanes[min(state.lane, run.lanes.count - 1)]
    guard let span = run.timeline.histories[lane].span(at: time(of: run)), span.task >= 0 else {
      return nil
    }
    return (Int(span.task), Int(span.number), span)
  }

  /// The job on the selected lane: its times, as far as they may be told.
  func jobFacts() -> [Fact] {
    let run = selected
    let lane = run.result.lanes[run.lanes[min(state.lane, run.lanes.count - 1)]].name
    guard let (task, number, span) = selectedJob else { return [("lane", "\(lane): no job now")] }
    let record = run.timeline.jobs.record(task: task, number: number)
    var facts: [Fact] = [
      ("job", "\(run.timeline.run.plan.name(task: task, number: number)) on \(lane)")
    ]
    func told(_ time: Nanoseconds?) -> Nanoseconds? {
      guard let time, tellsEnd || time <= state.time else { return nil }
      return time
    }
    if let ready = told(record.ready) { facts.append(("ready", clock(ready))) }
    if let start = told(record.start), let ready = told(record.ready) {
      facts.append(
        ("begun", "\(clock(start)), after \(show.times.text(Int128(start - ready)))"))
    }
    facts.append(("now", "\(Self.word(span.state)) since \(clock(span.start))"))
    if let end = told(record.end) { facts.append(("done", clock(end))) }
    if tellsEnd, let queued = record.queued {
      facts.append(
        (
          "of that",
          "\(show.times.text(Int128(record.service))) in service, "
            + "\(show.times.text(Int128(queued))) queued"
        ))
    }
    if run.timeline.scenario.hasDependencies {
      facts.append(("critical", record.isCritical ? "on a longest chain of jobs" : "no"))
    }
    return facts
  }

  static func word(_ state: LaneSpan.State) -> String {
    switch state {
    case .work: "in work"
    case .wait: "waiting"
    case .blocked: "queueing"
    case .starting: "starting"
    case .dispatching: "being handed out"
    case .transferring: "being moved"
    case .failed: "in an attempt that fails"
    }
  }

  func jobSentences() -> [String] {
    let facts = jobFacts()
    return [facts.map { "\($0.name) \($0.value)" }.joined(separator: "; ") + "."]
  }

  /// The longest chain of dependent jobs, in words.
  func criticalSentences() -> [String] {
    let timeline = selected.timeline
    let span = show.times.text(Int128(timeline.result.span))
    guard timeline.scenario.hasDependencies else {
      return [
        "No job depends on another: the longest chain is one job of \(span), and the critical path",
        "holds nothing up. What is underlined is as long as that.",
      ]
    }
    guard tellsEnd, let makespan = timeline.result.makespan, makespan > 0 else {
      return ["The longest chain of dependent jobs takes \(span); its jobs are underlined."]
    }
    let share = percent(Double(timeline.result.span) / Double(makespan))
    return [
      "The longest chain of dependent jobs takes \(span), \(share) of the makespan; its jobs are",
      "underlined. No number of workers makes the run shorter than that.",
    ]
  }
}
