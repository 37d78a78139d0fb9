public import Model

/// The runs that a quantity is computed from.
public protocol QuantityRuns {
  /// The result of a variant, of the scenario as it stands for nil; with a whole number at a path where
  /// one is given.
  mutating func result(of variant: String?, with change: (path: String, value: Int)?) throws
    -> RunResult
  /// When each job of the scenario as it stands was finished, in the order of the file; nil where a job
  /// was not, or no trace is kept.
  mutating func finishTimes() throws -> [Nanoseconds]?
  /// What the scenario has at a path; nil where it has no number and no length of time.
  func value(at path: String) -> Amount?
}
