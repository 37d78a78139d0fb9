import Analysis
import Model

extension SweepText {
  /// A point within its series: "4 toasters", "cook=4", "chunk=10".
  func name(_ point: SweepPoint) -> String {
    guard let main = sweep.mainAxis else { return "it" }
    let pools = point.result.scenario.pools
    if sweep.scalingAxis != nil, pools.count == 1,
      sweep.axes[main].path == "workers.\(pools[0].name)"
    {
      return Layout.counted(point.workers, pools[0].name)
    }
    return Layout.shortened(
      harmlessText("\(sweep.axisNames[main])=\(point.values[main])"), 40)
  }

  /// What a point is judged by, in words.
  func value(of point: SweepPoint, _ measure: SweepMeasure) -> String {
    let run = point.result
    switch measure {
    case .makespan:
      let time = run.makespan.map { times.short(Int128($0)) } ?? style.glyphs.missing
      return time + (run.speedup.map { " (\(fixed($0, 2))x)" } ?? "")
    case .response:
      return "a mean response of "
        + (point.meanResponse.map(times.short) ?? style.glyphs.missing)
    case .speedup: return run.speedup.map { fixed($0, 2) + "x" } ?? style.glyphs.missing
    case .throughput:
      guard let rate = run.throughput else { return style.glyphs.missing }
      return rate >= 1
        ? "\(fixed(rate, 2)) jobs per second" : "\(fixed(rate * 3_600, 1)) jobs per hour"
    }
  }

  /// What speedup is measured against.
  func baseline() -> String? {
    let runs = sweep.points.map(\.result).filter { $0.speedup != nil }
    guard let first = runs.first else { return nil }
    let shared = runs.allSatisfy {
      $0.baseline.name == first.baseline.name && $0.baseline.makespan == first.baseline.makespan
    }
    let what =
      switch first.baseline.name {
      case "t1": "T1, one worker alone, in sync"
      case "serial" where sweep.mode != "sim": "the measured run with one worker"
      case let name: name
      }
    if sweep.scaling == .weak {
      return "The work grows with the workers; speedup is against \(what), for each run's own work."
    }
    guard shared, let makespan = first.baseline.makespan else {
      return "Speedup is against \(what), for each run's own."
    }
    return "Speedup 1.00 is \(times.text(makespan)): \(what)."
  }

  /// Who waits for whom at the first point that is stuck.
  private func stuck() -> String? {
    for point in sweep.points {
      guard case .deadlock(let jobs) = point.result.cause, let first = jobs.first else { continue }
      return "\(harmlessText(sweep.label(of: point))) is stuck at "
        + "\(times.text(Int128(point.result.elapsed))): \(first)."
    }
    return nil
  }

  /// What the table does not show: points that did not end, or did less.
  func gaps() -> [String] {
    let all = sweep.points
    func told(_ what: String, _ condition: (SweepPoint) -> Bool) -> String? {
      let found = all.filter(condition)
      guard let first = found.first else { return nil }
      if found.count == all.count { return "All points: \(what)." }
      let who = found.count == 1 ? harmlessText(sweep.label(of: first)) : "\(found.count) points"
      return "\(who): \(what)."
    }
    return [
      told("a deadlock, nobody could go on") { $0.result.isStuck },
      stuck(),
      told("cut by the horizon, so there is no makespan") {
        if case .cut = $0.result.cause { true } else { false }
      },
      told("jobs failed for good, so less was done") { $0.result.failedCount > 0 },
    ].compactMap { $0 }
  }
}
