/// What a real machine adds to the times of a plan, for one kind of worker: measured, never fitted.
///
/// A simulation that is given these costs predicts a real run. Each can be left out, so that their
/// effects can be told one by one.
public struct MachineCosts: Equatable, Sendable {
  /// How many `work` steps advance at full speed: the cores that the process may use, as a ratio, since
  /// waiting and computing in turn does not fill them; nil for as many as there are workers.
  public var cores: Ratio?
  /// When all workers are up, in nanoseconds.
  public var startup: Nanoseconds = 0
  /// For each `work` step the time to get it to its worker and its end back, in nanoseconds.
  public var handOut: Samples = .none
  /// How much longer than written a wait is: by length, shortest first.
  public var overshoot: [Overshoot] = []
  /// Processor time of a `work` step over what was asked for, in billionths: 1 000 000 000 is exact.
  public var stretch: Samples = .none
  /// Which draw from the samples: different numbers give independent runs.
  public var draw: UInt64 = 0

  /// How much longer than written waits of some length are, in nanoseconds.
  ///
  /// The longer a core sleeps, the longer it takes to wake.
  public struct Overshoot: Equatable, Sendable {
    /// Waits up to this long, in nanoseconds.
    public let most: Nanoseconds
    /// What they take beyond that, in nanoseconds.
    public let samples: Samples

    /// Notes samples for waits up to a length.
    public init(upTo most: Nanoseconds, _ samples: Samples) {
      self.most = most
      self.samples = samples
    }
  }

  /// A machine that adds nothing.
  public init() {}

  /// A step's time on the machine, drawn from the samples.
  func time(
    _ written: Nanoseconds, isWork: Bool, with chance: Chance, _ draw: Chance.Draw
  ) -> Nanoseconds {
    let unit = chance.unit(draw)
    guard isWork else {
      guard let samples = (overshoot.first { written <= $0.most } ?? overshoot.last)?.samples
      else { return written }
      return max(0, written.addingSaturated(samples.value(at: unit)))
    }
    var time = written
    if !stretch.sorted.isEmpty {
      // The fine digits of one drawn number choose where the coarse ones chose already.
      let fine = unit * 1024 - (unit * 1024).rounded(.down)
      let billionths = Int128(stretch.value(at: fine))
      time = Nanoseconds(clamping: Int128(written) * billionths / 1_000_000_000)
    }
    return time.addingSaturated(handOut.value(at: unit))
  }
}

extension Plan {
  /// The time that a step takes on a machine with costs, in nanoseconds.
  public func duration(
    _ written: Nanoseconds, task: Int, step: Int, of job: Job, with costs: MachineCosts
  ) -> Nanoseconds {
    let draw = Chance.Draw(
      stream: tasks[task].stream ^ (costs.draw &* 0x9E37_79B9_7F4A_7C15), purpose: .machine,
      job: job.number, step: Int32(step), attempt: job.attempt)
    // A command takes its time whatever sleeps and computing cost; only handing it out is ours.
    if tasks[task].definition.steps[step].command != nil {
      return written.addingSaturated(costs.handOut.value(at: chance.unit(draw)))
    }
    return costs.time(written, isWork: isWork(task: task, step: step), with: chance, draw)
  }
}
