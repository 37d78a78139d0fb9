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
    help: "A scenario file or several, `-`, or names of bundled scenarios.",
    completion: ScenarioSource.completion)
  var scenarios: [String]

  @Option(
    help: ArgumentHelp("Show a variant, or several: async,one-cook.", valueName: "names"))
  var variant: [String] = []

  @OptionGroup var changes: ChangeOptions
  @OptionGroup var options: ViewOptions
  @OptionGroup var look: LookOptions

  func run() throws {
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
}
