import Analysis
import Model

extension ReplayData {
  /// A span's state, its task and whether the end cut it, in one number.
  private static func code(_ state: LaneSpan.State, task: Int32, isCut: Bool) -> Int64 {
    (Int64(task) + 1) * 16 + Int64(state.rawValue) * 2 + (isCut ? 1 : 0)
  }

  /// Four numbers a span: the gap before it, its length, its code, the job's number.
  mutating func writeSpans(of history: LaneHistory) {
    var last: Nanoseconds = 0
    for (index, span) in history.spans.enumerated() {
      let (start, end) = (span.start / unit, span.end / unit)
      add(start - last, isFirst: index == 0)
      add(end - start)
      add(Self.code(span.state, task: span.task, isCut: span.isCut))
      add(Int64(span.number))
      last = end
    }
  }

  private struct Use: Equatable {
    var code: Int64
    var share: Int64
  }

  /// What a lane does in some stretches that are alike.
  private struct Stretches {
    var range: Range<Int64> = 0..<0
    var uses: [Use] = []
  }

  /// Four numbers for each state in a stretch: the gap before it, its length, its code, its share.
  ///
  /// Times count stretches, of the longest run; the last one of a run ends with it. Shares are
  /// thousandths of the stretch. A second state has a gap of minus its length. Stretches that are alike
  /// follow each other as one.
  mutating func writeStretches(of history: LaneHistory, until end: Nanoseconds) {
    let all = runs.map(\.end).max() ?? 0
    let borders = (0...stretchCount).map {
      min(end, Nanoseconds(Int128(all) * Int128($0) / Int128(stretchCount)))
    }
    var last: Int64?
    var pending = Stretches()
    for (index, stretch) in history.stretches(borders).enumerated() {
      let uses = Self.uses(stretch, of: history, length: borders[index + 1] - borders[index])
      let range = Int64(index)..<Int64(index) + 1
      if uses == pending.uses {
        pending.range = pending.range.lowerBound..<range.upperBound
      } else {
        add(pending, after: &last)
        pending = Stretches(range: range, uses: uses)
      }
    }
    add(pending, after: &last)
  }

  private mutating func add(_ stretches: Stretches, after last: inout Int64?) {
    for use in stretches.uses {
      add(stretches.range.lowerBound - (last ?? 0), isFirst: last == nil)
      add(Int64(stretches.range.count))
      add(use.code)
      add(use.share)
      last = stretches.range.upperBound
    }
  }

  private static func uses(
    _ stretch: LaneStretch, of history: LaneHistory, length: Nanoseconds
  ) -> [Use] {
    guard length > 0 else { return [] }
    let task = stretch.span.map { history.spans[$0].task } ?? -1
    return LaneSpan.State.allCases.compactMap { state in
      let time = stretch.times[state]
      guard time > 0 else { return nil }
      let share = (Int128(time) * 1_000 + Int128(length) / 2) / Int128(length)
      return Use(code: code(state, task: task, isCut: false), share: max(1, Int64(share)))
    }
  }

  /// Six numbers an instant: the time since the one before, changes of the jobs finished, in service,
  /// queued and lost, and how fast the work done grows after it.
  mutating func writeMoments(of run: ShownRun) {
    let moments = run.timeline.moments.moments
    var before: [Int64] = [0, 0, 0, 0, 0]
    let step = momentStride
    // The last one is always told: it is what came out.
    let told = Array(stride(from: 0, to: moments.count - 1, by: step)) + [moments.count - 1]
    for (place, index) in told.enumerated() {
      let moment = moments[index]
      let now = [
        moment.time / unit, Int64(moment.finished), Int64(moment.inService),
        Int64(moment.queued), Int64(moment.failed) + Int64(moment.skipped),
      ]
      for (column, value) in now.enumerated() {
        add(value - before[column], isFirst: place == 0 && column == 0)
      }
      var rate = moment.rate
      if step > 1, place + 1 < told.count {
        let next = moments[told[place + 1]]
        rate = (next.workDone - moment.workDone) / Double(next.time - moment.time)
      }
      add(",")
      JSONValue.ratio((rate * 1_000_000).rounded() / 1_000_000).append(to: &bytes)
      before = now
    }
  }

  /// For each task a list of pairs: how many jobs, in order, and when they became ready; -1 for never.
  mutating func writeReady(of run: ShownRun) {
    var task = -1
    var (count, time): (Int64, Int64) = (0, 0)
    var isFirst = true
    func flush(_ data: inout ReplayData) {
      guard count > 0 else { return }
      data.add(count, isFirst: isFirst)
      data.add(time)
      isFirst = false
    }
    run.timeline.jobs.forEach(in: 0..<run.timeline.jobs.count) { job in
      let ready = job.ready.map { $0 / unit } ?? -1
      if job.task != task {
        flush(&self)
        add(task < 0 ? "[" : "],[")
        (task, count, isFirst) = (job.task, 0, true)
      } else if ready != time {
        flush(&self)
        count = 0
      }
      (count, time) = (count + 1, ready)
    }
    flush(&self)
    if task >= 0 { add("]") }
  }
}

/// Which resource each job that queues on a lane has asked for.
struct AskedResources {
  private let offsets: [Int]
  /// By job, what it asked for and when, in order.
  private var asked: [Int: [(time: Nanoseconds, resource: UInt16)]] = [:]

  /// Reads the trace of a run; nil where the scenario has no resources.
  ///
  /// Cost: linear in events.
  init?(_ timeline: RunTimeline) {
    guard !timeline.scenario.resources.isEmpty else { return nil }
    offsets = timeline.run.plan.jobOffsets
    for event in timeline.trace.events where event.kind == .asked {
      let first = offsets[Int(event.task)] + Int(event.number)
      for job in first..<first + Int(event.lane) {
        asked[job, default: []].append((event.time, event.step))
      }
    }
  }

  /// The resource that a span's job queues for at its end; nil for spans of other states.
  func resource(of span: LaneSpan) -> Int? {
    guard span.state == .blocked, span.task >= 0 else { return nil }
    let list = asked[offsets[Int(span.task)] + Int(span.number)]
    return list?.last { $0.time < span.end || $0.time == span.start }.map { Int($0.resource) }
  }
}
