import Analysis
import ArgumentParser
import Rendering

/// `toast export`: saved runs in any format.
struct ExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export", abstract: "Write saved runs in any format.",
    discussion: """
      Examples:

        toast run amdahl -o amdahl.trace             saves a run
        toast export amdahl.trace -o amdahl.svg      its lanes
        toast export amdahl.trace -o jobs.csv -o report.html
        toast export amdahl.trace -f json            the report as it was

      A file is the same, byte for byte, as the one that the run itself would have written.
      """)

  @Argument(
    help: "Runs that toast run, race or real have saved with -o x.trace.",
    completion: .file(extensions: ["trace"]))
  var trace: String

  @Option(
    help: ArgumentHelp(
      "How many parts of a table to write at once; all cores by default.", valueName: "n"))
  var threads: Int?

  @OptionGroup var output: OutputOptions

  func validate() throws {
    try Cores.check(threads)
  }

  func run() throws {
    let reader = try SavedTraceReader(trace)
    let isMeasured = reader.index.entries.contains { $0.measurementCount != nil }
    let isRace = reader.index.verb == RaceCommand._commandName
    var export = try Export(
      output, verb: reader.index.verb, threads: threads ?? Cores.available,
      tables: isRace ? RaceCommand.tables : TableShape.ofRuns(measured: isMeasured))
    do {
      var pair = RacePair(runs: isRace ? reader.names.count : 0)
      for position in reader.index.entries.indices {
        let run = try reader.run(position)
        pair.take(run)
        try export.add(run)
      }
      let compared = pair.compared
      try export.finish(
        ExportEnd(
          title: reader.index.title, document: reader.index.document,
          report: { isFile in
            // What was asked for is in files; without any, the report is what there is to see.
            isFile || output.output.isEmpty ? reader.index.report : ""
          },
          rows: { $0 == .differences ? compared?.rows ?? [] : [] }))
    } catch {
      export.discard()
      throw error
    }
  }
}
