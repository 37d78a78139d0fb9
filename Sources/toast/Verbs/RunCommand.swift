import Analysis
import ArgumentParser
import Model
import Rendering
import ScenarioFiles

/// `toast run`: simulates a scenario and reports on one screen.
struct RunCommand: Reporting {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Simulate a scenario and report on one screen.",
    discussion: """
      Examples:

        toast run toast -w 8
        toast run brunch.yaml -o runs.csv -o jobs.csv
        toast run brunch.yaml --watch
      """)

  @Argument(
    help: "A scenario file, `-` for standard input, or the name of a bundled scenario.",
    completion: ScenarioSource.completion)
  var scenario: String

  @Option(
    help: ArgumentHelp("Run a variant of the file.", valueName: "name"))
  var variant: String?

  @OptionGroup var changes: ChangeOptions

  @Option(help: ArgumentHelp("Judge a guess of the makespan: 55min.", valueName: "duration"))
  var guess: String?

  @Option(
    help: ArgumentHelp(
      "Also try other orders of simultaneous events, drawn from this seed.", valueName: "seed"))
  var shuffleTies: UInt64?

  @Flag(help: "Watch the lanes, as `toast view` does.")
  var view = false

  @Flag(help: "Run again whenever the file is saved.")
  var watch = false

  @OptionGroup var output: OutputOptions
  @OptionGroup var look: LookOptions

  var scenarioNames: [String] { [scenario] }

  func stage() throws -> Stage {
    try Stage(
      ScenarioSource(scenario, allowsFiles: changes.allowFiles), variant: variant, changes,
      isPredicting: guess != nil)
  }

  func shownGuess() throws -> Guess? { try guess.map(Guess.init) }

  func once(
    checking check: (Scenario) throws -> Void, _ observe: (ExportedRun) throws -> Void
  ) throws -> RunReport {
    let guess = try guess.map(Guess.init)
    let source = try ScenarioSource(scenario, allowsFiles: changes.allowFiles)
    let overrides = try changes.overrides(for: source)
    let file = try source.file(overrides)
    let name = try file.checked(variant: variant)
    if let label = guess?.label, label != name {
      throw Failure.usage("`--guess \(harmless(label))=...` names a run of a race")
    }
    try check(try file.scenario(variant: name))
    var session = RunSession(
      file: file, keepsTrace: changes.trace, threads: changes.threadCount,
      goal: changes.precisionGoal)
    let hash = source.hash
    let origin = RunOrigin(source, file, variant: name, overrides)
    let outcome = try session.outcome(of: name) { replication, finished, result in
      let count = result.scenario.replications(until: changes.precisionGoal)
      try observe(
        ExportedRun(
          finished: finished, result: result,
          label: RunLabel(
            id: RunLabel.id(name, replication: replication, of: count),
            replication: replication + 1, scenarioHash: hash, guess: guess?.time),
          baselineID: nil, name: result.scenario.name, isShown: replication == 0,
          origin: origin.of(replication: replication)))
    }
    let isChecked = !changes.changesResult && name == "default"
    return RunReport(
      outcome: outcome, verdicts: isChecked ? try session.verdicts() : [], isChecked: isChecked,
      tieEffect: try shuffleTies.map { try session.tieEffect(on: name, seed: $0) },
      guess: guess?.time, warnings: file.diagnosticText.human(file.warnings(for: variant)),
      tables: file.tablePaths, goal: changes.precisionGoal)
  }
}

/// What `toast run` has found.
struct RunReport: Report {
  let outcome: RunOutcome
  let verdicts: [Verdict]
  let isChecked: Bool
  let tieEffect: String?
  let guess: Nanoseconds?
  let warnings: String
  let tables: [String]
  let goal: PrecisionGoal?

  var hasFailed: Bool {
    outcome.result.isStuck || verdicts.contains { !$0.holds }
  }

  func text(_ style: ReportStyle) -> String {
    ReportText(
      outcome.result, of: outcome.shown, style: style, verdicts: verdicts, notes: notes
    ).text
  }

  var document: JSONValue {
    ReportJSON.document(
      [outcome.result], toolVersion: Toast.version, verdicts: verdicts, notes: notes,
      tieEffect: tieEffect)
  }

  var title: String { outcome.result.scenario.name }

  private var notes: [String] {
    var notes: [String] = []
    let result = outcome.result
    let times = TimeText(sharedBy: [result])
    if let sentence = GuessText.sentence(guess: guess, for: result, times: times) {
      notes.append(sentence)
    }
    if let note = PrecisionText.note(outcome.precision, asked: goal) { notes.append(note) }
    if !isChecked, !result.scenario.expectations.isEmpty {
      notes.append("The file's expectations are not checked: something was changed.")
    }
    if result.drawnBelowZero > 0 {
      notes.append(
        "\(result.drawnBelowZero) gaps or durations of first attempts were drawn below 0 and "
          + "counted as 0.")
    }
    if let tieEffect { notes.append("Simultaneous events: \(tieEffect).") }
    return notes
  }

  var failures: [String] {
    var failures: [String] = []
    if case .deadlock(let jobs) = outcome.result.cause {
      failures += jobs.prefix(20).map { "\($0)" }
    }
    if let tieEffect { failures.append(tieEffect) }
    let times = TimeText(sharedBy: [outcome.result])
    return failures + verdicts.filter { !$0.holds }.map { $0.sentence(times) }
  }
}

extension ScenarioFile {
  /// The name of a variant that the file has; a mistyped one gets the nearest.
  func checked(variant: String?) throws -> String {
    guard let variant, variant != "default" else { return "default" }
    if variants.contains(variant) { return variant }
    let names = ["default"] + variants
    throw Failure.usage(
      "there is no variant `\(harmless(variant))`; "
        + (nearest(to: variant, among: names).map { "did you mean `\($0)`?" }
          ?? "the file has \(names.joined(separator: ", "))"))
  }
}

extension RunLabel {
  /// The identifier of a replication: its number is told where there are several.
  static func id(_ name: String, replication: Int, of count: Int) -> String {
    count == 1 ? name : "\(name)#\(replication + 1)"
  }
}
