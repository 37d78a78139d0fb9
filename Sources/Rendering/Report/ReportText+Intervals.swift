import Analysis
import Model

extension ReportText {
  /// How sure the means of replications are, and what an open scenario settles at; nothing for others.
  func intervals() -> [String] {
    [replicated(), steadyState()].compactMap { $0 }.flatMap {
      Layout.fold($0, indent: "  ", width: style.width)
    }
  }

  /// Of values that chance has no part in there is nothing to be said.
  private func replicated() -> String? {
    guard run.scenario.isRandom, let statistics = run.replications else { return nil }
    var parts: [String] = []
    if let interval = statistics.summary(of: "makespan_s")?.interval {
      parts.append(
        "makespan " + times.range(interval.lowerBound * 1e9, interval.upperBound * 1e9))
    }
    if let interval = statistics.summary(of: "speedup_ratio")?.interval {
      parts.append("speedup \(fixed(interval.lowerBound, 2)) to \(fixed(interval.upperBound, 2))")
    }
    return parts.isEmpty ? nil : "95 % interval: " + parts.joined(separator: ", ")
  }

  private func steadyState() -> String? {
    guard let state = run.steadyState else { return nil }
    let after =
      state.removed > 0 ? "after the first \(state.removed) jobs (MSER-5)" : "from the first job on"
    var text = "steady state: \(after) mean response \(times.short(state.response))"
    if let interval = state.response.interval {
      text += ", 95 % interval \(times.range(interval.lowerBound, interval.upperBound))"
      text += ", from \(state.units) \(state.method == .replications ? "replications" : "batches")"
    }
    if state.isAtLimit { text += "; it may not have settled yet" }
    if state.response.interval == nil { text += ", no interval (-v says why)" }
    return text
  }
}

extension TimeText {
  /// A mean of times, with its two largest units.
  func short(_ mean: SteadyState.Mean) -> String { short(Int128(mean.mean.rounded())) }

  /// "3 min 5 s to 3 min 35 s", with as many digits as tell the ends apart.
  func range(_ low: Double, _ high: Double) -> String {
    let ends = [low, high].map { Int128($0.rounded()) }
    let words = ends.map(short)
    return (words[0] == words[1] ? ends.map(text) : words).joined(separator: " to ")
  }
}
