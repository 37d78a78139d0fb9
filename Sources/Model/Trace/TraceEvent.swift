/// One thing that happened in a run: 24 bytes, positions instead of names.
public struct TraceEvent: BitwiseCopyable, Equatable, Sendable {
  /// What happened.
  ///
  /// Raw values are part of the fingerprint and never change.
  public enum Kind: UInt8, BitwiseCopyable, Sendable {
    /// Worker `lane` is up.
    case up = 1
    /// `lane` jobs from `number` on became ready.
    case ready = 2
    /// Worker `lane` took a chunk of `step` jobs (at most 65 535 are told) whose first is named; in
    /// async one job, for a leg.
    case assigned = 3
    /// The coordinator began a hand-out, to worker `lane` or, in async, of a job without one.
    case handOutBegan = 4
    /// The coordinator ended it.
    case handOutEnded = 5
    /// Worker `lane` began to move a job's argument and result.
    case transferBegan = 6
    /// It ended that.
    case transferEnded = 7
    /// `lane` jobs from `number` on joined the queue of resource `step`.
    case asked = 8
    /// A job got unit `lane` of resource `step`; `detail` is 1 for the first unit of a claim granted at
    /// once, 2 for the first of one that had queued, 0 for a further unit.
    case acquired = 9
    /// A job released unit `lane` of resource `step`.
    case released = 10
    /// A step began on worker `lane`, on a row of waits, or (-1) on a unit that the job holds.
    case stepBegan = 11
    /// A step ended.
    case stepEnded = 12
    /// A job is finished.
    case finished = 13
    /// An attempt failed; the job is back in the queue.
    case retried = 14
    /// The last attempt failed.
    case failed = 15
    /// `lane` jobs from `number` on will never run, since something they depend on failed.
    case skipped = 16
    /// Worker `lane` became free.
    case freed = 17
  }

  /// When, in nanoseconds.
  public var time: Nanoseconds
  /// What happened.
  public var kind: Kind
  /// The attempt, from 0; for `acquired`, how the unit was granted.
  public var detail: UInt8
  /// The step, from 0, the resource or a count, as the kind says.
  public var step: UInt16
  /// The worker, the row, the unit or a count, as the kind says; -1 for none.
  public var lane: Int32
  /// The task; -1 where no job is concerned.
  public var task: Int32
  /// The job's number in its task, from 0.
  public var number: Int32

  /// Makes an event.
  @inline(__always)
  public init(
    _ kind: Kind, at time: Nanoseconds = 0, task: Int32 = -1, number: Int32 = -1, lane: Int32 = -1,
    step: Int32 = 0, detail: Int32 = 0
  ) {
    self.time = time
    self.kind = kind
    self.detail = UInt8(truncatingIfNeeded: detail)
    self.step = UInt16(truncatingIfNeeded: step)
    self.lane = lane
    self.task = task
    self.number = number
  }
}
