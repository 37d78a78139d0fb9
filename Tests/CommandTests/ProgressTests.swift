import Foundation
import Testing

@testable import toast

@Suite("Progress in lessons")
struct ProgressTests {
  /// What was told.
  private final class Messages {
    var all: [String] = []
  }

  private let messages = Messages()
  private let date = Date(timeIntervalSince1970: 1_795_507_200)

  private func progress(_ folder: URL?) -> LearningProgress {
    LearningProgress(
      folder: folder, tell: { [messages] in messages.all.append($0) }, now: { [date] in date })
  }

  private func state(_ deeds: LessonDeed...) -> LessonState {
    var state = LessonState()
    for deed in deeds { state.add(deed, at: date) }
    return state
  }

  private func progress(_ folder: borrowing ScratchFolder) -> LearningProgress {
    progress(folder.url)
  }

  private static let every: [LessonDeed] = [
    .answered(step: "a", text: "50 min"), .skipped(step: "b"), .hinted(step: "b", count: 2),
    .seen(step: "c"), .exercise(step: "d", path: "/tmp/four toasters.yaml"), .solved(step: "d"),
    .completed,
  ]

  @Test("a state is the sum of deeds")
  func deeds() {
    var state = LessonState()
    for deed in Self.every { state.add(deed, at: date) }
    #expect(state.answers == ["a": "50 min"])
    #expect(state.skipped == ["b"])
    #expect(state.hints == ["b": 2])
    #expect(state.seen == ["c"])
    #expect(state.exercises == ["d": "/tmp/four toasters.yaml"])
    #expect(state.solved == ["d"])
    #expect(state.isCompleted && state.lastAt == date)
  }

  @Test("the first answer is locked; who answers or solves has not skipped")
  func locked() {
    let twice = state(.answered(step: "a", text: "1"), .answered(step: "a", text: "2"))
    #expect(twice.answers == ["a": "1"])
    #expect(state(.skipped(step: "a"), .answered(step: "a", text: "1")).skipped.isEmpty)
    #expect(state(.answered(step: "a", text: "1"), .skipped(step: "a")).skipped.isEmpty)
    #expect(state(.skipped(step: "a"), .solved(step: "a")).skipped.isEmpty)
    #expect(state(.solved(step: "a"), .skipped(step: "a")).skipped.isEmpty)
    #expect(state(.hinted(step: "a", count: 2), .hinted(step: "a", count: 1)).hints == ["a": 2])
  }

  @Test("a reset forgets all but that the lesson was completed")
  func reset() {
    var state = LessonState()
    for deed in Self.every { state.add(deed, at: date) }
    state.add(.reset, at: date)
    #expect(state == self.state(.completed, .reset))
    #expect(state.isCompleted && state.lastAt == date)
    #expect(!self.state(.seen(step: "a"), .reset).isCompleted)
    state.add(.answered(step: "a", text: "40 min"), at: date)
    #expect(state.answers == ["a": "40 min"])
  }

