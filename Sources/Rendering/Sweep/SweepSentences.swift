import Analysis
import Model

extension SweepText {
  /// What the sweep says, paragraph by paragraph: the best points, what they cost, what binds.
  func sentences() -> [String] {
    var paragraphs = [baseline()].compactMap { $0 }
    if sweep.points.count > 1 { paragraphs += judgements() }
    return paragraphs + gaps()
  }

  private static let mostSeries = 4

  private func judgements() -> [String] {
    let judged = series.indices.filter { verdicts[$0] != nil }
    guard let best = bestSeries, let verdict = verdicts[best] else { return [] }
    guard series.count > 1 else { return [told(best)].filter { !$0.isEmpty } }
    let point = series[best].points[verdict.best]
    let name = harmlessText(sweep.label(of: point))
    var paragraphs = [
      sharesWork
        ? "Best of all: \(name), \(value(of: point, verdict.measure))."
        : "The series do different work, so that they are not ranked."
    ]
    let others = judged.filter { $0 != best }
    let shown = style.isVerbose ? others : Array(others.prefix(Self.mostSeries - 1))
    // A series of one point has nothing to choose from.
    paragraphs += ([best] + shown).filter { series[$0].points.count > 1 }
      .map { "\(harmlessText(series[$0].label)): \(told($0))" }
    if shown.count < others.count {
      paragraphs.append("\(others.count - shown.count) more series: -v tells all.")
    }
    return paragraphs
  }

  /// Whether all points do the same work, so that the shortest is the best.
  private var sharesWork: Bool {
    let first = sweep.points[0].result.t1
    return sweep.scaling == .weak || sweep.points.allSatisfy { $0.result.t1 == first }
  }

  /// The verdict of a series.
  private func told(_ number: Int) -> String {
    guard let verdict = verdicts[number] else { return "" }
    let points = series[number].points
    guard points.count > 1 else { return "" }
    if points.count - verdict.omitted == 1 {
      return "Only \(name(points[verdict.best])) has a value to judge by."
    }
    let parts =
      verdict.enough != nil
      ? workers(verdict, points) + doubling(verdict, points) + weak(verdict, points)
        + beyond(points[verdict.best]) : values(verdict, points)
    return (parts + tied(verdict, points)).joined(separator: " ")
  }

  /// The best number of workers, the fewest that are as good, and the price of each.
  private func workers(_ verdict: SweepVerdict, _ points: [SweepPoint]) -> [String] {
    let best = points[verdict.best]
    if verdict.spread ?? 1 <= 1, verdict.omitted == 0 {
      return ["It makes no difference: \(value(of: best, verdict.measure)) throughout."]
    }
    var sentences = ["Best: \(name(best)), \(value(of: best, verdict.measure))."]
    let enough = verdict.enough ?? verdict.best
    if enough != verdict.best {
      sentences.append(
        "\(name(points[enough])) with \(value(of: points[enough], verdict.measure)) "
          + "\(points[enough].workers == 1 ? "is" : "are") the fewest within 5 %.")
    } else if verdict.best > 0 {
      sentences.append("No fewer come within 5 % of that.")
    }
    var prices: [String] = []
    var priced: [Int] = []
    for point in [verdict.best, enough, verdict.own ?? enough] where !priced.contains(point) {
      priced.append(point)
      guard let paid = sweep.laws(of: points[point]).workerTime else { continue }
      let isOwn = point == verdict.own
      prices.append(
        "\(workerTime(paid)) with \(name(points[point]))\(isOwn ? ", as many as in the file" : "")")
    }
    if !prices.isEmpty, best.result.makespan ?? 0 > 0 {
      sentences.append("Price: \(prices.joined(separator: "; ")).")
    }
    return sentences
  }

  /// Workers times time, in hours unless that is little.
  private func workerTime(_ time: Int128) -> String {
    let units: [(length: Nanoseconds, name: String)] = [
      (TimeUnit.hour, "hour"), (TimeUnit.minute, "minute"), (TimeUnit.second, "second"),
      (TimeUnit.millisecond, "millisecond"),
    ]
    let unit = units.first { time >= Int128($0.length) } ?? units[units.count - 1]
    let text = fixed(Double(time) / Double(unit.length), 2)
    return "\(text) worker-\(unit.name)\(text == "1.00" ? "" : "s")"
  }

  private func doubling(_ verdict: SweepVerdict, _ points: [SweepPoint]) -> [String] {
    guard verdict.doublings > 0, verdict.spread ?? 1 > 1, sweep.scaling == .strong else {
      return []
    }
    guard let settled = verdict.settled else {
      return ["The last doubling of workers still gains 5 % or more."]
    }
    return ["From \(name(points[settled])) on, a doubling gains less than 5 %."]
  }

  private func weak(_ verdict: SweepVerdict, _ points: [SweepPoint]) -> [String] {
    guard sweep.scaling == .weak, let last = points.last,
      let share = sweep.laws(of: last).scaledEfficiency
    else { return [] }
    let at = "with \(name(last)) it is \(percent(share))"
    guard let holds = verdict.scalesTo, points[holds].workers > 1 else {
      return ["Scaled efficiency falls below 95 % at once; \(at)."]
    }
    if points[holds].workers == last.workers {
      return ["Scaled efficiency stays at 95 % or above; \(at)."]
    }
    return ["Scaled efficiency stays at 95 % or above up to \(name(points[holds])); \(at)."]
  }

