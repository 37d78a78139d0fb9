import Analysis
import Model

/// Two runs compared job by job: sentences, then tables.
///
/// The short form has a row a task. The whole form, where the style is verbose, also has what the jobs
/// waited for, a worker's time, and the jobs that moved most.
public struct ComparisonText {
  private let runs: ComparedRuns
  private let style: ReportStyle
  private let times: TimeText
  private let causes: CauseText
  private static let widestLabel = 20
  private static let mostTasks = 12

  /// Makes the text of a comparison.
  public init(_ runs: ComparedRuns, style: ReportStyle) {
    self.runs = runs
    self.style = style
    times = runs.times
    causes = CauseText(runs)
  }

  private var comparison: RunComparison { runs.comparison }

  /// The text; each line ends with a newline.
  public var text: String { lines.map { Layout.trimmedEnd($0) + "\n" }.joined() }

  /// The lines, none of them wider than the style's width.
  public var lines: [String] {
    let title = "\(runs.after) beside \(runs.before), job by job"
    var lines = [style.bold(Layout.shortened(title, style.width))]
    let sentences = ComparisonStory(runs).sentences(isWhole: style.isVerbose)
    lines += Layout.fold(sentences.joined(separator: " "), indent: "  ", width: style.width)
    guard !comparison.isSame, comparison.jobs.ended > 0 else { return lines }
    lines += ["", "  Time queued, mean of a job:"] + grid(tasks(), words: [0, 7])
    guard style.isVerbose else { return lines }
    lines += [""] + grid(sums(), words: [0])
    lines += [""] + grid(workerTime(), words: [0])
    if !comparison.movedMost.isEmpty { lines += [""] + grid(moved(), words: [0, 4, 5, 6]) }
    return lines
  }

  private func label(_ name: String) -> String { Layout.shortened(name, 12) }

  private func time(_ time: Int128?) -> String {
    guard let time else { return style.glyphs.missing }
    return time < 0 ? "-\(times.short(-time))" : times.short(time)
  }

  /// A time with its sign.
  private func change(_ change: Int128?) -> String {
    guard let change, change > 0 else { return time(change) }
    return "+\(time(change))"
  }

  /// A row a task: jobs, who ends earlier, later, elsewhere, and the mean time queued.
  private func tasks() -> [[String]] {
    let shown = comparison.tasks.filter { $0.jobs.count > 0 }
    var cells = [["", "jobs", "earlier", "later", "moved", label(runs.before)]]
    cells[0] += [label(runs.after), "mostly"]
    cells += shown.prefix(Self.mostTasks).map { task in
      let jobs = task.jobs
      let means = [jobs.timesBefore, jobs.timesAfter].map { mean(queued($0), jobs.ended) }
      return [
        task.name, "\(jobs.count)", "\(jobs.earlier)", "\(jobs.later)", "\(jobs.moved)",
        time(means[0]), time(means[1]), mostly(jobs),
      ]
    }
    if shown.count > Self.mostTasks {
      let rest = "and \(shown.count - Self.mostTasks) more"
      cells.append([rest] + Array(repeating: "", count: cells[0].count - 1))
    }
    return cells
  }

  private func queued(_ times: [Int128]) -> Int128 {
    zip(comparison.causes, times).reduce(0) { $0 + ($1.0.isQueued ? $1.1 : 0) }
  }

  private func mean(_ sum: Int128, _ count: Int) -> Int128? {
    guard count > 0 else { return nil }
    let half = Int128(count / 2)
    return (sum + (sum < 0 ? -half : half)) / Int128(count)
  }

  private func mostly(_ jobs: JobChanges) -> String {
    comparison.causeChangedMost(of: jobs).map { causes.heading($0.cause) } ?? ""
  }

  /// What the responses of all jobs went into, in all.
  private func sums() -> [[String]] {
    let (before, after) = (comparison.jobs.timesBefore, comparison.jobs.timesAfter)
    let rows = comparison.causes.indices.filter { before[$0] != 0 || after[$0] != 0 }
    let total = (before.reduce(0, +), after.reduce(0, +))
    let head = [["all jobs in all", label(runs.before), label(runs.after), "change"]]
    return head
      + rows.map { row in
        [
          causes.heading(comparison.causes[row]), time(before[row]), time(after[row]),
          change(after[row] - before[row]),
        ]
      } + [["response", time(total.0), time(total.1), change(total.1 - total.0)]]
  }

  /// What a worker's time went into, on average.
  private func workerTime() -> [[String]] {
    let head = [["a worker on average", label(runs.before), label(runs.after), "change"]]
    return head
      + comparison.workerTimes.filter { $0.before != 0 || $0.after != 0 }.map { entry in
        [
          String(entry.name.map { $0 == "_" ? " " : $0 }), time(entry.before), time(entry.after),
          change(entry.after - entry.before),
        ]
      }
  }

  /// The jobs whose end moved most.
  private func moved() -> [[String]] {
    var cells = [
      ["ends at", label(runs.before), label(runs.after), "change", "lane", "", "mostly"]
    ]
    cells += comparison.movedMost.map { job in
      let most = comparison.causeChangedMost(of: job)
      return [
        runs.name(of: job), time(job.before.end.map { Int128($0) }),
        time(job.after.end.map { Int128($0) }), change(job.endChange.map { Int128($0) }),
        runs.laneBefore(job) ?? style.glyphs.missing, runs.laneAfter(job) ?? style.glyphs.missing,
        most.map { causes.heading($0.cause) } ?? "",
      ]
    }
    return cells
  }

  /// Cells in columns: words to the left, numbers to the right; what is too wide is taken from the last
  /// column, then from the first.
  private func grid(_ cells: [[String]], words: Set<Int>) -> [String] {
    let last = cells[0].count - 1
    var widths = cells[0].indices.map { column in cells.map { $0[column].count }.max() ?? 0 }
    widths[0] = min(widths[0], Self.widestLabel)
    let room = style.width - 2
    let gap = widths.reduce(2 * last, +) <= room ? "  " : " "
    for column in words.contains(last) ? [last, 0] : [0] {
      let excess = widths.reduce(last * gap.count, +) - room
      widths[column] = max(min(8, widths[column]), widths[column] - max(0, excess))
    }
    return cells.enumerated().map { index, row in
      let line = row.indices.map { column in
        let cell = Layout.shortened(row[column], widths[column])
        return words.contains(column)
          ? Layout.left(cell, widths[column]) : Layout.right(cell, widths[column])
      }.joined(separator: gap)
      let cut = Layout.trimmedEnd(String("  \(line)".prefix(style.width)))
      return index == 0 && style.hasColor ? "\u{1B}[2m\(cut)\u{1B}[0m" : cut
    }
  }
}

extension RaceText {
  /// The race's text with the comparison of its two runs below.
  public func text(comparing runs: ComparedRuns?, style: ReportStyle) -> String {
    guard let runs else { return text }
    return "\(text)\n\(ComparisonText(runs, style: style).text)"
  }
}
