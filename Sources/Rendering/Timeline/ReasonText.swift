import Analysis
import Model

/// Why a lane does what it does, in a sentence.
struct ReasonText {
  let timeline: RunTimeline
  let clock: ClockText
  /// Whether instants to come may be told.
  let tellsFuture: Bool

  /// The sentence, without the lane's name: "idle: plate waits for 3 more of toast".
  func text(_ reason: LaneReason) -> String {
    switch reason {
    case .busy(let span): return busy(span)
    case .queues(let span, let resource, let holders):
      let what = resource.map { "the \($0)" } ?? "a resource"
      let by = holders.isEmpty ? "" : ", which \(Self.list(holders)) \(Self.has(holders))"
      return "holds \(job(span)) and queues for \(what)\(by), since \(clock.text(span.start))"
    case .over: return "idle: the run is over"
    case .stuck: return "idle: the run is stuck, nobody can go on"
    case .nothingLeft(let underWay):
      return underWay == 0
        ? "idle: none of its jobs is left"
        : "idle: the last \(underWay == 1 ? "job is" : "\(underWay) jobs are") in other hands"
    case .depends(let task, let source, let left):
      let more = left == 1 ? "the last \(source)" : "\(left) more of \(source)"
      return "idle: \(task) cannot begin before \(more) \(left == 1 ? "is" : "are") done"
    case .notArrived(let task): return "idle: the next \(task) has not arrived"
    case .coordinator(let queued):
      return "idle: \(Self.jobs(queued)) \(queued == 1 ? "waits" : "wait"), but the coordinator "
        + "prepares one hand-out at a time"
    case .dealtToOthers(let queued):
      return "idle: \(Self.jobs(queued)) \(queued == 1 ? "waits" : "wait"), but "
        + "\(queued == 1 ? "it was" : "they were") dealt to other workers"
    case .waitThemselves(let waiting, let queued): return goingOn(waiting, queued)
    case .notHeld: return "free: no job holds it"
    case .noWait: return "empty: no job waits in this row"
    case .nothingToHandOut: return "idle: there is nothing to hand out"
    }
  }

  private func goingOn(_ waiting: Int, _ queued: Int) -> String {
    let themselves =
      "\(Self.jobs(waiting)) \(waiting == 1 ? "goes" : "go") on without a worker"
    let queue = "\(Self.jobs(queued)) \(queued == 1 ? "queues" : "queue") for a resource"
    if queued == 0 { return "idle: \(themselves)" }
    return waiting == 0 ? "idle: \(queue)" : "idle: \(themselves), \(queue)"
  }

  private func busy(_ span: LaneSpan) -> String {
    let since = "since \(clock.text(span.start))"
    let until = tellsFuture ? " until \(clock.text(span.end))" : ""
    switch span.state {
    case .work: return "works on \(job(span)), \(since)\(until)"
    case .wait: return "is taken by \(job(span)), which waits, \(since)\(until)"
    case .failed: return "is busy with \(job(span)), an attempt that will fail, \(since)\(until)"
    case .starting: return "is starting\(until)"
    case .dispatching:
      return span.task >= 0
        ? "waits for the hand-out of \(job(span)), \(since)\(until)" : "hands out, \(since)\(until)"
    case .transferring: return "moves argument and result of \(job(span)), \(since)\(until)"
    case .blocked: return "holds \(job(span)), \(since)\(until)"
    }
  }

  private func job(_ span: LaneSpan) -> String {
    timeline.run.plan.name(task: Int(span.task), number: Int(span.number))
  }

  static func jobs(_ count: Int) -> String { count == 1 ? "1 job" : "\(count) jobs" }

  private static func has(_ names: [String]) -> String { names.count == 1 ? "has" : "have" }

  static func list(_ names: [String]) -> String {
    guard names.count > 1, let last = names.last else { return names.first ?? "" }
    return names.dropLast().joined(separator: ", ") + " and " + last
  }
}
