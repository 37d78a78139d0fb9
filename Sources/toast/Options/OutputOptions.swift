import ArgumentParser
import Rendering
import ScenarioFiles

/// Where results go, beside the report on the terminal.
struct OutputOptions: ParsableArguments {
  @Option(
    name: [.short, .long],
    help: ArgumentHelp(
      "What to print: table (the report), json, jsonl, csv, tsv or md.", valueName: "format"),
    completion: .list(OutputFormat.words), transform: OutputFormat.parse)
  var format: OutputFormat = .table

  @Flag(help: "The same as --format json.")
  var json = false

  @Option(
    help: ArgumentHelp(
      "Which tidy table: runs, jobs or lanes, where a file's name does not say it.",
      valueName: "name"),
    completion: .list(TableName.words), transform: TableName.parse)
  var table: TableName?

  @Option(
    name: [.short, .long],
    help: ArgumentHelp(
      "Also write FILE, in the format of its extension: .csv, .tsv, .jsonl, .md, .json, .txt. "
        + "jobs.csv or x-jobs.csv holds the jobs, lanes.csv the lanes, any other name the runs. "
        + "FOLDER/ gets all three, and datapackage.json. Repeatable.",
      valueName: "file"),
    completion: .file())
  var output: [String] = []

  @Flag(help: "Replace files that exist.")
  var force = false

  /// Whether nothing but the report is asked for.
  var printsReportAlone: Bool { output.isEmpty && format == .table && !json && table == nil }

  /// What standard output gets.
  func standardOutput() throws -> Export.Content {
    switch json ? .json : format {
    case .table where table != nil && output.isEmpty: .table(table ?? .runs, .csv)
    case .table: .report
    case .json: table.map { .table($0, .json) } ?? .document
    case .jsonl: .table(table ?? .runs, .jsonl)
    case .csv: .table(table ?? .runs, .csv)
    case .tsv: .table(table ?? .runs, .tsv)
    case .md: .table(table ?? .runs, .md)
    }
  }

  /// What goes into each file, by its name.
  func files(
    of tables: [TableName]
  ) throws -> [(path: String, content: Export.Content)] {
    try output.flatMap { name -> [(String, Export.Content)] in
      if name == "-" { return [] }
      if name.hasSuffix("/") {
        return tables.map { ("\(name)\($0.rawValue).csv", .table($0, .csv)) }
          + [("\(name)datapackage.json", .package)]
      }
      return [(name, try content(of: name))]
    }
  }

  private static let extensions = ["csv", "tsv", "jsonl", "md", "json", "txt"]

  private func content(of name: String) throws -> Export.Content {
    let file = name.split(separator: "/").last.map(String.init) ?? name
    let parts = file.split(separator: ".", omittingEmptySubsequences: false)
    let stem = parts.dropLast().joined(separator: ".").lowercased()
    let named = Self.table(named: stem) ?? table
    switch parts.count > 1 ? parts[parts.count - 1].lowercased() : "" {
    case "csv": return .table(named ?? .runs, .csv)
    case "tsv": return .table(named ?? .runs, .tsv)
    case "jsonl": return .table(named ?? .runs, .jsonl)
    case "md": return .table(named ?? .runs, .md)
    case "json": return named.map { .table($0, .json) } ?? .document
    case "txt": return .report
    case "" where format != .table || json: return try standardOutput()
    case let ending:
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
