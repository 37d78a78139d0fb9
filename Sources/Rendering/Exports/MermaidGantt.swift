import Analysis
import Model

/// Runs as a Gantt diagram for Mermaid, which draws it in Markdown pages.
///
/// A section is a lane. Up to 50 jobs are drawn one by one, those on a longest chain as critical ones;
/// of more jobs, or of jobs in very many parts, each lane's busy time is drawn in at most a few bars,
/// and at most 40 lanes of each of at most 8 runs: Mermaid draws nothing of a text above 50 000
/// characters. Drawn times are whole milliseconds from midnight, so runs shorter than ten seconds are
/// drawn longer, and the title says how.
public struct MermaidGantt: Sendable {
  private let title: String
  private let runs: [ShownRun]
  /// What a nanosecond is drawn as, in nanoseconds.
  private let stretch: Int64

  private static let mostJobs = 50
  private static let mostBars = 250
  private static let mostLanes = 40
  private static let mostRuns = 8
  private static let mostLetters = 60

  /// Takes the runs to draw, one below the other.
  public init(title: String, runs: [ShownRun]) {
    self.title = title
    self.runs = Array(runs.prefix(Self.mostRuns))
    let end = runs.map(\.end).max() ?? 0
    stretch = [1, 1_000, 1_000_000].first { end >= 10 * TimeUnit.second / $0 } ?? 1_000_000
  }

  /// The diagram, without a fence around it.
  public var text: String {
    let isWhole =
      runs.reduce(0) { $0 + $1.result.scenario.jobCount } <= Self.mostJobs
      && runs.reduce(0) { $0 + barCount($1) } <= Self.mostBars
    var text = "---\ndisplayMode: compact\n---\ngantt\n"
    text += "  title \(Self.clean(title))\(scaleNote)\n"
    text += "  dateFormat YYYY-MM-DD HH:mm:ss.SSS\n  axisFormat \(axis)\n"
    for run in runs {
      for lane in run.lanes.prefix(Self.mostLanes) {
        let name = run.result.lanes[lane].name
        let bars = isWhole ? jobBars(run, lane) : mergedBars(run, lane)
        guard !bars.isEmpty else { continue }
        let prefix = runs.count > 1 ? run.label + ", " : ""
        text += "  section \(Self.clean(prefix + name, quotes: false))\n"
        for bar in bars { text += line(bar) }
      }
    }
    return text
  }

  private var scaleNote: String {
    switch stretch {
    case 1_000: " (1 s stands for 1 ms)"
    case 1_000_000: " (1 s stands for 1 us)"
    default: ""
    }
  }

  /// Fine enough for the length of the axis; the day counts from 1.
  private var axis: String {
    let end = Int128(runs.map(\.end).max() ?? 0) * Int128(stretch)
    if end < 2 * Int128(TimeUnit.minute) { return "%S.%L" }
    if end < 10 * Int128(TimeUnit.minute) { return "%M:%S" }
    if end <= 24 * Int128(TimeUnit.hour) { return "%H:%M" }
    return end <= 300 * 24 * Int128(TimeUnit.hour) ? "day %j %H:%M" : "%Y-%m-%d"
  }

  // MARK: Bars

  private struct Bar {
    var name: String
    var start: Nanoseconds
    var end: Nanoseconds
    var isCritical = false
  }

  private func barCount(_ run: ShownRun) -> Int {
    run.lanes.reduce(0) { $0 + run.timeline.histories[$1].spans.count }
  }

  /// A bar for each visit of a job, or each stretch of another kind.
  private func jobBars(_ run: ShownRun, _ lane: Int) -> [Bar] {
    var bars: [Bar] = []
    for span in run.timeline.histories[lane].spans {
      var name = span.state.word
      var isCritical = false
      if span.task >= 0 {
        let job = run.timeline.jobs.record(task: Int(span.task), number: Int(span.number))
        let isService = span.state == .work || span.state == .wait
        isCritical = job.isCritical && isService
        let own = run.timeline.run.plan.name(task: job.task, number: job.number)
        name = isService ? own : "\(own) \(name)"
      }
      if let last = bars.last, last.end == span.start, last.name == name {
        bars[bars.count - 1].end = span.end
      } else {
        bars.append(Bar(name: name, start: span.start, end: span.end, isCritical: isCritical))
      }
    }
    return bars
  }

