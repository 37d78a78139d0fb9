public import Model

/// One repetition of a real run: what happened, what it measures, what else the machine did.
public struct MeasuredRun: Sendable {
  /// The run, on the wall clock.
  public let run: FinishedRun
  /// Its measures.
  public let result: RunResult
  /// What else went on on the machine.
  public let contention: Contention
  /// Which repetition, from 1.
  public let repetition: Int
  /// What workers measured of their steps, in no order.
  public var measurements: [StepMeasurement] = []
  /// When it began, in nanoseconds since 1970.
  public var startedAt: Int64 = 0
  /// What went wrong, a sentence each without a full stop.
  public var incidents: [String] = []

  /// Makes a repetition without measurements and incidents.
  public init(
    _ run: FinishedRun, result: RunResult, contention: Contention, repetition: Int
  ) {
    self.run = run
    self.result = result
    self.contention = contention
    self.repetition = repetition
  }
}
