import Model

extension RealOutcome {
  /// The median serial makespan over the median makespan.
  public var speedup: Double? {
    guard speedupObstacle == nil, let serial = serialMakespans, let makespans else { return nil }
    return Double(serial.median) / Double(makespans.median)
  }

  /// Why there is no measured speedup; nil where there is one.
  public var speedupObstacle: String? {
    if ideal.scenario.hasArrivals {
      return "jobs arrive over time, so the run cannot be faster than they come"
    }
    guard let makespans else { return Self.obstacleToMakespan(runs) }
    if (runs + serial).contains(where: { $0.result.failedCount > 0 }) {
      return "a job failed for good, so not all of the work was done"
    }
    if serial.isEmpty { return "no run with one worker was measured" }
    guard let serial = serialMakespans else {
      return "the run with one worker has no makespan: \(Self.obstacleToMakespan(self.serial))"
    }
    return makespans.median > 0 && serial.median > 0 ? nil : "the run takes no time"
  }

  /// Why some repetition has no makespan.
  private static func obstacleToMakespan(_ runs: [MeasuredRun]) -> String {
    runs.contains { $0.result.isStuck } ? "a repetition is stuck" : "the horizon cut the run"
  }

  /// What Amdahl's law and Karp and Flatt's fraction count: workers, or in async the most jobs in
  /// service at once.
  public var lawCount: Int { ideal.amdahl?.count ?? workers }

  /// The serial fraction that the measured speedup implies.
  public var karpFlatt: Double? {
    speedup.flatMap { karpFlattFraction(speedup: $0, workers: lawCount) }
  }

  /// The parallel fraction that the measured speedup implies: 1 - e.
  public var measuredParallelFraction: Double? { karpFlatt.map { 1 - $0 } }

  /// Whether the speedup is above the number of workers by more than 2 % and more than the repetitions
  /// differ: the baseline does different work.
  ///
  /// Workers that are faster than 1 count as much as they are faster. In async overlap alone gives more
  /// than one job a worker, so the most jobs in service at once count.
  public var isSuperlinear: Bool {
    guard let speedup, !isBaselineDisturbed else { return false }
    let noise = (makespans?.halfRangeShare ?? 0) + (serialMakespans?.halfRangeShare ?? 0)
    return speedup > mostSpeedup * (1 + max(0.02, noise))
  }

  /// Whether others disturbed most of the baseline's runs, so that the speedup is too large.
  public var isBaselineDisturbed: Bool {
    2 * serial.count { $0.contention.isContended } > serial.count
  }

  private var mostSpeedup: Double {
    if ideal.scenario.execution == .async { return Double(max(lawCount, workers)) }
    let pools = idealRun.plan.pools
    return pools.reduce(0) { sum, pool in
      pool.workers.reduce(sum) { sum, worker in
        let speed = pool.speed(of: worker)
        return sum + max(1, Double(speed.numerator) / Double(speed.denominator))
      }
    }
  }

  /// Why a value of the comparison is null, by its name in machine-readable output.
  public var reasons: [Reason] {
    var reasons = Reasons()
    let obstacle = makespans == nil ? Self.obstacleToMakespan(runs) : nil
    if ideal.makespan == nil {
      reasons.add("ideal_s", ideal.reason(for: "makespan_s") ?? "the simulation has no makespan")
    }
    if predictions == nil { reasons.add("predicted_s", "this machine was not simulated") }
    if let obstacle { reasons.add("measured_s", obstacle) }
    if serialMakespans == nil {
      reasons.add(
        "serial_s",
        serial.isEmpty
          ? "no run with one worker was measured" : Self.obstacleToMakespan(serial))
    }
    addRatioReasons(obstacle, &reasons)
    if replayed == nil { reasons.add("replayed_s", "the measured durations were not simulated") }
    if waterfall == nil {
      let reason = obstacle ?? "neither bound nor simulation has a makespan"
      reasons.add("waterfall", reason)
      reasons.add("unexplained_s", reason)
    }
    addGaugeReasons(&reasons)
    return reasons.list
  }

  private func addRatioReasons(_ obstacle: String?, _ reasons: inout Reasons) {
    if let obstacle = speedupObstacle { reasons.add("speedup_ratio", obstacle) }
    if ideal.speedup == nil {
      reasons.add(
        "ideal_speedup_ratio", ideal.reason(for: "speedup_ratio") ?? "the run has no makespan")
    }
    if ideal.amdahl == nil {
      for field in ["amdahl_speedup_ratio", "amdahl_p_ratio"] {
        reasons.add(field, ideal.reason(for: "amdahl") ?? "there is no work to divide")
      }
    }
    if karpFlatt == nil {
      let reason = speedupObstacle ?? "with one worker there is nothing to tell apart"
      reasons.add("karp_flatt_ratio", reason)
      reasons.add("measured_p_ratio", reason)
    }
    if predictionError == nil {
      reasons.add("error_ratio", obstacle ?? "this machine was not simulated")
    }
    if replayError == nil {
      reasons.add("replay_error_ratio", obstacle ?? "the measured durations were not simulated")
    }
  }

  private func addGaugeReasons(_ reasons: inout Reasons) {
    let gauges = medianRun.contention
    let isKnown = [
      ("foreign_s", gauges.foreign != nil), ("foreign_ratio", gauges.foreignShare != nil),
      ("steal_s", gauges.steal != nil), ("pressure_ratio", gauges.pressure != nil),
      ("run_queue_wait_s", gauges.runQueueWait != nil),
      ("involuntary_switches_count", gauges.involuntarySwitches != nil),
    ]
    for (field, known) in isKnown where !known {
      reasons.add("contention.\(field)", "the system does not tell")
    }
  }
}
