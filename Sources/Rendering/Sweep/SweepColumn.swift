import Analysis
import Model

/// A column of a sweep's table.
struct SweepColumn {
  let head: String
  /// Whether it holds the values of an axis.
  var isAxis = false
  /// Whether it holds words, which stand to the left.
  var isText = false
  let cell: (SweepPoint) -> String?

  init(
    _ head: String, isAxis: Bool = false, isText: Bool = false,
    _ cell: @escaping (SweepPoint) -> String?
  ) {
    self.head = head
    self.isAxis = isAxis
    self.isText = isText
    self.cell = cell
  }

  /// Columns that give way where the terminal is narrow, the first one first.
  static let spare = [
    "p95", "finished", "idle tail", "rounds", "gap", "Gustafson", "effic.", "Amdahl", "busy",
    "jobs",
    "+-", "simulated", "workers", "queued", "scaled",
  ]

  /// The columns of a sweep: its axes, and what some point has.
  static func all(of text: SweepText) -> [SweepColumn] {
    let sweep = text.sweep
    let hasSpeedup = sweep.points.contains { $0.result.speedup != nil }
    let measures = lengths(text) + (hasSpeedup ? ratios(sweep, text.times) : queues(text.times))
    return axes(text)
      + measures.filter { column in sweep.points.contains { column.cell($0) != nil } }
  }

  private static func axes(_ text: SweepText) -> [SweepColumn] {
    let sweep = text.sweep
    // A dozen columns for makespan and its gap; the axes share the rest.
    let room = max(4, (text.style.width - 12) / max(1, sweep.axes.count) - 2)
    var columns = zip(sweep.axisNames, sweep.axes).enumerated().map { index, axis in
      SweepColumn(
        Layout.shortened(harmlessText(axis.0), min(room, 20)), isAxis: true,
        isText: !axis.1.hasNumbers
      ) { Layout.shortened(harmlessText($0.values[index]), min(room, 24)) }
    }
    let isTold = sweep.axes.indices.contains { axis in
      sweep.points.allSatisfy { $0.values[axis] == "\($0.workers)" }
    }
    if !isTold, sweep.scalingAxis != nil {
      columns.append(SweepColumn("workers") { "\($0.workers)" })
    }
    return columns
  }

  private static func lengths(_ text: SweepText) -> [SweepColumn] {
    let times = text.times
    func time(_ value: Int128?) -> String? { value.map(times.short) }
    var columns = [
      SweepColumn("makespan") { point in
        switch point.result.cause {
        case .settled: time(point.result.makespan.map { Int128($0) })
        case .cut: "cut"
        case .deadlock: "deadlock"
        }
      },
      SweepColumn("+-") { point in
        let measures = point.result.replications?.measures ?? []
        let summary = measures.first { $0.name == "makespan_s" }?.summary
        guard let interval = summary?.interval else { return nil }
        let half = (interval.upperBound - interval.lowerBound) / 2 * 1e9
        return half < 1e18 ? times.short(Int128(half.rounded())) : nil
      },
      SweepColumn("simulated") { time($0.simulatedMakespan.map { Int128($0) }) },
    ]
    if text.sweep.scaling == .weak {
      columns.insert(SweepColumn("jobs") { "\($0.result.scenario.jobCount)" }, at: 0)
    }
    return columns
  }

  private static func ratios(_ sweep: Sweep, _ times: TimeText) -> [SweepColumn] {
    [
      SweepColumn("speedup") { $0.result.speedup.map { fixed($0, 2) } },
      SweepColumn("effic.") { $0.result.efficiency.map(percent) },
      SweepColumn("Amdahl") { $0.result.amdahl.map { fixed($0.speedup, 2) } },
      SweepColumn("gap") { sweep.laws(of: $0).gap.map { fixed($0, 2) } },
      SweepColumn("Gustafson") { sweep.laws(of: $0).gustafson.map { fixed($0, 2) } },
      SweepColumn("scaled") { sweep.laws(of: $0).scaledEfficiency.map(percent) },
      SweepColumn("rounds") { $0.rounds.map { "\($0)" } },
      SweepColumn("idle tail") { times.short($0.result.account.idleTail) },
    ]
  }

  private static func queues(_ times: TimeText) -> [SweepColumn] {
    func mean(_ point: SweepPoint, _ sum: (TimeStatistics) -> Int128) -> String? {
      point.result.jobTimes.flatMap { $0.mean(sum($0)) }.map(times.short)
    }
    return [
      SweepColumn("finished") { point in
        let count = point.result.finishedCount
        return fixed(count, count == count.rounded() ? 0 : 1)
      },
      SweepColumn("queued") { mean($0, \.queuedSum) },
      SweepColumn("response") { mean($0, \.responseSum) },
      SweepColumn("p95") { point in
        (point.result.jobTimes?.responses?.p95).map { times.short(Int128($0)) }
      },
      SweepColumn("busy") { $0.result.utilisation.map(percent) },
    ]
  }

  /// The column's cells for some points.
  func cells(_ points: [SweepPoint], missing: String) -> [String] {
    points.map { cell($0) ?? missing }
  }

  /// Rows whose words stand to the left and whose numbers stand to the right, also in the first column.
  static func padded(_ rows: [[String]], _ columns: [SweepColumn]) -> [[String]] {
    let widths = columns.indices.map { column in rows.map { displayWidth($0[column]) }.max() ?? 0 }
    return rows.map { row in
      row.indices.map { column in
        let blank = String(repeating: " ", count: widths[column] - displayWidth(row[column]))
        if columns[column].isText { return row[column] + blank }
        return column == 0 ? blank + row[column] : row[column]
      }
    }
  }
}