  @Test("what was noted is read again, by lesson and course, whatever somebody typed")
  func journal() throws {
    let folder = try ScratchFolder()
    let writer = progress(folder)
    for deed in Self.every { writer.note(deed, of: "four-toasters", in: "toastlane") }
    let strange = "\"},\n{ \\ \u{1B}[31m \u{202E} \u{2028} \u{0} é \u{1F35E} ${HOME} %s"
    writer.note(.answered(step: "a", text: strange), of: "x\ny", in: "/home/ada/\"mine\"")
    let reader = progress(folder)
    #expect(messages.all.isEmpty)
    let state = reader.state(of: "four-toasters", in: "toastlane")
    #expect(state == writer.state(of: "four-toasters", in: "toastlane") && state.isCompleted)
    #expect(reader.state(of: "x\ny", in: "/home/ada/\"mine\"").answers == ["a": strange])
    #expect(reader.state(of: "four-toasters", in: "mine") == LessonState())
    #expect(writer.path == folder.url.appendingPathComponent("progress.jsonl").path)
    let lines = try folder.text("progress.jsonl").split(separator: "\n")
    #expect(lines.count == 8)
    #expect(
      lines[0] == """
        {"course": "toastlane", "lesson": "four-toasters", "did": "answered", "step": "a", \
        "text": "50 min", "at": "2026-11-24T08:00:00Z"}
        """)
  }

  @Test("lines of newer versions are ignored, and what nobody can read is counted once")
  func strangeLines() throws {
    let folder = try ScratchFolder()
    var bytes = Data(
      """
      {"lesson":"l","did":"completed","course":"c","more":[{}]}\r
      {"course":"c","lesson":"l","did":"danced","step":7}

      \r
      null
      {"course":"c","lesson":"l","did":"answered","step":"a"}
      {"course":"c","lesson":"l","did":"hinted","step":"a","count":"2"}
      {"course":"c","lesson":"l","did":"seen","step":"a","at":"yesterday"}

      """.utf8)
    bytes += [0xFF, 0xFE, 0x0A, 0x00, 0x00, 0x0A]
    try bytes.write(to: folder.url.appendingPathComponent("progress.jsonl"))
    let reader = progress(folder)
    let state = reader.state(of: "l", in: "c")
    #expect(state.isCompleted && state.lastAt == nil && state.seen == ["a"])
    #expect(state.answers.isEmpty && state.hints.isEmpty)
    let path = try #require(reader.path)
    #expect(messages.all == ["5 lines of \(path) cannot be read and are left out"])
    reader.note(.completed, of: "m", in: "c")
    reader.reload()
    #expect(messages.all.count == 1)
  }

  @Test(
    "numbers of hints that no lesson has are read as many", arguments: [Int.max, Int.min, 1_001])
  func hints(count: Int) throws {
    let folder = try ScratchFolder()
    try folder.write(
      #"{"course":"c","lesson":"l","did":"hinted","step":"a","count":\#(count)}"# + "\n",
      to: "progress.jsonl")
    #expect(progress(folder).state(of: "l", in: "c").hints == ["a": count < 0 ? 0 : 1_000])
    #expect(messages.all.isEmpty)
  }

  @Test("a line that was cut short costs nothing but itself")
  func torn() throws {
    let folder = try ScratchFolder()
    let whole = #"{"course": "c", "lesson": "one", "did": "completed"}"#
    try folder.write("\(whole)\n{\"course\": \"c\", \"les", to: "progress.jsonl")
    let first = progress(folder)
    // It may be about to be written by another program.
    #expect(messages.all.isEmpty)
    first.note(.completed, of: "two", in: "c")
    let second = progress(folder)
    #expect(second.state(of: "one", in: "c").isCompleted)
    #expect(second.state(of: "two", in: "c").isCompleted)
    #expect(messages.all.map { $0.hasPrefix("1 line of ") } == [true])
  }

  @Test("a last line without an end counts, and is not continued")
  func withoutEnd() throws {
    let folder = try ScratchFolder()
    let whole = #"{"course": "c", "lesson": "one", "did": "completed"}"#
    try folder.write(whole, to: "progress.jsonl")
    let first = progress(folder)
    #expect(first.state(of: "one", in: "c").isCompleted)
    first.note(.completed, of: "two", in: "c")
    #expect(try folder.text("progress.jsonl").hasPrefix("\(whole)\n{"))
    #expect(progress(folder).state(of: "two", in: "c").isCompleted)
    #expect(messages.all.isEmpty)
  }

  @Test("two terminals lose nothing, and see each other after a reload")
  func interleaved() throws {
    let folder = try ScratchFolder()
    let (one, two) = (progress(folder), progress(folder))
    for number in 0..<50 {
      one.note(.seen(step: "\(number)"), of: "l", in: "c")
      two.note(.hinted(step: "\(number)", count: number), of: "l", in: "c")
    }
    #expect(one.state(of: "l", in: "c").hints.isEmpty)
    one.reload()
    two.reload()
    let state = one.state(of: "l", in: "c")
    #expect(state.seen.count == 50 && state.hints.count == 50)
    #expect(two.state(of: "l", in: "c") == state)
    // What the other one reset is gone here, too.
    two.note(.reset, of: "l", in: "c")
    one.note(.seen(step: "after"), of: "l", in: "c")
    one.reload()
    #expect(one.state(of: "l", in: "c").seen == ["after"])
    #expect(messages.all.isEmpty)
  }

  @Test("many at once write whole lines")
  func atOnce() async throws {
    let folder = try ScratchFolder()
    let url = folder.url
    await withTaskGroup { group in
      for writer in 0..<4 {
        group.addTask {
          let progress = LearningProgress(folder: url, tell: { Issue.record("\($0)") })
          for number in 0..<50 {
            progress.note(.seen(step: "\(writer).\(number)"), of: "l", in: "c")
          }
        }
      }
    }
    #expect(progress(url).state(of: "l", in: "c").seen.count == 200)
    #expect(messages.all.isEmpty)
  }
}
