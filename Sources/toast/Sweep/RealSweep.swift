import Analysis
import Execution
import Model
import Rendering

/// Runs the points of a grid for real: all points once, then all points again, so that what changes with
/// time favours none.
struct RealSweep {
  let grid: SweepGrid
  let kinds: [WorkerKind]
  let settings: SweepSettings
  let repetitions: Int
  let interrupt: Interrupt
  let tell: (String) -> Void

  /// A point on a kind of worker, or the one worker that speedups of its series are measured against.
  private struct Station {
    let values: [String]
    let series: [String]
    let isSerial: Bool
    var session: RealSession
    var outcomes: [RealOutcome] = []
  }

  /// What the kinds are called as a parameter.
  private static let kindPath = "on"

  /// Makes all runs; `observe` is told of those of each point at the end.
  func sweep(observing observe: (ExportedRun) throws -> Void) throws -> Sweep {
    let facts = MachineFacts.read()
    var cache = MachineCache(facts)
    let settings = try settings.ofRealRuns()
    let isolation = try settings.isolation()
    var manner = try settings.manner(repetitions: 1)
    manner.hasBaseline = false
    manner.options.interrupt = interrupt
    manner.isIsolated = isolation != nil
    let scenarios = try (0..<grid.count).map { try grid.scenario(at: $0).withoutCommands }
    let scale = try scale(of: scenarios, settings, facts, manner.options, &cache)
    var stations = try stations(scenarios, scale.scale, manner, facts, &cache)
    for round in 1...repetitions where !interrupt.isRaised {
      for index in stations.indices where !interrupt.isRaised {
        tell("round \(round) of \(repetitions), run \(index + 1) of \(stations.count)")
        stations[index].outcomes = try stations[index].session.run(round: round, tell: { _ in })
      }
    }
    if let isolation { _ = isolation.end() }
    let setting = scale.setting(cores: facts.cores)
    let points = try points(of: stations, setting, observe)
    return Sweep(
      grid.plain.name, axes: axes, points: points, scaling: grid.scaling,
      mode: kinds.map(\.rawValue).joined(separator: "+"), fileWorkers: grid.plain.workerCount)
  }

  private var axes: [SweepAxis] { Self.axes(of: grid, on: kinds) }

  /// Several kinds are a parameter of their own, the first.
  static func axes(of grid: SweepGrid, on kinds: [WorkerKind]) -> [SweepAxis] {
    kinds.count <= 1
      ? grid.axes : [SweepAxis(path: Self.kindPath, values: kinds.map(\.rawValue))] + grid.axes
  }

  /// One scale for all points, with which the longest of all runs takes about five seconds.
  private func scale(
    of scenarios: [Scenario], _ settings: RealSettings, _ facts: MachineFacts,
    _ options: RealOptions, _ cache: inout MachineCache
  ) throws -> RealScale {
    var longest: (elapsed: Nanoseconds, scenario: Scenario)?
    for scenario in scenarios {
      let ideal = try PlannedRun.simulate(scenario, replication: 0, keepsTrace: nil)
      let time = max(ideal.end.elapsed, Nanoseconds(clamping: ideal.sums.t1))
      if time > (longest?.elapsed ?? -1) { longest = (time, scenario) }
    }
    guard let scenario = longest?.scenario else {
      preconditionFailure("a grid has a point")
    }
    return try settings.scale(for: scenario, kinds, facts, options, &cache, tell)
  }

  private func stations(
    _ scenarios: [Scenario], _ scale: TimeScale, _ manner: RealSession.Manner,
    _ facts: MachineFacts, _ cache: inout MachineCache
  ) throws -> [Station] {
    var stations: [Station] = []
    for kind in kinds {
      var known: Set<[String]> = []
      for (point, scenario) in scenarios.enumerated() where !interrupt.isRaised {
        let own = kinds.count == 1 ? [] : [kind.rawValue]
        let series = own + grid.series(of: point)
        func station(_ scenario: Scenario, isSerial: Bool) throws -> Station {
          Station(
            values: own + grid.values(at: point), series: series, isSerial: isSerial,
            session: try RealSession(
              scenario.scaled(by: scale), variant: grid.variant, on: [kind], manner, facts,
              cache: &cache, tell: tell))
        }
        if known.insert(series).inserted {
          let serial = try grid.serial(at: point)?.withoutCommands ?? scenario.serial
          stations.append(try station(serial, isSerial: true))
        }
        stations.append(try station(scenario, isSerial: false))
      }
    }
    return stations
  }

  private func points(
    of stations: [Station], _ setting: RealSetting, _ observe: (ExportedRun) throws -> Void
  ) throws -> [SweepPoint] {
    var serial: [[String]: Nanoseconds] = [:]
    for station in stations where station.isSerial {
      serial[station.series] = station.outcomes.first?.makespans?.median
    }
    var points: [SweepPoint] = []
    for station in stations where !station.isSerial {
      guard let outcome = station.outcomes.first, !outcome.isPartial else { continue }
      let one = serial[station.series].map { Int128($0) }
      let results = outcome.runs.map { measured in
        measured.run.evaluate(
          variant: grid.variant,
          baseline: grid.scaling == .weak
            ? nil : one.map { Baseline(name: "serial", makespan: $0, workers: 1) })
      }
      let name = Sweep.name(of: station.values, axes)
      for (measured, result) in zip(outcome.runs, results) {
        var label = RunLabel(
          id: RunLabel.id(
            name, replication: measured.repetition - 1, of: outcome.runs.count),
          replication: measured.repetition, scenarioHash: "")
        label.setting = setting
        label.made = .real(outcome.kind)
        try observe(
          ExportedRun(
            finished: measured.run, result: result, label: label, baselineID: nil, name: name,
            isShown: false))
      }
      points.append(
        SweepPoint(
          station.values, RunResult.mean(of: results), serialMakespan: one,
          simulatedMakespan: outcome.ideal.makespan))
    }
    return points
  }
}
