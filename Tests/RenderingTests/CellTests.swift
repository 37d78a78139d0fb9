import Foundation
import Model
import Rendering
import TestSupport
import Testing

#if canImport(FoundationXML)
  import FoundationXML
#endif

@Suite("Cells")
struct CellGridTests {
  private func grid(_ columns: Int, _ rows: Int) -> CellGrid {
    CellGrid(GridSize(columns: columns, rows: rows))
  }

  @Test("what is put outside of the picture is cut off")
  func edges() {
    var grid = grid(4, 2)
    #expect(grid.put("abcdef", row: 0, column: 2) == 4)
    #expect(grid.put("xyz", row: 1, column: -2) == 1)
    grid.put("no", row: 2, column: 0)
    grid.put("no", row: -1, column: 0)
    grid.put("!", row: 0, column: 4)
    grid.fill(row: 1, columns: 2..<9, with: "-")
    grid.ink(row: 5, columns: 0..<4) { $0.with(.bold) }
    #expect(grid.put("def", row: 0, column: 0, end: 1) == 1)
    #expect(grid.text == "d ab\nz --\n")
  }

  @Test("a wide character takes two cells or is left out")
  func wide() {
    var grid = grid(4, 2)
    #expect(grid.put("a日b本", row: 0, column: 0) == 4)
    #expect(grid.put("日", row: 1, column: 3) == 3)
    #expect(grid.text == "a日b\n    \n")
    #expect(grid.row(0).map { $0.scalar == nil } == [false, false, true, false])
  }

  @Test("marks stand with the character before; joiners are left out; controls are shown")
  func marks() {
    var grid = grid(6, 2)
    grid.put("e\u{301}日\u{302}\u{200D}\u{FE0F}", row: 0, column: 0)
    grid.put("\u{301}a\u{1B}[\n", row: 1, column: 0)
    #expect(grid.text == "e\u{301}日\u{302}   \na?[?  \n")
  }

  @Test("pictures of no and of one cell can be written in all ways", arguments: [0, 1])
  func tiny(edge: Int) throws {
    var grid = grid(edge, edge)
    grid.put("ab", row: 0, column: 0)
    #expect(grid.text == (edge == 0 ? "" : "a\n") && grid.text(withColor: true) == grid.text)
    #expect(FrameSVG(dark: true, title: "").document(grid).contains("</svg>"))
    var cast = Asciicast(size: grid.size, title: "")
    let file = try CastReader(cast.header + cast.add(grid, at: 0) + cast.end(at: 1))
    #expect(file.header.width == edge && file.events.count == 2)
  }
}

@Suite("Pictures as text")
struct FrameTextTests {
  @Test("only what changes of the ink is written, and rows end plain")
  func minimal() {
    var grid = CellGrid(GridSize(columns: 5, rows: 2))
    grid.put("ab", row: 0, column: 0, Ink(foreground: 1))
    grid.put("c", row: 0, column: 2, Ink(foreground: 1, attributes: .bold))
    grid.put("d", row: 0, column: 3, Ink(foreground: 200, background: 7))
    #expect(
      grid.text(withColor: true)
        == "\u{1B}[31mab\u{1B}[1mc\u{1B}[0;38;5;200;47md\u{1B}[0m \n     \n")
    #expect(grid.text(withColor: false) == grid.text)
  }

  @Test("a terminal shows the picture", arguments: 0..<40 as Range<UInt64>)
  func readBack(seed: UInt64) {
    var random = RandomPicture(seed: seed)
    for _ in 0..<3 { random.change() }
    var screen = ScreenReader(columns: random.grid.size.columns, rows: random.grid.size.rows + 1)
    screen.read(random.grid.text(withColor: true).replacing("\n", with: "\r\n"))
    #expect(screen.places.dropLast(screen.columns) == random.expected[...])
    #expect(screen.unknown == [] && screen.scrolls == 0 && screen.look == ScreenReader.Look())
  }
}

