import Foundation
import TestSupport
import Testing

@Suite("toast real", .serialized)
struct RealCommandTests {
  /// A folder for files and for what is measured of the machine, which takes seconds.
  private static let folder = FileManager.default.temporaryDirectory
    .appendingPathComponent("toast-real-\(ProcessInfo.processInfo.processIdentifier)")

  private func toast(_ arguments: String...) throws -> ToastProgram.Outcome {
    try FileManager.default.createDirectory(
      at: Self.folder, withIntermediateDirectories: true)
    return try ToastProgram.run(
      arguments, folder: Self.folder, environment: ["XDG_CACHE_HOME": Self.folder.path])
  }

  private func json(_ text: String) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  }

  @Test("two files of one name are refused before anything runs, the log of commands included")
  func sameNames() throws {
    for arguments in [["-o", "./same.csv"], ["--allow-commands", "--log", "./same.csv"]] {
      try FileManager.default.createDirectory(
        at: Self.folder, withIntermediateDirectories: true)
      let refused = try ToastProgram.run(
        ["real", "amdahl", "--on", "threads", "-o", "same.csv"] + arguments,
        folder: Self.folder, environment: ["XDG_CACHE_HOME": Self.folder.path])
      #expect(refused.code == 64)
      #expect(refused.messages.contains("`./same.csv`: the same file is named twice"))
    }
    #expect(!FileManager.default.fileExists(atPath: Self.folder.path + "/same.csv"))
  }

  @Test("a run is compared, exported and saved; the saved run is the one that was made")
  func savedRun() throws {
    let made = try toast(
      "real", "amdahl", "--on", "threads", "-r", "1", "--no-baseline", "--scale", "1min=10ms",
      "--json", "-o", "run.trace", "-o", "runs.csv", "-o", "steps.csv", "--replay")
    #expect(made.code == 0)
    let report = try json(made.output)
    let runs = try #require(report["runs"] as? [[String: Any]])
    #expect(runs.map { $0["on"] as? String } == ["sim", "threads"])
    #expect(runs.map { $0["clock"] as? String } == ["virtual", "wall"])
    #expect(runs.allSatisfy { $0["jobs_finished_count"] as? Int == 102 })
    let comparison = try #require((report["comparison"] as? [[String: Any]])?.first)
    let waterfall = try #require(comparison["waterfall"] as? [[String: Any]])
    let added = waterfall.compactMap { ($0["add_s"] as? NSNumber)?.decimalValue }
    let rest = try #require((comparison["unexplained_s"] as? NSNumber)?.decimalValue)
    let makespan = try #require((runs[1]["makespan_s"] as? NSNumber)?.doubleValue)
    let sum = (added.reduce(0, +) + rest) as NSDecimalNumber
    #expect(abs(sum.doubleValue - makespan) < 1e-9)
    #expect((comparison["replayed_s"] as? NSNumber) != nil)
    let table = try String(
      contentsOf: Self.folder.appendingPathComponent("runs.csv"), encoding: .utf8)
    #expect(table.split(separator: "\n").count == 3)
    let steps = try String(
      contentsOf: Self.folder.appendingPathComponent("steps.csv"), encoding: .utf8)
    #expect(steps.split(separator: "\n").count == 103)
    let fingerprint = try #require(runs[1]["fingerprint"] as? String)
    let saved = try toast("export", "run.trace", "-f", "csv")
    #expect(saved.output == table && table.contains(",\(fingerprint),"))
    let savedSteps = try toast("export", "run.trace", "-f", "csv", "--table", "steps")
    #expect(savedSteps.output == steps)
    let frame = try toast("view", "run.trace", "--frame", "end", "--size", "80x24")
    #expect(frame.code == 0)
    #expect(frame.output.contains("threads"))
    #expect(frame.output.contains("102 / 102") || frame.output.contains("makespan"))
  }

  @Test("a file that is no whole run is refused")
  func damagedRun() throws {
    let path = Self.folder.appendingPathComponent("half.trace")
    try FileManager.default.createDirectory(at: Self.folder, withIntermediateDirectories: true)
    for text in [
      "toast.trace/1", "toast.trace/1 {}\n", "toast.trace/1 {\"kind\":\"threads\"}   \nxx",
    ] {
      try Data(text.utf8).write(to: path)
      let outcome = try toast("view", "half.trace")
      #expect(outcome.code == 66)
      #expect(outcome.messages.contains("no whole runs"))
    }
  }

  @Test("what is wrong on the command line gets a remedy")
  func mistakes() throws {
    let kind = try toast("real", "toast", "--on", "thread")
    #expect(kind.code == 64)
    #expect(kind.messages.contains("did you mean threads?"))
    let scale = try toast("real", "toast", "--scale", "10ms")
    #expect(scale.code == 64)
    #expect(scale.messages.contains("1min=10ms"))
    let short = try toast("real", "toast", "--on", "threads", "--scale", "1min=1us")
    #expect(short.code == 64)
    #expect(short.messages.contains("too short to mean anything"))
    #expect(short.messages.contains("Write --scale 1min="))
    let limit = try toast("real", "toast", "--limit", "abc")
    #expect(limit.code == 64)
    let table = try toast("run", "toast", "--table", "steps")
    #expect(table.code == 64)
    #expect(table.messages.contains("toast real"))
  }
}
