import Model

/// What the laws say of one point of a sweep.
public struct PointLaws: Sendable {
  /// Amdahl's prediction less the speedup; negative where the run is faster.
  public fileprivate(set) var gap: Double?
  /// The gap as a share of Amdahl's prediction.
  public fileprivate(set) var gapShare: Double?
  /// Karp and Flatt's serial fraction e, against the same program with one worker.
  public fileprivate(set) var karpFlatt: Double?
  /// Gustafson's S = s + (1 - s) N, with s the serial share of this run's makespan; in weak scaling.
  public fileprivate(set) var gustafson: Double?
  /// T(1) of the work that has not grown over T(N) of the grown work; in weak scaling.
  public fileprivate(set) var scaledEfficiency: Double?
  /// Workers times makespan: what somebody pays, in nanoseconds.
  public fileprivate(set) var workerTime: Int128?
  /// Why a law says nothing, by its column's name.
  public fileprivate(set) var reasons: [Reason] = []
}

extension Sweep {
  /// What the laws say of a point.
  public func laws(of point: SweepPoint) -> PointLaws {
    var laws = PointLaws()
    var reasons = Reasons()
    let run = point.result
    let unfinished = run.reason(for: "makespan_s") ?? "the run has no makespan"
    laws.workerTime = run.makespan.map { Int128($0) * Int128(point.workers) }
    if laws.workerTime == nil { reasons.add("worker_s", unfinished) }
    addGap(point, &laws, &reasons)
    laws.karpFlatt = karpFlatt(point, unfinished, &reasons)
    laws.gustafson = gustafson(point, unfinished, &reasons)
    laws.scaledEfficiency = scaledEfficiency(point, unfinished, &reasons)
    laws.reasons = reasons.list
    return laws
  }

  private func addGap(_ point: SweepPoint, _ laws: inout PointLaws, _ reasons: inout Reasons) {
    let run = point.result
    let field = "gap_ratio"
    guard let law = run.amdahl else {
      return reasons.add(field, run.reason(for: "amdahl") ?? "there is no work to divide")
    }
    guard let speedup = run.speedup else {
      return reasons.add(field, run.reason(for: "speedup_ratio") ?? "there is no speedup")
    }
    guard isAgainstOneWorker(run) else {
      return reasons.add(
        field, "speedup is against \(run.baseline.name), and Amdahl's law against T1")
    }
    laws.gap = law.speedup - speedup
    laws.gapShare = (law.speedup - speedup) / law.speedup
  }

  private func karpFlatt(
    _ point: SweepPoint, _ unfinished: String, _ reasons: inout Reasons
  ) -> Double? {
    let field = "karp_flatt_ratio"
    let run = point.result
    if scaling == .weak {
      return reasons.null(field, "the work grows, so no run with one worker did the same")
    }
    if point.workers < 2 {
      return reasons.null(field, "with one worker there is nothing to tell apart")
    }
    if run.scenario.hasArrivals {
      return reasons.null(
        field, "jobs arrive over time, so the run cannot be faster than they come")
    }
    if run.failedCount > 0 { return reasons.null(field, "a job failed for good") }
    guard let makespan = run.makespan else { return reasons.null(field, unfinished) }
    guard makespan > 0 else { return reasons.null(field, "the run takes no time") }
    guard let serial = point.serialMakespan, serial > 0 else {
      return reasons.null(field, "the run with one worker has no makespan")
    }
    return karpFlattFraction(
      speedup: Double(serial) / Double(makespan), workers: point.workers)
  }

  /// Gustafson (1988): S = s + (1 - s) N.
  private func gustafson(
    _ point: SweepPoint, _ unfinished: String, _ reasons: inout Reasons
  ) -> Double? {
    let field = "gustafson_speedup_ratio"
    guard scaling == .weak else { return reasons.null(field, "it belongs beside weak scaling") }
    guard let makespan = point.result.makespan else { return reasons.null(field, unfinished) }
    guard let law = point.result.amdahl, makespan > 0 else {
      return reasons.null(
        field, point.result.reason(for: "amdahl") ?? "the run takes no time")
    }
    guard law.serial <= Int128(makespan) else {
      return reasons.null(field, "workers above speed 1 do the serial work in less than its time")
    }
    let serial = Double(law.serial) / Double(makespan)
    return serial + (1 - serial) * Double(law.count)
  }

  private func scaledEfficiency(
    _ point: SweepPoint, _ unfinished: String, _ reasons: inout Reasons
  ) -> Double? {
    let field = "scaled_efficiency_ratio"
    guard scaling == .weak else { return reasons.null(field, "it belongs beside weak scaling") }
    guard let makespan = point.result.makespan else { return reasons.null(field, unfinished) }
    guard let serial = point.serialMakespan else {
      return reasons.null(field, "the run with one worker has no makespan")
    }
    guard makespan > 0 else { return reasons.null(field, "the run takes no time") }
    return Double(serial) / Double(makespan)
  }

  /// Whether a run's speedup is against one worker: T1, or a measured serial run.
  public func isAgainstOneWorker(_ run: RunResult) -> Bool {
    run.baseline.name == "t1" || mode != "sim" && run.baseline.name == "serial"
  }
}
