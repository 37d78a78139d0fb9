import Analysis
import Model
import Simulation

@testable import ScenarioFiles

/// Scenario files: mistakes that point into the text, or a scenario that simulates within the engine's own
/// checks, twice the same.
enum ScenarioTarget: FuzzTarget {
  static let name = "scenario"
  static let mostBytes = 4_096

  static var words: [String] {
    let keys =
      Language.topKeys + Language.poolKeys + Language.taskKeys + Language.stepKeys
      + Language.scheduleKeys + Language.overheadKeys + Language.paybackKeys + Language.tableKeys
    let values =
      ["async", "sync", "static", "dynamic", "guided", "fifo", "in-turn", "random", "auto", "none"]
      + ["uniform ", "exponential ", "normal ", "lognormal ", " sd ", " to ", "threads"]
      + Measure.allCases.map(\.rawValue) + DurationParser.units.map(\.name)
    return Set(keys.map { "\($0): " } + values).sorted() + [
      "tasks.", "workers.", " within 1 %", "1..4", "1..64 x2", "{ ", " }", "[", "]", "- ", "\n  ",
      "\n    ", "times.csv", "seconds", ">-\n", "|\n", "9223372036854775807", "100 h", "1 ns",
    ]
  }

  static func seeds() throws -> [[UInt8]] {
    try [
      "Scenarios", "Scenarios/templates", "Tests/ScenarioFilesTests/Wrong",
      "Tests/ScenarioFilesTests", "Tests/CommandTests/Inputs",
    ].flatMap { try Repository.files(in: $0, ending: ".yaml") }
  }

  /// A table that scenarios may name.
  static let table = ["times.csv": Array("seconds\n60\n0.5\n90\n".utf8)]

  static func check(_ bytes: [UInt8]) {
    do {
      let file = try ScenarioFile(bytes, label: "fuzz.yaml", folder: nil, tables: table)
      check(file, of: [lines(of: bytes)])
    } catch {
      check(error, of: [lines(of: bytes)])
    }
  }

  /// The number of characters of each line of a source.
  static func lines(of bytes: [UInt8]) -> [Int] {
    let body = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes[3...] : bytes[...]
    return body.split(separator: 0x0A, omittingEmptySubsequences: false)
      .map { String(decoding: $0, as: UTF8.self).unicodeScalars.count }
  }

  /// Mistakes point into their sources, and are safe to be shown.
  static func check(_ mistakes: ScenarioMistakes, of sources: [[Int]]) {
    hold(!mistakes.diagnostics.isEmpty, "a file is refused for a reason")
    check(mistakes.diagnostics, mistakes.text, of: sources)
    hold(mistakes.diagnostics.contains { $0.severity == .error }, "a reason is an error")
  }

  static func check(_ diagnostics: [Diagnostic], _ text: DiagnosticText, of sources: [[Int]]) {
    for diagnostic in diagnostics {
      for place in [diagnostic.place, diagnostic.other].compactMap({ $0 }) {
        hold(sources.indices.contains(place.source), "\(diagnostic) is in a source")
        let lines = sources[place.source]
        hold(place.line >= 1 && place.line <= lines.count, "\(diagnostic) is on a line")
        hold(
          place.column >= 1 && place.column <= lines[place.line - 1] + 1,
          "\(diagnostic) is in its line")
      }
      hold(!diagnostic.message.isEmpty, "\(diagnostic) says what is wrong")
    }
    for shown in [text.human(diagnostics), text.short(diagnostics)] {
      hold(isHarmless(shown), "nothing of \(shown.debugDescription) is obeyed by a terminal")
    }
    let short = text.short(diagnostics)
    hold(
      short.utf8.count { $0 == 0x0A } == diagnostics.count, "a finding takes a line: \(short)")
  }

  /// Whether a text has no character but line ends that a terminal may obey.
  static func isHarmless(_ text: String) -> Bool {
    text.unicodeScalars.allSatisfy { $0 == "\n" || !SourceText.isForbidden($0) && $0 != "\t" }
  }

  static func check(_ file: ScenarioFile, of sources: [[Int]]) {
    for variant in file.variants.prefix(2) + ["default"] {
      check(file.warnings(for: variant), file.diagnosticText, of: sources)
      do {
        let scenario = try file.scenario(variant: variant)
        if isSmall(scenario) { simulate(scenario, variant) }
      } catch {
        fatalError("a file that was accepted has a wrong variant: \(error)")
      }
    }
  }

  /// Whether a run takes a few thousand events at most.
  private static func isSmall(_ scenario: Scenario) -> Bool {
    let steps = scenario.tasks.reduce(0.0) {
      let claims = $1.uses.count + 1
      return $0 + Double($1.count) * Double($1.steps.count + claims) * Double($1.retries + 1)
    }
    let units = scenario.resources.reduce(0.0) { $0 + Double($1.capacity) }
    return steps <= 1_000 && scenario.workerCount <= 300 && units <= 1_000
  }

  private static func simulate(_ scenario: Scenario, _ variant: String) {
    guard let run = finished(scenario) else { return }
    hold(run.violation == nil, "the engine keeps its promises: \(run.violation ?? "")")
    let result = run.evaluate(variant: variant)
    if let makespan = run.makespan.map({ Int128($0) }), let lower = result.bounds?.lower {
      hold(makespan >= lower, "no run is faster than its lower bound")
    }
    let again = finished(scenario)
    hold(again?.trace?.fingerprint == run.trace?.fingerprint, "a scenario gives one run")
  }

  /// A run; nil where it passes the clock's end.
  private static func finished(_ scenario: Scenario) -> FinishedRun? {
    let plan = Plan(scenario)
    let memory = TraceMemory()
    let recorder = Recorder(plan, keepingTraceIn: memory)
    guard let recorded = try? Simulator(plan, into: recorder).run() else { return nil }
    let run = FinishedRun(plan, recorded, trace: memory.trace)
    return run.sums.isSpanBeyondClock ? nil : run
  }
}
