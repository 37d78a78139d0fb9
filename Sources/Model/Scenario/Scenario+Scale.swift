/// How much real time stands for how much time of a scenario: "1 min = 10 ms".
public struct TimeScale: Equatable, Sendable {
  /// The real time, in nanoseconds; positive.
  public let real: Nanoseconds
  /// The scenario's time that it stands for, in nanoseconds; positive.
  public let written: Nanoseconds

  /// One second is one second.
  public static let one = TimeScale(real: 1, written: 1)

  /// Makes a scale of two positive times.
  public init(real: Nanoseconds, written: Nanoseconds) {
    precondition(real > 0 && written > 0, "a scale is positive")
    self.real = real
    self.written = written
  }

  /// The real time for a time of the scenario, rounded once to the nearest nanosecond, halves up.
  public func real(_ time: Nanoseconds) -> Nanoseconds {
    let exact = Int128(time) * Int128(real) * 2 + Int128(written)
    return Nanoseconds(clamping: exact / (2 * Int128(written)))
  }
}

extension Scenario {
  /// The same scenario with all its times in real time, so that it can be simulated and run alike.
  ///
  /// Its expectations and its payback are left out, since they speak of the times as written.
  public func scaled(by scale: TimeScale) -> Scenario {
    var scaled = self
    scaled.tasks = tasks.map { task in
      var task = task
      task.arrive = task.arrive?.scaled(by: scale)
      task.steps = task.steps.map { step in
        var step = step
        step.duration = step.duration.scaled(by: scale)
        return step
      }
      return task
    }
    scaled.overhead.startup = scale.real(overhead.startup)
    scaled.overhead.dispatch = scale.real(overhead.dispatch)
    scaled.overhead.transfer = scale.real(overhead.transfer)
    scaled.until = until.map(scale.real)
    scaled.payback = nil
    scaled.expectations = []
    return scaled
  }

  /// The same scenario with all workers of one kind.
  public func on(_ kind: WorkerKind) -> Scenario {
    var changed = self
    for pool in changed.pools.indices { changed.pools[pool].kind = kind }
    return changed
  }

  /// The same scenario without shell commands: steps take the time written.
  public var withoutCommands: Scenario {
    var changed = self
    for task in changed.tasks.indices {
      for step in changed.tasks[task].steps.indices {
        changed.tasks[task].steps[step].command = nil
      }
    }
    return changed
  }

  /// Whether a step runs a shell command.
  public var hasCommands: Bool { tasks.contains { $0.steps.contains { $0.command != nil } } }

  /// What one worker does alone, one job after another: the baseline that T1 is the sum of.
  ///
  /// Nothing is in its way: no resource, arrival, failure or overhead.
  public var serial: Scenario {
    var serial = self
    serial.pools = [Pool(name: pools[0].name, count: 1, kind: pools[0].kind)]
    serial.resources = []
    serial.tasks = tasks.map { task in
      var task = task
      task.pool = 0
      task.uses = []
      task.arrive = nil
      task.failureProbability = 0
      for step in task.steps.indices { task.steps[step].uses = [] }
      return task
    }
    serial.execution = .sync
    serial.cores = nil
    serial.schedule = Schedule()
    serial.overhead = Overhead()
    serial.until = nil
    serial.replications = 1
    serial.payback = nil
    serial.baseline = nil
    serial.expectations = []
    return serial
  }
}

extension DurationRule {
  /// The same rule for real time.
  func scaled(by scale: TimeScale) -> DurationRule {
    switch self {
    case .fixed(let value): .fixed(scale.real(value))
    case .list(let values): .list(values.map(scale.real))
    case .uniform(let low, let high): .uniform(scale.real(low), scale.real(high))
    case .exponential(let mean): .exponential(mean: scale.real(mean))
    case .normal(let mean, let sd): .normal(mean: scale.real(mean), sd: scale.real(sd))
    case .lognormal(let mean, let sd): .lognormal(mean: scale.real(mean), sd: scale.real(sd))
    }
  }
}
