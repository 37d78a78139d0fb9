import Model

/// Which tasks, pools and resources of two runs are the same: those of one name.
struct JobMatch: Sendable {
  /// For each task of the first run its position in the second, or nil.
  let tasks: [Int?]
  private let before: Plan
  private let after: Plan
  private let pools: [Int?]
  private let resources: [Int?]

  init(_ before: Plan, _ after: Plan) {
    self.before = before
    self.after = after
    tasks = Self.places(before.scenario.tasks.map(\.name), after.scenario.tasks.map(\.name))
    pools = Self.places(before.scenario.pools.map(\.name), after.scenario.pools.map(\.name))
    resources = Self.places(
      before.scenario.resources.map(\.name), after.scenario.resources.map(\.name))
  }

  /// How many jobs of a task are in both runs.
  func count(ofTask task: Int) -> Int {
    guard let other = tasks[task] else { return 0 }
    return min(before.scenario.tasks[task].count, after.scenario.tasks[other].count)
  }

  /// For each name its position among other names.
  private static func places(_ names: [String], _ others: [String]) -> [Int?] {
    var places: [String: Int] = [:]
    for (place, name) in others.enumerated() { places[name] = place }
    return names.map { places[$0] }
  }

  func pair(_ first: JobRecord, _ second: JobRecord) -> ComparedJob {
    var (hasMoved, hasChangedPool) = (false, false)
    if let lane = first.lane, let other = second.lane {
      hasChangedPool = !isSameGroup(lane, other)
      hasMoved = hasChangedPool || place(lane, in: before) != place(other, in: after)
    }
    return ComparedJob(
      before: first, after: second, hasMoved: hasMoved, hasChangedPool: hasChangedPool)
  }

  private func isSameGroup(_ lane: JobRecord.Lane, _ other: JobRecord.Lane) -> Bool {
    switch (lane, other) {
    case (.worker(let first), .worker(let second)):
      pools[before.pool(of: first)] == after.pool(of: second)
    case (.unit(let first, _), .unit(let second, _)): resources[first] == second
    case (.row(let first, _), .row(let second, _)): pools[first] == second
    default: false
    }
  }

  /// A lane's position in its group.
  private func place(_ lane: JobRecord.Lane, in plan: Plan) -> Int {
    switch lane {
    case .worker(let worker): worker - plan.pools[plan.pool(of: worker)].firstWorker
    case .unit(_, let unit): unit
    case .row(_, let row): row
    }
  }
}

/// How many of some jobs have changed places.
enum OrderChange {
  /// The fewest jobs to be put elsewhere so that the second order of starts becomes the first.
  ///
  /// All jobs less the longest part that keeps its order; jobs that start together have none among
  /// them. Cost: n log n. (M. L. Fredman, "On computing the length of longest increasing
  /// subsequences", Discrete Mathematics 11 (1975), 29-35.)
  static func count(_ starts: [(before: Nanoseconds, after: Nanoseconds)]) -> Int {
    let afters = starts.sorted { ($0.before, $0.after) < ($1.before, $1.after) }.map(\.after)
    // The smallest last start of a part of each length that keeps its order.
    var lasts: [Nanoseconds] = []
    for after in afters {
      let place = lasts.indices.firstPosition { lasts[$0] > after }
      if place == lasts.count { lasts.append(after) } else { lasts[place] = after }
    }
    return afters.count - lasts.count
  }
}
