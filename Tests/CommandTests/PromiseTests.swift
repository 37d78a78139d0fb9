import Foundation
import TestSupport
import Testing

/// The promises of docs/semantics.md, as somebody sees them who has the program alone.
@Suite("Promises")
struct PromiseTests {
  private static let longest = """
    workers: { a: 1 }
    tasks:
      t: { count: 2, work: 876600 h }
      u: { after: t, work: 808847 h }
      v: { after: u, work: 47 min 16.854775806 s }
    """

  @Test("the last nanosecond of 292 years is in every table", arguments: ["json", "csv", "jsonl"])
  func exactSeconds(format: String) throws {
    for table in ["runs", "jobs", "events"] {
      let outcome = try ToastProgram.run(
        ["run", "-", "-f", format, "--table", table], input: Self.longest)
      #expect(outcome.code == 0, "\(outcome.messages)")
      // A Double would say 9223372036.854776.
      #expect(outcome.output.contains("9223372036.854775806"), "\(table)")
    }
    let report = try ToastProgram.run(["run", "-", "--json"], input: Self.longest)
    #expect(report.output.contains("\"makespan_s\": 9223372036.854775806,"))
    #expect(report.output.contains("\"lower_s\": 9223372036.854775806,"))
    let later = Self.longest.replacingOccurrences(of: "806 s", with: "807 s")
    #expect(try ToastProgram.run(["run", "-"], input: later).code == 65)
  }

  @Test(
    "292 years are drawn, too",
    arguments: [
      ["view", "-", "--frame", "100%"], ["view", "-", "--frame", "99.9999999999999999%"],
      ["view", "-", "--guess", "876600h"], ["view", "-", "--narrate"], ["race", "-", "-w", "1,2"],
      ["run", "-", "--guess", "876600h", "--shuffle-ties", "1"],
    ])
  func drawn(arguments: [String]) throws {
    let outcome = try ToastProgram.run(arguments, input: Self.longest)
    #expect(outcome.code == 0 && !outcome.output.isEmpty, "\(outcome.messages)")
  }

  @Test("sums pass 64 bits, and keep their nanoseconds")
  func wideSums() throws {
    let text = """
      workers: { a: 1000 }
      tasks:
        t: { count: 2000, work: [876599 h, 0.000000001 s, 876600 h, 1.5 s] }
      """
    let outcome = try ToastProgram.run(["run", "-", "--json"], input: text)
    #expect(outcome.output.contains("\"t1_s\": 3155758200750.0000005,"))
    #expect(outcome.output.contains("\"idle_tail_s\": 1808250.0000035"))
  }

  @Test("a pinned core, several threads and another folder of temporary files change no byte")
  func sameBytes() throws {
    let folder = try ScratchFolder()
    try folder.write(Self.chance, to: "s.yaml")
    for arguments in [
      ["race", "s.yaml", "--json"], ["sweep", "s.yaml", "-w", "a=1..4", "--json"],
      ["run", "s.yaml", "--trace", "-f", "csv", "--table", "events"],
    ] {
      let first = try ToastProgram.run(arguments, folder: folder.url)
      #expect(first.code == 0, "\(first.messages)")
      for threads in ["1", "2", "8"] {
        let other = try ToastProgram.run(
          arguments + ["--threads", threads], folder: folder.url,
          environment: ["TMPDIR": folder.url.path, "LANG": "C.UTF-8", "TZ": "Asia/Kathmandu"])
        #expect(other.output == first.output, "\(arguments) on \(threads) threads")
      }
    }
  }

  private static let chance = """
    workers: { a: { count: 3, speed: [1, 0.7] }, p: { count: 2, kind: python-threads } }
    resources: { r: 2, s: 1 }
    tasks:
      toast: { count: 60, by: a, arrive: exponential 1 s, work: lognormal 2 s sd 5 s, fails: 5 %, retries: 2 }
      coffee: { count: 20, by: a, steps: [ work: uniform 1 s to 3 s, { wait: normal 2 s sd 2 s, uses: r } ] }
      lock: { each: coffee, by: p, work: exponential 1 s, uses: s }
    cores: 2
    schedule: { order: random }
    replications: 3
    variants: { async: { execution: async } }
    """

