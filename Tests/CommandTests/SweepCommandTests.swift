import Foundation
import TestSupport
import Testing

/// Jobs of random lengths.
private let random = """
  workers: { worker: 4 }
  tasks: { job: { count: 40, work: lognormal 1 min sd 30 s } }
  replications: 3
  """

@Suite("toast sweep")
struct SweepCommandTests {
  private func rows(_ tsv: String) -> [[String: String]] {
    let lines = tsv.split(separator: "\n").map {
      $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
    }
    return lines.dropFirst().map { Dictionary(uniqueKeysWithValues: zip(lines[0], $0)) }
  }

  private func sweep(_ arguments: String...) throws -> [[String: String]] {
    let outcome = try ToastProgram.run(["sweep"] + arguments + ["-f", "tsv"])
    #expect(outcome.code == 0, "\(outcome.messages)")
    return rows(outcome.output)
  }

  @Test("the talk's numbers: 210, 60 and 36 minutes with 1, 4 and 8 cooks")
  func talk() throws {
    let points = try sweep("amdahl", "--vary", "workers.cook=1,4,8")
    #expect(points.map { $0["makespan_s_mean"] } == ["12600", "3600", "2160"])
    #expect(points.map { $0["amdahl_speedup_ratio"] } == ["1", "3.5", "6"])
    #expect(points.map { $0["param_cook"] } == ["1", "4", "8"])
    #expect(points[1]["karp_flatt_ratio"]?.hasPrefix("0.047619") == true)
  }

  @Test("in weak scaling tasks of several jobs grow, and single jobs do not")
  func weak() throws {
    let points = try sweep("amdahl", "-w", "1,2,4", "--weak")
    #expect(points.map { $0["jobs_count"] } == ["102", "202", "402"])
    #expect(points.allSatisfy { $0["makespan_s_mean"] == "12600" })
    #expect(points.allSatisfy { $0["scaled_efficiency_ratio"] == "1" })
  }

  @Test("several parameters are a grid, the last one fastest; a file's own sweep is the default")
  func grid() throws {
    let folder = try ScratchFolder()
    try folder.write(random + "\nsweep: { workers.worker: 1..4 x2, seed: [1, 2] }\n", to: "r.yaml")
    let own = rows(try folder.run("sweep", "r.yaml", "-f", "tsv").output)
    let pairs = own.map { "\($0["param_worker"] ?? "") \($0["param_seed"] ?? "")" }
    #expect(pairs == ["1 1", "1 2", "2 1", "2 2", "4 1", "4 2"])
    let named = rows(try folder.run("sweep", "r.yaml", "--vary", "seed=7", "-f", "tsv").output)
    #expect(named.count == 1 && named[0]["seed"] == "7" && named[0]["repeats_count"] == "3")
  }

  @Test("any number of threads gives the same bytes, with replications and with a goal")
  func threads() throws {
    let folder = try ScratchFolder()
    try folder.write(random, to: "r.yaml")
    for goal in [[], ["--precision", "10%"]] {
      let outputs = try ["1", "2", "5"].map { count in
        let arguments = ["sweep", "r.yaml", "-w", "1..6", "--threads", count, "--json"]
        return try ToastProgram.run(arguments + goal, folder: folder.url)
      }
      #expect(outputs.allSatisfy { $0.code == 0 && $0.output == outputs[0].output })
      #expect(outputs[0].output.contains("\"schema\": \"toast.sweep/1\""))
    }
  }

  @Test("Ctrl-C keeps the points that are whole, and ends a long run at once")
  func interrupted() throws {
    let folder = try ScratchFolder()
    // The first points take no time, the last ones minutes.
    try folder.write(random, to: "r.yaml")
    let process = Process()
    process.executableURL = ToastProgram.path
    process.arguments =
      ["sweep", "r.yaml", "--vary", "tasks.job.count=1,2,3,30000000", "-o", "points.tsv", "-q"]
    process.currentDirectoryURL = folder.url
    try process.run()
    while process.isRunning, !catchesInterrupt(process) { Thread.sleep(forTimeInterval: 0.1) }
    Thread.sleep(forTimeInterval: 2)
    while process.isRunning {
      process.interrupt()
      for _ in 0..<200 where process.isRunning { Thread.sleep(forTimeInterval: 0.1) }
    }
    #expect(process.terminationStatus == 130)
    // A busy machine may have made none of them.
    if folder.names.contains("points.tsv") {
      let jobs = rows(try folder.text("points.tsv")).map { $0["jobs_count"] }
      #expect(jobs == Array(["1", "2", "3"].prefix(jobs.count)))
    }
    #expect(folder.names.filter { $0.hasPrefix(".") }.isEmpty)
  }

  /// Whether a program handles Ctrl-C by now, which the kernel tells as a mask of signals.
  private func catchesInterrupt(_ process: Process) -> Bool {
    let path = "/proc/\(process.processIdentifier)/status"
    let lines = ((try? String(contentsOfFile: path, encoding: .utf8)) ?? "").split(separator: "\n")
    let mask = lines.first { $0.hasPrefix("SigCgt:") }?.split(separator: "\t").last
    return UInt64(mask ?? "", radix: 16).map { $0 & 1 << (SIGINT - 1) != 0 } ?? false
  }

  @Test("points can be run for real, each kind of worker a series")
  func real() throws {
    let points = try sweep(
      "toast", "-w", "1,2", "-s", "tasks.toast.count=8", "--on", "threads,processes", "-r", "2",
      "--scale", "1min=3ms")
    #expect(points.map { $0["param_on"] } == ["threads", "threads", "processes", "processes"])
    #expect(points.allSatisfy { $0["repeats_count"] == "2" && $0["mode"] == "threads+processes" })
    #expect(points.map { $0["simulated_makespan_s"] } == ["0.048", "0.024", "0.048", "0.024"])
    #expect(points.allSatisfy { Double($0["makespan_s_mean"] ?? "") ?? 0 > 0.02 })
  }

  @Test("what is wrong gets a remedy")
  func mistakes() throws {
    for (arguments, code, text) in [
      (["toast", "--vary", "workers.toster=1,2"], 64, "toaster"),
      (["toast", "--vary", "workers.toaster"], 64, "--vary PATH=VALUE"),
      (["toast", "-w", "1,2", "--vary", "workers.toaster=4"], 64, "varied twice"),
      (["toast", "-w", "1..1000", "-s", "seed=1..1000"], 64, "at most"),
      (["toast", "-w", "1,2", "-o", "x.cast"], 64, "no lanes"),
      (["toast", "--scale", "1min=1ms"], 64, "--on threads"),
      (["toast", "-w", "1,2", "--on", "threads", "--precision", "1%"], 64, "toast sweep --on"),
      (["toast", "-w", "1,2", "-o", "/nonexistent-folder/x.csv"], 73, "cannot be written"),
      (["nothing-like-it"], 66, "toast list"),
    ] as [([String], Int32, String)] {
      let outcome = try ToastProgram.run(["sweep"] + arguments)
      #expect(outcome.code == code, "\(arguments)")
      #expect(outcome.messages.contains(text), "\(outcome.messages)")
      #expect(outcome.output.isEmpty)
    }
  }
}
