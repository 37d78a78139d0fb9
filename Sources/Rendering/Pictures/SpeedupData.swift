import Analysis
import Model

/// The points of a sweep, arranged for a plot.
struct SpeedupData {
  /// What is plotted.
  enum Measure { case speedup, makespan }

  /// A point that has a value.
  struct Point {
    let x, y: Double
    let interval: ClosedRange<Double>?
    let tooltip: String
    let source: SweepPoint
    /// Its place as written: "8 workers", "chunk=10".
    let place: String
    /// Its series' label.
    let series: String
  }

  /// The points that differ only in the parameter along the axis.
  struct Series {
    let label: String
    var points: [Point]
  }

  /// The most series that are told apart.
  static let mostSeries = 8

  let sweep: Sweep
  let measure: Measure
  /// Whether the axis is the number of all workers, so that the laws can be drawn.
  let countsWorkers: Bool
  let xTitle: String
  /// The written values along the axis and where they stand.
  let xValues: [(value: Double, label: String)]
  private(set) var series: [Series] = []
  private(set) var hiddenSeries = 0
  /// How many points have no value to show.
  private(set) var missing = 0
  private let times: TimeText

  init(_ sweep: Sweep, _ times: TimeText) {
    self.sweep = sweep
    self.times = times
    let axis = Self.axis(of: sweep)
    let path = sweep.axes.isEmpty ? "" : sweep.axes[axis].path
    let isWorkers = Self.isWorkers(path)
    countsWorkers =
      isWorkers && sweep.points.allSatisfy { $0.result.scenario.pools.count == 1 }
    measure = sweep.points.allSatisfy { $0.result.speedup != nil } ? .speedup : .makespan
    let name = Self.shortName(path)
    let grows = sweep.scaling == .weak ? ", the work grows with them" : ""
    let pool = name == "worker" ? "workers" : "workers of \(name)"
    xTitle = isWorkers ? pool + grows : name
    let written = sweep.axes.isEmpty ? [] : sweep.axes[axis].values
    let numbers = written.compactMap(WrittenValue.number)
    let isNumeric = numbers.count == written.count
    xValues = written.enumerated().map { index, text in
      (isNumeric ? numbers[index] : Double(index), text)
    }
    arrange(axis)
  }

  /// The axis that runs to the right: workers, else the one with most values.
  private static func axis(of sweep: Sweep) -> Int {
    func rank(_ axis: SweepAxis) -> Int {
      (isWorkers(axis.path) ? 1_000_000 : 0) + axis.values.count
    }
    return sweep.axes.indices.max { rank(sweep.axes[$0]) < rank(sweep.axes[$1]) } ?? 0
  }

  private static func isWorkers(_ path: String) -> Bool {
    let parts = path.split(separator: ".")
    return parts.first == "workers"
      && (parts.count == 2 || parts.count == 3 && parts[2] == "count")
  }

  /// A path without the section of the file: "toaster", "chunk", "toast.work".
  static func shortName(_ path: String) -> String {
    let parts = path.split(separator: ".")
    guard parts.count > 1 else { return path }
    return parts.dropFirst().filter { $0 != "count" || parts[0] != "workers" }
      .joined(separator: ".")
  }

  private mutating func arrange(_ axis: Int) {
    var all: [Series] = []
    var places: [[String]: Int] = [:]
    for point in sweep.points {
      let others = others(point, axis)
      guard let made = made(point, axis) else {
        missing += 1
        continue
      }
      if places[others] == nil {
        places[others] = all.count
        all.append(Series(label: label(others, without: axis), points: []))
      }
      all[places[others] ?? 0].points.append(made)
    }
    for index in all.indices { all[index].points.sort { $0.x < $1.x } }
    hiddenSeries = max(0, all.count - Self.mostSeries)
    series = Array(all.prefix(Self.mostSeries))
  }

  private func label(_ values: [String], without axis: Int) -> String {
    var axes = sweep.axes
    if axis < axes.count { axes.remove(at: axis) }
    guard !axes.isEmpty else { return sweep.mode == "sim" ? "simulated" : "measured" }
    return zip(axes, values).map { "\(Self.shortName($0.path))=\($1)" }.joined(separator: ", ")
  }

