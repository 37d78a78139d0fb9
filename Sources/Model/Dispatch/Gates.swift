/// What the jobs of one task still wait for before they are ready.
struct Gates: Sendable {
  /// Tasks of `after` that are not finished.
  var afterMissing: Int
  /// Whether a job of an `after` task failed for good, so that no job of this task will run.
  var isBroken = false
  /// How many jobs are neither finished nor failed nor skipped.
  var unsettled: Int
  /// Whether a job of this task failed for good or was skipped.
  var hasLoss = false
  /// How many signals each job needs: its predecessors by `each`, and its arrival.
  let signals: Int
  /// The signals each job still misses; empty where the first signal makes it ready.
  private var missing: [UInt16] = []
  private static let skipped = UInt16.max

  init(_ task: TaskDefinition) {
    afterMissing = task.after.count
    unsettled = task.count
    signals = task.each.count + (task.arrive == nil ? 0 : 1)
    if signals > 1 || (signals == 1 && !task.after.isEmpty) {
      missing = [UInt16](repeating: UInt16(signals), count: task.count)
    }
  }

  /// Notes one signal for a job and tells whether the job is ready now.
  mutating func signal(_ number: Int) -> Bool {
    if isBroken { return false }
    if missing.isEmpty { return true }
    if missing[number] == Self.skipped { return false }
    missing[number] -= 1
    return missing[number] == 0 && afterMissing == 0
  }

  /// Whether a job has all its signals and only waited for `after`.
  func hasAllSignals(_ number: Int) -> Bool { signals == 0 || missing[number] == 0 }

  /// Marks a job as skipped and tells whether it was not already.
  mutating func skip(_ number: Int) -> Bool {
    guard !missing.isEmpty else { return true }
    if missing[number] == Self.skipped { return false }
    missing[number] = Self.skipped
    return true
  }
}
