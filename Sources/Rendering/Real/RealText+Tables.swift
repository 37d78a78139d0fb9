import Analysis
import Model

extension RealText {
  /// Columns that give way where the terminal is narrow, the first one first.
  private static let spare = ["ideal", "serial", "Amdahl", "range", "ideal", "machine"]

  /// One row a kind of worker: simulated, predicted, measured, and what the laws say.
  func comparison() -> [String] {
    if outcomes.allSatisfy({ $0.makespans == nil }) { return counts() }
    let head = [
      "on", "ideal", "machine", "measured", "range", "error", "serial", "speedup", "ideal",
      "Amdahl",
    ]
    var table = AlignedTable(rows: [head] + outcomes.map(cells))
    for name in Self.spare { table.drop(name, ifWiderThan: style.width) }
    let caption =
      "Medians in \(numbers.unit); machine: simulated with this machine's measured costs."
    return Layout.fold(caption, indent: "", width: style.width) + table.lines(style)
  }

  private func cells(_ outcome: RealOutcome) -> [String] {
    func time(_ value: Nanoseconds?) -> String { value.map(numbers.text) ?? none }
    func speedup(_ value: Double?) -> String { value.map { fixed($0, 2) + "x" } ?? none }
    let measured = outcome.makespans
    let range = measured.map { "\(numbers.text($0.min))..\(numbers.text($0.max))" }
    return [
      outcome.kind.rawValue, time(outcome.ideal.makespan), time(outcome.predictedMakespan),
      time(measured?.median), range ?? none, outcome.predictionError.map(deviation) ?? none,
      time(outcome.serialMakespans?.median), speedup(outcome.speedup),
      speedup(outcome.ideal.speedup), speedup(outcome.ideal.amdahl?.speedup),
    ]
  }

  /// Where no run has a makespan: what is finished when it ends.
  private func counts() -> [String] {
    let head = ["on", "ideal", "measured", "range", "error"]
    let rows = outcomes.map { outcome -> [String] in
      let counts = outcome.finishedCounts
      return [
        outcome.kind.rawValue, fixed(outcome.ideal.finishedCount, 0),
        counts.map { "\($0.median)" } ?? none, counts.map { "\($0.min)..\($0.max)" } ?? none,
        outcome.verdict.error.map(deviation) ?? none,
      ]
    }
    return ["Jobs finished, medians; no run has a makespan."]
      + AlignedTable(rows: [head] + rows).lines(style)
  }

  /// What each effect adds, a column a kind of worker; what adds nothing anywhere is left out.
  func waterfalls() -> [String] {
    let shown = outcomes.compactMap { outcome in
      outcome.waterfall.map { (name: outcome.kind.rawValue, waterfall: $0) }
    }
    guard !shown.isEmpty else { return [] }
    var rows = [[""] + shown.map(\.name)]
    for name in Rung.Name.allCases {
      let steps = shown.map { shown in shown.waterfall.steps.first { $0.name == name } }
      let isBase = zip(shown, steps).contains { $0.waterfall.steps.first == $1 }
      guard isBase || style.isVerbose || steps.contains(where: { ($0?.added ?? 0) != 0 }) else {
        continue
      }
      rows.append(
        [title(name)]
          + zip(shown, steps).map { shown, step in
            guard let step else { return none }
            return shown.waterfall.steps.first == step
              ? fineNumbers.text(step.added) : fineNumbers.signed(step.added)
          })
    }
    rows.append(["unexplained"] + shown.map { fineNumbers.signed($0.waterfall.unexplained) })
    rows.append(["measured"] + shown.map { fineNumbers.text($0.waterfall.measured) })
    return [Self.waterfallCaption(fineNumbers.unit)] + AlignedTable(rows: rows).lines(style)
  }

  /// What stands above a table of effects.
  static func waterfallCaption(_ unit: String) -> String {
    "From T1/N to what was measured, in \(unit), one effect more a row:"
  }

  /// The name of an effect in a table of effects.
  func title(_ name: Rung.Name) -> String {
    name == .schedule ? "this scenario's schedule" : name.rawValue
  }
}
