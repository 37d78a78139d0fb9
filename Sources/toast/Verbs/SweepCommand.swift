import Analysis
import ArgumentParser
import Execution
import Model
import Rendering
import ScenarioFiles

/// `toast sweep`: parameters take one value after another.
struct SweepCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sweep",
    abstract: "Vary one or more parameters: table, plot, fitted laws, verdict.",
    discussion: """
      Examples:

        toast sweep amdahl                            1, 2, 4, 8, 16 workers
        toast sweep toast --vary workers.toaster=1..64x2
        toast sweep chunk-size -s schedule.chunk=1,5,25 -w 2,4,8
        toast sweep amdahl --weak                     more jobs, too
        toast sweep io-bound -w 1..8x2 --on threads   for real
        toast sweep amdahl -o sweep.csv -o speedup.svg -o report.html

      Without --vary the file's own `sweep` is made; without that, workers double.
      """)

  @Argument(
    help: "A scenario file, `-` for standard input, or the name of a bundled scenario.",
    completion: ScenarioSource.completion)
  var scenario: String

  @Option(
    help: ArgumentHelp(
      "Vary a parameter: workers.toaster=1..64x2, schedule.chunk=1,5,25. Repeatable.",
      valueName: "path=values"))
  var vary: [String] = []

  @Option(help: ArgumentHelp("Vary a variant of the file.", valueName: "name"))
  var variant: String?

  @Flag(help: "Weak scaling: tasks of several jobs grow with the number of workers.")
  var weak = false

  @OptionGroup var changes: ChangeOptions
  @OptionGroup var real: SweepSettings
  @OptionGroup var output: OutputOptions
  @OptionGroup var look: LookOptions

  func run() throws {
    if real.on != nil { try changes.refusePrecision(in: "toast sweep --on") }
    let source = try ScenarioSource(scenario, allowsFiles: changes.allowFiles)
    let grid = try SweepGrid(source, variant: variant, vary: vary, isWeak: weak, changes)
    if !look.quiet { Console.complain(warnings: grid.warnings) }
    var export = try Export(
      output, verb: "sweep", threads: changes.threadCount,
      tables: tables(of: grid, try real.kinds()),
      hasLanes: false)
    do {
      let interrupt = Interrupt()
      let sweep = try interrupt.catchingSignals { () throws(any Error) in
        try made(of: grid, source, interrupt, &export)
      }
      guard !sweep.points.isEmpty else {
        throw Failure(message: "interrupted before the first point was over", code: .interrupted)
      }
      let cut = interrupt.isRaised ? ["Interrupted: this is a part of what was asked for."] : []
      try tell(sweep, notes: cut + grid.notes, through: &export)
      if interrupt.isRaised { throw ExitCode.interrupted }
      if sweep.points.contains(where: \.result.isStuck) { throw ExitCode.runFailed }
    } catch {
      export.discard()
      throw error
    }
  }

  private func tables(of grid: SweepGrid, _ kinds: [WorkerKind]?) -> [TableShape] {
    let axes = RealSweep.axes(of: grid, on: kinds ?? [])
    let empty = Sweep(grid.plain.name, axes: axes, points: [])
    return [
      TableShape(name: .sweep, columns: SweepTable.columns(for: empty)),
      TableShape(name: .laws, columns: SweepFits.columns),
      TableShape(name: .runs, columns: RunsTable.columns),
      TableShape(name: .lanes, columns: LanesTable.columns),
    ]
  }

  private func made(
    of grid: SweepGrid, _ source: ScenarioSource, _ interrupt: Interrupt, _ export: inout Export
  ) throws -> Sweep {
    let progress = Progress(isShown: !look.quiet)
    defer { progress.clear() }
    let hash = source.hash
    func observe(_ run: ExportedRun) throws {
      var run = run
      run.label.scenarioHash = hash
      try export.add(run)
    }
    if let kinds = try real.kinds() {
      if grid.plain.hasCommands {
        Console.complain(
          "toast: the file's commands are not run, and their steps take the time written; toast real "
            + "--allow-commands runs them")
      }
      return try RealSweep(
        grid: grid, kinds: kinds, settings: real,
        repetitions: changes.replications.flatMap { Int($0) } ?? 3, interrupt: interrupt,
        tell: progress.tell
      ).sweep(observing: observe)
    }
    let points = try SimulatedSweep(
      grid: grid, threads: changes.threadCount, goal: changes.precisionGoal, interrupt: interrupt,
      tell: progress.tell
    ).points(observing: observe)
    return Sweep(
      grid.plain.name, axes: grid.axes, points: points, scaling: grid.scaling,
      fileWorkers: grid.plain.workerCount)
  }

  private func tell(_ sweep: Sweep, notes: [String], through export: inout Export) throws {
    let fits = SweepFits(sweep)
    let isQuiet = look.quiet && export.printsReport
    try export.finish(
      ExportEnd(
        title: sweep.title,
        document: SweepJSON.document(
          sweep, toolVersion: Toast.version, fits: .array(fits.documents),
          usl: sweep.points.map(fits.speedup), notes: notes
        ).text(),
        report: { isFile in
          if !isFile, isQuiet { return "" }
          let style = isFile ? look.fileStyle : look.style
          return SweepText(sweep, style: style, laws: fits.lines(style), notes: notes).text
        },
        rows: { table in
          switch table {
          case .sweep:
            sweep.points.map { SweepTable.row($0, of: sweep, usl: fits.speedup(at: $0)) }
          case .laws: fits.rows
          default: []
          }
        },
        plot: { SpeedupSVG(sweep, usl: fits.onlySpeedup, isEmbedded: $0).document }))
  }
}
