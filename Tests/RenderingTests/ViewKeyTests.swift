import Model
import Rendering
import Testing

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

  @Test(
    "a run that is as long as the clock can count is looked at like any other",
    arguments: [false, true])
  func longest(isPredicting: Bool) throws {
    let century = Nanoseconds(100 * 8_766) * 60 * minute
    let rest = Nanoseconds.max - 1 - 2 * century
    let scenario = Scenario(
      name: "", pools: [Pool(name: "cook", count: 1)],
      tasks: [
        TaskDefinition(name: "century", count: 2, steps: [Step(.work, .fixed(century))]),
        TaskDefinition(name: "rest", steps: [Step(.work, .fixed(rest))]),
      ])
    let show = try show(scenario, isPredicting: isPredicting)
    #expect(show.end == .max - 1)
    #expect(show.time(named: "100%") == show.end)
    for key in Unicode.Scalar(0x20).value...0x7e {
      guard let scalar = Unicode.Scalar(key) else { continue }
      for time in [0, 1, century, show.end] {
        let state = pressed(
          String(repeating: Character(scalar), count: 40) + "\n", show, from: time)
        #expect((0...show.end).contains(state.time))
        _ = Frame(show, state, size, theme: Theme(.dark), glyphs: .unicode).grid()
      }
    }
    for key in [Key.left, .right, .end, .home] {
      var state = pressed("-", show, from: show.end)
      _ = state.take(key, in: show, size)
      #expect((0...show.end).contains(state.time))
    }
  }
}
