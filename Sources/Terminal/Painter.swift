import CNcurses
import Rendering

/// Puts pictures into a window of curses, and only what differs from the one before.
struct Painter {
  private var colors: ColorPairs
  /// What the window shows; nil where that is unknown.
  private var shown: CellGrid?

  /// Makes a painter for a window of which nothing is known.
  init(_ colors: ColorPairs) { self.colors = colors }

  /// The next picture is put whole, since the window was changed otherwise.
  mutating func forget() { shown = nil }

  /// Puts a picture; what does not fit into the window is cut off.
  @unsafe
  mutating func paint(_ picture: CellGrid, on window: UnsafeMutablePointer<WINDOW>) {
    let isWhole = shown?.size != picture.size
    if isWhole {
      unsafe werase(window)
      // A terminal whose size changed may have moved its lines.
      unsafe clearok(window, true)
    }
    let before = isWhole ? nil : shown
    for row in 0..<min(picture.size.rows, Int(unsafe getmaxy(window))) {
      let cells = picture.row(row)
      guard let changes = Self.changes(in: cells, since: before?.row(row)) else { continue }
      let column = Int32(changes.lowerBound - cells.startIndex)
      let line = curseCells(cells[changes])
      // Safety: curses reads `line.count` cells. This call neither wraps nor scrolls, even in the
      // last place of the last row, and gives wide characters their second place.
      unsafe mvwadd_wchnstr(window, Int32(row), column, line, Int32(line.count))
    }
    shown = picture
  }

  /// The places that differ, or all; a wide character is put as a whole, also where only half of it
  /// or of the one before is left.
  private static func changes(
    in cells: ArraySlice<Cell>, since before: ArraySlice<Cell>?
  ) -> ClosedRange<Int>? {
    guard let before else { return cells.isEmpty ? nil : cells.startIndex...cells.endIndex - 1 }
    guard var first = cells.indices.first(where: { cells[$0] != before[$0] }),
      var last = cells.indices.last(where: { cells[$0] != before[$0] })
    else { return nil }
    while first > cells.startIndex, cells[first].scalar == nil || before[first].scalar == nil {
      first -= 1
    }
    while last + 1 < cells.endIndex, cells[last + 1].scalar == nil { last += 1 }
    return first...last
  }

  /// The cells as curses wants them: one for a wide character.
  ///
  /// What curses would give another width than the picture does is replaced, so that no cell moves.
  private mutating func curseCells(_ cells: ArraySlice<Cell>) -> [cchar_t] {
    var line: [cchar_t] = []
    line.reserveCapacity(cells.count)
    var place = cells.startIndex
    while place < cells.endIndex {
      let cell = cells[place]
      let hasHalf = place + 1 < cells.endIndex && cells[place + 1].scalar == nil
      let room = cell.scalar != nil && hasHalf ? 2 : 1
      let width = cell.scalar.map(Self.width) ?? 0
      if let scalar = cell.scalar, width >= 1, width <= room {
        line.append(curseCell(scalar, cell))
      } else {
        // A half of a wide character is nothing, and what this locale cannot show is unknown.
        line.append(curseCell(width < 1 && cell.scalar != nil ? "?" : " ", cell))
      }
      if room > max(1, width) { line.append(curseCell(" ", Cell(ink: cell.ink))) }
      place += room
    }
    return line
  }

  private mutating func curseCell(_ scalar: Unicode.Scalar, _ cell: Cell) -> cchar_t {
    let attributes = cell.ink.attributes
    let look =
      (attributes.contains(.bold) ? curses_bold : 0)
      | (attributes.contains(.dim) ? curses_dim : 0)
      | (attributes.contains(.underline) ? curses_underline : 0)
      | (attributes.contains(.reverse) ? curses_reverse : 0)
    let mark = cell.mark.flatMap { Self.width($0) == 0 ? $0 : nil }?.value ?? 0
    let pair = colors.number(
      foreground: cell.ink.foreground, background: cell.ink.background)
    return curses_cell(
      wchar_t(bitPattern: scalar.value), wchar_t(bitPattern: mark), look, pair)
  }

  /// How many columns curses gives a character; below 0 if it cannot be shown in this locale.
  private static func width(_ scalar: Unicode.Scalar) -> Int {
    (0x20...0x7E).contains(scalar.value)
      ? 1 : Int(curses_width(wchar_t(bitPattern: scalar.value)))
  }
}
