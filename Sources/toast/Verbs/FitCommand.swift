import Analysis
import ArgumentParser
import Rendering
import ScenarioFiles

/// `toast fit`: the laws of scaling for a table that was measured elsewhere.
struct FitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fit", abstract: "Fit Amdahl's law and the USL to a table of your own.",
    discussion: """
      The table has a header row, a column of workers (or processors, threads, cores) and one of
      times or throughputs. Units stand in the names: time_s, Time [ms]. Examples:

        toast fit times.csv                           workers,time_s
        toast fit tps.tsv --workers users --throughput tps
        hyperfine -P threads 1 8 './prog {threads}' --export-csv out.csv && toast fit out.csv
      """)

  @Argument(
    help: "A table with commas or tabs; - for standard input.", completion: .file())
  var table: String

  @Option(help: ArgumentHelp("The column of workers.", valueName: "column"))
  var workers: String?

  @Option(help: ArgumentHelp("The column of times.", valueName: "column"))
  var time: String?

  @Option(help: ArgumentHelp("The column of throughputs.", valueName: "column"))
  var throughput: String?

  @Flag(help: "Several rows of the same workers are repeats.")
  var repeats = false

  @Flag(help: "The work grows with the workers: Gustafson's law in place of Amdahl's.")
  var weak = false

  @OptionGroup var output: OutputOptions
  @OptionGroup var look: LookOptions

  func validate() throws {
    if time != nil, throughput != nil {
      throw ValidationError("--time and --throughput name the same column; write one of them")
    }
  }

  func run() throws {
    let findings = try findings()
    var export = try Export(
      output, verb: "fit", threads: 1,
      tables: [
        TableShape(name: .fit, columns: FitTable.columns),
        TableShape(name: .laws, columns: LawTable.columns),
      ], hasLanes: false)
    do {
      try export.finish(
        ExportEnd(
          title: findings.source.label, document: findings.document.text(),
          report: { isFile in
            if !isFile, look.quiet { return "" }
            return findings.report(isFile ? look.fileStyle : look.style)
          },
          rows: { $0 == .fit ? FitTable.rows(findings.fits) : LawTable.rows(findings.fits) }))
    } catch {
      export.discard()
      throw error
    }
  }

  private func findings() throws -> FitFindings {
    let file = try TableFile(table)
    var columns = ScalingTable.Columns()
    columns.workers = workers
    columns.time = time
    columns.throughput = throughput
    columns.hasRepeats = repeats
    return FitFindings(
      try ScalingTable(file.bytes, label: file.label, columns: columns), label: file.label,
      isWeak: weak)
  }
}

/// What was found in a table, to be printed or written.
struct FitFindings {
  let fits: ScalingFits
  let source: FitSource

  /// Fits the laws to the rows of a table; times make throughputs of runs, or of work where it grows.
  init(_ table: ScalingTable, label: String, isWeak: Bool) {
    let samples = table.rows.map { row in
      let throughput = table.secondsPerUnit.map {
        (isWeak ? row.workers : 1) / (row.value * $0)
      }
      return ScalingSample(workers: row.workers, throughput: throughput ?? row.value)
    }
    fits = ScalingFits(samples, isWeak: isWeak, isMeasured: !table.isSimulated)
    source = FitSource(
      label: harmless(label), workersColumn: harmless(table.workersColumn),
      valueColumn: harmless(table.valueColumn), hasTimes: table.secondsPerUnit != nil,
      notes: table.simulatedRowsLeftOut == 0
        ? [] : ["Simulated rows beside real ones are left out: \(table.simulatedRowsLeftOut)."])
  }

  func report(_ style: ReportStyle) -> String { FitText.report(fits, source, style: style) }

  var document: JSONValue { FitJSON.document(fits, source, toolVersion: Toast.version) }
}
