import Model

extension Sweep {
  /// The laws of scaling fitted to a series; nil where the number of workers is not what varies, or
  /// runs have no makespan to divide by.
  ///
  /// The throughput of a point is T1 over the makespan: the work done in a unit of time, so that grown
  /// work counts as much as it is.
  public func fits(of series: SweepSeries) -> ScalingFits? {
    guard scalingAxis != nil else { return nil }
    var samples: [ScalingSample] = []
    for point in series.points {
      guard let sample = sample(of: point) else { return nil }
      samples.append(sample)
    }
    return ScalingFits(samples, isWeak: scaling == .weak, isMeasured: mode != "sim")
  }

  private func sample(of point: SweepPoint) -> ScalingSample? {
    let result = point.result
    guard !result.scenario.hasArrivals, result.failedCount == 0, let makespan = result.makespan,
      makespan > 0, result.t1 > 0
    else { return nil }
    let workers = Double(point.workers)
    if let makespans = result.replications?.makespans, makespans.count > 1,
      makespans.allSatisfy({ $0 > 0 })
    {
      return ScalingSample(
        workers: workers, repeats: makespans.map { Double(result.t1) / Double($0) })
    }
    return ScalingSample(
      workers: workers, throughput: Double(result.t1) / Double(makespan))
  }
}
