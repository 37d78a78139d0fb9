import Analysis
import Model

/// Which jobs' rectangles have an outline since the jobs lie on a longest chain.
struct CriticalMarks {
  /// The most jobs among which an outline can still be seen.
  private static let mostJobs = 400

  /// Whether outlines tell something: some jobs are critical and some are not.
  static func areShown(_ run: ShownRun) -> Bool {
    let timeline = run.timeline
    guard timeline.scenario.hasDependencies, timeline.jobs.count <= mostJobs else { return false }
    var critical = 0
    timeline.jobs.forEach(in: 0..<timeline.jobs.count) { if $0.isCritical { critical += 1 } }
    return critical > 0 && critical < timeline.jobs.count
  }
}

/// Which stretches of work took longer than written.
struct SlowedSpans {
  private let run: ShownRun
  private let isActive: Bool

  init(_ run: ShownRun) {
    self.run = run
    isActive = Self.areThere(in: run)
  }

  static func areThere(in run: ShownRun) -> Bool { run.result.account.slowed > 0 }

  /// Whether a stretch is longer than the longest work step of its job.
  ///
  /// A task that may fail and has durations by chance is left alone: each attempt has its own.
  func contains(_ span: LaneSpan) -> Bool {
    guard isActive, span.state == .work, span.task >= 0 else { return false }
    let task = run.timeline.scenario.tasks[Int(span.task)]
    if task.failureProbability > 0, task.steps.contains(where: \.duration.isDrawn) { return false }
    let plan = run.timeline.run.plan
    return task.steps.indices.allSatisfy { step in
      !plan.isWork(task: Int(span.task), step: step)
        || span.end - span.start
          > plan.duration(task: Int(span.task), step: step, job: span.number, attempt: 0)
    }
  }
}

/// The lanes of one run as shapes.
struct GanttLanes {
  /// The most stretches of a lane that are drawn one by one.
  private static let mostSpans = 2_000

  let run: ShownRun
  let layout: GanttLayout
  private let hues: [Int]
  let slowed: SlowedSpans
  private let showsCritical: Bool
  private let clock: ClockText
  /// How many rectangles are left to it.
  private var budget: Int

  init(_ run: ShownRun, _ layout: GanttLayout, _ hues: GanttHues, budget: Int) {
    self.run = run
    self.layout = layout
    self.hues = hues.hues(of: run)
    self.budget = budget
    slowed = SlowedSpans(run)
    showsCritical = CriticalMarks.areShown(run)
    let steps = run.timeline.scenario.tasks.flatMap(\.steps)
    clock = ClockText(
      longestStep: steps.map { $0.duration.expected(job: 0) }.max() ?? 0,
      end: layout.end >= 100 * TimeUnit.hour ? layout.end : 0)
  }

  mutating func draw(
    _ row: GanttRow, top: Double, on sheet: inout PictureSheet, inks: inout GanttInks
  ) {
    switch row.content {
    case .sum(let lanes):
      GanttCoverage(self, top: top).drawSum(lanes, row.name, on: &sheet, inks: &inks)
    case .lane(let lane):
      let spans = run.timeline.histories[lane].spans
      guard !spans.isEmpty else { return }
      if spans.count > min(Self.mostSpans, budget) {
        GanttCoverage(self, top: top).drawLane(lane, on: &sheet, inks: &inks)
      } else {
        budget -= spans.count
        drawSpans(of: lane, spans, top: top, on: &sheet, inks: &inks)
      }
    }
  }

  /// The fill of a stretch.
  func fill(_ span: LaneSpan) -> GanttFill {
    let look = slowed.contains(span) ? GanttLook.slowed : GanttLook(span.state)
    return GanttFill(look, hue: span.task >= 0 ? hues[Int(span.task)] : -1)
  }

  /// The task's colour where the run has only one.
  var onlyHue: Int { hues.count == 1 ? hues[0] : -1 }

  private func drawSpans(
    of lane: Int, _ spans: [LaneSpan], top: Double, on sheet: inout PictureSheet,
    inks: inout GanttInks
  ) {
    var order: [Int] = []
    var shapes: [Int: String] = [:]
    var labels: [(LaneSpan, Int)] = []
    for span in spans {
      let place = inks.place(fill(span))
      if shapes[place] == nil { order.append(place) }
      shapes[place, default: ""] += shape(span, lane, top: top, sheet.style)
      if label(span) != nil { labels.append((span, place)) }
    }
    for place in order {
      sheet.open("\(inks.attribute(place, sheet.style)) shape-rendering=\"crispEdges\"")
      sheet.add(shapes[place] ?? "")
      sheet.close()
    }
    guard !labels.isEmpty else { return }
    sheet.open("font-size=\"10\" text-anchor=\"middle\" pointer-events=\"none\"")
    let base = top + layout.bar / 2 + 3.5
    for (span, place) in labels {
      let face = PictureSheet.Face(mark: "t\(place)")
      let isHatched = inks.fills[place].look != .work
      sheet.text(
        label(span) ?? "", (layout.x(span.start) + layout.x(span.end)) / 2, base, face,
        halo: isHatched ? "h\(place)" : nil)
    }
    sheet.close()
  }

  private func shape(
    _ span: LaneSpan, _ lane: Int, top: Double, _ style: PictureStyle
  ) -> String {
    var (x, y, height) = (layout.x(span.start), top, layout.bar)
    var width = layout.x(span.end) - x
    var edge = ""
    let isCritical =
      showsCritical && span.task >= 0
      && run.timeline.jobs.record(task: Int(span.task), number: Int(span.number)).isCritical
    if isCritical, width >= 5 {
      // Inside of its place, so that the edge of its neighbour does not cover the outline.
      (x, y, width, height) = (x + 1.5, y + 1, width - 3, height - 2)
      edge = " \(style.mark("line")) stroke-width=\"2\""
    } else if width >= 2.5 {
      edge = " \(style.mark("edge"))"
    }
    let number = PictureSheet.number
    return "<rect x=\"\(number(x))\" y=\"\(number(y))\" width=\"\(number(width))\" "
      + "height=\"\(number(height))\"\(edge)><title>"
      + "\(XML.escaped(tooltip(span, lane, isCritical)))</title></rect>\n"
  }

  /// What a stretch is: "toast 17, 9:00-11:00, toaster 3".
  private func tooltip(_ span: LaneSpan, _ lane: Int, _ isCritical: Bool) -> String {
    let look = fill(span).look
    let job =
      span.task >= 0
      ? run.timeline.run.plan.name(task: Int(span.task), number: Int(span.number)) : nil
    let words = [job, look == .work ? nil : look.word].compactMap { $0 }.joined(separator: " ")
    let time = "\(clock.text(span.start))-\(clock.text(span.end))"
    return "\(words), \(time), \(run.result.lanes[lane].name)"
      + (span.isCut ? ", not finished" : "") + (isCritical ? ", on the critical path" : "")
  }

  /// The job's name, or its number, where there is room for it.
  private func label(_ span: LaneSpan) -> String? {
    guard span.task >= 0, layout.bar >= 12, span.state == .work || span.state == .wait else {
      return nil
    }
    let task = run.timeline.scenario.tasks[Int(span.task)]
    let room = layout.x(span.end) - layout.x(span.start) - 8
    let names =
      task.count == 1 ? [task.name] : ["\(task.name) \(span.number + 1)", "\(span.number + 1)"]
    return names.first { PictureSheet.width(of: $0, 10) <= room }
  }
}
