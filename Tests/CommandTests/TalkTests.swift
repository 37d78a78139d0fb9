import Foundation
import TestSupport
import Testing

/// A parsed report of `toast run --json`, by dotted paths.
struct Report {
  private let root: Any

  init(_ text: String) throws { root = try JSONSerialization.jsonObject(with: Data(text.utf8)) }

  /// The value at a path such as `bounds.lower_s` of the first run; nil for null and for nothing.
  subscript(path: String) -> Double? { (value("runs.0." + path) as? NSNumber)?.doubleValue }

  func text(_ path: String) -> String? { value("runs.0." + path) as? String }

  func value(_ path: String) -> Any? {
    var value: Any? = root
    for word in path.split(separator: ".") {
      if let list = value as? [Any], let index = Int(word), list.indices.contains(index) {
        value = list[index]
      } else {
        value = (value as? [String: Any])?[String(word)]
      }
    }
    return value is NSNull ? nil : value
  }
}

/// Runs a bundled scenario and gives its report as JSON and as text.
private func talk(
  _ name: String, _ arguments: [String] = []
) throws -> (json: Report, text: String) {
  let json = try ToastProgram.run(["run", name, "--json"] + arguments)
  let text = try ToastProgram.run(["run", name] + arguments)
  #expect(json.code == 0 && text.code == 0, "\(json.messages)")
  return (try Report(json.output), text.output)
}

