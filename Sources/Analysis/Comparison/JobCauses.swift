public import Model

/// What each job's response went into, rebuilt from a kept trace.
///
/// The causes of a job add up to its response exactly, those that are queued time to its queued time. A
/// job without an end is told up to the end of the run. Memory: about 90 bytes a job, and 8 more for
/// each resource that its task uses.
public struct JobCauses: Sendable {
  /// The causes of this run: the common ones, then its resources in file order.
  public let causes: [TimeCause]
  private let tasks: [TaskCells]
  private let cells: [Nanoseconds]

  /// Reads the trace of a run; nil where none was kept.
  ///
  /// Cost: linear in events and jobs.
  public init?(_ run: FinishedRun) {
    guard let trace = run.trace else { return nil }
    causes = TimeCause.common + run.plan.scenario.resources.map { .resource($0.name) }
    var reader = CauseReader(run.plan)
    for event in trace.events { reader.read(event) }
    reader.close(at: run.end.elapsed)
    tasks = reader.tasks
    cells = reader.cells
  }

  /// The times of one job in nanoseconds, a time for each of `causes`.
  ///
  /// Cost: linear in causes.
  public func times(task: Int, number: Int) -> [Nanoseconds] {
    var times = [Nanoseconds](repeating: 0, count: causes.count)
    forEachTime(task: task, number: number) { times[$0] = $1 }
    return times
  }

  /// Gives the times of one job that are not 0, each with its position in `causes`.
  func forEachTime(task: Int, number: Int, _ body: (Int, Nanoseconds) -> Void) {
    let columns = tasks[task]
    let first = columns.first + number * columns.width
    for column in 0..<columns.width where cells[first + column] != 0 {
      body(columns.cause(of: column), cells[first + column])
    }
  }
}

/// Where the times of a task's jobs stand: the common causes, then the resources that the task uses.
struct TaskCells: Sendable {
  /// The first cell of its first job.
  let first: Int
  /// The number of its first job among all jobs.
  let offset: Int
  /// The resources that its jobs may queue for.
  let resources: [Int]

  init(_ task: TaskDefinition, first: Int, offset: Int) {
    self.first = first
    self.offset = offset
    resources = Set((task.uses + task.steps.flatMap(\.uses)).map(\.resource)).sorted()
  }

  /// How many cells a job has.
  var width: Int { TimeCause.common.count + resources.count }

  /// The cause that a cell of a job stands for.
  func cause(of column: Int) -> Int {
    let common = TimeCause.common.count
    return column < common ? column : common + resources[column - common]
  }

  /// The cell of a job that stands for a resource.
  func column(of resource: Int) -> Int {
    TimeCause.common.count + (resources.firstIndex(of: resource) ?? 0)
  }
}
