import Model

/// A plot in characters: points of several series, curves of laws, a ceiling.
struct SweepPlot {
  /// Points of one kind.
  struct Series {
    let name: String
    let points: [(x: Double, y: Double)]
  }

  /// A line through the plot.
  struct Curve {
    enum Look { case dots, slashes, dashes }
    let look: Look
    let name: String
    /// The value at a place of the axis; nil where there is none.
    let y: (Double) -> Double?
  }

  /// What is drawn upwards, "speedup".
  let title: String
  /// What is drawn to the right, "toaster".
  let axis: String
  let series: [Series]
  let curves: [Curve]
  /// Labels at places of the axis that are no numbers; empty for numbers.
  let categories: [String]

  private static let rows = 14
  private static let left = 7
  /// How many series are told apart.
  static let mostSeries = 6

  /// The lines: a legend, the plot, the axis; none where there is nothing to compare.
  func lines(_ style: ReportStyle) -> [String] {
    let drawn = series.prefix(Self.mostSeries)
    let points = drawn.flatMap(\.points)
    guard let scale = PlotScale(points.map(\.x)), let most = points.map(\.y).max(), most > 0
    else { return [] }
    let top = top(most, scale)
    let width = style.width - Self.left - 2
    var grid = PlotGrid(columns: width, rows: Self.rows)
    func row(_ y: Double) -> Int? {
      guard y >= 0, y <= top * 1.0001 else { return nil }
      return Self.rows - 1 - Int((y / top * Double(Self.rows - 1)).rounded())
    }
    var seen = [Bool](repeating: false, count: curves.count)
    for (number, curve) in curves.enumerated().reversed() {
      for column in 0..<width {
        let x = scale.value(at: Double(column) / Double(width - 1))
        guard let row = curve.y(x).flatMap(row) else { continue }
        grid[row, column] = (glyph(curve.look, style), false)
        seen[number] = true
      }
    }
    for (number, series) in drawn.enumerated().reversed() {
      for point in series.points {
        guard let row = row(point.y) else { continue }
        grid[row, column(point.x, scale, width)] = (Self.glyphs[number], true)
      }
    }
    return legend(drawn.count, seen, style) + body(grid, top, style) + foot(scale, width, style)
  }

  private func column(_ x: Double, _ scale: PlotScale, _ width: Int) -> Int {
    Int((scale.share(of: x) * Double(width - 1)).rounded())
  }

  /// Room for the points and for lines that are not far above them; slopes may leave the plot.
  private func top(_ most: Double, _ scale: PlotScale) -> Double {
    curves.filter { $0.look != .slashes }.compactMap { $0.y(scale.most) }
      .filter { $0 <= 1.6 * most }.reduce(most, max)
  }

  private static let glyphs: [Character] = ["o", "+", "x", "#", "@", "*"]

  private func glyph(_ look: Curve.Look, _ style: ReportStyle) -> Character {
    switch look {
    case .dots: Character(style.glyphs.idle)
    case .slashes: "/"
    case .dashes: Character(style.glyphs.rule)
    }
  }

  private func legend(_ drawn: Int, _ seen: [Bool], _ style: ReportStyle) -> [String] {
    var parts = series.prefix(drawn).enumerated().map {
      "\(Self.glyphs[$0.offset]) \($0.element.name)"
    }
    if series.count > drawn { parts.append("(\(series.count - drawn) more are not drawn)") }
    let (inside, above) = (zip(curves, seen).filter(\.1), zip(curves, seen).filter { !$0.1 })
    parts += inside.map { "\(glyph($0.0.look, style)) \($0.0.name)" }
    if !above.isEmpty { parts.append("(above: \(above.map(\.0.name).joined(separator: ", ")))") }
    var lines = [title]
    for part in parts {
      let last = lines[lines.count - 1]
      if displayWidth(last) + 3 + displayWidth(part) <= style.width {
        lines[lines.count - 1] = "\(last)   \(part)"
      } else {
        lines.append(Layout.fitting("   " + part, columns: style.width))
      }
    }
    return lines
  }

  private func body(_ grid: PlotGrid, _ top: Double, _ style: ReportStyle) -> [String] {
    let step = PlotScale.step(top, most: 5)
    var labels = [String](repeating: "", count: Self.rows)
    var value = 0.0
    while value <= top * 1.0001 {
      let row = Self.rows - 1 - Int((value / top * Double(Self.rows - 1)).rounded())
      labels[row] = Self.label(value, step)
      value += step
    }
    return (0..<Self.rows).map { row in
      Layout.right(labels[row], Self.left - 1) + " \(style.glyphs.edge)"
        + grid.line(row, hasColor: style.hasColor)
    }
  }

