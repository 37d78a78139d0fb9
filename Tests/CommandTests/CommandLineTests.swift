import Foundation
import TestSupport
import Testing

@Suite("The command line")
struct CommandLineTests {
  private func run(_ arguments: String..., input: String = "") throws -> ToastProgram.Outcome {
    try ToastProgram.run(arguments, input: input)
  }

  @Test("bare toast says what it is")
  func bare() throws {
    let outcome = try run()
    #expect(outcome.code == 0)
    #expect(outcome.output.contains("toast run toast"))
  }

  @Test("an unknown scenario gets the nearest bundled one, exit 66")
  func unknownScenario() throws {
    let outcome = try run("run", "taost")
    #expect(outcome.code == 66 && outcome.output.isEmpty)
    #expect(outcome.messages.contains("did you mean `toast`?"))
  }

  @Test("a folder cannot be read, exit 66")
  func folder() throws {
    #expect(try run("run", "Sources").code == 66)
  }

  @Test("wrong usage is exit 64")
  func usage() throws {
    #expect(try run("run").code == 64)
    #expect(try run("run", "toast", "--speed", "3").code == 64)
    #expect(try run("run", "toast", "--set", "workers.toaster").code == 64)
    #expect(try run("run", "toast", "--format", "xml").code == 64)
    let variant = try run("run", "toast", "--variant", "one-toastr")
    #expect(variant.code == 64)
    #expect(variant.messages.contains("did you mean `one-toaster`?"))
  }

  @Test("output that cannot be written is exit 73, a reader that went away is not an error")
  func brokenOutput() throws {
    func shell(_ command: String) throws -> Int32 {
      let process = Process()
      process.executableURL = URL(fileURLWithPath: "/bin/sh")
      process.arguments = ["-c", command, ToastProgram.path.path]
      process.standardError = FileHandle.nullDevice
      process.standardOutput = FileHandle.nullDevice
      try process.run()
      process.waitUntilExit()
      return process.terminationStatus
    }
    #expect(try shell("\"$0\" run toast > /dev/full") == 73)
    #expect(try shell("\"$0\" run toast >&-") == 73)
    #expect(try shell("trap '' PIPE; { \"$0\" run toast --json; echo $? >&2; } 2>&1 | true") == 0)
    #expect(try shell("\"$0\" run nothing 2> /dev/full") == 66)
  }

  @Test("a mistake on the command line is exit 64 and shows the command line")
  func wrongOverride() throws {
    let outcome = try run("run", "toast", "-s", "tasks.toast.cuont=10")
    #expect(outcome.code == 64)
    #expect(outcome.messages.contains("did you mean `count`?"))
    #expect(try run("run", "toast", "-w", "0").code == 64)
    #expect(try run("run", "toast", "-w", "1,2").code == 64)
    #expect(try run("run", "toast", "-r", "0").code == 64)
  }

  @Test("warnings are those of the variant that runs")
  func variantWarnings() throws {
    #expect(try run("run", "breakfast-for-two").messages.isEmpty)
    let handsOn = try run("run", "breakfast-for-two", "--variant", "hands-on")
    #expect(handsOn.messages.contains("no step waits"))
  }

  @Test("a replication that is stuck is the outcome, not a part of a mean")
  func stuckReplication() throws {
    let text = """
      workers: { a: 2 }
      resources: { f: 1, g: 1 }
      tasks:
        x: { uses: f, steps: [ work: exponential 1 s, { work: 1 s, uses: g } ] }
        y: { uses: g, steps: [ work: exponential 1 s, { work: 1 s, uses: f } ] }
        z: { arrive: 1 s, work: 1 s }
      """
    let outcome = try run("run", "-", "--json", "-r", "20", input: text)
    #expect(outcome.code == 1)
    #expect(try Report(outcome.output).value("deadlock.jobs.1.job") != nil)
  }

