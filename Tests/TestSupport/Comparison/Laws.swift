import Analysis
import Model

/// The bounds and laws of a run, against those counted job by job, and that no run breaks them.
package struct Laws {
  private var differences = Differences()
  private let result: RunResult
  private let oracle: Oracle

  /// The first law that is broken; nil where all hold.
  package var broken: String? { differences.first }
  /// How many values were compared.
  package var valueCount: Int { differences.count }

  /// Checks a run; where the graph of jobs is large, without Amdahl's serial work.
  package init(_ comparison: OracleComparison) {
    oracle = comparison.oracle
    guard let run = comparison.run, let result = comparison.result else {
      preconditionFailure("a run that ended")
    }
    self.result = result
    let (fixed, workers) = oracle.terms()
    let isBeyond = max(oracle.sums.span, fixed[0].top) >= Int128(Int64.max)
    differences.expect("a chain passes the clock", run.sums.isSpanBeyondClock, is: isBeyond)
    // What a chain past the clock says is an error, not a bound.
    if isBeyond { return }
    checkBounds(fixed, workers)
    checkUpper()
    if oracle.scenario.jobCount <= 80 { checkAmdahl() }
    checkLittle()
  }

  private mutating func checkBounds(_ fixed: [Oracle.Term], _ workers: [Oracle.Term]) {
    guard let bounds = result.bounds else {
      return differences.expect(oracle.failedCount > 0, "bounds are null without a failure")
    }
    var longest = fixed[0]
    for term in workers + fixed.dropFirst() where longest < term { longest = term }
    let lower = (longest.top + longest.bottom - 1) / longest.bottom
    if oracle.hasFullSpeed {
      differences.expect("lower bound", bounds.lower, is: lower)
      differences.expect("binds", bounds.binds, is: longest.name)
    }
    let ceiling = fixed.dropFirst().reduce(fixed[0]) { $0 < $1 ? $1 : $0 }
    differences.expect(
      "ceiling", bounds.ceiling,
      near: ceiling.top > 0
        ? Double(result.t1) * Double(ceiling.bottom) / Double(ceiling.top) : nil)
    guard let makespan = result.makespan else { return }
    differences.expect(
      Int128(makespan) >= bounds.lower, "makespan \(makespan) below the lower bound \(bounds.lower)"
    )
    if let upper = bounds.upper {
      differences.expect(
        Int128(makespan) <= upper, "makespan \(makespan) above the upper bound \(upper)")
    }
    if let speedup = result.speedup, let ceiling = bounds.ceiling {
      differences.expect(
        speedup <= ceiling * (1 + 1e-12), "speedup \(speedup) above the ceiling \(ceiling)")
    }
  }

  /// Graham's bound stands wherever nothing is in its way.
  private mutating func checkUpper() {
    let scenario = oracle.scenario
    let isPlain =
      scenario.pools.count == 1 && scenario.overhead == Overhead() && !scenario.hasArrivals
      && scenario.schedule.assign == .dynamic && scenario.schedule.chunk == .standard
      && scenario.cores.map { $0 >= scenario.workerCount } ?? true
      && scenario.pools[0].kind != .pythonThreads && oracle.hasFullSpeed
      && scenario.tasks.allSatisfy { task in
        task.failureProbability == 0 && (task.uses + task.steps.flatMap(\.uses)).isEmpty
      }
    guard isPlain, let bounds = result.bounds else { return }
    let sums = oracle.sums
    let workers = Int128(scenario.workerCount)
    let top =
      scenario.execution == .sync
      ? sums.work + sums.wait + (workers - 1) * sums.span : sums.work + workers * sums.span
    differences.expect("upper bound", bounds.upper, is: top / workers)
  }

  private mutating func checkAmdahl() {
    let t1 = result.t1
    let isSync = oracle.scenario.execution == .sync
    let count = isSync ? oracle.scenario.workerCount : oracle.peakConcurrency
    guard t1 > 0, count > 0 else {
      return differences.expect(result.amdahl == nil, "Amdahl speaks of no work")
    }
    guard let law = result.amdahl else { return differences.tell("Amdahl is null") }
    let serial = oracle.serialTime
    let p = Double(t1 - serial) / Double(t1)
    differences.expect("serial work", law.serial, is: serial)
    differences.expect("p", law.parallelFraction, near: p)
    differences.expect("Amdahl", law.speedup, near: 1 / ((1 - p) + p / Double(count)))
    let isSlow = oracle.workers.allSatisfy { $0.speed.numerator <= $0.speed.denominator }
    if isSlow, let speedup = result.speedup {
      differences.expect(
        speedup <= law.speedup * (1 + 1e-12), "speedup \(speedup) above Amdahl's \(law.speedup)")
    }
  }

  /// Little: with nothing slowed, failed or cut the mean concurrency is T1 over the makespan.
  private mutating func checkLittle() {
    guard let makespan = result.makespan, makespan > 0, result.account.slowed == 0,
      oracle.hasFullSpeed, oracle.scenario.tasks.allSatisfy({ $0.failureProbability == 0 })
    else { return }
    differences.expect(
      "Little", result.meanConcurrency, near: Double(result.t1) / Double(makespan))
  }
}