  /// The lane's busy time: what touches is one bar, then what is nearest, until there are few bars.
  private func mergedBars(_ run: ShownRun, _ lane: Int) -> [Bar] {
    let history = run.timeline.histories[lane]
    let lanes = runs.reduce(0) { $0 + min($1.lanes.count, Self.mostLanes) }
    let most = max(1, Self.mostBars / max(1, lanes))
    var gaps: [Nanoseconds] = []
    for (span, next) in zip(history.spans, history.spans.dropFirst()) where next.start > span.end {
      gaps.append(next.start - span.end)
    }
    gaps.sort(by: >)
    // Gaps as long as the first one that is one too many are closed as well.
    let closed = gaps.count >= most ? gaps[most - 1] : 0
    var bars: [Bar] = []
    for span in history.spans {
      if let last = bars.last, span.start - last.end <= closed {
        bars[bars.count - 1].end = span.end
      } else {
        bars.append(Bar(name: "", start: span.start, end: span.end))
      }
    }
    for index in bars.indices {
      let visits =
        history.visits(before: bars[index].end) - history.visits(before: bars[index].start)
      bars[index].name = visits > 0 ? Layout.counted(visits, "job") : "busy"
    }
    return bars
  }

  private func line(_ bar: Bar) -> String {
    let start = drawn(bar.start)
    let length = max(1, drawn(bar.end) - start)
    let name = Self.clean(bar.name)
    return "    \(name) :\(bar.isCritical ? "crit, " : "")\(Self.date(start)), \(length)ms\n"
  }

  /// Drawn milliseconds, halves up.
  private func drawn(_ time: Nanoseconds) -> Int64 {
    Int64((Int128(time) * Int128(stretch) + 500_000) / 1_000_000)
  }

  // MARK: Text

  /// A date so many milliseconds after the beginning of the year 2000.
  static func date(_ milliseconds: Int64) -> String {
    func digits(_ value: Int64, _ count: Int) -> String {
      let text = "\(value)"
      return String(repeating: "0", count: max(0, count - text.count)) + text
    }
    var days = milliseconds / 86_400_000
    let rest = milliseconds % 86_400_000
    var year: Int64 = 2000
    while days >= length(of: year) {
      days -= length(of: year)
      year += 1
    }
    var month: Int64 = 1
    while days >= length(of: month, in: year) {
      days -= length(of: month, in: year)
      month += 1
    }
    return "\(year)-\(digits(month, 2))-\(digits(days + 1, 2)) \(digits(rest / 3_600_000, 2)):"
      + "\(digits(rest / 60_000 % 60, 2)):\(digits(rest / 1_000 % 60, 2)).\(digits(rest % 1_000, 3))"
  }

  private static func isLeap(_ year: Int64) -> Bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
  }

  private static func length(of year: Int64) -> Int64 { isLeap(year) ? 366 : 365 }

  private static func length(of month: Int64, in year: Int64) -> Int64 {
    switch month {
    case 2: isLeap(year) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// Words that begin a statement of Mermaid's, whatever their case.
  private static let keywords = [
    "gantt", "dateformat", "inclusiveenddates", "topaxis", "axisformat", "tickinterval", "includes",
    "excludes", "todaymarker", "weekday", "weekend", "title", "acctitle", "accdescr", "section",
    "click", "href", "call", "displaymode",
  ]

  /// A text on one line, without what Mermaid reads as marks; quoted where it would be a statement.
  static func clean(_ text: String, quotes: Bool = true) -> String {
    var clean = ""
    for character in harmlessLine(text) {
      switch character {
      case ":": clean += "-"
      case ";": clean += ","
      case "#": clean += " "
      // A page may hold the diagram as it is.
      case "<": clean += "‹"
      case ">": clean += "›"
      // Two of them begin a comment, or with a brace a setting.
      case "%" where clean.hasSuffix("%") || clean.count == 1: clean += " "
      default: clean.append(character)
      }
    }
    clean = Layout.shortened(
      clean.split(separator: " ").joined(separator: " "), mostLetters)
    if clean.isEmpty { return "-" }
    let small = clean.lowercased()
    return quotes && keywords.contains(where: small.hasPrefix) ? "'\(clean)'" : clean
  }
}
