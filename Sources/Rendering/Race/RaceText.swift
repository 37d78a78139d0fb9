public import Analysis
import Model

/// Several runs side by side on one screen: a table, bars on one axis, why they differ.
public struct RaceText {
  private let title: String
  private let rows: [RaceRow]
  private let style: ReportStyle
  private let notes: [String]
  private let times: TimeText
  private static let widestLabel = 24

  /// Makes the text of a race.
  ///
  /// `title` is the scenario's name; rows stand in the order given.
  public init(_ title: String, _ rows: [RaceRow], style: ReportStyle, notes: [String] = []) {
    precondition(!rows.isEmpty, "a race has a run")
    self.title = title
    self.rows = rows
    self.style = style
    self.notes = notes
    times = TimeText(sharedBy: rows.map(\.result))
  }

  /// The text; each line ends with a newline.
  public var text: String {
    var lines = [
      style.bold(Layout.fitting(harmlessLine(title), columns: style.width)), facts(), "",
    ]
    lines += table() + [caption] + bars() + [""]
    lines += paragraphs().flatMap { Layout.fold($0, indent: "  ", width: style.width) }
    // Empty lines give way first; the prompt needs a row.
    if lines.count >= style.rows { lines.removeAll { $0.isEmpty } }
    // Then the bars: the table says the same.
    if lines.count >= style.rows {
      let bars = Set(bars())
      lines.removeAll { bars.contains($0) || $0 == caption }
    }
    return lines.map { Layout.trimmedEnd($0) + "\n" }.joined()
  }

  private func facts() -> String {
    let count = rows.count == 1 ? "1 run" : "\(rows.count) runs"
    var facts = ["race of \(count)", "simulated"]
    let seeds = Set(rows.map(\.result.scenario.seed))
    if rows.contains(where: \.result.scenario.isRandom), seeds.count == 1 {
      facts.append("seed \(rows[0].result.scenario.seed)")
    }
    let replications = Set(rows.map { $0.result.replications?.count ?? 1 })
    if replications.count == 1, let count = replications.first, count > 1 {
      facts.append("means of \(count) replications")
    } else if replications.count > 1 {
      facts.append("means of replications")
    }
    return facts.joined(separator: ", ")
  }

  /// Whether speedup says anything in this race; else the guests' times do.
  private var hasSpeedup: Bool { rows.contains { $0.result.speedup != nil } }

  /// Whether all are measured against the same time.
  private var sharesBaseline: Bool {
    let first = rows[0].result.baseline
    return rows.allSatisfy {
      $0.result.baseline.name == first.name && $0.result.baseline.makespan == first.makespan
    }
  }

  private func paragraphs() -> [String] {
    var paragraphs = [baseline()].compactMap { $0 }
    let story = RaceStory(
      rows: rows, times: times, tellsAll: style.isVerbose, ranking: Ranking(rows.map(\.result))
    ).sentences()
    if !story.isEmpty { paragraphs.append(story.joined(separator: " ")) }
    let guesses = rows.compactMap {
      GuessText.sentence(guess: $0.guess, for: $0.result, named: $0.label, times: times)
    }
    let payback = [PaybackText.paragraph(rows)].compactMap { $0 }
    return paragraphs + payback + guesses + notes
  }

  private func baseline() -> String? {
    guard hasSpeedup else { return nil }
    let baseline = rows[0].result.baseline
    guard sharesBaseline, let makespan = baseline.makespan else {
      let isT1 = rows.allSatisfy { $0.result.baseline.name == "t1" }
      return "Speedup is against each run's own \(isT1 ? "T1" : "baseline")."
    }
    let what = baseline.name == "t1" ? "T1, one worker alone, in sync" : baseline.name
    return "Speedup 1.00x is \(times.text(makespan)): \(what)."
  }

  private func label(_ row: RaceRow) -> String {
    let mark = row.isBaseline ? " *" : ""
    return Layout.shortened(row.label, Self.widestLabel - mark.count) + mark
  }

  /// Columns that give way where the terminal is narrow, the first one first.
  private static let spare = ["effic.", "Amdahl", "p95", "finished"]

  private func table() -> [String] {
    var cells = cells()
    for name in Self.spare {
      let widths = cells[0].indices.map { column in cells.map { $0[column].count }.max() ?? 0 }
      guard widths.reduce(cells[0].count - 1, +) > style.width,
        let column = cells[0].firstIndex(of: name)
      else { continue }
      for index in cells.indices { cells[index].remove(at: column) }
    }
    return lines(of: cells)
  }

  private func cells() -> [[String]] {
    var cells: [[String]]
    if hasSpeedup {
      cells = [["", "makespan", "speedup", "effic.", "Amdahl", "bound by"]]
      cells += rows.map(speedupCells)
      if !sharesBaseline {
        for (index, row) in rows.enumerated() {
          cells[index + 1].insert(time(row.result.baseline.makespan), at: 2)
        }
        let isT1 = rows.allSatisfy { $0.result.baseline.name == "t1" }
        cells[0].insert(isT1 ? "T1" : "baseline", at: 2)
      }
    } else {
      cells = [["", "makespan", "finished", "queued", "response", "p95"]]
      cells += rows.map(timeCells)
    }
    return cells
  }

