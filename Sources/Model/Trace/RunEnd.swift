/// How a run ended.
public struct RunEnd: Equatable, Sendable {
  /// Why it ended.
  public enum Cause: Equatable, Sendable {
    /// Every job is finished, failed for good or skipped.
    case settled
    /// The horizon cut it with jobs unsettled.
    case cut
    /// Jobs are left and nothing is under way; who waits for what, at most 1 000 of them.
    case deadlock([BlockedJob])
  }

  /// Why it ended.
  public let cause: Cause
  /// When: the last finish or failure for good, the horizon, or the instant of the deadlock.
  public let elapsed: Nanoseconds

  /// Makes an end.
  public init(_ cause: Cause, at elapsed: Nanoseconds) {
    self.cause = cause
    self.elapsed = elapsed
  }
}
