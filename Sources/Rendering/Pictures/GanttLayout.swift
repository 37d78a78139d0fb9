import Analysis
import Model

/// Where everything of a chart stands.
struct GanttLayout {
  /// A run and the top of its first row.
  struct Block {
    let run: ShownRun
    let rows: [GanttRow]
    let top: Double
    let pitch: Double

    var bottom: Double { top + Double(rows.count) * pitch }
  }

  static let width = 960.0
  static let margin = 16.0
  static let headHeight = 24.0
  /// The room for a result line and the gap to the next run.
  private static let footHeight = 36.0

  private(set) var blocks: [Block] = []
  /// The distance of rows, the height of their bars, and the size of their names.
  let pitch, bar, size: Double
  let left, right: Double
  private(set) var bottom = 0.0
  /// The end of the longest run, in nanoseconds.
  let end: Nanoseconds

  /// Stacks runs from `top` down.
  init(_ runs: [ShownRun], top: Double) {
    let isCrowded = runs.count > 4
    let shown = isCrowded ? max(3, 160 / runs.count) : 40
    let rows = runs.map {
      GanttRow.rows(of: $0.result, most: isCrowded ? shown + 1 : 60, shown: min(40, shown))
    }
    let count = rows.reduce(0) { $0 + $1.count }
    (pitch, bar, size) =
      count <= 16
      ? (27, 21, 12) : count <= 44 ? (20, 15, 12) : count <= 90 ? (15, 12, 11) : (12, 10, 9)
    var widest = 0.0
    for row in rows.joined() {
      widest = max(widest, PictureSheet.width(of: Self.name(row), size))
    }
    left = (Self.margin + max(60, widest) + 10).rounded(.up)
    right = Self.width - Self.margin - 52
    end = runs.map(\.end).max() ?? 0
    var y = top
    for (run, rows) in zip(runs, rows) {
      y += Self.headHeight
      blocks.append(Block(run: run, rows: rows, top: y, pitch: pitch))
      y = blocks[blocks.count - 1].bottom + Self.footHeight
    }
    bottom = y
  }

  /// The name of a row as it is written.
  static func name(_ row: GanttRow) -> String { Layout.shortened(row.name, 26) }

  /// The place of an instant on the axis.
  func x(_ time: Nanoseconds) -> Double {
    left + (right - left) * (Double(time) / Double(max(1, end)))
  }
}
