import Analysis
import Model

/// A plot that is being drawn.
struct SpeedupPlot {
  let definition: SpeedupSVG
  let data: SpeedupData
  let x, y: PictureScale
  var sheet: PictureSheet
  var placer: LabelPlacer
  /// What stands right of the plot: its height, text and class.
  var endLabels: [(height: Double, text: String, mark: String)] = []
  /// What names a curve that leaves the plot at its top: where it does, text and class.
  var innerLabels: [(x: Double, text: String, mark: String)] = []
  private let yTitle: String
  private let right: Double
  private var notes: [String] = []

  static let width = 960.0
  private static let margin = 16.0
  static let (left, top, bottom) = (76.0, 84.0, 470.0)
  /// The points at the ends of the axis do not stand on its frame.
  private static let inset = 18.0

  init(_ definition: SpeedupSVG) {
    self.definition = definition
    data = SpeedupData(definition.sweep, definition.times)
    let laws = SpeedupLaws(data, usl: definition.usl)
    x = Self.xScale(data)
    (y, yTitle) = Self.yScale(data, laws, definition.times)
    var style = PictureStyle(prefix: definition.idPrefix, scheme: definition.scheme)
    for index in data.series.indices {
      style.add("s\(index)", "fill", .hue(index))
      style.add("l\(index)", "stroke", .hue(index))
      // Letters need more contrast than marks.
      style.add("n\(index)", "fill", PictureColor.hue(index).mixed(with: .text, parts: 5))
    }
    sheet = PictureSheet(style)
    let names = data.series.map(\.label) + laws.curves.map(\.name) + laws.ceilings.map(\.name)
    let widest = names.map { PictureSheet.width(of: Layout.shortened($0, 30), 11) }.max() ?? 0
    right = Self.width - Self.margin - max(60, widest + 14)
    placer = LabelPlacer(
      area: LabelPlacer.Box(
        left: Self.left + 4, top: Self.top, right: right, bottom: Self.bottom - 4))
    notes = laws.notes(above: y.high) + Self.notes(data)
  }

  mutating func document() -> String {
    let room = Int((Self.width - 2 * Self.margin) / PictureSheet.width(of: "m", 16))
    sheet.text(Layout.shortened(definition.sweep.title, room), Self.margin, 30, .title)
    sheet.text(yTitle, Self.margin, 58, .faint)
    let hasPoints = !data.series.isEmpty
    if hasPoints {
      drawGrid()
      drawLaws(SpeedupLaws(data, usl: definition.usl))
      for index in data.series.indices { drawSeries(index) }
      drawInnerLabels()
      drawVerdict()
      drawEndLabels()
    } else {
      sheet.text("No point has a makespan.", Self.left, 200, .label)
    }
    var base = Self.bottom + 62
    for note in notes {
      sheet.text(Layout.shortened(note, 138), Self.margin, base, .faint)
      base += 16
    }
    let frame = PictureFrame(
      width: Self.width, height: base - 4, title: definition.sweep.title,
      description: description, isEmbedded: definition.isEmbedded)
    return frame.document(sheet)
  }

  // MARK: - Scales

  private static func xScale(_ data: SpeedupData) -> PictureScale {
    let values = data.series.flatMap(\.points).map(\.x)
    return data.countsWorkers ? PictureScale.workers(values) : PictureScale.values(data.xValues)
  }

  private static func yScale(
    _ data: SpeedupData, _ laws: SpeedupLaws, _ times: TimeText
  ) -> (PictureScale, String) {
    let points = data.series.flatMap(\.points)
    let high = points.map { $0.interval?.upperBound ?? $0.y }.max() ?? 1
    if data.measure == .makespan {
      let (scale, unit) = PictureScale.times(to: high, times)
      return (scale, "makespan (\(unit))")
    }
    let name = points.first?.source.result.baseline.name ?? "t1"
    let title =
      data.sweep.scaling == .weak
      ? "scaled speedup" : name == "t1" ? "speedup" : "speedup against \(name)"
    let low = points.map { $0.interval?.lowerBound ?? $0.y }.min() ?? 1
    let most = max(high, laws.highest(atMost: high * 1.6))
    guard low > 0, high / low > 8 else {
      return (PictureScale.linear(to: most * 1.04), title)
    }
    let bottom = PictureScale.exponent(low, rounded: .down)
    let top = PictureScale.exponent(most * 1.04, rounded: .up)
    func power(_ exponent: Int) -> Double {
      Double(sign: .plus, exponent: exponent, significand: 1)
    }
    return (
      PictureScale.powersOfTwo(from: power(bottom), to: power(top), most: 8), title
    )
  }

  /// The place of a value along the axis.
  func placeX(_ value: Double) -> Double {
    Self.left + Self.inset + x.share(value) * (right - Self.left - 2 * Self.inset)
  }

  /// The height of a value.
  func placeY(_ value: Double) -> Double {
    Self.bottom - y.share(value) * (Self.bottom - Self.top)
  }

  // MARK: - Axes

