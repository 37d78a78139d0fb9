public import Analysis
import Model

/// The machine-readable report of real runs: `toast.report/1` with every run, and a comparison.
public enum RealJSON {
  /// The document for a scenario's outcomes, one a kind of worker.
  ///
  /// `runs` holds for each kind the ideal simulation, then the repetitions; a run that is stuck stands
  /// under `deadlocks` instead, the first one under `deadlock`, too.
  public static func document(
    _ outcomes: [RealOutcome], setting: RealSetting, toolVersion: String, notes: [String] = []
  ) -> JSONValue {
    let made = outcomes.flatMap(runs)
    let stuck = made.compactMap { run -> JSONValue? in
      guard case .object(let report)? = ReportJSON.deadlock(run.result) else { return nil }
      return .object([("run_id", .string(run.id))] + report)
    }
    var entries: [(String, JSONValue)] = [
      ("schema", .string("toast.report/1")),
      ("scenario", .text(outcomes.first?.ideal.scenario.name)),
      ("tool_version", .string(toolVersion)),
      ("runs", .array(made.filter { !$0.result.isStuck }.map(\.value))),
    ]
    if let first = stuck.first { entries += [("deadlock", first), ("deadlocks", .array(stuck))] }
    if !notes.isEmpty { entries.append(("notes", .array(notes.map { .string($0) }))) }
    entries.append(("scale_ratio", .ratio(setting.scale)))
    entries.append(("host_cores_count", .count(setting.cores)))
    entries.append(("comparison", .array(outcomes.map(comparison))))
    return .object(entries)
  }

  /// A run with what is added at the end of its fixed names.
  private struct Entry {
    let id: String
    let result: RunResult
    let place: RunPlace
    let added: [(String, JSONValue)]

    var value: JSONValue {
      .object(
        ReportJSON.parts(ofWhole: result, made: place) + [("run_id", .string(id))] + added)
    }
  }

  private static func runs(_ outcome: RealOutcome) -> [Entry] {
    let kind = outcome.kind.rawValue
    let ideal = Entry(
      id: "\(kind)-sim", result: outcome.ideal, place: .simulated,
      added: [("workers_kind", .string(kind))])
    return [ideal]
      + outcome.runs.map { run in
        Entry(
          id: "\(kind)-\(run.repetition)", result: run.result, place: .real(outcome.kind),
          added: [
            ("workers_kind", .string(kind)), ("repeat", .count(run.repetition)),
            ("contention", contention(run.contention)),
            ("incidents", .array(run.incidents.map { .string($0) })),
          ])
      }
  }

  private static func comparison(_ outcome: RealOutcome) -> JSONValue {
    let verdict = outcome.verdict
    let reasons = outcome.reasons.map { ($0.field, JSONValue.string($0.sentence)) }
    return .object(
      headline(outcome) + laws(outcome) + [
        ("error_ratio", .ratio(outcome.predictionError)), ("replayed_s", time(outcome.replayed)),
        ("waterfall", outcome.waterfall.map(waterfall) ?? .null),
        ("unexplained_s", time(outcome.waterfall?.unexplained)),
        ("verdict", .string(verdict.conclusion.rawValue)),
        ("contention", contention(outcome.medianRun.contention)),
        ("verdict_error_ratio", .ratio(verdict.error)),
        ("tolerance_ratio", .ratio(verdict.tolerance)),
        ("below_noise", .bool(verdict.isBelowNoise)),
        ("superlinear", .bool(outcome.isSuperlinear)),
        ("contended_count", .count(outcome.contendedCount)),
        ("replay_error_ratio", .ratio(outcome.replayError)),
        ("median_run_id", .string("\(outcome.kind.rawValue)-\(outcome.medianRun.repetition)")),
        ("reasons", .object(reasons)),
      ])
  }

  private static func headline(_ outcome: RealOutcome) -> [(String, JSONValue)] {
    [
      ("on", .string(outcome.kind.rawValue)), ("workers_count", .count(outcome.workers)),
      ("ideal_s", time(outcome.ideal.makespan)),
      ("predicted_s", spread(outcome.predictions)), ("measured_s", spread(outcome.makespans)),
      ("serial_s", time(outcome.serialMakespans?.median)),
    ]
  }

  private static func laws(_ outcome: RealOutcome) -> [(String, JSONValue)] {
    let law = outcome.ideal.amdahl
    return [
      ("speedup_ratio", .ratio(outcome.speedup)),
      ("ideal_speedup_ratio", .ratio(outcome.ideal.speedup)),
      ("amdahl_speedup_ratio", .ratio(law?.speedup)),
      ("amdahl_p_ratio", .ratio(law?.parallelFraction)),
      ("karp_flatt_ratio", .ratio(outcome.karpFlatt)),
      ("measured_p_ratio", .ratio(outcome.measuredParallelFraction)),
    ]
  }

  private static func time(_ value: Nanoseconds?) -> JSONValue {
    .seconds(value.map { Int128($0) })
  }

  private static func spread(_ spread: Spread?) -> JSONValue {
    guard let spread else { return .null }
    return .object([
      ("median_s", time(spread.median)), ("p05_s", time(spread.p05)), ("p95_s", time(spread.p95)),
      ("min_s", time(spread.min)), ("max_s", time(spread.max)), ("count", .count(spread.count)),
    ])
  }

  private static func waterfall(_ waterfall: Waterfall) -> JSONValue {
    .array(
      waterfall.steps.map { step in
        .object([
          ("rung", .string(step.name.rawValue)), ("add_s", time(step.added)),
          ("makespan_s", time(step.makespan)),
        ])
      })
  }

  private static func contention(_ gauges: Contention) -> JSONValue {
    .object([
      ("wall_s", time(gauges.wall)), ("cores_count", .count(gauges.cores)),
      ("own_s", time(gauges.own)), ("foreign_s", time(gauges.foreign)),
      ("foreign_ratio", .ratio(gauges.foreignShare)), ("steal_s", time(gauges.steal)),
      ("pressure_ratio", .ratio(gauges.pressure)),
      ("run_queue_wait_s", time(gauges.runQueueWait)),
      ("involuntary_switches_count", .count(gauges.involuntarySwitches)),
      ("contended", .bool(gauges.isContended)),
    ])
  }
}
