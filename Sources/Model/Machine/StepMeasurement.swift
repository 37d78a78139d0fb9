/// What a worker itself measured of one step, on its own clocks.
public struct StepMeasurement: BitwiseCopyable, Equatable, Sendable {
  /// The task's position.
  public var task: Int32
  /// The job's number, from 0.
  public var number: Int32
  /// The step's position.
  public var step: Int32
  /// The attempt, from 0.
  public var attempt: Int32
  /// What was asked for, in nanoseconds: processor time of work, length of a wait.
  public var asked: Nanoseconds
  /// From the scheduler's decision to the scheduler's knowledge of the end, in nanoseconds.
  public var span: Nanoseconds
  /// From the worker's first to its last instruction for the step, in nanoseconds.
  public var inside: Nanoseconds
  /// Processor time that the worker used for the step, in nanoseconds.
  public var processor: Nanoseconds

  /// Notes a measurement.
  public init(
    task: Int32, number: Int32, step: Int32, attempt: Int32, asked: Nanoseconds,
    span: Nanoseconds, inside: Nanoseconds, processor: Nanoseconds
  ) {
    self.task = task
    self.number = number
    self.step = step
    self.attempt = attempt
    self.asked = asked
    self.span = span
    self.inside = inside
    self.processor = processor
  }

  /// What it cost to get the step to its worker and its end back, in nanoseconds.
  public var handOut: Nanoseconds { max(0, span - inside) }
}
