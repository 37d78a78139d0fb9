import Model

/// How a cell looks beside its character.
public struct Ink: Equatable, Hashable, Sendable {
  /// Bold, underlined and so on.
  public struct Attributes: OptionSet, Hashable, Sendable {
    /// The bits.
    public let rawValue: UInt8
    /// Makes a set of attributes from its bits.
    public init(rawValue: UInt8) { self.rawValue = rawValue }
    /// Bold.
    public static let bold = Attributes(rawValue: 1)
    /// Less bright.
    public static let dim = Attributes(rawValue: 2)
    /// Underlined.
    public static let underline = Attributes(rawValue: 4)
    /// Foreground and background exchanged.
    public static let reverse = Attributes(rawValue: 8)
  }

  /// The colour of the character: 0-7 are the basic ones, up to 255 those of xterm; -1 the terminal's own.
  public var foreground: Int16 = -1
  /// The colour behind it, in the same numbers.
  public var background: Int16 = -1
  /// Bold, underlined and so on.
  public var attributes: Attributes = []

  /// The terminal's own look.
  public static let plain = Ink()

  /// Makes an ink.
  public init(foreground: Int16 = -1, background: Int16 = -1, attributes: Attributes = []) {
    self.foreground = foreground
    self.background = background
    self.attributes = attributes
  }

  /// The same colours with more attributes.
  public func with(_ more: Attributes) -> Ink {
    Ink(
      foreground: foreground, background: background, attributes: attributes.union(more))
  }
}

/// One place of a screen.
public struct Cell: Equatable, Sendable {
  /// The character; nil is the right half of a wide one.
  public var scalar: Unicode.Scalar?
  /// A mark on the character, as an accent.
  public var mark: Unicode.Scalar?
  /// How it looks.
  public var ink: Ink

  /// Makes a cell.
  public init(_ scalar: Unicode.Scalar? = " ", mark: Unicode.Scalar? = nil, ink: Ink = .plain) {
    self.scalar = scalar
    self.mark = mark
    self.ink = ink
  }
}

/// How large a screen is, in cells.
public struct GridSize: Equatable, Sendable {
  /// How many columns.
  public let columns: Int
  /// How many rows.
  public let rows: Int

  /// Makes a size; nothing is smaller than 0.
  public init(columns: Int, rows: Int) {
    self.columns = max(0, columns)
    self.rows = max(0, rows)
  }
}

/// A picture of a screen: rows of cells.
///
/// What is put outside of it is cut off.
public struct CellGrid: Equatable, Sendable {
  /// Its size.
  public let size: GridSize
  /// The cells, row by row.
  public private(set) var cells: [Cell]

  /// Makes an empty picture.
  public init(_ size: GridSize) {
    self.size = size
    cells = [Cell](repeating: Cell(), count: size.columns * size.rows)
  }

  /// The cells of a row.
  public func row(_ row: Int) -> ArraySlice<Cell> {
    cells[row * size.columns..<(row + 1) * size.columns]
  }

  /// Puts one character, which takes one column.
  public mutating func put(_ scalar: Unicode.Scalar, row: Int, column: Int, _ ink: Ink = .plain) {
    guard row >= 0, row < size.rows, column >= 0, column < size.columns else { return }
    clearHalves(row: row, columns: column..<column + 1)
    cells[row * size.columns + column] = Cell(scalar, ink: ink)
  }

  /// Blanks wide characters of which only one half would be left.
  private mutating func clearHalves(row: Int, columns: Range<Int>) {
    let first = row * size.columns + columns.lowerBound
    let end = row * size.columns + columns.upperBound
    if cells[first].scalar == nil, columns.lowerBound > 0 { cells[first - 1].scalar = " " }
    if columns.upperBound < size.columns, cells[end].scalar == nil { cells[end].scalar = " " }
  }

  /// Puts a text in a row, up to the column `end` where one is given; gives the column behind it.
  ///
  /// A wide character takes two cells; one that does not fit is left out. Control characters are
  /// shown as `?`.
  @discardableResult
  public mutating func put(
    _ text: String, row: Int, column: Int, _ ink: Ink = .plain, end: Int? = nil
  ) -> Int {
    guard row >= 0, row < size.rows else { return column }
    let end = min(size.columns, end ?? size.columns)
    var column = column
    for scalar in text.unicodeScalars {
      let isControl = scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
      let shown = isControl ? "?" : scalar
      let width = isControl ? 1 : displayWidth(scalar)
      if width == 0 {
        mark(scalar, row: row, before: column)
        continue
      }
      guard column + width <= end else { break }
      if column >= 0 {
        clearHalves(row: row, columns: column..<column + width)
        cells[row * size.columns + column] = Cell(shown, ink: ink)
        if width == 2 { cells[row * size.columns + column + 1] = Cell(nil, ink: ink) }
      }
      column += width
    }
    return column
  }

  private mutating func mark(_ scalar: Unicode.Scalar, row: Int, before column: Int) {
    // Joiners and selectors would make one picture of several, whose width no two terminals agree on.
    guard scalar.properties.generalCategory != .format, !(0xFE00...0xFE0F).contains(scalar.value),
      column > 0, column <= size.columns
    else { return }
    var place = row * size.columns + column - 1
    if cells[place].scalar == nil, column > 1 { place -= 1 }
    cells[place].mark = scalar
  }

  /// Fills a part of a row with one character.
  public mutating func fill(
    row: Int, columns: Range<Int>, with scalar: Unicode.Scalar = " ", _ ink: Ink = .plain
  ) {
    for column in columns { put(scalar, row: row, column: column, ink) }
  }

  /// Changes the ink of a part of a row.
  public mutating func ink(row: Int, columns: Range<Int>, _ change: (Ink) -> Ink) {
    guard row >= 0, row < size.rows else { return }
    for column in columns where column >= 0 && column < size.columns {
      cells[row * size.columns + column].ink = change(cells[row * size.columns + column].ink)
    }
  }

  /// The rows as text without colours, each ended by a newline; spaces at the end stay.
  public var text: String {
    var text = ""
    for row in 0..<size.rows {
      for cell in self.row(row) {
        if let scalar = cell.scalar { text.unicodeScalars.append(scalar) }
        if let mark = cell.mark { text.unicodeScalars.append(mark) }
      }
      text += "\n"
    }
    return text
  }
}
