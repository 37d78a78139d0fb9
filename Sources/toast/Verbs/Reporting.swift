import ArgumentParser
import Model
import Rendering
import ScenarioFiles

/// What `run` and `race` have found, and how it is told.
protocol Report {
  /// What the runs are called together.
  var title: String { get }
  /// The files' warnings, for people; empty for none.
  var warnings: String { get }
  /// The paths of the tables that the files name.
  var tables: [String] { get }
  /// Whether a run is stuck or an expectation does not hold.
  var hasFailed: Bool { get }
  /// The report for machines.
  var document: JSONValue { get }
  /// The report for people.
  func text(_ style: ReportStyle) -> String
  /// What failed, a line each, for quiet runs.
  var failures: [String] { get }
  /// The rows of tables that are made of all runs together.
  func rows(of table: TableName) -> [[JSONValue]]
}

extension Report {
  func rows(of table: TableName) -> [[JSONValue]] { [] }
}

/// A verb that runs scenarios and reports: once, or again whenever a file is saved.
protocol Reporting: ParsableCommand {
  associatedtype Found: Report

  /// The tables that the verb has.
  static var tables: [TableShape] { get }
  var scenarioNames: [String] { get }
  var changes: ChangeOptions { get }
  var watch: Bool { get }
  var view: Bool { get }
  var output: OutputOptions { get }
  var look: LookOptions { get }

  /// Reads the files and runs them once; `check` may refuse a scenario before anything runs, `observe` is
  /// told of each run that is over.
  func once(
    checking check: (Scenario) throws -> Void, _ observe: (ExportedRun) throws -> Void
  ) throws -> Found

  /// The runs, to be shown on the terminal.
  func stage() throws -> Stage
  /// What somebody guessed the last run's makespan to be.
  func shownGuess() throws -> Guess?
}

extension Reporting {
  static var tables: [TableShape] { TableShape.ofRuns() }

  func run() throws {
    if view { return try showLanes() }
    if watch { try Watch(scenarioNames, output, look).forever(page) }
    var export = try Export(
      output, verb: Self._commandName, threads: changes.threadCount, tables: Self.tables)
    do {
      let report = try once(checking: { try export.check($0, keepsTrace: changes.trace) }) {
        try export.add($0)
      }
      if !look.quiet { Console.complain(warnings: report.warnings) }
      try tell(report, through: &export)
      if report.hasFailed { throw ExitCode.runFailed }
    } catch {
      export.discard()
      throw error
    }
  }

  private func showLanes() throws {
    try changes.refusePrecision(in: "--view")
    guard !watch, output.printsReportAlone else {
      throw Failure.usage(
        "--view shows the lanes on the terminal; leave out --watch, -f, --json and -o, or write "
          + "toast view SCENARIO -o FILE.cast")
    }
    let options = try ViewOptions.parse([])
    try Viewer(stage: try stage(), options: options, look: look, guess: try shownGuess()?.time)
      .view()
  }

  /// A quiet run still writes its files; only the terminal stays empty.
  private func tell(_ report: Found, through export: inout Export) throws {
    let isQuiet = look.quiet && export.printsReport
    if isQuiet {
      for failure in report.failures { Console.complain("toast: \(harmless(failure))") }
    }
    try export.finish(
      ExportEnd(
        title: report.title, document: report.document.text(),
        report: { isFile in
          if isFile { return report.text(look.fileStyle) }
          return isQuiet ? "" : report.text(look.style)
        }, rows: report.rows))
  }

  private func page() throws -> Watch.Page {
    let report = try once(checking: { _ in }, { _ in })
    return Watch.Page(warnings: look.quiet ? "" : report.warnings, tables: report.tables) { rows in
      var style = look.style
      style.rows = rows
      return report.text(style)
    }
  }
}
