import Analysis
package import Model
import Simulation

/// All that is compared of one random scenario.
///
/// The run itself, the same with shuffled ties, cut around some of its events, and with times near the
/// largest instant.
package struct ScenarioCheck {
  /// A run that was compared, enough to make it again.
  package struct Case {
    package var scenario: Scenario
    package var replication = 0
    package var shuffleTies: UInt64?

    package init(_ scenario: Scenario, replication: Int = 0) {
      self.scenario = scenario
      self.replication = replication
    }
  }

  /// What was wrong, and with which run.
  package struct Finding {
    package var text: String
    package var failed: Case

    package init(_ text: String, _ failed: Case) {
      self.text = text
      self.failed = failed
    }

    /// The smallest run that is wrong as well, and how.
    package func shrunk(_ difference: (Case) -> String?) -> Finding {
      var small = self
      small.failed.scenario = failed.scenario.shrunk { scenario in
        var other = failed
        other.scenario = scenario
        return difference(other) != nil
      }
      small.text = difference(small.failed) ?? text
      return small
    }
  }

  private var random: TestRandom
  package private(set) var finding: Finding?
  /// How many runs and values were compared, and what they showed.
  package private(set) var tally = ModelTally()

  /// Makes the scenario of a seed and checks it.
  package init(seed: UInt64) {
    random = TestRandom(seed: ~seed)
    let (scenario, replication) = RandomScenario.makeAny(seed: seed)
    let base = Case(scenario, replication: replication)
    tally.addScenario(scenario)
    guard let whole = check(base) else { return }
    for _ in 0..<2 {
      var shuffled = base
      shuffled.shuffleTies = random.next()
      guard check(shuffled, note: "shuffled ties") != nil else { return }
    }
    if let run = whole.run { checkHorizons(base, run) }
    if finding == nil { checkNearLimit(base, elapsed: whole.oracle.elapsed) }
  }

  /// The features of a seed's scenario and the outcome of its run alone.
  package static func tally(ofRunAlone seed: UInt64) -> ModelTally {
    let (scenario, replication) = RandomScenario.makeAny(seed: seed)
    var tally = ModelTally()
    tally.addScenario(scenario)
    tally.addRun(OracleComparison(scenario, replication: replication))
    return tally
  }

  /// What is wrong with a run; nil for nothing.
  package static func difference(_ one: Case) -> String? {
    var tally = ModelTally()
    return compare(one, &tally).difference
  }

  private mutating func check(_ one: Case, note: String? = nil) -> OracleComparison? {
    guard finding == nil else { return nil }
    let (comparison, difference) = Self.compare(one, &tally)
    if let note { tally.note(note) }
    if let difference {
      finding = Finding(difference, one)
      return nil
    }
    return comparison
  }

  private static func compare(
    _ one: Case, _ tally: inout ModelTally
  ) -> (comparison: OracleComparison, difference: String?) {
    let comparison = OracleComparison(
      one.scenario, replication: one.replication, shuffleTies: one.shuffleTies)
    tally.addRun(comparison)
    if let difference = comparison.difference { return (comparison, difference) }
    guard let run = comparison.run, let result = comparison.result else { return (comparison, nil) }
    let laws = Laws(comparison)
    tally.addValues(laws.valueCount)
    let difference =
      laws.broken ?? brokenInvariant(run, result) ?? differenceAgain(one, run, result)
    return (comparison, difference)
  }

  /// The same run again must have the same bytes, and without a trace the same sums.
  ///
  /// Not of a run that is cut, since its whole run was made again.
  private static func differenceAgain(
    _ one: Case, _ run: FinishedRun, _ result: RunResult
  ) -> String? {
    guard run.end.cause != .cut || one.scenario.seed % 4 == 0 else { return nil }
    let again = try? simulated(
      one.scenario, replication: one.replication, shuffleTies: one.shuffleTies)
    if again?.trace?.fingerprint != run.trace?.fingerprint {
      return "the same seed gives another fingerprint"
    }
    return differenceWithoutTrace(one, run, result)
  }

  /// Whether sums and lanes need no kept trace.
  private static func differenceWithoutTrace(
    _ one: Case, _ run: FinishedRun, _ result: RunResult
  ) -> String? {
    guard
      let other = try? untraced(
        one.scenario, replication: one.replication, shuffleTies: one.shuffleTies)
    else { return "without a trace the run fails" }
    let found = other.evaluate(variant: "default")
    if other.end != run.end || found.account != result.account {
      return "another run without a trace"
    }
    for (found, kept) in zip(found.lanes, result.lanes) where found.jobs ?? kept.jobs != kept.jobs {
      return "without a trace \(kept.name) has other jobs"
    }
    for (found, kept) in zip(found.tasks, result.tasks) {
      let sums = found.times.map { [Int128($0.count), $0.responseSum, $0.serviceSum] }
      let keptSums = kept.times.map { [Int128($0.count), $0.responseSum, $0.serviceSum] }
      let isWhole = Int(kept.finished) == kept.jobs
      if isWhole ? sums != keptSums : sums != nil { return "without a trace \(kept.name) differs" }
    }
    let same =
      found.lanes.map(\.busy) == result.lanes.map(\.busy)
      && found.lanes.map(\.beside) == result.lanes.map(\.beside)
      && found.resources == result.resources && found.peakConcurrency == result.peakConcurrency
      && found.meanConcurrency == result.meanConcurrency && found.imbalance == result.imbalance
      && found.speedup == result.speedup && found.amdahl == result.amdahl
      && found.bounds == result.bounds && found.throughput == result.throughput
    return same ? nil : "without a trace the measures differ"
  }

  // MARK: Horizons

  /// Cuts the run just before, at and just after some of its events.
  private mutating func checkHorizons(_ base: Case, _ run: FinishedRun) {
    let events = run.trace?.events.map { $0 } ?? []
    let times = Set(events.map(\.time)).sorted()
    for time in times.shuffled(using: &random).prefix(3) {
      for horizon in [time - 1, time, time + 1] where horizon > 0 {
        if let until = base.scenario.until, horizon > until { continue }
        var cut = base
        cut.scenario.until = horizon
        guard let other = check(cut, note: "horizon near an event") else { return }
        let prefix = events.filter { $0.time < horizon }
        let found = (other.run?.trace?.events.map { $0 } ?? []).filter { $0.time < horizon }
        if prefix != found {
          finding = Finding("the cut run is not the beginning of the whole", cut)
          return
        }
      }
    }
  }

  // MARK: The end of time

  /// Stretches the run so that it ends near the largest instant, before it, at it or after it.
  private mutating func checkNearLimit(_ base: Case, elapsed: Int64) {
    guard elapsed > 0, base.scenario.until == nil || random.one(in: 2) else { return }
    let factor = Int64.max / elapsed
    for stretch in [factor - Int64(random.below(2)), factor &+ 1] where stretch > 0 {
      var far = base
      far.scenario = base.scenario.multiplied(by: stretch)
      // Speeds, shares and drawn values are not proportional to the nanosecond: the end is only near.
      guard let comparison = check(far, note: "near the limit") else { return }
      guard comparison.oracle.end != .beyondClock, random.one(in: 2) else { continue }
      let missing = Int64.max - comparison.oracle.elapsed
      for rest in [missing - 1, missing, missing &+ 1] {
        var farther = far
        farther.scenario.lengthen(by: rest, random.next())
        guard check(farther, note: "at the limit") != nil else { return }
      }
    }
  }
}
