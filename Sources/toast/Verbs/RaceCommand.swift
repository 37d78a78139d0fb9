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
        toast race monday.trace tuesday.trace        saved runs

      `bound by` names what sets the lower bound, and how far the run
      is above it. A file without variants races 1, 2, 4 and 8 workers.
      Speedup is against the file's baseline, marked *.
      """)

  @Argument(
    help: "Scenario files, names of bundled scenarios, or saved runs, x.trace.",
    completion: ScenarioSource.completion)
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

  static var tables: [TableShape] {
    TableShape.ofRuns() + [TableShape(name: .differences, columns: ComparisonTable.columns)]
  }

  var scenarioNames: [String] { scenarios }

  func stage() throws -> Stage {
    let sources = try scenarios.map { try ScenarioSource($0, allowsFiles: changes.allowFiles) }
    return try Stage(
      RaceField(sources, variants: variant, changes), changes, isPredicting: !guess.isEmpty,
      guess: try shownGuess())
  }

  func shownGuess() throws -> Guess? { try guess.last.map(Guess.init) }

  /// The identifier of a replication of a run; nil where it has none of that number.
  private func id(
    of entrant: RaceField.Entrant, _ replication: Int, until goal: PrecisionGoal?
  ) throws -> String? {
    let scenario = try entrant.file.scenario(variant: entrant.variant)
    let count = goal?.most ?? scenario.replications(until: changes.precisionGoal)
    guard replication < count else { return nil }
    return RunLabel.id(entrant.label, replication: replication, of: count)
  }

  /// What ends the replications of all runs alike; of a race that chance has no part in, one of each.
  private func goal(of field: RaceField) throws -> PrecisionGoal? {
    try changes.precisionGoal.map { goal in
      let isRandom = try field.entrants.contains {
        try $0.file.scenario(variant: $0.variant).isRandom
      }
      return isRandom ? goal : nil
    } ?? nil
  }

  /// Makes all runs of the race, on all cores; `observe` is told of each in order.
  ///
  /// With a goal all make the same number of replications, round by round, until the last one is precise,
  /// so that each has its pair.
  private func results(
    of field: RaceField, until goal: PrecisionGoal?,
    observing observe: (RaceField.Entrant, Int, PlannedRun.Made) throws -> Void
  ) throws -> (results: [RunResult], watches: [PrecisionWatch]) {
    let first = try field.entrants.map {
      try PlannedRun.first(of: $0.variant, in: $0.file, keepsTrace: changes.trace)
    }
    let isOnce = goal == nil && changes.precisionGoal != nil
    let places = first.enumerated().flatMap { number, run in
      (0..<(goal != nil ? 0 : isOnce ? 1 : run.scenario.replications)).map { (number, $0) }
    }
    let place: @Sendable (Int) -> (entrant: Int, replication: Int) = { index in
      goal == nil ? places[index] : (index % first.count, index / first.count)
    }
    var gatherers = first.map { _ in ResultGatherer() }
    var watches = goal.map { goal in first.map { _ in PrecisionWatch(goal) } } ?? []
    try Cores.inOrder(
      goal.map { $0.most * first.count } ?? places.count, threads: changes.threadCount
    ) { index in
      let place = place(index)
      return try first[place.entrant].numbered(place.replication).make()
    } take: { index, made in
      let (number, replication) = place(index)
      if !gatherers[number].isDecided {
        try observe(field.entrants[number], replication, made)
        gatherers[number].add(made.result)
        if goal != nil { watches[number].add(made.result) }
      }
      guard goal != nil, number == first.count - 1 else { return true }
      return zip(watches, gatherers).contains { !$0.isOver && !$1.isDecided }
    }
    return (gatherers.map(\.result), watches)
  }

  func once(
    checking check: (Scenario) throws -> Void, _ observe: (ExportedRun) throws -> Void
  ) throws -> RaceReport {
    let saved = try SavedRacers(scenarios.filter(SavedTraceReader.isOne))
    let sources = try scenarios.filter { !SavedTraceReader.isOne($0) }.map {
      try ScenarioSource($0, allowsFiles: changes.allowFiles)
    }
    let field = try RaceField(sources, variants: variant, changes, besides: saved.names.count)
    let guesses = try guesses(among: saved.names + field.entrants.map(\.label))
    var pair = RacePair(runs: saved.names.count + field.entrants.count)
    let savedRows = try saved.rows { run in
      pair.take(run)
      try observe(run)
    }
    for entrant in field.entrants {
      try check(try entrant.file.scenario(variant: entrant.variant))
    }
    let origins = Dictionary(uniqueKeysWithValues: field.entrants.map { ($0.label, $0.origin) })
    let goal = try goal(of: field)
    let (results, watches) = try results(of: field, until: goal) { entrant, replication, made in
      let baseline = field.baseline(of: entrant, named: made.result.baseline.name)
      let run = ExportedRun(
        finished: made.run, result: made.result,
        label: RunLabel(
          id: try id(of: entrant, replication, until: goal) ?? entrant.label,
          replication: replication + 1, scenarioHash: entrant.source.hash,
          guess: guesses[entrant.label]),
        baselineID: try baseline.flatMap { try id(of: $0, replication, until: goal) },
        name: entrant.label, isShown: replication == 0,
        origin: origins[entrant.label]?.of(replication: replication))
      pair.take(run)
      try observe(run)
    }
    return RaceReport(
      title: [saved.title, field.title].filter { !$0.isEmpty }.joined(separator: ", "),
      rows: savedRows + field.rows(results, guesses), warnings: field.warnings,
      notes: field.notes
        + [PrecisionText.note(watches, asked: changes.precisionGoal)].compactMap { $0 },
      tables: field.entrants.flatMap(\.file.tablePaths), compared: pair.compared)
  }

  /// The guessed makespans by run; a guess without a name is for the last run.
  private func guesses(among labels: [String]) throws -> [String: Nanoseconds] {
    var guesses: [String: Nanoseconds] = [:]
    for guess in try guess.map(Guess.init) {
      if let label = guess.label, !labels.contains(label) {
        throw Failure.usage(
          "`--guess \(harmless(label))=...`: there is no such run; "
            + (nearest(to: label, among: labels).map { "did you mean \($0)?" }
              ?? "there are \(labels.joined(separator: ", "))"))
      }
      if let label = guess.label ?? labels.last { guesses[label] = guess.time }
    }
    return guesses
  }
}

extension RaceField {
  /// The rows of the race's table.
  fileprivate func rows(_ results: [RunResult], _ guesses: [String: Nanoseconds]) -> [RaceRow] {
    zip(entrants, results).map { entrant, result in
      let baseline = baseline(of: entrant, named: result.baseline.name)
      return RaceRow(
        entrant.label, result, guess: guesses[entrant.label],
        isBaseline: baseline?.label == entrant.label)
    }
  }
}

extension RaceField.Entrant {
  /// Where its runs come from.
  fileprivate var origin: RunOrigin {
    RunOrigin(source, file, variant: variant, overrides)
  }
}

/// What `toast race` has found.
struct RaceReport: Report {
  let title: String
  let rows: [RaceRow]
  let warnings: String
  let notes: [String]
  let tables: [String]
  /// What became of each job, where exactly two runs race.
  let compared: ComparedRuns?

  var hasFailed: Bool {
    rows.contains(where: \.result.isStuck)
  }

  var document: JSONValue {
    let document = ReportJSON.document(rows, toolVersion: Toast.version, notes: notes)
    guard let compared, case .object(let fields) = document else { return document }
    return .object(fields + [("differences", ComparisonJSON.object(compared))])
  }

  var failures: [String] {
    rows.flatMap { row -> [String] in
      guard case .deadlock(let jobs) = row.result.cause else { return [] }
      return jobs.prefix(20).map { "\(row.label): \($0)" }
    }
  }

  func text(_ style: ReportStyle) -> String {
    RaceText(title, rows, style: style, notes: notes).text(comparing: compared, style: style)
  }

  func rows(of table: TableName) -> [[JSONValue]] {
    table == .differences ? compared?.rows ?? [] : []
  }
}
