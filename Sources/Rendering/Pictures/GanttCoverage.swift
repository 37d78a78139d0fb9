import Analysis
import Model

/// Lanes whose stretches are too many to be drawn one by one, as heights of shares of time.
struct GanttCoverage {
  private let lanes: GanttLanes
  private let top: Double
  /// Heights are of this many steps, so that equal neighbours become one shape.
  private static let steps = 20.0

  init(_ lanes: GanttLanes, top: Double) {
    self.lanes = lanes
    self.top = top
  }

  private var layout: GanttLayout { lanes.layout }

  private func borders(_ count: Int) -> [Nanoseconds] {
    let end = Int128(lanes.run.end)
    return (0...count).map { Nanoseconds(end * Int128($0) / Int128(count)) }
  }

  /// One shape for each fill: what a lane did most in each part of the time.
  func drawLane(_ lane: Int, on sheet: inout PictureSheet, inks: inout GanttInks) {
    let history = lanes.run.timeline.histories[lane]
    let borders = borders(columns)
    var shapes = CoverageShapes()
    for (index, stretch) in history.stretches(borders).enumerated() {
      let length = borders[index + 1] - borders[index]
      guard length > 0, stretch.times.total > 0, let fill = fill(stretch, history) else { continue }
      shapes.add(
        inks.place(fill), layout.x(borders[index]), layout.x(borders[index + 1]),
        from: 0, to: Double(stretch.times.total) / Double(length))
    }
    let counts = counts(history)
    for place in shapes.order {
      let fill = inks.fills[place]
      let count = counts[fill] ?? (0, 0)
      let share = percent(Double(count.time) / Double(max(1, lanes.run.end)))
      let what = Self.words(fill.look)
      draw(
        shapes, place,
        "\(count.spans) \(what), \(share) of the time, "
          + lanes.run.result.lanes[lane].name, on: &sheet, inks)
    }
  }

  /// About a unit of width for each part of the time.
  private var columns: Int { max(1, Int(layout.x(lanes.run.end) - layout.left)) }

  private func fill(_ stretch: LaneStretch, _ history: LaneHistory) -> GanttFill? {
    var best = LaneSpan.State.work
    for state in LaneSpan.State.allCases where stretch.times[state] > stretch.times[best] {
      best = state
    }
    guard let index = stretch.span else { return GanttFill(GanttLook(best), hue: lanes.onlyHue) }
    // The typical span names the task; it may be in another state than most of the stretch.
    var span = history.spans[index]
    if span.state != best { span.state = best }
    return lanes.fill(span)
  }

  private func counts(_ history: LaneHistory) -> [GanttFill: (spans: Int, time: Nanoseconds)] {
    var counts: [GanttFill: (spans: Int, time: Nanoseconds)] = [:]
    for span in history.spans {
      let fill = lanes.fill(span)
      let count = counts[fill] ?? (0, 0)
      counts[fill] = (count.spans + 1, count.time + span.end - span.start)
    }
    return counts
  }

  private static func words(_ look: GanttLook) -> String { "stretches of \(look.word)" }

  /// A shape for each state: the share of several lanes that is in it, one on the other.
  func drawSum(
    _ positions: [Int], _ name: String, on sheet: inout PictureSheet, inks: inout GanttInks
  ) {
    let known = positions.filter { lanes.run.result.lanes[$0].width == 1 }
    guard !known.isEmpty, lanes.run.end > 0 else { return }
    let states = LaneSpan.State.allCases
    let borders = borders(max(1, columns / 2))
    var sums = [[Int64]](
      repeating: [Int64](repeating: 0, count: states.count), count: borders.count - 1)
    for lane in known {
      for span in lanes.run.timeline.histories[lane].spans { Self.add(span, to: &sums, borders) }
    }
    var shapes = CoverageShapes()
    for (index, sum) in sums.enumerated() {
      let whole = Double(borders[index + 1] - borders[index]) * Double(known.count)
      guard whole > 0 else { continue }
      var height = 0.0
      for (place, state) in states.enumerated() where sum[place] > 0 {
        let next = height + Double(sum[place]) / whole
        shapes.add(
          inks.place(GanttFill(GanttLook(state), hue: lanes.onlyHue)), layout.x(borders[index]),
          layout.x(borders[index + 1]), from: height, to: next)
        height = next
      }
    }
    for place in shapes.order {
      draw(shapes, place, "\(name): share in \(inks.fills[place].look.word)", on: &sheet, inks)
    }
  }

  /// Adds a span to the parts of the time that it covers.
  private static func add(
    _ span: LaneSpan, to sums: inout [[Int64]], _ borders: [Nanoseconds]
  ) {
    let (count, end) = (Int128(sums.count), Int128(borders[sums.count]))
    var index = min(sums.count - 1, Int(Int128(span.start) * count / max(1, end)))
    while index < sums.count, borders[index] < span.end {
      let overlap = min(span.end, borders[index + 1]) - max(span.start, borders[index])
      if overlap > 0 { sums[index][Int(span.state.rawValue)] += overlap }
      index += 1
    }
  }

  private func draw(
    _ shapes: CoverageShapes, _ place: Int, _ title: String, on sheet: inout PictureSheet,
    _ inks: GanttInks
  ) {
    var data = ""
    let number = PictureSheet.number
    for box in shapes.boxes[place] ?? [] {
      let low = top + layout.bar * (1 - box.from / Self.steps)
      let height = layout.bar * (box.to - box.from) / Self.steps
      let width = number(box.right - box.left)
      data += "M\(number(box.left)) \(number(low))h\(width)v\(number(-height))h-\(width)z"
    }
    sheet.add(
      "<path d=\"\(data)\" \(inks.attribute(place, sheet.style)) shape-rendering=\"crispEdges\">"
        + "<title>\(XML.escaped(title))</title></path>\n")
  }

  /// Boxes by fill, neighbours of equal height as one.
  private struct CoverageShapes {
    struct Box {
      var left, right: Double
      let from, to: Double
    }

    private(set) var order: [Int] = []
    private(set) var boxes: [Int: [Box]] = [:]

    mutating func add(_ place: Int, _ left: Double, _ right: Double, from: Double, to: Double) {
      // Never nothing for something, nor all for less.
      let low = (from * GanttCoverage.steps).rounded()
      var high = (to * GanttCoverage.steps).rounded()
      if high <= low { high = low + 1 }
      if to < 0.9999, from == 0 { high = min(high, GanttCoverage.steps - 1) }
      var list = boxes.removeValue(forKey: place) ?? []
      if boxes[place] == nil, list.isEmpty { order.append(place) }
      if let last = list.last, last.right == left, last.from == low, last.to == high {
        list[list.count - 1].right = right
      } else {
        list.append(Box(left: left, right: right, from: low, to: high))
      }
      boxes[place] = list
    }
  }
}
