import Analysis
import Model

/// The picture of one instant of a show: a pure function of show, state, size and theme.
///
/// Everything that is seen of a timeline is drawn here: terminals, recordings, pictures and tests take
/// the same cells. Cost: for each lane on the screen and each column logarithmic in the lane's spans.
public struct Frame {
  let show: Show
  let state: ViewState
  let theme: Theme
  let glyphs: LaneGlyphs
  let layout: FrameLayout
  private let size: GridSize

  /// Prepares a picture.
  public init(
    _ show: Show, _ state: ViewState, _ size: GridSize, theme: Theme, glyphs: LaneGlyphs
  ) {
    self.show = show
    self.state = state
    self.size = size
    var theme = theme
    theme.name = state.theme ?? theme.name
    theme.isBig = state.isBig
    self.theme = theme
    self.glyphs = glyphs
    layout = FrameLayout(show, state, size)
  }

  /// Draws the picture.
  public func grid() -> CellGrid {
    var grid = CellGrid(size)
    guard size.columns >= FrameLayout.fewestColumns, size.rows >= FrameLayout.fewestRows else {
      return tooSmall(grid)
    }
    drawHeader(&grid)
    drawAxis(&grid)
    drawLines(&grid)
    if state.isBig, !layout.counters.isEmpty {
      drawDigits(&grid)
    } else {
      drawCounters(&grid)
    }
    drawGuess(&grid)
    drawBelow(&grid)
    drawPanel(&grid)
    drawPlotArea(&grid)
    drawKeys(&grid)
    if state.showsHelp { drawHelp(&grid) }
    return grid
  }

  private func tooSmall(_ empty: CellGrid) -> CellGrid {
    var grid = empty
    let lines = [
      "A view needs \(FrameLayout.fewestColumns)x\(FrameLayout.fewestRows);",
      "this is \(size.columns)x\(size.rows).", "--narrate tells the", "story in words.", "q quits",
    ]
    for (row, line) in lines.enumerated() { grid.put(line, row: row, column: 0) }
    return grid
  }

  /// Whether instants to come, and what follows from them, may be told.
  var tellsEnd: Bool { state.isRevealed }
  /// Whether the show is over, so that its laws may be told.
  var isOver: Bool { state.time >= show.end }
  /// The run that keys are for.
  var selected: ShownRun { show.runs[min(state.run, show.runs.count - 1)] }
  /// The run that is looked at, at the instant that is shown, or at its end where that is over.
  func time(of run: ShownRun) -> Nanoseconds { min(state.time, run.end) }

  /// An instant as the clock shows it.
  func clock(_ time: Nanoseconds) -> String {
    state.usesSeconds ? "\(fixed(Double(time) / 1e9, 1)) s" : show.clock.text(time)
  }

  private func drawHeader(_ grid: inout CellGrid) {
    let status = isOver ? glyphs.ended : state.isPlaying ? glyphs.playing : glyphs.paused
    let total = tellsEnd ? clock(show.end) : show.clock.hidden
    let speed = "\(show.times.text(Int128(state.speed)))/s"
    let now = "sim \(clock(state.time)) / \(total)"
    let isNarrow = size.columns < 60
    let right =
      isNarrow ? "\(status) \(clock(state.time)) / \(total)" : "\(status) \(speed)  \(now)"
    let column = size.columns - displayWidth(right) - 1
    grid.put(
      " " + heading(atMost: column - 3), row: 0, column: 0, theme.ink(.title),
      end: max(0, column - 1))
    grid.put(right, row: 0, column: max(0, column), theme.ink(.title))
    if layout.hasRules { rule(&grid, row: 1) }
  }

  /// The title and as many facts as there is room for.
  private func heading(atMost room: Int) -> String {
    let separator = " \(glyphs.dot) "
    var text =
      show.runs.count > 1 ? "race of \(show.runs.count)\(separator)\(show.title)" : show.title
    guard show.runs.count == 1 else { return text }
    let scenario = selected.timeline.scenario
    let pools = scenario.pools.map { Layout.counted($0.count, $0.name) }
    let jobs = scenario.jobCount == 1 ? "1 job" : "\(scenario.jobCount) jobs"
    var facts = [jobs, pools.prefix(3).joined(separator: " + "), scenario.execution.rawValue]
    if selected.result.variant != "default" { facts.insert(selected.result.variant, at: 0) }
    for fact in facts {
      guard displayWidth(text + separator + fact) <= room else { break }
      text += separator + fact
    }
    return text
  }

  func rule(_ grid: inout CellGrid, row: Int, _ columns: Range<Int>? = nil) {
    grid.fill(
      row: row, columns: columns ?? 0..<size.columns, with: glyphs.rule, theme.ink(.rule))
  }

