import Analysis
import Model
import Rendering

/// The runs that pictures and pages show, kept until all runs are over.
struct ExportGallery {
  private struct Item {
    let timeline: RunTimeline
    let exported: ExportedRun
  }

  private var items: [Item] = []
  /// The simulated replications of each name, for what is told of them together.
  private var replications: [String: ResultGatherer] = [:]
  /// Whether a page shows tables as well.
  var needsRows = false
  private var rows: [TableName: (first: [[JSONValue]], count: Int)] = [:]

  /// Takes a run that has a name in pictures, and the rows of any.
  mutating func add(_ run: ExportedRun) throws {
    if needsRows {
      for table in [TableName.runs, .lanes, .jobs] { try addRows(of: table, run) }
    }
    if run.label.made == .simulated {
      replications[run.name, default: ResultGatherer()].add(run.result)
    }
    guard run.isShown, let timeline = RunTimeline(run.finished, run.result) else { return }
    items.append(Item(timeline: timeline, exported: run))
  }

  /// A page shows the first rows of a table, and tells how many there are.
  private mutating func addRows(of table: TableName, _ run: ExportedRun) throws {
    var (first, count) = rows.removeValue(forKey: table) ?? ([], 0)
    if table == .jobs {
      guard let jobs = JobRows(run.finished, run.label) else { return }
      jobs.forEach(in: 0..<min(PageTable.mostRows - first.count, jobs.count)) { first.append($0) }
      count += jobs.count
    } else {
      try table.forEachRow(of: run) { row in
        if first.count < PageTable.mostRows { first.append(row) }
        count += 1
      }
    }
    rows[table] = (first, count)
  }

  /// Writes a picture of all runs that are shown.
  func write(
    _ format: ExportContent.PictureFormat, _ end: ExportEnd, tables: [TableShape],
    to write: (String) throws -> Void
  ) throws {
    let runs = items.map(shown)
    switch format {
    case .svg: try write(try picture(runs, end))
    case .html: try write(page(runs, end, tables).text)
    case .traceEvents:
      try refuseWithoutLanes(format)
      try TraceEventJSON(
        runs: runs, labels: items.map(\.exported.label), toolVersion: Toast.version
      ).write(to: write)
    case .mermaid:
      try refuseWithoutLanes(format)
      try write(MermaidGantt(title: end.title, runs: runs).text)
    case .jobLog: try jobLog()?.write(to: write)
    case .cast:
      try refuseWithoutLanes(format)
      guard runs.count <= Show.mostRuns else {
        throw Failure.usage("a recording shows at most \(Show.mostRuns) runs")
      }
      try Recording(Show(end.title, runs)).write(to: write)
    }
  }

  /// A run as pictures show it; where it stands for several, its label says so.
  private func shown(_ item: Item) -> ShownRun {
    let name = item.exported.name
    let count = replications[name]?.count ?? 1
    return ShownRun(count > 1 ? "\(name), first of \(count)" : name, item.timeline)
  }

  private func refuseWithoutLanes(_ format: ExportContent.PictureFormat) throws {
    guard items.isEmpty else { return }
    throw Failure.usage("a .\(format.rawValue) file shows lanes, and this verb has none to show")
  }

  /// The jobs of the real run, or of the only one.
  private func jobLog() throws -> JobLog? {
    try refuseWithoutLanes(.jobLog)
    let real = items.map(\.exported).filter { $0.label.made != .simulated }
    let runs = real.isEmpty ? items.map(\.exported) : real
    guard runs.count == 1 else {
      throw Failure.usage("a .joblog file holds the jobs of one run, and these are \(runs.count)")
    }
    return JobLog(runs[0].finished, startedAt: Int128(runs[0].startedAt))
  }

  private func picture(_ runs: [ShownRun], _ end: ExportEnd) throws -> String {
    if let plot = end.plot { return plot(false) }
    try refuseWithoutLanes(.svg)
    return GanttSVG(title: end.title, runs: runs, isEmbedded: false).document
  }

  /// A page of runs has its lanes to replay and, without a script, to look at; a sweep has its plot.
  private func page(
    _ runs: [ShownRun], _ end: ExportEnd, _ shapes: [TableShape]
  ) -> ReportPage {
    let tables = shapes.compactMap { shape -> PageTable? in
      let known = rows[shape.name]
      let rows = known?.first ?? end.rows(shape.name)
      guard !rows.isEmpty else { return nil }
      return PageTable(
        name: shape.name.rawValue, columns: shape.columns, rows: rows, count: known?.count)
    }
    return ReportPage(
      title: end.title, report: end.report(true), runs: runs,
      results: items.map { replications[$0.exported.name]?.result ?? $0.exported.result },
      tables: tables, pictures: end.plot.map { [$0(true)] } ?? [], document: end.document,
      toolVersion: Toast.version)
  }
}
