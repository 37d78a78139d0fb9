import Analysis
import Execution
import Model
import Rendering

/// Simulates the points of a grid, on all cores; the results do not depend on how many there are.
struct SimulatedSweep {
  let grid: SweepGrid
  let threads: Int
  /// How precise each point has to be; nil for as many replications as the file says.
  let goal: PrecisionGoal?
  /// Ends the sweep early; points that are whole by then are kept.
  let interrupt: Interrupt
  let tell: (String) -> Void

  private static let mostInBlock = 20

  /// What has been made of one point.
  private struct Progressed {
    var gatherer = ResultGatherer()
    var made: [PlannedRun.Made] = []
    var watch: PrecisionWatch?
  }

  /// Makes the runs of each point; `observe` is told of each run of a whole point, in order.
  func points(observing observe: (ExportedRun) throws -> Void) throws -> [SweepPoint] {
    let firsts = try firstRuns()
    let serial = try serialMakespans()
    var points: [SweepPoint] = []
    func take(_ whole: Progressed) throws {
      let point = points.count
      for (replication, made) in whole.made.enumerated() {
        try observe(exported(made, point, replication, of: whole.made.count))
      }
      points.append(
        SweepPoint(
          grid.values(at: point), whole.gatherer.result,
          serialMakespan: serial[grid.series(of: point)] ?? nil))
      tell("point \(point + 1) of \(grid.count)")
    }
    if goal != nil {
      for first in firsts {
        guard let whole = try untilPrecise(first) else { break }
        try take(whole)
      }
    } else {
      try forEachWhole(firsts, take)
    }
    return points
  }

  /// The runs of all points, spread over the cores in blocks: of few runs one by one, so that a long last
  /// one does not leave cores idle; of many a score at once, since handing over costs more than a short
  /// run.
  private func forEachWhole(
    _ firsts: [PlannedRun], _ take: (Progressed) throws -> Void
  ) throws {
    let counts = firsts.map(\.scenario.replications)
    let turns = counts.indices.flatMap { point in (0..<counts[point]).map { (point, $0) } }
    let size = max(1, min(Self.mostInBlock, turns.count / (32 * threads)))
    @Sendable func block(_ number: Int) -> ArraySlice<(Int, Int)> {
      turns[number * size..<min(turns.count, (number + 1) * size)]
    }
    var current = Progressed()
    try Cores.inOrder(
      (turns.count + size - 1) / size, threads: threads, isCancelled: { interrupt.isRaised }
    ) { number in
      try block(number).map { try firsts[$0.0].numbered($0.1).make() }
    } take: { number, made in
      for (turn, made) in zip(block(number), made) {
        if interrupt.isRaised { return false }
        current.made.append(made)
        if !current.gatherer.isDecided { current.gatherer.add(made.result) }
        guard current.made.count == counts[turn.0] else { continue }
        try take(current)
        current = Progressed()
      }
      return true
    }
  }

  /// The replications of one point until its mean is as precise as wanted; nil where it was interrupted.
  private func untilPrecise(_ first: PlannedRun) throws -> Progressed? {
    var whole = Progressed()
    whole.watch = first.scenario.isRandom ? goal.map { PrecisionWatch($0) } : nil
    try Cores.inOrder(
      first.scenario.replications(until: goal), threads: threads,
      isCancelled: { interrupt.isRaised }
    ) {
      try first.numbered($0).make()
    } take: { _, made in
      whole.made.append(made)
      whole.gatherer.add(made.result)
      whole.watch?.add(made.result)
      return !interrupt.isRaised && !whole.gatherer.isDecided && whole.watch?.isOver != true
    }
    return interrupt.isRaised ? nil : whole
  }

  /// The first run of each point, read from the file on all cores.
  private func firstRuns() throws -> [PlannedRun] {
    var runs: [PlannedRun] = []
    let grid = grid
    try Cores.inOrder(grid.count, threads: threads, isCancelled: { interrupt.isRaised }) {
      try grid.run(at: $0)
    } take: { _, run in
      runs.append(run)
      return !interrupt.isRaised
    }
    return runs
  }

  /// The makespan of one worker for each choice of the other parameters: the mean of its replications.
  private func serialMakespans() throws -> [[String]: Int128?] {
    var firsts: [(series: [String], point: Int)] = []
    var known: Set<[String]> = []
    for point in 0..<grid.count where known.insert(grid.series(of: point)).inserted {
      firsts.append((grid.series(of: point), point))
    }
    var makespans: [[String]: Int128?] = [:]
    let (grid, points) = (grid, firsts.map(\.point))
    try Cores.inOrder(points.count, threads: threads, isCancelled: { interrupt.isRaised }) {
      index -> Int128? in
      guard let scenario = try grid.serial(at: points[index]) else { return nil }
      var sum: Int128 = 0
      for replication in 0..<scenario.replications {
        let run = try PlannedRun.simulate(scenario, replication: replication, keepsTrace: nil)
        guard let makespan = run.asBaseline(named: "one worker").makespan else { return nil }
        sum += makespan
      }
      let count = Int128(scenario.replications)
      return (2 * sum + count) / (2 * count)
    } take: { index, makespan in
      makespans[firsts[index].series] = .some(makespan)
      return !interrupt.isRaised
    }
    return makespans
  }

  private func exported(
    _ made: PlannedRun.Made, _ point: Int, _ replication: Int, of count: Int
  ) -> ExportedRun {
    let name = Sweep.name(of: grid.values(at: point), grid.axes)
    return ExportedRun(
      finished: made.run, result: made.result,
      label: RunLabel(
        id: RunLabel.id(name, replication: replication, of: count), replication: replication + 1,
        scenarioHash: ""),
      baselineID: nil, name: name, isShown: false)
  }
}