  /// A heading in a rule: "── narration ─────".
  func headedRule(_ grid: inout CellGrid, _ text: String, row: Int, _ columns: Range<Int>) {
    rule(&grid, row: row, columns)
    grid.put(
      " \(text) ", row: row, column: columns.lowerBound + 2, theme.ink(.faint),
      end: columns.upperBound)
  }

  private func drawAxis(_ grid: inout CellGrid) {
    guard let row = layout.axisRow else { return }
    let plot = layout.plot
    let axis = TimeAxis(
      from: state.windowStart, length: state.windowLength, width: plot.count, show.times)
    if layout.hasTicks {
      grid.fill(row: row + 1, columns: plot, with: glyphs.rule, theme.ink(.rule))
    }
    var free = plot.lowerBound
    for tick in axis.ticks {
      let column = plot.lowerBound + tick.column
      if column >= free, column + tick.label.count <= plot.upperBound + 4 {
        free = grid.put(tick.label, row: row, column: column, theme.ink(.faint)) + 1
      }
      if layout.hasTicks, plot.contains(column) {
        grid.put(glyphs.tickAbove, row: row + 1, column: column, theme.ink(.rule))
      }
    }
    let unit = axis.unit + (tellsEnd ? "" : " \(Character(glyphs.more))")
    grid.put(unit, row: row, column: max(free, plot.upperBound + 1), theme.ink(.faint))
    drawPointers(&grid, row: row)
  }

  /// Marks, and where the instant is.
  private func drawPointers(_ grid: inout CellGrid, row: Int) {
    for mark in state.marks {
      guard let column = column(of: mark) else { continue }
      grid.put(glyphs.mark, row: row, column: column, theme.ink(.key))
    }
    guard let column = column(of: state.time) else { return }
    grid.ink(row: layout.hasTicks ? row + 1 : row, columns: column..<column + 1) {
      $0.with(.reverse)
    }
  }

  /// The column of an instant; nil where it is not on the axis.
  func column(of time: Nanoseconds) -> Int? {
    let offset = Int128(time) - Int128(state.windowStart)
    guard offset >= 0, offset <= Int128(state.windowLength) else { return nil }
    let column = Int(offset * Int128(layout.plot.count) / Int128(max(1, state.windowLength)))
    return layout.plot.lowerBound + min(column, layout.plot.count - 1)
  }

  private func drawKeys(_ grid: inout CellGrid) {
    let row = size.rows - 1
    if layout.hasRules { rule(&grid, row: row - 1) }
    if let prompt = state.prompt { return drawPrompt(&grid, prompt, row: row) }
    if !state.message.isEmpty {
      grid.put(" " + state.message, row: row, column: 0, theme.ink(.warning))
      return
    }
    // Where there is no room for a panel, what somebody asks for takes the last row.
    if layout.below.isEmpty, state.below != .narration {
      grid.put(" " + answer().joined(separator: " "), row: row, column: 0)
      return
    }
    drawKeyNames(&grid, row: row)
  }

  private func drawKeyNames(_ grid: inout CellGrid, row: Int) {
    let keys: [(String, String)] = [
      ("SPC", state.isPlaying ? "pause" : "play"), (". ,", "step"), ("?", "help"), ("q", "quit"),
      ("+/-", "speed"), ("x", "why"), ("w/s", "zoom"), ("0-9", "jump"), ("ENTER", "job"),
      ("c", "critical"), ("TAB", "run"), ("a/d", "pan"), ("f", "fit"), ("g", "ghost"),
      ("m [ ]", "marks"), ("/", "find"), ("o", "save"), ("t", "theme"), ("b", "big"),
    ]
    var column = 1
    for (key, name) in keys where key != "TAB" || show.runs.count > 1 {
      guard column + key.count + name.count + 1 < size.columns else { return }
      column = grid.put(key, row: row, column: column, theme.ink(.key))
      column = grid.put(" \(name)", row: row, column: column, theme.ink(.faint)) + 2
    }
  }

  private func drawPrompt(_ grid: inout CellGrid, _ prompt: ViewState.Prompt, row: Int) {
    let question =
      switch prompt.kind {
      case .find: "find a lane or a job:"
      case .command: ":"
      case .save: "save as (.cast, .svg, .txt):"
      case .guess:
        "How long will \(show.runs.count > 1 ? guessedName : "it") take? (ESC: no guess)"
      case .classGuesses: "Answer \(state.answers.count + 1) (ENTER alone begins):"
      }
    let text = state.message.isEmpty ? question : state.message
    let column = grid.put(
      " \(text) ", row: row, column: 0,
      theme.ink(state.message.isEmpty ? .title : .warning), end: size.columns - 12)
    let end = grid.put(prompt.text, row: row, column: column, end: size.columns - 1)
    grid.put(" ", row: row, column: end, Ink(attributes: .reverse))
  }

  private var guessedName: String { show.runs[show.guessedRun].label }
}
