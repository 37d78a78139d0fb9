/// What the jobs of each task still wait for before they are ready.
///
/// A job waits for signals: one from each predecessor by `each` or in its task's graph, and one for its
/// arrival. Beside them it waits for the tasks of `after`, all its task's jobs alike.
struct Gates: ~Copyable {
  struct Gate: BitwiseCopyable {
    /// How many jobs are neither finished nor failed nor skipped.
    var unsettled: Int
    /// Where the counts of missing signals begin; -1 where the first signal makes a job ready.
    var start: Int
    /// Tasks of `after` that are not finished.
    var afterMissing: Int32
    /// Whether no job of the task needs a signal.
    let isSignalFree: Bool
    /// Whether a job of an `after` task failed for good, so that no job of this task will run.
    var isBroken = false
    /// Whether a job of this task failed for good or was skipped.
    var hasLoss = false
  }

  private var gates: Table<Gate>
  /// The signals that jobs still miss, for tasks that must count them.
  private var missing: Table<Int32> = Table([])
  private static let skipped: Int32 = -1

  init(_ tasks: [TaskDefinition]) {
    gates = Table([])
    for task in tasks {
      let signals = task.each.count + (task.arrive == nil ? 0 : 1)
      let counts = signals > 1 || (signals == 1 && !task.after.isEmpty) || task.graph != nil
      gates.append(
        Gate(
          unsettled: task.count, start: counts ? missing.count : -1,
          afterMissing: Int32(task.after.count), isSignalFree: signals == 0 && task.graph == nil))
      if counts { count(signals, of: task) }
    }
  }

  private mutating func count(_ signals: Int, of task: TaskDefinition) {
    let start = missing.count
    missing.append(repeating: Int32(signals), count: task.count)
    guard let graph = task.graph else { return }
    for job in 0..<task.count {
      missing[start + job] += Int32(graph.before.range(of: job).count)
    }
  }

  /// Whether jobs of a task are ready without any signal.
  func isSignalFree(_ task: Int) -> Bool { gates[task].isSignalFree }

  /// Whether the jobs of a task count signals, so that some of them may miss none.
  func countsSignals(_ task: Int) -> Bool { gates[task].start >= 0 }

  /// Whether no job of a task will run any more.
  func isBroken(_ task: Int) -> Bool { gates[task].isBroken }

  /// Notes one signal for a job and tells whether the job is ready now.
  @inline(__always)
  mutating func signal(_ task: Int, _ number: Int) -> Bool {
    let gate = gates[task]
    if gate.isBroken { return false }
    guard gate.start >= 0 else { return true }
    let left = missing[gate.start + number]
    if left == Self.skipped { return false }
    missing[gate.start + number] = left - 1
    return left == 1 && gate.afterMissing == 0
  }

  /// Whether a job has all its signals and only waited for `after`.
  func hasAllSignals(_ task: Int, _ number: Int) -> Bool {
    gates[task].isSignalFree || missing[gates[task].start + number] == 0
  }

  /// Notes that one of the tasks of `after` is finished and tells whether that was the last.
  mutating func openAfter(_ task: Int) -> Bool {
    gates[task].afterMissing -= 1
    return gates[task].afterMissing == 0 && !gates[task].isBroken
  }

  /// Notes that a job is settled and tells whether its task is finished whole.
  mutating func settle(_ task: Int) -> Bool {
    gates[task].unsettled -= 1
    return gates[task].unsettled == 0 && !gates[task].hasLoss
  }

  mutating func noteLoss(_ task: Int) { gates[task].hasLoss = true }

  mutating func breakOff(_ task: Int) { gates[task].isBroken = true }

  /// Marks a job as skipped and tells whether it was not already.
  mutating func skip(_ task: Int, _ number: Int) -> Bool {
    let start = gates[task].start
    guard start >= 0 else { return true }
    if missing[start + number] == Self.skipped { return false }
    missing[start + number] = Self.skipped
    return true
  }
}
