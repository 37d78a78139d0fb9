import Model

/// What the rest of the language adds to a scenario.
extension RandomScenario {
  /// Chances of failing, in percent as a file writes them.
  static let percents = ["0.001", "2.5", "10", "30", "50", "75", "99.9", "100"]

  private static let speeds = [
    Ratio(1, 1), Ratio(1, 3), Ratio(2, 7), Ratio(1, 8), Ratio(999_999, 1_000_000),
    Ratio(1_000_001, 1_000_000), Ratio(12_345, 10_000), Ratio(1, 1_000_000), Ratio(1_000_000, 1),
  ]

  mutating func enrich() {
    if random.one(in: 4) { scenario.seed = random.next() }
    if random.one(in: 3) { scenario.replications = random.pick([2, 3, 10]) }
    for index in scenario.pools.indices { enrichPool(index) }
    if random.one(in: 6) { scenario.cores = Int.random(in: 1...9, using: &random) }
    if random.one(in: 6) {
      scenario.schedule.chunk = .jobs(random.pick([1, 4, 5, 7, 1_000_000_000]))
    }
    if random.one(in: 8) { oddOverhead() }
    let isDrawn = random.one(in: 2)
    let isZero = random.one(in: 16)
    for index in scenario.tasks.indices {
      enrichTask(index)
      changeRules(of: index) { maker, rule in
        if isZero { return .fixed(maker.random.pick([0, 0, 0, maker.unit])) }
        return isDrawn && maker.random.one(in: 2) ? maker.drawnRule() : rule
      }
    }
    if random.one(in: 5) { changeUnit(to: random.pick([1, 7, 1_000, 720_720, 60 * unit])) }
    if random.one(in: 80) { makeStorm() }
  }

  private mutating func enrichPool(_ index: Int) {
    if random.one(in: 4) {
      scenario.pools[index].kind = random.pick([.threads, .processes, .pythonProcesses])
    }
    if random.one(in: 12) {
      scenario.pools[index].speeds = (0..<Int.random(in: 1...4, using: &random)).map { _ in
        random.pick(Self.speeds)
      }
    }
    if random.one(in: 12) { scenario.pools[index].count = random.pick([9, 12, 17, 20]) }
  }

  private mutating func oddOverhead() {
    if random.one(in: 2) { scenario.overhead.startup = Int64(random.below(10)) }
    if random.one(in: 2) { scenario.overhead.dispatch = Int64(random.below(10)) }
    if random.one(in: 2) { scenario.overhead.transfer = Int64(random.below(10)) }
  }

  private mutating func enrichTask(_ index: Int) {
    if random.one(in: 6) {
      scenario.tasks[index].failureProbability =
        (Double(random.pick(Self.percents)) ?? 0) / 100
      scenario.tasks[index].retries = random.pick([0, 1, 2, 5])
    }
    if random.one(in: 10) { scenario.tasks[index].arrive = drawnRule() }
    if random.one(in: 10) { scenario.tasks[index].priority = random.pick([-1_000_000, 1_000_000]) }
  }

  /// A distribution around times of the scenario.
  private mutating func drawnRule() -> DurationRule {
    let mean = random.pick([0, 1, 2, 3, 5, 7]) * unit
    let other = random.one(in: 6) ? Int64(random.below(10)) : random.pick([0, 1, 2, 4]) * unit
    switch random.below(4) {
    case 0: return .uniform(min(mean, other), max(mean, other))
    case 1: return .exponential(mean: mean)
    case 2: return .normal(mean: mean, sd: other)
    default: return .lognormal(mean: mean, sd: other)
    }
  }

  private mutating func changeRules(
    of task: Int, _ change: (inout RandomScenario, DurationRule) -> DurationRule
  ) {
    for step in scenario.tasks[task].steps.indices {
      scenario.tasks[task].steps[step].duration = change(
        &self, scenario.tasks[task].steps[step].duration)
    }
  }

  /// The same scenario in other times than seconds.
  private mutating func changeUnit(to other: Int64) {
    scenario = scenario.scaled(by: TimeScale(real: other, written: unit))
    if let until = scenario.until, until < 1 { scenario.until = 1 }
  }

  /// Many jobs at once: for equal times, so that very much ends at the same instants.
  private mutating func makeStorm() {
    let count = random.pick([60, 100, 200])
    for index in scenario.tasks.indices where scenario.tasks[index].graph != nil {
      scenario.tasks[index].graph = nil
    }
    for index in scenario.tasks.indices { scenario.tasks[index].count = count }
    scenario.pools[0].count = random.pick([1, 10, 40])
    if random.one(in: 2) {
      for index in scenario.tasks.indices {
        changeRules(of: index) { maker, _ in .fixed(maker.random.pick([0, maker.unit])) }
      }
    }
  }
}
