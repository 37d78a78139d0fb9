/// Writes the rows of a table one by one in a format.
///
/// Text goes to `write` in pieces of about 64 KiB, so that a table of a million rows needs no memory.
public struct TableWriter {
  private let format: TableFormat
  private let columns: [TableColumn]
  private var buffer = ""
  private var rowCount = 0
  /// Markdown columns are aligned, so their rows are kept to the end.
  private var kept: [[String]] = []
  private static let piece = 1 << 16

  /// Makes a writer of a table with some columns.
  public init(_ format: TableFormat, columns: [TableColumn]) {
    self.format = format
    self.columns = columns
    switch format {
    case .csv: buffer = columns.map { Self.csv($0.name) }.joined(separator: ",") + "\n"
    case .tsv: buffer = columns.map { Self.tsv($0.name) }.joined(separator: "\t") + "\n"
    case .json: buffer = "["
    case .jsonl, .md: break
    }
  }

  /// Adds a row, a value for each column.
  public mutating func add(_ row: [JSONValue], to write: (String) throws -> Void) throws {
    precondition(row.count == columns.count, "a row has a value for each column")
    switch format {
    case .csv: buffer += row.map { Self.csv(Self.plain($0)) }.joined(separator: ",") + "\n"
    case .tsv: buffer += row.map { Self.tsv(Self.plain($0)) }.joined(separator: "\t") + "\n"
    case .jsonl: buffer += object(row) + "\n"
    case .json: buffer += (rowCount == 0 ? "\n" : ",\n") + object(row)
    case .md:
      kept.append(zip(columns, row).filter(\.0.isHeadline).map { Self.markdown(Self.plain($0.1)) })
    }
    rowCount += 1
    if buffer.utf8.count >= Self.piece { try flush(to: write) }
  }

  /// Writes what is left.
  public mutating func finish(to write: (String) throws -> Void) throws {
    if format == .json { buffer += rowCount == 0 ? "]\n" : "\n]\n" }
    if format == .md { buffer += markdownTable() }
    try flush(to: write)
  }

  private mutating func flush(to write: (String) throws -> Void) throws {
    guard !buffer.isEmpty else { return }
    try write(buffer)
    buffer = ""
  }

  private func object(_ row: [JSONValue]) -> String {
    JSONValue.object(zip(columns, row).map { ($0.name, $1) }).line
  }

  /// A value as plain text; nothing where it is unknown.
  private static func plain(_ value: JSONValue) -> String {
    switch value {
    case .null: ""
    case .string(let text): text
    case .number(let text): text
    case .bool(let flag): flag ? "true" : "false"
    case .array, .object: value.line
    }
  }

  private static func csv(_ text: String) -> String {
    guard text.utf8.contains(where: { [0x22, 0x2C, 0x0A, 0x0D].contains($0) }) else { return text }
    // Letter by letter, a quote with an accent on it would not be found.
    var quoted = "\""
    for scalar in text.unicodeScalars {
      if scalar == "\"" { quoted += "\"" }
      quoted.unicodeScalars.append(scalar)
    }
    return quoted + "\""
  }

  private static func tsv(_ text: String) -> String {
    guard text.utf8.contains(where: { [0x09, 0x0A, 0x0D, 0x5C].contains($0) }) else { return text }
    return text.unicodeScalars.reduce(into: "") { escaped, scalar in
      switch scalar {
      case "\t": escaped += "\\t"
      case "\n": escaped += "\\n"
      case "\r": escaped += "\\r"
      case "\\": escaped += "\\\\"
      default: escaped.unicodeScalars.append(scalar)
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
