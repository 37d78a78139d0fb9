import Analysis
import Model

extension Frame {
  /// The speedup for other numbers of workers, and where the time went; both only at the end.
  func drawPlotArea(_ grid: inout CellGrid) {
    let rows = layout.plotArea
    guard rows.count >= 8, let panel = layout.panel else { return }
    let columns = 0..<grid.size.columns
    headedRule(&grid, "speedup by workers", row: rows.lowerBound, columns)
    let middle = panel.lowerBound
    for row in rows.dropFirst() {
      grid.put(glyphs.edge, row: row, column: middle, theme.ink(.rule))
    }
    guard isOver else {
      grid.put("revealed at the end", row: rows.lowerBound + 2, column: 2, theme.ink(.faint))
      return
    }
    if show.points.count >= 2 {
      drawPlot(&grid, rows.lowerBound + 1..<rows.upperBound, width: middle - 2)
    } else {
      grid.put(
        "no plot: it is drawn for one pool whose jobs are there at the start",
        row: rows.lowerBound + 2,
        column: 2, theme.ink(.faint))
    }
    let width = panel.count - 2
    grid.put(
      "WHERE THE WORKERS' TIME WENT", row: rows.lowerBound + 1, column: middle + 2,
      theme.ink(.title), end: grid.size.columns)
    let bars = accountBars(width: max(4, width - 34)).prefix(rows.count - 3)
    for (offset, line) in bars.enumerated() {
      grid.put(line, row: rows.lowerBound + 3 + offset, column: middle + 2)
    }
  }

  /// Speedup upwards, workers to the right by doublings; ideal, Amdahl's law and what was simulated.
  private func drawPlot(_ grid: inout CellGrid, _ rows: Range<Int>, width: Int) {
    let left = 7
    let area = left..<max(left + 10, width)
    let height = rows.count - 3
    let most = show.points.map(\.speedup).max() ?? 1
    let top = max(1, most * 1.15)
    let widest = Double(show.points.map(\.workers).max() ?? 1)
    func column(_ workers: Double) -> Int {
      guard widest > 1 else { return area.lowerBound }
      return area.lowerBound
        + Int((Self.log2(workers) / Self.log2(widest) * Double(area.count - 3)).rounded())
    }
    func row(_ speedup: Double) -> Int? {
      guard speedup <= top * 1.02, speedup >= 0 else { return nil }
      return rows.lowerBound + height - Int((speedup / top * Double(height)).rounded())
    }
    for mark in 0...3 {
      let value = top * Double(mark) / 3
      guard let row = row(value) else { continue }
      grid.put(Layout.right(fixed(value, 1), 5), row: row, column: 0, theme.ink(.faint))
    }
    for row in rows.lowerBound...rows.lowerBound + height {
      grid.put(glyphs.edge, row: row, column: left - 1, theme.ink(.rule))
    }
    let law = selected.result.amdahl.flatMap { $0.countsWorkers ? $0.parallelFraction : nil }
    for place in area {
      let share = Double(place - area.lowerBound) / Double(max(1, area.count - 3))
      guard share <= 1 else { break }
      let workers = Self.exp2(share * Self.log2(widest))
      if let row = row(workers) { grid.put("/", row: row, column: place, theme.ink(.faint)) }
      if let law, let row = row(1 / ((1 - law) + law / workers)) {
        grid.put(glyphs.dot, row: row, column: place, theme.ink(.state(.wait)))
      }
    }
    for point in show.points {
      guard let row = row(point.speedup) else { continue }
      let isShown = show.runs.contains { $0.timeline.scenario.workerCount == point.workers }
      grid.put(
        isShown ? "O" : "o", row: row, column: column(Double(point.workers)),
        theme.ink(.work(0)).with(.bold))
      grid.put(
        "\(point.workers)", row: rows.lowerBound + height + 1,
        column: column(Double(point.workers)),
        theme.ink(.faint))
    }
    let amdahl = law == nil ? "" : "   \(glyphs.dot) Amdahl"
    grid.put(
      "workers (doubling)   o simulated   O shown\(amdahl)   / ideal",
      row: rows.lowerBound + height + 2,
      column: left, theme.ink(.faint))
  }

  /// Exact enough for a place in a plot, and the same on every machine: whole doublings, the rest on a
  /// straight line between them.
  private static func log2(_ value: Double) -> Double {
    guard value > 1 else { return 0 }
    return Double(value.exponent) + (value.significand - 1)
  }

  private static func exp2(_ value: Double) -> Double {
    let whole = value.rounded(.down)
    return (1 + (value - whole)) * Double(sign: .plus, exponent: Int(whole), significand: 1)
  }
}
