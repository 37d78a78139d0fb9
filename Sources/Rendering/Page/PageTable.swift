/// A table on a page.
public struct PageTable: Sendable {
  /// The most rows that a page shows.
  public static let mostRows = 500

  /// The table's name, as in `-o NAME.csv`.
  public let name: String
  /// Its columns.
  public let columns: [TableColumn]
  /// Its first rows, a value for each column.
  public let rows: [[JSONValue]]
  /// How many rows the whole table has.
  public let count: Int

  /// Makes a table; `count` tells of rows that are not given, since a page shows no more than
  /// `mostRows`.
  public init(
    name: String, columns: [TableColumn], rows: [[JSONValue]], count: Int? = nil
  ) {
    self.name = name
    self.columns = columns
    self.rows = Array(rows.prefix(Self.mostRows))
    self.count = max(count ?? 0, rows.count)
  }

  /// What is said of rows that are left out; nil where all are there.
  var rest: String? {
    guard count > rows.count else { return nil }
    return "The first \(rows.count) of \(count) rows: -o \(name).csv has all."
  }

  /// Appends the table with its caption.
  func write(to page: inout PageWriter) {
    page.element("h3", name)
    page.markup("<div class=\"scroll long\" role=\"region\" tabindex=\"0\" aria-label=\"Table ")
    page.text(name)
    page.markup("\">")
    if isTurned { writeTurned(to: &page) } else { writeRows(to: &page) }
    page.markup("</div>\n")
    if let rest { page.element("p class=\"note\"", rest) }
  }

  /// A few rows of many columns are easier to read with a line a column.
  private var isTurned: Bool { (1...4).contains(rows.count) && columns.count > 20 }

  private func writeTurned(to page: inout PageWriter) {
    page.markup("<table class=\"facts\"><thead><tr><th scope=\"col\">column</th>")
    page.markup("<th scope=\"col\" colspan=\"\(rows.count)\">value</th>")
    page.markup("<th scope=\"col\">what it is</th></tr></thead><tbody>\n")
    for (index, column) in columns.enumerated() {
      page.markup("<tr>")
      page.element("th scope=\"row\"", column.name)
      for row in rows { page.element("td", Self.plain(row[index])) }
      page.element("td", column.about)
      page.markup("</tr>\n")
    }
    page.markup("</tbody></table>")
  }

  private func writeRows(to page: inout PageWriter) {
    page.markup("<table class=\"data\"><thead><tr>")
    for column in columns {
      page.markup("<th scope=\"col\"\(column.isNumber ? " class=\"n\"" : "") title=\"")
      page.text(column.about)
      page.markup("\">")
      page.text(column.name)
      page.markup("</th>")
    }
    page.markup("</tr></thead><tbody>\n")
    for row in rows { write(row, to: &page) }
    page.markup("</tbody></table>")
  }

  private func write(_ row: [JSONValue], to page: inout PageWriter) {
    page.markup("<tr>")
    for (column, value) in zip(columns, row) {
      page.markup(column.isNumber ? "<td class=\"n\">" : "<td>")
      page.text(Self.plain(value))
      page.markup("</td>")
    }
    page.markup("</tr>\n")
  }

  private static func plain(_ value: JSONValue) -> String {
    var bytes: [UInt8] = []
    value.appendPlain(to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }
}
