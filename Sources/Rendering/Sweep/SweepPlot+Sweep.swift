import Analysis
import Model

extension SweepPlot {
  /// The plot of a sweep: speedup by workers, else what its points are judged by.
  init?(_ sweep: Sweep, _ times: TimeText) {
    guard let main = sweep.mainAxis else { return nil }
    let isSpeedup =
      sweep.scalingAxis != nil && sweep.points.contains { $0.result.speedup != nil }
    let measure = isSpeedup ? SweepMeasure.speedup : sweep.measure
    let unit = PlotUnit(measure, sweep, times)
    let isNumber = sweep.scalingAxis != nil || sweep.axes[main].hasNumbers
    let categories = isNumber ? [] : sweep.axes[main].values.map(harmlessText)
    func x(_ point: SweepPoint) -> Double? {
      if sweep.scalingAxis != nil { return Double(point.workers) }
      let value = point.values[main]
      return isNumber
        ? SweepAxis.number(value)
        : sweep.axes[main].values.firstIndex(of: value).map(Double.init)
    }
    let groups = sweep.series
    let drawn = sweep.mode == "sim" ? "simulated" : sweep.mode
    series = groups.map { group in
      Series(
        name: group.label.isEmpty ? drawn : Layout.shortened(harmlessText(group.label), 32),
        points: group.points.compactMap { point in
          guard let x = x(point), let y = unit.value(of: point) else { return nil }
          return (x, y)
        })
    }
    guard series.contains(where: { $0.points.count > 1 }) else { return nil }
    title = unit.title
    axis =
      sweep.scalingAxis != nil && sweep.points.contains { $0.values[main] != "\($0.workers)" }
      ? "workers" : harmlessText(sweep.axisNames[main])
    self.categories = categories
    curves = isSpeedup ? Self.laws(of: sweep, groups) : []
  }

  /// The curves of the laws that all points share.
  private static func laws(of sweep: Sweep, _ groups: [SweepSeries]) -> [Curve] {
    var curves: [Curve] = []
    let runs = sweep.points.map(\.result)
    // In async overlap takes the place of workers, and other baselines are no single worker.
    let countsWorkers = runs.allSatisfy {
      sweep.isAgainstOneWorker($0) && $0.amdahl?.countsWorkers == true
    }
    if countsWorkers {
      if sweep.scaling == .weak, groups.count == 1 {
        curves.append(gustafson(sweep, groups[0]))
      } else if let p = runs.first?.amdahl?.parallelFraction,
        runs.allSatisfy({ $0.amdahl?.parallelFraction == p })
      {
        curves.append(
          Curve(look: .dots, name: p < 1 ? "Amdahl (p = \(shareText(p)))" : "Amdahl and ideal") {
            amdahlSpeedup(parallelFraction: p, workers: $0)
          })
      }
      if !curves.contains(where: { $0.name == "Amdahl and ideal" }) {
        curves.append(Curve(look: .slashes, name: "ideal") { $0 })
      }
    }
    if let ceiling = runs.first?.bounds?.ceiling,
      runs.allSatisfy({ $0.bounds?.ceiling == ceiling })
    {
      curves.append(Curve(look: .dashes, name: "ceiling \(fixed(ceiling, 1))") { _ in ceiling })
    }
    return curves
  }

  /// Gustafson's law from point to point: each run has a serial share of its own.
  private static func gustafson(_ sweep: Sweep, _ group: SweepSeries) -> Curve {
    let known = group.points.compactMap { point in
      sweep.laws(of: point).gustafson.map { (x: Double(point.workers), y: $0) }
    }
    return Curve(look: .dots, name: "Gustafson") { x in
      guard let after = known.firstIndex(where: { $0.x >= x }) else { return known.last?.y }
      guard after > 0 else { return known[0].y }
      let (left, right) = (known[after - 1], known[after])
      guard right.x > left.x else { return right.y }
      return left.y + (x - left.x) / (right.x - left.x) * (right.y - left.y)
    }
  }

  /// A share with three decimals, never 1 or 0 unless it is exactly that.
  private static func shareText(_ share: Double) -> String {
    fixed(share < 1 ? min(share, 0.999) : share, 3)
  }
}

/// What a plot's values are counted in.
private struct PlotUnit {
  let title: String
  private let measure: SweepMeasure
  private let length: Double

  init(_ measure: SweepMeasure, _ sweep: Sweep, _ times: TimeText) {
    self.measure = measure
    let units: [(length: Nanoseconds, name: String)] = [
      (TimeUnit.hour, "h"), (TimeUnit.minute, "min"), (TimeUnit.second, "s"),
      (TimeUnit.millisecond, "ms"), (TimeUnit.microsecond, "us"), (1, "ns"),
    ]
    let usable = units.filter { times.usesHours || $0.name != "h" }
    let most = sweep.points.compactMap { Self.time($0, measure) }.max() ?? 0
    let unit = usable.first { most >= 2 * Int128($0.length) } ?? usable[usable.count - 1]
    let rate = sweep.points.compactMap(\.result.throughput).max() ?? 0
    switch measure {
    case .speedup:
      title = "speedup"
      length = 1
    case .makespan, .response:
      title = "\(measure == .makespan ? "makespan" : "mean response") (\(unit.name))"
      length = Double(unit.length)
    case .throughput:
      title = rate >= 1 ? "jobs per second" : "jobs per hour"
      length = rate >= 1 ? 1 : 1.0 / 3_600
    }
  }

  private static func time(_ point: SweepPoint, _ measure: SweepMeasure) -> Int128? {
    measure == .response ? point.meanResponse : point.result.makespan.map { Int128($0) }
  }

  func value(of point: SweepPoint) -> Double? {
    switch measure {
    case .speedup: point.result.speedup
    case .makespan, .response: Self.time(point, measure).map { Double($0) / length }
    case .throughput: point.result.throughput.map { $0 / length }
    }
  }
}

/// A text without what a terminal may obey: such characters become question marks.
func harmlessText(_ text: String) -> String {
  String(
    String.UnicodeScalarView(
      text.unicodeScalars.map { scalar in
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned: "?"
        default: scalar
        }
      }))
}
