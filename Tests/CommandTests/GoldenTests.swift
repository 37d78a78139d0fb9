import Foundation
import TestSupport
import Testing

@Suite("Golden reports")
struct GoldenTests {
  static let names = Repository.files(in: "Scenarios", ending: ".yaml").map {
    String($0.dropLast(5))
  }

  @Test("the text report of every bundled scenario", arguments: names)
  func text(name: String) throws {
    let outcome = try ToastProgram.run(["run", name])
    #expect(outcome.code == 0, "\(outcome.messages)")
    #expect(
      try Repository.matches(outcome.output, kept: "Tests/CommandTests/Goldens/\(name).txt"),
      "\(outcome.output)")
    let lines = outcome.output.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.count <= 24, "\(name) fits a screen")
    #expect(lines.allSatisfy { $0.count <= 80 }, "\(name) fits 80 columns")
  }

  @Test("the race of every bundled scenario", arguments: names)
  func race(name: String) throws {
    let outcome = try ToastProgram.run(["race", name])
    // A deadlock among the runs is exit 1.
    #expect(outcome.code == (outcome.output.contains("deadlock") ? 1 : 0), "\(outcome.messages)")
    #expect(
      try Repository.matches(outcome.output, kept: "Tests/CommandTests/Goldens/\(name).race.txt"),
      "\(outcome.output)")
    let lines = outcome.output.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.count <= 25, "\(name) fits a screen")
    #expect(lines.allSatisfy { $0.count <= 80 }, "\(name) fits 80 columns")
  }

  @Test("every bundled scenario and its expectations pass toast check", arguments: names)
  func check(name: String) throws {
    let outcome = try ToastProgram.run(["check", "--run", name])
    #expect(outcome.code == 0 && outcome.messages.isEmpty)
    #expect(outcome.output.contains("hold") && !outcome.output.contains("warning"))
  }

  @Test("the ASCII report holds ASCII alone", arguments: names)
  func ascii(name: String) throws {
    let outcome = try ToastProgram.run(["run", name, "--ascii"])
    #expect(outcome.output.utf8.allSatisfy { $0 < 0x80 })
    let plain = try ToastProgram.run(["run", name], environment: ["LANG": "C"])
    #expect(plain.output == outcome.output)
  }

  @Test("the JSON report of every bundled scenario", arguments: names)
  func json(name: String) throws {
    let outcome = try ToastProgram.run(["run", name, "--json"])
    #expect(
      try Repository.matches(outcome.output, kept: "Tests/CommandTests/Goldens/\(name).json"),
      "\(name)")
  }

  @Test("the JSON report of a scenario that draws everything")
  func chance() throws {
    let outcome = try ToastProgram.run(["run", "Tests/CommandTests/Inputs/chance.yaml", "--json"])
    #expect(outcome.code == 0, "\(outcome.messages)")
    #expect(
      try Repository.matches(outcome.output, kept: "Tests/CommandTests/Inputs/chance.json"))
  }

  @Test("a bundled scenario is the file of Scenarios, byte for byte", arguments: names)
  func bundled(name: String) throws {
    let folder = FileManager.default.temporaryDirectory
    let bundled = try ToastProgram.run(["run", name, "--json"], folder: folder)
    let file = try ToastProgram.run(["run", "Scenarios/\(name).yaml", "--json"])
    let input = try ToastProgram.run(
      ["run", "-", "--json"], input: try Repository.text("Scenarios/\(name).yaml"))
    #expect(bundled.output == file.output && bundled.code == 0)
    // A scenario without a name is called like its file.
    if try Repository.text("Scenarios/\(name).yaml").contains("name:") {
      #expect(input.output == file.output)
    }
  }
}