@Suite("Asciicast")
struct AsciicastTests {
  @Test("each picture is read back exactly", arguments: 0..<60 as Range<UInt64>)
  func readBack(seed: UInt64) throws {
    var random = RandomPicture(seed: seed)
    let size = random.grid.size
    var cast = Asciicast(size: size, title: "seed \(seed)")
    var screen = ScreenReader(columns: size.columns, rows: size.rows)
    // A screen may hold anything before.
    screen.read("\u{1B}[7;31mrest of a prompt")
    let scrolls = screen.scrolls
    for step in 0..<12 {
      if step > 0 { random.change() }
      let line = cast.add(random.grid, at: Int64(step) * 40_000_000)
      for event in try CastReader(cast.header + line).events { screen.read(event.data) }
      #expect(screen.places == random.expected, "step \(step)")
      #expect(!screen.showsCursor && !screen.wrapsLines)
      #expect(cast.add(random.grid, at: Int64(step) * 40_000_000) == "")
    }
    let shown = screen.places
    for event in try CastReader(cast.header + cast.end(at: .max)).events { screen.read(event.data) }
    #expect(screen.places == shown && screen.showsCursor && screen.wrapsLines)
    #expect(screen.unknown == [] && screen.scrolls == scrolls && screen.look == ScreenReader.Look())
  }

  @Test("the header tells the size and nothing of the machine")
  func header() throws {
    let size = GridSize(columns: 80, rows: 24)
    let cast = Asciicast(size: size, title: "a \"b\" \\ \u{7}\n", idleLimit: 1_500_000_000)
    #expect(
      cast.header
        == "{\"version\": 2, \"width\": 80, \"height\": 24, \"idle_time_limit\": 1.5, "
        + "\"title\": \"a \\\"b\\\" \\\\ \\u0007\\n\", \"env\": {\"TERM\": \"xterm-256color\"}}\n")
    let header = try CastReader(cast.header).header
    #expect(header.title == "a \"b\" \\ \u{7}\n" && header.timestamp == nil)
    #expect(!Asciicast(size: size, title: "").header.contains("idle"))
  }

  @Test("times are exact, and markers hold any text")
  func markers() throws {
    let cast = Asciicast(size: GridSize(columns: 1, rows: 1), title: "")
    let line = cast.marker("say \"hi\"\n\u{2028}é", at: 9_007_199_254_740_993)
    #expect(line == "[9007199.254740993, \"m\", \"say \\\"hi\\\"\\n\u{2028}é\"]\n")
    let event = try #require(try CastReader(cast.header + line).events.first)
    #expect(event.code == "m" && event.data == "say \"hi\"\n\u{2028}é")
  }

  @Test("a small change is a short line")
  func compact() {
    var grid = CellGrid(GridSize(columns: 80, rows: 24))
    for row in 0..<24 { grid.fill(row: row, columns: 0..<80, with: "█", Ink(foreground: 75)) }
    var cast = Asciicast(size: grid.size, title: "")
    #expect(cast.add(grid, at: 0).utf8.count < 6_500)
    grid.put("x", row: 20, column: 70)
    #expect(cast.add(grid, at: 1) == "[0.000000001, \"o\", \"\\u001b[21;71Hx\"]\n")
    grid.put("a", row: 3, column: 0)
    grid.put("b", row: 3, column: 60)
    #expect(cast.add(grid, at: 2) == "[0.000000002, \"o\", \"\\u001b[4Ha\\u001b[61Gb\"]\n")
    // Cells that stay are written again where that is shorter than a jump, and blanks are erased.
    grid.put("12 45", row: 5, column: 0)
    _ = cast.add(grid, at: 3)
    grid.put("22 46", row: 5, column: 0)
    grid.fill(row: 6, columns: 0..<80)
    #expect(
      cast.add(grid, at: 4) == "[0.000000004, \"o\", \"\\u001b[6H22 46\\u001b[7H\\u001b[K\"]\n")
  }
}

