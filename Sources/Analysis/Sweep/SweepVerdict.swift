import Model

/// What the points of a sweep are judged by.
public enum SweepMeasure: String, Sendable {
  /// The least makespan.
  case makespan
  /// The least mean response of a job, where jobs arrive over time.
  case response
  /// The largest speedup of the grown work, in weak scaling.
  case speedup
  /// The most jobs finished per second, where the horizon cuts all runs.
  case throughput

  /// The measure's name among those of replications; nil where these have none.
  var replicated: String? {
    switch self {
    case .makespan: "makespan_s"
    case .response: nil
    case .speedup: "speedup_ratio"
    case .throughput: "throughput_per_s"
    }
  }
}

/// Which point of a series is best, and what is as good for less.
///
/// Points are named by their position in the series. "Within 5 %" and "less than 5 %" count costs: the
/// time of the measure, or what one unit of a rate takes.
public struct SweepVerdict: Sendable {
  /// What the points are judged by.
  public let measure: SweepMeasure
  /// The best point; of equal ones the first.
  public let best: Int
  /// The points within 5 % of the best, in order; the best is one of them.
  public let near: [Int]
  /// The point with the fewest workers within 5 % of the best; nil where workers do not change.
  public let enough: Int?
  /// The worst point.
  public let worst: Int
  /// The cost of the worst point over that of the best; nil where the best takes no time.
  public let spread: Double?
  /// The point with as many workers as the file has; nil where it is not there.
  public let own: Int?
  /// How many pairs of points have N and 2N workers.
  public let doublings: Int
  /// From this point on every doubling of the workers gains less than 5 %; nil where none does.
  public let settled: Int?
  /// In weak scaling, the last point up to which scaled efficiency stays at 95 % or above.
  public let scalesTo: Int?
  /// The points whose 95 % intervals overlap that of the best, so that they cannot be told apart from it.
  public let tied: [Int]
  /// How many points lack the measure.
  public let omitted: Int
}

extension Sweep {
  static func measure(_ points: [SweepPoint], _ scaling: Scaling) -> SweepMeasure {
    let finished = points.filter { $0.result.makespan != nil }
    if scaling == .weak, !finished.isEmpty, finished.allSatisfy({ $0.result.speedup != nil }) {
      return .speedup
    }
    if points.contains(where: { $0.result.scenario.hasArrivals }),
      points.contains(where: { $0.meanResponse != nil })
    {
      return .response
    }
    return finished.isEmpty ? .throughput : .makespan
  }

  /// Judges a series; nil where no point has what it would be judged by.
  public func verdict(of series: SweepSeries) -> SweepVerdict? {
    let costs = series.points.map { $0.cost(measure) }
    let judged = costs.indices.filter { costs[$0] != nil }
    func cost(_ point: Int) -> Int128 { costs[point] ?? 0 }
    guard let best = judged.min(by: { cost($0) < cost($1) }),
      let worst = judged.max(by: { cost($0) < cost($1) })
    else { return nil }
    let near = judged.filter { 100 * cost($0) <= 105 * cost(best) }
    let isScaling = scalingAxis != nil
    let doublings = isScaling ? series.doublings(costs) : []
    // From behind: what does not pay before one that does is a step on the way.
    let tail = doublings.reversed().prefix { !$0.pays }
    return SweepVerdict(
      measure: measure, best: best, near: near, enough: isScaling ? near.first : nil,
      worst: worst, spread: cost(best) > 0 ? Double(cost(worst)) / Double(cost(best)) : nil,
      own: isScaling ? series.points.firstIndex { $0.workers == fileWorkers } : nil,
      doublings: doublings.count, settled: tail.last?.from, scalesTo: scalesTo(series),
      tied: series.tied(with: best, measure), omitted: costs.count - judged.count)
  }

  /// Whether a point is better than another one by what all are judged by.
  public func isBetter(_ point: SweepPoint, than other: SweepPoint) -> Bool {
    guard let mine = point.cost(measure), let theirs = other.cost(measure) else {
      return point.cost(measure) != nil && other.cost(measure) == nil
    }
    return mine < theirs
  }

  private func scalesTo(_ series: SweepSeries) -> Int? {
    guard scaling == .weak, scalingAxis != nil else { return nil }
    return series.points.indices.prefix { point in
      laws(of: series.points[point]).scaledEfficiency.map { $0 >= 0.95 } ?? false
    }.last
  }
}

extension SweepPoint {
  /// The mean response of its finished jobs, in nanoseconds.
  public var meanResponse: Int128? {
    result.jobTimes.flatMap { $0.mean($0.responseSum) }
  }

  /// What a unit of the measure takes, of which less is better.
  ///
  /// Times are in nanoseconds; a rate gives 10^18 over itself.
  func cost(_ measure: SweepMeasure) -> Int128? {
    func inverse(_ rate: Double?) -> Int128? {
      guard let rate, rate > 1e-18, rate < 1e18 else { return nil }
      return Int128((1e18 / rate).rounded())
    }
    return switch measure {
    case .makespan: result.makespan.map { Int128($0) }
    case .response: meanResponse
    case .speedup: inverse(result.speedup)
    case .throughput: inverse(result.throughput)
    }
  }
}

extension SweepSeries {
  /// The pairs of points with N and 2N workers, and whether the doubling gains 5 % or more.
  fileprivate func doublings(_ costs: [Int128?]) -> [(from: Int, pays: Bool)] {
    points.indices.compactMap { from in
      guard let to = points.firstIndex(where: { $0.workers == 2 * points[from].workers }),
        let before = costs[from], let after = costs[to]
      else { return nil }
      return (from, 100 * (before - after) >= 5 * before && before > after)
    }
  }

  /// The other points whose intervals overlap that of the best.
  fileprivate func tied(with best: Int, _ measure: SweepMeasure) -> [Int] {
    func interval(_ point: Int) -> ClosedRange<Double>? {
      let measures = points[point].result.replications?.measures ?? []
      return measures.first { $0.name == measure.replicated }?.summary?.interval
    }
    guard let own = interval(best) else { return [] }
    return points.indices.filter { $0 != best && interval($0)?.overlaps(own) == true }
  }
}
