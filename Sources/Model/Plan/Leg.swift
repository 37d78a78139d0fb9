/// What happens to a job between two changes of its claims: the unit that a scheduler handles.
///
/// A leg first takes at most one resource, then sees to its worker, then runs its steps, then frees
/// claims. A job that takes several resources has a leg for each; those before the last run nothing.
public struct Leg: BitwiseCopyable, Sendable {
  /// Where the steps of a leg run.
  public enum Place: UInt8, BitwiseCopyable, Sendable {
    /// Nowhere: the leg only takes a resource.
    case none
    /// On a worker.
    case worker
    /// Without a worker, on a unit of a resource that the job holds.
    case unit
    /// Without a worker and without a resource: on a numbered row of waits.
    case row
  }

  /// The task's position.
  public var task: Int32
  /// The position of the task's pool.
  public var pool: Int32
  /// The resource taken before anything else, or -1.
  public var takes: Int32 = -1
  /// How many units are taken.
  public var units: Int32 = 0
  /// Which of the job's claims this is, from 0.
  public var claim: Int32 = 0
  /// Where the steps run.
  public var place: Place = .none
  /// Whether the leg is the transfer of argument and result; then it has no step.
  public var isTransfer = false
  /// Whether the attempt ends with this leg.
  public var isLast = false
  /// Whether the job holds no resource after this leg.
  public var emptiesHands = false
  /// Whether jobs of this task or of others wait for the task's jobs.
  public var hasDependents = false
  /// Whether an attempt may fail.
  public var mayFail = false
  /// Whether the leg is a whole job of one step on a worker that nothing depends on and that never
  /// fails: at its end the job is finished and, where the worker has no chunk, the worker is free.
  public var isWholeJob = false
  /// Whether a job at this leg needs a worker and then nothing else to run its steps.
  @inline(__always)
  public var beginsOnWorker: Bool { place == .worker && takes < 0 }
  /// Where the task's steps begin among the steps of all tasks.
  public var stepBase: Int32 = 0
  /// The first step run, a position in the task's steps.
  public var firstStep: Int32 = 0
  /// How many steps are run one after another.
  public var stepCount: Int32 = 0
  var firstRelease: Int32 = 0
  var releaseCount: Int32 = 0

  /// The claims released at the end: positions in the plan's `releases`.
  @inline(__always)
  public var releases: Range<Int32> { firstRelease..<firstRelease + releaseCount }
}

/// A claim that a leg releases.
public struct Release: Sendable {
  /// The resource's position.
  public let resource: Int32
  /// Which of the job's claims, from 0.
  public let claim: Int32
}
