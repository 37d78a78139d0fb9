public import Model

/// A makespan that a bound or a simulation gives with one effect more than the rung before it.
public struct Rung: Equatable, Sendable {
  /// The effects, in the order in which they are added.
  public enum Name: String, CaseIterable, Sendable {
    /// All work and waits, divided evenly among the workers.
    case perfect = "T1/N"
    /// What no schedule can beat.
    case lowerBound = "lower bound"
    /// The scenario's own schedule, on a machine that costs nothing.
    case schedule
    /// As many work steps at full speed as the machine has cores.
    case cores
    /// Workers that must be started.
    case startup
    /// Getting steps to workers and their ends back.
    case dispatch = "dispatch and transfer"
    /// Sleeps that end later than asked.
    case overshoot = "sleep overshoot"
  }

  /// Which effect was added last.
  public let name: Name
  /// The makespan with it and all before it, in nanoseconds; nil where there is none.
  public let makespan: Nanoseconds?

  /// Makes a rung.
  public init(_ name: Name, _ makespan: Nanoseconds?) {
    self.name = name
    self.makespan = makespan
  }

  /// The rungs that need no machine: T1/N, the lower bound, the ideal simulation.
  public static func ideal(_ result: RunResult) -> [Rung] {
    let workers = Int128(result.scenario.workerCount)
    let perfect = (result.t1 + workers - 1) / workers
    return [
      Rung(.perfect, Nanoseconds(clamping: perfect)),
      Rung(.lowerBound, result.bounds.map { Nanoseconds(clamping: $0.lower) }),
      Rung(.schedule, result.makespan),
    ]
  }
}

/// Why a real run takes longer than T1/N: one effect more a step, and a rest that nothing explains.
///
/// The steps and the rest add up to the measured makespan exactly. In another order the same effects
/// could have other sizes.
public struct Waterfall: Equatable, Sendable {
  /// What one effect adds.
  public struct Step: Equatable, Sendable {
    /// The effect.
    public let name: Rung.Name
    /// The first step's whole makespan, then the difference to the step before, in nanoseconds.
    public let added: Nanoseconds
    /// The makespan with it and all before it, in nanoseconds.
    public let makespan: Nanoseconds
  }

  /// The steps, in the order of the rungs.
  public let steps: [Step]
  /// What was measured, in nanoseconds.
  public let measured: Nanoseconds
  /// Measured less the last step's makespan, in nanoseconds; negative where the run was faster.
  public let unexplained: Nanoseconds

  /// Turns cumulative rungs into steps; rungs without a makespan are left out, nil where none has one.
  public init?(_ rungs: [Rung], measured: Nanoseconds) {
    var steps: [Step] = []
    for rung in rungs {
      guard let makespan = rung.makespan else { continue }
      let before = steps.last?.makespan ?? 0
      steps.append(Step(name: rung.name, added: makespan - before, makespan: makespan))
    }
    guard let last = steps.last else { return nil }
    self.steps = steps
    self.measured = measured
    unexplained = measured - last.makespan
    precondition(sum == measured, "the steps of a waterfall add up to what was measured")
  }

  /// All steps and the rest, in nanoseconds: what was measured.
  public var sum: Nanoseconds { steps.reduce(unexplained) { $0 + $1.added } }
}
