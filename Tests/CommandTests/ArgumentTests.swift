import Foundation
import TestSupport
import Testing

/// What nobody types on purpose; `.ci/arguments` types much more of it.
@Suite("Hostile arguments")
struct ArgumentTests {
  @Test(
    "a number that cannot be meant is refused, exit 64",
    arguments: [
      ["run", "toast", "--threads", "9223372036854775807"],
      ["race", "toast", "-w", "1,2,3", "--threads", "9223372036854775807"],
      ["sweep", "toast", "--threads", "1025"],
      ["export", "x.trace", "--threads", "0"],
      [
        "race", "bakery-queue", "-w", "1,2", "--precision", "50%", "--budget",
        "9223372036854775807",
      ],
      ["run", "bakery-queue", "--precision", "50%", "--budget", "100001"],
      ["run", "bakery-queue", "--precision", "0x10%"],
      ["run", "bakery-queue", "--precision", "1e1%"],
      ["run", "bakery-queue", "--precision", "5.%"],
      ["run", "toast", "-w", "9223372036854775807..9223372036854775807"],
      ["run", "toast", "-w", "9223372036854775806..9223372036854775807"],
      ["race", "toast", "-w", Array(repeating: "1..10000", count: 1_000).joined(separator: ",")],
      ["sweep", "toast", "-w", Array(repeating: "1", count: 20_000).joined(separator: ",")],
    ])
  func refused(arguments: [String]) throws {
    let outcome = try ToastProgram.run(arguments)
    #expect(outcome.code == 64, "\(outcome.messages.prefix(400))")
    #expect(outcome.output.isEmpty && !outcome.messages.isEmpty)
    #expect(outcome.messages.utf8.count < 4_000)
  }

  @Test(
    "so is one of a real run",
    arguments: ["1e999%", "1e17%", "0x10%", "nan%", "0%", "1000001%", "99999999999999999999%"])
  func limit(text: String) throws {
    let outcome = try ToastProgram.run(
      ["real", "-", "--no-baseline", "-r", "1", "--limit", text],
      input: "workers: { a: 2 }\ntasks: { t: { count: 8, wait: 10 ms } }\n")
    #expect(outcome.code == 64 && outcome.messages.contains("--limit"), "\(outcome.messages)")
  }

  @Test("a scale that makes nothing of the scenario's steps gets one that can be written")
  func scale() throws {
    let text = "workers: { a: 2 }\ntasks: { t: { count: 8, wait: 1 ns }, u: { wait: 3 h } }\n"
    let outcome = try ToastProgram.run(
      ["real", "-", "--no-baseline", "-r", "1", "--scale", "876600h=1ns"], input: text)
    #expect(outcome.code == 64, "\(outcome.messages)")
    #expect(outcome.messages.contains("Write --scale 1ns="))
  }

  @Test("a message is of a length that is read, and ends with what to do")
  func length() throws {
    let long = String(repeating: "x", count: 100_000)
    for arguments in [
      ["run", long], ["run", "toast", "--precision", long], ["export", long], [long],
    ] {
      let outcome = try ToastProgram.run(arguments)
      #expect([64, 66].contains(outcome.code), "\(outcome.code)")
      #expect(outcome.messages.utf8.count < 8_000)
    }
    let missing = try ToastProgram.run(["run", long])
    #expect(missing.messages.hasSuffix("toast list tells what is\n"))
  }

  @Test("the smallest number there is names no step and no answer")
  func smallest() throws {
    let path = "tasks.t.steps.\(Int.min).work"
    let text = "workers: { a: 2 }\ntasks: { t: { steps: [ work: 1 s, wait: 2 s ] } }\n"
    let typed = try ToastProgram.run(["run", "-", "-s", "\(path)=1 s"], input: text)
    #expect(typed.code == 64 && typed.messages.contains("counted from 1"))
    let written = try ToastProgram.run(
      ["check", "-"], input: text + "variants: { v: { \(path): 1 s } }\n")
    #expect(written.code == 65 && written.output.contains("counted from 1"))
    let answers = String(repeating: "\(Int.min)\n\n", count: 40)
    let quiz = try ToastProgram.run(["learn", "--quiz", "--seed", "1"], input: answers)
    #expect(quiz.code == 0 && quiz.output.contains("is none of the answers"))
  }

  @Test("a job log whose jobs end when the clock does is read")
  func jobLog() throws {
    let log = """
      Seq\tHost\tStarttime\tJobRuntime\tSend\tReceive\tExitval\tSignal\tCommand
      1\t:\t8999999998.000\t3000000000.000\t0\t0\t0\t0\tx
      2\t:\t8999999999.000\t3000000000.000\t0\t0\t0\t0\tx

      """
    let outcome = try ToastProgram.run(["new", "-", "--from", "-"], input: log)
    #expect(outcome.code == 0 && outcome.output.contains("workers"), "\(outcome.messages)")
  }

  @Test("of several frames all are written, or none")
  func frames() throws {
    let folder = try ScratchFolder()
    #expect(try folder.run("view", "toast", "-o", "x.svg", "-o", "y.xyz").code == 64)
    #expect(try folder.run("view", "toast", "-o", "x.svg", "-o", "x.svg").code == 64)
    #expect(try folder.run("view", "toast", "-o", "x.svg", "-o", "missing/y.txt").code == 73)
    #expect(folder.names == [])
    #expect(try folder.run("view", "toast", "-o", "x.svg", "-o", "y.txt").code == 0)
    #expect(folder.names == ["x.svg", "y.txt"])
  }
}
