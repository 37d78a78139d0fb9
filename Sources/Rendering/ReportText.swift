public import Analysis
import Model

/// How a text report looks.
public struct ReportStyle: Sendable {
  /// The columns it may take; at least 40 are used.
  public var width: Int
  /// The rows it should fit into, with a prompt below; lanes give way.
  public var rows: Int
  /// The characters of lanes.
  public var glyphs: LaneGlyphs
  /// Whether to use colour and bold.
  public var hasColor: Bool
  /// Whether to tell more: what the scenario is about, the fingerprint.
  public var isVerbose: Bool
  /// Whether to end with a hint at what to try next.
  public var hasHint: Bool

  /// Makes a style.
  public init(
    width: Int = 80, rows: Int = 24, glyphs: LaneGlyphs = .unicode, hasColor: Bool = false,
    isVerbose: Bool = false,
    hasHint: Bool = false
  ) {
    self.width = max(40, width)
    self.rows = rows
    self.glyphs = glyphs
    self.hasColor = hasColor
    self.isVerbose = isVerbose
    self.hasHint = hasHint
  }
}

/// The report of one run, on one screen.
public struct ReportText {
  private let run: RunResult
  private let finished: FinishedRun?
  private let style: ReportStyle
  private let times: TimeText
  private let verdicts: [Verdict]
  private let notes: [String]
  private static let fewestLanes = 3
  private static let mostLanes = 9
  private static let mostTasks = 4

  /// A report of a result; the lanes are drawn from `finished`, where its trace was kept.
  public init(
    _ run: RunResult, of finished: FinishedRun?, style: ReportStyle, verdicts: [Verdict] = [],
    notes: [String] = []
  ) {
    self.run = run
    self.finished = finished
    self.style = style
    self.verdicts = verdicts
    self.notes = notes
    let longest = run.scenario.tasks.flatMap(\.steps).map { $0.duration.expected(job: 0) }.max()
    times = TimeText(longestStep: longest ?? 0, elapsed: run.elapsed)
  }

  /// The report; each line ends with a newline.
  public var text: String {
    let head = header()
    var rest = [""] + figures()
    rest += wrapped(Explanation(run: run, times: times).sentences())
    rest += tables() + expectations()
    rest += notes.flatMap { wrapped([$0]) }
    if style.isVerbose, let fingerprint = run.fingerprint {
      rest.append("  fingerprint \(fingerprint)")
    }
    // The axis takes a row, and so does the prompt below the report.
    let room = style.rows - head.count - rest.count - 2
    let lanes = lanes(atMost: min(max(room, Self.fewestLanes), max(Self.mostLanes, style.rows / 2)))
    return (head + lanes + rest).map { trimmedEnd($0) + "\n" }.joined()
  }

  private func trimmedEnd(_ line: String) -> String {
    var line = Substring(line)
    while line.last == " " { line.removeLast() }
    return String(line)
  }

  private func bold(_ text: String) -> String {
    style.hasColor ? "\u{1B}[1m\(text)\u{1B}[0m" : text
  }

  // MARK: Head

  private func header() -> [String] {
    let scenario = run.scenario
    let workers = scenario.pools.map { pool in
      "\(pool.count) \(pool.count == 1 ? pool.name : Self.plural(pool.name))"
    }
    let jobs = scenario.jobCount == 1 ? "1 job" : "\(scenario.jobCount) jobs"
    var facts = [jobs, Self.list(workers, most: 4), scenario.execution.rawValue, "simulated"]
    if run.variant != "default" { facts.insert("variant \(run.variant)", at: 0) }
    if scenario.isRandom {
      facts.append("seed \(scenario.seed)")
      if let count = run.replications?.count { facts.append("mean of \(count) replications") }
    }
    let name = String(scenario.name.prefix(style.width))
    var lines = [bold(name)] + fold(facts.joined(separator: ", "), indent: "")
    if style.isVerbose, let about = scenario.about {
      lines += fold(about.split(separator: "\n").joined(separator: " "), indent: "  ")
    }
    return lines
  }

