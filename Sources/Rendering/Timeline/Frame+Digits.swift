import Analysis
import Model

extension Frame {
  /// The clock and the speedup in digits of three rows, for the last row of a lecture hall.
  func drawDigits(_ grid: inout CellGrid) {
    let row = layout.counters.lowerBound
    let time = clock(state.time)
    let column = draw(time, &grid, row: row, column: 1)
    let speed = speedSoFar(selected).map { fixed($0, 2) } ?? ""
    let end = draw(speed + (speed.isEmpty ? "" : "x"), &grid, row: row, column: column + 3)
    let moment = selected.timeline.moments.moment(at: self.time(of: selected))
    let done = "\(moment.finished)/\(selected.timeline.scenario.jobCount)"
    let room = grid.size.columns - end - 3
    if room >= 4 * done.count {
      draw(done, &grid, row: row, column: end + 3)
    } else {
      grid.put("\(done) done", row: row + 1, column: end + 3, theme.ink(.title))
    }
  }

  @discardableResult
  private func draw(_ text: String, _ grid: inout CellGrid, row: Int, column: Int) -> Int {
    var column = column
    for character in text {
      let pattern = Self.pattern(character)
      for (offset, line) in pattern.enumerated() {
        grid.put(line, row: row + offset, column: column, theme.ink(.title))
      }
      column += pattern[0].count + 1
    }
    return column
  }

  /// Seven segments, in characters that every terminal has.
  private static func pattern(_ character: Character) -> [String] {
    switch character {
    case "0": [" _ ", "| |", "|_|"]
    case "1": ["   ", "  |", "  |"]
    case "2": [" _ ", " _|", "|_ "]
    case "3": [" _ ", " _|", " _|"]
    case "4": ["   ", "|_|", "  |"]
    case "5": [" _ ", "|_ ", " _|"]
    case "6": [" _ ", "|_ ", "|_|"]
    case "7": [" _ ", "  |", "  |"]
    case "8": [" _ ", "|_|", "|_|"]
    case "9": [" _ ", "|_|", " _|"]
    case ":": [" ", ".", "."]
    case ".": [" ", " ", "."]
    case "/": ["  ", " /", "/ "]
    case " ": [" ", " ", " "]
    default: [" ", String(character), " "]
    }
  }
}
