import Model

/// Draws a picture of a screen as an SVG that needs nothing else.
///
/// Blocks and lines are drawn, not written: fonts leave gaps between them. Cells have whole
/// eighths, so that edges are sharp. Everything of one colour is one path: that is small, and two
/// paths that touch would let the ground shine through where the picture is scaled.
public struct FrameSVG: Sendable {
  private let palette: FramePalette
  private let title: String

  fileprivate static let cellWidth = 8
  fileprivate static let cellHeight = 16
  private static let padding = 12

  /// Makes a drawer; `dark` has a dark ground.
  public init(dark: Bool, title: String) {
    palette = FramePalette(isDark: dark)
    self.title = title
  }

  /// The whole document.
  public func document(_ grid: CellGrid) -> String {
    var ground = FrameShapes()
    var shapes = FrameShapes()
    var texts = ""
    for row in 0..<grid.size.rows {
      let cells = grid.drawableRow(row)
      for (column, cell) in cells.enumerated() {
        add(cell, row: row, column: column, to: &shapes, over: &ground)
      }
      texts += FrameRun.runs(of: cells, palette).map { $0.element(row: row, palette) }.joined()
    }
    return head(grid.size) + shapes.patterns
      + "<g transform=\"translate(\(Self.padding) \(Self.padding))\">\n"
      + ground.paths + shapes.paths
      // The size at which a character of DejaVu Sans Mono and of Menlo is as wide as a cell.
      + "<g font-family=\"'DejaVu Sans Mono',Menlo,Consolas,monospace\" font-size=\"13.29\" "
      + "fill=\"\(XML.hex(palette.foreground))\" xml:space=\"preserve\">\n\(texts)</g>\n</g>\n</svg>\n"
  }

  private func head(_ size: GridSize) -> String {
    let width = size.columns * Self.cellWidth + 2 * Self.padding
    let height = size.rows * Self.cellHeight + 2 * Self.padding
    return "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"\(width)\" height=\"\(height)\" "
      + "viewBox=\"0 0 \(width) \(height)\" role=\"img\">\n<title>\(XML.escaped(title))</title>\n"
      + "<rect x=\".5\" y=\".5\" width=\"\(width - 1)\" height=\"\(height - 1)\" rx=\"8\" "
      + "fill=\"\(XML.hex(palette.background))\" stroke=\"\(XML.hex(palette.edge))\"/>\n"
  }

  private func add(
    _ cell: Cell, row: Int, column: Int, to shapes: inout FrameShapes,
    over ground: inout FrameShapes
  ) {
    let colors = palette.colors(of: cell.ink)
    let corner = (x: column * Self.cellWidth, y: row * Self.cellHeight)
    let whole = FrameBox(x: 0, y: 0, width: Self.cellWidth, height: Self.cellHeight)
    if colors.background != palette.background {
      ground.add(whole, at: corner, FrameFill(color: colors.background))
    }
    let fill = FrameFill(color: colors.foreground)
    if cell.ink.attributes.contains(.underline) {
      ground.add(FrameBox(x: 0, y: 14, width: Self.cellWidth, height: 1), at: corner, fill)
    }
    guard let value = cell.scalar?.value else { return }
    if (0x2591...0x2593).contains(value) {
      let shade = FrameFill(color: colors.foreground, shade: Int(value - 0x2590))
      return shapes.add(whole, at: corner, shade)
    }
    for box in FrameBox.boxes(of: value) ?? [] { shapes.add(box, at: corner, fill) }
  }
}

/// A colour, and how much of it: 1-3 quarters as a pattern, 4 all.
private struct FrameFill: Hashable {
  var color: UInt32
  var shade = 4

  /// The colour in the name makes equal names mean equal patterns where pictures share a page.
  var name: String { "toast-\(shade)-\(XML.hex(color).dropFirst())" }

  var pattern: String {
    let dots = ["M0 0h2v2h-2z", "M0 0h2v2h-2zM2 2h2v2h-2z", "M0 0h4v2h-2v2h-2z"]
    return "<pattern id=\"\(name)\" width=\"4\" height=\"4\" patternUnits=\"userSpaceOnUse\">"
      + "<path fill=\"\(XML.hex(color))\" d=\"\(dots[shade - 1])\"/></pattern>"
  }
}

/// Boxes by their fill, in the order of the fills' first boxes.
private struct FrameShapes {
  private var order: [FrameFill] = []
  private var boxes: [FrameFill: [FrameBox]] = [:]