  /// The service times of a task's jobs, in their order.
  private func times(_ text: String, _ arguments: String..., of task: String) throws -> [Substring]
  {
    let outcome = try ToastProgram.run(
      ["run", "-", "-f", "csv", "--table", "jobs"] + arguments, input: text)
    #expect(outcome.code == 0, "\(outcome.messages)")
    let rows = outcome.output.split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false)
    }
    let service = try #require(rows[0].firstIndex(of: "service_s"))
    let number = { (row: [Substring]) in Int(row[1].dropFirst(task.count + 1)) ?? 0 }
    return rows.filter { $0[2] == task }.sorted { number($0) < number($1) }.map { $0[service] }
  }

  @Test("toast 37 takes as long whoever works, in whichever order, and beside whatever else")
  func commonRandomNumbers() throws {
    let toast = "toast: { count: 50, work: lognormal 2 min sd 1 min }"
    let alone = "workers: { a: 1 }\ntasks:\n  \(toast)\n"
    let first = try times(alone, of: "toast")
    #expect(first.count == 50 && Set(first).count == 50)
    #expect(try times(alone, "-w", "7", of: "toast") == first)
    #expect(try times(alone, "-s", "execution=async", of: "toast") == first)
    #expect(try times(alone, "-s", "schedule.order=random", "-w", "3", of: "toast") == first)
    #expect(try times(alone, "-s", "schedule.assign=static", "-w", "4", of: "toast") == first)
    let coffee = "coffee: { count: 30, work: exponential 1 min, priority: 2 }"
    for tasks in ["\(coffee)\n  \(toast)", "\(toast)\n  \(coffee)"] {
      #expect(try times("workers: { a: 2 }\ntasks:\n  \(tasks)\n", of: "toast") == first)
    }
    #expect(try times(alone, "--seed", "43", of: "toast") != first)
    #expect(try times(alone, "-s", "tasks.toast.count=80", of: "toast").prefix(50) == first[...])
  }

  @Test("what ends exactly at the horizon counts, and what ends a nanosecond later does not")
  func horizon() throws {
    func run(_ until: String) throws -> Report {
      try Report(
        ToastProgram.run(
          ["run", "-", "--json", "-s", "until=\(until)"],
          input: "workers: { a: 1 }\ntasks: { t: { count: 3, work: 2 s } }\nuntil: 1 s\n"
        ).output)
    }
    let before = try run("3.999999999 s")
    #expect(before["jobs_finished_count"] == 1 && before["makespan_s"] == nil)
    #expect(before["elapsed_s"] == 3.999999999)
    #expect(before.text("reasons.makespan_s") != nil && before.text("reasons.speedup_ratio") != nil)
    let at = try run("4 s")
    #expect(at["jobs_finished_count"] == 2 && at["makespan_s"] == nil && at["elapsed_s"] == 4)
    let end = try run("6 s")
    #expect(end["jobs_finished_count"] == 3 && end["makespan_s"] == 6 && end["speedup_ratio"] == 1)
    #expect(try run("7 s")["elapsed_s"] == 6)
  }

  private static let stuck = """
    workers: { a: 2 }
    resources: { f: 1, g: 1 }
    tasks:
      x: { uses: f, steps: [ work: 100 ms, { work: 100 ms, uses: g } ] }
      y: { uses: g, steps: [ work: 100 ms, { work: 100 ms, uses: f } ] }
    """

  @Test(
    "every verb says who waits for whom, exit 1",
    arguments: [
      ["run"], ["run", "-q"], ["race", "-w", "1,2"], ["sweep", "-w", "1,2"], ["view"],
      ["view", "--narrate"], ["check", "--run"], ["run", "--json"],
      ["race", "-w", "1,2", "--json"],
      ["sweep", "-w", "1,2", "--json"], ["real", "--no-baseline", "-r", "1", "--json"],
    ])
  func deadlock(arguments: [String]) throws {
    let folder = try ScratchFolder()
    try folder.write(Self.stuck, to: "s.yaml")
    let outcome = try ToastProgram.run(
      [arguments[0], "s.yaml"] + arguments.dropFirst(), folder: folder.url)
    #expect(outcome.code == 1, "\(outcome.messages)")
    let told = outcome.output + outcome.messages
    guard arguments.contains("--json") else {
      let words = told.split(whereSeparator: \.isWhitespace).joined(separator: " ")
      #expect(words.contains("y 1 holds a 2, g 1 and waits for f"), "\(told)")
      return
    }
    let report = try Report(outcome.output)
    let place = arguments[0] == "run" ? "deadlock" : "deadlocks.0"
    #expect((report.value("\(place).at_s") as? NSNumber).map { $0.doubleValue >= 0.1 } == true)
    #expect(report.value("\(place).jobs.0.waits_for") is String)
    #expect((report.value("\(place).jobs.0.holds") as? [String])?.count == 2)
    #expect(report.value("\(place).jobs.1.job") is String)
  }
}
