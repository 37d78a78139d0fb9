/// Writes the rows of a table one by one in a format.
///
/// Text goes to `write` in pieces of about 64 KiB, so that a table of a million rows needs no memory.
public struct TableWriter {
  private let format: TableFormat
  private let columns: [TableColumn]
  private var buffer: [UInt8] = []
  /// Markdown columns are aligned, so their rows are kept to the end.
  private var kept: [[String]] = []
  private var latex: LaTeXTable?
  /// Whether a spreadsheet will open it.
  private let forSpreadsheet: Bool
  private static let piece = 1 << 16

  /// Makes a writer of a table with some columns; `name` is told in LaTeX only.
  ///
  /// For spreadsheets, CSV and TSV begin with a byte order mark, lines end with carriage return and line
  /// feed, and a text that would be taken for a formula gets an apostrophe before it.
  public init(
    _ format: TableFormat, columns: [TableColumn], named name: String = "runs",
    forSpreadsheet: Bool = false
  ) {
    self.format = format
    self.columns = columns
    self.forSpreadsheet = forSpreadsheet
    switch format {
    case .csv, .tsv:
      if forSpreadsheet { buffer = Array("\u{FEFF}".utf8) }
      append(columns.map { .string($0.name) })
    case .json: buffer = [UInt8(ascii: "[")]
    case .tex: latex = LaTeXTable(columns.filter(\.isHeadline), named: name)
    case .jsonl, .md: break
    }
  }

  /// Makes a writer of a part of a table that begins after so many rows.
  ///
  /// What it writes is added to the table's own writer by `add(part:rows:to:)`; formats that keep rows
  /// have no parts.
  public init(
    partOf format: TableFormat, columns: [TableColumn], after rows: Int,
    forSpreadsheet: Bool = false
  ) {
    precondition(!format.keepsRows, "a table that is laid out as a whole has no parts")
    self.format = format
    self.columns = columns
    self.forSpreadsheet = forSpreadsheet
    rowCount = rows
  }

  /// Adds rows that were written as a part of the table.
  public mutating func add(
    part: String, rows: Int, to write: (String) throws -> Void
  ) throws {
    try flush(to: write)
    try write(part)
    rowCount += rows
  }

  /// How many rows were added.
  public private(set) var rowCount = 0

  /// Takes what was not yet written.
  public mutating func takeText() -> String {
    defer { buffer.removeAll(keepingCapacity: true) }
    return String(decoding: buffer, as: UTF8.self)
  }

  /// Adds a row, a value for each column.
  public mutating func add(_ row: [JSONValue], to write: (String) throws -> Void) throws {
    precondition(row.count == columns.count, "a row has a value for each column")
    switch format {
    case .csv, .tsv: append(row)
    case .jsonl:
      object(row).append(to: &buffer)
      buffer.append(UInt8(ascii: "\n"))
    case .json:
      buffer.append(contentsOf: (rowCount == 0 ? "\n" : ",\n").utf8)
      object(row).append(to: &buffer)
    case .md:
      kept.append(zip(columns, row).filter(\.0.isHeadline).map { Self.markdown(Self.plain($0.1)) })
    case .tex: latex?.add(zip(columns, row).filter(\.0.isHeadline).map(\.1))
    }
    rowCount += 1
    if buffer.count >= Self.piece { try flush(to: write) }
  }

  /// Writes what is left.
  public mutating func finish(to write: (String) throws -> Void) throws {
    if format == .json { buffer.append(contentsOf: (rowCount == 0 ? "]\n" : "\n]\n").utf8) }
    if format == .md { buffer.append(contentsOf: markdownTable().utf8) }
    try latex?.write { text in
      buffer.append(contentsOf: text.utf8)
      if buffer.count >= Self.piece { try flush(to: write) }
    }
    try flush(to: write)
  }

  private mutating func flush(to write: (String) throws -> Void) throws {
    guard !buffer.isEmpty else { return }
    try write(takeText())
  }

  private func object(_ row: [JSONValue]) -> JSONValue {
    .object(zip(columns, row).map { ($0.name, $1) })
  }

