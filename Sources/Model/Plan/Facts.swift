/// A task that waits for another one.
public struct Dependent: BitwiseCopyable, Sendable {
  /// The waiting task's position.
  public let task: Int
  /// Whether job i waits for job i; else every job waits for all.
  public let isEach: Bool
}

/// What the loop needs of a task, without references.
public struct TaskFacts: BitwiseCopyable, Sendable {
  /// The position of its pool.
  public let pool: Int32
  /// The position of its first leg among those of all tasks.
  public internal(set) var firstLeg: Int32 = 0
  /// The position of its first step among those of all tasks.
  public let firstStep: Int32
  /// How many more attempts a failed job gets.
  public let retries: Int32
  /// Where its graph begins among those of all tasks; -1 where its jobs are independent.
  let graph: Int
  let firstDependent: Int32
  let dependentCount: Int32
  /// Whether a job of it must wait for jobs of other tasks.
  public let waitsForTasks: Bool
  /// The probability that an attempt fails.
  public let failureProbability: Double

  /// What waits for it: positions among the plan's dependents.
  @inline(__always)
  public var dependents: Range<Int32> { firstDependent..<firstDependent + dependentCount }

  func beginning(at leg: Int32) -> TaskFacts {
    var facts = self
    facts.firstLeg = leg
    return facts
  }
}

/// What the loop needs of a step, without references.
public struct StepFacts: BitwiseCopyable, Sendable {
  /// Where the duration of a step comes from.
  public enum Source: UInt8, BitwiseCopyable, Sendable {
    /// It is always the same.
    case fixed
    /// It stands in a list.
    case listed
    /// It is drawn.
    case drawn
  }

  /// Whether it is a `work` step.
  public let isWork: Bool
  /// Where its duration comes from.
  public let source: Source
  /// A fixed duration; else 0.
  public let value: Nanoseconds
  /// Where its list begins among the plan's listed values.
  public let listStart: Int
  /// How many values the list has.
  public let listCount: Int
}

/// Collects the facts of tasks and steps.
struct FactsBuilder {
  private(set) var facts: [TaskFacts] = []
  private(set) var steps: [StepFacts] = []
  private(set) var listed: [Nanoseconds] = []
  private(set) var dependents: [Dependent] = []
  private(set) var graphs: [JobGraph] = []
  private let waiting: [[Dependent]]

  init(_ tasks: [TaskDefinition]) {
    var waiting = [[Dependent]](repeating: [], count: tasks.count)
    for (position, task) in tasks.enumerated() {
      for source in task.each { waiting[source].append(Dependent(task: position, isEach: true)) }
      for source in task.after {
        waiting[source].append(Dependent(task: position, isEach: false))
      }
    }
    self.waiting = waiting
  }

  /// Appends the facts of a task and returns what all its legs have in common.
  mutating func append(_ task: TaskDefinition, at position: Int) -> Leg {
    let start = Int32(dependents.count)
    dependents += waiting[position]
    var graph = -1
    if let own = task.graph {
      precondition(own.count == task.count, "a graph has as many jobs as its task")
      graph = graphs.reduce(0) { $0 + $1.count + 1 }
      graphs.append(own)
    }
    facts.append(
      TaskFacts(
        pool: Int32(task.pool), firstStep: Int32(steps.count), retries: Int32(task.retries),
        graph: graph, firstDependent: start, dependentCount: Int32(waiting[position].count),
        waitsForTasks: !task.after.isEmpty || !task.each.isEmpty,
        failureProbability: task.failureProbability))
    var leg = Leg(task: Int32(position), pool: Int32(task.pool))
    leg.hasDependents = graph >= 0 || !waiting[position].isEmpty
    leg.mayFail = task.failureProbability > 0
    leg.stepBase = Int32(steps.count)
    for step in task.steps { append(step) }
    return leg
  }

  private mutating func append(_ step: Step) {
    let (source, value): (StepFacts.Source, Nanoseconds) =
      switch step.duration {
      case .fixed(let value): (.fixed, value)
      case .list: (.listed, 0)
      default: (.drawn, 0)
      }
    let start = listed.count
    if case .list(let values) = step.duration { listed += values }
    steps.append(
      StepFacts(
        isWork: step.kind == .work, source: source, value: value, listStart: start,
        listCount: listed.count - start))
  }
}
