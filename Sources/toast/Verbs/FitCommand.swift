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

  @Option(
    name: [.short, .long],
    help: ArgumentHelp(
      "What to print: table (the report), json, jsonl, csv, tsv or md.", valueName: "format"),
    completion: .list(OutputFormat.words), transform: OutputFormat.parse)
  var format: OutputFormat = .table

  @Flag(help: "The same as --format json.")
  var json = false

  @Option(
    name: .customLong("table"),
    help: ArgumentHelp("Which tidy table: fit (a row a point) or laws.", valueName: "name"),
    completion: .list(FittedTable.words), transform: FittedTable.parse)
  var fittedTable: FittedTable?

  @OptionGroup var look: LookOptions

  func validate() throws {
    if time != nil, throughput != nil {
      throw ValidationError("--time and --throughput name the same column; write one of them")
    }
  }

  func run() throws {
    let findings = try findings()
    switch json ? .json : format {
    case .table where fittedTable == nil: try Console.write(findings.report(look.style))
    case .json where fittedTable == nil: try Console.write(findings.document.text())
    case .table, .csv: try write(findings, .csv)
    case .json: try write(findings, .json)
    case .jsonl: try write(findings, .jsonl)
    case .tsv: try write(findings, .tsv)
    case .md: try write(findings, .md)
    }
  }

  private func write(_ findings: FitFindings, _ format: TableFormat) throws {
    let table = fittedTable ?? .fit
    var writer = TableWriter(format, columns: table.columns)
    for row in table.rows(findings.fits) { try writer.add(row, to: Console.write) }
    try writer.finish(to: Console.write)
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

/// A tidy table of what was fitted.
enum FittedTable: String, Choice {
  case fit, laws

  var columns: [TableColumn] {
    switch self {
    case .fit: FitTable.columns
    case .laws: LawTable.columns
    }
  }

  func rows(_ fits: ScalingFits) -> [[JSONValue]] {
    switch self {
    case .fit: FitTable.rows(fits)
    case .laws: LawTable.rows(fits)
    }
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
