public import Analysis
import Model

/// A sweep on the terminal: a table, a plot, what the laws say, and the verdict.
public struct SweepText {
  let sweep: Sweep
  let style: ReportStyle
  let times: TimeText
  let series: [SweepSeries]
  let verdicts: [SweepVerdict?]
  private let laws: [String]
  private let notes: [String]

  /// Makes the text of a sweep that has a point at least.
  ///
  /// `laws` are lines about fitted laws, which stand between plot and verdict; `notes` are sentences that
  /// stand last.
  public init(
    _ sweep: Sweep, style: ReportStyle, laws: [String] = [], notes: [String] = []
  ) {
    precondition(!sweep.points.isEmpty, "a sweep has a point")
    self.sweep = sweep
    self.style = style
    self.laws = laws
    self.notes = notes
    times = TimeText(sharedBy: sweep.points.map(\.result))
    series = sweep.series
    verdicts = series.map { sweep.verdict(of: $0) }
  }

  /// The text; each line ends with a newline.
  public var text: String {
    let title = Layout.fitting(harmlessText(sweep.title), columns: style.width)
    var parts = [
      [style.bold(title)] + folded([facts()], indent: ""), table(),
      SweepPlot(sweep, times)?.lines(style) ?? [], laws, folded(sentences() + notes, indent: "  "),
    ]
    parts.removeAll { $0.isEmpty }
    return parts.joined(separator: [""]).map { Layout.trimmedEnd($0) + "\n" }.joined()
  }

  private func folded(_ sentences: [String], indent: String) -> [String] {
    sentences.flatMap { Layout.fold($0, indent: indent, width: style.width) }
      .map { Layout.fitting($0, columns: style.width) }
  }

  private func facts() -> String {
    let count = sweep.points.count
    var facts = [
      sweep.isPartial
        ? "interrupted: \(count) of \(sweep.plannedCount) points"
        : "sweep of \(Layout.counted(count, "point"))",
      sweep.mode == "sim" ? "simulated" : "on \(sweep.mode)",
    ]
    if sweep.scalingAxis != nil { facts.append("\(sweep.scaling.rawValue) scaling") }
    let first = sweep.points[0].result
    let runs = sweep.points.map(\.result)
    if runs.contains(where: \.scenario.isRandom),
      runs.allSatisfy({ $0.scenario.seed == first.scenario.seed })
    {
      facts.append("seed \(first.scenario.seed)")
    }
    let counts = runs.map { $0.replications?.count ?? 1 }
    if let most = counts.max(), most > 1 {
      let name = sweep.mode == "sim" ? "replications" : "repetitions"
      facts.append(
        counts.allSatisfy { $0 == most } ? "means of \(most) \(name)" : "means of \(name)")
    }
    return facts.joined(separator: ", ")
  }

  /// The most rows that are shown unless all are asked for.
  private static let mostRows = 30

  /// A row a point; of long sweeps the ends and what the verdict is about.
  private func table() -> [String] {
    let shown = shownRows()
    let columns = SweepColumn.all(of: self)
    let points = sweep.points
    let cells = columns.map { column in
      column.cells(shown.map { points[$0] }, missing: style.glyphs.missing)
    }
    var rows = [columns.map(\.head)]
    for (place, row) in shown.enumerated() {
      if row > (place == 0 ? 0 : shown[place - 1] + 1) {
        rows.append(["..."] + [String](repeating: "", count: columns.count - 1))
      }
      rows.append(cells.map { $0[place] })
    }
    var table = AlignedTable(rows: SweepColumn.padded(rows, columns))
    for head in SweepColumn.spare where columns.contains(where: { $0.head == head && !$0.isAxis }) {
      table.drop(head, ifWiderThan: style.width)
    }
    var lines = table.lines(style)
    if !style.hasColor { lines = lines.map { Layout.fitting($0, columns: style.width) } }
    if shown.count < points.count {
      lines.append("\(shown.count) of \(points.count) points are shown; -v shows all")
    }
    return lines
  }

  /// Positions of the points whose rows are shown.
  private func shownRows() -> [Int] {
    let all = Array(sweep.points.indices)
    guard all.count > Self.mostRows, !style.isVerbose else { return all }
    let places = positions()
    func around(_ number: Int) -> [Int] {
      guard let verdict = verdicts[number] else { return [] }
      let points = [verdict.best, verdict.enough, verdict.own].compactMap { $0 }
      let last = series[number].points.count - 1
      return points.flatMap { [max(0, $0 - 1), $0, min(last, $0 + 1)] }.map { places[number][$0] }
    }
    let ends = [0, 1, all.count - 2, all.count - 1]
    var shown = Set(ends + series.indices.flatMap(around))
    if shown.count > Self.mostRows, let best = bestSeries { shown = Set(ends + around(best)) }
    return shown.sorted()
  }

  /// Where the points of each series stand in the sweep.
  private func positions() -> [[Int]] {
    var places: [[String]: Int] = [:]
    for (place, point) in sweep.points.enumerated() { places[point.values] = place }
    return series.map { $0.points.map { places[$0.values] ?? 0 } }
  }

  /// The series with the best point of all; nil where none is judged.
  var bestSeries: Int? {
    let judged = series.indices.filter { verdicts[$0] != nil }
    return judged.min { a, b in
      guard let mine = verdicts[a], let theirs = verdicts[b] else { return false }
      return sweep.isBetter(
        series[a].points[mine.best], than: series[b].points[theirs.best])
    }
  }
}