  /// A number of the axis with as many decimals as its step needs.
  private static func label(_ value: Double, _ step: Double) -> String {
    if value == 0 { return "0" }
    var places = 0
    var unit = 1.0
    while unit > step * 1.0001, places < 6 {
      unit /= 10
      places += 1
    }
    let text = fixed(value, places)
    return text.count <= Self.left - 1 ? text : String(text.prefix(Self.left - 1))
  }

  private func foot(_ scale: PlotScale, _ width: Int, _ style: ReportStyle) -> [String] {
    let rule = String(repeating: Character(style.glyphs.rule), count: width)
    let indent = String(repeating: " ", count: Self.left)
    let marks = ticks(scale, width)
    var line = [String](repeating: " ", count: width + 1)
    // The ends first: what lies between is read from them.
    let order = marks.indices.sorted { a, b in
      (marks.isEnd(a) ? 0 : 1, a) < (marks.isEnd(b) ? 0 : 1, b)
    }
    for index in order {
      let (column, label) = marks[index]
      // A wide character takes its cell and an empty one.
      let characters = label.flatMap { character in
        [String(character)]
          + [String](repeating: "", count: max(0, displayWidth(String(character)) - 1))
      }
      let start = min(max(0, column + 1 - characters.count / 2), width + 1 - characters.count)
      guard start >= 0 else { continue }
      let around = max(0, start - 1)..<min(line.count, start + characters.count + 1)
      guard line[around].allSatisfy({ $0 == " " }) else { continue }
      line.replaceSubrange(start..<start + characters.count, with: characters)
    }
    let name = axis + (scale.isLogarithmic ? " (log2)" : "")
    return [
      indent + (style.glyphs.edge == "|" ? "+" : "└") + rule,
      Layout.trimmedEnd(indent + line.joined()),
      Layout.fitting(indent + " " + name, columns: style.width),
    ]
  }

  /// Columns and labels: of the points, or of round numbers where there are many.
  private func ticks(_ scale: PlotScale, _ width: Int) -> [(column: Int, label: String)] {
    if !categories.isEmpty {
      let room = max(3, width / categories.count - 1)
      return categories.enumerated().map { index, name in
        (
          column(Double(index), scale, width),
          Layout.fitting(Layout.shortened(name, room), columns: room)
        )
      }
    }
    var values = Array(Set(series.flatMap { $0.points.map(\.x) })).sorted()
    if values.count > 12, !scale.isLogarithmic {
      let step = PlotScale.step(scale.most - scale.least, most: 8)
      let first = Int((scale.least / step).rounded(.up))
      let last = Int((scale.most / step).rounded(.down))
      values = first <= last ? (first...last).map { Double($0) * step } : []
    }
    return values.map { value in
      let text = value == value.rounded() && value < 1e15 ? "\(Int64(value))" : "\(value)"
      return (column(value, scale, width), text)
    }
  }
}

extension [(column: Int, label: String)] {
  fileprivate func isEnd(_ index: Int) -> Bool { index == startIndex || index == endIndex - 1 }
}

/// The cells of a plot.
private struct PlotGrid {
  private var cells: [[(character: Character, isPoint: Bool)]]

  init(columns: Int, rows: Int) {
    cells = [[(character: Character, isPoint: Bool)]](
      repeating: [(character: Character, isPoint: Bool)](repeating: (" ", false), count: columns),
      count: rows)
  }

  subscript(row: Int, column: Int) -> (character: Character, isPoint: Bool) {
    get { cells[row][column] }
    set { cells[row][column] = newValue }
  }

  /// A row without spaces at its end; points bold and lines faint where there is colour.
  func line(_ row: Int, hasColor: Bool) -> String {
    let end = (cells[row].lastIndex { $0.character != " " } ?? -1) + 1
    let shown = cells[row].prefix(end)
    guard hasColor else { return String(shown.map(\.character)) }
    return shown.map { cell in
      cell.character == " " ? " " : "\u{1B}[\(cell.isPoint ? 1 : 2)m\(cell.character)\u{1B}[0m"
    }.joined()
  }
}
