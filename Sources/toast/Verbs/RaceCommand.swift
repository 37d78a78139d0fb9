import Analysis
import ArgumentParser
import Model
import Rendering
import ScenarioFiles

/// `toast race`: several runs side by side.
struct RaceCommand: Reporting {
  static let configuration = CommandConfiguration(
    commandName: "race",
    abstract: "Race variants, worker counts, values or files side by side.",
    discussion: """
      Examples:

        toast race amdahl                            a file and its variants
        toast race toast -w 1,2,4..8                 numbers of workers
        toast race chunk-size -s schedule.chunk=1,9  values of a parameter
        toast race a.yaml b.yaml                     several files

      `bound by` names what sets the lower bound, and how far the run
      is above it. A file without variants races 1, 2, 4 and 8 workers.
      Speedup is against the file's baseline, marked *.
      """)

  @Argument(
    help: "Scenario files, or names of bundled scenarios.", completion: ScenarioSource.completion)
  var scenarios: [String]

  @Option(
    help: ArgumentHelp(
      "Which variants: async,one-cook. Default: the file and all its variants.",
      valueName: "names"))
  var variant: [String] = []

  @OptionGroup var changes: ChangeOptions

  @Option(
    help: ArgumentHelp(
      "Judge a guess of a makespan: 55min for the last run, NAME=55min for another. Repeatable.",
      valueName: "duration"))
  var guess: [String] = []

  @Flag(help: "Watch the lanes, as `toast view` does.")
  var view = false

  @Flag(help: "Race again whenever a file is saved.")
  var watch = false

  @OptionGroup var output: OutputOptions
  @OptionGroup var look: LookOptions

  var scenarioNames: [String] { scenarios }

  func stage() throws -> Stage {
    let sources = try scenarios.map { try ScenarioSource($0) }
    return try Stage(
      RaceField(sources, variants: variant, changes), changes, isPredicting: !guess.isEmpty,
      guess: try shownGuess())
  }

  func shownGuess() throws -> Guess? { try guess.last.map(Guess.init) }

  /// The identifier of a replication of a run; nil where it has none of that number.
  private static func id(of entrant: RaceField.Entrant, _ replication: Int) throws -> String? {
    let count = try entrant.file.scenario(variant: entrant.variant).replications
    guard replication < count else { return nil }
    return RunLabel.id(entrant.label, replication: replication, of: count)
  }

  /// Makes all runs of the race, on all cores; `observe` is told of each in order.
  private func results(
    of field: RaceField,
    observing observe: (RaceField.Entrant, Int, PlannedRun.Made) throws -> Void
  ) throws -> [RunResult] {
    var runs: [(entrant: Int, run: PlannedRun)] = []
    for (number, entrant) in field.entrants.enumerated() {
      runs += try PlannedRun.all(
        of: entrant.variant, in: entrant.file, keepsTrace: changes.trace
      ).map { (number, $0) }
    }
    let plans = runs.map(\.run)
    var gatherers = field.entrants.map { _ in ResultGatherer() }
    try Cores.inOrder(plans.count, threads: changes.threadCount) {
      try plans[$0].make()
    } take: { index, made in
      let number = runs[index].entrant
      guard !gatherers[number].isDecided else { return true }
      try observe(field.entrants[number], plans[index].replication, made)
      gatherers[number].add(made.result)
      return true
    }
    return gatherers.map(\.result)
  }

  func once(
    checking check: (Scenario) throws -> Void, _ observe: (Export.Run) throws -> Void
  ) throws -> RaceReport {
    let guesses = try guess.map(Guess.init)
    let sources = try scenarios.map { try ScenarioSource($0) }
    let field = try RaceField(sources, variants: variant, changes)
    let labels = field.entrants.map(\.label)
    for guess in guesses {
      guard let label = guess.label, !labels.contains(label) else { continue }
      throw Failure.usage(
        "`--guess \(harmless(label))=...`: there is no such run; "
          + (nearest(to: label, among: labels).map { "did you mean \($0)?" }
            ?? "there are \(labels.joined(separator: ", "))"))
    }
    for entrant in field.entrants {
      try check(try entrant.file.scenario(variant: entrant.variant))
    }
    func guessed(_ entrant: RaceField.Entrant) -> Nanoseconds? {
      guesses.last { ($0.label ?? labels.last) == entrant.label }?.time
    }
    let results = try results(of: field) { entrant, replication, made in
      let baseline = field.baseline(of: entrant, named: made.result.baseline.name)
      try observe(
        Export.Run(
          finished: made.run, result: made.result,
          label: RunLabel(
            id: try Self.id(of: entrant, replication) ?? entrant.label,
            replication: replication + 1,
            scenarioHash: entrant.source.hash, guess: guessed(entrant)),
          baselineID: try baseline.flatMap { try Self.id(of: $0, replication) }))
    }
    let rows = zip(field.entrants, results).map { entrant, result in
      let baseline = field.baseline(of: entrant, named: result.baseline.name)
      return RaceRow(
        entrant.label, result, guess: guessed(entrant),
        isBaseline: baseline?.label == entrant.label)
    }
    return RaceReport(
      title: field.title, rows: rows, warnings: field.warnings, notes: field.notes,
      tables: field.entrants.flatMap(\.file.tablePaths))
  }
}

/// What `toast race` has found.
struct RaceReport: Report {
  let title: String
  let rows: [RaceRow]
  let warnings: String
  let notes: [String]
  let tables: [String]

  var hasFailed: Bool {
    rows.contains(where: \.result.isStuck)
  }

  var document: JSONValue {
    ReportJSON.document(rows, toolVersion: Toast.version, notes: notes)
  }

  var failures: [String] {
    rows.flatMap { row -> [String] in
      guard case .deadlock(let jobs) = row.result.cause else { return [] }
      return jobs.prefix(20).map { "\(row.label): \($0)" }
    }
  }

  func text(_ style: ReportStyle) -> String {
    RaceText(title, rows, style: style, notes: notes).text
  }
}
