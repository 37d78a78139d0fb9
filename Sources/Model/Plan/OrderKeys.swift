/// How the jobs of a task are ordered in a queue; smaller keys go first, ties by fifo.
///
/// The scheduler knows durations only as these keys.
public enum OrderKeys: Sendable {
  /// Every job has the same key.
  case uniform(Int64)
  /// The key is the job's number.
  case number
  /// Job i has the i-th key.
  case perJob([Int64])

  /// The key of job `number`, from 0.
  @inline(__always)
  public func key(of number: Int32) -> Int64 {
    switch self {
    case .uniform(let key): key
    case .number: Int64(number)
    case .perJob(let keys): keys[Int(number)]
    }
  }

  /// The keys of all tasks under the scenario's order.
  static func all(for scenario: Scenario, chance: Chance) -> [OrderKeys] {
    let tasks = scenario.tasks
    switch scenario.schedule.order {
    case .fifo: return tasks.map { _ in .uniform(0) }
    case .inTurn: return tasks.map { _ in .number }
    case .shortestFirst: return tasks.map { .init($0.expectedLengths) }
    case .longestFirst: return tasks.map { .init($0.expectedLengths, negated: true) }
    case .criticalPath:
      return Chains.beginning(tasks, lengths: tasks.map(\.expectedLengths))
        .map { .init($0, negated: true) }
    case .random:
      return tasks.map { task in
        let stream = chance.stream(of: task.name)
        return .perJob(
          (0..<Int32(task.count)).map { job in
            Int64(chance.bits(.init(stream: stream, purpose: .order, job: job)) >> 1)
          })
      }
    }
  }

  private init(_ lengths: JobLengths, negated: Bool = false) {
    switch lengths {
    case .uniform(let value): self = .uniform(negated ? -value : value)
    case .perJob(let values): self = .perJob(negated ? values.map { -$0 } : values)
    }
  }
}

extension TaskDefinition {
  /// The written duration of each job, or its mean where it is drawn, all steps together.
  var expectedLengths: JobLengths {
    let differs = steps.contains {
      if case .list(let values) = $0.duration { values.count > 1 } else { false }
    }
    func length(_ job: Int) -> Nanoseconds {
      steps.reduce(0) { $0.addingSaturated($1.duration.expected(job: job)) }
    }
    return differs ? .perJob((0..<count).map(length)) : .uniform(length(0))
  }
}
