import Analysis
import Model

/// What the script of a page replays, as JSON with few words: lists of whole numbers, each time as the
/// difference from the one before.
struct ReplayData {
  /// The most spans that are told one by one; more are merged.
  static let mostSpans = 200_000
  /// The most entries of all lanes together where spans are merged: about 6 MB.
  private static let mostMerged = 500_000
  /// The most stretches of one lane.
  private static let mostStretches = 2_000
  /// The most instants of all runs together whose counters are told.
  private static let mostMoments = 200_000
  /// The largest whole number that JavaScript counts to without a gap.
  private static let exact: Nanoseconds = 1 << 53

  let runs: [ShownRun]
  /// What times count in, in nanoseconds: the largest length that divides all of them.
  let unit: Nanoseconds
  /// Whether times had to be rounded down to the unit.
  let isRounded: Bool
  /// Whether lanes are told in stretches of equal length.
  let isMerged: Bool
  /// Into how many stretches the whole time is divided then.
  let stretchCount: Int
  /// How many instants there are for one whose counters are told.
  let momentStride: Int
  var bytes: [UInt8] = []

  /// Prepares the data of some runs.
  ///
  /// Cost: linear in events; at most about 10 MB come out.
  init(
    _ runs: [ShownRun], mostSpans: Int = Self.mostSpans, mostMoments: Int = Self.mostMoments
  ) {
    self.runs = runs
    let moments = runs.reduce(0) { $0 + $1.timeline.moments.moments.count }
    momentStride = max(1, (moments + mostMoments - 1) / mostMoments)
    let end = runs.map(\.end).max() ?? 0
    var unit: Nanoseconds = 0
    for run in runs {
      unit = Self.divisor(unit, run.end)
      for moment in run.timeline.moments.moments where unit != 1 {
        unit = Self.divisor(unit, moment.time)
      }
    }
    unit = max(1, unit)
    let finest = unit
    while end / unit > Self.exact { unit = unit < 1_000 ? 1_000 : unit * 1_000 }
    self.unit = unit
    isRounded = unit != finest
    let lanes = runs.flatMap { run in run.lanes.map { run.timeline.histories[$0] } }
    isMerged = lanes.reduce(0) { $0 + $1.spans.count } > mostSpans
    stretchCount = min(Self.mostStretches, max(50, Self.mostMerged / max(1, lanes.count)))
    write()
  }

  /// What is said on the page of what is not exact.
  var notes: [String] {
    var notes: [String] = []
    if isMerged {
      notes.append(
        "These runs have more than \(Self.mostSpans) spans: each lane is drawn as its use in "
          + "\(stretchCount) stretches of equal length, without single jobs.")
    }
    if momentStride > 1 {
      notes.append("The counters are exact at one of \(momentStride) instants.")
    }
    if isRounded {
      notes.append(
        "Times in the replay are rounded down to \(TimeText(usesHours: true).text(Int128(unit))).")
    }
    let hidden = runs.reduce(0) { $0 + $1.hiddenLaneCount }
    if hidden > 0 { notes.append("\(hidden) more lanes are not drawn.") }
    return notes
  }

  private static func divisor(_ first: Nanoseconds, _ second: Nanoseconds) -> Nanoseconds {
    var (large, small) = (first, second)
    while small != 0 { (large, small) = (small, large % small) }
    return large
  }

  private mutating func write() {
    let steps = runs.flatMap { $0.timeline.scenario.tasks.flatMap(\.steps) }
    let longest = steps.map { $0.duration.expected(job: 0) }.max() ?? 0
    let end = runs.map(\.end).max() ?? 0
    let clock = ClockText(longestStep: longest, end: end >= 100 * TimeUnit.hour ? end : 0)
    let times = TimeText(sharedBy: runs.map(\.result))
    add("{\"unit\":\(unit),\"clock\":\"\(clock.style.rawValue)\",\"hours\":\(times.usesHours)")
    add(",\"stretches\":\(isMerged ? stretchCount : 0),\"runs\":[")
    for (index, run) in runs.enumerated() {
      add(index == 0 ? "\n" : ",\n")
      write(run)
    }
    add("\n]}")
  }

  private mutating func write(_ run: ShownRun) {
    let scenario = run.timeline.scenario
    let tasks = scenario.tasks.map { task in
      JSONValue.object([
        ("name", .string(PageWriter.visible(task.name))), ("count", .count(task.count)),
        ("after", .array(task.after.map { .count($0) })),
        ("each", .array(task.each.map { .count($0) })),
      ])
    }
    let ended: String
    switch run.timeline.run.end.cause {
    case .settled: ended = "over"
    case .cut: ended = "cut"
    case .deadlock: ended = "stuck"
    }
    let head = JSONValue.object([
      ("label", .string(PageWriter.visible(run.label))), ("ended", .string(ended)),
      ("jobs", .count(scenario.jobCount)), ("tasks", .array(tasks)),
      ("resources", .array(scenario.resources.map { .string(PageWriter.visible($0.name)) })),
    ])
    head.append(to: &bytes)
    bytes.removeLast()
    add(",\"end\":\(run.end / unit),\n\"lanes\":[")
    let asked = isMerged ? nil : AskedResources(run.timeline)
    for (index, lane) in run.lanes.enumerated() {
      add(index == 0 ? "\n" : ",\n")
      write(run.timeline.histories[lane], run.result.lanes[lane], asked, run.end)
    }
    add("],\n\"moments\":[")
    writeMoments(of: run)
    add("],\n\"ready\":[")
    if !isMerged { writeReady(of: run) }
    add("]}")
  }

  private mutating func write(
    _ history: LaneHistory, _ lane: LaneResult, _ asked: AskedResources?, _ end: Nanoseconds
  ) {
    let head = JSONValue.object([
      ("name", .string(PageWriter.visible(lane.name))), ("kind", .string(lane.kind.rawValue)),
      ("group", .text(lane.group.map(PageWriter.visible))),
    ])
    head.append(to: &bytes)
    bytes.removeLast()
    add(",\"spans\":[")
    if isMerged {
      writeStretches(of: history, until: end)
    } else {
      writeSpans(of: history)
    }
    add("]")
    if let asked {
      add(",\"asked\":[")
      var isFirst = true
      for (index, span) in history.spans.enumerated() {
        guard let resource = asked.resource(of: span) else { continue }
        add(Int64(index), isFirst: isFirst)
        add(Int64(resource))
        isFirst = false
      }
      add("]")
    }
    add("}")
  }

  mutating func add(_ text: String) { bytes.append(contentsOf: text.utf8) }

  /// Appends a number of a list.
  mutating func add(_ number: Int64, isFirst: Bool = false) {
    if !isFirst { bytes.append(UInt8(ascii: ",")) }
    if number < 0 { bytes.append(UInt8(ascii: "-")) }
    bytes.append(decimal: number.magnitude)
  }
}

extension ShownRun {
  /// How many lanes are summed up rather than listed.
  var hiddenLaneCount: Int { result.lanes.reduce(0) { $0 + ($1.width > 1 ? $1.width : 0) } }
}
