import ArgumentParser
import Execution
import Foundation
import Model
import Rendering
import ScenarioFiles

/// `toast doctor`: what this terminal and this machine can do.
struct DoctorCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: "Tell what this terminal and this machine can do, and what workers cost here.",
    discussion: """
      What real runs are predicted from is measured once, about seven seconds a kind of worker, and kept.
      """)

  @Flag(help: "Measure again what is known.")
  var fresh = false

  @Flag(help: "Print JSON: the facts, and all samples.")
  var json = false

  func run() throws {
    let facts = MachineFacts.read()
    var cache = MachineCache(facts)
    let options = RealOptions()
    let progress = Progress(isShown: true)
    defer { progress.clear() }
    var obstacles: [String] = []
    try options.interrupt.catchingSignals { () throws(any Error) in
      for kind in WorkerKind.allCases where !options.interrupt.isRaised {
        do throws(ExecutionError) {
          _ = try cache.crew(kind, .sync, options, isFresh: fresh, tell: progress.tell)
        } catch {
          obstacles.append(Failure(error, on: kind).message)
        }
      }
    }
    progress.clear()
    if options.interrupt.isRaised {
      obstacles.append("Interrupted: this is a part of what was to be measured.")
    }
    let text = DoctorText(facts: facts, cache: cache).text(obstacles)
    try Console.write(json ? document(cache) : text)
    if options.interrupt.isRaised { throw ExitCode.interrupted }
  }

  private func document(_ cache: MachineCache) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
    return String(decoding: try encoder.encode(cache.profile), as: UTF8.self) + "\n"
  }
}

/// The page of `toast doctor`.
struct DoctorText {
  let facts: MachineFacts
  let cache: MachineCache

  /// The page, with what is not possible here.
  func text(_ obstacles: [String]) -> String {
    var lines = ["Terminal"] + rows(terminal) + ["", "Machine"] + rows(machine)
    lines += ["", "Workers, measured here (medians; microseconds)"] + table()
    lines += obstacles.flatMap { Layout.fold($0, indent: "  ", width: 80) }
    let late = cache.profile.crews.map { Samples($0.shortOvershoot).median }.max() ?? 0
    let shortest = 20 * max(late, facts.clockResolution)
    lines += [
      "",
      "A step of a real run should last \(micro(shortest)) us or more: 20 times what a sleep is",
      "late here. `toast real` refuses shorter ones.",
    ]
    if let path = cache.path { lines.append("Kept in \(harmless(path)); --fresh measures again.") }
    return lines.map { $0 + "\n" }.joined()
  }

  private func rows(_ facts: [(String, String)]) -> [String] {
    facts.map { "  " + Layout.left($0.0, 18) + $0.1 }
  }

  private var terminal: [(String, String)] {
    let environment = ProcessInfo.processInfo.environment
    let size = Console.size
    return [
      ("standard output", Console.isTerminal ? "a terminal" : "no terminal"),
      ("TERM", environment["TERM"].map(harmless) ?? "not set"),
      ("size", Console.isTerminal ? "\(size.columns) x \(size.rows)" : "80 x 24 is assumed"),
      ("characters", Console.isUnicode ? "Unicode" : "ASCII"),
      ("colour", Console.hasColor(.auto) ? "yes" : "no"),
    ]
  }

  private var machine: [(String, String)] {
    let quota = facts.quota.map { ", control groups allow \($0.numerator)/\($0.denominator)" } ?? ""
    let python = Execution.find("python3")
    return [
      ("processor", facts.processorModel ?? "not known"),
      ("cores", "\(facts.cores) of \(facts.onlineCores)\(quota)"),
      ("kernel", facts.kernelRelease ?? "not known"),
      ("clock", "steps of \(facts.clockResolution) ns"),
      (
        "python3",
        python.map(harmless) ?? "none: no real runs on python-threads and python-processes"
      ),
    ]
  }

  private func table() -> [String] {
    let heads = ["", "all up", "wait late", "95 %", "hand-out", "95 %", "cores used", "mixed"]
    let widths = [24, 9, 10, 8, 9, 8, 11, 7]
    var lines = [line(heads, widths)]
    for crew in cache.profile.crews {
      let (late, handOut) = (Samples(crew.shortOvershoot), Samples(crew.handOut))
      let workers = Int64(2 * facts.cores - 1)
      lines.append(
        line(
          [
            "\(crew.kind), \(crew.execution)",
            micro(crew.startupBase + workers * crew.startupPerWorker), micro(late.median),
            micro(late.quantile(0.95)), micro(handOut.median), micro(handOut.quantile(0.95)),
            percent(crew.fullShare), percent(crew.mixedShare),
          ], widths))
      if crew.wasContended { lines.append("    others used the machine meanwhile; try --fresh") }
    }
    return lines
  }

  private func line(_ cells: [String], _ widths: [Int]) -> String {
    zip(cells, widths).enumerated().map { index, pair in
      index == 0 ? "  " + Layout.left(pair.0, pair.1 - 2) : Layout.right(pair.0, pair.1)
    }.joined()
  }

  private func micro(_ time: Nanoseconds) -> String { "\((time + 500) / 1_000)" }

  private func percent(_ share: Double) -> String { "\(Int((share * 100).rounded())) %" }
}
