import Foundation
import Model
import SwiftCSV

/// Reads columns of durations from csv files that stand in the scenario's own folder.
struct TableReader: Sendable {
  private static let mostBytes = 16 << 20
  private static let mostRows = 1_000_000
  /// The folder of the scenario file; nil where there is none, so that no file is read.
  let folder: String?

  /// The durations of a column, in the order of its rows.
  func durations(
    path: String, column: String, unit: Nanoseconds
  ) throws(ScalarMistake) -> [Nanoseconds] {
    let text = try read(path)
    let table: NamedCSV
    do {
      table = try NamedCSV(string: text, delimiter: .comma)
    } catch {
      throw ScalarMistake(.table, "`\(path)` is not a csv table")
    }
    guard table.header.contains(column) else {
      throw ScalarMistake(
        .table, "`\(path)` has no column `\(column)`",
        remedy: nearest(to: column, among: table.header).map { "did you mean `\($0)`?" }
          ?? "it has \(table.header.prefix(8).joined(separator: ", "))")
    }
    guard !table.rows.isEmpty else { throw ScalarMistake(.table, "`\(path)` has no rows") }
    guard table.rows.count <= Self.mostRows else {
      throw ScalarMistake(.pastLimit, "`\(path)` has more than \(Self.mostRows) rows")
    }
    var durations: [Nanoseconds] = []
    for (index, row) in table.rows.enumerated() {
      durations.append(
        try duration(row[column] ?? "", unit, "row \(index + 1) of `\(path)`, column `\(column)`"))
    }
    return durations
  }

  private func duration(
    _ text: String, _ unit: Nanoseconds, _ place: String
  ) throws(ScalarMistake) -> Nanoseconds {
    guard let decimal = Decimal(text.trimmed) else {
      throw ScalarMistake(.table, "\(place): `\(text.prefix(40))` is not a number of 0 or more")
    }
    // A measured time may be finer than a nanosecond: it is rounded to the nearest one, halves up.
    let exact = 2 * decimal.digits * Int128(unit) + decimal.scale
    let value = exact / (2 * decimal.scale)
    guard value <= Int128(DurationParser.longest) else {
      throw ScalarMistake(.table, "\(place): longer than 100 years")
    }
    return Nanoseconds(value)
  }

  private func read(_ path: String) throws(ScalarMistake) -> String {
    guard let folder else {
      throw ScalarMistake(
        .table, "a table needs a scenario file with a folder of its own",
        remedy: "save the scenario as a file beside the table")
    }
    let root = URL(fileURLWithPath: folder).resolvingSymlinksInPath().standardizedFileURL
    let file = URL(fileURLWithPath: path, relativeTo: root).resolvingSymlinksInPath()
      .standardizedFileURL
    guard !path.hasPrefix("/"), file.path.hasPrefix(root.path == "/" ? "/" : root.path + "/") else {
      throw ScalarMistake(
        .table, "`\(path)` is outside of the scenario's folder",
        remedy: "put it beside the scenario")
    }
    guard FileManager.default.fileExists(atPath: file.path) else {
      throw ScalarMistake(.table, "there is no file `\(path)` beside the scenario")
    }
    guard let size = try? file.resourceValues(forKeys: [.fileSizeKey, .isRegularFileKey]),
      size.isRegularFile == true, (size.fileSize ?? .max) <= Self.mostBytes
    else {
      throw ScalarMistake(.pastLimit, "`\(path)` has more than \(Self.mostBytes) bytes")
    }
    guard let text = try? String(contentsOf: file, encoding: .utf8) else {
      throw ScalarMistake(.table, "`\(path)` cannot be read as UTF-8 text")
    }
    return text
  }
}
