import Foundation
import TestSupport
import Testing

@Suite("toast learn")
struct LearnCommandTests {
  /// Runs the program with a state of its own, which is gone afterwards.
  private func learn(_ arguments: String..., input: String = "") throws -> ToastProgram.Outcome {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("toast-learn-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    return try ToastProgram.run(
      ["learn"] + arguments, input: input, folder: folder,
      environment: ["XDG_STATE_HOME": folder.appendingPathComponent("state").path])
  }

  @Test("a lesson without input is kept as it is printed")
  func lesson() throws {
    let outcome = try learn("2", "--no-input", "--guess", "200 min", "--guess", "2")
    #expect(outcome.code == 0 && outcome.messages.isEmpty)
    #expect(
      try Repository.matches(
        outcome.output, kept: "Tests/CommandTests/Goldens/learn/four-toasters.txt"))
  }

  @Test("all lessons are listed, none of them done at first")
  func list() throws {
    let outcome = try learn("--list")
    #expect(
      try Repository.matches(outcome.output, kept: "Tests/CommandTests/Goldens/learn/list.txt"))
  }

  @Test("what input leaves open is not done, and is told with the command that goes on")
  func ended() throws {
    let outcome = try learn("1", input: "200\n")
    #expect(outcome.code == 0)
    #expect(
      outcome.output.hasSuffix(
        "The input has ended, and 4 steps are open. toast learn 1 goes on there.\n"))
    #expect(!outcome.output.contains("is done"))
  }

  @Test("what cannot be kept is not said to be kept", arguments: ["", "q\n", "75 min\nq\n"])
  func notKept(input: String) throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("toast-learn-\(UUID().uuidString)")
    try FileManager.default.createDirectory(
      at: folder.appendingPathComponent("toastlane/progress.jsonl"),
      withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let outcome = try ToastProgram.run(
      ["learn", "1"], input: input, folder: folder, environment: ["XDG_STATE_HOME": folder.path])
    #expect(outcome.code == 0 && outcome.messages.contains("it is a folder"))
    #expect(outcome.output.hasSuffix("Nothing is kept.\n"), "\(outcome.output.suffix(200))")
  }

  @Test("answers that cannot be read are asked again")
  func unreadable() throws {
    let outcome = try learn("1", input: "4x\n2,5\n200 min\n")
    #expect(outcome.output.contains("asks for a time"))
    #expect(outcome.output.contains("Locked: 200 min."))
    #expect(!outcome.output.contains("Locked: 2,5"))
  }

  @Test("a class is shown its spread before the run, and nothing else")
  func room() throws {
    let outcome = try learn("1", "--class", input: "200 100 200\n\n\n\n\n\n\n")
    let beforeRun = outcome.output.components(separatedBy: "WATCH")[0]
    #expect(beforeRun.contains("100 min") && !beforeRun.contains("one minute a slice"))
    #expect(outcome.output.contains("Of 3, 2 are right"))
  }

  @Test(
    "wrong words are told with what was meant",
    arguments: [
      (["99"], "there is no lesson 99; they are 1 to 17"),
      (["amdhal"], "did you mean `amdahl`?"),
      (["1", "2"], "one lesson at a time"),
      (["--list", "--verify"], "choose one of"),
      (["--grade"], "--grade needs hand-in codes"),
      (["--quiz", "--count", "0"], "a quiz has 1 to 200 questions"),
    ])
  func usage(arguments: [String], message: String) throws {
    let outcome = try ToastProgram.run(["learn"] + arguments)
    #expect(outcome.code == 64)
    #expect(outcome.messages.contains(message), "\(outcome.messages)")
  }

  @Test("a course that is not there, or has no lessons, cannot be read")
  func courses() throws {
    let missing = try learn("--course", "nowhere")
    #expect(missing.code == 66 && missing.messages.contains("there is no folder `nowhere`"))
    let empty = try learn("--course", ".")
    #expect(empty.code == 66 && empty.messages.contains("has no lessons"))
  }
}
