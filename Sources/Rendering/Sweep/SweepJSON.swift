public import Analysis
import Model

/// The machine-readable report of a sweep, `toast.sweep/1`: new names are added at the end.
public enum SweepJSON {
  /// The document of a sweep.
  ///
  /// `usl` holds for each point the speedup of the fitted law, and nothing where none was fitted; `fits`
  /// are the fitted laws.
  public static func document(
    _ sweep: Sweep, toolVersion: String, fits: JSONValue = .null, usl: [Double?] = [],
    notes: [String] = []
  ) -> JSONValue {
    let points = sweep.points.enumerated().map { index, point in
      self.point(point, of: sweep, usl: usl.indices.contains(index) ? usl[index] : nil)
    }
    let parts: [(String, JSONValue)] = [
      ("schema", .string("toast.sweep/1")), ("scenario", .string(sweep.title)),
      ("tool_version", .string(toolVersion)), ("mode", .string(sweep.mode)),
      ("scaling", .string(sweep.scaling.rawValue)),
      (
        "axes",
        .array(
          sweep.axes.map { axis in
            .object([
              ("path", .string(axis.path)), ("values", .array(axis.values.map { .string($0) })),
            ])
          })
      ),
      ("points_planned_count", .count(sweep.plannedCount)),
      ("points_count", .count(sweep.points.count)), ("points", .array(points)),
      ("series", .array(sweep.series.map { series($0, of: sweep) })), ("fits", fits),
      ("notes", .array(notes.map { .string($0) })),
    ]
    return .object(parts + deadlocks(of: sweep))
  }

  /// Who waits for whom at each point that is stuck; nothing where none is.
  private static func deadlocks(of sweep: Sweep) -> [(String, JSONValue)] {
    let stuck = sweep.points.compactMap { point -> JSONValue? in
      guard case .object(let report)? = ReportJSON.deadlock(point.result) else { return nil }
      return .object([("values", values(point, of: sweep))] + report)
    }
    return stuck.isEmpty ? [] : [("deadlocks", .array(stuck))]
  }

  private static func point(
    _ point: SweepPoint, of sweep: Sweep, usl: Double?
  ) -> JSONValue {
    let named = SweepTable.named(point, of: sweep, usl: usl)
    let nulls = Set(named.filter { if case .null = $0.value { true } else { false } }.map(\.name))
    let reasons = reasons(point, of: sweep).filter { nulls.contains($0.field) }
    return .object(
      [("values", values(point, of: sweep))] + named.map { ($0.name, $0.value) }
        + [("reasons", .object(reasons.map { ($0.field, .string($0.sentence)) }))])
  }

  private static func values(_ point: SweepPoint, of sweep: Sweep) -> JSONValue {
    .object(
      zip(sweep.axes, SweepTable.axisValues(point, of: sweep)).map { ($0.path, $1) })
  }

  /// Why a value of a point is null, by its column.
  private static func reasons(
    _ point: SweepPoint, of sweep: Sweep
  ) -> [(field: String, sentence: String)] {
    let run = point.result
    let repeats = run.replications?.count ?? 1
    let makespan = run.reason(for: "makespan_s") ?? "some replication has no makespan"
    let single = repeats > 1 ? makespan : "there is one run"
    func told(_ field: String, _ other: String) -> String { run.reason(for: field) ?? other }
    let timeless = "no job finished, or it needs a kept trace"
    return [
      ("makespan_s_mean", makespan), ("makespan_s_sd", single), ("makespan_s_min", makespan),
      ("makespan_s_median", makespan), ("makespan_s_max", makespan),
      ("makespan_s_ci95_low", single), ("makespan_s_ci95_high", single),
      ("speedup_ratio_mean", told("speedup_ratio", "some replication has no speedup")),
      ("speedup_ratio_sd", repeats > 1 ? told("speedup_ratio", "there is none") : single),
      ("efficiency_ratio_mean", told("efficiency_ratio", "there is no speedup")),
      ("amdahl_speedup_ratio", told("amdahl", "there is no work to divide")),
      ("usl_speedup_ratio", "no law was fitted to this point"),
      ("rounds_count", point.roundsObstacle),
      ("lower_s", told("bounds.lower_s", "there are no bounds")),
      ("binds", told("bounds.binds", "there are no bounds")),
      ("ceiling_ratio", told("bounds.ceiling_ratio", "there are no bounds")),
      ("throughput_per_s", told("throughput_per_s", "the run takes no time")),
      ("queued_s_mean", timeless), ("response_s_mean", timeless),
      ("utilisation_ratio", told("utilisation_ratio", "the run takes no time")),
      ("simulated_makespan_s", "only of real runs whose simulation has a makespan"),
    ] + sweep.laws(of: point).reasons.map { ($0.field, $0.sentence) }
  }

  private static func series(_ series: SweepSeries, of sweep: Sweep) -> JSONValue {
    let verdict = sweep.verdict(of: series).map { document($0, series, of: sweep) }
    return .object([
      ("label", .string(series.label)), ("points_count", .count(series.points.count)),
      ("serial_s", .seconds(series.serialMakespan)), ("verdict", verdict ?? .null),
    ])
  }

  private static func document(
    _ verdict: SweepVerdict, _ series: SweepSeries, of sweep: Sweep
  ) -> JSONValue {
    func told(_ index: Int?) -> JSONValue {
      guard let index else { return .null }
      let point = series.points[index]
      return .object([
        ("values", values(point, of: sweep)), ("workers_count", .count(point.workers)),
        ("makespan_s", .seconds(point.result.makespan.map { Int128($0) })),
        ("speedup_ratio", .ratio(point.result.speedup)),
        ("worker_s", .seconds(sweep.laws(of: point).workerTime)),
      ])
    }
    func list(_ indices: [Int]) -> JSONValue {
      .array(indices.map { values(series.points[$0], of: sweep) })
    }
    func workers(_ index: Int?) -> JSONValue { .count(index.map { series.points[$0].workers }) }
    let bounds = series.points[verdict.best].result.bounds
    return .object([
      ("measure", .string(verdict.measure.rawValue)), ("best", told(verdict.best)),
      ("fewest_within_5_percent", told(verdict.enough)), ("as_in_file", told(verdict.own)),
      ("within_5_percent", list(verdict.near)), ("worst", told(verdict.worst)),
      ("worst_over_best_ratio", .ratio(verdict.spread)),
      ("doubling_gains_little_from_workers_count", workers(verdict.settled)),
      ("scales_to_workers_count", workers(verdict.scalesTo)),
      ("not_told_apart_from_best", list(verdict.tied)),
      ("binds", .text(bounds?.binds)), ("lower_s", .seconds(bounds?.lower)),
      ("ceiling_ratio", .ratio(bounds?.ceiling)), ("ceiling_binds", .text(bounds?.ceilingBinds)),
      ("points_omitted_count", .count(verdict.omitted)),
    ])
  }
}
