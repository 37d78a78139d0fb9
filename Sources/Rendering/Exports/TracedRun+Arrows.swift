import Analysis
import Model

/// Where the first and the last stretch of each job's service are.
private struct JobEnds {
  struct Stretch {
    var lane: Int32 = -1
    var start: Nanoseconds = 0
    var end: Nanoseconds = 0
  }

  private(set) var first: [Stretch]
  private(set) var last: [Stretch]
  private let offsets: [Int]

  init(_ run: ShownRun) {
    let plan = run.timeline.run.plan
    offsets = plan.jobOffsets
    first = [Stretch](repeating: Stretch(), count: plan.scenario.jobCount)
    last = first
    // Workers come before units and rows, so that of stretches that begin at once theirs is taken.
    for lane in run.lanes {
      for span in run.timeline.histories[lane].spans where span.task >= 0 {
        switch span.state {
        case .work, .wait, .failed: add(span, Int32(lane))
        case .blocked, .starting, .dispatching, .transferring: break
        }
      }
    }
  }

  private mutating func add(_ span: LaneSpan, _ lane: Int32) {
    let job = offsets[Int(span.task)] + Int(span.number)
    let stretch = Stretch(lane: lane, start: span.start, end: span.end)
    if first[job].lane < 0 || span.start < first[job].start { first[job] = stretch }
    if last[job].lane < 0 || span.end > last[job].end { last[job] = stretch }
  }

  func position(task: Int, number: Int) -> Int { offsets[task] + number }
}

extension TracedRun {
  /// Writes an arrow for each dependency of each job that began.
  ///
  /// An arrow needs a stretch of time at both ends, so jobs without any length have none.
  mutating func writeArrows(
    to out: inout EventText, _ write: (String) throws -> Void
  ) rethrows {
    guard timeline.scenario.hasDependencies else { return }
    let ends = JobEnds(run)
    let last = lastSettled()
    var count = 0
    for (task, definition) in timeline.scenario.tasks.enumerated() {
      for number in 0..<definition.count {
        let target = timeline.jobs.record(task: task, number: number)
        guard target.start != nil else { continue }
        func draw(_ task: Int, _ number: Int) {
          let source = timeline.jobs.record(task: task, number: number)
          if arrow(from: source, to: target, ends, id: count + 1, &out) { count += 1 }
        }
        for source in definition.each { draw(source, number) }
        for source in definition.after where last[source] >= 0 { draw(source, last[source]) }
        for source in definition.graph?.predecessors(of: number) ?? [] { draw(task, Int(source)) }
        try out.flushPieces(to: write)
      }
    }
  }

  /// For each task the job that was settled last, or -1.
  private func lastSettled() -> [Int] {
    var last = [Int](repeating: -1, count: timeline.scenario.tasks.count)
    guard timeline.scenario.tasks.contains(where: { !$0.after.isEmpty }) else { return last }
    for event in timeline.trace.events where event.kind == .finished {
      last[Int(event.task)] = Int(event.number)
    }
    return last
  }

  /// An arrow binds to the slice that is there at its instant: at its end that is the next one, so it
  /// leaves a nanosecond before.
  private mutating func arrow(
    from source: JobRecord, to target: JobRecord, _ ends: JobEnds, id: Int, _ out: inout EventText
  ) -> Bool {
    let from = ends.last[ends.position(task: source.task, number: source.number)]
    let to = ends.first[ends.position(task: target.task, number: target.number)]
    guard from.lane >= 0, to.lane >= 0 else { return false }
    // On both ends a longest chain: where it is drawn apart, the critical path can be followed.
    let kind = source.isCritical && target.isCritical ? "critical" : "needs"
    point("s", kind, id, Int(from.lane), max(from.start, from.end - 1 - slack), &out)
    point("f", kind, id, Int(to.lane), to.start, &out)
    return true
  }

  private mutating func point(
    _ phase: String, _ kind: String, _ id: Int, _ lane: Int, _ time: Nanoseconds,
    _ out: inout EventText
  ) {
    begin(phase, lane: lane, &out)
    out.append(phase == "f" ? ", \"bp\": \"e\"" : "")
    // Two runs may not share a number.
    let number = (process - TraceEventJSON.firstProcess) << 32 + id
    out.append(", \"id\": \(number), \"cat\": \"dependency\", \"name\": \"\(kind)\", \"ts\": ")
    out.append(microseconds: time)
    out.append("}")
  }
}
