import Analysis
import Model
import Rendering
import ScenarioFiles

/// Runs what is to be shown, and gives it the shape that views take.
struct Stage {
  /// What is shown.
  let show: Show
  /// The runs with their labels, for a report.
  let rows: [RaceRow]
  /// The files' warnings, for people.
  let warnings: String
  /// What is to be told before anything is shown.
  let notes: [String]
  private static let mostPlotJobs = 20_000
  private static let mostPlotWorkers = 128

  /// Runs that were made elsewhere.
  init(_ show: Show, _ rows: [RaceRow], notes: [String] = []) {
    self.show = show
    self.rows = rows
    self.notes = notes
    warnings = ""
  }

  /// One run, of a variant of a file.
  init(
    _ source: ScenarioSource, variant: String?, _ changes: ChangeOptions, isPredicting: Bool
  ) throws {
    let file = try source.file(try changes.overrides(for: source))
    let name = try file.checked(variant: variant)
    let scenario = try file.scenario(variant: name)
    let made = try Self.make(file, name, changes)
    let run = try Self.shown(scenario.name, made)
    rows = [RaceRow(scenario.name, made.result)]
    warnings = file.diagnosticText.human(file.warnings(for: variant))
    notes = scenario.replications > 1 ? ["The first of \(scenario.replications) replications."] : []
    show = Show(
      scenario.name, [run], isPredicting: isPredicting,
      points: try Self.points(scenario, changes, shown: []))
  }

  /// The first runs of a race; a guess may name the one that it is for.
  init(
    _ field: RaceField, _ changes: ChangeOptions, isPredicting: Bool, guess: Guess? = nil
  ) throws {
    let entrants = Array(field.entrants.prefix(Show.mostRuns))
    let guessed = try guess?.label.map { label in
      guard let index = entrants.firstIndex(where: { $0.label == label }) else {
        throw Failure.usage(
          "`--guess \(harmless(label))=...`: of the runs shown none has that name; there are "
            + entrants.map(\.label).joined(separator: ", "))
      }
      return index
    }
    var made: [PlannedRun.Made] = []
    try Cores.inOrder(entrants.count, threads: changes.threadCount) { index in
      try Self.make(entrants[index].file, entrants[index].variant, changes)
    } take: { _, run in
      made.append(run)
      return true
    }
    let runs = try zip(entrants, made).map { try Self.shown($0.label, $1) }
    rows = zip(entrants, made).map { RaceRow($0.label, $1.result) }
    warnings = field.warnings
    notes =
      field.entrants.count > Show.mostRuns
      ? [
        "The first \(Show.mostRuns) of \(field.entrants.count) runs are shown; --variant and -w "
          + "choose others."
      ] : []
    show = Show(
      field.title, runs, isPredicting: isPredicting, guessedRun: guessed,
      points: try Self.points(
        made[0].run.plan.scenario, changes, shown: made.map(\.run.plan.workerCount)))
  }

  private static func make(
    _ file: ScenarioFile, _ variant: String, _ changes: ChangeOptions
  ) throws -> PlannedRun.Made {
    try PlannedRun.all(of: variant, in: file, keepsTrace: changes.trace)[0].make()
  }

  private static func shown(_ label: String, _ made: PlannedRun.Made) throws -> ShownRun {
    guard let timeline = RunTimeline(made.run, made.result) else {
      throw Failure.usage(
        "\(harmless(label)) has too many jobs for lanes to be kept; --trace keeps them at any size, "
          + "in memory and on the disk, and -s tasks.NAME.count=10000 makes fewer")
    }
    return ShownRun(label, timeline)
  }

  /// Speedups for other numbers of workers, where there is one pool whose jobs are there at the start.
  private static func points(
    _ scenario: Scenario, _ changes: ChangeOptions, shown: [Int]
  ) throws -> [ScalingPoint] {
    guard scenario.pools.count == 1, !scenario.hasArrivals, scenario.until == nil,
      scenario.jobCount <= mostPlotJobs
    else { return [] }
    var counts: Set<Int> = Set(shown + [scenario.workerCount])
    var count = 1
    while count <= min(mostPlotWorkers, max(16, 4 * scenario.workerCount)) {
      counts.insert(count)
      count *= 2
    }
    let sorted = counts.filter { $0 <= 4 * mostPlotWorkers }.sorted()
    var points: [ScalingPoint] = []
    try Cores.inOrder(sorted.count, threads: changes.threadCount) { index in
      var changed = scenario
      changed.pools[0].count = sorted[index]
      let run = try PlannedRun.simulate(changed, replication: 0, keepsTrace: nil)
      guard let makespan = run.makespan, makespan > 0, run.failedCount == 0 else {
        return ScalingPoint?.none
      }
      return ScalingPoint(
        workers: sorted[index], speedup: Double(run.sums.t1) / Double(makespan))
    } take: { _, point in
      if let point { points.append(point) }
      return true
    }
    return points
  }
}

extension RaceField {
  /// Whether a command line names several runs, or one.
  static func isRace(
    _ sources: [ScenarioSource], variants: [String], _ changes: ChangeOptions
  ) throws -> Bool {
    if sources.count > 1 || variants.count > 1 || variants.contains(where: { $0.contains(",") }) {
      return true
    }
    return try sources.contains { source in
      try changes.parameters(for: source).contains { $0.values.count > 1 }
    }
  }
}
