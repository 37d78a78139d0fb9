public import Analysis
import Model

/// The report of one run, on one screen.
public struct ReportText {
  let run: RunResult
  let finished: FinishedRun?
  let style: ReportStyle
  let times: TimeText
  private let verdicts: [Verdict]
  private let notes: [String]
  /// Where the values of the right column begin.
  private static let valueColumn = 51
  private static let fewestLanes = 3
  private static let mostLanes = 9
  static let mostRows = 4

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
    times = TimeText(sharedBy: [run])
  }

  /// The report; each line ends with a newline.
  public var text: String {
    let head = header()
    var rest = figures()
    rest += wrapped(Explanation(run: run, times: times).sentences())
    rest += wrapped(PaybackText(run)?.sentences() ?? [])
    var end = expectations() + notes.flatMap { wrapped([$0]) }
    if style.isVerbose {
      end += run.reasons.flatMap {
        Layout.fold("no \($0.field): \($0.sentence)", indent: "  ", width: style.width)
      }
      if let fingerprint = run.fingerprint { end.append("  fingerprint \(fingerprint)") }
    }
    // Lanes have their least before tables get more than a row each; the prompt needs a row, too.
    let room = style.rows - 1 - head.count - rest.count - end.count
    let sizes = stride(from: Self.mostRows, through: 1, by: -1).map(tables)
    let tables =
      sizes.first { laneRows(atMost: Self.fewestLanes) + $0.count <= room } ?? sizes.last ?? []
    let most = max(Self.mostLanes, style.rows / 2)
    let laneCount =
      stride(from: most, through: Self.fewestLanes, by: -1)
      .first { laneRows(atMost: $0) + tables.count <= room } ?? Self.fewestLanes
    var lanes = lanes(atMost: laneCount)
    rest += tables + end
    if head.count + lanes.count + rest.count + 1 < style.rows { lanes.append("") }
    return (head + lanes + rest).map { Layout.trimmedEnd($0) + "\n" }.joined()
  }

  private func header() -> [String] {
    let scenario = run.scenario
    let workers = scenario.pools.map { pool in
      Layout.counted(pool.count, pool.name)
    }
    let jobs = scenario.jobCount == 1 ? "1 job" : "\(scenario.jobCount) jobs"
    var facts = [jobs, Self.list(workers, most: 4), scenario.execution.rawValue, "simulated"]
    if run.variant != "default" { facts.insert("variant \(run.variant)", at: 0) }
    if scenario.isRandom {
      facts.append("seed \(scenario.seed)")
    }
    if let count = run.replications?.count {
      facts.append("mean of \(count) replications, lanes of the first")
    }
    let name = Layout.fitting(harmlessLine(scenario.name), columns: style.width)
    var lines =
      [style.bold(name)]
      + Layout.fold(facts.joined(separator: ", "), indent: "", width: style.width)
    if style.isVerbose, let about = scenario.about {
      lines += Layout.fold(
        about.split(separator: "\n").joined(separator: " "), indent: "  ", width: style.width)
    }
    return lines
  }

  private static func list(_ items: [String], most: Int) -> String {
    items.count <= most
      ? items.joined(separator: ", ")
      : items.prefix(most).joined(separator: ", ") + " and \(items.count - most) more pools"
  }

  /// A number of jobs; a mean over replications has a decimal.
  func count(_ value: Double) -> String { fixed(value, value == value.rounded() ? 0 : 1) }

  /// What stands for a value that is null.
  var none: String { style.glyphs.missing }

  private func time(_ value: Int128?) -> String { value.map(times.text) ?? none }

  private func figures() -> [String] {
    let bounds = run.bounds
    let lower = bounds.map { "\(times.text($0.lower)) (\($0.bindsText))" } ?? none
    let mean = run.meanConcurrency.map { fixed($0, 2) } ?? none
    var rows = [
      (length(), ("speedup", speedup())),
      (("T1", time(run.t1) + parts()), ("Amdahl", amdahl())),
      (("span", time(Int128(run.span))), ("ceiling", ceiling())),
      (("lower bound", lower), ("upper bound", time(bounds?.upper))),
      (
        ("concurrency", "\(mean) mean, \(run.peakConcurrency) peak"),
        ("utilisation", utilisation())
      ),
    ]
    if run.scenario.hasArrivals || run.cause == .cut {
      let finished = "\(count(run.finishedCount)) of \(run.scenario.jobCount)"
      rows.append((("finished", finished), ("throughput", throughput())))
    }
    let lines = rows.flatMap { left, right -> [String] in
      let first = "  " + Layout.left(left.0, 12) + left.1
      let second = Layout.left(right.0, 12) + right.1
      // Two columns where they fit, else one below the other.
      if Self.valueColumn + 20 > style.width { return [first, "  " + second] }
      return [Layout.left(first, Self.valueColumn - 13) + " " + second]
    }
    return lines + intervals() + account()
  }

  private func length() -> (String, String) {
    if let makespan = run.makespan { return ("makespan", time(Int128(makespan))) }
    return (run.cause == .cut ? "cut at" : "stuck at", time(Int128(run.elapsed)))
  }

  private func speedup() -> String {
    guard let speedup = run.speedup else { return none }
    var text = fixed(speedup, 2) + "x"
    if run.baseline.name != "t1" { text += " against \(run.baseline.name)" }
    guard let efficiency = run.efficiency else { return text }
    text += " of \(run.scenario.workerCount)"
    let long = text + ", efficiency \(percent(efficiency))"
    return Self.valueColumn + long.count <= style.width ? long : text + " (\(percent(efficiency)))"
  }

  private func ceiling() -> String {
    guard let ceiling = run.bounds?.ceiling else { return none }
    return fixed(ceiling, 2) + "x" + (run.bounds?.ceilingBinds.map { " (\($0))" } ?? "")
  }

  /// T1 is work and wait; both are told where both are there and there is room.
  private func parts() -> String {
    let text = " (\(times.text(run.wait)) waits)"
    let room = Self.valueColumn - 28 - time(run.t1).count
    return run.work > 0 && run.wait > 0 && text.count <= room ? text : ""
  }

  private func amdahl() -> String {
    guard let law = run.amdahl else { return none }
    let count = law.countsWorkers ? "N = \(law.count)" : "C = \(law.count)"
    return "\(fixed(law.speedup, 2))x (p = \(fixed(law.parallelFraction, 3)), \(count))"
  }

  private func utilisation() -> String {
    guard let utilisation = run.utilisation else { return none }
    return percent(utilisation) + (run.imbalance.map { ", imbalance \(fixed($0, 2))" } ?? "")
  }

  private func throughput() -> String {
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
    return Layout.fold(
      "\(whole) x \(times.text(Int128(run.elapsed))) = \(parts.joined(separator: " + "))",
      indent: "  ", width: style.width)
  }

  private func expectations() -> [String] {
    guard !verdicts.isEmpty else { return [] }
    let failed = verdicts.filter { !$0.holds }
    if failed.isEmpty {
      return ["  expect: \(verdicts.count == 1 ? "it holds" : "all \(verdicts.count) hold")"]
    }
    return failed.flatMap { verdict in
      Layout.fold(
        "expect: \(verdict.expectation.text) does not hold: it is \(verdict.foundText(times))",
        indent: "  ", width: style.width)
    }
  }

  /// Sentences as one paragraph.
  private func wrapped(_ sentences: [String]) -> [String] {
    guard !sentences.isEmpty else { return [] }
    var lines = Layout.fold(sentences.joined(separator: " "), indent: "  ", width: style.width)
    if style.hasColor, let first = sentences.first, first.hasSuffix("?"), let line = lines.first {
      let rest = line.dropFirst(2 + first.count)
      lines[0] = "  " + style.bold(first) + rest
    }
    return lines
  }
}
