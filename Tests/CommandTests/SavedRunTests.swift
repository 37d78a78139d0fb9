import Analysis
import Foundation
import Model
import ScenarioFiles
import TestSupport
import Testing

@testable import toast

/// All formats that show runs, tables first.
private let formats = [
  "runs.csv", "jobs.tsv", "lanes.jsonl", "events.csv", "runs.tex", "jobs.md", "report.json",
  "report.txt", "report.html", "lanes.svg", "lanes.trace.json", "lanes.mmd", "lanes.joblog",
]

@Suite("Saved runs")
struct SavedRunTests {
  /// Arguments that write each format into files with a beginning of their own.
  private func outputs(_ beginning: String, without left: String = "") -> [String] {
    formats.filter { $0 != left }.flatMap { ["-o", "\(beginning)-\($0)"] }
  }

  private func expectSame(_ folder: borrowing ScratchFolder, without left: String = "") throws {
    for format in formats where format != left {
      let live = try folder.text("live-\(format)")
      #expect(!live.isEmpty, "\(format)")
      #expect(try live == folder.text("saved-\(format)"), "\(format)")
    }
  }

  @Test(
    "an export of a saved run is the file that the run would have written",
    arguments: [
      "toast", "amdahl", "philosophers", "bakery-queue", "stragglers", "breakfast-for-two",
      "interpreter-lock", "pipeline",
    ])
  func run(_ name: String) throws {
    let folder = try ScratchFolder()
    let live = try ToastProgram.run(
      ["run", name, "-q", "-o", "x.trace"] + outputs("live"), folder: folder.url)
    #expect(live.code == 0 || name == "philosophers", "\(live.messages)")
    let saved = try ToastProgram.run(
      ["export", "x.trace"] + outputs("saved"), folder: folder.url)
    #expect(saved.code == 0, "\(saved.messages)")
    #expect(saved.output.isEmpty)
    try expectSame(folder)
  }

  @Test("who holds what in a deadlock is kept, and pictures tell it")
  func deadlock() throws {
    let folder = try ScratchFolder()
    try folder.write(
      """
      workers: { a: 2 }
      resources: { f: 1, g: 1 }
      tasks:
        x: { uses: f, steps: [ work: 1 s, { work: 1 s, uses: g } ] }
        y: { uses: g, steps: [ work: 1 s, { work: 1 s, uses: f } ] }
      """, to: "d.yaml")
    let live = try folder.run(
      "run", "d.yaml", "-q", "-o", "r.trace", "-o", "live.svg", "-o", "live.cast")
    #expect(live.code == 1)
    #expect(try folder.run("export", "r.trace", "-o", "saved.svg", "-o", "saved.cast").code == 0)
    #expect(try folder.text("live.svg") == folder.text("saved.svg"))
    #expect(try folder.text("live.cast") == folder.text("saved.cast"))
    let told = try folder.run("view", "r.trace", "--narrate").output
    #expect(told.contains("y 1 holds a 2, g 1 and waits for f"), "\(told)")
  }

  @Test("all runs of a race are in one file, replications too")
  func race() throws {
    let folder = try ScratchFolder()
    // A job log holds one run.
    let left = "lanes.joblog"
    for arguments in [
      [
        "race", "longest-first", "-s", "schedule.order=fifo,random", "-r", "2", "-q", "-o",
        "x.trace",
      ]
        + outputs("live", without: left) + ["-o", "live.cast"],
      ["export", "x.trace"] + outputs("saved", without: left) + ["-o", "saved.cast"],
    ] {
      let outcome = try ToastProgram.run(arguments, folder: folder.url)
      #expect(outcome.code == 0, "\(outcome.messages)")
    }
    try expectSame(folder, without: left)
    #expect(try folder.text("live.cast") == folder.text("saved.cast"))
  }

  @Test("tables that a scenario reads are saved with it")
  func tables() throws {
    let folder = try ScratchFolder()
    try folder.write("seconds\n60\n30\n90\n", to: "times.csv")
    try folder.write(
      """
      workers: { cook: 2 }
      tasks: { job: { work: { csv: times.csv, column: seconds, unit: s } } }
      """, to: "s.yaml")
    _ = try folder.run("run", "s.yaml", "-q", "-o", "s.trace", "-o", "live-jobs.csv")
    try FileManager.default.removeItem(at: folder.url.appendingPathComponent("times.csv"))
    #expect(try folder.run("export", "s.trace", "-o", "saved-jobs.csv").code == 0)
    #expect(try folder.text("live-jobs.csv") == folder.text("saved-jobs.csv"))
  }

  @Test("a damaged file is refused, wherever the damage is, and nothing is written")
  func damaged() throws {
    let folder = try ScratchFolder()
    _ = try folder.run("run", "uneven-jobs", "-q", "-o", "good.trace")
    let good = try Data(contentsOf: folder.url.appendingPathComponent("good.trace"))
    let bad = folder.url.appendingPathComponent("bad.trace")
    for place in stride(from: 0, to: good.count, by: 41) {
      for isCut in [true, false] {
        var bytes = good
        if isCut { bytes.removeSubrange(place...) } else { bytes[place] ^= 0x55 }
        try bytes.write(to: bad)
        let outcome = try folder.run("export", "bad.trace", "-o", "out.csv", "--force")
        // A change of a saved text, or of a name in it, is not seen.
        #expect(outcome.code == 66 || !isCut && outcome.code == 0, "\(place) \(outcome.messages)")
        #expect(outcome.code == 0 || !folder.names.contains("out.csv"))
        try? FileManager.default.removeItem(at: folder.url.appendingPathComponent("out.csv"))
      }
    }
  }

