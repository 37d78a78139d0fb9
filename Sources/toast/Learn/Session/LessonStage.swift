import ArgumentParser
import Execution
import Model
import Rendering
import ScenarioFiles

/// Shows what a `watch` block asks for.
struct LessonStage {
  let watch: WatchBlock
  let scenario: LessonScenario
  let title: String
  let look: LookOptions
  /// Tells the story instead of drawing it.
  let narrates: Bool
  let isBig: Bool
  /// Whether somebody is there who can press keys.
  let canPlay: Bool

  /// Whether it is drawn on the terminal, where keys are taken.
  var isAnimated: Bool { !narrates && watch.real.isEmpty && Console.canClear && canPlay }

  private var source: ScenarioSource { ScenarioSource(text: scenario.text, label: title) }

  /// Runs it, and shows the lanes; nothing is given away before the end.
  ///
  /// A run that is stuck is a sight like any other.
  func show(guess: Nanoseconds?) throws {
    do {
      try watch.real.isEmpty ? showSimulated(guess: guess) : showReal()
    } catch let code as ExitCode where code == .runFailed {
      return
    }
  }

  private func showSimulated(guess: Nanoseconds?) throws {
    let stage = try stage()
    var options = try ViewOptions.parse([])
    options.narrate = narrates
    options.big = isBig
    var viewer = Viewer(stage: stage, options: options, look: look, guess: guess)
    viewer.asksForGuess = false
    if isAnimated || narrates { return try viewer.view() }
    try Console.write(viewer.report(look.style))
  }

  private func stage() throws -> Stage {
    let words = watch.workers.isEmpty ? [] : ["-w", watch.workers.joined(separator: ",")]
    let changes = try ChangeOptions.parse(words)
    if watch.variants.count > 1 || watch.workers.count > 1 {
      return try Stage(
        RaceField([source], variants: watch.variants, changes), changes, isPredicting: true)
    }
    return try Stage(source, variant: watch.variants.first, changes, isPredicting: true)
  }

  /// On threads and processes of this machine; what is not possible here is told, and the lesson goes on.
  private func showReal() throws {
    let kinds = watch.real.map(\.rawValue).joined(separator: ",")
    var words = ["lesson", "--on", kinds]
    if let variant = watch.variants.first { words += ["--variant", variant] }
    if let workers = watch.workers.first { words += ["--workers", workers] }
    var command = try RealCommand.parse(words)
    command.look = look
    do {
      try command.run(on: source)
    } catch let failure as Failure where failure.code == .unavailable {
      Console.complain("toast: \(failure.message)")
    }
  }
}