  /// A value as plain text; nothing where it is unknown.
  private static func plain(_ value: JSONValue) -> String {
    var bytes: [UInt8] = []
    value.appendPlain(to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Appends a row of CSV or TSV.
  private mutating func append(_ row: [JSONValue]) {
    let separator = UInt8(ascii: format == .csv ? "," : "\t")
    for (column, value) in row.enumerated() {
      if column > 0 { buffer.append(separator) }
      let start = buffer.count
      if forSpreadsheet, case .string(let text) = value, Self.looksLikeFormula(text) {
        buffer.append(UInt8(ascii: "'"))
      }
      value.appendPlain(to: &buffer)
      // Only texts from outside hold what must be escaped.
      switch value {
      case .string, .array, .object:
        if format == .csv { quote(from: start) } else { escape(from: start) }
      case .null, .number, .time, .numbered, .bool: break
      }
      // An empty line would be no row at all.
      if format == .csv, columns.count == 1, buffer.count == start {
        buffer.append(contentsOf: "\"\"".utf8)
      }
    }
    buffer.append(contentsOf: (forSpreadsheet ? "\r\n" : "\n").utf8)
  }

  /// Spreadsheets run what begins like this; they skip tabs and line ends before it.
  private static func looksLikeFormula(_ text: String) -> Bool {
    let first = text.unicodeScalars.first { !$0.properties.isWhitespace }
    return first.map { ["=", "+", "-", "@"].contains($0) } ?? false
  }

  /// Quotes what was appended last where CSV demands it.
  private mutating func quote(from start: Int) {
    let mark = UInt8(ascii: "\"")
    guard buffer[start...].contains(where: { $0 == 0x22 || $0 == 0x2C || $0 == 0x0A || $0 == 0x0D })
    else { return }
    let text = Array(buffer[start...])
    buffer.removeSubrange(start...)
    buffer.append(mark)
    for byte in text {
      if byte == mark { buffer.append(mark) }
      buffer.append(byte)
    }
    buffer.append(mark)
  }

  /// Escapes tabs, line ends and backslashes in what was appended last.
  private mutating func escape(from start: Int) {
    guard buffer[start...].contains(where: { $0 == 0x09 || $0 == 0x0A || $0 == 0x0D || $0 == 0x5C })
    else { return }
    let text = Array(buffer[start...])
    buffer.removeSubrange(start...)
    for byte in text {
      switch byte {
      case 0x09: buffer.append(contentsOf: "\\t".utf8)
      case 0x0A: buffer.append(contentsOf: "\\n".utf8)
      case 0x0D: buffer.append(contentsOf: "\\r".utf8)
      case 0x5C: buffer.append(contentsOf: "\\\\".utf8)
      default: buffer.append(byte)
      }
    }
  }

  private static func markdown(_ text: String) -> String {
    let scalars = Array(text.unicodeScalars)
    func isInside(_ index: Int) -> Bool {
      index > 0 && index + 1 < scalars.count && scalars[index - 1].properties.isAlphabetic
        && scalars[index + 1].properties.isAlphabetic
    }
    return scalars.indices.reduce(into: "") { escaped, index in
      let scalar = scalars[index]
      switch scalar {
      // Inside of a word an underscore means nothing, and names of columns read better without a mark.
      case "_" where isInside(index): escaped += "_"
      case "|", "\\", "`", "*", "_", "<", "[", "]", "~", "&": escaped += "\\" + String(scalar)
      case "\n", "\r": escaped += " "
      default: escaped.unicodeScalars.append(scalar)
      }
    }
  }

  private func markdownTable() -> String {
    let shown = columns.filter(\.isHeadline)
    let heads = shown.map { Self.markdown($0.name) }
    let widths = shown.indices.map { column in
      max(3, ([heads] + kept).map { $0[column].count }.max() ?? 0)
    }
    func line(_ cells: [String]) -> String {
      let padded = cells.indices.map { column in
        shown[column].isNumber
          ? Layout.right(cells[column], widths[column])
          : Layout.left(cells[column], widths[column])
      }
      return "| " + padded.joined(separator: " | ") + " |\n"
    }
    let rule = shown.indices.map { column in
      String(repeating: "-", count: widths[column] - (shown[column].isNumber ? 1 : 0))
        + (shown[column].isNumber ? ":" : "")
    }
    return line(heads) + line(rule) + kept.map(line).joined()
  }
}
