/// What happens to a job between two changes of its claims: the unit that a scheduler handles.
///
/// A leg first takes at most one resource, then sees to its worker, then runs its steps, then frees
/// claims. A job that takes several resources has a leg for each; those before the last run nothing.
public struct Leg: Sendable {
  /// Where the steps of a leg run.
  public enum Place: UInt8, Sendable {
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
  /// The first step run, a position in the task's steps.
  public var firstStep: Int32 = 0
  /// How many steps are run one after another.
  public var stepCount: Int32 = 0
  /// The claims released at the end: positions in the plan's `releases`.
  public var releases: Range<Int32> = 0..<0
}

/// A claim that a leg releases.
public struct Release: Sendable {
  /// The resource's position.
  public let resource: Int32
  /// Which of the job's claims, from 0.
  public let claim: Int32
}
