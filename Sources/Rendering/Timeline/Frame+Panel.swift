import Analysis
import Model

extension Frame {
  /// The panel beside the lanes: what is counted, who is ahead, the selected job, why a lane is idle.
  func drawPanel(_ grid: inout CellGrid) {
    guard let columns = layout.panel else { return }
    let top = layout.hasRules ? 2 : 1
    let below = layout.below.isEmpty ? grid.size.rows - 2 : layout.below.lowerBound
    let bottom = layout.guessRow ?? below
    let end = min(bottom, layout.plotArea.isEmpty ? bottom : layout.plotArea.lowerBound)
    for row in top..<max(top, end) {
      grid.put(glyphs.edge, row: row, column: columns.lowerBound, theme.ink(.rule))
    }
    var row = top
    for block in panelBlocks() {
      guard row + block.count + 1 <= end else { continue }
      draw(block, &grid, from: row, columns.lowerBound + 2..<columns.upperBound)
      row += block.count + 1
    }
  }

  /// A line of a panel: a heading, a fact or text.
  private enum PanelLine {
    case heading(String)
    case fact(Fact, width: Int)
    case text(String)
  }

  private func draw(
    _ block: [PanelLine], _ grid: inout CellGrid, from row: Int, _ columns: Range<Int>
  ) {
    for (offset, line) in block.enumerated() {
      switch line {
      case .heading(let text):
        grid.put(
          text, row: row + offset, column: columns.lowerBound, theme.ink(.title),
          end: columns.upperBound)
      case .text(let text):
        grid.put(text, row: row + offset, column: columns.lowerBound, end: columns.upperBound)
      case .fact(let fact, let width):
        put(
          fact, &grid, row: row + offset, column: columns.lowerBound, width: width,
          end: columns.upperBound)
      }
    }
  }

  private func panelBlocks() -> [[PanelLine]] {
    let isRace = show.runs.count > 1
    let laws: [PanelLine] = lawFacts().map { .fact($0, width: 21) }
    let live: [PanelLine] = liveFacts().dropLast().map { .fact($0, width: 9) }
    var blocks: [[PanelLine]] = []
    if isRace { blocks.append(scoreboard()) }
    blocks.append(
      [.heading((isRace ? "\(Self.letter(state.run)) \(selected.label)" : "NOW"))] + live + laws)
    blocks.append([.heading("SELECTED")] + jobFacts().map { .fact($0, width: 9) })
    let width = (layout.panel?.count ?? 0) - 2
    let lane = selected.lanes[min(state.lane, selected.lanes.count - 1)]
    let why = Layout.fold(
      "\(selected.result.lanes[lane].name): \(reasonText(selected, lane)).", indent: "",
      width: width)
    blocks.append([.heading("WHY")] + why.map { .text($0) })
    if isOver, let comparison = predictions() { blocks.append(comparison) }
    if isOver, layout.plotArea.isEmpty { blocks.append(accountLines(width: width)) }
    return blocks
  }

  private func scoreboard() -> [PanelLine] {
    let label = min(20, max(6, show.runs.map(\.label.count).max() ?? 6))
    var lines: [PanelLine] = [
      .heading(
        "SCOREBOARD" + String(repeating: " ", count: max(1, label - 5)) + "makespan  speedup   eff."
      )
    ]
    for (index, run) in show.runs.enumerated() {
      let isDone = state.time >= run.end
      let moment = run.timeline.moments.moment(at: time(of: run))
      let makespan =
        isDone
        ? run.result.makespan.map { show.times.short(Int128($0)) } ?? "none"
        : "\(moment.finished)/\(run.timeline.scenario.jobCount)"
      let speedup = isDone ? speedup(of: run).map { fixed($0, 2) + "x" } ?? glyphs.missing : ""
      let efficiency = isDone ? run.result.efficiency.map(percent) ?? glyphs.missing : ""
      lines.append(
        .text(
          "\(Self.letter(index))  " + Layout.left(Layout.shortened(run.label, label), label)
            + Layout.right(makespan, 11) + Layout.right(speedup, 9) + Layout.right(efficiency, 7)))
    }
    if isOver, let ceiling = show.runs[0].result.bounds?.ceiling {
      lines.append(
        .text("   " + Layout.left("ceiling", label) + Layout.right(fixed(ceiling, 2) + "x", 20)))
    }
    return lines
  }

  /// What was predicted, by people and by Amdahl, beside what came out.
  private func predictions() -> [PanelLine]? {
    let run = show.runs[show.guessedRun]
    guard let makespan = run.result.makespan, makespan > 0 else { return nil }
    var facts: [Fact] = []
    func off(_ time: Int128) -> String {
      let difference = time - Int128(makespan)
      let share = percent(Double(difference.magnitude) / Double(makespan))
      return "\(show.times.short(time)), off by \(share)"
    }
    if let guess = state.guess { facts.append(("you", off(Int128(guess)))) }
    if !state.answers.isEmpty {
      let sorted = state.answers.sorted()
      facts.append(
        ("class", off(Int128(sorted[(sorted.count - 1) / 2])) + ", \(sorted.count) answers"))
    }
    guard !facts.isEmpty else { return nil }
    if let law = run.result.amdahl, law.countsWorkers, law.speedup > 0 {
      facts.append(("Amdahl", off(Int128(Double(run.result.t1) / law.speedup))))
    }
    return [.heading("PREDICTED vs SAW")] + facts.map { .fact($0, width: 9) }
  }

  private func accountLines(width: Int) -> [PanelLine] {
    [.heading("WHERE THE WORKERS' TIME WENT")]
      + accountBars(width: max(4, width - 34)).prefix(8).map { .text($0) }
  }

  /// The account of the selected run as bars, zero entries left out.
  func accountBars(width: Int) -> [String] {
    let account = selected.result.account
    let total = account.total
    guard total > 0 else { return [] }
    let most = account.entries.map(\.time).max() ?? 1
    return account.entries.filter { $0.time > 0 }.map { entry in
      let name = entry.name.split(separator: "_").joined(separator: " ")
      let bar = glyphs.bar(entry.time, of: most, width: width)
      return Layout.left(name, 12) + " " + Layout.left(bar, width) + " "
        + Layout.right(show.times.short(entry.time), 11)
        + Layout.right(percent(Double(entry.time) / Double(total)), 8)
    }
  }
}
