import Analysis
import Model

extension Frame {
  /// A name and its value.
  typealias Fact = (name: String, value: String)

  /// The written length of what is done over the time that went by; nil at the beginning.
  func speedSoFar(_ run: ShownRun) -> Double? {
    let time = time(of: run)
    return time > 0 ? run.timeline.moments.workDone(at: time) / Double(time) : nil
  }

  /// What is counted of the selected run while it goes on.
  func liveFacts() -> [Fact] {
    let run = selected
    let moment = run.timeline.moments.moment(at: time(of: run))
    let scenario = run.timeline.scenario
    var done = "\(moment.finished) / \(scenario.jobCount)"
    done += scenario.tasks.count == 1 ? " \(scenario.tasks[0].name)" : " jobs"
    let lost = Int(moment.failed) + Int(moment.skipped)
    if lost > 0 { done += ", \(lost) lost" }
    let lanes = run.lanes
    let place = lanes[min(state.lane, lanes.count - 1)]
    return [
      ("done", done),
      ("queue", "\(ReasonText.jobs(moment.queued)), \(moment.inService) in service"),
      (run.result.lanes[place].name, briefly(run, place)),
    ]
  }

  /// What is measured of the selected run, its laws only at the end.
  func lawFacts() -> [Fact] {
    let run = selected
    let moment = run.timeline.moments.moment(at: time(of: run))
    let speed = speedSoFar(run).map { fixed($0, 2) + "x" } ?? glyphs.missing
    let workers = run.timeline.scenario.workerCount
    var facts: [Fact] = [
      ("work done / elapsed", "\(speed)  (peak \(ReasonText.jobs(Int(moment.peak))))"),
      (
        "ideal for \(Layout.counted(workers, "worker"))",
        "\(workers).00x" + (run.timeline.scenario.execution == .async ? " in sync" : "")
      ),
    ]
    if isOver {
      guard run.result.makespan != nil else { return facts + [("Amdahl says", glyphs.missing)] }
      let law = run.result.amdahl.map { fixed($0.speedup, 2) + "x" } ?? glyphs.missing
      let ceiling = run.result.bounds?.ceiling.map { ", ceiling \(fixed($0, 2))x" } ?? ""
      facts.append(("Amdahl says", law + ceiling))
    } else {
      facts.append(("Amdahl says", "hidden until the end"))
    }
    return facts
  }

  /// What a lane does, in a few words: "toast 53 since 31:00", "idle since 5:00".
  private func briefly(_ run: ShownRun, _ place: Int) -> String {
    let history = run.timeline.histories[place]
    let time = time(of: run)
    guard let span = history.span(at: time) else {
      let ended = history.endedCount(at: time)
      let since = ended > 0 ? history.spans[ended - 1].end : 0
      return since > 0 ? "idle since \(clock(since))" : "idle from the start"
    }
    let what =
      span.task < 0
      ? Self.word(span.state)
      : run.timeline.run.plan.name(task: Int(span.task), number: Int(span.number))
    return "\(what) since \(clock(span.start))"
  }

  /// What a lane does, and why.
  func reasonText(_ run: ShownRun, _ place: Int) -> String {
    let reason = run.timeline.reason(lane: place, at: state.time)
    return ReasonText(timeline: run.timeline, clock: show.clock, tellsFuture: tellsEnd).text(reason)
  }

  func drawCounters(_ grid: inout CellGrid) {
    let rows = layout.counters
    guard !rows.isEmpty else { return }
    if rows.count < 3 {
      let moment = selected.timeline.moments.moment(at: time(of: selected))
      let speed = speedSoFar(selected).map { "  " + fixed($0, 2) + "x" } ?? ""
      let jobs = selected.timeline.scenario.jobCount
      grid.put(
        " \(moment.finished)/\(jobs) done  \(moment.queued) queued\(speed)",
        row: rows.lowerBound, column: 0)
      return
    }
    let middle = grid.size.columns / 2 - 5
    for (offset, fact) in liveFacts().enumerated() {
      put(fact, &grid, row: rows.lowerBound + offset, column: 1, width: 9, end: middle - 2)
    }
    for (offset, fact) in lawFacts().enumerated() {
      put(
        fact, &grid, row: rows.lowerBound + offset, column: middle, width: 21,
        end: grid.size.columns)
    }
  }

  func put(
    _ fact: Fact, _ grid: inout CellGrid, row: Int, column: Int, width: Int, end: Int
  ) {
    let next = grid.put(fact.name, row: row, column: column, theme.ink(.faint), end: end)
    let value = max(next + 1, column + width)
    // What is too long says so rather than ending in the middle.
    let room = max(0, end - value)
    let text =
      fact.value.count > room ? String(fact.value.prefix(max(0, room - 2))) + ".." : fact.value
    grid.put(text, row: row, column: value, end: end)
  }

