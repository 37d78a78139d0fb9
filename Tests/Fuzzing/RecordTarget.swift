import Execution
import Foundation
import Model
import Simulation

@testable import toast

/// Small records that others can write: lines of the learning journal, hand-in codes, measured machines.
///
/// What is read is written and read back; a machine's costs can be simulated with.
enum RecordTarget: FuzzTarget {
  static let name = "record"
  static let mostBytes = 1_000

  static var words: [String] {
    [
      "\"course\":", "\"lesson\":", "\"did\":", "\"step\":", "\"text\":", "\"count\":", "\"path\":",
      "\"at\":\"2026-11-22T10:00:00Z\"", "\"answered\"", "\"hinted\"", "\"skipped\"", "\"seen\"",
      "\"exercise\"", "\"solved\"", "\"completed\"", "\"reset\"", "\\u0000", "\\ud800",
      "\"layout\":2",
      "\"identity\":", "\"crews\":[", "\"startupBase\":", "\"startupPerWorker\":",
      "\"shortOvershoot\":[", "\"handOut\":[", "\"stretch\":[", "\"fullShare\":", "\"mixedShare\":",
      "9223372036854775807", "-9223372036854775808", "1e308", "-",
    ]
  }

  private static let machine =
    #"{"crews":[{"execution":"sync","fullShare":0.9,"handOut":[3000,4000],"kind":"threads","longOvershoot"#
    + #"":[90000],"middleOvershoot":[80000,81000],"mixedShare":0.8,"shortOvershoot":[60000],"#
    + #""startupBase":200000,"startupPerWorker":20000,"stretch":[1000000000],"wasContended":false}],"#
    + #""identity":"0123456789abcdef","layout":2}"#

  static func seeds() -> [[UInt8]] {
    let deeds: [LessonDeed] = [
      .answered(step: "0a1b2c3d", text: "50 min"), .skipped(step: "0a1b2c3d"),
      .hinted(step: "0a1b2c3d", count: 2), .seen(step: "0a1b2c3d"),
      .exercise(step: "0a1b2c3d", path: "a.yaml"), .solved(step: "0a1b2c3d"), .completed, .reset,
    ]
    let date = Date(timeIntervalSince1970: 1_790_000_000)
    let lines = deeds.map {
      Array(ProgressRecord(course: "talk", lesson: "chain", deed: $0, date: date).line.utf8)
    }
    let handIn = HandIn(
      fingerprint: 7, check: 8, seed: 9, lessons: [1, 4], name: QuizName("Zoë"),
      answers: [
        .skipped, .option(2), .amount(AnswerDecimal(digits: 355, places: 1, isInUnit: true)),
      ])
    return lines + [
      Array(handIn.code.utf8), Base32.bytesOrNothing(handIn.code).dropLast(4), Array(machine.utf8),
    ]
  }

  static func check(_ bytes: [UInt8]) {
    checkJournal(bytes)
    checkCode(String(decoding: bytes, as: UTF8.self))
    // As a code whose checksum is right.
    let sum = Checksum.of(bytes)
    checkCode(Base32.text(bytes + [24, 16, 8, 0].map { UInt8(sum >> UInt32($0) & 255) }))
    checkMachine(bytes)
  }

  private static func checkJournal(_ bytes: [UInt8]) {
    for line in bytes.split(separator: UInt8(ascii: "\n")) {
      guard case .record(let record) = ProgressRecord.read(line) else { continue }
      let written = record.line
      hold(written.hasSuffix("\n") && written.utf8.count { $0 == 0x0A } == 1, "a record is a line")
      let again = ProgressRecord.read(Array(written.utf8.dropLast())[...])
      guard case .record(let same) = again else { fatalError("not so: \(written) is a record") }
      hold(same.line == written, "\(written) is written as it was read")
      hold(
        same.deed == record.deed && same.course == record.course && same.lesson == record.lesson,
        "\(written) means the same")
      var state = LessonState()
      state.add(record.deed, at: record.date)
    }
  }

  private static func checkCode(_ code: String) {
    do {
      let handIn = try HandIn(code: code)
      let again = try HandIn(code: handIn.code)
      hold(again == handIn, "\(code) is a code of the same quiz")
      // Dashes and capital letters do not matter; nothing else differs.
      let plain = Base32.bytesOrNothing(code)
      hold(Base32.bytesOrNothing(handIn.code) == plain, "a quiz has one code")
    } catch {
      hold(ScenarioTarget.isHarmless(error.message), "a message is harmless")
    }
  }

  private static let plan = Plan(
    Scenario(
      name: "a", pools: [Pool(name: "b", count: 3)],
      tasks: [
        TaskDefinition(
          name: "c", count: 4,
          steps: [Step(.work, .fixed(TimeUnit.second)), Step(.wait, .fixed(TimeUnit.second))])
      ]))

  private static func checkMachine(_ bytes: [UInt8]) {
    guard let profile = try? JSONDecoder().decode(MachineProfile.self, from: Data(bytes)),
      profile.isPlausible
    else { return }
    for crew in profile.crews {
      for cores in [1, 2, 64] {
        let costs = crew.costs(of: plan, cores: cores)
        _ = try? Simulator(plan, into: Recorder(plan), on: costs).run()
      }
    }
  }
}

extension Base32 {
  fileprivate static func bytesOrNothing(_ code: String) -> [UInt8] {
    (try? bytes(code)).flatMap { $0 } ?? []
  }
}
