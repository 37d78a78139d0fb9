import ArgumentParser
import BundledScenarios
import Execution
import Foundation
import Glibc
import ScenarioFiles

/// The program: bare `toast` says what it is; everything else is a verb.
@main
struct Toast: ParsableCommand {
  static let version = "0.1.0"

  static let configuration = CommandConfiguration(
    commandName: "toast",
    abstract: "Makes parallelism visible: a scenario file, simulated and explained.",
    discussion: """
      A scenario file says what is to be done and by whom. Examples:

        toast run toast              the talk's 100 slices, built in
        toast race toast -w 1,2,4,8  with 1, 2, 4 and 8 toasters, side by side
        toast view amdahl            watch it in the terminal
        toast real toast             run it on actual threads, and compare
        toast learn                  lessons: predict, watch, explain, change
        toast new brunch             begin a scenario file of your own
        toast check brunch.yaml      every mistake, with what to write

      Exit codes:

        0  fine          1  an `expect` failed, or a deadlock
        64 usage         65 the scenario is invalid   66 it cannot be read
        69 not possible here         70 a bug                     73 output cannot be written
        130 interrupted: what is told is a part, and says so

      A reader that closes a pipe early is no error.
      """,
    version: version,
    groupedSubcommands: [
      CommandGroup(
        name: "Runs",
        subcommands: [
          RunCommand.self, RaceCommand.self, RealCommand.self, ViewCommand.self, SweepCommand.self,
          ExportCommand.self,
        ]),
      CommandGroup(name: "Lessons", subcommands: [LearnCommand.self]),
      CommandGroup(name: "Measurements", subcommands: [FitCommand.self]),
      CommandGroup(
        name: "Scenario files",
        subcommands: [
          NewCommand.self, CheckCommand.self, ListCommand.self, ExplainCommand.self,
          SchemaCommand.self,
        ]),
      CommandGroup(name: "This machine", subcommands: [DoctorCommand.self]),
    ])

  func run() throws { try Console.write(Welcome.text) }

  /// Runs the program; every way out has its exit code.
  static func main() {
    // A worker process touches neither the parser nor Foundation, so that it is ready at once.
    let words = Execution.arguments
    if Execution.isWorkerProcess(words) {
      Glibc.exit(Execution.workerProcess(words))
    }
    Console.fillClosedStreams()
    // Whoever ignores the end of children passes that on, and then nobody can wait for them.
    signal(SIGCHLD, SIG_DFL)
    // A closed pipe is seen where it is written; files may have to be finished all the same.
    signal(SIGPIPE, SIG_IGN)
    // A file that may not grow is an error of writing as well.
    signal(SIGXFSZ, SIG_IGN)
    do {
      if let shortage = Execution.shortage() {
        throw Failure(message: shortage, code: .unavailable)
      }
      if let number = Execution.argumentWithoutText {
        throw Failure.usage(
          "argument \(number) is not UTF-8; give the file another name, or a link to it")
      }
      let arguments = Array(words.dropFirst())
      try Verb.check(arguments)
      var command = try parseAsRoot(arguments)
      try command.run()
    } catch is ReaderGone {
      Foundation.exit(ExitCode.success.rawValue)
    } catch let failure as Failure {
      Console.complain("toast: \(failure.message)")
      Foundation.exit(failure.code.rawValue)
    } catch let mistakes as ScenarioMistakes {
      Console.complain(mistakes.report)
      Foundation.exit(mistakes.exitCode.rawValue)
    } catch {
      if let code = error as? ExitCode { Foundation.exit(code.rawValue) }
      if exitCode(for: error) == .success { tell(fullMessage(for: error)) }
      // The parser repeats what was typed.
      let lines = fullMessage(for: error).split(separator: "\n", omittingEmptySubsequences: false)
      Console.complain(lines.map { Failure.readable(String($0)) }.joined(separator: "\n"))
      Foundation.exit(exitCode(for: error).rawValue)
    }
  }
}

extension Toast {
  /// Tells what was asked for, such as help, and ends the program.
  private static func tell(_ text: String) -> Never {
    do {
      try Console.write(text + "\n")
    } catch let failure as Failure {
      Console.complain("toast: \(failure.message)")
      Foundation.exit(failure.code.rawValue)
    } catch {
      // A reader that went away has all that it wanted.
    }
    Foundation.exit(ExitCode.success.rawValue)
  }
}

extension ScenarioMistakes {
  /// All mistakes for people, and their number.
  var report: String {
    let count = diagnostics.count
    var text = text
    text.width = Console.size.columns
    let codes = Set(diagnostics.map(\.code.rawValue))
    let first = diagnostics.first { $0.severity == .error }?.code.rawValue ?? ""
    let example = codes.count > 0 ? " `toast explain \(first)` tells more." : ""
    return text.human(diagnostics)
      + "\(count) error\(count == 1 ? "" : "s"), nothing was run.\(example)"
  }

  /// A mistake that stands on the command line is one of usage.
  var exitCode: ExitCode {
    diagnostics.allSatisfy { ($0.place?.source ?? 0) > 0 } ? .usage : .invalidScenario
  }
}

/// A mistyped verb gets the nearest one; the parser would only say that an argument is not expected.
enum Verb {
  static var names: [String] {
    Toast.configuration.groupedSubcommands.flatMap(\.subcommands)
      .compactMap { $0.configuration.commandName }
  }

  static func check(_ arguments: [String]) throws {
    guard let word = arguments.first, !word.hasPrefix("-"), word != "help",
      !names.contains(word)
    else { return }
    let isScenario =
      BundledScenario.all.contains { $0.name == word } || word.hasSuffix(".yaml")
      || word.hasSuffix(".yml")
    let hint =
      isScenario
      ? "to run that scenario, write toast run \(harmless(word))"
      : nearest(to: word, among: names + ["help"]).map { "did you mean \($0)?" }
        ?? "it is one of \(names.joined(separator: ", "))"
    throw Failure.usage("there is no verb `\(harmless(word))`; \(hint)")
  }
}
