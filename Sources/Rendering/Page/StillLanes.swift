import Analysis
import Model

/// The lanes of some runs as a picture that needs no script: for print, and where scripts are off.
struct StillLanes {
  private static let mostLanes = 40
  private static let left = 150
  private static let width = 820
  private static let row = 18
  private static let bar = 14
  /// A lane of more spans is drawn by its use in stretches.
  private static let mostSpans = 400

  let runs: [ShownRun]
  let times: TimeText
  private let end: Nanoseconds

  /// Prepares the picture.
  init(_ runs: [ShownRun], times: TimeText) {
    self.runs = runs
    self.times = times
    end = max(1, runs.map(\.end).max() ?? 1)
  }

  /// Appends the picture; its colours are the style sheet's.
  func write(to page: inout PageWriter) {
    let heights = runs.map { 26 + Self.row * min(Self.mostLanes, $0.lanes.count) + rest($0) }
    let height = heights.reduce(24, +)
    page.markup("<svg class=\"still\" xmlns=\"http://www.w3.org/2000/svg\" role=\"img\"")
    page.markup(" viewBox=\"0 0 1000 \(height)\" aria-label=\"What each lane did\">\n<defs>")
    for color in 0..<SpanStyle.colors { hatch(color, &page) }
    page.markup("</defs>\n")
    drawAxis(height, &page)
    var top = 24
    for (run, height) in zip(runs, heights) {
      draw(run, top: top, &page)
      top += height
    }
    page.markup("</svg>\n")
  }

  private func rest(_ run: ShownRun) -> Int { run.lanes.count > Self.mostLanes ? 20 : 0 }

  private func hatch(_ color: Int, _ page: inout PageWriter) {
    page.markup(
      "<pattern id=\"toast-wait-\(color)\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\" "
        + "patternTransform=\"rotate(45)\"><path class=\"s\(color)\" fill-opacity=\".3\" "
        + "d=\"M0 0h6v6h-6z\"/><path class=\"s\(color)\" d=\"M0 0h2v6h-2z\"/></pattern>")
  }

  private func drawAxis(_ height: Int, _ page: inout PageWriter) {
    let axis = PageAxis(end, times)
    for (index, value) in axis.values.enumerated() {
      let x = Self.x(value, of: end)
      page.markup(
        "<path class=\"tick\" d=\"M\(x) 18V\(height)\"/><text class=\"faint\" x=\"\(x)\" ")
      page.markup("y=\"12\" text-anchor=\"middle\">\(axis.label(index))</text>\n")
    }
  }

  private func draw(_ run: ShownRun, top: Int, _ page: inout PageWriter) {
    page.markup("<text class=\"run\" x=\"0\" y=\"\(top + 15)\">")
    page.text(run.label)
    page.markup("</text>\n")
    let shown = run.lanes.prefix(Self.mostLanes)
    var paths: [SpanStyle: String] = [:]
    let stop = Self.x(run.end, of: end)
    for (index, lane) in shown.enumerated() {
      let y = top + 26 + index * Self.row
      page.markup("<text x=\"\(Self.left - 8)\" y=\"\(y + 11)\" text-anchor=\"end\">")
      page.text(Layout.shortened(run.result.lanes[lane].name, 20))
      page.markup("</text><path class=\"idle\" d=\"M\(Self.left) \(y)H\(stop)v\(Self.bar)")
      page.markup("H\(Self.left)z\"/>\n")
      draw(run.timeline.histories[lane], y: y, until: run.end, &paths)
    }
    for style in paths.keys.sorted() {
      page.markup("<path class=\"\(style.name)\" d=\"\(paths[style] ?? "")\"/>\n")
    }
    if rest(run) > 0 {
      let y = top + 26 + shown.count * Self.row + 12
      page.markup("<text class=\"faint\" x=\"\(Self.left)\" y=\"\(y)\">")
      page.markup("and \(run.lanes.count - Self.mostLanes) more lanes</text>\n")
    }
  }

  private func draw(
    _ history: LaneHistory, y: Int, until end: Nanoseconds, _ paths: inout [SpanStyle: String]
  ) {
    if history.spans.count <= Self.mostSpans {
      for span in history.spans {
        let (start, stop) = (
          Self.hundredths(span.start, of: self.end), Self.hundredths(span.end, of: self.end)
        )
        let gap: Int64 = stop - start > 300 ? 75 : 0
        paths[SpanStyle(span.state, task: span.task), default: ""] +=
          "M\(Self.decimal(start)) \(y)H\(Self.decimal(stop - gap))v\(Self.bar)"
          + "H\(Self.decimal(start))z"
      }
      return
    }
    let count = Self.width / 2
    let borders = (0...count).map {
      min(end, Nanoseconds(Int128(self.end) * Int128($0) / Int128(count)))
    }
    for (index, stretch) in history.stretches(borders).enumerated() {
      let length = borders[index + 1] - borders[index]
      guard length > 0, stretch.times.total > 0, let span = stretch.span else { continue }
      let high = max(1, Int(Int128(stretch.times.total) * Int128(Self.bar) / Int128(length)))
      let style = SpanStyle(history.spans[span].state, task: history.spans[span].task)
      paths[style, default: ""] += "M\(Self.left + 2 * index) \(y + Self.bar)v-\(high)h2v\(high)z"
    }
  }

  /// The place of a time, in hundredths of a pixel.
  private static func hundredths(_ time: Nanoseconds, of end: Nanoseconds) -> Int64 {
    Int64(left * 100) + Int64(Int128(time) * Int128(width * 100) / Int128(end))
  }

  private static func x(_ time: Nanoseconds, of end: Nanoseconds) -> String {
    decimal(hundredths(time, of: end))
  }

  private static func decimal(_ hundredths: Int64) -> String {
    let rest = hundredths % 100
    return "\(hundredths / 100)" + (rest == 0 ? "" : rest < 10 ? ".0\(rest)" : ".\(rest)")
  }
}

/// At most ten ticks from 0 to an end, at steps of 1, 2 or 5 of a unit.
struct PageAxis {
  /// The instants, in nanoseconds.
  let values: [Nanoseconds]
  private let unit: (length: Nanoseconds, name: String)

  /// The ticks of a run that ends then.
  init(_ end: Nanoseconds, _ times: TimeText) {
    let units: [(Nanoseconds, String)] = [
      (TimeUnit.hour, "h"), (TimeUnit.minute, "min"), (TimeUnit.second, "s"),
      (TimeUnit.millisecond, "ms"), (TimeUnit.microsecond, "us"), (1, "ns"),
    ]
    let usable = units.filter { times.usesHours || $0.1 != "h" }
    unit = usable.first { end >= 2 * $0.0 } ?? (1, "ns")
    var step: Nanoseconds = 1
    var lead = 1
    while end / unit.length / step > 10 {
      step = lead == 2 ? step / 2 * 5 : step * 2
      lead = lead == 1 ? 2 : lead == 2 ? 5 : 1
    }
    let length = unit.length
    values = (0...max(0, end / length / step)).map { $0 * step * length }
  }

  /// The label of a tick; the last one names the unit.
  func label(_ index: Int) -> String {
    let text = "\(values[index] / unit.length)"
    return index == values.count - 1 ? "\(text) \(unit.name)" : text
  }
}
