package import Analysis
package import Model

extension Scenario {
  /// The scenario with all fixed durations longer by so many thousandths.
  package func stretched(_ thousandths: Int64) -> Scenario {
    var scenario = self
    for task in scenario.tasks.indices {
      for step in scenario.tasks[task].steps.indices {
        guard case .fixed(let time) = scenario.tasks[task].steps[step].duration else { continue }
        let longer = time / 1_000 * (1_000 + thousandths)
        scenario.tasks[task].steps[step].duration = .fixed(longer)
      }
    }
    return scenario
  }
}

/// A simulation that stands in for a real run: as many thousandths longer as the machine adds, on a
/// machine of which others use a share.
package func standIn(
  _ scenario: Scenario, longerBy thousandths: Int64, repetition: Int, foreign: Double = 0
) throws -> MeasuredRun {
  let run = try simulated(scenario.stretched(thousandths))
  var gauges = Contention(wall: run.end.elapsed, cores: 2, own: run.end.elapsed)
  gauges.foreign = Nanoseconds(foreign * 2 * Double(run.end.elapsed))
  gauges.pressure = 0.12
  gauges.runQueueWait = 35_000_000
  return MeasuredRun(
    run, result: run.evaluate(variant: "default"), contention: gauges, repetition: repetition)
}

/// An outcome with a repetition for each number of thousandths, predictions and a serial run.
package func standIn(
  _ kind: WorkerKind, _ scenario: Scenario, runs: [Int64], predicted: [Int64] = [0],
  serial: [Int64] = [0], foreign: Double = 0
) throws -> RealOutcome {
  let ideal = try simulated(scenario)
  let result = ideal.evaluate(variant: "default")
  var outcome = RealOutcome(
    kind, ideal: result, idealRun: ideal,
    runs: try runs.enumerated().map {
      try standIn(scenario, longerBy: $1, repetition: $0 + 1, foreign: foreign)
    })
  var alone = scenario
  for pool in alone.pools.indices { alone.pools[pool].count = 1 }
  outcome.serial = try serial.enumerated().map {
    try standIn(alone, longerBy: $1, repetition: $0 + 1)
  }
  if let makespan = result.makespan {
    outcome.predicted = predicted.map { makespan + makespan / 1_000 * $0 }
    outcome.replayed = outcome.medianRun.result.makespan.map { $0 + $0 / 1_000 }
    let last = outcome.predictedMakespan ?? makespan
    outcome.rungs =
      Rung.ideal(result) + [
        Rung(.cores, makespan), Rung(.startup, makespan + (last - makespan) / 4),
        Rung(.dispatch, makespan + (last - makespan) / 2), Rung(.overshoot, last),
      ]
  }
  return outcome
}
