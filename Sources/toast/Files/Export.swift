import Analysis
import Foundation
import Model
import Rendering
import ScenarioFiles

/// What a command prints and writes: tables row by row as runs end, documents at the end.
struct Export {
  /// What goes to one place.
  enum Content: Equatable {
    case table(TableName, TableFormat)
    /// The whole report as JSON.
    case document
    /// The report for people.
    case report
    /// What the columns of the tables mean, for tools that read data packages.
    case package
  }

  /// A run that is over, with what tables say of it beside its result.
  struct Run {
    let finished: FinishedRun
    let result: RunResult
    let label: RunLabel
    let baselineID: String?
    /// What workers measured of each step, in real runs.
    var measurements: [StepMeasurement]?
  }

  private struct Place {
    let file: AtomicFile?
    let content: Content
    var writer: TableWriter?

    /// Whether a reader that went away is no reason to stop, since files are being written as well.
    var outlivesReader = false

    func write(_ text: String) throws {
      guard file == nil else { return try file?.write(text) ?? () }
      do {
        try Console.write(text)
      } catch let gone as ReaderGone {
        if !outlivesReader { throw gone }
      }
    }
  }

  /// How many jobs' rows are made at once by a thread.
  private static let blockSize = 8_192

  private let threads: Int
  private let tables: [TableName]
  private var places: [Place]
  /// Folders that were made for files, to be removed where none comes.
  private var folders: [String] = []

  /// Opens all files, so that what cannot be written is known before anything runs.
  init(
    _ options: OutputOptions, threads: Int, tables: [TableName] = TableName.ofAllRuns
  ) throws {
    self.threads = threads
    self.tables = tables
    places = []
    let files = try options.files(of: tables)
    let output = Place(
      file: nil, content: try options.standardOutput(), outlivesReader: !files.isEmpty)
    for content in files.map(\.content) + [output.content] {
      if case .table(let table, _) = content, !tables.contains(table) {
        throw Failure.usage(
          "the table `\(table.rawValue)` is measured by workers; toast real writes it")
      }
    }
    var targets: Set<String> = []
    do {
      for (path, content) in files {
        let target = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
        guard targets.insert(target).inserted else {
          throw Failure.usage("`-o \(harmless(path))`: the same file is named twice")
        }
        try makeFolder(of: path, options)
        let file = try AtomicFile(path, force: options.force)
        places.append(Place(file: file, content: content))
      }
    } catch {
      discard()
      throw error
    }
    places.append(output)
    for index in places.indices {
      if case .table(let table, let format) = places[index].content {
        places[index].writer = TableWriter(format, columns: table.columns)
      }
    }
  }

  /// `-o results/` makes the folder, as the last step of a path only.
  private mutating func makeFolder(of path: String, _ options: OutputOptions) throws {
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
    guard options.output.contains(where: { $0.hasSuffix("/") && path.hasPrefix($0) }),
      !FileManager.default.fileExists(atPath: folder)
    else { return }
    do {
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: false)
      folders.append(folder)
    } catch {
      throw Failure(message: "the folder \(folder) cannot be made", code: .cannotWrite)
    }
  }

  /// Whether standard output gets the report for people.
  var printsReport: Bool { places.last?.content == .report }

  /// Whether a table needs the traces of runs.
  var needsTrace: Bool {
    places.contains { if case .table(.jobs, _) = $0.content { true } else { false } }
  }

  private static let withoutTrace = Failure.usage(
    "the table of jobs needs a kept trace; --trace keeps one of any size")

  /// Refuses what cannot be told of a scenario, before it runs.
  func check(_ scenario: Scenario, keepsTrace: Bool) throws {
    if needsTrace, !keepsTrace, scenario.jobCount > PlannedRun.keptJobs { throw Self.withoutTrace }
  }

  /// Adds a run to the tables.
  mutating func add(_ run: Run) throws {
    if needsTrace, run.finished.trace == nil { throw Self.withoutTrace }
    for index in places.indices {
      guard case .table(let table, _) = places[index].content,
        var writer = places[index].writer
      else { continue }
      let place = places[index]
      places[index].writer = nil
      try add(run, to: &writer, of: table, place)
      places[index].writer = writer
    }
  }

  private func add(
    _ run: Run, to writer: inout TableWriter, of table: TableName, _ place: Place
  ) throws {
    guard table == .jobs, case .table(_, let format) = place.content, format != .md,
      let rows = JobRows(run.finished, run.label)
    else {
      return try table.forEachRow(of: run) { row in try writer.add(row, to: place.write) }
    }
    let before = writer.rowCount
    let blocks = (rows.count + Self.blockSize - 1) / Self.blockSize
    @Sendable func range(_ block: Int) -> Range<Int> {
      block * Self.blockSize..<min(rows.count, (block + 1) * Self.blockSize)
    }
    try Cores.inOrder(blocks, threads: threads) { block in
      let range = range(block)
      var part = TableWriter(
        partOf: format, columns: table.columns, after: before + range.lowerBound)
      var text = ""
      try rows.forEach(in: range) { try part.add($0) { text += $0 } }
      return text + part.takeText()
    } take: { block, text in
      try writer.add(part: text, rows: range(block).count, to: place.write)
      return true
    }
  }

  /// Writes what is left, and gives the files their names before anything more is printed.
  mutating func finish(document: () -> String, report: (_ isFile: Bool) -> String) throws {
    // No file gets its name before all are whole; standard output, the last place, comes after them.
    for index in places.indices {
      if index == places.count - 1 { for place in places { try place.file?.commit() } }
      let place = places[index]
      switch place.content {
      case .table: try places[index].writer?.finish(to: place.write)
      case .document: try place.write(document())
      case .package:
        let package = tables.map { ($0.rawValue, $0.columns) }
        try place.write(DataPackage.document(of: package).text())
      case .report: try place.write(report(place.file != nil))
      }
    }
  }

  /// Removes what was begun; old files are as they were.
  func discard() {
    for place in places { place.file?.discard() }
    for folder in folders
    where (try? FileManager.default.contentsOfDirectory(atPath: folder))?.isEmpty == true {
      // An empty folder does no harm where it cannot be removed.
      try? FileManager.default.removeItem(atPath: folder)
    }
  }
}

extension TableName {
  var columns: [TableColumn] {
    switch self {
    case .runs: RunsTable.columns
    case .jobs: JobsTable.columns
    case .lanes: LanesTable.columns
    case .steps: StepsTable.columns
    }
  }

  func forEachRow(of run: Export.Run, _ body: ([JSONValue]) throws -> Void) throws {
    switch self {
    case .runs:
      try body(
        RunsTable.row(
          run.result, run.label, baselineID: run.baselineID, toolVersion: Toast.version))
    case .jobs:
      guard let rows = JobRows(run.finished, run.label) else { return }
      try rows.forEach(in: 0..<rows.count, body)
    case .lanes: for row in LanesTable.rows(of: run.result, run.label) { try body(row) }
    case .steps:
      try StepsTable.forEachRow(
        of: run.measurements ?? [], in: run.finished.plan.scenario, run.label, body)
    }
  }
}