@Suite("Pictures as SVG")
struct FrameSVGTests {
  private func document(
    _ text: String, _ ink: Ink = .plain, dark: Bool = true, title: String = "t"
  ) -> String {
    var grid = CellGrid(GridSize(columns: 20, rows: 1))
    grid.put(text, row: 0, column: 0, ink)
    return FrameSVG(dark: dark, title: title).document(grid)
  }

  @Test("what XML forbids is escaped, in the title too")
  func escapes() {
    let svg = document("<a&b> \"'\u{FFFF}", title: "1 < 2 & \u{1}")
    #expect(svg.contains("<title>1 &lt; 2 &amp; \u{FFFD}</title>"))
    #expect(svg.contains(">&lt;a&amp;b&gt; &quot;&#39;</text>") && svg.contains(">\u{FFFD}</text>"))
  }

  @Test("texts stand at their columns, apart where their looks differ or a gap is wide")
  func texts() {
    let svg = document("ab c  d→")
    #expect(svg.contains("<text x=\"0\" y=\"12\" textLength=\"32\">ab c</text>"))
    #expect(svg.contains("<text x=\"48\" y=\"12\">d</text>\n<text x=\"56\" y=\"12\">→</text>"))
    let wide = document("日a", Ink(foreground: 196, attributes: .bold))
    #expect(wide.contains("<text x=\"8\" y=\"12\" text-anchor=\"middle\" fill=\"#ff0000\" "))
    #expect(wide.contains("<text x=\"16\" y=\"12\" fill=\"#ff0000\" font-weight=\"bold\">a</text>"))
  }

  @Test("blocks side by side are one box, and no font draws them")
  func blocks() {
    let svg = document("██▉▁▁─┬─▞", Ink(foreground: 231))
    #expect(svg.contains("<path fill=\"#ffffff\" d=\"M0 0h23v16h-23zM24 14h16v2h-16z"))
    #expect(svg.contains("M40 7h24v1h-24z") && svg.contains("M68 0h4v8h-4zM64 8h4v8h-4z"))
    #expect(!svg.contains("<text"))
    #expect(
      document("▖▗▘▝▚").contains(
        "\"M0 8h4v8h-4zM12 8h4v8h-4zM16 0h4v8h-4zM28 0h8v8h-8zM36 8h4v8h-4z\""))
  }

  @Test("shades are patterns, defined once and named by their colour")
  func shades() {
    let svg = document("░░▒░", Ink(foreground: 16))
    #expect(svg.components(separatedBy: "<pattern ").count == 3)
    #expect(svg.contains("id=\"toast-1-000000\"") && svg.contains("id=\"toast-2-000000\""))
    #expect(svg.contains("fill=\"url(#toast-1-000000)\" d=\"M0 0h16v16h-16zM24 0h8v16h-8z\""))
  }

  @Test("attributes and grounds")
  func attributes() {
    let black = Ink(foreground: 231, background: 16)
    #expect(document("a", black).contains("<path fill=\"#000000\" d=\"M0 0h8v16h-8z\"/>"))
    #expect(document("a", black.with(.reverse)).contains("fill=\"#000000\">a<"))
    #expect(document("a", black.with(.dim)).contains("fill=\"#999999\">a<"))
    #expect(document("a", black.with(.underline)).contains("M0 14h8v1h-8z"))
    #expect(document("a", Ink(foreground: 255)).contains("fill=\"#eeeeee\">a<"))
    #expect(document("a") != document("a", dark: false))
  }

  @Test("documents are well-formed and small", arguments: 0..<20 as Range<UInt64>)
  func wellFormed(seed: UInt64) {
    var random = RandomPicture(seed: seed)
    for _ in 0..<10 { random.change() }
    let svg = FrameSVG(dark: seed % 2 == 0, title: "<\(seed)>").document(random.grid)
    #expect(XMLParser(data: Data(svg.utf8)).parse())
    #expect(svg == FrameSVG(dark: seed % 2 == 0, title: "<\(seed)>").document(random.grid))
  }

  @Test("the largest picture of 80 x 24 is below 40 KB")
  func size() {
    var random = TestRandom(seed: 1)
    var grid = CellGrid(GridSize(columns: 80, rows: 24))
    let blocks = Array("▁▂▃▄▅▆▇▉▊▋▌▍▎▏".unicodeScalars)
    for place in 0..<24 * 80 {
      let ink = Ink(foreground: Int16(random.below(8)))
      grid.put(random.pick(blocks), row: place / 80, column: place % 80, ink)
    }
    #expect(FrameSVG(dark: true, title: "").document(grid).utf8.count < 40_000)
  }
}

