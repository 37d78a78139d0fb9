import Analysis
import Model

extension Frame {
  func drawLines(_ grid: inout CellGrid) {
    let cells = LaneCells(
      glyphs: glyphs, from: state.windowStart, length: state.windowLength,
      width: layout.plot.count)
    for line in layout.lines {
      switch line.kind {
      case .run(let run): drawRunName(&grid, run, row: line.row)
      case .lane(let run, let lane): drawLane(&grid, cells, run, lane, row: line.row)
      case .more(let run, let hidden): drawMore(&grid, run, hidden, row: line.row)
      case .busy(let run): drawBusy(&grid, cells.borders, run, row: line.row)
      }
    }
  }

  private func drawRunName(_ grid: inout CellGrid, _ index: Int, row: Int) {
    let run = show.runs[index]
    let end = layout.panel?.lowerBound ?? grid.size.columns
    rule(&grid, row: row, 0..<end)
    let marker = index == state.run ? "\(Character(glyphs.pointer)) " : ""
    let name = " \(marker)\(Self.letter(index)) \(glyphs.dot) \(run.label) "
    let column = grid.put(name, row: row, column: 1, theme.ink(.title), end: end)
    grid.put("\(glyphs.dot) \(progress(of: run)) ", row: row, column: column, end: end)
  }

  /// The letter of a run in a race.
  static func letter(_ index: Int) -> String { ["A", "B", "C", "D"][index] }

  /// How far a run is, or what came out of it.
  func progress(of run: ShownRun) -> String {
    let moment = run.timeline.moments.moment(at: time(of: run))
    let done = "\(moment.finished)/\(run.timeline.scenario.jobCount) done"
    guard state.time >= run.end else { return done }
    switch run.result.cause {
    case .settled: break
    case .cut where run.isUnderWay: return done
    case .cut: return "cut at \(show.times.text(Int128(run.end))), \(done)"
    case .deadlock: return "deadlock at \(show.times.text(Int128(run.end))), \(done)"
    }
    let speedup = speedup(of: run).map { ", \(fixed($0, 2))x" } ?? ""
    return "makespan \(show.times.text(Int128(run.end)))\(speedup)"
  }

  /// Its speedup against the run that was chosen as the baseline, or its own baseline.
  func speedup(of run: ShownRun) -> Double? {
    guard let baseline = state.baseline else { return run.result.speedup }
    guard let mine = run.result.makespan, let other = show.runs[baseline].result.makespan, mine > 0
    else { return nil }
    return Double(other) / Double(mine)
  }

  private func drawLane(
    _ grid: inout CellGrid, _ cells: LaneCells, _ index: Int, _ lane: Int, row: Int
  ) {
    let run = show.runs[index]
    let place = run.lanes[lane]
    let definition = run.result.lanes[place]
    let isSelected = index == state.run && lane == state.lane
    let ink = isSelected ? theme.ink(.title).with(.reverse) : theme.ink(.plain)
    let name = Layout.shortened(definition.name, layout.label)
    grid.put(Layout.left(name, layout.label), row: row, column: 0, ink, end: layout.label)
    let history = run.timeline.histories[place]
    let ghosts = ghostCells(cells, run, definition)
    let drawn = cells.cells(history, until: time(of: run))
    for offset in 0..<layout.laneRows {
      grid.put(glyphs.edge, row: row + offset, column: layout.label, theme.ink(.rule))
      grid.put(glyphs.edge, row: row + offset, column: layout.plot.upperBound, theme.ink(.rule))
      for (column, cell) in drawn.enumerated() {
        let isEmpty = cell.state == nil
        if isEmpty, let ghosts, ghosts[column].state != nil {
          grid.put(
            glyphs.ghost, row: row + offset, column: layout.plot.lowerBound + column,
            theme.ink(.ghost))
        } else {
          grid.put(
            cell.glyph, row: row + offset, column: layout.plot.lowerBound + column,
            self.ink(cell, history, run))
        }
      }
    }
    drawInfo(&grid, history, definition, time(of: run), row: row)
  }

