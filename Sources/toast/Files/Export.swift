import Analysis
import Model
import Rendering
import ScenarioFiles

/// What a command prints and writes: tables row by row as runs end, everything else at the end.
struct Export {
  /// A place, and what goes there.
  struct Place {
    let file: AtomicFile?
    let name: String
    let content: ExportContent
    var writer: TableWriter?
    var saved: SavedTraceWriter?

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

  let threads: Int
  let tables: [TableShape]
  private(set) var places: [Place]
  private let hasLanes: Bool
  private let forSpreadsheet: Bool
  /// Folders that were made for files, to be removed where none comes.
  private var folders: [NewFolder] = []
  /// The runs that pictures show, and the rows that a page shows.
  private(set) var gallery = ExportGallery()

  /// Opens all files, so that what cannot be written is known before anything runs.
  ///
  /// The first table is the one that is meant where no name says which. A verb that has no lanes draws
  /// a plot.
  init(
    _ options: OutputOptions, verb: String, threads: Int,
    tables: [TableShape] = TableShape.ofRuns(), hasLanes: Bool = true
  ) throws {
    self.threads = threads
    self.tables = tables
    self.hasLanes = hasLanes
    forSpreadsheet = options.excel
    places = []
    let names = tables.map(\.name)
    let files = try options.files(of: names)
    let output = Place(
      file: nil, name: "-", content: try options.standardOutput(of: names),
      outlivesReader: !files.isEmpty)
    for content in files.map(\.content) + [output.content] {
      if case .table(let table, _) = content, !names.contains(table) {
        throw Failure.usage(table.absence)
      }
      if !hasLanes, content.needsLanes {
        throw Failure.usage(
          "toast \(verb) keeps no lanes: write .svg or .html for its plot, and run, race or real for "
            + "pictures of lanes and saved runs")
      }
    }
    do {
      try open(files, options, verb)
    } catch {
      discard()
      throw error
    }
    places.append(output)
    for index in places.indices {
      if case .table(let table, let format) = places[index].content {
        places[index].writer = TableWriter(
          format, columns: columns(of: table), named: table.rawValue,
          forSpreadsheet: forSpreadsheet)
      }
    }
    gallery.needsRows = places.contains { $0.content == .picture(.html) }
  }

  private mutating func open(
    _ files: [(path: String, content: ExportContent)], _ options: OutputOptions, _ verb: String
  ) throws {
    for (path, content) in files {
      try makeFolder(of: path, options)
      let file = try AtomicFile(path, force: options.force)
      try file.checkDiffers(from: self.files)
      places.append(Place(file: file, name: path, content: content))
      if content == .trace {
        places[places.count - 1].saved = try SavedTraceWriter(file, named: path, verb: verb)
      }
    }
  }

  func columns(of table: TableName) -> [TableColumn] {
    tables.first { $0.name == table }?.columns ?? []
  }

  /// `-o results/` makes the folder, as the last step of a path only.
  private mutating func makeFolder(of path: String, _ options: OutputOptions) throws {
    let folder = PathParts(path).folder
    guard options.output.contains(where: { $0.hasSuffix("/") && path.hasPrefix($0) }),
      (try? OpenFile(folder: folder)) == nil
    else { return }
    do {
      folders.append(try NewFolder(folder))
    } catch {
      throw Failure(
        message: "the folder \(harmless(folder)) cannot be made; \(error.reason)",
        code: .cannotWrite)
    }
  }

  /// The files that are being written.
  var files: [AtomicFile] { places.compactMap(\.file) }

  /// Whether standard output gets the report for people.
  var printsReport: Bool { places.last?.content == .report }

  /// Whether lanes are drawn, so that runs must be kept until all are over.
  private var drawsLanes: Bool {
    hasLanes
      && places.contains { if case .picture = $0.content { true } else { false } }
  }

  /// Whether runs are saved.
  var savesTraces: Bool { places.contains { $0.content == .trace } }

  /// Whether something needs the traces of runs.
  var needsTrace: Bool {
    drawsLanes || savesTraces
      || places.contains {
        if case .table(let table, _) = $0.content { table.needsTrace } else { false }
      }
  }

  private static let withoutTrace = Failure.usage(
    "tables of jobs and events, pictures and saved runs need a kept trace; --trace keeps one of any "
      + "size")

  /// Refuses what cannot be told of a scenario, before it runs.
  func check(_ scenario: Scenario, keepsTrace: Bool) throws {
    if needsTrace, !keepsTrace, scenario.jobCount > PlannedRun.keptJobs { throw Self.withoutTrace }
  }

  /// Adds a run to the tables, to what is saved and, where it has a name there, to the pictures.
  mutating func add(_ run: ExportedRun) throws {
    if needsTrace, run.finished.trace == nil { throw Self.withoutTrace }
    if drawsLanes { try gallery.add(run) }
    for index in places.indices {
      try places[index].saved?.add(run)
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
    _ run: ExportedRun, to writer: inout TableWriter, of table: TableName, _ place: Place
  ) throws {
    guard table == .jobs, case .table(_, let format) = place.content, !format.keepsRows,
      let rows = JobRows(run.finished, run.label)
    else {
      return try table.forEachRow(of: run) { row in try writer.add(row, to: place.write) }
    }
    let before = writer.rowCount
    let (columns, forSpreadsheet) = (columns(of: table), forSpreadsheet)
    let blocks = (rows.count + Self.blockSize - 1) / Self.blockSize
    @Sendable func range(_ block: Int) -> Range<Int> {
      block * Self.blockSize..<min(rows.count, (block + 1) * Self.blockSize)
    }
    try Cores.inOrder(blocks, threads: threads) { block in
      let range = range(block)
      var part = TableWriter(
        partOf: format, columns: columns, after: before + range.lowerBound,
        forSpreadsheet: forSpreadsheet)
      var text = ""
      try rows.forEach(in: range) { try part.add($0) { text += $0 } }
      return text + part.takeText()
    } take: { block, text in
      try writer.add(part: text, rows: range(block).count, to: place.write)
      return true
    }
  }

  /// Writes what is left, and gives the files their names before anything more is printed.
  mutating func finish(_ end: ExportEnd) throws {
    // No file gets its name before all are whole; standard output, the last place, comes after them.
    for index in places.indices {
      if index == places.count - 1 { try AtomicFile.commit(places.compactMap(\.file)) }
      try finish(index, end)
    }
  }

  private mutating func finish(_ index: Int, _ end: ExportEnd) throws {
    let place = places[index]
    switch place.content {
    case .table(let table, _):
      for row in end.rows(table) { try places[index].writer?.add(row, to: place.write) }
      try places[index].writer?.finish(to: place.write)
    case .document: try place.write(end.document)
    case .package:
      let package = tables.filter { $0.name != .events }.map { ($0.name.rawValue, $0.columns) }
      try place.write(DataPackage.document(of: package).text())
    case .report: try place.write(end.report(place.file != nil))
    case .picture(let format):
      try gallery.write(format, end, tables: tables, to: place.write)
    case .trace:
      try places[index].saved?.finish(
        title: end.title, document: end.document, report: end.report(true))
    }
  }

  /// Removes what was begun; old files are as they were.
  func discard() {
    for place in places { place.file?.discard() }
    for folder in folders { folder.discard() }
  }
}
