import ArgumentParser
import Rendering

/// How a timeline is shown.
struct ViewOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Print one frame: 31min, 31:00, 50%, start or end.", valueName: "time"))
  var frame: String?

  @Option(
    help: ArgumentHelp("The size of a frame or a recording: 80x24.", valueName: "size"),
    transform: ViewOptions.size)
  var size: GridSize?

  @Flag(help: "Tell the story in plain sentences.")
  var narrate = false

  @Flag(help: "Ask for a guess first, and give nothing away before the end.")
  var predict = false

  @Flag(name: .customLong("class"), help: "Collect a class's guesses first.")
  var classGuesses = false

  @Option(
    help: ArgumentHelp("A guess of the makespan: 55min.", valueName: "duration"))
  var guess: String?

  @Option(
    help: ArgumentHelp(
      "How much time goes by in a second: 4min; `step` begins with a pause.", valueName: "duration")
  )
  var speed: String?

  @Flag(help: "Large: for a projector.")
  var big = false

  @Option(
    help: ArgumentHelp("Colours: dark, light, mono or high.", valueName: "name"),
    completion: .list(Theme.Name.words), transform: Theme.Name.parse)
  var theme: Theme.Name?

  @Flag(help: "Leave the mouse to the terminal.")
  var noMouse = false

  @Option(
    name: [.short, .long],
    help: ArgumentHelp(
      "Write FILE: .cast the animation, .svg or .txt the last frame, or that of --frame. Repeatable.",
      valueName: "file"),
    completion: .file())
  var output: [String] = []

  @Flag(help: "Replace files that exist.")
  var force = false

  private static let most = 1_000

  private static func size(_ text: String) throws -> GridSize {
    let parts = text.lowercased().split(separator: "x", omittingEmptySubsequences: false).map {
      Int($0)
    }
    guard parts.count == 2, let columns = parts[0], let rows = parts[1],
      (0...most).contains(columns), (0...most).contains(rows)
    else { throw ValidationError("write columns and rows, at most 1000 each: 80x24") }
    return GridSize(columns: columns, rows: rows)
  }

  func validate() throws {
    if narrate, frame != nil || !output.isEmpty {
      throw ValidationError("--narrate prints sentences; leave out --frame and -o")
    }
  }
}

extension Theme.Name: Choice {}
