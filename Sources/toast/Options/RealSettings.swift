import Analysis
import ArgumentParser
import Execution
import Model
import Rendering
import ScenarioFiles

/// How real runs are made.
struct RealSettings: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "On what: threads, processes, python-threads, python-processes; several with commas.",
      valueName: "kinds"),
    completion: .list(WorkerKind.allCases.map(\.rawValue)))
  var on: String?

  @Option(
    help: ArgumentHelp(
      "How long the scenario's time takes: 1min=10ms. By default a run takes about 5 s.",
      valueName: "scale"))
  var scale: String?

  @Flag(help: "Let the runs go before other load of the machine, where the system allows.")
  var isolate = false

  @Flag(name: .customLong("no-baseline"), help: "Leave out the runs of one worker.")
  var leavesOutBaseline = false

  @Flag(help: "Also simulate with the measured durations: what is left is the scheduling.")
  var replay = false

  @Flag(help: "Run the shell commands of the file's `run` keys.")
  var allowCommands = false

  @Option(
    help: ArgumentHelp(
      "How long an attempt may take: 2s, or 200% of the median.", valueName: "time"))
  var limit: String?

  @Option(help: ArgumentHelp("How often a job is tried again whose worker died.", valueName: "n"))
  var retries = 2

  @Flag(help: "Watch the lanes while the run goes on: one kind, one run.")
  var view = false

  @Option(
    help: ArgumentHelp(
      "Write a table of the commands that ran: start, runtime, exit code and signal.",
      valueName: "file"),
    completion: .file())
  var log: String?

  /// The kinds of worker, in the order named; those of the file where none is.
  func kinds(for scenario: Scenario) throws -> [WorkerKind] {
    guard let on else {
      let kinds = scenario.pools.map(\.kind)
      guard kinds.allSatisfy({ $0 == kinds[0] }) else {
        throw Failure.usage("the pools are of several kinds; choose one for all: --on threads")
      }
      return [kinds[0]]
    }
    return try Self.kinds(named: on)
  }

  /// The kinds of worker that a list names, each once.
  static func kinds(named on: String) throws -> [WorkerKind] {
    var kinds: [WorkerKind] = []
    for word in on.split(separator: ",", omittingEmptySubsequences: false).map(String.init) {
      guard let kind = WorkerKind(rawValue: word) else {
        let names = WorkerKind.allCases.map(\.rawValue)
        let hint =
          nearest(to: word, among: names).map { "did you mean \($0)?" }
          ?? "write \(names.joined(separator: ", "))"
        throw Failure.usage("`--on \(harmless(on))`: there is no kind `\(harmless(word))`; \(hint)")
      }
      if !kinds.contains(kind) { kinds.append(kind) }
    }
    return kinds
  }

  /// Refuses commands that nobody would run.
  func check(_ scenario: Scenario) throws {
    guard scenario.execution == .async else { return }
    for task in scenario.tasks {
      for step in task.steps where step.command != nil && step.kind == .wait {
        throw Failure.usage(
          "\(task.name): in async nobody is there to run a command during a `wait`; write `work` "
            + "beside `run`, or execution: sync")
      }
    }
  }

  func validate() throws {
    guard (0...100).contains(retries) else { throw ValidationError("--retries is 0 to 100") }
    if log != nil, !allowCommands {
      throw ValidationError("--log tells of commands; --allow-commands runs them")
    }
  }

  func manner(repetitions: Int?) throws -> RealSession.Manner {
    var manner = RealSession.Manner()
    manner.repetitions = repetitions ?? (view ? 1 : manner.repetitions)
    manner.hasBaseline = !leavesOutBaseline && !view
    manner.options.limit = try attemptLimit()
    manner.replays = replay
    manner.options.allowsCommands = allowCommands
    manner.options.retries = retries
    return manner
  }

  /// No attempt that ends at all takes longer than so many medians.
  private static let mostOfMedian = 10_000.0

  /// The limit of an attempt.
  func attemptLimit() throws -> AttemptLimit? {
    guard let limit else { return nil }
    if limit.hasSuffix("%") {
      guard let share = Percentage.share(limit), share > 0, share <= Self.mostOfMedian else {
        throw Failure.usage(
          "`--limit \(harmless(limit))` is not a percentage above 0 and up to 1000000; write "
            + "--limit 200%")
      }
      return .ofMedian(share)
    }
    do {
      let time = try DurationParser.parse(limit)
      guard time > 0 else { throw Failure.usage("`--limit \(harmless(limit))` leaves no time") }
      return .time(time)
    } catch let mistake as ScalarMistake {
      throw Failure.usage("`--limit \(harmless(limit))`: \(harmless(mistake.message))")
    }
  }

  /// Raises the runs above other load, where that is asked for and possible.
  func isolation() throws -> Isolation? {
    guard isolate else { return nil }
    do {
      return try Isolation()
    } catch {
      Console.complain("toast: --isolate has no effect: \(error.reason)")
      return nil
    }
  }

  /// The scale that is asked for, or a usual one; a step must last at least 20 times as long as the
  /// machine's timers are late.
  func scale(
    for scenario: Scenario, _ kinds: [WorkerKind], _ facts: MachineFacts, _ options: RealOptions,
    _ cache: inout MachineCache, _ tell: (String) -> Void
  ) throws -> RealScale {
    var resolution = facts.clockResolution
    for kind in kinds {
      do {
        let crew = try cache.crew(kind, scenario.execution, options, tell: tell)
        resolution = max(resolution, Samples(crew.shortOvershoot).median)
      } catch {
        throw Failure(error, on: kind)
      }
    }
    let chosen: RealScale
    if let scale {
      chosen = try RealScale(text: scale)
    } else if allowCommands,
      scenario.tasks.contains(where: { $0.steps.contains { $0.command != nil } })
    {
      // Commands take the time they take.
      chosen = RealScale(longestRun: 0, shortestStep: nil, resolution: resolution)
    } else {
      let ideal = try PlannedRun.simulate(scenario, replication: 0, keepsTrace: nil)
      let t1 = leavesOutBaseline || view ? 0 : Nanoseconds(clamping: ideal.sums.t1)
      chosen = RealScale(
        longestRun: max(ideal.end.elapsed, t1),
        shortestStep: RealScale.shortestStep(of: scenario)?.time, resolution: resolution)
    }
    try chosen.check(scenario, resolution: resolution)
    return chosen
  }
}
