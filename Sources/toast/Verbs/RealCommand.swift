import Analysis
import ArgumentParser
import Execution
import Foundation
import Model
import Rendering
import ScenarioFiles

/// `toast real`: runs a scenario on actual threads and processes, and compares.
struct RealCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "real", abstract: "Run a scenario on actual threads and processes, and compare.",
    discussion: """
      Examples:

        toast real toast                                   on threads
        toast real interpreter-lock --on threads,python-threads,python-processes
        toast real io-bound --on threads,processes -r 5 --isolate
        toast real toast --scale 1min=10ms --view          watch it while it runs

      The scenario's times are scaled, so that a run takes seconds; the report says how much.
      """)

  @Argument(
    help: "A scenario file, `-` for standard input, or the name of a bundled scenario.",
    completion: ScenarioSource.completion)
  var scenario: String

  @Option(help: ArgumentHelp("Run a variant of the file.", valueName: "name"))
  var variant: String?

  @OptionGroup var changes: ChangeOptions
  @OptionGroup var real: RealSettings
  @OptionGroup var output: OutputOptions
  @OptionGroup var look: LookOptions

  func run() throws { try run(on: try ScenarioSource(scenario, allowsFiles: changes.allowFiles)) }

  /// Runs a scenario, wherever it stands.
  func run(on source: ScenarioSource) throws {
    try changes.refusePrecision(in: "toast real")
    let overrides = try changes.overrides(for: source)
    let file = try source.file(overrides)
    let name = try file.checked(variant: variant)
    var written = try file.scenario(variant: name)
    let leavesOutCommands = written.hasCommands && !real.allowCommands
    if leavesOutCommands {
      Console.complain(
        "toast: the file's commands are not run, and their steps take the time written; "
          + "--allow-commands runs them")
      written = written.withoutCommands
    }
    let kinds = try real.kinds(for: written)
    if real.view, kinds.count > 1 || !output.printsReportAlone && output.format != .table {
      throw Failure.usage("--view shows one run on the terminal; choose one kind: --on threads")
    }
    if !look.quiet {
      Console.complain(warnings: file.diagnosticText.human(file.warnings(for: variant)))
    }
    try real.check(written)
    var places = try RealPlaces(output, real, threads: changes.threadCount)
    do {
      let found = try makeRuns(written, name, kinds, source, &places)
      var origin = RunOrigin(source, file, variant: name, overrides)
      origin.withoutCommands = leavesOutCommands
      try places.write(found, origin, scenarioHash: source.hash, title: written.name, look)
      if found.wasInterrupted { throw ExitCode.interrupted }
      if found.outcomes.contains(where: \.hasFailed) { throw ExitCode.runFailed }
    } catch {
      places.discard()
      throw error
    }
  }

  private func makeRuns(
    _ written: Scenario, _ name: String, _ kinds: [WorkerKind], _ source: ScenarioSource,
    _ places: inout RealPlaces
  ) throws -> RealFindings {
    let facts = MachineFacts.read()
    var cache = MachineCache(facts)
    let isolation = try real.isolation()
    var manner = try real.manner(repetitions: changes.replications.flatMap { Int($0) })
    manner.isIsolated = isolation != nil
    manner.options.folder = source.folder ?? ""
    let progress = Progress(isShown: !look.quiet)
    defer { progress.clear() }
    if real.view { watch(&manner, written.name, name, progress) }
    let findings = try manner.options.interrupt.catchingSignals { () throws(any Error) in
      let scale = try real.scale(
        for: written, kinds, facts, manner.options, &cache, progress.tell)
      var session = try RealSession(
        written.scaled(by: scale.scale), variant: name, on: kinds, manner, facts, cache: &cache,
        tell: progress.tell)
      let outcomes = try session.run(tell: progress.tell) { try places.add($0.executed) }
      return RealFindings(
        outcomes: outcomes, setting: scale.setting(cores: facts.cores),
        notes: session.notes + notes(on: written, session.wasInterrupted)
          + outcomes.flatMap(\.commandNotes),
        wasInterrupted: session.wasInterrupted)
    }
    if let isolation { _ = isolation.end() }
    guard !findings.outcomes.isEmpty else {
      throw Failure(message: "interrupted before the first run was over", code: .interrupted)
    }
    return findings
  }

  /// Has runs shown while they go on.
  private func watch(
    _ manner: inout RealSession.Manner, _ title: String, _ variant: String, _ progress: Progress
  ) {
    guard Console.isTerminal, isatty(STDIN_FILENO) == 1 else {
      return Console.complain("toast: \(LiveViewer.needsTerminal)")
    }
    manner.perform = { plan, kind, options, ideal, memory in
      progress.clear()
      let viewer = LiveViewer(
        title: title, plan: plan, kind: kind, options: options, ideal: ideal, variant: variant,
        look: look)
      let (executed, events) = try viewer.run()
      // All pages of a trace but the last are full.
      for start in stride(from: 0, to: events.count, by: Trace.chunkSize) {
        memory.take(Array(events[start..<min(events.count, start + Trace.chunkSize)]))
      }
      return executed
    }
  }

  private func notes(on written: Scenario, _ wasInterrupted: Bool) -> [String] {
    var notes: [String] = []
    if wasInterrupted {
      notes.append("Interrupted: this is a part of what was asked for.")
    }
    if let baseline = written.baseline {
      notes.append(
        "Speedups are against the measured runs of one worker, not against \(baseline).")
    }
    return notes
  }
}