  /// What binds the best point, and what more workers would change.
  private func beyond(_ point: SweepPoint) -> [String] {
    guard let bounds = point.result.bounds, let makespan = point.result.makespan, makespan > 0,
      !point.result.scenario.hasArrivals, sweep.scaling == .strong
    else { return [] }
    let what = binding(bounds.binds, point.result, pool: bounds.bindingPool)
    if bounds.binds != "workers" {
      return [
        point.result.isAtLowerBound
          ? "Beyond, \(what) binds: no number of workers is faster than \(times.text(bounds.lower))."
          : "\(capital(what)) allows no less than \(times.text(bounds.lower)), whatever the workers."
            + loss(point.result)
      ]
    }
    let ceiling = bounds.ceiling.flatMap { ceiling in
      bounds.ceilingBinds.map {
        ", up to \(fixed(ceiling, 2))x, where \(binding($0, point.result)) binds"
      }
    }
    if point.result.isAtLowerBound {
      return ["\(capital(what)) still binds; more can be faster\(ceiling ?? "")."]
    }
    return [
      "Its lower bound is \(times.text(bounds.lower)), by \(what)"
        + "\(bounds.ceiling.map { "; no number of them passes \(fixed($0, 2))x" } ?? "")."
        + loss(point.result)
    ]
  }

  /// The largest part of the workers' time that is no job's.
  private func loss(_ run: RunResult) -> String {
    let account = run.account
    let idle = account.idleHead + account.idleMiddle + account.idleTail
    let parts: [(Int128, String)] = [
      (account.slowed, "slowed"), (account.blocked, "queueing for resources"),
      (account.startup, "starting"), (account.dispatch, "waiting for the coordinator"),
      (account.transfer, "moving arguments and results"),
      (account.failed, "on attempts that fail"), (idle, "idle"),
    ]
    guard account.total > 0, let most = parts.map(\.0).max(), 20 * most >= account.total,
      let part = parts.first(where: { $0.0 == most })
    else { return "" }
    return
      " Workers are \(part.1) for \(percent(Double(most) / Double(account.total))) of their time."
  }

  private func binding(_ name: String, _ run: RunResult, pool: String? = nil) -> String {
    switch name {
    case "span": "the longest chain of jobs"
    case "workers": "the number of workers" + (pool.map { " of \($0)" } ?? "")
    case "cores": "the number of cores"
    case _ where run.scenario.pools.contains { $0.name == name }: "the interpreter lock of \(name)"
    default: "the \(name)"
    }
  }

  private func capital(_ text: String) -> String { text.prefix(1).uppercased() + text.dropFirst() }

  /// The best value of an axis that changes no workers, its range, and how much it matters.
  private func values(_ verdict: SweepVerdict, _ points: [SweepPoint]) -> [String] {
    let (best, worst) = (points[verdict.best], points[verdict.worst])
    if verdict.spread ?? 1 <= 1 {
      return ["It makes no difference: \(value(of: best, verdict.measure)) throughout."]
    }
    var sentences = ["Best: \(name(best)), \(value(of: best, verdict.measure))."]
    if !sharesWork { sentences.append("But the points do different work.") }
    if let (first, last) = range(verdict), first < last {
      sentences.append(
        "From \(name(points[first])) to \(name(points[last])) all are within 5 % of that.")
    } else if verdict.near.count > 1 {
      let others = verdict.near.filter { $0 != verdict.best }
      let names = others.prefix(3).map { name(points[$0]) }.joined(separator: ", ")
      let more = others.count > 3 ? " and \(others.count - 3) more" : ""
      sentences.append("Within 5 % of that: \(names)\(more).")
    }
    if let spread = verdict.spread {
      let isRate = verdict.measure == .throughput || verdict.measure == .speedup
      sentences.append(
        isRate
          ? "That is \(fixed(spread, 2)) times as much as with the worst, \(name(worst))."
          : "The worst, \(name(worst)), takes \(fixed(spread, 2)) times as long.")
    }
    return sentences
  }

  /// The ends of the points within 5 % where they are numbers in a row.
  private func range(_ verdict: SweepVerdict) -> (Int, Int)? {
    guard let main = sweep.mainAxis, sweep.axes[main].hasNumbers, let first = verdict.near.first,
      let last = verdict.near.last, last - first == verdict.near.count - 1
    else { return nil }
    return (first, last)
  }

  private func tied(_ verdict: SweepVerdict, _ points: [SweepPoint]) -> [String] {
    guard !verdict.tied.isEmpty else { return [] }
    let names = verdict.tied.prefix(3).map { name(points[$0]) }.joined(separator: ", ")
    let more = verdict.tied.count > 3 ? " and \(verdict.tied.count - 3) more" : ""
    return [
      "\(names)\(more) cannot be told apart from \(name(points[verdict.best])): their 95 % "
        + "intervals overlap."
    ]
  }
}
