import CFuzzing

@testable import Execution

/// What toast and its workers say to each other: a worker that is told anything does whole steps or ends, and
/// answers each; what it is told by toast it does; answers that are none are refused.
enum ProtocolTarget: FuzzTarget {
  static let name = "protocol"
  static let mostBytes = 1_000

  static var words: [String] {
    ["\u{1}\0\0\0", "\u{2}\0\0\0", "\u{3}\0\0\0", ",\0\0\0", "\u{1}\0\0\0\u{5}\0\0\0\u{1}\0\0\0"]
  }

  private static let orders = [
    LegOrder(
      tag: 7, deadline: 0, limit: 0,
      steps: [StepOrder(kind: .work, time: 5), StepOrder(kind: .wait, time: 9)]),
    LegOrder(
      tag: 8, deadline: 2_000, limit: 0,
      steps: [
        StepOrder(kind: .wait, time: 9), StepOrder(kind: .command, time: 0, command: "ls -l"),
      ]),
  ]

  static func seeds() -> [[UInt8]] {
    let chunk = Message.chunk(lane: 5, orders).bytes
    var answer = [UInt8](repeating: 0, count: Answer.size)
    (answer[0], answer[4], answer[8]) = (44, 2, 3)
    return [chunk, Message.quit.bytes, chunk + Message.quit.bytes, chunk + chunk, answer + answer]
  }

  static func check(_ bytes: [UInt8]) {
    let outcome = outcome(of: bytes)
    hold((0...1).contains(outcome.status), "a worker ends")
    hold(
      (1...2).contains(outcome.answer_count - outcome.step_count),
      "a worker says that it is ready, answers each step, and tells its statistics at most once")
    // A leg has 24 bytes and a step 16.
    hold(Int(outcome.step_count) <= bytes.count / 16, "no step is made up")
    checkAnswers(bytes)
    checkOrders(bytes)
  }

  private static func outcome(of bytes: [UInt8]) -> fuzz_outcome {
    unsafe bytes.withUnsafeBytes { unsafe fuzz_worker($0.baseAddress, $0.count).pointee }
  }

  private static func checkAnswers(_ bytes: [UInt8]) {
    var statistics = WorkerStatistics()
    for start in stride(from: 0, to: bytes.count, by: Answer.size) {
      let slice = bytes[start..<min(bytes.count, start + Answer.size)]
      guard let answer = Answer(slice) else { continue }
      hold(slice.count == Answer.size && slice[start] == 44, "an answer is whole")
      hold(answer.lane >= 0 && answer.step >= 0, "an answer names a lane and a step")
      statistics.add(
        runQueueWait: answer.began, involuntarySwitches: answer.ended, processor: answer.processor)
      hold(answer.ended - answer.began >= -1 << 62, "a length of time is one")
      hold(answer.kind != .ready || answer.processor > 1, "nobody else is killed")
    }
  }

  /// Orders made of the bytes: what toast says is what a worker does.
  private static func checkOrders(_ bytes: [UInt8]) {
    var legs: [LegOrder] = []
    var rest = bytes[...]
    while let first = rest.popFirst(), legs.count < 8 {
      var leg = LegOrder(tag: UInt32(first), deadline: 0, limit: 0, steps: [])
      for _ in 0..<min(4, first & 7) {
        guard let kind = rest.popFirst(), let time = rest.popFirst() else { break }
        let command = rest.prefix(kind % 3 == 2 ? Int(time % 16) : 0).map { max(1, $0 & 127) }
        rest = rest.dropFirst(command.count)
        leg.steps.append(
          StepOrder(
            kind: StepOrder.Kind(rawValue: UInt32(kind % 3)) ?? .work, time: Int64(time),
            command: String(decoding: command, as: UTF8.self)))
      }
      legs.append(leg)
    }
    let outcome = outcome(of: Message.chunk(lane: 5, legs).bytes + Message.quit.bytes)
    let steps = legs.flatMap { leg in
      leg.steps.enumerated().map { (leg.tag, $0.offset, $0.element) }
    }
    hold(outcome.status == 0, "what toast says is understood")
    hold(outcome.step_count == steps.count, "as many steps are done as are told")
    let done = unsafe withUnsafeBytes(of: outcome.steps) {
      unsafe Array($0.bindMemory(to: fuzz_step.self))
    }
    for ((tag, number, step), done) in zip(steps, done) {
      hold(
        done.kind == step.kind.rawValue && done.lane == 5 && done.tag == tag
          && Int(done.step) == number && Int(done.length) == step.command.utf8.count,
        "\(step) is done as told")
      switch step.kind {
      case .work: hold(done.time == step.time, "work lasts as long as told")
      case .wait: hold(done.time == 1_000 + step.time, "a wait ends when told")
      case .command: break
      }
    }
  }
}
