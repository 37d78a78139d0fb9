import Analysis
import ArgumentParser
import Model
import Rendering
import ScenarioFiles

/// `toast check`: all mistakes and warnings of some files.
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Find all mistakes of scenario files, without running them.",
    discussion: """
      Examples:

        toast check brunch.yaml
        toast check --run Scenarios/*.yaml
        toast check --message-format short brunch.yaml    for an editor
      """)

  @Argument(
    help: "Scenario files, `-` for standard input, or names of bundled scenarios.",
    completion: ScenarioSource.completion)
  var scenarios: [String]

  @Flag(name: .customLong("run"), help: "Also run each file and try its expectations.")
  var runs = false

  @Flag(help: "Read tables outside of the scenario's folder, too.")
  var allowFiles = false

  @Option(
    help: ArgumentHelp(
      "How to write what was found: human, short (one line each) or json (one object each).",
      valueName: "format"),
    completion: .list(MessageFormat.words), transform: MessageFormat.parse)
  var messageFormat: MessageFormat = .human

  @Flag(name: [.short, .long], help: "Say nothing of files without mistakes.")
  var quiet = false

  func run() throws {
    var worst = ExitCode.success
    for name in scenarios {
      let code = try check(name)
      // What cannot be read is worse than what is wrong, and that worse than what does not hold.
      if code.rawValue > worst.rawValue { worst = code }
    }
    if worst != .success { throw worst }
  }

  private func check(_ name: String) throws -> ExitCode {
    do {
      let source = try ScenarioSource(name, allowsFiles: allowFiles)
      let file = try source.file()
      let warnings = file.warnings()
      try tell(warnings, file.diagnosticText)
      let failed = runs ? try failures(of: file, label: harmless(source.label)) : 0
      if failed > 0 { return .runFailed }
      try sum(source.label, try facts(file, warnings.count))
      return .success
    } catch let mistakes as ScenarioMistakes {
      try tell(mistakes.diagnostics, mistakes.text)
      let count = mistakes.diagnostics.count
      let code = mistakes.diagnostics[0].code.rawValue
      if messageFormat == .human {
        try Console.write(
          "\(count) error\(count == 1 ? "" : "s"). `toast explain \(code)` tells more.\n")
      }
      return .invalidScenario
    } catch let failure as Failure where failure.code == .unreadable {
      Console.complain("toast: \(failure.message)")
      return failure.code
    }
  }

  private func tell(_ diagnostics: [Diagnostic], _ text: DiagnosticText) throws {
    switch messageFormat {
    case .human:
      var text = text
      text.width = Console.size.columns
      try Console.write(text.human(diagnostics))
    case .short: try Console.write(text.short(diagnostics))
    case .json:
      for diagnostic in diagnostics {
        try Console.write(Self.document(diagnostic, text).line + "\n")
      }
    }
  }

  private func sum(_ label: String, _ facts: String) throws {
    guard messageFormat == .human, !quiet else { return }
    try Console.write("\(harmless(label)): fine, \(facts)\n")
  }

  private func facts(_ file: ScenarioFile, _ warnings: Int) throws -> String {
    let scenario = try file.scenario()
    func count(_ number: Int, _ what: String) -> String {
      "\(number) \(what)\(number == 1 ? "" : "s")"
    }
    var facts = [count(scenario.jobCount, "job"), count(scenario.workerCount, "worker")]
    if !file.variants.isEmpty { facts.append(count(file.variants.count, "variant")) }
    let expectations = scenario.expectations.count
    if expectations > 0 {
      facts.append(
        runs
          ? expectations == 1
            ? "1 expectation holds" : "all \(expectations) expectations hold"
          : count(expectations, "expectation"))
    }
    if warnings > 0 { facts.append(count(warnings, "warning")) }
    return facts.joined(separator: ", ")
  }

  /// Runs the file; returns how many expectations do not hold, a run that is stuck counting as one.
  private func failures(of file: ScenarioFile, label: String) throws -> Int {
    var session = RunSession(file: file, keepsTrace: false, threads: Cores.available)
    let outcome = try session.outcome(of: "default")
    var sentences: [String] = []
    if case .deadlock(let jobs) = outcome.result.cause {
      sentences.append("the run is stuck: \(jobs.first.map { "\($0)" } ?? "nobody can go on")")
    }
    for verdict in try session.verdicts() where !verdict.holds {
      let times = TimeText(sharedBy: [outcome.result])
      sentences.append(harmless(verdict.sentence(times)))
    }
    for sentence in sentences {
      switch messageFormat {
      case .human, .short: try Console.write("\(label): \(sentence)\n")
      case .json:
        let object = JSONValue.object([
          ("file", .string(label)), ("severity", .string("failure")),
          ("message", .string(sentence)),
        ])
        try Console.write(object.line + "\n")
      }
    }
    return sentences.count
  }

  private static func document(_ diagnostic: Diagnostic, _ text: DiagnosticText) -> JSONValue {
    let location = text.location(of: diagnostic)
    let other = diagnostic.other.map { place in
      JSONValue.object([("line", .count(place.line)), ("column", .count(place.column))])
    }
    return .object([
      ("file", .string(location.label)), ("line", .count(location.line)),
      ("column", .count(location.column)),
      ("end_column", .count(location.column.map { $0 + diagnostic.length })),
      ("severity", .string(diagnostic.severity.rawValue)),
      ("code", .string(diagnostic.code.rawValue)), ("message", .string(diagnostic.message)),
      ("remedy", .text(diagnostic.remedy)), ("other", other ?? .null),
    ])
  }
}
