import CNcurses
import Glibc
import Rendering
import Testing

@testable import Terminal

/// Curses holds the state of the process, so that its tests run one after the other.
@Suite("Pictures on a terminal", .serialized)
struct PictureTests {
  /// What curses holds in a place.
  private struct Place: Equatable {
    var base: Unicode.Scalar?
    var mark: Unicode.Scalar?
    var isBold = false
    var foreground: Int32 = -1
    var background: Int32 = -1
  }

  /// Calls with a window of curses that no terminal shows.
  private func withWindow(
    _ size: GridSize, _ call: (UnsafeMutablePointer<WINDOW>) throws -> Void
  ) throws {
    _ = unsafe setlocale(LC_CTYPE, "C.UTF-8")
    let output = unsafe fopen("/dev/null", "w")
    let input = unsafe fopen("/dev/null", "r")
    let screen = unsafe newterm("xterm-256color", output, input)
    defer {
      endwin()
      unsafe delscreen(screen)
      unsafe fclose(output)
      unsafe fclose(input)
    }
    try #require(unsafe screen != nil)
    try #require(resizeterm(Int32(size.rows), Int32(size.columns)) == OK)
    try unsafe call(#require(curses_main_window()))
  }

  private func place(
    _ window: UnsafeMutablePointer<WINDOW>, _ row: Int, _ column: Int
  ) -> Place {
    var cell = cchar_t()
    unsafe mvwin_wch(window, Int32(row), Int32(column), &cell)
    var place = Place(
      base: Unicode.Scalar(UInt32(bitPattern: cell.chars.0)),
      mark: cell.chars.1 == 0 ? nil : Unicode.Scalar(UInt32(bitPattern: cell.chars.1)),
      isBold: cell.attr & curses_bold != 0)
    unsafe extended_pair_content(cell.ext_color, &place.foreground, &place.background)
    return place
  }

  @Test("wide characters, marks, colours and the last corner are where the picture has them")
  func cells() throws {
    let size = GridSize(columns: 12, rows: 3)
    try unsafe withWindow(size) { window in
      var painter = Painter(ColorPairs())
      var picture = CellGrid(size)
      picture.put("日本e\u{301}x", row: 0, column: 1)
      picture.put(
        "ab", row: 1, column: 0, Ink(foreground: 208, background: 21, attributes: .bold))
      picture.put("cZ", row: 2, column: 10, Ink(foreground: 1))
      unsafe painter.paint(picture, on: window)
      let found = [1, 3, 5, 6].map { unsafe place(window, 0, $0) }
      #expect(
        found == [
          Place(base: "日"), Place(base: "本"), Place(base: "e", mark: "\u{301}"), Place(base: "x"),
        ])
      #expect(
        unsafe place(window, 1, 1)
          == Place(base: "b", isBold: true, foreground: 208, background: 21))
      #expect(unsafe place(window, 2, 11) == Place(base: "Z", foreground: 1))
      #expect(unsafe place(window, 0, 0) == Place(base: " "))
    }
  }

  @Test("a second picture changes only what differs, and a forgotten one all")
  func difference() throws {
    let size = GridSize(columns: 12, rows: 2)
    try unsafe withWindow(size) { window in
      var painter = Painter(ColorPairs())
      var picture = CellGrid(size)
      picture.put("some 日 text", row: 0, column: 0)
      unsafe painter.paint(picture, on: window)
      // Somebody else writes where the pictures are equal.
      let stranger = [curses_cell(0x21, 0, 0, 0)]
      for column in [0, 11] { unsafe mvwadd_wchnstr(window, 0, Int32(column), stranger, 1) }
      picture.put("x", row: 0, column: 6)
      unsafe painter.paint(picture, on: window)
      let shown = [0, 4, 5, 6, 7, 11].map { unsafe place(window, 0, $0).base }
      // Only half of the wide character is left, which is nothing.
      #expect(shown == ["!", " ", " ", "x", " ", "!"])
      painter.forget()
      unsafe painter.paint(picture, on: window)
      #expect(unsafe place(window, 0, 0).base == "s")
    }
  }

  @Test("what the terminal's width of a character is unsure of moves nothing")
  func odd() throws {
    let size = GridSize(columns: 8, rows: 1)
    try unsafe withWindow(size) { window in
      var painter = Painter(ColorPairs())
      var picture = CellGrid(size)
      // A control character, and a wide one without room.
      picture.put("\u{7}", row: 0, column: 0)
      picture.put("日", row: 0, column: 1, .plain)
      for column in 2..<8 { picture.put("x", row: 0, column: column) }
      unsafe painter.paint(picture, on: window)
      let shown = (0..<8).map { unsafe place(window, 0, $0).base }
      #expect(shown == ["?", " ", "x", "x", "x", "x", "x", "x"])
    }
  }

  @Test("many changes one after the other leave what the whole picture would")
  func changes() throws {
    let size = GridSize(columns: 9, rows: 2)
    try unsafe withWindow(size) { window in
      var painter = Painter(ColorPairs())
      var picture = CellGrid(size)
      let pieces = ["a", "日", "e\u{301}", " ", "☕", "\u{7}", "日本", "│"]
      var random: UInt32 = 1
      func next(_ count: Int) -> Int {
        random = random &* 1_664_525 &+ 1_013_904_223
        return Int(random >> 16) % count
      }
      func places() -> [Place] {
        (0..<18).map { unsafe place(window, $0 / 9, $0 % 9) }
      }
      for _ in 0..<500 {
        let ink = Ink(foreground: Int16(next(3)) - 1)
        picture.put(pieces[next(pieces.count)], row: next(2), column: next(9), ink)
        unsafe painter.paint(picture, on: window)
        let changed = places()
        var other = painter
        other.forget()
        unsafe other.paint(picture, on: window)
        #expect(places() == changed)
      }
    }
  }
}
