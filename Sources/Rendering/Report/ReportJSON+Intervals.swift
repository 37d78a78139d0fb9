import Analysis
import Model

extension ReportJSON {
  /// What an open scenario settles at; null for others, with a reason beside the run's.
  static func steadyState(_ run: RunResult) -> JSONValue {
    guard let state = run.steadyState else { return .null }
    func mean(_ name: String, _ mean: SteadyState.Mean) -> [(String, JSONValue)] {
      func seconds(_ time: Double?) -> JSONValue { .seconds(time.map { Int128($0.rounded()) }) }
      return [
        ("\(name)_s_mean", seconds(mean.mean)),
        ("\(name)_s_ci95_low", seconds(mean.interval?.lowerBound)),
        ("\(name)_s_ci95_high", seconds(mean.interval?.upperBound)),
      ]
    }
    return .object(
      [
        ("removed_count", .count(state.removed)), ("from_s", .seconds(Int128(state.start))),
        ("jobs_count", .ratio(state.counted)),
      ] + mean("response", state.response) + mean("queued", state.queued) + [
        ("method", .string(state.method.rawValue)), ("units_count", .count(state.units)),
        ("may_be_longer", .bool(state.isAtLimit)),
      ])
  }

  /// Every two runs of a race, replication by replication; nil where chance has no part, or there are too
  /// few replications.
  static func comparisons(_ rows: [RaceRow]) -> JSONValue? {
    guard let ranking = Ranking(rows.map(\.result)) else { return nil }
    return .array(
      ranking.comparisons.map { pair in
        .object([
          ("run_id", .string(rows[pair.run].label)),
          ("against", .string(rows[pair.reference].label)),
          ("measure", .string(pair.measure.rawValue)),
          ("difference_s_mean", .ratio(pair.difference.mean)),
          ("ci_low", .ratio(pair.interval.lowerBound)),
          ("ci_high", .ratio(pair.interval.upperBound)), ("level_ratio", .ratio(pair.level)),
          ("told_apart", .bool(pair.isToldApart)),
        ])
      })
  }
}
