import Model
import Rendering
import ScenarioFiles

extension Grading {
  /// The columns of the table.
  static let columns = [
    TableColumn("code", "which of the codes, from 1"),
    TableColumn("label", "what stood before the code", isNumber: false),
    TableColumn("name", "the name in the code", isNumber: false),
    TableColumn("seed", "the seed of the quiz"),
    TableColumn("questions_count", "how many questions there were"),
    TableColumn("right_count", "how many answers are right"),
    TableColumn("wrong", "the questions with a wrong answer", isNumber: false),
    TableColumn("skipped", "the questions without an answer", isNumber: false),
    TableColumn("is_valid", "whether the code counts", isNumber: false),
    TableColumn("note", "why it does not, or what is strange", isNumber: false),
  ]

  /// A row for each code; questions are numbers with spaces between them.
  var tableRows: [[JSONValue]] {
    func list(_ numbers: [Int]?) -> JSONValue {
      .text(numbers.map { $0.map(String.init).joined(separator: " ") })
    }
    return rows.map { row in
      [
        .count(row.number), .string(row.label), .text(row.name),
        row.seed.map { .number("\($0)") } ?? .null, .count(row.score?.total),
        .count(row.score?.right), list(row.score?.wrong), list(row.score?.skipped),
        .bool(row.score != nil), .text(row.note),
      ]
    }
  }

  /// Writes the table in a format.
  func write(
    _ format: TableFormat, forSpreadsheet: Bool = false, to write: (String) throws -> Void
  ) throws {
    var writer = TableWriter(
      format, columns: Self.columns, named: "grades", forSpreadsheet: forSpreadsheet)
    for row in tableRows { try writer.add(row, to: write) }
    try writer.finish(to: write)
  }

  /// The results for people: a line for each valid code, then what is wrong with others.
  func text(width: Int) -> String {
    let valid = rows.filter { $0.score != nil }
    var text = valid.isEmpty ? "" : table(of: valid)
    let notes = rows.filter { $0.note != nil }
    if !valid.isEmpty, !notes.isEmpty { text += "\n" }
    for row in notes {
      let owner =
        [row.label, row.name ?? ""].first { !$0.isEmpty }.map { " (\($0))" } ?? ""
      let begin = row.score == nil ? "Not valid: code" : "Look at code"
      let sentence = "\(begin) \(row.number)\(owner): \(row.note ?? "")."
      text += Layout.fold(sentence, indent: "", width: width).map { $0 + "\n" }.joined()
    }
    let bad = rows.count - valid.count
    if bad > 0, rows.count > 1 { text += "\n\(valid.count) of \(rows.count) codes are valid.\n" }
    return text
  }

  private func table(of rows: [Row]) -> String {
    let hasLabels = rows.contains { !$0.label.isEmpty }
    let seeds = Set(rows.map(\.seed)).count
    var heads = ["name", "right", "wrong", "skipped"]
    if hasLabels { heads.insert("label", at: 0) }
    if seeds > 1 { heads.append("seed") }
    let lines = rows.map { row in
      let name = row.name.flatMap { $0.isEmpty ? nil : $0 } ?? "(no name)"
      var cells = [
        name, "\(row.score?.right ?? 0) of \(row.score?.total ?? 0)",
        QuizScore.list(row.score?.wrong ?? []), QuizScore.list(row.score?.skipped ?? []),
      ]
      if hasLabels { cells.insert(row.label, at: 0) }
      if seeds > 1 { cells.append("\(row.seed ?? 0)") }
      return cells.map { $0.isEmpty ? "-" : $0 }
    }
    return Self.aligned([heads] + lines)
  }

  /// Columns two cells apart; names may have wide characters.
  private static func aligned(_ lines: [[String]]) -> String {
    let widths = lines[0].indices.map { column in
      lines.map { displayWidth($0[column]) }.max() ?? 0
    }
    return lines.map { cells in
      var line = ""
      for (column, cell) in cells.enumerated() {
        line += cell
        guard column + 1 < cells.count else { continue }
        line += String(repeating: " ", count: widths[column] - displayWidth(cell) + 2)
      }
      return line + "\n"
    }.joined()
  }
}
