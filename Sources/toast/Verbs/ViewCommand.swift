import Analysis
import ArgumentParser
import Model
import Rendering
import ScenarioFiles

/// `toast view`: the timeline, animated.
struct ViewCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "view", abstract: "Watch the lanes of workers and resources come alive.",
    discussion: """
      Examples:

        toast view amdahl                       ? tells the keys, q quits
        toast view toast -w 1,4,8               up to four runs on one axis
        toast view amdahl --predict             guess first
        toast view coffee.yaml --frame 31min    one frame as text
        toast view amdahl -o demo.cast          a recording for asciinema

      Without a terminal the last frame and the report are printed.
      """)

  @Argument(
    help: "A scenario file or several, `-`, names of bundled scenarios, or a saved run, x.trace.",
    completion: ScenarioSource.completion)
  var scenarios: [String]

  @Option(
    help: ArgumentHelp("Show a variant, or several: async,one-cook.", valueName: "names"))
  var variant: [String] = []

  @OptionGroup var changes: ChangeOptions
  @OptionGroup var options: ViewOptions
  @OptionGroup var look: LookOptions

  func run() throws {
    try changes.refusePrecision(in: "toast view")
    if scenarios.count == 1, SavedRun.isOne(scenarios[0]) { return try showSaved(scenarios[0]) }
    let sources = try scenarios.map { try ScenarioSource($0) }
    let guess = try options.guess.map(Guess.init)
    let isPredicting = options.predict || options.classGuesses || guess != nil
    let isRace = try RaceField.isRace(sources, variants: variant, changes)
    let stage =
      isRace
      ? try Stage(
        RaceField(sources, variants: variant, changes), changes, isPredicting: isPredicting,
        guess: guess)
      : try Stage(sources[0], variant: variant.first, changes, isPredicting: isPredicting)
    try Viewer(stage: stage, options: options, look: look, guess: guess?.time).view()
  }

  /// A saved real run, below its ideal simulation.
  private func showSaved(_ path: String) throws {
    let read = try SavedRun.read(path)
    let variant = read.saved.variant
    let title = read.run.plan.scenario.name
    let ideal = try PlannedRun.simulate(
      read.run.plan.scenario, replication: 0, keepsTrace: true)
    let runs = [("simulated", ideal), (read.saved.kind, read.run)].map {
      (label: $0.0, run: $0.1, result: $0.1.evaluate(variant: variant))
    }
    let shown = runs.compactMap { run in
      RunTimeline(run.run, run.result).map { ShownRun(run.label, $0) }
    }
    let stage = Stage(
      Show(title, shown), runs.map { RaceRow($0.label, $0.result) },
      notes: ["\(read.setting.scaleText), on \(read.saved.kind)."] + read.saved.incidents)
    try Viewer(stage: stage, options: options, look: look, guess: nil).view()
  }
}
