import Analysis
import Model

/// Why the runs of a race differ, in sentences.
///
/// Two identities carry the reasons. In sync elapsed time is the sum of what a worker's time goes into,
/// on average. In async it is the service of all jobs over the mean number of jobs in service.
struct RaceStory {
  let rows: [RaceRow]
  let times: TimeText
  /// Whether every run is compared, or only the fastest with the slowest.
  let tellsAll: Bool
  /// What chance lets be said of their order; nil where there is no chance, or a single replication.
  var ranking: Ranking?

  /// What stopped a run, who is fastest and why, who gains nothing, what binds.
  func sentences() -> [String] {
    if rows.allSatisfy({ $0.result.cause == .cut }) {
      return ["Every run is cut at its horizon: compare what is finished then."]
    }
    if rows.contains(where: \.result.scenario.hasArrivals) {
      return stopped() + responses() + ranked()
    }
    guard let reference else { return stopped() }
    let others = rows.filter { $0.label != reference.label && $0.result.makespan != nil }
    if tellsAll {
      let distinct = others.filter { isOrdered($0, reference) }
      return stopped() + distinct.map { compare($0, with: reference) } + ranked() + binding()
    }
    return stopped() + extremes() + equals(others, reference) + ranked() + binding()
  }

  /// The baseline's row where it races, else the first that has a makespan.
  private var reference: RaceRow? {
    let finished = rows.filter { $0.result.makespan != nil }
    return finished.first(where: \.isBaseline) ?? finished.first
  }

  private func stopped() -> [String] {
    rows.compactMap { row in
      let result = row.result
      let elapsed = times.text(Int128(result.elapsed))
      switch result.cause {
      case .settled: return nil
      case .cut: return "\(row.label) is cut at \(elapsed)."
      case .deadlock(let jobs):
        let first = jobs.first.map { ": \($0)" } ?? ""
        return "\(row.label) is stuck at \(elapsed)\(first)."
      }
    }
  }

  /// The fastest beside the slowest; the first of several that are equal.
  private func extremes() -> [String] {
    let finished = rows.filter { $0.result.makespan != nil }
    func makespan(_ row: RaceRow) -> Nanoseconds { row.result.makespan ?? 0 }
    guard let slowest = finished.max(by: { makespan($0) < makespan($1) }),
      let fastest = finished.min(by: { makespan($0) < makespan($1) }),
      makespan(fastest) < makespan(slowest), isOrdered(fastest, slowest)
    else { return [] }
    return [compare(fastest, with: slowest)]
  }

  private func equals(_ others: [RaceRow], _ reference: RaceRow) -> [String] {
    let equal = others.filter { $0.result.makespan == reference.result.makespan }.map(\.label)
    guard !equal.isEmpty else { return [] }
    let verb = equal.count == 1 ? "takes" : "take"
    return ["\(list(equal)) \(verb) as long as \(reference.label)."]
  }

  /// Where guests arrive, what counts is how long they are there.
  private func responses() -> [String] {
    let known = rows.compactMap { row in row.meanResponse.map { (row: row, time: $0) } }
    guard let best = known.min(by: { $0.time < $1.time }),
      let worst = known.max(by: { $0.time < $1.time }), best.time < worst.time,
      isOrdered(best.row, worst.row)
    else { return [] }
    func queued(_ row: RaceRow) -> String {
      row.result.jobTimes.flatMap { $0.mean($0.queuedSum) }.map(times.short) ?? "0 s"
    }
    return [
      "A job takes least in \(best.row.label), \(times.short(best.time)) on average, of which "
        + "\(queued(best.row)) in the queue, and longest in \(worst.row.label), "
        + "\(times.short(worst.time)), of which \(queued(worst.row)) in the queue."
    ]
  }

  private func compare(_ row: RaceRow, with reference: RaceRow) -> String {
    guard let mine = row.result.makespan, let theirs = reference.result.makespan, mine > 0,
      theirs > 0
    else {
      return row.result.makespan == 0
        ? "\(row.label) takes no time." : "\(reference.label) takes no time."
    }
    if mine == theirs { return "\(row.label) takes as long as \(reference.label)." }
    let ratio = Double(max(mine, theirs)) / Double(min(mine, theirs))
    if ratio < 1.005 { return "\(row.label) takes about as long as \(reference.label)." }
    let head =
      mine < theirs
      ? "\(row.label) is \(fixed(ratio, 2))x as fast as \(reference.label)"
      : "\(row.label) takes \(fixed(ratio, 2))x as long as \(reference.label)"
    let isAsync = [row, reference].contains { $0.result.scenario.execution == .async }
    let reasons =
      isAsync
      ? overlap(row.result, reference.result)
      : workerTime(row.result, reference.result, change: Double(mine) - Double(theirs))
    let whole = head + (reasons.isEmpty ? "" : ": \(reasons.joined(separator: ", "))")
    return whole + (difference(row.result, reference.result).map { " (\($0))" } ?? "") + "."
  }

