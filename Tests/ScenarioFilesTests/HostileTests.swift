import Analysis
import Foundation
import Model
import TestSupport
import Testing

@testable import ScenarioFiles

/// Reads bytes, and runs what is valid and small.
///
/// True for a run, false for diagnostics.
private func survives(_ bytes: [UInt8]) throws -> Bool {
  do {
    let file = try ScenarioFile(bytes, label: "hostile.yaml", folder: nil)
    for variant in file.variants.prefix(2) + ["default"] {
      let read = try file.scenario(variant: variant)
      let steps = read.tasks.reduce(0.0) {
        $0 + Double($1.count) * Double($1.steps.count) * Double($1.retries + 1)
      }
      guard steps <= 3_000, read.workerCount <= 3_000,
        read.resources.reduce(0, { $0 + $1.capacity }) <= 3_000
      else { continue }
      let run = try simulated(read)
      #expect(run.violation == nil)
      _ = run.evaluate(variant: variant)
    }
    return true
  } catch let mistakes as ScenarioMistakes {
    let text = mistakes.text.human(mistakes.diagnostics)
    #expect(!mistakes.diagnostics.isEmpty)
    let isHarmless = text.unicodeScalars.allSatisfy { $0 == "\n" || $0.value >= 0x20 }
    #expect(isHarmless, "no control character reaches the terminal")
    return false
  }
}

@Suite("Hostile bytes")
struct HostileTests {
  /// 10 000 mutants: each file of Scenarios and each wrong file with random bytes changed.
  @Test(
    "give a run or diagnostics, never a crash or a hang", .timeLimit(.minutes(30)),
    arguments: 0..<20)
  func mutants(block: UInt64) throws {
    let folders = ["Scenarios", WrongFileTests.folder, "Tests/ScenarioFilesTests"]
    var sources: [[UInt8]] = [Array(LanguageTests.breakfast.utf8)]
    for folder in folders {
      for name in Repository.files(in: folder, ending: ".yaml") {
        sources.append(try Repository.bytes("\(folder)/\(name)"))
      }
    }
    var random = TestRandom(seed: block)
    var runs = 0
    for round in 0..<500 {
      var bytes = sources[(Int(block) * 500 + round) % sources.count]
      for _ in 0..<random.pick([1, 1, 1, 2, 4, 16]) { mutate(&bytes, &random) }
      if try survives(bytes) { runs += 1 }
    }
    #expect(runs > 0 && runs < 500, "mutants are neither all valid nor all invalid: \(runs)")
  }

  private func mutate(_ bytes: inout [UInt8], _ random: inout TestRandom) {
    let telling: [UInt8] = Array("{}[]:,#&*!|>'\"%@-? \t\n0129azEe.".utf8)
    let index = Int.random(in: 0...bytes.count, using: &random)
    switch random.pick([0, 0, 1, 2, 3, 4]) {
    case 0 where index < bytes.count: bytes[index] = random.pick(telling)
    case 1 where index < bytes.count:
      bytes[index] = UInt8.random(in: 0...255, using: &random)
    case 2 where index < bytes.count: bytes.remove(at: index)
    case 3:
      let start = Int.random(in: 0...index, using: &random)
      bytes.insert(contentsOf: bytes[start..<min(index, start + 40)], at: index)
    default: bytes.insert(random.pick(telling), at: index)
    }
  }

  @Test("bombs of aliases are refused at once")
  func aliasBombs() throws {
    var text = "a: &a [x, x, x, x, x, x, x, x, x]\n"
    for (previous, name) in zip("abcdefghijklmnop", "bcdefghijklmnopq") {
      text += "\(name): &\(name) ["
      text += Array(repeating: "*\(previous)", count: 9).joined(separator: ", ") + "]\n"
    }
    #expect(try survives(Array(text.utf8)) == false)
    #expect(try survives(Array("? &a [b]\n: *a\n? [*a, *a]\n: 1\n".utf8)) == false)
    #expect(try survives(Array("workers: {a: &x 1, b: *x}\n".utf8)) == false)
    // Aliases as a key in flow style, behind quoted keys: hashing such a key took minutes.
    var flow = "about: {\"k0\":&a0 {x:y}"
    for level in 1..<12 {
      let aliases = (0..<9).map { "\"x\($0)\":*a\(level - 1)" }.joined(separator: ",")
      flow += ",\"k\(level)\":&a\(level) {\(aliases)}"
    }
    #expect(try survives(Array((flow + ",? *a11 : 1}\n").utf8)) == false)
    #expect(
      try survives(Array("about: He said\n  'tis fine\nworkers: {a: &n 2, b: *n}".utf8)) == false)
    #expect(try survives(Array("- |\n  text\n- &a b\n- *a\n".utf8)) == false)
    #expect(try survives(Array("a:\n  - b: |\n      x\n    c: &d [1]\n    e: *d\n".utf8)) == false)
  }

  @Test(
    "bombs of depth are refused at once",
    arguments: [
      String(repeating: "[", count: 100_000), String(repeating: "{a: ", count: 50_000),
      String(repeating: "- ", count: 100_000) + "x", String(repeating: "? ", count: 100_000),
      (0..<900).map { String(repeating: " ", count: $0) + "a:\n" }.joined(),
    ])
  func depthBombs(text: String) throws {
    #expect(try survives(Array(text.utf8)) == false)
  }

  /// Small files that once took tens of seconds or hundreds of megabytes.
  @Test(
    "what would expand is refused before it does", .timeLimit(.minutes(30)),
    arguments: [
      "sweep: { workers.a: [" + Array(repeating: "1..9999", count: 1_000).joined(separator: ",")
        + "] }",
      "variants:\n" + (0..<200).map { "  v\($0): { workers.a: 2 }\n" }.joined(),
      (0..<45_000).map { "k\($0): 1\n" }.joined(),
      "schedule: { order: random }\nresources: { r: 2000000 }",
    ])
  func expansions(text: String) throws {
    let tasks = (0..<300).map { "  t\($0): { count: 9, after: t\($0)x, work: 1 s }\n" }.joined()
    let file = "workers: { a: 4 }\ntasks:\n" + tasks + text + "\n"
    #expect(try survives(Array(file.utf8)) == false)
  }

  /// Found by fuzzing: columns were counted in bytes.
  @Test(
    "what is no UTF-8 is pointed to by characters",
    arguments: [
      (Array("a: “b”\n“c: ".utf8) + [0xE2, 0x80, 0x1D], 2, 5),
      ([0x61, 0x0A, 0x0A, 0xFF, 0x0A], 3, 1),
      (Array("é".utf8) + [0xC3], 1, 2),
    ] as [([UInt8], Int, Int)])
  func placeOfNoText(bytes: [UInt8], line: Int, column: Int) {
    let place = SourceText.placeOfInvalidByte(bytes)
    #expect(place.line == line && place.column == column)
  }

  @Test("texts that are too long, too wide or no text are refused")
  func noText() throws {
    #expect(try survives([0, 0, 0]) == false)
    #expect(try survives([0xFF, 0xFE, 0x61, 0x00]) == false)
    #expect(try survives(Array("workers: { a: 1 }\0tasks".utf8)) == false)
    #expect(try survives([UInt8](repeating: 0x61, count: 3 << 20)) == false)
    #expect(try survives(Array(String(repeating: "a,", count: 400_000).utf8)) == false)
    #expect(try survives(Array(("[" + String(repeating: "a,", count: 400_000)).utf8)) == false)
    #expect(try survives(Array("name: \"\u{202E}evil\"\n".utf8)) == false)
  }
}
