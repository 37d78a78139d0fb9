import Analysis
import ArgumentParser
import Foundation
import Model
import Rendering
import ScenarioFiles

/// When to use colour.
enum ColorChoice: String, CaseIterable, ExpressibleByArgument {
  case auto, always, never
}

/// What to print.
enum RunFormat: String, CaseIterable, ExpressibleByArgument {
  case table, json
}

/// `toast run`: simulates a scenario and reports on one screen.
struct RunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Simulate a scenario and report on one screen.")

  @Argument(help: "A scenario file, `-` for standard input, or the name of a bundled scenario.")
  var scenario: String

  @Option(
    name: [.short, .long], help: "How many workers: 4, or cook=4 where there are several pools.")
  var workers: [String] = []

  @Option(
    name: [.short, .long],
    help: ArgumentHelp("Change a value: tasks.toast.count=200.", valueName: "path=value"))
  var set: [String] = []

  @Option(help: "Run a variant of the file.")
  var variant: String?

  @Option(help: "The seed of all random values.")
  var seed: String?

  @Option(name: [.short, .long], help: "How many independent runs to average.")
  var replications: String?

  @Option(name: [.short, .long], help: "What to print: table or json.")
  var format: RunFormat = .table

  @Flag(help: "The same as --format json.")
  var json = false

  @Flag(help: "Keep the trace of a run of any size.")
  var trace = false

  @Option(
    help: "Also try other orders of simultaneous events, drawn from this seed.")
  var shuffleTies: UInt64?

  @Option(help: "Use colour: auto, always or never.")
  var color: ColorChoice = .auto

  @Flag(help: "Draw with ASCII characters alone.")
  var ascii = false

  @Flag(name: [.short, .long], help: "Print nothing but what failed.")
  var quiet = false

  @Flag(
    name: [.short, .long],
    help: "Tell more: what the scenario is about, why a value is missing, the fingerprint.")
  var verbose = false

  func run() throws {
    do {
      try report()
    } catch let failure as Failure {
      Console.complain("toast: \(failure.message)")
      throw failure.code
    } catch let mistakes as ScenarioMistakes {
      Console.complain(mistakes.text.human(mistakes.diagnostics))
      let count = mistakes.diagnostics.count
      Console.complain("\(count) error\(count == 1 ? "" : "s"), nothing was run.")
      // A mistake that stands on the command line is one of usage.
      let isUsage = mistakes.diagnostics.allSatisfy { ($0.place?.source ?? 0) > 0 }
      throw isUsage ? ExitCode.usage : ExitCode.invalidScenario
    }
  }

  private func report() throws {
    let source = try ScenarioSource(scenario)
    let overrides = try OverrideArguments(
      workers: workers, set: set, seed: seed, replications: replications)
    let file = try ScenarioFile(
      source.bytes, label: source.label, folder: source.folder,
      overrides: try overrides.overrides(for: source))
    if let variant, variant != "default", !file.variants.contains(variant) {
      throw Failure.usage(
        "there is no variant `\(harmless(variant))`; "
          + (nearest(to: variant, among: file.variants).map { "did you mean `\($0)`?" }
            ?? "the file has \((["default"] + file.variants).joined(separator: ", "))"))
    }
    let warnings = file.warnings(for: variant)
    if !quiet, !warnings.isEmpty { Console.complain(file.diagnosticText.human(warnings)) }
    var session = RunSession(file: file, keepsTrace: trace)
    let name = variant ?? "default"
    let outcome = try session.outcome(of: name)
    let isChecked = !overrides.changesResult && name == "default"
    let verdicts = isChecked ? try session.verdicts() : []
    let tieEffect = try shuffleTies.map { try session.tieEffect(on: name, seed: $0) }
    try print(outcome, verdicts, notes(outcome, isChecked, tieEffect), tieEffect)
    var isStuck = false
    if case .deadlock = outcome.result.cause { isStuck = true }
    if isStuck || verdicts.contains(where: { !$0.holds }) { throw ExitCode.runFailed }
  }

  private func notes(
    _ outcome: RunOutcome, _ isChecked: Bool, _ tieEffect: String?
  ) -> [String] {
    var notes: [String] = []
    if !isChecked, !outcome.result.scenario.expectations.isEmpty {
      notes.append("The file's expectations are not checked: something was changed.")
    }
    if outcome.result.drawnBelowZero > 0 {
      notes.append(
        "\(outcome.result.drawnBelowZero) gaps or durations of first attempts were drawn below 0 and "
          + "counted as 0.")
    }
    if let tieEffect { notes.append("Simultaneous events: \(tieEffect).") }
    return notes
  }

  private func print(
    _ outcome: RunOutcome, _ verdicts: [Verdict], _ notes: [String], _ tieEffect: String?
  ) throws {
    if json || format == .json {
      let document = ReportJSON.document(
        [outcome.result], toolVersion: Toast.version, verdicts: verdicts, notes: notes,
        tieEffect: tieEffect)
      return try Console.write(document.text())
    }
    if quiet {
      if case .deadlock(let jobs) = outcome.result.cause {
        for job in jobs.prefix(20) { Console.complain("toast: \(job)") }
      }
      if let tieEffect { Console.complain("toast: \(tieEffect)") }
      for verdict in verdicts where !verdict.holds {
        Console.complain("toast: expected \(harmless(verdict.expectation.text))")
      }
      return
    }
    let style = ReportStyle(
      width: Console.size.columns, rows: Console.size.rows,
      glyphs: ascii || !Console.isUnicode ? .ascii : .unicode,
      hasColor: Console.hasColor(color), isVerbose: verbose)
    let report = ReportText(
      outcome.result, of: outcome.first, style: style, verdicts: verdicts, notes: notes)
    try Console.write(report.text)
  }
}