  /// That two runs did not do the same work, which a ratio of times would hide.
  private func difference(_ run: RunResult, _ other: RunResult) -> String? {
    if run.failedCount != other.failedCount {
      func failed(_ run: RunResult) -> String {
        let count = run.failedCount + run.skippedCount
        return fixed(count, count == count.rounded() ? 0 : 1)
      }
      return "jobs that were not done: \(failed(run)), against \(failed(other))"
    }
    return run.t1 == other.t1
      ? nil : "its T1 is \(times.text(run.t1)), the other's \(times.text(other.t1))"
  }

  /// By Little's law: the service of all jobs, over how many are in service at once.
  private func overlap(_ run: RunResult, _ other: RunResult) -> [String] {
    guard let mean = run.meanConcurrency, let otherMean = other.meanConcurrency else { return [] }
    let isFaster = run.elapsed < other.elapsed
    if fixed(mean, 2) != fixed(otherMean, 2), (mean > otherMean) == isFaster {
      return [
        "\(fixed(mean, 2)) jobs are in service at once on average instead of \(fixed(otherMean, 2))"
      ]
    }
    let (mine, theirs) = (mean * Double(run.elapsed), otherMean * Double(other.elapsed))
    guard (mine < theirs) == isFaster, mine != theirs else { return [] }
    return ["its jobs are in service for \(time(mine)) in all instead of \(time(theirs))"]
  }

  /// What a worker's time goes into, on average: the largest changes that make the difference, then
  /// what works against it.
  private func workerTime(
    _ run: RunResult, _ other: RunResult, change: Double
  ) -> [String] {
    let parts = Self.parts.map { part -> (text: String, mine: Double, theirs: Double) in
      (part.text, part.share(of: run), part.share(of: other))
    }
    func weight(_ part: (text: String, mine: Double, theirs: Double)) -> Double {
      (part.mine - part.theirs) / change
    }
    // Equal weights keep the account's order.
    let ordered = parts.enumerated().sorted {
      (weight($1.element), $0.offset) < (weight($0.element), $1.offset)
    }.map(\.element)
    func words(_ part: (text: String, mine: Double, theirs: Double)) -> String {
      "\(part.text) \(time(part.mine)) instead of \(time(part.theirs))"
    }
    let causes = ordered.filter { weight($0) >= 0.1 }.prefix(2).map(words)
    let against = ordered.reversed().filter { weight($0) <= -0.1 }.prefix(1).map(words)
    guard !causes.isEmpty else { return [] }
    let who = max(run.scenario.workerCount, other.scenario.workerCount) > 1 ? "a worker" : "it"
    var text = "\(who) \(causes.joined(separator: " and "))"
    if let first = against.first { text += ", but \(first)" }
    return [text]
  }

  private func time(_ nanoseconds: Double) -> String {
    times.short(Int128(nanoseconds.rounded()))
  }

  private struct Part {
    let text: String
    let entries: [KeyPath<Account, Int128>]

    /// The mean over all workers, in nanoseconds.
    func share(of run: RunResult) -> Double {
      let sum = entries.reduce(Int128(0)) { $0 + run.account[keyPath: $1] }
      return Double(sum) / Double(run.scenario.workerCount)
    }
  }

  private static var parts: [Part] {
    [
      Part(text: "is with its jobs for", entries: [\.work, \.wait]),
      Part(text: "is slowed down by", entries: [\.slowed]),
      Part(text: "queues for resources for", entries: [\.blocked]),
      Part(text: "starts for", entries: [\.startup]),
      Part(text: "waits for the coordinator for", entries: [\.dispatch]),
      Part(text: "moves arguments and results for", entries: [\.transfer]),
      Part(text: "loses to failed attempts", entries: [\.failed]),
      Part(text: "idles for", entries: [\.idleHead, \.idleMiddle, \.idleTail]),
    ]
  }

  /// What no schedule could beat, where a run has reached it and it is not the number of workers.
  private func binding() -> [String] {
    var groups: [(what: String, runs: [String])] = []
    for row in rows {
      guard let bounds = row.result.bounds, bounds.binds != "workers",
        let makespan = row.result.makespan, Int128(makespan) == bounds.lower
      else { continue }
      let what = describe(bounds.binds, row.result)
      let run = "\(row.label) (\(times.text(bounds.lower)))"
      if let index = groups.firstIndex(where: { $0.what == what }) {
        groups[index].runs.append(run)
      } else {
        groups.append((what, [run]))
      }
    }
    guard !groups.isEmpty else { return [] }
    return groups.prefix(3).map { group in
      let what = group.what.prefix(1).uppercased() + group.what.dropFirst()
      return "\(what) binds \(list(group.runs)): no schedule does better."
    }
  }

  private func list(_ names: [String]) -> String {
    names.count <= 4
      ? names.joined(separator: ", ")
      : names.prefix(3).joined(separator: ", ") + " and \(names.count - 3) more"
  }

  private func describe(_ name: String, _ run: RunResult) -> String {
    switch name {
    case "span": "the longest chain of jobs"
    case "cores": "the number of cores"
    case _ where run.scenario.pools.contains { $0.name == name }: "the interpreter lock of \(name)"
    default: "the \(name)"
    }
  }
}
