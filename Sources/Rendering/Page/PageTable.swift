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
    page.markup("<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"Table ")
    page.text(name)
    page.markup("\"><table class=\"data\"><thead><tr>")
    for column in columns {
      page.markup("<th scope=\"col\"\(column.isNumber ? " class=\"n\"" : "") title=\"")
      page.text(column.about)
      page.markup("\">")
      page.text(column.name)
      page.markup("</th>")
    }
    page.markup("</tr></thead><tbody>\n")
    for row in rows { write(row, to: &page) }
    page.markup("</tbody></table></div>\n")
    if let rest { page.element("p class=\"note\"", rest) }
  }

  private func write(_ row: [JSONValue], to page: inout PageWriter) {
    page.markup("<tr>")
    for (column, value) in zip(columns, row) {
      page.markup(column.isNumber ? "<td class=\"n\">" : "<td>")
      var bytes: [UInt8] = []
      value.appendPlain(to: &bytes)
      page.text(String(decoding: bytes, as: UTF8.self))
      page.markup("</td>")
    }
    page.markup("</tr>\n")
  }
}
