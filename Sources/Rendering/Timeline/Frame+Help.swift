import Analysis
import Model

extension Frame {
  private static let keys: [(String, String)] = [
    ("SPC", "play, pause"), (". ,", "one event on, back"), ("LEFT RIGHT", "a twentieth back, on"),
    ("0-9", "jump to a tenth"), ("HOME END", "the beginning, the end"),
    ("+ -", "twice, half as fast"), ("r", "from the start again"), ("w s", "zoom in, out"),
    ("a d", "move the axis"), ("f", "the job under way, all"), ("UP DOWN j k", "choose a lane"),
    ("TAB", "the next run (or S-TAB)"), ("ENTER", "the lane's job"),
    ("x", "why is this lane idle?"),
    ("c", "critical path"), ("g", "ghost of what comes"),
    ("m [ ]", "mark; from mark to mark"), ("/ n N", "find; next, before"),
    ("B", "this run is the baseline"), ("p", "guess the makespan"), ("e", "lanes alone"),
    ("b", "big, for a projector"), ("t", "colours"), ("u", "clock or seconds"),
    ("o", "save .cast, .svg or .txt"), (":", "goto speed theme save"),
    ("ESC", "leave what is open"), ("q", "quit"),
  ]

  /// All keys, and what the characters of lanes mean; in two columns where there is room.
  func drawHelp(_ grid: inout CellGrid) {
    let (columns, rows) = (grid.size.columns, grid.size.rows)
    for row in 1..<rows { grid.fill(row: row, columns: 0..<columns) }
    headedRule(&grid, "keys; any key goes back", row: 1, 0..<columns)
    let perColumn = columns >= 76 ? (Self.keys.count + 1) / 2 : Self.keys.count
    for (index, (key, text)) in Self.keys.enumerated() {
      let row = 2 + index % perColumn
      let column = 1 + index / perColumn * (columns / 2)
      guard row < rows else { continue }
      grid.put(key, row: row, column: column, theme.ink(.key))
      grid.put(
        text, row: row, column: column + 12, end: column + columns / (columns >= 76 ? 2 : 1) - 2)
    }
    // Keys go first where there is no room for both.
    if perColumn + 7 <= rows { drawLegend(&grid, row: 3 + perColumn) }
  }

  private func drawLegend(_ grid: inout CellGrid, row: Int) {
    headedRule(&grid, "characters", row: row, 0..<grid.size.columns)
    let states: [(String, Unicode.Scalar, Role)] = [
      ("work", glyphs.work, .work(0)), ("a job ends", glyphs.workEnd, .work(0)),
      ("wait, or held", glyphs.wait, .state(.wait)),
      ("queues for a resource", glyphs.blocked, .state(.blocked)),
      ("starts", glyphs.starting, .state(.starting)),
      ("is handed out", glyphs.dispatching, .state(.dispatching)),
      ("is moved", glyphs.transferring, .state(.transferring)),
      ("fails", glyphs.failed, .state(.failed)), ("idle", glyphs.idle, .idle),
      ("in part busy", glyphs.partial[glyphs.partial.count / 2], .work(0)),
      ("ghost", glyphs.ghost, .ghost),
    ]
    var (line, column) = (row + 1, 1)
    for (name, glyph, role) in states {
      if column + name.count + 3 > grid.size.columns { (line, column) = (line + 1, 1) }
      guard line < grid.size.rows else { return }
      grid.put(glyph, row: line, column: column, theme.ink(role))
      column = grid.put(name, row: line, column: column + 2) + 2
    }
    guard line + 1 < grid.size.rows else { return }
    grid.put(
      "Behind a lane: how many jobs have left it, and its time in use.", row: line + 1, column: 1,
      theme.ink(.faint))
  }
}