  /// Found by fuzzing: numbers of the index were reckoned with as they stood there.
  @Test(
    "an index with numbers that no run has is refused",
    arguments: [
      ("offset", "9223372036854775807"), ("traceBytes", "9223372036854775807"),
      ("traceBytes", "-1"), ("measurementCount", "9223372036854775807"), ("repetition", "-1"),
      ("repetition", "9223372036854775807"), ("startedAt", "-1"), ("workers", "0"),
      ("isShown", "false"), ("makespan", #""-1""#),
      ("makespan", #""1267650600228229401496703205376""#),
    ])
  func numbersOfIndex(key: String, value: String) throws {
    let folder = try ScratchFolder()
    _ = try folder.run("run", "uneven-jobs", "-q", "-o", "run.trace")
    let path = folder.url.appendingPathComponent("run.trace")
    let good = try Data(contentsOf: path)
    // The index begins where the last line says.
    let foot = String(decoding: good.suffix(32), as: UTF8.self)
    let place = try #require(foot.split(whereSeparator: \.isWhitespace).last.flatMap { Int($0) })
    let index = String(decoding: good[place..<(good.count - 32)], as: UTF8.self)
    let number = #"("\#(key)":)("?[0-9]+"?|true)"#
    let changed = index.replacingOccurrences(
      of: number, with: "$1\(value)", options: .regularExpression)
    let other =
      index.contains("\"\(key)\":")
      ? changed : index.replacingOccurrences(of: "\"name\":", with: "\"\(key)\":\(value),\"name\":")
    #expect(other != index)
    try (good[..<place] + Data(other.utf8) + good.suffix(32)).write(to: path)
    #expect(try folder.run("export", "run.trace", "-f", "csv").code == 66)
  }

  @Test("measurements of a step that the scenario has not are refused")
  func measurements() throws {
    let plan = try simulated(
      ScenarioFile(
        Array("workers: { a: 1 }\ntasks: { t: { count: 3, work: 1 s } }\n".utf8), label: "",
        folder: nil
      )
      .scenario()
    ).plan
    func isStep(_ task: Int32, _ number: Int32, _ step: Int32, _ attempt: Int32) -> Bool {
      StepMeasurement(
        task: task, number: number, step: step, attempt: attempt, asked: 0, span: 0, inside: 0,
        processor: 0
      ).isStep(of: plan)
    }
    #expect(isStep(0, 0, 0, 0) && isStep(0, 2, 0, 7))
    #expect(!isStep(1, 0, 0, 0) && !isStep(-1, 0, 0, 0) && !isStep(0, 3, 0, 0))
    #expect(!isStep(0, -1, 0, 0) && !isStep(0, 0, 1, 0) && !isStep(0, 0, 0, -1))
  }

  /// Whoever looked whether it holds runs took its first bytes.
  @Test("a pipe is read once: what it tells is whole")
  func pipe() throws {
    let folder = try ScratchFolder()
    let text = "seed: 7    \nworkers: { a: 1 }\ntasks: { t: { count: 3, work: exponential 1 s } }\n"
    try folder.write(text, to: "s.yaml")
    let program = ToastProgram.path.path
    let words =
      "mkdir q; mkfifo q/s.yaml; cat s.yaml > q/s.yaml & \(program) view s.yaml --frame end > a "
      + "&& cd q && \(program) view s.yaml --frame end > ../b && cmp ../a ../b"
    #expect(try folder.shell(words) == 0)
  }

  @Test("a recording of a very short run ends", .timeLimit(.minutes(5)))
  func shortRecording() throws {
    let folder = try ScratchFolder()
    try folder.write("workers: { a: 1 }\ntasks: { t: { work: 100 ns } }\n", to: "s.yaml")
    #expect(try folder.run("run", "s.yaml", "-q", "-o", "s.cast").code == 0)
    // Ten seconds, and three more at the end, though a frame is less than a nanosecond.
    #expect(try folder.run("view", "s.yaml", "--speed", "10ns", "-o", "slow.cast").code == 0)
    #expect(try folder.text("slow.cast").split(separator: "\n").last?.hasPrefix("[13,") == true)
  }

  @Test("what is no saved run, or is not there, is told")
  func wrongFiles() throws {
    let folder = try ScratchFolder()
    try folder.write("workers: 3", to: "a.yaml")
    #expect(try folder.run("export", "a.yaml").code == 66)
    #expect(try folder.run("export", "none.trace").code == 66)
    // A file is no folder.
    let misplaced = try folder.run("run", "toast", "-o", "a.yaml/out.trace")
    #expect(misplaced.code == 73)
  }

  @Test("saved runs race with each other and with files")
  func racing() throws {
    let folder = try ScratchFolder()
    _ = try folder.run("run", "toast", "-q", "-o", "four.trace")
    _ = try folder.run("run", "toast", "-w", "8", "-q", "-o", "eight.trace")
    let saved = try folder.run("race", "four.trace", "eight.trace", "-f", "csv")
    #expect(saved.code == 0, "\(saved.messages)")
    let rows = saved.output.split(separator: "\n").map { $0.split(separator: ",")[0] }
    #expect(rows == ["run_id", "four", "eight"])
    let mixed = try folder.run("race", "four.trace", "toast", "-w", "2", "-f", "csv")
    #expect(mixed.output.contains("\nfour,") && mixed.output.split(separator: "\n").count == 3)
  }
}