  func drawGuess(_ grid: inout CellGrid) {
    guard let row = layout.guessRow else { return }
    let text = ([guessSentence()] + [classSentence()]).compactMap { $0 }.joined(separator: " ")
    guard !text.isEmpty else { return }
    let column = grid.put(
      " \(Character(glyphs.pointer)) ", row: row, column: 0, theme.ink(.key))
    let end = grid.put(text, row: row, column: column)
    let bar = spread(width: min(24, grid.size.columns - end - 4))
    if !bar.isEmpty { grid.put(" [\(bar)]", row: row, column: end, theme.ink(.key)) }
  }

  /// The guess, and at the end how far it was off.
  func guessSentence() -> String? {
    guard let guess = state.guess else { return nil }
    if !isOver { return "You guessed \(show.times.text(Int128(guess)))." }
    let run = show.runs[show.guessedRun]
    return GuessText.sentence(
      guess: guess, for: run.result, named: show.runs.count > 1 ? run.label : nil,
      times: show.times)
  }

  /// What a class guessed: how many, the median, the extremes; at the end the nearest.
  func classSentence() -> String? {
    let sorted = state.answers.sorted()
    guard let first = sorted.first, let last = sorted.last else { return nil }
    func time(_ value: Nanoseconds) -> String { show.times.text(Int128(value)) }
    let median = time(sorted[(sorted.count - 1) / 2])
    let count = sorted.count == 1 ? "1 answer" : "\(sorted.count) answers"
    guard isOver, let makespan = show.runs[show.guessedRun].result.makespan else {
      return "Class: \(count), median \(median), \(time(first)) to \(time(last))."
    }
    let near = sorted.count { ($0 - makespan).magnitude * 10 <= makespan.magnitude }
    return "\(time(makespan)) it is: \(near) of \(count) within 10 %, median \(median)."
  }

  /// The answers of a class as a strip: where many are, it is high.
  private func spread(width: Int) -> String {
    let sorted = state.answers.sorted()
    guard width >= 8, let first = sorted.first, let last = sorted.last, first < last else {
      return ""
    }
    var counts = [Int](repeating: 0, count: width)
    for answer in sorted {
      let offset = Int128(answer - first) * Int128(width - 1) / Int128(last - first)
      counts[Int(offset)] += 1
    }
    let most = counts.max() ?? 1
    var text = ""
    for count in counts {
      text.unicodeScalars.append(glyphs.height(Double(count) / Double(max(1, most))))
    }
    return text
  }

  func drawBelow(_ grid: inout CellGrid) {
    let rows = layout.below
    guard rows.count > 1 else { return }
    let columns = 0..<grid.size.columns
    headedRule(&grid, belowTitle, row: rows.lowerBound, columns)
    let lines = Layout.fold(
      answer().joined(separator: " "), indent: " ", width: grid.size.columns - 1)
    for (offset, line) in lines.prefix(rows.count - 1).enumerated() {
      grid.put(line, row: rows.lowerBound + 1 + offset, column: 0)
    }
  }

  private var belowTitle: String {
    switch state.below {
    case .narration: isOver ? "summary" : "narration"
    case .why: "why"
    case .job: "job"
    case .critical: "critical path"
    }
  }

  /// What is told below the lanes, in sentences.
  func answer() -> [String] {
    switch state.below {
    case .narration: return isOver ? summary() : narration()
    case .why:
      let lane = selected.lanes[min(state.lane, selected.lanes.count - 1)]
      return [
        "\(clock(state.time))  \(selected.result.lanes[lane].name) \(isVerb(lane))."
      ]
    case .job: return jobSentences()
    case .critical: return criticalSentences()
    }
  }

  /// "is idle: ...", but "works on ...".
  private func isVerb(_ lane: Int) -> String {
    let text = reasonText(selected, lane)
    return ["idle", "free", "empty"].contains { text.hasPrefix($0) } ? "is \(text)" : text
  }

  private func narration() -> [String] {
    var texts: [String] = []
    for (index, run) in show.runs.enumerated() where index == state.run {
      let narrator = Narrator(run.timeline, clock: show.clock, tellsFuture: tellsEnd)
      let time = time(of: run)
      let moment = run.timeline.moments.index(at: time)
      let since = run.timeline.moments.moments[moment].time
      texts += ["\(clock(since))  "] + narrator.happenings(moment).prefix(4)
      texts += narrator.standing(at: time)
    }
    return texts
  }

  private func summary() -> [String] {
    if show.runs.count > 1 { return raceSummary() }
    let run = selected
    let narrator = Narrator(run.timeline, clock: show.clock, tellsFuture: true)
    var head = ["\(clock(run.end))  "]
    // A deadlock is explained below.
    if !run.result.isStuck { head += narrator.standing(at: run.end).prefix(1) }
    return head + Explanation(run: run.result, times: show.times).sentences()
  }

  private func raceSummary() -> [String] {
    let rows = show.runs.map {
      RaceRow($0.label, $0.result)
    }
    return RaceStory(rows: rows, times: show.times, tellsAll: false).sentences()
  }
}
