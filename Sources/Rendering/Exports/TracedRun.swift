import Analysis
import Model

/// Writes one run as the events of a process.
struct TracedRun {
  let run: ShownRun
  let timeline: RunTimeline
  let process: Int
  /// The tasks' names as JSON, without the quotes around.
  private let names: [String]
  /// No event has gone before.
  private var isFirst: Bool

  init(_ run: ShownRun, process: Int) {
    self.run = run
    timeline = run.timeline
    self.process = process
    names = timeline.scenario.tasks.map {
      String(JSONValue.string($0.name).line.dropFirst().dropLast())
    }
    isFirst = process == TraceEventJSON.firstProcess
  }

  func thread(of lane: Int) -> Int { TraceEventJSON.firstThread + lane }

  /// Begins an event: `{"ph": "X", "pid": 1000, "tid": 2001`.
  mutating func begin(_ phase: String, lane: Int?, _ out: inout EventText) {
    out.append(isFirst ? "\n" : ",\n")
    isFirst = false
    out.append("{\"ph\": \"\(phase)\", \"pid\": \(process)")
    if let lane { out.append(", \"tid\": \(thread(of: lane))") }
  }

  // MARK: Names

  mutating func writeNames(
    _ title: String, to out: inout EventText, _ write: (String) throws -> Void
  ) rethrows {
    name("process_name", title, lane: nil, &out)
    order("process_sort_index", process, lane: nil, &out)
    let titles = Self.padded(run.lanes.map { run.result.lanes[$0].name })
    for (place, lane) in run.lanes.enumerated() {
      name("thread_name", titles[place], lane: lane, &out)
      order("thread_sort_index", place, lane: lane, &out)
      try out.flushPieces(to: write)
    }
  }

  private mutating func name(_ kind: String, _ text: String, lane: Int?, _ out: inout EventText) {
    begin("M", lane: lane, &out)
    out.append(", \"name\": \"\(kind)\", \"args\": {\"name\": ")
    out.append(.string(text))
    out.append("}}")
  }

  private mutating func order(_ kind: String, _ index: Int, lane: Int?, _ out: inout EventText) {
    begin("M", lane: lane, &out)
    out.append(", \"name\": \"\(kind)\", \"args\": {\"sort_index\": \(index)}}")
  }

  /// "toaster 1" of twelve is "toaster 01": some readers sort lanes by name.
  static func padded(_ lanes: [String]) -> [String] {
    func parts(_ name: String) -> (group: Substring, number: Substring) {
      let space = name.lastIndex(of: " ") ?? name.startIndex
      return (name[..<space], name[space...].dropFirst())
    }
    var digits: [Substring: Int] = [:]
    for lane in lanes {
      let (group, number) = parts(lane)
      digits[group] = max(digits[group] ?? 0, number.count)
    }
    return lanes.map { lane in
      let (group, number) = parts(lane)
      let zeros = String(repeating: "0", count: (digits[group] ?? 0) - number.count)
      return "\(group) \(zeros)\(number)"
    }
  }

  // MARK: Lanes

  mutating func writeLanes(
    to out: inout EventText, _ write: (String) throws -> Void
  ) rethrows {
    for lane in run.lanes {
      for span in timeline.histories[lane].spans where span.end > span.start {
        slice(span, lane, &out)
        try out.flushPieces(to: write)
      }
    }
  }

  private mutating func slice(_ span: LaneSpan, _ lane: Int, _ out: inout EventText) {
    let isHeld = run.result.lanes[lane].kind == .resource
    let state = isHeld ? "held" : span.state.word
    begin("X", lane: lane, &out)
    out.append(", \"ts\": ")
    out.append(microseconds: span.start)
    out.append(", \"dur\": ")
    out.append(microseconds: max(1, span.end - span.start - slack))
    out.append(", \"cat\": \"\(state)\", \"name\": \"")
    guard span.task >= 0 else { return out.append("\(state)\"}") }
    let job = timeline.jobs.record(task: Int(span.task), number: Int(span.number))
    out.append(names[job.task])
    // Readers colour by name less digits, so what is not the job itself has another name.
    let isService = isHeld || span.state == .work || span.state == .wait
    out.append(" \(job.number + 1)\(isService ? "" : " \(state)")\", \"args\": {\"task\": \"")
    out.append(names[job.task])
    out.append(
      "\", \"job\": \(job.number + 1), \"state\": \"\(state)\", \"critical\": \(job.isCritical)")
    if let queued = job.queued {
      out.append(", \"queued_s\": ")
      out.append(.time(Int128(queued)))
    }
    out.append("}}")
  }

  /// Readers hold times as doubles, which from 104 days on are not exact: what then might overlap its
  /// neighbour by a rounding, and be dropped, ends a little earlier.
  var slack: Nanoseconds { run.end < 1 << 53 ? 0 : 1 << 13 }

  // MARK: Counters

  mutating func writeCounters(
    to out: inout EventText, _ write: (String) throws -> Void
  ) rethrows {
    var last = (-1, -1)
    for moment in timeline.moments.moments {
      let now = (Int(moment.inService), moment.queued)
      guard now != last else { continue }
      last = now
      begin("C", lane: nil, &out)
      out.append(", \"name\": \"jobs\", \"ts\": ")
      out.append(microseconds: moment.time)
      out.append(", \"args\": {\"in service\": \(now.0), \"queued\": \(now.1)}}")
      try out.flushPieces(to: write)
    }
    guard !run.isUnderWay else { return }
    begin("i", lane: nil, &out)
    out.append(", \"tid\": \(thread(of: run.lanes.first ?? 0)), \"s\": \"p\", \"ts\": ")
    out.append(microseconds: run.end)
    out.append(", \"cat\": \"end\", \"name\": ")
    out.append(.string("\(endWord) \(TimeText(sharedBy: [run.result]).text(Int128(run.end)))"))
    out.append("}")
  }

  private var endWord: String {
    switch run.result.cause {
    case .settled: "makespan"
    case .cut: "cut at"
    case .deadlock: "deadlock at"
    }
  }
}

extension LaneSpan.State {
  /// The state's word in machine-readable output.
  var word: String {
    switch self {
    case .work: "work"
    case .wait: "wait"
    case .blocked: "blocked"
    case .starting: "startup"
    case .dispatching: "dispatch"
    case .transferring: "transfer"
    case .failed: "failed"
    }
  }
}
