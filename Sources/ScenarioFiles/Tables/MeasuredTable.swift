import Model

/// A table that was measured elsewhere: its rows with their places, and the mistakes found in them.
struct MeasuredTable {
  private enum Limit {
    static let bytes = 16 << 20
    static let rows = 100_000
    static let mistakes = 100
  }

  /// The names of the columns.
  let header: [String]
  /// The rows, the header left out; each has as many fields as the header.
  let rows: [[SeparatedText.Field]]
  let hasTabs: Bool
  private let label: String
  private let bytes: [UInt8]
  private let headerFields: [SeparatedText.Field]
  private(set) var mistakes: [Diagnostic] = []

  /// Reads all rows.
  ///
  /// What is no table at all is thrown at once; a row of the wrong length is a mistake like others.
  init(_ bytes: [UInt8], label: String) throws(ScenarioMistakes) {
    guard bytes.count <= Limit.bytes else {
      throw Self.failure(
        Diagnostic(.pastLimit, "the table has more than \(Limit.bytes) bytes", at: nil), label)
    }
    self.label = label
    self.bytes = bytes
    guard String(validating: bytes, as: UTF8.self) != nil else {
      let place = SourceText.placeOfInvalidByte(bytes)
      throw Self.failure(
        Diagnostic(
          .unreadableText, "this is not UTF-8 text", at: place, remedy: "save it as UTF-8"),
        label, bytes)
    }
    var text = SeparatedText(bytes)
    hasTabs = text.hasTabs
    headerFields = text.nextFields() ?? []
    header = headerFields.map { $0.text.trimmed }
    var rows: [[SeparatedText.Field]] = []
    while rows.count <= Limit.rows, let row = text.nextFields() { rows.append(row) }
    guard rows.count <= Limit.rows else {
      throw Self.failure(
        Diagnostic(.pastLimit, "the table has more than \(Limit.rows) rows", at: nil), label)
    }
    guard !rows.isEmpty else {
      throw Self.failure(
        Diagnostic(
          .empty, "the table has \(header.isEmpty ? "nothing in it" : "no rows")", at: nil,
          remedy: "the first line names the columns, the others hold numbers"), label, bytes)
    }
    let width = headerFields.count
    self.rows = rows.filter { $0.count == width }
    for row in rows where row.count != width { addLength(of: row) }
  }

  private mutating func addLength(of row: [SeparatedText.Field]) {
    guard let first = row.first, let last = row.last else { return }
    let isLong = row.count > headerFields.count
    let count = "the row has \(row.count) field\(row.count == 1 ? "" : "s"), the header"
    add(
      "\(count) \(headerFields.count)", at: isLong ? row[headerFields.count] : last,
      remedy: last.isUnclosed
        ? "a quote is never closed"
        : isLong && first.text.count < 20 ? "decimals have a point, not a comma" : nil)
  }

  /// Adds a mistake at a field, and maybe another place that belongs to it.
  mutating func add(
    _ message: String, at field: SeparatedText.Field, remedy: String? = nil,
    other: SeparatedText.Field? = nil
  ) {
    guard mistakes.count < Limit.mistakes else { return }
    let (place, length) = field.place(in: bytes)
    mistakes.append(
      Diagnostic(
        .table, message, at: place, length: length, remedy: remedy,
        other: other?.place(in: bytes).place))
  }

  /// Adds a mistake at the head of a column, or at the first column.
  mutating func add(_ message: String, atColumn column: Int?, remedy: String?) {
    guard let field = headerFields.indices.contains(column ?? 0) ? headerFields[column ?? 0] : nil
    else { return }
    add(message, at: field, remedy: remedy)
  }

  /// The index of a column that somebody named; a mistake where there is none, or more than one.
  mutating func index(of name: String) -> Int? {
    let found = header.indices.filter { header[$0] == name }
    if found.count == 1 { return found[0] }
    if let second = found.dropFirst().first {
      add("there are two columns `\(name.prefix(64))`", atColumn: second, remedy: nil)
    } else {
      add(
        "there is no column `\(name.prefix(64))`", atColumn: nil,
        remedy: nearest(to: name, among: header).map { "did you mean `\($0)`?" } ?? columnList)
    }
    return nil
  }

  /// The names of the columns, for a remedy.
  var columnList: String {
    "it has \(header.prefix(8).map { "`\($0.prefix(32))`" }.joined(separator: ", "))"
      + (header.count > 8 ? " and \(header.count - 8) more" : "")
  }

  /// A number above 0, or from 0 on; a mistake where the field holds none.
  mutating func number(
    _ field: SeparatedText.Field, _ column: String, allowsZero: Bool = false
  ) -> Double? {
    let text = field.text.trimmed
    let shown = "`\(text.prefix(40))`"
    if text.isEmpty {
      add("`\(column)` is missing here", at: field, remedy: "leave the row out, or measure it")
      return nil
    }
    guard let value = WrittenNumber.value(text) else {
      let isNone = ["nan", "inf", "infinity", "na", "n/a", "null"].contains(
        text.lowercased().drop { "+-".contains($0) })
      add(
        "`\(column)`: \(shown) is not a number", at: field,
        remedy: isNone
          ? "leave the row out"
          : field.isUnclosed
            ? "a quote is never closed" : text.contains(",") ? "decimals have a point" : nil)
      return nil
    }
    guard value.isFinite else {
      add("`\(column)`: \(shown) is too large", at: field)
      return nil
    }
    guard allowsZero ? value >= 0 : value > 0 else {
      add(
        "`\(column)`: \(shown) is \(value < 0 ? "negative" : "nothing")", at: field,
        remedy: "it has to be \(allowsZero ? "0 or more" : "above 0")")
      return nil
    }
    return value
  }

  /// Throws all mistakes, in the order of the table.
  func check() throws(ScenarioMistakes) {
    guard let first = mistakes.first else { return }
    let origin = first.place ?? Place(source: 0, line: 1, column: 1)
    throw ScenarioMistakes(
      diagnostics: mistakes.sorted { ($0.place ?? origin) < ($1.place ?? origin) },
      text: Self.text(label, bytes))
  }

  private static func failure(
    _ diagnostic: Diagnostic, _ label: String, _ bytes: [UInt8] = []
  ) -> ScenarioMistakes {
    ScenarioMistakes(diagnostics: [diagnostic], text: text(label, bytes))
  }

  private static func text(_ label: String, _ bytes: [UInt8]) -> DiagnosticText {
    let mark = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    let text = String(decoding: bytes[mark...], as: UTF8.self)
    return DiagnosticText(sources: [SourceText(label: label, text: text)])
  }
}

/// Numbers as programs write them: a sign, decimals, an exponent.
enum WrittenNumber {
  /// The number; nil for anything else, hexadecimal digits, words and spaces included.
  static func value(_ text: String) -> Double? {
    var rest = Substring(text)
    func digits() -> Int {
      let digits = rest.prefix { $0.isASCII && $0.isNumber }
      rest = rest.dropFirst(digits.count)
      return digits.count
    }
    if rest.first == "-" || rest.first == "+" { rest.removeFirst() }
    var count = digits()
    if rest.first == "." {
      rest.removeFirst()
      count += digits()
    }
    guard count > 0, count < 400 else { return nil }
    if rest.first == "e" || rest.first == "E" {
      rest.removeFirst()
      if rest.first == "-" || rest.first == "+" { rest.removeFirst() }
      guard (1...4).contains(digits()) else { return nil }
    }
    return rest.isEmpty ? Double(text) : nil
  }
}
