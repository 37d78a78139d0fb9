import Analysis
import Model

/// A chart that is being drawn.
struct GanttChart {
  private let definition: GanttSVG
  private let layout: GanttLayout
  private let hues: GanttHues
  private var inks = GanttInks()
  private var sheet: PictureSheet
  private let legendTop = 48.0

  init(_ definition: GanttSVG) {
    self.definition = definition
    hues = GanttHues(definition.runs)
    sheet = PictureSheet(PictureStyle(prefix: definition.idPrefix, scheme: definition.scheme))
    // The legend is drawn last, since it shows what was used, but its room must be known.
    let legend = GanttLegend(definition.runs, hues)
    layout = GanttLayout(definition.runs, top: legendTop - 8 + legend.height)
  }

  mutating func document() -> String {
    let room = Int((GanttLayout.width - 2 * GanttLayout.margin) / PictureSheet.width(of: "m", 16))
    sheet.text(Layout.shortened(definition.title, room), GanttLayout.margin, 30, .title)
    GanttLegend(definition.runs, hues).draw(
      on: &sheet, inks: &inks, top: legendTop)
    for block in layout.blocks { draw(block) }
    drawAxis()
    inks.addRules(to: &sheet.style)
    let frame = PictureFrame(
      width: GanttLayout.width, height: layout.bottom + 30, title: definition.title,
      description: definition.description, isEmbedded: definition.isEmbedded)
    return frame.document(sheet, definitions: inks.patterns(sheet.style))
  }

  private mutating func draw(_ block: GanttLayout.Block) {
    drawHead(block)
    drawGround(block)
    var lanes = GanttLanes(block.run, layout, hues, budget: budget)
    for (index, row) in block.rows.enumerated() {
      let y = block.top + Double(index) * layout.pitch
      var face = PictureSheet.Face(size: layout.size, anchor: .end)
      let base = y + layout.pitch / 2 + layout.size * 0.35
      sheet.text(GanttLayout.name(row), layout.left - 8, base, face)
      face.mark = "faint"
      sheet.text(row.share, GanttLayout.width - GanttLayout.margin, base, face)
      lanes.draw(row, top: y + (layout.pitch - layout.bar) / 2, on: &sheet, inks: &inks)
    }
    drawEnd(block)
  }

  /// The most rectangles that each run may have, so that the file stays small.
  private var budget: Int { 12_000 / definition.runs.count }

  private mutating func drawHead(_ block: GanttLayout.Block) {
    let base = block.top - 8
    let end = layout.x(block.run.end)
    var free = layout.left
    if definition.runs.count > 1 {
      let label = Layout.shortened(block.run.label, 60)
      sheet.text(label, GanttLayout.margin, base, PictureSheet.Face(size: 13, isBold: true))
      free = max(free, GanttLayout.margin + PictureSheet.width(of: label, 13) + 12)
    }
    sheet.text(
      "busy", GanttLayout.width - GanttLayout.margin, base,
      PictureSheet.Face(size: 11, mark: "faint", anchor: .end))
    let text = definition.times.text(Int128(block.run.end))
    let width = PictureSheet.width(of: text)
    let x = max(free, end - width)
    guard x + width <= layout.right + 4 else { return }
    sheet.text(text, x, base, PictureSheet.Face(isBold: true))
  }

  private mutating func drawGround(_ block: GanttLayout.Block) {
    sheet.open("shape-rendering=\"crispEdges\"")
    for index in block.rows.indices {
      let y = block.top + Double(index) * layout.pitch + (layout.pitch - layout.bar) / 2
      sheet.rect(
        layout.left, y, layout.x(block.run.end) - layout.left, layout.bar, sheet.style.mark("track")
      )
    }
    for tick in ticks {
      sheet.line((layout.x(tick.time), block.top), (layout.x(tick.time), block.bottom), "grid")
    }
    sheet.close()
  }

  /// The end of a run, and below it what came out.
  private mutating func drawEnd(_ block: GanttLayout.Block) {
    let x = layout.x(block.run.end)
    let isEnd = block.run.result.cause == .settled
    sheet.line(
      (x, block.top - 5), (x, block.bottom + 2), "line", width: 1.5, dash: isEnd ? nil : "4 3")
    let room = Int(
      (GanttLayout.width - GanttLayout.margin - layout.left) / PictureSheet.width(of: "m"))
    let text = Layout.shortened(GanttSVG.summary(block.run, definition.times), room)
    sheet.text(text, layout.left, block.bottom + 17, .label)
  }

  private var axis: TimeAxis {
    TimeAxis(from: 0, length: max(1, layout.end), width: 120, definition.times)
  }

  private var ticks: [TimeAxis.Tick] { layout.end > 0 ? axis.ticks : [] }

  private mutating func drawAxis() {
    let y = layout.bottom - 4
    sheet.open("shape-rendering=\"crispEdges\"")
    sheet.line((layout.left, y), (layout.right, y), "rule")
    for tick in ticks {
      sheet.line((layout.x(tick.time), y), (layout.x(tick.time), y + 5), "rule")
    }
    sheet.close()
    for tick in ticks {
      sheet.text(tick.label, layout.x(tick.time), y + 19, PictureSheet.Face.faint.anchored(.middle))
    }
    let unit = layout.end > 0 ? axis.unit : "no time passes"
    sheet.text(
      unit, layout.end > 0 ? GanttLayout.width - GanttLayout.margin : layout.left, y + 19,
      PictureSheet.Face.faint.anchored(layout.end > 0 ? .end : .start))
  }
}
