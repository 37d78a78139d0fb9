public import Model

/// Writes an animation as an asciicast v2: a header line, then an event a line.
///
/// Version 2, as the asciinema of Debian and of PyPI plays no later one. Nothing of the machine and
/// no date is written, so that equal animations are equal files. Events are to be appended in the
/// order of their times.
public struct Asciicast: Sendable {
  private let size: GridSize
  private let title: String
  private let idleLimit: Nanoseconds?
  /// What the screen shows; nil before the first picture.
  private var shown: [Cell]?
  private var last: Nanoseconds = 0

  /// Makes a writer of pictures of one size.
  ///
  /// A player makes no pause longer than `idleLimit`.
  public init(size: GridSize, title: String, idleLimit: Nanoseconds? = nil) {
    self.size = size
    self.title = title
    self.idleLimit = idleLimit
  }

  /// The first line of the file.
  public var header: String {
    var fields: [(String, JSONValue)] = [
      ("version", .number("2")), ("width", .count(size.columns)), ("height", .count(size.rows)),
    ]
    if let idleLimit { fields.append(("idle_time_limit", .time(Int128(idleLimit)))) }
    fields.append(("title", .string(title)))
    fields.append(("env", .object([("TERM", .string("xterm-256color"))])))
    return JSONValue.object(fields).line + "\n"
  }

  /// The line that shows a picture: what changed since the one before; nothing where nothing did.
  public mutating func add(_ grid: CellGrid, at nanoseconds: Nanoseconds) -> String {
    precondition(grid.size == size, "all pictures of an animation have one size")
    precondition(nanoseconds >= last, "an animation does not go back")
    last = nanoseconds
    let cells = (0..<size.rows).flatMap { grid.drawableRow($0) }
    let old = shown ?? [Cell](repeating: Cell(), count: cells.count)
    // Without automatic line breaks a character in the last corner does not scroll the screen.
    var painter = Painter(text: shown == nil ? "\u{1B}[?25l\u{1B}[?7l\u{1B}[0m\u{1B}[2J" : "")
    for row in 0..<size.rows {
      let part = row * size.columns..<(row + 1) * size.columns
      if old[part] != cells[part] {
        painter.paint(Array(cells[part]), over: Array(old[part]), row: row)
      }
    }
    shown = cells
    return painter.finish().map { event("o", $0, at: nanoseconds) } ?? ""
  }

  /// The line that names a moment; players can jump there.
  public func marker(_ label: String, at nanoseconds: Nanoseconds) -> String {
    event("m", label, at: nanoseconds)
  }

  /// The line that ends the animation: the last picture stays, with the cursor below.
  public func end(at nanoseconds: Nanoseconds) -> String {
    event("o", "\u{1B}[0m\u{1B}[?7h\u{1B}[?25h\u{1B}[\(size.rows + 1)H", at: nanoseconds)
  }

  private func event(_ code: String, _ data: String, at nanoseconds: Nanoseconds) -> String {
    JSONValue.array([.time(Int128(nanoseconds)), .string(code), .string(data)]).line + "\n"
  }
}

/// Writes what changes one picture into another.
private struct Painter {
  private var text: String
  private var pen = Pen()
  /// The cursor's row; nil at first.
  private var row: Int?
  /// Where the next character would go; nil where terminals may differ about it.
  private var column: Int?

  /// An escape sequence takes at least this many bytes in a file: six for the first of them alone.
  private static let sequence = 9

  init(text: String) { self.text = text }

  /// What to write; nil where nothing changed.
  mutating func finish() -> String? {
    text += pen.change(to: .plain)
    return text.isEmpty ? nil : text
  }

  /// Paints the cells of a row that changed.
  mutating func paint(_ cells: [Cell], over old: [Cell], row: Int) {
    let changed = cells.indices.filter { cells[$0] != old[$0] }
    let blanks = (cells.lastIndex { $0 != Cell() } ?? -1) + 1
    for (index, column) in changed.enumerated() {
      guard let scalar = cells[column].scalar else { continue }
      move(to: column, row: row, in: cells)
      if column >= blanks, changed.count - index > Self.sequence {
        text += pen.change(to: .plain) + "\u{1B}[K"
        return
      }
      text += pen.change(to: cells[column].ink)
      cells[column].append(to: &text)
      // Widths of the newer characters and of marks depend on the terminal's age.
      let isSure = cells[column].mark == nil && displayWidth(scalar) == 1
      self.column = isSure ? column + 1 : nil
    }
  }

  /// Moves the cursor, by writing what is there already where that is shorter.
  private mutating func move(to column: Int, row: Int, in cells: [Cell]) {
    defer { self.row = row }
    guard self.row == row else {
      text += column == 0 ? "\u{1B}[\(row + 1)H" : "\u{1B}[\(row + 1);\(column + 1)H"
      return
    }
    if let start = self.column, start <= column, let between = repeated(cells[start..<column]) {
      text += between
    } else {
      text += "\u{1B}[\(column + 1)G"
    }
  }

  /// The text of some cells; nil where it needs another ink or is longer than a jump.
  private func repeated(_ cells: ArraySlice<Cell>) -> String? {
    guard cells.count < Self.sequence else { return nil }
    var text = ""
    for cell in cells {
      guard cell.ink == pen.ink, cell.mark == nil, cell.width == 1 else { return nil }
      cell.append(to: &text)
    }
    return text.utf8.count < Self.sequence ? text : nil
  }
}