  @Test("an invalid scenario is exit 65, with nothing on standard output")
  func invalid() throws {
    let outcome = try run("run", "-", input: "workers: { a: 1 }\ntasks: { b: { work: 2 } }\n")
    #expect(outcome.code == 65 && outcome.output.isEmpty)
    #expect(outcome.messages.contains("standard input:2:21"))
    #expect(outcome.messages.contains("1 error, nothing was run."))
  }

  @Test("-w needs a pool's name where there are several")
  func severalPools() throws {
    let text =
      "workers: { a: 1, b: 2 }\ntasks: { t: { by: a, work: 2 s }, u: { by: b, work: 1 s } }\n"
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID()).yaml")
    try text.write(to: file, atomically: true, encoding: .utf8)
    defer { try? FileManager.default.removeItem(at: file) }
    let outcome = try run("run", file.path, "-w", "4")
    #expect(outcome.code == 64 && outcome.messages.contains("write -w a=4 or -w b=4"))
    #expect(try Report(run("run", file.path, "--json", "-w", "b=7").output)["workers_count"] == 8)
  }

  private let philosophers = """
    name: Two philosophers
    workers: { philosopher: 2 }
    resources: { left-fork: 1, right-fork: 1 }
    tasks:
      plato: { uses: right-fork, steps: [ work: 1 s, { work: 1 s, uses: left-fork } ] }
      socrates: { uses: left-fork, steps: [ work: 1 s, { work: 1 s, uses: right-fork } ] }
    """

  @Test("a deadlock says who holds what and who waits for whom, exit 1")
  func deadlock() throws {
    let text = try run("run", "-", input: philosophers)
    #expect(text.code == 1)
    let words = text.output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(
      words.contains(
        "plato 1 holds philosopher 1, right-fork 1 and waits for left-fork. socrates 1 holds "
          + "philosopher 2, left-fork 1 and waits for right-fork."))
    let json = try Report(run("run", "-", "--json", input: philosophers).output)
    #expect((json.value("runs") as? [Any])?.isEmpty == true)
    #expect(json.value("deadlock.jobs.0.job") as? String == "plato 1")
    #expect(json.value("deadlock.jobs.0.holds.1") as? String == "right-fork 1")
    #expect(json.value("deadlock.jobs.0.waits_for") as? String == "left-fork")
  }

  @Test("an expectation that does not hold is exit 1, and the report is printed")
  func expectation() throws {
    let text = "workers: { a: 2 }\ntasks: { t: { count: 3, work: 2 s } }\nexpect:\n"
    let wrong = try run("run", "-", input: text + "  - makespan = 3 s\n  - speedup = 1.5\n")
    #expect(wrong.code == 1)
    #expect(wrong.output.contains("expect: makespan = 3 s does not hold: it is 4 s"))
    let right = try run("run", "-", input: text + "  - makespan = 4 s\n  - speedup >= 1.4\n")
    #expect(right.code == 0 && right.output.contains("expect: all 2 hold"))
    let changed = try run(
      "run", "-", "-s", "workers.a=1", input: text + "  - makespan = 4 s\n")
    #expect(changed.code == 0 && changed.output.contains("are not checked"))
    let quiet = try run("run", "-", "-q", input: text + "  - makespan = 3 s\n")
    #expect(quiet.code == 1 && quiet.output.isEmpty)
    #expect(quiet.messages == "toast: expected makespan = 3 s, but it is 4 s\n")
  }

  @Test("shuffled ties tell whether the order of simultaneous events matters")
  func ties() throws {
    let even = try run("run", "toast", "--shuffle-ties", "1")
    #expect(even.output.contains("no effect in 16 shuffles"))
    let uneven = """
      workers: { a: 2 }
      tasks:
        x: { work: 1 s }
        y: { work: 1 s }
        after-x: { each: x, work: 1 s }
        after-y: { each: y, work: 9 s }
        last: { after: after-x, work: 9 s }
        other: { work: 1 s }
      """
    let outcome = try run("run", "-", "--shuffle-ties", "1", input: uneven)
    #expect(outcome.output.contains("depends on the order of simultaneous events"))
  }

  @Test("replications give means, and a seed gives the same bytes")
  func replications() throws {
    let text = """
      workers: { till: 2 }
      tasks: { guest: { count: 200, arrive: exponential 30 s, work: exponential 50 s } }
      """
    let one = try run("run", "-", "--json", "-r", "5", input: text)
    #expect(one.output == (try run("run", "-", "--json", "-r", "5", input: text)).output)
    let report = try Report(one.output)
    #expect(report["replications.count"] == 5)
    #expect(report["replications.makespan_s.mean"] != nil)
    #expect(report["replications.makespan_s.sd"] != nil)
    #expect(report.text("reasons.speedup_ratio")?.contains("arrive over time") == true)
    #expect(
      (try run("run", "-", "--json", "--seed", "7", "-r", "5", input: text)).output != one.output)
  }

  @Test("a run that passes 292 years says so, exit 65")
  func beyondClock() throws {
    let text = "workers: { a: 1 }\ntasks: { t: { count: 100000, work: 876600 h } }\n"
    let outcome = try run("run", "-", input: text)
    #expect(outcome.code == 65 && outcome.messages.contains("292 years"))
  }

  @Test("a run close to the end of the clock is drawn like any other")
  func longRun() throws {
    let text = "workers: { a: 1 }\ntasks: { t: { count: 3, work: 850000 h } }\n"
    let outcome = try run("run", "-", input: text)
    #expect(outcome.code == 0 && outcome.output.contains("makespan    2550000 h"))
  }

  @Test("-q still tells of a deadlock")
  func quietDeadlock() throws {
    let outcome = try run("run", "-", "-q", input: philosophers)
    #expect(outcome.code == 1 && outcome.output.isEmpty)
    #expect(
      outcome.messages
        == "toast: plato 1 holds philosopher 1, right-fork 1 and waits for left-fork\n"
        + "toast: socrates 1 holds philosopher 2, left-fork 1 and waits for right-fork\n")
  }

  @Test("a folder does not hide a bundled scenario of its name")
  func folderNamedLikeScenario() throws {
    let folder = Repository.root.appendingPathComponent("Sources")
    #expect(try ToastProgram.run(["run", "toast"], folder: folder).code == 0)
  }

  @Test("what was found is told to the digit that matters")
  func foundDigits() throws {
    let text = "workers: { a: 1 }\ntasks: { t: { work: 62.04 s } }\nexpect:\n"
    let outcome = try run("run", "-", input: text + "  - makespan = 62.00 s\n")
    #expect(outcome.code == 1 && outcome.output.contains("it is 62.04 s"))
    let rate = try run("run", "-", input: text + "  - throughput > 58 per h within 1 %\n")
    #expect(rate.code == 0)
  }

  @Test("replications of which one is cut are cut, not stuck")
  func cutReplication() throws {
    let text = """
      workers: { a: 1 }
      tasks: { t: { count: 3, work: exponential 1 s } }
      until: 3 s
      """
    let outcome = try run("run", "-", "-r", "10", input: text)
    #expect(outcome.output.contains("cut at") && !outcome.output.contains("stuck"))
    #expect(outcome.output.contains("mean of 10 replications"))
  }

  @Test("above a million jobs lanes and percentiles need --trace")
  func withoutTrace() throws {
    let text = "workers: { a: 8 }\ntasks: { t: { count: 1000001, work: 1 s } }\n"
    let report = try Report(run("run", "-", "--json", input: text).output)
    #expect(report["makespan_s"] == 125_001)
    #expect(report.text("fingerprint") == nil)
    #expect(report.text("reasons.fingerprint") != nil)
    #expect(report["lanes.0.jobs_count"] == 125_001)
    #expect(report["tasks.0.response_s_p95"] == nil)
  }
}
