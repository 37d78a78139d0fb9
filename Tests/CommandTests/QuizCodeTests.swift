import Model
import ScenarioFiles
import TestSupport
import Testing

@testable import toast

@Suite("Hand-in codes")
struct QuizCodeTests {
  private static let names = [
    "", "Ada Lovelace", " ÅSA  Öberg ", "李小龍", "İstanbul ẞ", "=cmd|' /C calc'!A0", "a\u{1B}[31mb",
  ]

  private func answer(_ random: inout TestRandom) -> HandIn.Answer {
    switch random.below(4) {
    case 0: return .skipped
    case 1: return .option(random.below(9))
    default:
      let digits = random.next() >> UInt64(random.below(64))
      return .amount(
        AnswerDecimal(digits: digits, places: random.below(41), isInUnit: random.one(in: 2)))
    }
  }

  private func handIn(_ count: Int, _ random: inout TestRandom) -> HandIn {
    var lessons: [Int] = []
    for _ in 0..<random.below(5) { lessons.append((lessons.last ?? 0) + 1 + random.below(20)) }
    return HandIn(
      fingerprint: UInt32(truncatingIfNeeded: random.next()),
      check: UInt16(truncatingIfNeeded: random.next()),
      seed: random.next() >> UInt64(random.below(64)), lessons: lessons,
      name: QuizName(random.pick(Self.names)),
      answers: (0..<count).map { _ in answer(&random) })
  }

  /// A quiz of twelve questions as many have it.
  private static let typical = HandIn(
    fingerprint: 0x1234_5678, check: 0xABCD, seed: 2026, lessons: [],
    name: QuizName("Ada Lovelace"),
    answers: (0..<12).map { number in
      let digits: [UInt64] = [50, 35, 1200]
      return number % 4 == 3
        ? .option(number % 3)
        : .amount(
          AnswerDecimal(digits: digits[number % 4], places: number % 4 % 2, isInUnit: true))
    })

  @Test("a code is read back, in small letters too")
  func roundTrip() throws {
    var random = TestRandom(seed: 1)
    for count in [0, 1, 2, 5, 12, 40, 200] {
      for _ in 0..<10 {
        let handIn = handIn(count, &random)
        let code = handIn.code
        #expect(code.utf8.count <= HandIn.mostCharacters)
        #expect(try HandIn(code: code) == handIn)
        #expect(try HandIn(code: code.lowercased()) == handIn)
        #expect(try HandIn(code: code.filter { $0 != "-" }) == handIn)
      }
    }
  }

  @Test("a quiz of twelve questions has a code of 100 characters")
  func length() { #expect(Self.typical.code.count == 100) }

  @Test("the checksum is the one that others have")
  func checksum() { #expect(Checksum.of("123456789".utf8) == 0xCBF4_3926) }

  @Test("each changed, lost, added or exchanged character is noticed, or is the same letter")
  func changes() throws {
    let code = Array(Self.typical.code)
    let characters = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZaiolu-ü ")
    var same = 0
    func judge(_ changed: [Character]) {
      guard let handIn = try? HandIn(code: String(changed)) else { return }
      #expect(handIn == Self.typical, "\(String(changed))")
      same += 1
    }
    for index in code.indices {
      for character in characters where character != code[index] {
        var changed = code
        changed[index] = character
        judge(changed)
      }
      var shorter = code
      shorter.remove(at: index)
      judge(shorter)
      if index > 0 {
        var swapped = code
        swapped.swapAt(index - 1, index)
        judge(swapped)
      }
    }
    // Dashes that are lost, and letters that are read as digits.
    #expect(same > 16)
  }

  @Test("a code that nobody wrote is refused, whatever its bytes are")
  func hostile() {
    var random = TestRandom(seed: 2)
    var read = 0
    for _ in 0..<3_000 {
      var bytes: [UInt8] = [HandIn.version]
      for _ in 0..<random.below(80) {
        bytes.append(UInt8(truncatingIfNeeded: random.next()) >> UInt8(random.below(8)))
      }
      let checksum = Checksum.of(bytes)
      bytes += [24, 16, 8, 0].map { UInt8(checksum >> $0 & 255) }
      let code = Base32.text(bytes)
      guard let handIn = try? HandIn(code: code) else { continue }
      #expect(handIn.code == code)
      read += 1
    }
    #expect(read < 100)
  }

  @Test(
    "why a code is refused is told",
    arguments: [
      ("", HandInMistake.tooShort), ("-", .tooShort), ("0000-1111", .tooShort),
      ("A!B", .stranger("!")), ("UUUU", .stranger("U")), ("Z", .tooShort),
      (String(repeating: "Z", count: 40), .mistyped),
    ])
  func reasons(text: String, mistake: HandInMistake) {
    #expect(throws: mistake) { try HandIn(code: text) }
    #expect(!mistake.message.isEmpty)
    #expect(throws: HandInMistake.tooLong) {
      try HandIn(code: String(repeating: "Z", count: 6_001))
    }
  }

  @Test("numbers that are too large for what they count are refused before anything is made")
  func counts() {
    // Version, fingerprint and check, seed 0, then so many lessons, or a name, or answers.
    let beginning: [UInt8] = [HandIn.version, 0, 0, 0, 0, 0, 0, 0]
    let huge: [UInt8] = [255, 255, 255, 255, 255, 255, 255, 255, 255, 1]
    for rest in [huge, [0] + huge, [0, 0] + huge, [0, 0, 201], [0, 41], [0x80, 0]] {
      var bytes = beginning + rest + Array(repeating: 0, count: 300)
      let checksum = Checksum.of(bytes)
      bytes += [24, 16, 8, 0].map { UInt8(checksum >> $0 & 255) }
      #expect(throws: HandInMistake.invented) { try HandIn(code: Base32.text(bytes)) }
    }
  }

  @Test("an answer keeps its very amount")
  func amounts() throws {
    let units: [AnswerUnit] = [
      .time(name: "min", length: TimeUnit.minute), .time(name: "h", length: TimeUnit.hour),
      .time(name: "us", length: TimeUnit.microsecond), .times, .percent, .count("toasters"),
      .rate(name: "per h", length: TimeUnit.hour), .rate(name: "per min", length: TimeUnit.minute),
    ]
    for unit in units {
      for typed in ["0", "1", "50", "52.5", "3.33", "0.001", "471.43", "99999", "16.6666666667"] {
        let text = if case .percent = unit { typed + " %" } else { typed }
        let amount = try unit.amount(of: text)
        let decimal = try #require(AnswerDecimal(amount, in: unit), "\(typed) \(unit)")
        #expect(decimal.amount(in: unit) == amount, "\(typed) \(unit)")
      }
    }
    #expect(AnswerDecimal(Amount(-1, .number), in: .times) == nil)
    #expect(AnswerDecimal(Amount(.nan, .number), in: .times) == nil)
    #expect(AnswerDecimal(Amount(.infinity, .time), in: units[0]) == nil)
  }
}
