import Model

/// What is drawn.
extension Oracle {
  /// The time that a step of a job takes at full speed.
  func duration(_ task: Int, _ step: Int, _ job: Int, attempt: Int) -> Time {
    let draw = Chance.Draw(
      stream: chance.stream(of: scenario.tasks[task].name), purpose: .duration, job: Int32(job),
      step: Int32(step), attempt: Int32(attempt))
    return max(0, value(of: scenario.tasks[task].steps[step].duration, draw))
  }

  /// The gap between the arrivals of a job and the next.
  func gap(_ rule: DurationRule, _ task: Int, _ job: Int) -> Time {
    max(0, value(of: rule, gapDraw(task, job)))
  }

  private func gapDraw(_ task: Int, _ job: Int) -> Chance.Draw {
    Chance.Draw(
      stream: chance.stream(of: scenario.tasks[task].name), purpose: .arrival, job: Int32(job))
  }

  /// The value before those below 0 count as 0.
  private func value(of rule: DurationRule, _ draw: Chance.Draw) -> Time {
    switch rule {
    case .fixed(let time): Time(time)
    case .list(let times): Time(times[Int(draw.job) % times.count])
    case .uniform(let low, let high):
      // The random bits as a fraction of the number of nanoseconds.
      Time(low) + Time(((UInt128(high - low) + 1) * UInt128(chance.bits(draw))) >> 64)
    case .exponential, .normal, .lognormal: Time(chance.signedDuration(rule, draw))
    }
  }

  /// How many gaps and durations of first attempts are drawn below 0.
  var drawnBelowZero: Int {
    var count = 0
    for (position, task) in scenario.tasks.enumerated() {
      for job in 0..<task.count {
        for (step, definition) in task.steps.enumerated() {
          let draw = Chance.Draw(
            stream: chance.stream(of: task.name), purpose: .duration, job: Int32(job),
            step: Int32(step))
          if value(of: definition.duration, draw) < 0 { count += 1 }
        }
        guard let rule = task.arrive, job + 1 < task.count else { continue }
        if value(of: rule, gapDraw(position, job)) < 0 { count += 1 }
      }
    }
    return count
  }
}
