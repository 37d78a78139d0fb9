import Analysis

/// The curves that theory draws beside the points of a sweep over workers.
struct SpeedupLaws {
  /// A speedup for any number of workers.
  struct Curve {
    let name: String
    let dash: String?
    let isStrong: Bool
    let speedup: (Double) -> Double
  }

  private(set) var curves: [Curve] = []
  /// The distinct ceilings, and their names.
  private(set) var ceilings: [(name: String, speedup: Double)] = []
  private let lastCount: Double
  private static let most = 3

  init(_ data: SpeedupData, usl: ((Double) -> Double)?) {
    let points = data.series.flatMap(\.points)
    lastCount = points.map(\.x).max() ?? 1
    guard data.measure == .speedup, data.countsWorkers else { return }
    let isAgainstT1 = points.allSatisfy { $0.source.result.baseline.name == "t1" }
    let fractions = data.sweep.scaling == .strong && isAgainstT1 ? Self.fractions(points) : []
    if isAgainstT1 {
      let name = fractions.contains(1) ? "ideal, Amdahl p = 1" : "ideal S = N"
      curves.append(Curve(name: name, dash: "6 4", isStrong: false) { $0 })
    }
    for p in fractions where p < 1 {
      curves.append(
        Curve(name: "Amdahl, p = \(fixed(p, 3))", dash: nil, isStrong: true) {
          amdahlSpeedup(parallelFraction: p, workers: $0)
        })
    }
    if let usl {
      curves.append(Curve(name: "USL fit", dash: "8 3 2 3", isStrong: true, speedup: usl))
    }
    if data.sweep.scaling == .strong, isAgainstT1 { addCeilings(points) }
  }

  /// The parallel fractions of all points, each once; only where the law counts workers.
  private static func fractions(_ points: [SpeedupData.Point]) -> [Double] {
    var seen: [Double] = []
    for law in points.compactMap(\.source.result.amdahl) where law.countsWorkers {
      let isNew = seen.allSatisfy { ($0 - law.parallelFraction).magnitude > 1e-3 }
      if isNew, seen.count < most { seen.append(law.parallelFraction) }
    }
    return seen
  }

  private mutating func addCeilings(_ points: [SpeedupData.Point]) {
    for bounds in points.compactMap(\.source.result.bounds) {
      guard let ceiling = bounds.ceiling, ceilings.count < Self.most else { continue }
      guard ceilings.allSatisfy({ ($0.speedup / ceiling - 1).magnitude > 1e-3 }) else { continue }
      let binds = bounds.ceilingBinds.map { " (\($0))" } ?? ""
      ceilings.append(("ceiling \(fixed(ceiling, ceiling < 100 ? 2 : 0))x\(binds)", ceiling))
    }
  }

  /// The largest value that is worth its room, of those that are not too far above the points.
  func highest(atMost most: Double) -> Double {
    let ends = curves.filter(\.isStrong).map { $0.speedup(lastCount) }
    return (ends + ceilings.map(\.speedup)).filter { $0 <= most }.max() ?? 0
  }

  /// What lies above the plot.
  func notes(above high: Double) -> [String] {
    let names = ceilings.filter { $0.speedup > high }.map(\.name)
    return names.isEmpty ? [] : ["Above the plot: \(names.joined(separator: ", "))."]
  }
}

extension SpeedupPlot {
  mutating func drawLaws(_ laws: SpeedupLaws) {
    for ceiling in laws.ceilings where ceiling.speedup <= y.high {
      let height = placeY(ceiling.speedup)
      sheet.line((Self.left, height), (placer.area.right, height), "line", width: 1.5, dash: "2 4")
      placer.take(
        LabelPlacer.Box(
          left: Self.left, top: height - 2, right: placer.area.right, bottom: height + 2))
      endLabels.append((height, ceiling.name, "text"))
    }
    for curve in laws.curves { draw(curve) }
  }

  private mutating func draw(_ curve: SpeedupLaws.Curve) {
    let steps = 120
    var data = ""
    var last = (x: 0.0, y: 0.0)
    for step in 0...steps {
      let value = x.value(Double(step) / Double(steps))
      var point = (x: placeX(value), y: placeY(curve.speedup(value)))
      let leaves = point.y < Self.top - 0.01
      if leaves {
        guard !data.isEmpty else { return }
        // Where it crosses the top.
        point.x = last.x + (point.x - last.x) * (last.y - Self.top) / (last.y - point.y)
        point.y = Self.top
      }
      guard point.y <= Self.bottom else { continue }
      data += (data.isEmpty ? "M" : "L") + PictureSheet.number(point.x) + " "
      data += PictureSheet.number(point.y)
      placer.take(point.x, point.y, radius: 3)
      last = point
      if leaves { break }
    }
    let attributes = "fill=\"none\"" + sheet.stroke(curve.isStrong ? 1.5 : 1, curve.dash)
    sheet.path(data, curve.isStrong ? "line" : "rule", attributes)
    let mark = curve.isStrong ? "text" : "faint"
    if last.x > placeX(x.high) - 2 {
      endLabels.append((last.y, curve.name, mark))
    } else {
      innerLabels.append((last.x, curve.name, mark))
    }
  }
}