  private static func plural(_ name: String) -> String {
    ["s", "x", "z", "ch", "sh"].contains { name.hasSuffix($0) } ? name + "es" : name + "s"
  }

  private static func list(_ items: [String], most: Int) -> String {
    items.count <= most
      ? items.joined(separator: ", ")
      : items.prefix(most).joined(separator: ", ") + " and \(items.count - most) more pools"
  }

  // MARK: Lanes

  private func lanes(atMost most: Int) -> [String] {
    guard let finished, finished.trace != nil else {
      return [
        "  (no lanes: the trace was not kept; --trace keeps one of any size)"
      ]
    }
    let shown = chosenLanes(atMost: most)
    let spans = LaneSpans(finished, lanes: shown.map(\.lane))
    let label = shown.map { $0.lane.name.count }.max() ?? 0
    let drawing = LaneText(
      glyphs: style.glyphs, width: evenWidth(atMost: max(10, style.width - label - 10)),
      elapsed: run.elapsed)
    var lines: [String] = []
    var index = 0
    for (lane, hidden) in shown {
      let name = lane.name + String(repeating: " ", count: label - lane.name.count)
      let row = drawing.row(spans.spans[index])
      lines.append(
        "\(name) \(style.glyphs.edge)\(row)\(style.glyphs.edge)\(pad(percent(lane.utilisation ?? 0), 6))"
      )
      if !hidden.isEmpty { lines.append(summary(of: hidden, indent: label)) }
      index += 1
    }
    lines.append(String(repeating: " ", count: label + 2) + drawing.axis(times))
    return lines
  }

  /// The largest width down to 60 % of the room in which every fixed step takes whole cells, so that equal
  /// jobs look equal; the whole room where there is none.
  private func evenWidth(atMost room: Int) -> Int {
    let steps = run.scenario.tasks.flatMap(\.steps).compactMap { step in
      if case .fixed(let time) = step.duration, time > 0 { time } else { nil }
    }
    let even = stride(from: room, through: max(10, room * 6 / 10), by: -1).first { width in
      steps.allSatisfy { Int128($0) * Int128(width) % Int128(max(1, run.elapsed)) == 0 }
    }
    return steps.isEmpty ? room : even ?? room
  }

  /// As many lanes as fit, some of each pool and resource; the others are summed up behind the last.
  private func chosenLanes(atMost most: Int) -> [(lane: LaneResult, hidden: [LaneResult])] {
    var groups: [[LaneResult]] = []
    for lane in run.lanes {
      if let last = groups.last?.last, last.kind == lane.kind, last.group == lane.group {
        groups[groups.count - 1].append(lane)
      } else {
        groups.append([lane])
      }
    }
    let share = max(1, most / max(1, groups.count))
    let isAll = run.lanes.count <= most
    var chosen: [(LaneResult, [LaneResult])] = []
    for group in groups.prefix(most) {
      let count = isAll || group.count <= share ? group.count : max(1, share - 1)
      for lane in group.prefix(count - 1) { chosen.append((lane, [])) }
      chosen.append((group[count - 1], Array(group[count...])))
    }
    return chosen
  }

  private func summary(of lanes: [LaneResult], indent: Int) -> String {
    let count = lanes.reduce(0) { $0 + $1.width }
    let busy = lanes.reduce(Int128(0)) { $0 + $1.busy }
    let available = Double(count) * Double(run.elapsed)
    let share = available > 0 ? Double(busy) / available : 0
    return String(repeating: " ", count: indent) + "   and \(count) more, \(percent(share)) in use"
  }

  /// A number of jobs; a mean over replications has a decimal.
  private func count(_ value: Double) -> String { fixed(value, value == value.rounded() ? 0 : 1) }

