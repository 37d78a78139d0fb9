import Model
import Rendering
import Testing

@Suite("Frames")
struct FrameTests {
  static let sizes = [
    (0, 0), (1, 1), (3, 50), (39, 9), (40, 10), (41, 13), (60, 16), (76, 20), (80, 24), (81, 33),
    (100, 30), (120, 40), (132, 24), (160, 41), (200, 50), (500, 200), (40, 200), (500, 10),
  ]

  @Test("every row has the width that was asked for, at any size and instant", arguments: sizes)
  func widths(columns: Int, rowCount: Int) throws {
    let runs = try [1, 4, 100].map { try shown(cafe(workers: $0), "cooks=\($0)") }
    let shows = [
      try show(cafe(workers: 4)), Show("race", runs),
      try show(cafe(workers: 4), isPredicting: true),
    ]
    for show in shows {
      for percent: Nanoseconds in [0, 3, 50, 100] {
        var state = ViewState(show)
        state.go(to: show.end * percent / 100, in: show)
        for key: Key in [
          .character("b"), .character("x"), .enter, .character("?"), .escape, .character("e"),
        ] {
          _ = state.take(key, in: show, GridSize(columns: columns, rows: rowCount))
          let grid = frame(show, state, columns, rowCount)
          let lines = rows(grid)
          #expect(lines.count == rowCount)
          #expect(lines.allSatisfy { displayWidth($0) == columns })
          #expect(!grid.text.contains("\u{1B}"), "nothing in a name is obeyed")
        }
      }
    }
  }

  @Test("a screen that is too small is told the size it needs")
  func tooSmall() throws {
    let show = try show(cafe(workers: 4))
    let text = frame(show, ViewState(show), 39, 24).text
    #expect(text.contains("40x10") && text.contains("39x24"))
  }

  @Test("stepping back shows exactly what stepping forward showed")
  func backIsForward() throws {
    let show = try show(cafe(workers: 4))
    let size = GridSize(columns: 80, rows: 24)
    var state = ViewState(show)
    var frames: [CellGrid] = []
    while state.time < show.end {
      frames.append(frame(show, state))
      _ = state.take(.character("."), in: show, size)
    }
    // The start, the opening, 25 rounds of toast.
    #expect(frames.count == 27)
    for old in frames.reversed() {
      _ = state.take(.character(","), in: show, size)
      #expect(frame(show, state) == old)
    }
  }

  @Test("lanes at half time: what is done, and nothing of what is to come")
  func lanes() throws {
    let show = try show(cafe(workers: 2, plating: 10 * minute))
    var state = ViewState(show)
    state.go(to: 25 * minute, in: show)
    let lines = rows(frame(show, state, 80, 24))
    #expect(lines[4].hasPrefix("cook 1   │") && lines[5].hasPrefix("cook 2   │"))
    let plot = lines[5].dropFirst(10).prefix { $0 != "│" }
    // 115 minutes; 25 of them are gone, the first five idle.
    let drawn = plot.prefix { $0 != " " }
    #expect(abs(drawn.count * 115 - 25 * plot.count) <= 115)
    #expect(drawn.first == "·" && plot.dropFirst(drawn.count).allSatisfy { $0 == " " })
    #expect(lines.contains { $0.contains("21 / 102 jobs") })
  }

  @Test("a predicted run gives nothing away before its end")
  func prediction() throws {
    // Two runs that differ only in how long the queue's last job is, which nobody has seen yet.
    let short = try show(cafe(workers: 4, plating: 4 * minute), isPredicting: true)
    let long = try show(cafe(workers: 4, plating: 5 * minute), isPredicting: true)
    #expect(short.end < long.end)
    for minutes: Nanoseconds in [0, 5, 31, 54] {
      var (left, right) = (ViewState(short, guess: minute), ViewState(long, guess: minute))
      left.go(to: minutes * minute, in: short)
      right.go(to: minutes * minute, in: long)
      right.speed = left.speed
      for (columns, rowCount) in [(80, 24), (200, 50), (40, 10)] {
        let grid = frame(short, left, columns, rowCount)
        #expect(grid == frame(long, right, columns, rowCount))
        #expect(grid.text.contains("??:??"))
        let leaks = ["59:00", "60:00", "3.50x", "17.50x", "21.00x"]
        #expect(!leaks.contains { grid.text.contains($0) })
      }
      // Keys that would tell are refused.
      for key: Key in [.character("9"), .character("g"), .end] {
        var peeked = left
        _ = peeked.take(key, in: short, GridSize(columns: 80, rows: 24))
        #expect(peeked.time == left.time || key == .end)
      }
    }
    var state = ViewState(long, guess: 55 * minute)
    state.go(to: long.end, in: long)
    let text = frame(long, state).text
    #expect(text.contains("60:00 / 60:00") && text.contains("You guessed 55 min; it took 60 min"))
  }

  @Test("a class's answers and their spread")
  func classGuesses() throws {
    let show = try show(cafe(workers: 4), isPredicting: true)
    let size = GridSize(columns: 120, rows: 30)
    var state = ViewState(show)
    state.begin(show, collectsClass: true)
    #expect(!state.isMoving)
    for answer in ["55", "1h", "50:00", "nonsense", "62min"] {
      for scalar in answer.unicodeScalars { _ = state.take(.character(scalar), in: show, size) }
      _ = state.take(.enter, in: show, size)
    }
    #expect(state.answers == [55 * minute, 60 * minute, 50 * minute, 62 * minute])
    _ = state.take(.enter, in: show, size)
    #expect(state.isMoving)
    #expect(
      frame(show, state, 120, 30).text.contains(
        "Class: 4 answers, median 55 min, 50 min to 62 min."))
    state.go(to: show.end, in: show)
    #expect(
      frame(show, state, 120, 30).text.contains(
        "60 min it is: 3 of 4 answers within 10 %, median 55 min."))
  }

  @Test("colours change nothing but colours")
  func themes() throws {
    let show = try show(cafe(workers: 4))
    var state = ViewState(show)
    state.go(to: 31 * minute, in: show)
    let plain = frame(show, state, theme: Theme(.mono, colorCount: 0))
    #expect(plain.cells.allSatisfy { $0.ink.foreground == -1 && $0.ink.background == -1 })
    for name in Theme.Name.allCases {
      for count in [0, 8, 256] {
        let grid = frame(show, state, theme: Theme(name, colorCount: count))
        #expect(grid.text == plain.text)
        #expect(grid.cells.allSatisfy { $0.ink.foreground < max(1, count) })
      }
    }
    let ascii = frame(show, state, glyphs: .ascii)
    let lines = ascii.text.split(separator: "\n").dropFirst()
    #expect(lines.allSatisfy { $0.utf8.allSatisfy { $0 < 0x80 } })
  }

  @Test("every state has a character of its own in both alphabets")
  func glyphs() throws {
    for glyphs in [LaneGlyphs.unicode, .ascii] {
      let show = try show(cafe(workers: 4))
      var state = ViewState(show)
      _ = state.take(.character("?"), in: show, GridSize(columns: 200, rows: 50))
      let text = frame(show, state, 200, 50, glyphs: glyphs).text
      for word in [
        "work", "wait", "queues", "starts", "handed out", "moved", "fails", "idle", "ghost",
      ] {
        #expect(text.contains(word), "\(word)")
      }
    }
  }
}
