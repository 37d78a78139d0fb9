import Model

/// Reads columns of durations from csv files that stand in the scenario's own folder.
///
/// With `allowsFiles` they may stand anywhere.
struct TableReader: Sendable {
  private static let mostBytes = 16 << 20
  private static let mostValues = 1_000_000
  /// The folder of the scenario file; nil where there is none, so that no file is read.
  let folder: String?
  /// Whether tables outside of the folder are read, too; where there is no folder the current one is meant.
  let allowsFiles: Bool
  /// Tables that are given with the scenario, by path; nil where they stand in files.
  private let given: [String: [UInt8]]?
  /// What has been read, so that variants do not read it again.
  private var known: [Column: [Nanoseconds]] = [:]
  private var valueCount = 0

  private struct Column: Hashable {
    let path: String
    let name: String
    let unit: Nanoseconds
  }

  /// The tables that have been read, as the scenario names them, sorted.
  private var names: [String] { Set(known.keys.map(\.path)).sorted() }

  /// The paths of all that has been read, sorted.
  var paths: [String] { names.map { $0.hasPrefix("/") ? $0 : "\(folder ?? ".")/\($0)" } }

  /// The bytes of all that has been read, by the scenario's names.
  var contents: [(path: String, bytes: [UInt8])] {
    names.compactMap { name in (try? read(name)).map { (name, $0) } }
  }

  init(folder: String?, allowsFiles: Bool = false, given: [String: [UInt8]]?) {
    self.folder = folder
    self.allowsFiles = allowsFiles
    self.given = given
  }

  /// The durations of a column, in the order of its rows.
  mutating func durations(
    path: String, column: String, unit: Nanoseconds
  ) throws(ScalarMistake) -> [Nanoseconds] {
    let key = Column(path: path, name: column, unit: unit)
    if let durations = known[key] { return durations }
    var table = SeparatedText(try read(path))
    let header = table.nextRow() ?? []
    guard let index = header.firstIndex(of: column) else {
      throw ScalarMistake(
        .table, "`\(path)` has no column `\(column.prefix(64))`",
        remedy: nearest(to: column, among: header).map { "did you mean `\($0)`?" }
          ?? "it has \(header.prefix(8).joined(separator: ", "))",
        key: "column")
    }
    var durations: [Nanoseconds] = []
    while let field = table.nextField(index) {
      durations.append(
        try duration(field, unit, "row \(durations.count + 1) of `\(path)`, column `\(column)`"))
      guard valueCount + durations.count <= Self.mostValues else {
        throw ScalarMistake(
          .pastLimit, "the tables of a scenario have at most \(Self.mostValues) rows together")
      }
    }
    guard !durations.isEmpty else { throw ScalarMistake(.table, "`\(path)` has no rows") }
    valueCount += durations.count
    known[key] = durations
    return durations
  }

  private func duration(
    _ text: String, _ unit: Nanoseconds, _ place: String
  ) throws(ScalarMistake) -> Nanoseconds {
    guard let decimal = WrittenDecimal(text.trimmed) else {
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

  private func read(_ path: String) throws(ScalarMistake) -> [UInt8] {
    if let given {
      if let bytes = given[path] { return bytes }
      throw ScalarMistake(.table, "the table `\(path)` is not there")
    }
    guard allowsFiles || folder != nil else {
      throw ScalarMistake(
        .table, "a table needs a scenario file with a folder of its own",
        remedy: "save the scenario as a file beside the table")
    }
    let place = ClosedFolder(folder ?? ".")
    do {
      return allowsFiles
        ? try place.bytesOutside(of: path, atMost: Self.mostBytes)
        : try place.bytes(of: path, atMost: Self.mostBytes)
    } catch {
      throw mistake(error, path)
    }
  }

  private func mistake(_ refusal: ClosedFolder.Refusal, _ path: String) -> ScalarMistake {
    let path = path.count <= 200 ? path : path.prefix(200) + "..."
    return switch refusal {
    case .outside:
      ScalarMistake(
        .table, "`\(path)` is outside of the scenario's folder",
        remedy: "put it beside the scenario; or --allow-files, if you trust who wrote this")
    case .missing where allowsFiles:
      ScalarMistake(.table, "there is no file `\(path)`")
    case .missing:
      ScalarMistake(
        .table, "there is no file `\(path)` beside the scenario",
        remedy: "the path begins in the scenario's folder")
    case .notPlain: ScalarMistake(.table, "`\(path)` is not a file")
    case .tooLarge:
      ScalarMistake(.pastLimit, "`\(path)` has more than \(Self.mostBytes) bytes")
    case .unreadable:
      ScalarMistake(.table, "`\(path)` cannot be read; are you allowed to read it?")
    }
  }
}
