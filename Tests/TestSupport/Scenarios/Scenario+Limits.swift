import Model

extension Scenario {
  /// All times so many times as long, at most the largest instant.
  func multiplied(by factor: Int64) -> Scenario {
    func longer(_ time: Int64) -> Int64 {
      let (product, overflow) = time.multipliedReportingOverflow(by: factor)
      return overflow ? .max : product
    }
    func longer(_ rule: DurationRule) -> DurationRule {
      switch rule {
      case .fixed(let time): .fixed(longer(time))
      case .list(let times): .list(times.map { longer($0) })
      case .uniform(let low, let high): .uniform(longer(low), longer(high))
      case .exponential(let mean): .exponential(mean: longer(mean))
      case .normal(let mean, let sd): .normal(mean: longer(mean), sd: longer(sd))
      case .lognormal(let mean, let sd): .lognormal(mean: longer(mean), sd: longer(sd))
      }
    }
    var scenario = self
    for task in tasks.indices {
      scenario.tasks[task].arrive = tasks[task].arrive.map { longer($0) }
      for step in tasks[task].steps.indices {
        scenario.tasks[task].steps[step].duration = longer(tasks[task].steps[step].duration)
      }
    }
    scenario.overhead.startup = longer(overhead.startup)
    scenario.overhead.dispatch = longer(overhead.dispatch)
    scenario.overhead.transfer = longer(overhead.transfer)
    // The largest instant itself is none that a run can be cut at.
    scenario.until = until.map { min(longer($0), .max - 1) }
    return scenario
  }

  /// Makes one fixed duration longer, or shorter, so that the end moves where that step leads to it.
  mutating func lengthen(by time: Int64, _ choice: UInt64) {
    var places: [(task: Int, step: Int)] = []
    for task in tasks.indices {
      for step in tasks[task].steps.indices {
        if case .fixed = tasks[task].steps[step].duration { places.append((task, step)) }
      }
    }
    guard !places.isEmpty else { return }
    let (task, step) = places[Int(choice % UInt64(places.count))]
    guard case .fixed(let old) = tasks[task].steps[step].duration else { return }
    tasks[task].steps[step].duration = .fixed(max(0, old.addingSaturated(time)))
  }
}