  private func made(_ point: SweepPoint, _ axis: Int) -> Point? {
    let result = point.result
    let isSpeedup = measure == .speedup
    guard let y = isSpeedup ? result.speedup : result.makespan.map({ Double($0) }) else {
      return nil
    }
    let name = isSpeedup ? "speedup_ratio" : "makespan_s"
    var interval = result.replications?.measures.first { $0.name == name }?.summary?.interval
    // Without noise there is nothing to draw.
    if let known = interval, known.lowerBound == known.upperBound { interval = nil }
    if !isSpeedup { interval = interval.map { $0.lowerBound * 1e9...$0.upperBound * 1e9 } }
    let written = axis < point.values.count ? point.values[axis] : ""
    let place =
      countsWorkers
      ? Layout.counted(point.workers, "worker")
      : xTitle.isEmpty ? sweep.title : "\(Self.shortName(sweep.axes[axis].path))=\(written)"
    let series = label(others(point, axis), without: axis)
    let x =
      countsWorkers ? Double(point.workers) : xValues.first { $0.label == written }?.value ?? 0
    return Point(
      x: x, y: y, interval: interval,
      tooltip: tooltip(point, place, series, interval), source: point, place: place, series: series)
  }

  private func others(_ point: SweepPoint, _ axis: Int) -> [String] {
    var values = point.values
    if axis < values.count { values.remove(at: axis) }
    return values
  }

  /// All figures of a point in a line.
  private func tooltip(
    _ point: SweepPoint, _ place: String, _ series: String, _ interval: ClosedRange<Double>?
  ) -> String {
    let result = point.result
    var parts: [String] = sweep.axes.count > 1 ? [place, series] : [place]
    if let speedup = result.speedup { parts.append("speedup \(fixed(speedup, 2))x") }
    if let makespan = result.makespan { parts.append("makespan \(times.text(Int128(makespan)))") }
    if let interval {
      let ends = [interval.lowerBound, interval.upperBound].map { end in
        measure == .speedup
          ? "\(fixed(end, 2))x" : times.text(Int128(max(0, min(end, 9e18))))
      }
      parts.append("95 % interval \(ends[0]) to \(ends[1])")
    }
    if let share = result.efficiency { parts.append("efficiency \(percent(share))") }
    if sweep.scaling == .weak, let serial = point.serialMakespan, let makespan = result.makespan,
      makespan > 0
    {
      parts.append("scaled efficiency \(percent(Double(serial) / Double(makespan)))")
    }
    if let law = result.amdahl, sweep.scaling == .strong {
      parts.append("Amdahl \(fixed(law.speedup, 2))x")
    }
    if let bounds = result.bounds { parts.append("lower bound \(times.text(bounds.lower))") }
    if let count = result.replications?.count { parts.append("mean of \(count)") }
    return parts.joined(separator: ", ")
  }

  /// The point with the shortest makespan, and of those within 5 % of it the one with fewest workers,
  /// where those are fewer.
  var verdict: (best: Point, fewest: Point)? {
    let points = series.flatMap(\.points)
    func isBetter(_ first: Point, _ second: Point) -> Bool {
      // Weak scaling does not shorten the makespan: there the speedup is what grows.
      measure == .speedup && sweep.scaling == .weak
        ? first.y > second.y
        : (first.source.result.makespan ?? .max) < (second.source.result.makespan ?? .max)
    }
    guard points.count > 1, let best = points.min(by: isBetter) else { return nil }
    guard countsWorkers, sweep.scaling == .strong, let shortest = best.source.result.makespan else {
      return (best, best)
    }
    let near = points.filter {
      ($0.source.result.makespan.map { Int128($0) } ?? .max) * 100 <= Int128(shortest) * 105
    }
    guard let fewest = near.min(by: { $0.x < $1.x }), fewest.x < best.x else { return (best, best) }
    return (best, fewest)
  }
}
