import Analysis
import Model

extension ReportText {
  /// The tables of tasks and resources, at most `most` rows each; one more is shown where a line that says
  /// so would take its place.
  func tables(atMost most: Int) -> [String] {
    func shown(_ count: Int) -> Int { count <= most + 1 ? count : most }
    let taskCount = shown(run.tasks.count)
    let resourceCount = shown(run.resources.count)
    func mean(_ sum: Int128?, _ statistics: TimeStatistics?) -> String {
      sum.flatMap { value in statistics?.mean(value) }.map(times.short) ?? none
    }
    var rows = [["task", "done", "queued", "service", "response", "p95"]]
    for task in run.tasks.prefix(taskCount) {
      let p95 = (task.times?.responses?.p95).map { times.short(Int128($0)) } ?? none
      rows.append([
        task.name, "\(count(task.finished))/\(task.jobs)", mean(task.times?.queuedSum, task.times),
        mean(task.times?.serviceSum, task.times), mean(task.times?.responseSum, task.times), p95,
      ])
    }
    var lines = table(rows)
    if run.tasks.count > taskCount {
      lines.append("  and \(run.tasks.count - taskCount) more tasks (--json lists all)")
    }
    if !run.resources.isEmpty {
      var rows = [["resource", "units", "queued", "in use"]]
      for resource in run.resources.prefix(resourceCount) {
        rows.append([
          resource.name, "\(resource.capacity)", resource.queuedMean.map(times.short) ?? none,
          resource.utilisation.map(percent) ?? none,
        ])
      }
      lines += table(rows)
      if run.resources.count > resourceCount {
        lines.append("  and \(run.resources.count - resourceCount) more resources")
      }
    }
    return lines
  }

  private func table(_ all: [[String]]) -> [String] {
    let widths = all[0].indices.map { column in
      max(column == 0 ? 12 : 9, all.map { $0[column].count }.max() ?? 0)
    }
    // On a narrow terminal the last columns give way.
    let fitting = widths.indices.prefix(while: { last in
      widths[...last].reduce(last + 2, +) <= style.width
    })
    let rows = all.map { Array($0.prefix(max(2, fitting.count))) }
    return rows.enumerated().map { index, row in
      let cells = row.indices.map { column in
        column == 0
          ? Layout.left(row[0], widths[0]) : Layout.right(row[column], widths[column])
      }
      let line = "  " + cells.joined(separator: " ")
      return index == 0 && style.hasColor ? "\u{1B}[2m\(line)\u{1B}[0m" : line
    }
  }
}