  private func lines(of cells: [[String]]) -> [String] {
    let last = cells[0].count - 1
    var widths = cells[0].indices.map { column in
      let widest = cells.map { $0[column].count }.max() ?? 0
      return column == 0 || column == last && hasSpeedup ? widest : max(7, widest)
    }
    let gaps = 2 * last
    let gap = widths.reduce(gaps, +) <= style.width ? "  " : " "
    // What is still too wide is taken from the labels.
    let excess = widths.reduce(last * gap.count, +) - style.width
    widths[0] = max(8, widths[0] - max(0, excess))
    return cells.enumerated().map { index, row in
      let line = row.indices.map { column in
        // The label and what binds are words; between them stand numbers.
        column == 0 || column == last && hasSpeedup
          ? Layout.left(Layout.shortened(row[column], widths[column]), widths[column])
          : Layout.right(row[column], widths[column])
      }.joined(separator: gap)
      return index == 0 && style.hasColor ? "\u{1B}[2m\(line)\u{1B}[0m" : line
    }
  }

  private func speedupCells(_ row: RaceRow) -> [String] {
    let result = row.result
    return [
      label(row), length(result), result.speedup.map { fixed($0, 2) + "x" } ?? none,
      result.efficiency.map(percent) ?? none,
      result.amdahl.map { fixed($0.speedup, 2) + "x" } ?? none, row.boundText ?? none,
    ]
  }

  private func timeCells(_ row: RaceRow) -> [String] {
    let result = row.result
    let jobs = result.jobTimes
    func mean(_ sum: (TimeStatistics) -> Int128) -> String {
      time(jobs.flatMap { $0.mean(sum($0)) })
    }
    let finished = fixed(
      result.finishedCount, result.finishedCount == result.finishedCount.rounded() ? 0 : 1)
    return [
      label(row), length(result), "\(finished)/\(result.scenario.jobCount)", mean(\.queuedSum),
      mean(\.responseSum), time((jobs?.responses?.p95).map { Int128($0) }),
    ]
  }

  private var none: String { style.glyphs.missing }

  private func time(_ value: Int128?) -> String { value.map(times.short) ?? none }

  private func length(_ run: RunResult) -> String {
    switch run.cause {
    case .settled: time(run.makespan.map { Int128($0) })
    case .cut: "cut"
    case .deadlock: "deadlock"
    }
  }

  /// What the bars show: makespans; mean responses where guests arrive; else what is finished.
  private enum Scale {
    case makespan, response, finished
  }

  private var scale: Scale {
    if hasSpeedup { return .makespan }
    return rows.contains { $0.result.scenario.hasArrivals } ? .response : .finished
  }

  /// What stands above the bars: nothing where they are makespans, as in the table.
  private var caption: String {
    switch scale {
    case .makespan: ""
    case .response: "Mean response of a job:"
    case .finished: "Jobs finished:"
    }
  }

  /// A bar for each run, all on one axis.
  private func bars() -> [String] {
    let scale = scale
    let lengths = rows.map { row -> Int128 in
      switch scale {
      case .makespan: row.result.isStuck ? 0 : Int128(row.result.elapsed)
      case .response: row.meanResponse ?? 0
      case .finished: Int128(row.result.finishedCount)
      }
    }
    let longest = lengths.max() ?? 0
    guard longest > 0 else { return [] }
    let labels = rows.map(label)
    let indent = labels.map(\.count).max() ?? 0
    // The last label of the axis and its unit may stand beyond the end.
    let width = style.width - indent - 10
    let bars = zip(rows, zip(labels, lengths)).map { row, bar in
      let isCut = scale == .makespan && row.result.cause == .cut
      return Layout.left(bar.0, indent) + " "
        + style.glyphs.bar(bar.1, of: longest, width: width) + (isCut ? " cut" : "")
    }
    let axis =
      switch scale {
      case .makespan, .response:
        TimeAxis(from: 0, length: Nanoseconds(clamping: longest), width: width, times)
          .line(width: width)
      case .finished: "0" + Layout.right("\(longest)", width - 1)
      }
    return bars + [String(repeating: " ", count: indent + 1) + axis]
  }
}

extension TimeText {
  /// The words that suit all of some runs.
  public init(sharedBy runs: [RunResult]) {
    let steps = runs.flatMap { $0.scenario.tasks.flatMap(\.steps) }
    self.init(
      longestStep: steps.map { $0.duration.expected(job: 0) }.max() ?? 0,
      elapsed: runs.map(\.elapsed).max() ?? 0)
  }
}
