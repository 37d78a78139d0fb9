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

  func run() throws {
    let source = try ScenarioSource(scenario)
    let file = try source.file(try changes.overrides(for: source))
    let name = try file.checked(variant: variant)
    let written = try file.scenario(variant: name)
    let kinds = try real.kinds(for: written)
    if !look.quiet {
      Console.complain(warnings: file.diagnosticText.human(file.warnings(for: variant)))
    }
    var export = try Export(output, threads: changes.threadCount)
    do {
      try run(written, name, kinds, source, &export)
    } catch {
      export.discard()
      throw error
    }
  }

  private func run(
    _ written: Scenario, _ name: String, _ kinds: [WorkerKind], _ source: ScenarioSource,
    _ export: inout Export
  ) throws {
    let facts = MachineFacts.read()
    var cache = MachineCache(facts)
    let isolation = try real.isolation()
    var manner = real.manner(repetitions: changes.replications.flatMap { Int($0) })
    manner.isIsolated = isolation != nil
    manner.options.folder = source.folder ?? ""
    let progress = Progress(isShown: !look.quiet)
    defer { progress.clear() }
    let interrupt = manner.options.interrupt
    let (outcomes, notes, setting, wasInterrupted) = try interrupt.catchingSignals {
      () throws(any Error) in
      let scale = try real.scale(for: written, kinds, facts, manner.options, &cache, progress.tell)
      var session = try RealSession(
        written.scaled(by: scale.scale), variant: name, on: kinds, manner, facts, cache: &cache,
        tell: progress.tell)
      let outcomes = try session.run(tell: progress.tell)
      return (outcomes, session.notes, scale.setting(cores: facts.cores), session.wasInterrupted)
    }
    if let isolation { _ = isolation.end() }
    progress.clear()
    try tell(outcomes, setting, notes, wasInterrupted, written, source, &export)
  }

  private func tell(
    _ outcomes: [RealOutcome], _ setting: RealSetting, _ sessionNotes: [String],
    _ wasInterrupted: Bool, _ written: Scenario, _ source: ScenarioSource, _ export: inout Export
  ) throws {
    guard !outcomes.isEmpty else {
      throw Failure(message: "interrupted before the first run was over", code: .interrupted)
    }
    var notes = sessionNotes
    if wasInterrupted {
      notes.append("Interrupted: what is told here is a part of what was asked for.")
    }
    if written.tasks.contains(where: { $0.steps.contains { $0.command != nil } }),
      !real.allowCommands
    {
      notes.append(
        "The file's commands were not run; their steps took the time written. --allow-commands "
          + "runs them.")
    }
    try export.finish(document: {
      RealJSON.document(
        outcomes, setting: setting, toolVersion: Toast.version, notes: notes
      ).text()
    }) { isFile in
      let style = isFile ? look.fileStyle : look.style
      return look.quiet && !isFile
        ? "" : RealText(outcomes, setting: setting, style: style, notes: notes).text
    }
    if wasInterrupted { throw ExitCode.interrupted }
  }
}

/// What is going on, on standard error, where somebody looks.
struct Progress {
  private let isShown: Bool

  init(isShown: Bool) { self.isShown = isShown && isatty(STDERR_FILENO) == 1 }

  /// Replaces the line of before.
  func tell(_ text: String) {
    guard isShown else { return }
    FileHandle.standardError.write(Data("\r\u{1B}[K\(text)".utf8))
  }

  func clear() { tell("") }
}
