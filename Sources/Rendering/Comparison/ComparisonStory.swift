import Analysis
import Model

/// How two runs differ, in sentences; the second is told by the first.
struct ComparisonStory {
  let runs: ComparedRuns
  let comparison: RunComparison
  let times: TimeText
  let causes: CauseText

  init(_ runs: ComparedRuns) {
    self.runs = runs
    comparison = runs.comparison
    times = runs.times
    causes = CauseText(runs)
  }

  /// The sentences; with `isWhole` also where the runs part and who changed places.
  func sentences(isWhole: Bool) -> [String] {
    if comparison.isSame { return ["The two runs are the same, event for event."] }
    var sentences = [makespan, ends, unended, waits, service, last]
    if isWhole { sentences += [parting, places] }
    return sentences.compactMap { $0 } + alone
  }

  private var makespan: String? {
    guard let change = comparison.makespanChange, let end = comparison.after.makespan else {
      return nil
    }
    if change == 0 { return "Both runs end at \(time(end))." }
    if change.magnitude <= comparison.tolerance.magnitude {
      return "Both runs end at about \(time(end))."
    }
    let size = times.text(Int128(change.magnitude))
    return "\(runs.after) ends \(size) \(change < 0 ? "before" : "after") \(runs.before)."
  }

  private var ends: String? {
    let jobs = comparison.jobs
    guard jobs.count > 0 else { return "No job is in both runs." }
    guard jobs.ended > 0, let mean = jobs.end.mean else { return "No job ends in both runs." }
    let groups = [
      (jobs.earlier, "earlier"), (jobs.later, "later"), (jobs.same, "at the same time"),
    ]
    .filter { $0.0 > 0 }
    let most = comparison.movedMost.first
    if jobs.ended == 1 {
      guard let most else { return "The one job that ends in both ends \(groups[0].1)." }
      return "\(runs.name(of: most)) ends \(move(most))."
    }
    let mover = most.map { "; \(runs.name(of: $0)) moves most: it ends \(move($0))" } ?? ""
    if groups.count == 1 {
      let all = jobs.ended == 2 ? "Both" : "All \(jobs.ended)"
      let size = jobs.same > 0 ? "" : ", by \(times.short(Int128(mean.magnitude))) on average"
      return "\(all) \(jobNoun) end \(groups[0].1)\(size)\(mover)."
    }
    let listed = groups.enumerated().map { index, group in
      let verb = index > 0 ? "" : group.0 == 1 ? "ends " : "end "
      return index > 0 ? "\(group.0) \(group.1)" : "\(group.0) \(verb)\(group.1)"
    }
    let size = times.short(Int128(mean.magnitude))
    let average = mean == 0 ? "as late" : "\(size) \(mean < 0 ? "earlier" : "later")"
    return "Of \(jobs.ended) \(jobNoun) \(Self.joined(listed)), on average \(average)\(mover)."
  }

  /// The jobs of both by their task's name in the plural, or as jobs where there are several tasks.
  private var jobNoun: String {
    let tasks = comparison.tasks.filter { $0.jobs.count > 0 }
    return String(Layout.counted(2, tasks.count == 1 ? tasks[0].name : "job").dropFirst(2))
  }

  private func move(_ job: ComparedJob) -> String {
    "at \(time(job.after.end ?? 0)) instead of \(time(job.before.end ?? 0))"
  }

  /// Jobs that end in one run only, or once finished and once failed.
  private var unended: String? {
    let jobs = comparison.jobs
    let parts = [(jobs.endsOnlyBefore, runs.before), (jobs.endsOnlyAfter, runs.after)]
      .filter { $0.0 > 0 }.map { count, label in
        "\(Layout.counted(count, "job")) \(count == 1 ? "ends" : "end") in \(label) only"
      }
    let other = jobs.otherStatus - jobs.endsOnlyBefore - jobs.endsOnlyAfter
    var sentences = parts.isEmpty ? [] : ["\(Self.joined(parts))."]
    if other > 0 {
      let verb = other == 1 ? "ends" : "end"
      sentences.append(
        "\(Layout.counted(other, "job")) \(verb) in another way: finished or failed.")
    }
    return sentences.isEmpty ? nil : sentences.joined(separator: " ")
  }

  /// For what jobs queued longer or shorter, in all.
  private var waits: String? {
    let changes = parts(comparison.jobs.timesBefore, comparison.jobs.timesAfter) { $0.isQueued }
    guard !changes.isEmpty else { return nil }
    let sum = comparison.jobs.queued.sum
    let head = "Jobs wait \(sum == 0 ? "as long in all as before" : causes.change(sum) + " in all")"
    if changes.count == 1, changes[0].change == sum {
      return "Jobs wait \(causes.change(sum)) in all, \(causes.words(changes[0].cause))."
    }
    return "\(head): \(told(changes, sum, causes.wait))."
  }

  /// Whether their steps took longer.
  private var service: String? {
    let changes = parts(comparison.jobs.timesBefore, comparison.jobs.timesAfter) { !$0.isQueued }
    guard !changes.isEmpty else { return nil }
    let sum = comparison.jobs.service.sum
    if changes.count == 1, changes[0].change == sum { return alone(changes[0].cause, sum) }
    let head =
      sum == 0
      ? "They are in service as long in all as before"
      : "They are in service for \(causes.change(sum)) in all"
    return "\(head): \(told(changes, sum, causes.part))."
  }

  /// The one cause that changed of the time in service.
  private func alone(_ cause: TimeCause, _ change: Int128) -> String {
    let size = causes.change(change)
    switch cause {
    case .slowed: return "They are slowed down by \(size) in all."
    case .failed: return "They lose \(size) to failed attempts in all."
    default: return "Their steps as written take \(size) in all."
    }
  }

  /// The causes whose sums changed; what is small beside the largest says nothing.
  func parts(
    _ before: [Int128], _ after: [Int128], where isMeant: (TimeCause) -> Bool
  ) -> [(cause: TimeCause, change: Int128)] {
    let changes = comparison.causes.enumerated().map { place, cause in
      (cause: cause, change: after[place] - before[place])
    }.filter { isMeant($0.cause) && $0.change != 0 }
    let largest = changes.map(\.change.magnitude).max() ?? 0
    return changes.filter { $0.change.magnitude * 50 >= largest }
  }

  /// First what goes the way of the sum, then what goes against it, each by size; equal ones in the
  /// order of causes.
  func told(
    _ changes: [(cause: TimeCause, change: Int128)], _ sum: Int128,
    _ words: (TimeCause, Int128) -> String
  ) -> String {
    let ordered = changes.enumerated().sorted {
      ($1.element.change.magnitude, $0.offset) < ($0.element.change.magnitude, $1.offset)
    }.map(\.element)
    let way = sum == 0 ? ordered.first?.change ?? 0 : sum
    func side(_ isWith: Bool) -> String {
      Self.joined(
        ordered.filter { ($0.change < 0) == (way < 0) ? isWith : !isWith }.prefix(3).map {
          words($0.cause, $0.change)
        })
    }
    return [side(true), side(false)].filter { !$0.isEmpty }.joined(separator: ", but ")
  }

  func time(_ time: Nanoseconds) -> String { times.text(Int128(time)) }

  /// "a, b and c".
  static func joined(_ parts: [String]) -> String {
    guard parts.count > 1, let last = parts.last else { return parts.first ?? "" }
    return parts.dropLast().joined(separator: ", ") + " and " + last
  }
}
