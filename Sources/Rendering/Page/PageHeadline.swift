import Analysis
import Model

/// The three numbers that a page begins with: makespan, speedup, Amdahl's prediction.
struct PageHeadline {
  private struct Number {
    let name: String
    let value: String
    /// What the value is measured by, or why there is none.
    let about: String
  }

  private let runs: [(label: String, result: RunResult)]
  private let times: TimeText

  /// The numbers of some runs.
  init(_ runs: [(label: String, result: RunResult)], times: TimeText) {
    self.runs = runs
    self.times = times
  }

  /// Appends one run's numbers as a list, those of several as a table.
  func write(to page: inout PageWriter) {
    guard runs.count > 1 else {
      guard let run = runs.first else { return }
      page.markup("<dl class=\"headline\">\n")
      for number in numbers(run.result) {
        page.markup("<div>")
        page.element("dt", number.name)
        page.element("dd", number.value)
        page.element("dd class=\"about\"", number.about)
        page.markup("</div>\n")
      }
      return page.markup("</dl>\n")
    }
    page.markup(
      "<div class=\"scroll\"><table class=\"headline\"><thead><tr><th scope=\"col\">run</th>")
    for name in ["makespan", "speedup", "Amdahl"] { page.element("th scope=\"col\"", name) }
    page.markup("</tr></thead><tbody>\n")
    for run in runs {
      page.markup("<tr>")
      page.element("th scope=\"row\"", run.label)
      for number in numbers(run.result) {
        page.markup("<td>")
        page.element("b", number.value)
        page.element("small", number.about)
        page.markup("</td>")
      }
      page.markup("</tr>\n")
    }
    page.markup("</tbody></table></div>\n")
  }

  private func numbers(_ run: RunResult) -> [Number] { [makespan(run), speedup(run), amdahl(run)] }

  private func makespan(_ run: RunResult) -> Number {
    guard let makespan = run.makespan else {
      let how = run.isStuck ? "stuck at" : "cut at"
      return Number(
        name: "makespan", value: "–", about: "\(how) \(times.text(Int128(run.elapsed)))")
    }
    let jobs = fixed(run.finishedCount, run.finishedCount == run.finishedCount.rounded() ? 0 : 1)
    let workers = Layout.counted(run.scenario.workerCount, "worker")
    let word = run.finishedCount == 1 ? "job" : "jobs"
    let mean = run.replications.map { ", mean of \($0.count) replications" } ?? ""
    return Number(
      name: "makespan", value: times.text(Int128(makespan)),
      about: "\(jobs) \(word) by \(workers)\(mean)")
  }

  private func speedup(_ run: RunResult) -> Number {
    guard let speedup = run.speedup else {
      return missing("speedup", run.reason(for: "speedup_ratio"))
    }
    var about = run.baseline.name == "t1" ? "over one worker" : "over \(run.baseline.name)"
    if let efficiency = run.efficiency { about += ", efficiency \(percent(efficiency))" }
    return Number(name: "speedup", value: fixed(speedup, 2) + "x", about: about)
  }

  private func amdahl(_ run: RunResult) -> Number {
    guard let law = run.amdahl else { return missing("Amdahl", run.reason(for: "amdahl")) }
    let count = law.countsWorkers ? "N = \(law.count)" : "C = \(law.count)"
    return Number(
      name: "Amdahl", value: fixed(law.speedup, 2) + "x",
      about: "p = \(fixed(law.parallelFraction, 3)), \(count)")
  }

  private func missing(_ name: String, _ reason: String?) -> Number {
    Number(name: name, value: "–", about: reason ?? "there is nothing to divide")
  }
}

/// What the colours of lanes mean.
struct PageLegend {
  private static let mostTasks = 12
  private let entries: [(style: String, text: String)]

  /// The tasks and states that some runs have.
  init(_ runs: [ShownRun]) {
    var entries: [(style: String, text: String)] = []
    let tasks = runs.first?.timeline.scenario.tasks ?? []
    for (index, task) in tasks.enumerated().prefix(Self.mostTasks) {
      entries.append((SpanStyle(.work, task: Int32(clamping: index)).name, task.name))
    }
    if tasks.count > Self.mostTasks {
      entries.append(("none", "and \(tasks.count - Self.mostTasks) more tasks, colours in turn"))
    }
    let times = runs.flatMap { run in
      run.lanes.map { run.timeline.histories[$0].times(before: .max) }
    }
    var styles: Set<SpanStyle> = []
    for state in LaneSpan.State.allCases where state != .work {
      let style = SpanStyle(state, task: 0)
      guard times.contains(where: { $0[state] > 0 }), styles.insert(style).inserted else {
        continue
      }
      entries.append((style.name, state.title))
    }
    entries.append(("idle", "idle"))
    self.entries = entries
  }

  /// Appends the list.
  func write(to page: inout PageWriter) {
    page.markup("<ul class=\"legend\">")
    for entry in entries {
      page.markup("<li><i class=\"\(entry.style)\"></i>")
      page.text(entry.text)
      page.markup("</li>")
    }
    page.markup("</ul>\n")
  }
}
