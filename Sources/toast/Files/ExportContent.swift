import Analysis
import Model
import Rendering

/// What goes to one place.
enum ExportContent: Equatable {
  case table(TableName, TableFormat)
  /// The whole report as JSON.
  case document
  /// The report for people.
  case report
  /// What the columns of the tables mean, for tools that read data packages.
  case package
  /// Lanes, or the plot of a sweep.
  case picture(PictureFormat)
  /// The runs themselves, to be exported later.
  case trace

  /// Whether it cannot be made without lanes.
  var needsLanes: Bool {
    switch self {
    case .picture(.svg), .picture(.html), .table, .document, .report, .package: false
    case .picture, .trace: true
    }
  }

  /// The format of pictures by the end of a file's name.
  enum PictureFormat: String, CaseIterable {
    case svg, html
    case traceEvents = "trace.json"
    case cast
    case mermaid = "mmd"
    case jobLog = "joblog"
  }
}

/// A table that a verb has.
struct TableShape {
  let name: TableName
  let columns: [TableColumn]

  /// The tables of runs: `steps` only where workers measured any.
  static func ofRuns(measured: Bool = false) -> [TableShape] {
    (measured ? TableName.ofMeasuredRuns : TableName.ofAllRuns).map {
      TableShape(name: $0, columns: $0.columnsOfRuns ?? [])
    }
  }
}

/// A run that is over, with what is told of it beside its result.
struct ExportedRun {
  let finished: FinishedRun
  let result: RunResult
  var label: RunLabel
  let baselineID: String?
  /// What workers measured of each step, in real runs.
  var measurements: [StepMeasurement]?
  /// What it is called in pictures; the replications of one run have one name.
  var name: String
  /// Whether pictures show it.
  var isShown = true
  /// How to plan it again; nil where it is never saved.
  var origin: RunOrigin?
  /// When it began, in nanoseconds since 1970; 0 for a simulated run.
  var startedAt: Int64 = 0
  /// What went wrong, a sentence each.
  var incidents: [String] = []
}

/// What is known when all runs are over.
struct ExportEnd {
  let title: String
  /// The report for machines, as JSON text.
  let document: String
  /// The report for people: for a file, or for standard output.
  let report: (_ isFile: Bool) -> String
  /// Tables that are made of all runs together.
  var rows: (TableName) -> [[JSONValue]] = { _ in [] }
  /// The plot of a sweep, as SVG that may be embedded in a page; nil where lanes are drawn.
  var plot: ((_ isEmbedded: Bool) -> String)?
}

extension TableName {
  /// The columns of a table of runs; nil for tables that are made of all runs together.
  var columnsOfRuns: [TableColumn]? {
    switch self {
    case .runs: RunsTable.columns
    case .jobs: JobsTable.columns
    case .lanes: LanesTable.columns
    case .events: EventsTable.columns
    case .steps: StepsTable.columns
    case .sweep, .fit, .laws, .differences: nil
    }
  }

  /// Whether its rows are those of a kept trace.
  var needsTrace: Bool { self == .jobs || self == .events }

  func forEachRow(of run: ExportedRun, _ body: ([JSONValue]) throws -> Void) throws {
    switch self {
    case .runs:
      try body(
        RunsTable.row(
          run.result, run.label, baselineID: run.baselineID, toolVersion: Toast.version))
    case .jobs:
      guard let rows = JobRows(run.finished, run.label) else { return }
      try rows.forEach(in: 0..<rows.count, body)
    case .lanes: for row in LanesTable.rows(of: run.result, run.label) { try body(row) }
    case .events: try EventsTable.forEachRow(of: run.finished, run.label, body)
    case .steps:
      try StepsTable.forEachRow(
        of: run.measurements ?? [], in: run.finished.plan.scenario, run.label, body)
    case .sweep, .fit, .laws, .differences: break
    }
  }
}