  /// Adds a box of a cell; one that goes on where a last one ends makes it longer.
  mutating func add(_ box: FrameBox, at corner: (x: Int, y: Int), _ fill: FrameFill) {
    var box = box
    box.x += corner.x
    box.y += corner.y
    var list = boxes.removeValue(forKey: fill) ?? []
    if list.isEmpty { order.append(fill) }
    let before = list.indices.suffix(16).last {
      list[$0].y == box.y && list[$0].height == box.height && list[$0].x + list[$0].width == box.x
    }
    if let before { list[before].width += box.width } else { list.append(box) }
    boxes[fill] = list
  }

  var patterns: String {
    let patterns = order.filter { $0.shade < 4 }.map(\.pattern).joined()
    return patterns.isEmpty ? "" : "<defs>\(patterns)</defs>\n"
  }

  var paths: String {
    order.map { fill in
      let color = fill.shade < 4 ? "url(#\(fill.name))" : XML.hex(fill.color)
      return "<path fill=\"\(color)\" d=\"\((boxes[fill] ?? []).map(\.path).joined())\"/>\n"
    }.joined()
  }
}

/// A rectangle in a cell of 8 times 16.
private struct FrameBox {
  var x, y, width, height: Int

  var path: String { "M\(x) \(y)h\(width)v\(height)h-\(width)z" }

  /// What a character consists of; nil where a font has to write it.
  static func boxes(of character: UInt32) -> [FrameBox]? {
    let place = Int(character) - 0x2580
    switch place {
    case 0: return [FrameBox(x: 0, y: 0, width: 8, height: 8)]
    case 1...8: return [FrameBox(x: 0, y: 16 - 2 * place, width: 8, height: 2 * place)]
    case 9...15: return [FrameBox(x: 0, y: 0, width: 16 - place, height: 16)]
    case 16: return [FrameBox(x: 4, y: 0, width: 4, height: 16)]
    case 17...19: return [FrameBox(x: 0, y: 0, width: 8, height: 16)]
    case 20: return [FrameBox(x: 0, y: 0, width: 8, height: 2)]
    case 21: return [FrameBox(x: 7, y: 0, width: 1, height: 16)]
    case 22...31:
      return (0..<4).filter { quadrants[place - 22] & 1 << $0 != 0 }.map {
        FrameBox(x: $0 % 2 * 4, y: $0 / 2 * 8, width: 4, height: 8)
      }
    default: return lines(of: character)
    }
  }

  /// Upper left 1, upper right 2, lower left 4, lower right 8.
  private static let quadrants = [4, 8, 1, 13, 9, 7, 11, 2, 6, 14]

  /// The light lines: arms to the left 1, to the right 2, up 4, down 8.
  private static let arms: [UInt32: Int] = [
    0x2500: 3, 0x2502: 12, 0x250C: 10, 0x2510: 9, 0x2514: 6, 0x2518: 5, 0x251C: 14, 0x2524: 13,
    0x252C: 11, 0x2534: 7, 0x253C: 15, 0x256D: 10, 0x256E: 9, 0x256F: 5, 0x2570: 6, 0x2574: 1,
    0x2575: 4, 0x2576: 2, 0x2577: 8,
  ]

  /// Where the dashes of broken lines begin.
  private static let dashes: [UInt32: [Int]] = [0x2504: [0, 3, 6], 0x254C: [1, 5]]

  private static func lines(of character: UInt32) -> [FrameBox]? {
    if let dashes = dashes[character] {
      return dashes.map { FrameBox(x: $0, y: 7, width: $0 == 6 ? 1 : 2, height: 1) }
    }
    guard let arms = arms[character] else { return nil }
    var boxes: [FrameBox] = []
    if arms & 12 != 0 {
      let top = arms & 4 != 0 ? 0 : 7
      boxes.append(FrameBox(x: 4, y: top, width: 1, height: (arms & 8 != 0 ? 16 : 8) - top))
    }
    if arms & 3 != 0 {
      let left = arms & 1 != 0 ? 0 : 4
      boxes.append(FrameBox(x: left, y: 7, width: (arms & 2 != 0 ? 8 : 5) - left, height: 1))
    }
    return boxes
  }
}

/// Characters side by side that are written at once.
private struct FrameRun {
  var column: Int
  var columns = 0
  var text = ""
  let color: UInt32
  let isBold: Bool
  /// Letters of other fonts have other widths; they must not move their neighbours.
  let isLatin: Bool

