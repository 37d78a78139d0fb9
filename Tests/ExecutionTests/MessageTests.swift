import CExecution
import Foundation
import Model
import TestSupport
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
    #expect(leg.size == bytes.count - 16)
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

  /// Found by fuzzing: such a wait was over at once.
  @Test("a wait that ends beyond the clock is ended by its limit")
  func endlessWait() throws {
    let arguments = [Execution.workerArgument, "\(getpid())"]
    let child = try Child(ToastProgram.path.path, arguments, folder: "")
    defer {
      child.kill()
      _ = child.reap()
      child.closeInput()
      child.closeOutput()
    }
    let limit = exec_now() + 20 * TimeUnit.millisecond
    let step = StepOrder(kind: .wait, time: .max)
    let leg = LegOrder(tag: 0, deadline: 0, limit: limit, steps: [step])
    #expect(child.write(Message.chunk(lane: 0, [leg]).bytes))
    var bytes: [UInt8] = []
    while bytes.count < 2 * Answer.size {
      bytes += child.read() ?? []
      usleep(1_000)
    }
    let answer = try #require(Answer(bytes[Answer.size..<2 * Answer.size]))
    #expect(answer.kind == .stepOver)
    #expect(Int(answer.status) == exec_limit_passed)
    #expect(answer.ended >= limit)
  }

  private func bytes(
    _ kind: UInt8, status: Int32 = 0, began: Int64 = 0, ended: Int64 = 0, processor: Int64 = 0
  ) -> ArraySlice<UInt8> {
    var bytes: [UInt8] = [44, 0, 0, 0, kind] + [UInt8](repeating: 0, count: 15)
    func append<Number: FixedWidthInteger>(_ number: Number) {
      for byte in 0..<Number.bitWidth / 8 {
        bytes.append(UInt8(truncatingIfNeeded: number >> (8 * byte)))
      }
    }
    append(status)
    for number in [began, ended, processor] { append(number) }
    return bytes[...]
  }

  @Test("an answer that no worker could mean is none")
  func impossible() {
    #expect(Answer(bytes(1, processor: 4_711)) != nil)
    // As a number of a process 1 means all, 0 means us, and what is negative means groups.
    for number in [Int64.min, -4_711, -1, 0, 1, 1 << 31, 1 << 32 + 4_711, .max] {
      #expect(Answer(bytes(1, processor: number)) == nil, "process \(number)")
    }
    #expect(Answer(bytes(2, status: -9, began: 5, ended: 9, processor: 4)) != nil)
    #expect(Answer(bytes(2, began: 9, ended: 8)) == nil)
    #expect(Answer(bytes(2, began: .min, ended: .max)) == nil)
    #expect(Answer(bytes(2, began: 0, ended: .max)) == nil)
    #expect(Answer(bytes(2, processor: -1)) == nil)
    #expect(Answer(bytes(2, processor: .max)) == nil)
    for status in [Int32.min, -999, -129, 256, .max] {
      #expect(Answer(bytes(2, status: status)) == nil, "status \(status)")
    }
    for status in [Answer.limitPassed, Answer.stopped, -15, 0, 255] {
      #expect(Answer(bytes(2, status: status)) != nil, "status \(status)")
    }
    #expect(Answer(bytes(4, began: -1, ended: 3, processor: 4)) != nil)
    #expect(Answer(bytes(4, began: .max)) == nil)
    // Found by fuzzing: numbers that a kind of answer does not use were not looked at.
    #expect(Answer(bytes(1, began: .min, ended: .max, processor: 4_711)) == nil)
  }

  @Test("sums of what workers tell stay within their numbers")
  func sums() {
    var statistics = WorkerStatistics()
    for _ in 0..<4 {
      statistics.add(runQueueWait: 1 << 62, involuntarySwitches: 1 << 62, processor: 1 << 62)
    }
    #expect(statistics.runQueueWait == .max && statistics.processor == .max)
    #expect(statistics.involuntarySwitches == .max)
  }
}
