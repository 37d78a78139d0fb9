import ScenarioFiles
import TestSupport
import Testing

@Suite("Hostile lessons")
struct HostileLessonTests {
  /// Reads bytes; true for a lesson, false for diagnostics that are harmless to show.
  private func survives(_ bytes: [UInt8]) -> Bool {
    do {
      _ = try LessonFile(bytes, label: "01-hostile.md")
      return true
    } catch {
      let text = error.text.human(error.diagnostics)
      #expect(!error.diagnostics.isEmpty)
      let isHarmless = text.unicodeScalars.allSatisfy { $0 == "\n" || $0.value >= 0x20 }
      #expect(isHarmless, "no control character reaches the terminal")
      return false
    }
  }

  private func survives(_ text: String) -> Bool { survives(Array(text.utf8)) }

  private func lessons() throws -> [[UInt8]] {
    let folder = "docs/lessons"
    let files = try Repository.files(in: folder, ending: ".md")
      .prefix(2).map { try Repository.bytes("\(folder)/\($0)") }
    return files + [Array((WrongLesson.scenario + WrongLesson.values[9].text).utf8)]
  }

  @Test("cut at any place, a lesson is read or refused")
  func cuts() throws {
    for bytes in try lessons() {
      for end in stride(from: 0, to: bytes.count, by: 37) { _ = survives(Array(bytes[..<end])) }
    }
  }

  @Test("with any bytes changed, a lesson is read or refused", arguments: 0..<4)
  func mutants(block: UInt64) throws {
    var random = TestRandom(seed: block)
    let lessons = try lessons()
    let telling: [UInt8] = Array("```yaml~~~#{}[]:,&*|>'\"%@-? \t\n0129.()+-*/".utf8)
    var valid = 0
    for round in 0..<200 {
      var bytes = lessons[round % lessons.count]
      for _ in 0..<random.pick([1, 1, 2, 4, 16]) {
        let index = random.below(bytes.count)
        switch random.below(4) {
        case 0: bytes[index] = UInt8(random.below(256))
        case 1: bytes[index] = random.pick(telling)
        case 2: bytes.removeSubrange(index..<min(bytes.count, index + random.below(40) + 1))
        default: bytes.insert(contentsOf: bytes[index...].prefix(40), at: random.below(bytes.count))
        }
      }
      if survives(bytes) { valid += 1 }
    }
    #expect(valid > 0 && valid < 200, "mutants are neither all valid nor all invalid: \(valid)")
  }

  @Test("random bytes are refused")
  func noise() {
    var random = TestRandom(seed: 8)
    for _ in 0..<100 {
      let bytes = (0..<random.below(2_000)).map { _ in UInt8(random.below(256)) }
      #expect(!survives(bytes))
    }
  }

  @Test("floods of fences and lines are refused at once")
  func floods() {
    #expect(!survives(String(repeating: "```\n", count: 100_000)))
    #expect(survives("# A\n" + String(repeating: "```\n", count: 9_000)))
    #expect(!survives("# A\n" + String(repeating: "````yaml x\n", count: 9_000)))
    #expect(!survives("# A\n" + String(repeating: "```yaml watch\n```\n", count: 5_000)))
    #expect(!survives("# A\n" + String(repeating: "`", count: 1_000_000)))
    #expect(!survives("# A\n" + String(repeating: "x", count: 1 << 20)))
    #expect(survives("# A\n" + String(repeating: "# A #\n", count: 19_000)))
  }

  @Test(
    "answers of any length and depth are refused at once",
    arguments: [
      String(repeating: "(", count: 900), String(repeating: "min(", count: 200),
      String(repeating: "ceil(", count: 21) + "1" + String(repeating: ")", count: 21),
      String(repeating: "t1 + ", count: 190) + "t1", String(repeating: "x", count: 500_000),
      "t1 - " + String(repeating: "-", count: 900), String(repeating: "9", count: 400),
      "value(" + String(repeating: "a.", count: 400) + ")",
      "fewest(workers.oven, " + String(repeating: "a", count: 800) + ")",
      String(repeating: "1 h ", count: 200), "t1 * 999999999999999999 h",
    ])
  func answers(answer: String) {
    let block = "```yaml predict\nquestion: a\nunit: min\nanswer: \"\(answer)\"\n```\n"
    #expect(!survives(WrongLesson.scenario + block))
  }

  @Test("lists of any length are refused at once")
  func lists() {
    func block(_ kind: String, _ key: String, _ item: String, _ count: Int) -> String {
      let items = String(repeating: item + ",", count: count)
      return WrongLesson.scenario + "```yaml \(kind)\n\(key): [\(items)]\n```\n"
    }
    #expect(!survives(block("explain", "facts", "makespan = 75 min", 20_000)))
    #expect(!survives(block("choose", "options", "{ text: a, right: p = 1 }", 9_000)))
    #expect(!survives(block("predict", "mistakes", "{ answer: t1, says: a }", 9_000)))
    #expect(!survives(block("watch", "workers", "1..10000", 40)))
  }

  @Test("scenarios that take long to check are refused")
  func sizes() {
    let tasks = (0..<100).map { "  b\($0): { work: 1 s }\n" }.joined()
    let variants = (0..<40).map { "v\($0): { workers.a: 2 }" }.joined(separator: ", ")
    let block =
      "```yaml scenario\nworkers: { a: 1 }\ntasks:\n\(tasks)variants: { \(variants) }\n```\n"
    #expect(survives("# A\n" + block))
    #expect(!survives("# A\n" + String(repeating: block, count: 90)))
  }
}