  private func pad(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(0, width - text.count)) + text
  }

  // MARK: Figures

  private func figures() -> [String] {
    let none = style.glyphs.edge == "|" ? "-" : "–"
    func time(_ value: Int128?) -> String { value.map(times.text) ?? none }
    func ratio(_ value: Double?) -> String { value.map { fixed($0, 2) + "x" } ?? none }
    let workers = run.scenario.workerCount
    var speedup = ratio(run.speedup)
    if run.speedup != nil, run.baseline.name != "t1" { speedup += " against \(run.baseline.name)" }
    if let efficiency = run.efficiency {
      speedup += " of \(workers), efficiency \(percent(efficiency))"
    }
    let makespan: (String, String) =
      run.makespan == nil
      ? (run.cause == .cut ? "cut at" : "stuck at", time(Int128(run.elapsed)))
      : ("makespan", time(run.makespan.map { Int128($0) }))
    let lower = run.bounds.map { "\(times.text($0.lower)) (\($0.binds))" } ?? none
    let ceiling = run.bounds?.ceiling.map { value in
      ratio(value) + (run.bounds?.ceilingBinds.map { " (\($0))" } ?? "")
    }
    let mean = run.meanConcurrency.map { fixed($0, 2) } ?? none
    var rows = [
      (makespan, ("speedup", speedup)),
      (("T1", time(run.t1) + parts()), ("Amdahl", amdahl(none))),
      (("span", time(Int128(run.span))), ("ceiling", ceiling ?? none)),
      (("lower bound", lower), ("upper bound", time(run.bounds?.upper))),
      (
        ("concurrency", "\(mean) mean, \(run.peakConcurrency) peak"),
        ("utilisation", utilisation(none))
      ),
    ]
    if run.scenario.hasArrivals || run.cause == .cut {
      rows.append(
        (
          ("finished", "\(count(run.finishedCount)) of \(run.scenario.jobCount)"),
          ("throughput", throughput(none))
        ))
    }
    var lines = rows.map { left, right in
      let first = "  " + padEnd(left.0, 12) + left.1
      return padEnd(first, 38) + " " + padEnd(right.0, 12) + right.1
    }
    lines += account()
    return lines
  }

  /// T1 is work and wait; both are told where both are there.
  private func parts() -> String {
    run.work > 0 && run.wait > 0 ? " (\(times.text(run.wait)) waits)" : ""
  }

  private func amdahl(_ none: String) -> String {
    guard let law = run.amdahl else { return none }
    let count = law.countsWorkers ? "N = \(law.count)" : "C = \(law.count)"
    return "\(fixed(law.speedup, 2))x (p = \(fixed(law.parallelFraction, 3)), \(count))"
  }

  private func utilisation(_ none: String) -> String {
    guard let utilisation = run.utilisation else { return none }
    return percent(utilisation) + (run.imbalance.map { ", imbalance \(fixed($0, 2))" } ?? "")
  }

  private func throughput(_ none: String) -> String {
    guard let perSecond = run.throughput else { return none }
    if perSecond >= 1 { return fixed(perSecond, 2) + " per s" }
    return perSecond * 60 >= 1
      ? fixed(perSecond * 60, 2) + " per min" : fixed(perSecond * 3_600, 2) + " per h"
  }

  /// The account of the workers' time: exact, zero entries left out.
  private func account() -> [String] {
    let total = run.account.total
    let parts = run.account.entries.filter { $0.time > 0 }.map { entry in
      "\(entry.name.split(separator: "_").joined(separator: " ")) \(times.text(entry.time))"
    }
    guard total > 0 else { return [] }
    let workers = run.scenario.workerCount
    let whole = workers == 1 ? "1 worker" : "\(workers) workers"
    return fold(
      "\(whole) x \(times.text(Int128(run.elapsed))) = \(parts.joined(separator: " + "))",
      indent: "  ")
  }

  private func padEnd(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }

  // MARK: Tables

  private func tables() -> [String] {
    let none = style.glyphs.edge == "|" ? "-" : "–"
    func mean(_ sum: Int128?, _ statistics: TimeStatistics?) -> String {
      sum.flatMap { value in statistics?.mean(value) }.map(times.short) ?? none
    }
    var rows = [["task", "done", "queued", "service", "response", "p95"]]
    for task in run.tasks.prefix(Self.mostTasks) {
      let p95 = (task.times?.responses?.p95).map { times.short(Int128($0)) } ?? none
      rows.append([
        task.name, "\(count(task.finished))/\(task.jobs)", mean(task.times?.queuedSum, task.times),
        mean(task.times?.serviceSum, task.times), mean(task.times?.responseSum, task.times), p95,
      ])
    }
    var lines = table(rows)
    if run.tasks.count > Self.mostTasks {
      lines.append("  and \(run.tasks.count - Self.mostTasks) more tasks (--json lists all)")
    }
    if !run.resources.isEmpty {
      var rows = [["resource", "units", "queued", "in use"]]
      for resource in run.resources.prefix(Self.mostTasks) {
        rows.append([
          resource.name, "\(resource.capacity)", resource.queuedMean.map(times.short) ?? none,
          resource.utilisation.map(percent) ?? none,
        ])
      }
      lines += table(rows)
      if run.resources.count > Self.mostTasks {
        lines.append("  and \(run.resources.count - Self.mostTasks) more resources")
      }
    }
    return lines
  }

  private func table(_ rows: [[String]]) -> [String] {
    let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    return rows.enumerated().map { index, row in
      let cells = row.indices.map { column in
        column == 0 ? padEnd(row[0], max(12, widths[0])) : pad(row[column], max(9, widths[column]))
      }
      let line = "  " + cells.joined(separator: " ")
      return index == 0 && style.hasColor ? "\u{1B}[2m\(line)\u{1B}[0m" : line
    }
  }

  // MARK: Expectations and words

  private func expectations() -> [String] {
    guard !verdicts.isEmpty else { return [] }
    let failed = verdicts.filter { !$0.holds }
    if failed.isEmpty {
      return ["  expect: all \(verdicts.count) hold"]
    }
    return failed.map { verdict in
      "  expect: \(verdict.expectation.text) does not hold: it is \(found(verdict))"
    }
  }

  private func found(_ verdict: Verdict) -> String {
    switch verdict.found {
    case .time(let time): return times.text(time)
    case .ratio(let ratio):
      return verdict.expectation.left.measure == .throughput
        ? "\(fixed(ratio * 3_600, 2)) per h" : fixed(ratio, 4)
    case .count(let value): return count(value)
    case nil: return "null"
    }
  }

  /// Sentences as one paragraph.
  private func wrapped(_ sentences: [String]) -> [String] {
    guard !sentences.isEmpty else { return [] }
    var lines = fold(sentences.joined(separator: " "), indent: "  ")
    if style.hasColor, let first = sentences.first, first.hasSuffix("?"), let line = lines.first {
      let rest = line.dropFirst(2 + first.count)
      lines[0] = "  " + bold(first) + rest
    }
    return lines
  }

  /// The words of a text; a unit stays with its number.
  private static func words(of text: String) -> [String] {
    var words: [String] = []
    for word in text.split(separator: " ") {
      let isUnit = ["%", "h", "min", "s", "ms", "us", "ns"].contains(
        word.prefix { $0 != "," && $0 != "." })
      if isUnit, let last = words.popLast() {
        words.append("\(last) \(word)")
      } else {
        words.append(String(word))
      }
    }
    return words
  }

  /// Breaks a text at spaces so that it fits the width.
  private func fold(_ text: String, indent: String) -> [String] {
    var lines: [String] = []
    var line = indent
    for word in Self.words(of: text) {
      if line.count + word.count + 1 > style.width, line != indent {
        lines.append(line)
        line = indent
      }
      line += line == indent ? String(word) : " \(word)"
    }
    return lines + [line]
  }
}
