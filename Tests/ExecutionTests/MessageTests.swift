import Model
import Testing

@testable import Execution

@Suite("Messages between toast and its workers")
struct MessageTests {
  @Test("a chunk has the layout that docs/real.md describes")
  func layout() {
    let leg = LegOrder(
      tag: 7, deadline: 1, limit: 2,
      steps: [
        StepOrder(kind: .wait, time: 3), StepOrder(kind: .command, time: 0, command: "ls"),
      ])
    let bytes = Message.chunk(lane: 5, [leg]).bytes
    let expected: [UInt8] =
      [70, 0, 0, 0, 1, 0, 0, 0, 5, 0, 0, 0, 1, 0, 0, 0]
      + [7, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0]
      + [1, 0, 0, 0, 0, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0, 0]
      + [2, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0] + Array("ls".utf8)
    #expect(bytes == expected)
    #expect(Message.quit.bytes == [4, 0, 0, 0, 2, 0, 0, 0])
  }

  @Test("an answer is read, and what is none is refused")
  func answer() {
    var bytes = [UInt8](repeating: 0, count: 48)
    bytes[0] = 44
    bytes[4] = 2
    bytes[8] = 3
    bytes[16] = 1
    bytes.replaceSubrange(20..<24, with: [0xF7, 0xFF, 0xFF, 0xFF])
    bytes[40] = 9
    let answer = Answer(bytes[...])
    #expect(answer?.kind == .stepOver)
    #expect(answer?.lane == 3)
    #expect(answer?.step == 1)
    #expect(answer?.status == -9)
    #expect(answer?.processor == 9)
    #expect(Answer(bytes.dropLast()) == nil)
    bytes[4] = 9
    #expect(Answer(bytes[...]) == nil)
    bytes[4] = 2
    bytes[0] = 45
    #expect(Answer(bytes[...]) == nil)
  }
}