  private func ink(_ cell: LaneCells.Cell, _ history: LaneHistory, _ run: ShownRun) -> Ink {
    guard let lane = cell.state else { return theme.ink(cell.glyph == " " ? .plain : .idle) }
    guard let span = cell.span, history.spans.indices.contains(span) else {
      return theme.ink(.state(lane))
    }
    let task = Int(history.spans[span].task)
    let ink = theme.ink(lane == .work && task >= 0 ? .work(task) : .state(lane))
    guard state.below == .critical, task >= 0,
      run.timeline.jobs.record(task: task, number: Int(history.spans[span].number)).isCritical
    else { return ink }
    return ink.with([.underline, .bold])
  }

  /// What the ghost did: the run itself later, or in a race the run that others are measured against.
  private func ghostCells(
    _ cells: LaneCells, _ run: ShownRun, _ lane: LaneResult
  ) -> [LaneCells.Cell]? {
    guard state.showsGhost, tellsEnd else { return nil }
    let other = show.runs.count > 1 ? show.runs[state.baseline ?? 0] : run
    guard let place = other.result.lanes.firstIndex(where: { $0.name == lane.name }) else {
      return nil
    }
    return cells.cells(other.timeline.histories[place])
  }

  /// Behind a lane: how many jobs have left it, and the share of the time that it was in use.
  private func drawInfo(
    _ grid: inout CellGrid, _ history: LaneHistory, _ lane: LaneResult, _ time: Nanoseconds,
    row: Int
  ) {
    let busy =
      lane.kind == .worker ? history.times(before: time).busy : history.times(before: time).total
    let share = time > 0 ? fixed(100 * Double(busy) / Double(time), 0) + "%" : ""
    let visits = history.visits(before: time)
    let count = visits < 10_000 ? "\(visits)" : "\(visits / 1_000)k"
    let text =
      grid.size.columns < 60
      ? Layout.right(share, 5) : Layout.right(count, 4) + Layout.right(share, 5)
    grid.put(text, row: row, column: layout.plot.upperBound + 1, theme.ink(.faint))
  }

  private func drawMore(_ grid: inout CellGrid, _ index: Int, _ hidden: Int, row: Int) {
    let run = show.runs[index]
    let moment = run.timeline.moments.moment(at: time(of: run))
    let text =
      "and \(hidden) more lanes; \(moment.busyWorkers) of "
      + "\(run.timeline.scenario.workerCount) workers busy in all"
    grid.put(
      text, row: row, column: layout.label + 1, theme.ink(.faint), end: layout.panel?.lowerBound)
  }

  /// How many workers are busy in each cell's share of the time.
  private func drawBusy(
    _ grid: inout CellGrid, _ borders: [Nanoseconds], _ index: Int, row: Int
  ) {
    let run = show.runs[index]
    let workers = run.timeline.scenario.workerCount
    let hasName = layout.lines.contains { $0.kind == .run(index) }
    let busyLabel = "busy 0-\(workers)"
    let label =
      show.runs.count > 1 && !hasName
      ? "\(Self.letter(index)) \(run.label)" : busyLabel.count > layout.label ? "busy" : busyLabel
    grid.put(
      Layout.left(Layout.shortened(label, layout.label), layout.label), row: row, column: 0,
      theme.ink(hasName || show.runs.count == 1 ? .faint : .title), end: layout.label)
    grid.put(glyphs.edge, row: row, column: layout.label, theme.ink(.rule))
    grid.put(glyphs.edge, row: row, column: layout.plot.upperBound, theme.ink(.rule))
    let now = time(of: run)
    let moments = run.timeline.moments
    var before = moments.busySum(at: borders[0])
    for column in 0..<borders.count - 1 {
      let (start, end) = (borders[column], min(borders[column + 1], now))
      guard end > start else { break }
      let sum = moments.busySum(at: end)
      let share = (sum - before) / (Double(end - start) * Double(workers))
      before = sum
      grid.put(
        glyphs.height(share), row: row, column: layout.plot.lowerBound + column, theme.ink(.strip))
    }
    let busy = state.time >= run.end ? 0 : moments.moment(at: now).busyWorkers
    let long = " now \(busy)/\(workers)"
    let text = grid.size.columns < 60 || long.count > 9 ? " \(busy)" : long
    grid.put(
      text, row: row, column: layout.plot.upperBound + 1, theme.ink(.faint),
      end: layout.panel?.lowerBound)
  }
}