  static func runs(of cells: [Cell], _ palette: FramePalette) -> [FrameRun] {
    var runs: [FrameRun] = []
    for (column, cell) in cells.enumerated() {
      guard let scalar = cell.scalar, scalar != " " || cell.mark != nil,
        FrameBox.boxes(of: scalar.value) == nil
      else { continue }
      var run = FrameRun(
        column: column, color: palette.colors(of: cell.ink).foreground,
        isBold: cell.ink.attributes.contains(.bold), isLatin: scalar.value < 0x250)
      if let last = runs.last, last.isLike(run), cell.width == 1 {
        let end = last.column + last.columns
        if end == column || end == column - 1 && cells[end] == Cell(" ", ink: cells[end].ink) {
          run = last
          run.text += end == column ? "" : " "
          runs.removeLast()
        }
      }
      cell.append(to: &run.text)
      run.columns = column - run.column + cell.width
      runs.append(run)
    }
    return runs
  }

  private func isLike(_ other: FrameRun) -> Bool {
    (color, isBold, isLatin, isWide) == (other.color, other.isBold, other.isLatin, false)
  }

  /// Whether it is one character of two columns; it stands in their middle, as no font is so wide.
  private var isWide: Bool { columns == 2 && text.unicodeScalars.first.map(displayWidth) == 2 }

  func element(row: Int, _ palette: FramePalette) -> String {
    let left = column * FrameSVG.cellWidth
    var element = "<text x=\"\(isWide ? left + FrameSVG.cellWidth : left)\" "
    // The base line: DejaVu Sans Mono, which is a cell high, sits there.
    element += "y=\"\(row * FrameSVG.cellHeight + 12)\""
    if isWide { element += " text-anchor=\"middle\"" }
    if columns > 1, !isWide { element += " textLength=\"\(columns * FrameSVG.cellWidth)\"" }
    if color != palette.foreground { element += " fill=\"\(XML.hex(color))\"" }
    if isBold { element += " font-weight=\"bold\"" }
    return element + ">\(XML.escaped(text))</text>\n"
  }
}

/// What the numbers of colours look like.
private struct FramePalette: Sendable {
  let background, foreground, edge: UInt32
  private let basic: [UInt32]

  init(isDark: Bool) {
    background = isDark ? 0x14161A : 0xFFFFFF
    foreground = isDark ? 0xD8DADE : 0x1C1E22
    edge = isDark ? 0x2E3238 : 0xD0D4DA
    basic = isDark ? Self.dark : Self.light
  }

  private static let dark: [UInt32] = [
    0x1E2126, 0xF0655A, 0x5FBF6B, 0xE8B93E, 0x5B9BF0, 0xC583E0, 0x4FC1C9, 0xC8CCD2,
    0x747A84, 0xFF8A80, 0x86D98F, 0xF7D36B, 0x8BB9FF, 0xDCA8F2, 0x7FDDE3, 0xFFFFFF,
  ]
  /// Each but the whites has a contrast of at least 3 with white.
  private static let light: [UInt32] = [
    0x1C1E22, 0xC0362C, 0x1E7F37, 0x8F6200, 0x1D5FC4, 0x8B3FB0, 0x0F7280, 0xB4B9C1,
    0x666C75, 0xD9483B, 0x2B9348, 0xA87400, 0x2F74E0, 0xA14FCA, 0x15899A, 0xFFFFFF,
  ]

  func colors(of ink: Ink) -> (foreground: UInt32, background: UInt32) {
    var front = color(ink.foreground) ?? foreground
    let back = color(ink.background) ?? background
    if ink.attributes.contains(.dim) { front = Self.mix(front, back) }
    return ink.attributes.contains(.reverse) ? (back, front) : (front, back)
  }

  /// The colour of a number as xterm has it: 16 basic ones, a cube of 6 steps, 24 greys.
  private func color(_ number: Int16) -> UInt32? {
    switch number {
    case 0..<16: return basic[Int(number)]
    case 16..<232:
      let steps = [36, 6, 1].map { UInt32((number - 16) / $0 % 6) }
      return steps.reduce(0) { $0 << 8 | ($1 == 0 ? 0 : 55 + 40 * $1) }
    case 232..<256: return UInt32(8 + 10 * (number - 232)) * 0x10101
    default: return nil
    }
  }

  /// Three fifths of a colour on another one.
  private static func mix(_ front: UInt32, _ back: UInt32) -> UInt32 {
    [16, 8, 0].reduce(0) { mixed, shift in
      let sum = (front >> shift & 255) * 3 + (back >> shift & 255) * 2
      return mixed | (sum / 5) << shift
    }
  }
}
