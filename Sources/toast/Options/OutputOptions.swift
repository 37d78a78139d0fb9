import ArgumentParser
import Rendering
import ScenarioFiles

/// Where results go, beside the report on the terminal.
struct OutputOptions: ParsableArguments {
  @Option(
    name: [.short, .long],
    help: ArgumentHelp(
      "What to print: table (the report), json, jsonl, csv, tsv, md or tex.", valueName: "format"),
    completion: .list(OutputFormat.words), transform: OutputFormat.parse)
  var format: OutputFormat = .table

  @Flag(help: "The same as --format json.")
  var json = false

  @Option(
    help: ArgumentHelp(
      "Which tidy table, where a file's name does not say it: runs, jobs, lanes, events and more.",
      valueName: "name"),
    completion: .list(TableName.words), transform: TableName.parse)
  var table: TableName?

  @Option(
    name: [.short, .long],
    help: ArgumentHelp(
      "Also write FILE, in the format of its extension: tables as .csv, .tsv, .jsonl, .md, .tex; "
        + "the report as .json, .txt, .html; lanes as .svg, .cast, .mmd, .trace.json (Perfetto), "
        + ".joblog; runs as .trace, for toast export. jobs.csv or x-jobs.csv holds the jobs, and so "
        + "on. FOLDER/ gets all tables and datapackage.json. Repeatable.",
      valueName: "file"),
    completion: .file())
  var output: [String] = []

  @Flag(help: "Replace files that exist.")
  var force = false

  @Flag(
    help: "Write .csv and .tsv for spreadsheets: marked as Unicode, and no name is a formula.")
  var excel = false

  /// Whether nothing but the report is asked for.
  var printsReportAlone: Bool { output.isEmpty && format == .table && !json && table == nil }

  /// What standard output gets, of a verb's tables: the first one where no name says which.
  func standardOutput(of tables: [TableName]) throws -> ExportContent {
    let first = tables.first ?? .runs
    return switch json ? .json : format {
    case .table where table != nil && output.isEmpty: .table(table ?? first, .csv)
    case .table: .report
    case .json: table.map { .table($0, .json) } ?? .document
    case .jsonl: .table(table ?? first, .jsonl)
    case .csv: .table(table ?? first, .csv)
    case .tsv: .table(table ?? first, .tsv)
    case .md: .table(table ?? first, .md)
    case .tex: .table(table ?? first, .tex)
    }
  }

  /// What goes into each file, by its name.
  func files(
    of tables: [TableName]
  ) throws -> [(path: String, content: ExportContent)] {
    try output.flatMap { name -> [(String, ExportContent)] in
      if name == "-" { return [] }
      if name.hasSuffix("/") {
        // Events are many, and of use to few.
        return tables.filter { $0 != .events }.map {
          ("\(name)\($0.rawValue).csv", .table($0, .csv))
        } + [("\(name)datapackage.json", .package)]
      }
      return [(name, try content(of: name, tables))]
    }
  }

  /// All ends of names that say a format.
  private static let extensions =
    ["csv", "tsv", "jsonl", "md", "tex", "json", "txt", "html", "svg", "cast", "mmd", "joblog"]
    + ["trace", "trace.json"]

  private func content(of name: String, _ tables: [TableName]) throws -> ExportContent {
    let file = (name.split(separator: "/").last.map(String.init) ?? name).lowercased()
    if file.hasSuffix(".trace.json") { return .picture(.traceEvents) }
    let parts = file.split(separator: ".", omittingEmptySubsequences: false)
    let stem = parts.dropLast().joined(separator: ".")
    let named = Self.table(named: stem) ?? table
    let first = named ?? tables.first ?? .runs
    let ending = parts.count > 1 ? String(parts[parts.count - 1]) : ""
    if let picture = ExportContent.PictureFormat(rawValue: ending) { return .picture(picture) }
    switch ending {
    case "csv": return .table(first, .csv)
    case "tsv": return .table(first, .tsv)
    case "jsonl": return .table(first, .jsonl)
    case "md": return .table(first, .md)
    case "tex": return .table(first, .tex)
    case "json": return named.map { .table($0, .json) } ?? .document
    case "txt": return .report
    case "htm": return .picture(.html)
    case "trace": return .trace
    case "" where format != .table || json: return try standardOutput(of: tables)
    default:
      let meant = nearest(to: ending, among: Self.extensions).map { "did you mean .\($0)?" }
      throw Failure.usage(
        "`-o \(harmless(name))`: the extension says the format; "
          + (meant ?? "write .\(Self.extensions.joined(separator: ", ."))"))
    }
  }

  /// The table that a file's name ends with: `jobs`, `monday-jobs`, `monday.lanes`.
  private static func table(named stem: String) -> TableName? {
    TableName.allCases.first { name in
      stem == name.rawValue || ["-", "_", "."].contains { stem.hasSuffix($0 + name.rawValue) }
    }
  }
}
