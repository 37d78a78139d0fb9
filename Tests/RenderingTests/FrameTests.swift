import Analysis
import Model
import Rendering
import TestSupport
import Testing

private let minute: Nanoseconds = 60_000_000_000

/// The talk's café: open alone, 100 toasts, plate up alone.
private func cafe(workers: Int, plating: Nanoseconds = 5 * minute) -> Scenario {
  var toast = TaskDefinition(name: "toast", count: 100, steps: [Step(.work, .fixed(2 * minute))])
  toast.after = [0]
  var plate = TaskDefinition(name: "plate", steps: [Step(.work, .fixed(plating))])
  plate.after = [1]
  return Scenario(
    name: "日本 🍞 cafe\u{301} \u{1B}[31m", pools: [Pool(name: "cook", count: workers)],
    tasks: [TaskDefinition(name: "open", steps: [Step(.work, .fixed(5 * minute))]), toast, plate])
}

private func shown(_ scenario: Scenario, _ label: String = "run") throws -> ShownRun {
  let run = try simulated(scenario)
  return ShownRun(label, try #require(RunTimeline(run, run.evaluate(variant: "default"))))
}

private func show(_ scenario: Scenario, isPredicting: Bool = false) throws -> Show {
  Show(scenario.name, [try shown(scenario)], isPredicting: isPredicting)
}

private func frame(
  _ show: Show, _ state: ViewState, _ columns: Int = 80, _ rows: Int = 24,
  theme: Theme = Theme(.dark), glyphs: LaneGlyphs = .unicode
) -> CellGrid {
  Frame(
    show, state, GridSize(columns: columns, rows: rows), theme: theme, glyphs: glyphs
  ).grid()
}

/// The rows as text.
private func rows(_ grid: CellGrid) -> [String] {
  grid.text.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init)
}

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

@Suite("Keys of a view")
struct ViewKeyTests {
  private let size = GridSize(columns: 80, rows: 24)

  private func pressed(_ keys: String, _ show: Show, from time: Nanoseconds = 0) -> ViewState {
    var state = ViewState(show)
    state.go(to: time, in: show)
    for scalar in keys.unicodeScalars {
      _ = state.take(scalar == "\n" ? .enter : .character(scalar), in: show, size)
    }
    return state
  }

  @Test("time: play, pause, speed, steps, jumps, marks")
  func time() throws {
    let show = try show(cafe(workers: 4))
    var state = ViewState(show)
    state.begin(show, collectsClass: false)
    state.speed = 4 * minute
    state.advance(by: 2_500_000_000, in: show)
    #expect(state.time == 10 * minute && state.isMoving)
    _ = state.take(.character("+"), in: show, size)
    #expect(state.speed == 8 * minute)
    _ = state.take(.character(" "), in: show, size)
    state.advance(by: 1_000_000_000, in: show)
    #expect(state.time == 10 * minute && !state.isMoving)
    #expect(pressed("5", show).time == 30 * minute)
    #expect(pressed("..", show).time == 7 * minute)
    #expect(pressed("..,", show).time == 5 * minute)
    #expect(pressed("3m7m[", show).time == 18 * minute)
    #expect(pressed("3m0]", show).time == 18 * minute)
    #expect(pressed(":goto 31min\n", show).time == 31 * minute)
    #expect(pressed(":goto 50%\n", show).time == 30 * minute)
    state.advance(by: .max, in: show)
    _ = state.take(.end, in: show, size)
    #expect(state.time == show.end && !state.isMoving)
  }

  @Test("find goes to a job's beginning, a lane, and the next job of a task")
  func find() throws {
    let show = try show(cafe(workers: 4))
    #expect(pressed("/toast 53\n", show).time == 31 * minute)
    #expect(pressed("/toast\n", show, from: 6 * minute).time == 7 * minute)
    #expect(pressed("/toast\nn", show, from: 6 * minute).time == 9 * minute)
    #expect(pressed("/toast\nN", show, from: 6 * minute).time == 5 * minute)
    #expect(pressed("/tea\n", show).message.contains("no lane and no job is called tea"))
    let text = Frame(
      show, pressed("/cook 3\nx", show, from: 2 * minute), size, theme: Theme(.dark),
      glyphs: .unicode
    ).grid().text
    #expect(text.contains("cook 3 is idle: toast cannot begin before the last open is done."))
  }

  @Test("zoom keeps the instant on the axis, fit shows all again")
  func zoom() throws {
    let show = try show(cafe(workers: 4))
    var state = ViewState(show)
    state.go(to: 31 * minute, in: show)
    let whole = frame(show, state)
    for _ in 0..<60 {
      _ = state.take(.character("w"), in: show, size)
      #expect(displayWidth(rows(frame(show, state))[4]) == 80)
    }
    for _ in 0..<5 { _ = state.take(.character("d"), in: show, size) }
    _ = state.take(.character("f"), in: show, size)
    #expect(frame(show, state) == whole)
  }

  @Test("a click chooses the lane and the instant")
  func click() throws {
    let show = try show(cafe(workers: 4))
    var state = ViewState(show)
    state.go(to: 1, in: show)
    _ = state.take(.click(row: 6, column: 10 + 30), in: show, size)
    #expect(state.time == 30 * minute)
    _ = state.take(.character("x"), in: show, size)
    #expect(frame(show, state).text.contains("cook 3 works on"))
  }

  @Test("no sequence of keys brings a view down", arguments: 0..<20)
  func monkeys(seed: UInt64) throws {
    let show =
      seed % 2 == 0
      ? try show(cafe(workers: 3), isPredicting: seed % 4 == 0)
      : Show("race", try [1, 40].map { try shown(cafe(workers: $0), "cooks=\($0)") })
    var state = ViewState(show)
    var random = seed &* 0x9E37_79B9_7F4A_7C15 | 1
    let keys = Array("q .,0123456789+-rwsadfexcgm[]BbtupnN/:o?jk".unicodeScalars)
    for _ in 0..<400 {
      random = random &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let choice = Int(random >> 33)
      let other: [Key] = [
        .enter, .escape, .tab, .backTab, .up, .down, .left, .right, .home, .end, .pageDown,
        .backspace, .click(row: choice % 30, column: choice % 90),
        .wheel(up: choice % 2 == 0, row: 3, column: 3),
      ]
      let key =
        choice % 3 == 0 ? other[choice / 3 % other.count] : Key.character(keys[choice % keys.count])
      _ = state.take(key, in: show, size)
      state.advance(by: 16_000_000, in: show)
      #expect((0...show.end).contains(state.time))
      let columns = 30 + choice % 100
      let grid = frame(show, state, columns, 8 + choice % 40)
      #expect(rows(grid).allSatisfy { displayWidth($0) == columns })
    }
  }
}