/// A picture that changes at random, with wide characters that are cut in halves.
private struct RandomPicture {
  private(set) var grid: CellGrid
  private var random: TestRandom

  init(seed: UInt64) {
    random = TestRandom(seed: seed)
    grid = CellGrid(GridSize(columns: 1 + random.below(30), rows: 1 + random.below(6)))
  }

  mutating func change() {
    let texts = ["a", "done 52", "   ", "日本", "e\u{301}", "█▉█▉", "·····", "\u{1B}[", "x日y", "─┬"]
    let (columns, rows) = (grid.size.columns, grid.size.rows)
    for _ in 0..<random.below(8) {
      let (row, column) = (random.below(rows), random.below(columns))
      switch random.below(8) {
      case 0: grid.put(random.pick(["z", "日", " "]), row: row, column: column, ink())
      case 1: grid.fill(row: row, columns: column..<columns)
      case 2:
        let new = ink()
        grid.ink(row: row, columns: column..<column + random.below(5)) { _ in new }
      case 3: grid.fill(row: row, columns: 0..<columns, with: random.pick(["▒", "#"]), ink())
      default: grid.put(random.pick(texts), row: row, column: column, ink())
      }
    }
  }

  private mutating func ink() -> Ink {
    guard !random.one(in: 3) else { return .plain }
    let colors: [Int16] = [-1, -1, 0, 1, 7, 8, 15, 75, 255]
    return Ink(
      foreground: random.pick(colors), background: random.pick(colors),
      attributes: Ink.Attributes(rawValue: UInt8(random.below(16))))
  }

  /// What a screen shows: a wide character that lost a half is a blank.
  var expected: [ScreenReader.Place] {
    var places: [ScreenReader.Place] = []
    for row in 0..<grid.size.rows {
      let cells = Array(grid.row(row))
      for (column, cell) in cells.enumerated() {
        let isRight = column > 0 && Self.isWhole(column - 1, cells)
        var text = isRight ? "" : " "
        if let scalar = cell.scalar, displayWidth(scalar) == 1 || Self.isWhole(column, cells) {
          text = String(scalar) + (cell.mark.map { String($0) } ?? "")
        }
        let look = Self.look(cells[isRight ? column - 1 : column].ink)
        places.append(ScreenReader.Place(text, look))
      }
    }
    return places
  }

  private static func isWhole(_ column: Int, _ cells: [Cell]) -> Bool {
    guard let scalar = cells[column].scalar, displayWidth(scalar) == 2 else { return false }
    return column + 1 < cells.count && cells[column + 1].scalar == nil
  }

  private static func look(_ ink: Ink) -> ScreenReader.Look {
    var look = ScreenReader.Look()
    look.foreground = Int(ink.foreground)
    look.background = Int(ink.background)
    look.isBold = ink.attributes.contains(.bold)
    look.isDim = ink.attributes.contains(.dim)
    look.isUnderlined = ink.attributes.contains(.underline)
    look.isReversed = ink.attributes.contains(.reverse)
    return look
  }
}