  private mutating func drawGrid() {
    sheet.open("shape-rendering=\"crispEdges\"")
    for tick in y.ticks where (-0.001...1.001).contains(y.share(tick.value)) {
      sheet.line((Self.left, placeY(tick.value)), (right, placeY(tick.value)), "grid")
    }
    sheet.line((Self.left, Self.bottom), (right, Self.bottom), "rule")
    sheet.close()
    for tick in y.ticks where (-0.001...1.001).contains(y.share(tick.value)) {
      sheet.text(
        tick.label + (data.measure == .speedup ? "x" : ""), Self.left - 10,
        placeY(tick.value) + 4, PictureSheet.Face.faint.anchored(.end))
    }
    var free = -Double.infinity
    for tick in x.ticks where (-0.001...1.001).contains(x.share(tick.value)) {
      let (center, width) = (placeX(tick.value), PictureSheet.width(of: tick.label, 11))
      sheet.line((center, Self.bottom), (center, Self.bottom + 5), "rule")
      guard center - width / 2 > free else { continue }
      sheet.text(tick.label, center, Self.bottom + 19, PictureSheet.Face.faint.anchored(.middle))
      free = center + width / 2 + 8
    }
    let scales = [x.isLog ? "log scale" : nil].compactMap { $0 }.map { " (\($0))" }.joined()
    sheet.text(
      data.xTitle + scales, (Self.left + right) / 2, Self.bottom + 40,
      PictureSheet.Face.faint.anchored(.middle))
  }

  // MARK: - Labels

  private mutating func drawEndLabels() {
    let heights = LabelPlacer.spread(
      endLabels.map(\.height), gap: 14, Self.top - 8...Self.bottom - 4)
    for (label, height) in zip(endLabels, heights) {
      if (label.height - height).magnitude > 3 {
        sheet.line((right - 4, label.height), (right + 8, height), "grid")
      }
      sheet.text(
        Layout.shortened(label.text, 30), right + 10, height + 4,
        PictureSheet.Face(size: 11, mark: label.mark))
    }
  }

  private mutating func drawInnerLabels() {
    for label in innerLabels {
      let width = PictureSheet.width(of: label.text, 11)
      guard let place = placer.place(width, near: label.x, Self.top) else { continue }
      sheet.text(
        label.text, place.x, place.y, PictureSheet.Face(size: 11, mark: label.mark), halo: "edge")
    }
  }

  private mutating func drawVerdict() {
    guard let verdict = data.verdict else { return }
    let isOne = verdict.best.x == verdict.fewest.x && verdict.best.y == verdict.fewest.y
    let best = data.sweep.scaling == .weak ? "largest" : "best"
    ring(verdict.best, "\(best): \(words(verdict.best))")
    if !isOne {
      ring(verdict.fewest, "within 5 %: \(words(verdict.fewest))")
    }
  }

  private func words(_ point: SpeedupData.Point) -> String {
    let amount =
      data.measure == .speedup
      ? "\(fixed(point.y, 2))x" : definition.times.text(Int128(min(point.y, 9e18)))
    let series = data.series.count > 1 ? ", \(Layout.shortened(point.series, 24))" : ""
    return "\(amount), \(point.place)\(series)"
  }

  private mutating func ring(_ point: SpeedupData.Point, _ text: String) {
    let center = (x: placeX(point.x), y: placeY(point.y))
    let (left, height) = (PictureSheet.number(center.x - 9), PictureSheet.number(center.y))
    sheet.path(
      "M\(left) \(height)a9 9 0 1 0 18 0a9 9 0 1 0 -18 0z", "line",
      "fill=\"none\" stroke-width=\"1.5\" pointer-events=\"none\"")
    let width = PictureSheet.width(of: text)
    guard let place = placer.place(width, near: center.x, center.y) else { return }
    lead(from: center, to: place, width)
    sheet.text(text, place.x, place.y, PictureSheet.Face(isBold: true), halo: "edge")
  }

  /// A line from a ring to its text where that stands further off.
  private mutating func lead(
    from center: (x: Double, y: Double), to place: (x: Double, y: Double), _ width: Double
  ) {
    let isBelow = place.y - 4 > center.y
    let end = (
      x: min(max(center.x, place.x + 4), place.x + width - 4),
      y: isBelow ? place.y - 12 : place.y + 4
    )
    let (across, down) = (end.x - center.x, end.y - center.y)
    let length = (across * across + down * down).squareRoot()
    guard length > 24 else { return }
    sheet.line((center.x + across / length * 10, center.y + down / length * 10), end, "rule")
  }

  // MARK: - Words

  private static func notes(_ data: SpeedupData) -> [String] {
    var notes: [String] = []
    let sweep = data.sweep
    if sweep.isPartial {
      notes.append("\(sweep.points.count) of \(sweep.plannedCount) points were made.")
    }
    if data.missing > 0 {
      notes.append("\(Layout.counted(data.missing, "point")) without a makespan: not shown.")
    }
    if data.hiddenSeries > 0 {
      notes.append("\(data.hiddenSeries) more series: not shown.")
    }
    if data.series.contains(where: { $0.points.contains { $0.interval != nil } }) {
      notes.append("Bars are 95 % intervals of the mean.")
    }
    return notes
  }

  private var description: String {
    guard let verdict = data.verdict else { return "\(yTitle) of one point." }
    let result = verdict.best.source.result
    let makespan = result.makespan.map { "makespan \(definition.times.text(Int128($0)))" }
    let speedup = result.speedup.map { "speedup \(fixed($0, 2))x" }
    let facts = [makespan, speedup].compactMap { $0 }.joined(separator: ", ")
    return "\(yTitle) against \(data.xTitle): best with \(verdict.best.place), \(facts)."
  }
}