/// What `toast real` has found.
struct RealFindings {
  let outcomes: [RealOutcome]
  let setting: RealSetting
  let notes: [String]
  let wasInterrupted: Bool
}

/// Where the results of real runs go: the report, tables, traces and the log of commands.
struct RealPlaces {
  private var export: Export
  private var log: CommandLog?

  /// Opens all files, so that what cannot be written is known before anything runs.
  init(
    _ options: OutputOptions, _ real: RealSettings, threads: Int
  ) throws {
    export = try Export(
      options, verb: "real", threads: threads, tables: TableShape.ofRuns(measured: true))
    do {
      log = try real.log.map { try CommandLog($0, force: options.force, beside: export.files) }
    } catch {
      discard()
      throw error
    }
  }

  /// Takes what a run left beside its measures.
  mutating func add(_ executed: Executed) throws { try log?.add(executed) }

  /// Writes everything.
  mutating func write(
    _ found: RealFindings, _ origin: RunOrigin, scenarioHash: String, title: String,
    _ look: LookOptions
  ) throws {
    for outcome in found.outcomes {
      let isAlone = found.outcomes.count == 1
      for run in outcome.exports(
        found.setting, origin, scenarioHash: scenarioHash, isAlone: isAlone)
      {
        try export.add(run)
      }
    }
    try log?.commit()
    try export.finish(
      ExportEnd(
        title: title,
        document: RealJSON.document(
          found.outcomes, setting: found.setting, toolVersion: Toast.version, notes: found.notes
        ).text(),
        report: { isFile in
          let style = isFile ? look.fileStyle : look.style
          guard isFile || !look.quiet else { return "" }
          return RealText(
            found.outcomes, setting: found.setting, style: style, notes: found.notes
          ).text
        }))
  }

  /// Removes what was begun.
  func discard() {
    export.discard()
    log?.discard()
  }
}

/// What is going on, on standard error, where somebody looks.
struct Progress {
  private let isShown: Bool

  init(isShown: Bool) {
    self.isShown = isShown && isatty(STDERR_FILENO) == 1 && Console.obeysSequences
  }

  /// Replaces the line of before.
  func tell(_ text: String) {
    guard isShown else { return }
    // A terminal that is gone is no reason to stop.
    try? FileHandle.standardError.write(contentsOf: Data("\r\u{1B}[K\(text)".utf8))
  }

  func clear() { tell("") }
}
