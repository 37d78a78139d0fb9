import Analysis
import Model

/// What made the makespans, where the runs part, what is in one run only.
extension ComparisonStory {
  /// What the jobs waited for that make each run as long as it is.
  var last: String? {
    guard let before = comparison.chainBefore, let after = comparison.chainAfter,
      let change = comparison.makespanChange,
      change.magnitude > comparison.tolerance.magnitude
    else { return nil }
    let changes = parts(
      comparison.times(ofChainBefore: before), comparison.times(ofChainAfter: after)
    ) { _ in true }
    var told = changes.isEmpty ? "" : told(changes, Int128(change), causes.part)
    let arrival = after.arrival - before.arrival
    if arrival != 0 {
      let size = times.text(Int128(arrival.magnitude))
      let words = "its arrival \(size) \(arrival < 0 ? "earlier" : "later")"
      told = told.isEmpty ? words : "\(told); \(words)"
    }
    guard !told.isEmpty else { return nil }
    let (first, second) = (names(before, comparison.before), names(after, comparison.after))
    let who =
      first == second
      ? "\(second) in both runs"
      : "\(second) (in \(runs.before) \(first))"
    return "Last to end is \(who), with \(told)."
  }

  /// The jobs of a chain, "toast 100", or "open 1 > toast 97 > close 1".
  private func names(_ chain: FinishChain, _ run: FinishedRun) -> String {
    func name(_ link: FinishChain.Link) -> String {
      run.plan.name(task: link.task, number: link.number)
    }
    guard let first = chain.links.first, let last = chain.links.last, chain.links.count > 3 else {
      return chain.links.map(name).joined(separator: " > ")
    }
    return "\(name(first)) > .. > \(name(last)) (\(chain.links.count) jobs)"
  }

  /// The first job that starts at another time or elsewhere.
  var parting: String? {
    guard let job = comparison.parting else { return nil }
    func start(_ record: JobRecord, _ lane: String?) -> String {
      guard let start = record.start else { return "not at all" }
      return "at \(time(start))" + (lane.map { " on \($0)" } ?? "")
    }
    let at = min(job.before.start ?? .max, job.after.start ?? .max)
    return "The runs part at \(time(at)): \(runs.name(of: job)) starts "
      + "\(start(job.after, runs.laneAfter(job))) instead of "
      + "\(start(job.before, runs.laneBefore(job)))."
  }

  /// How many jobs changed lanes and places.
  var places: String? {
    let jobs = comparison.jobs
    var parts: [String] = []
    if jobs.moved > 0 {
      let verb = jobs.moved == 1 ? "runs" : "run"
      let other =
        jobs.changedPool > 0 ? ", \(jobs.changedPool) of them of another pool or resource" : ""
      parts.append("\(Layout.counted(jobs.moved, "job")) \(verb) on another lane\(other)")
    }
    if jobs.reordered > 0 {
      let verb = jobs.reordered == 1 ? "starts" : "start"
      parts.append("\(Layout.counted(jobs.reordered, "job")) \(verb) at another place in the order")
    }
    return parts.isEmpty ? nil : parts.joined(separator: "; ") + "."
  }

  /// Tasks and jobs that only one run has.
  var alone: [String] {
    func only(_ count: (TaskChanges) -> Int, than other: (TaskChanges) -> Int) -> [String] {
      comparison.tasks.filter { count($0) > other($0) }.map { task in
        if other(task) == 0 { return Layout.counted(count(task), "\(task.name)") }
        let first = other(task) + 1
        return first == count(task)
          ? "\(task.name) \(first)" : "\(task.name) \(first) to \(count(task))"
      }
    }
    let sides = [
      (runs.before, only(\.countBefore, than: \.countAfter)),
      (runs.after, only(\.countAfter, than: \.countBefore)),
    ]
    return sides.compactMap { label, names in
      guard !names.isEmpty else { return nil }
      let more =
        names.count > 4 ? Array(names.prefix(3)) + ["\(names.count - 3) more tasks"] : names
      return "Only \(label) has \(Self.joined(more))."
    }
  }
}
