import ArgumentParser

/// The program: bare `toast` says what it is; everything else is a verb.
@main
struct Toast: ParsableCommand {
  static let version = "0.1.0"

  static let configuration = CommandConfiguration(
    commandName: "toast",
    abstract: "Makes parallelism visible: a scenario file, simulated and explained.",
    discussion: """
      A scenario file says what is to be done and by whom. Examples:

        toast run toast                 the talk's 100 slices, built in
        toast run toast -w 8            with 8 toasters
        toast run breakfast.yaml --json your own file, machine-readable

      Exit codes: 0 fine; 1 an `expect` failed or a deadlock; 64 usage;
      65 the scenario is invalid; 66 it cannot be read; 70 a bug of toast;
      73 output cannot be written; 130 interrupted.
      """,
    version: version, subcommands: [RunCommand.self])

  func run() throws { try Console.write(Self.helpMessage() + "\n") }
}
