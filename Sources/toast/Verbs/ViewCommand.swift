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
    if scenarios.count == 1, SavedTraceReader.isOne(scenarios[0]) {
      return try showSaved(scenarios[0])
    }
    let sources = try scenarios.map { try ScenarioSource($0, allowsFiles: changes.allowFiles) }
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

  /// Saved runs: of a race the first ones, of a real run its simulation and the median.
  private func showSaved(_ path: String) throws {
    let reader = try SavedTraceReader(path)
    let shown = reader.shown
    let runs = try shown.prefix(Show.mostRuns).map { try reader.run($0) }
    var notes: [String] = []
    if let real = runs.first(where: { $0.label.made != .simulated }) {
      notes.append("\(real.label.setting?.scaleText ?? ""), on \(real.name).")
      notes += real.incidents
    }
    if shown.count > runs.count {
      notes.append("The first \(runs.count) of \(shown.count) runs are shown.")
    }
    let timelines = runs.compactMap { run in
      RunTimeline(run.finished, run.result).map { ShownRun(run.name, $0) }
    }
    let stage = Stage(
      Show(reader.index.title, timelines), runs.map { RaceRow($0.name, $0.result) }, notes: notes)
    try Viewer(stage: stage, options: options, look: look, guess: nil).view()
  }
}
