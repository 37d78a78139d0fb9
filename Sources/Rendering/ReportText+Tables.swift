import Analysis
import Model

extension ReportText {
  func tables() -> [String] {
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
}