@Suite("The talk's numbers")
struct TalkTests {
  @Test("100 toasts: 200 minutes in one toaster, 50 in four, 25 each")
  func toasters() throws {
    let four = try talk("toast")
    #expect(four.json["makespan_s"] == 3_000)
    #expect(four.json["speedup_ratio"] == 4 && four.json["efficiency_ratio"] == 1)
    #expect(four.json["amdahl.speedup_ratio"] == 4 && four.json["amdahl.p_ratio"] == 1)
    for lane in 0..<4 { #expect(four.json["lanes.\(lane).jobs_count"] == 25) }
    #expect(four.text.contains("makespan    50 min"))
    #expect(four.text.contains("4.00x of 4, efficiency 100 %"))
    #expect(four.text.contains("4.00x (p = 1.000, N = 4)"))
    let one = try talk("toast", ["-w", "1"])
    #expect(one.json["makespan_s"] == 12_000 && one.json["speedup_ratio"] == 1)
    #expect(one.text.contains("makespan    200 min"))
  }

  @Test("the published example of the report is what the program writes")
  func publishedExample() throws {
    let report = try talk("toast").json
    let expected: [(String, Double)] = [
      ("workers_count", 4), ("jobs_count", 100), ("jobs_finished_count", 100),
      ("jobs_failed_count", 0), ("elapsed_s", 3_000), ("t1_s", 12_000), ("work_s", 12_000),
      ("wait_s", 0), ("span_s", 120), ("parallelism_ratio", 100), ("baseline.makespan_s", 12_000),
      ("baseline.workers_count", 1), ("utilisation_ratio", 1), ("concurrency_peak_count", 4),
      ("concurrency_mean_ratio", 4), ("imbalance_ratio", 1),
      ("throughput_per_s", 0.03333333333333333), ("bounds.lower_s", 3_000),
      ("bounds.upper_s", 3_090), ("bounds.ceiling_ratio", 100), ("amdahl.n_count", 4),
      ("account.work_s", 12_000), ("account.idle_tail_s", 0), ("lanes.0.busy_s", 3_000),
      ("lanes.0.utilisation_ratio", 1), ("tasks.0.queued_s_mean", 1_440),
      ("tasks.0.service_s_mean", 120), ("tasks.0.response_s_mean", 1_560),
      ("tasks.0.response_s_p95", 2_880),
    ]
    for (path, value) in expected { #expect(report[path] == value, "\(path)") }
    #expect(report.text("bounds.binds") == "workers" && report.text("amdahl.n_is") == "workers")
    #expect(report.text("lanes.0.lane") == "toaster 1" && report.text("lanes.0.kind") == "worker")
    #expect(report.value("schema") as? String == "toast.report/1")
  }

  @Test("one toast and one coffee: 7 minutes in sync, 5 in async, 7 hands-on")
  func breakfast() throws {
    let sync = try talk("breakfast-for-two")
    #expect(sync.json["makespan_s"] == 420)
    #expect(sync.text.contains("makespan    7 min"))
    #expect(try talk("breakfast-for-two", ["--variant", "async"]).json["makespan_s"] == 300)
    let handsOn = try ToastProgram.run(
      ["run", "breakfast-for-two", "--variant", "hands-on", "--json"])
    #expect(try Report(handsOn.output)["makespan_s"] == 420)
  }

  @Test("in 5 minutes of async, 1 coffee and 2 toasts are done")
  func untilFive() throws {
    let run = try talk("breakfast-until-five")
    #expect(run.json["elapsed_s"] == 300 && run.json["makespan_s"] == nil)
    #expect(run.json["tasks.0.finished_count"] == 2 && run.json["tasks.1.finished_count"] == 1)
    #expect(run.json["speedup_ratio"] == nil)
    #expect(run.json.text("reasons.speedup_ratio") == "the horizon cut the run")
    #expect(run.text.contains("cut at      5 min"))
    #expect(run.text.contains("3 of 101"))
  }

  @Test("100 toasts and 100 coffees: 700 minutes in sync, 500 in async")
  func toastAndCoffee() throws {
    let async = try talk("toast-and-coffee")
    #expect(async.json["makespan_s"] == 30_000)
    #expect(async.json["speedup_ratio"] == 1.4 && async.json["concurrency_mean_ratio"] == 1.4)
    #expect(async.json["bounds.ceiling_ratio"] == 1.4)
    #expect(async.json.text("bounds.binds") == "coffee-maker")
    #expect(async.json["amdahl.speedup_ratio"] == 2 && async.json["amdahl.p_ratio"] == 1)
    #expect(async.json["amdahl.n_count"] == 2)
    #expect(async.json.text("amdahl.n_is") == "concurrency")
    #expect(async.json["efficiency_ratio"] == nil)
    #expect(async.text.contains("1.40x (coffee-maker)"))
    #expect(async.text.contains("2.00x (p = 1.000, C = 2)"))
    #expect(try talk("toast-and-coffee", ["--variant", "sync"]).json["makespan_s"] == 42_000)
  }

  @Test(
    "a serial part: 210, 60 and 36 minutes, Amdahl 1, 3.5 and 6, bounds 210, 52.5 and 26.25",
    arguments: [(1, 12_600, 1, 12_600), (4, 3_600, 3.5, 3_150), (8, 2_160, 6, 1_575)]
      as [(Int, Double, Double, Double)])
  func serialPart(cooks: Int, makespan: Double, amdahl: Double, lower: Double) throws {
    let run = try talk("amdahl", ["-w", "\(cooks)"])
    #expect(run.json["makespan_s"] == makespan)
    #expect(((run.json["amdahl.p_ratio"] ?? 0) - 200.0 / 210).magnitude < 1e-12)
    #expect(run.json["amdahl.speedup_ratio"] == amdahl)
    #expect(run.json["bounds.lower_s"] == lower)
    #expect(run.text.contains("p = 0.952"))
  }

  @Test("jobs of 10, 5 and 5 minutes on two workers: 10 minutes, twice as fast")
  func uneven() throws {
    let run = try talk("uneven-jobs").json
    #expect(run["makespan_s"] == 600 && run["speedup_ratio"] == 2)
    #expect(run["amdahl.p_ratio"] == 1 && run["amdahl.speedup_ratio"] == 2)
    #expect(run["bounds.ceiling_ratio"] == 2)
  }

  @Test("the interpreter lock: 80 minutes on threads, 20 on processes, 20 for waits")
  func interpreterLock() throws {
    let threads = try talk("interpreter-lock")
    #expect(threads.json["makespan_s"] == 4_800)
    #expect(threads.json["account.slowed_s"] == 14_400)
    #expect(threads.json.text("bounds.binds") == "thread")
    #expect(threads.text.contains("makespan    80 min"))
    #expect(
      try talk("interpreter-lock", ["--variant", "processes"]).json["makespan_s"] == 1_200)
    #expect(try talk("interpreter-lock", ["--variant", "waiting"]).json["makespan_s"] == 1_200)
  }

  @Test("35 000 images: no pool takes 3.6 hours with 35 chunks of 2.12 hours")
  func images() throws {
    let chunk = 2.12 * 3_600
    for workers in 1...40 {
      let output = try ToastProgram.run(["run", "images", "--json", "-w", "\(workers)"]).output
      let makespan = try #require(try Report(output)["makespan_s"])
      #expect(workers < 35 ? makespan >= 2 * chunk : makespan == chunk, "\(workers) workers")
    }
    #expect(try talk("images", ["-w", "34"]).json["makespan_s"] == 2 * chunk)
  }
}
