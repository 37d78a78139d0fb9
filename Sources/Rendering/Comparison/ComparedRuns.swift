public import Analysis
import Model

/// Two runs that are compared, and what they are called.
public struct ComparedRuns: Sendable {
  /// What differs.
  public let comparison: RunComparison
  /// The first run's name: a variant, `toaster=4`, a file.
  public let before: String
  /// The second run's name.
  public let after: String

  /// Takes a comparison and the labels of its runs, which must be harmless to a terminal.
  public init(_ comparison: RunComparison, before: String, after: String) {
    self.comparison = comparison
    self.before = before
    self.after = after
  }

  /// Why there is nothing to compare, where a trace is missing.
  public static let reasonWithoutTrace =
    "jobs can be compared only where both traces are kept: add --trace"

  var times: TimeText {
    let scenarios = [comparison.before.plan.scenario, comparison.after.plan.scenario]
    let steps = scenarios.flatMap { $0.tasks.flatMap(\.steps) }
    return TimeText(
      longestStep: steps.map { $0.duration.expected(job: 0) }.max() ?? 0,
      elapsed: max(comparison.before.end.elapsed, comparison.after.end.elapsed))
  }

  /// A job as people name it: "toast 37".
  func name(of job: ComparedJob) -> String {
    comparison.before.plan.name(task: job.before.task, number: job.before.number)
  }

  /// The lane of a job in the first run: "toaster 1".
  func laneBefore(_ job: ComparedJob) -> String? {
    job.before.lane.map { LaneName($0, comparison.before).name }
  }

  /// The lane of a job in the second run.
  func laneAfter(_ job: ComparedJob) -> String? {
    job.after.lane.map { LaneName($0, comparison.after).name }
  }
}

/// Changes of times in words: "12 min less for a toaster".
struct CauseText {
  private let comparison: RunComparison
  private let times: TimeText

  init(_ runs: ComparedRuns) {
    comparison = runs.comparison
    times = runs.times
  }

  /// A change with its direction: "12 min less".
  func change(_ change: Int128) -> String {
    "\(times.short(change < 0 ? -change : change)) \(change < 0 ? "less" : "more")"
  }

  /// A change of what a cause takes, as one says it of a time that is not only waited:
  /// "12 min less waiting for a toaster".
  func part(_ cause: TimeCause, _ change: Int128) -> String {
    cause.isQueued && cause != .transfer
      ? "\(self.change(change)) waiting \(words(cause))" : "\(self.change(change)) \(words(cause))"
  }

  /// A change of what is waited for: "12 min less for a toaster".
  func wait(_ cause: TimeCause, _ change: Int128) -> String {
    "\(self.change(change)) \(words(cause))"
  }

  /// What a cause is said to be for: "for a toaster".
  func words(_ cause: TimeCause) -> String {
    switch cause {
    case .service: "in steps as written"
    case .slowed: "slowed down"
    case .failed: "in failed attempts"
    case .startup: "for the start of workers"
    case .worker: "for \(worker)"
    case .chunk: "behind others of the chunk"
    case .dispatch: "for the coordinator"
    case .transfer: "in moving arguments and results"
    case .resource(let name): "for \(units(of: name) > 1 ? article(name) : "the \(name)")"
    }
  }

  /// A cause as a row of a table is called.
  func heading(_ cause: TimeCause) -> String {
    switch cause {
    case .service: "steps as written"
    case .slowed: "slowed down"
    case .failed: "failed attempts"
    case .transfer: "transfer"
    case .chunk: "in its chunk"
    case .startup: "for the start"
    default: words(cause)
    }
  }

  /// A worker by the name of its pool, where there is one pool.
  private var worker: String {
    let pools = [comparison.before, comparison.after].flatMap { $0.plan.scenario.pools.map(\.name) }
    return pools.allSatisfy { $0 == pools[0] } ? article(pools[0]) : "a worker"
  }

  private func units(of resource: String) -> Int {
    [comparison.before, comparison.after].flatMap { run in
      run.plan.scenario.resources.filter { $0.name == resource }.map(\.capacity)
    }.max() ?? 1
  }

  private func article(_ name: String) -> String {
    ("aeiou".contains(name.prefix(1)) ? "an " : "a ") + name
  }
}
