import Analysis
import ArgumentParser
import Foundation
import Model
import Rendering
import ScenarioFiles
import Terminal

/// Shows a stage: on the terminal, as one frame, as a story, or in files.
struct Viewer {
  let stage: Stage
  let options: ViewOptions
  let look: LookOptions
  let guess: Nanoseconds?
  /// Whether somebody is asked for a guess where the end is not to be told; a lesson has asked before.
  var asksForGuess = true

  /// Shows what is asked for.
  func view() throws {
    if !look.quiet {
      Console.complain(warnings: stage.warnings)
      for note in stage.notes { Console.complain(note) }
    }
    if !options.output.isEmpty { return try save() }
    if options.narrate { return try narrate() }
    if let frame = options.frame {
      return try Console.write(picture(try state(at: frame), size).text(withColor: hasColor))
    }
    guard Console.isTerminal, isatty(STDIN_FILENO) == 1 else {
      return try printEnd("this is not a terminal")
    }
    var program = ViewProgram(self, state: try firstState())
    do {
      try Terminal.run(&program, usesMouse: !options.noMouse)
    } catch .noTerminal(let reason) {
      try printEnd(reason)
    }
  }

  var show: Show { stage.show }

  /// The beginning, or what the options make of it.
  func firstState() throws -> ViewState {
    var state = ViewState(show, guess: guess)
    state.isBig = options.big
    if let speed = options.speed, speed != "step" {
      guard let time = show.time(named: speed), time > 0 else {
        throw Failure.usage("`--speed \(harmless(speed))` is no length of time; write 4min or step")
      }
      state.speed = time
    }
    return state
  }

  /// The state at an instant that somebody named.
  private func state(at text: String) throws -> ViewState {
    guard let time = show.time(named: text) else {
      throw Failure.usage(
        "`--frame \(harmless(text))` is no instant; write 31min, 31:00, 50%, start or end")
    }
    var state = try firstState()
    state.go(to: time, in: show)
    return state
  }

  /// The size of frames: as asked for, else that of the terminal.
  var size: GridSize {
    options.size ?? GridSize(columns: Console.size.columns, rows: Console.size.rows)
  }

  private var hasColor: Bool { Console.hasColor(look.color) }

  var glyphs: LaneGlyphs { look.ascii || !Console.isUnicode ? .ascii : .unicode }

  /// The colours for so many as a terminal has.
  func theme(colorCount: Int) -> Theme {
    Theme(options.theme ?? Self.usualTheme, colorCount: hasColor ? colorCount : 0)
  }

  /// Some terminals tell their background; most are dark.
  private static var usualTheme: Theme.Name {
    let told = ProcessInfo.processInfo.environment["COLORFGBG"] ?? ""
    guard let background = told.split(separator: ";").last.flatMap({ Int($0) }) else {
      return .dark
    }
    return background == 7 || background == 15 ? .light : .dark
  }

  /// A picture with all colours, for text and files.
  func picture(_ state: ViewState, _ size: GridSize) -> CellGrid {
    let theme = Theme(options.theme ?? .dark, colorCount: 256)
    return Frame(show, state, size, theme: theme, glyphs: glyphs).grid()
  }

  private func narrate() throws {
    for (index, run) in show.runs.enumerated() {
      if show.runs.count > 1 { try Console.write("Run \(index + 1): \(run.label).\n") }
      for paragraph in NarratedRun(run, in: show) { try Console.write(paragraph) }
    }
    try tellOutcome()
  }

  /// A run that is stuck is a failure, as the whole of it was told.
  private func tellOutcome() throws {
    if stage.rows.contains(where: \.result.isStuck) { throw ExitCode.runFailed }
  }

  /// Without a terminal: how it ends, and the report.
  private func printEnd(_ reason: String) throws {
    Console.complain(
      "toast: \(reason), so this is the last frame and the report; --narrate tells the story, "
        + "--frame 50% shows another frame")
    var state = try firstState()
    state.go(to: show.end, in: show)
    try Console.write(picture(state, size).text(withColor: hasColor) + "\n" + report(look.style))
    try tellOutcome()
  }

  /// The report on what is shown.
  func report(_ style: ReportStyle) -> String {
    if stage.rows.count > 1 {
      return RaceText(show.title, stage.rows, style: style, notes: stage.notes).text
    }
    let timeline = show.runs[0].timeline
    return ReportText(timeline.result, of: timeline.run, style: style, notes: stage.notes).text
  }

  /// Writes all files, or none of them where one cannot be written.
  private func save() throws {
    let state = try state(at: options.frame ?? "end")
    var files: [AtomicFile] = []
    do {
      let endings = try options.output.map(Self.ending)
      for name in options.output {
        let file = try AtomicFile(name, force: options.force)
        try file.checkDiffers(from: files)
        files.append(file)
      }
      for (file, ending) in zip(files, endings) { try write(state, as: ending, to: file) }
      try AtomicFile.commit(files)
    } catch {
      for file in files { file.discard() }
      throw error
    }
  }

  /// What a file's name says of its format.
  private static func ending(of name: String) throws -> String {
    let ending = name.split(separator: ".").last.map { $0.lowercased() } ?? ""
    guard name.contains("."), ["cast", "svg", "txt"].contains(ending) else {
      throw Failure.usage(
        "`\(harmless(name))`: the extension says the format; write .cast for the animation, .svg or "
          + ".txt for a frame")
    }
    return ending
  }

  /// Writes a file, in the format of its extension.
  func save(_ name: String, _ state: ViewState) throws {
    let ending = try Self.ending(of: name)
    let file = try AtomicFile(name, force: options.force)
    do {
      try write(state, as: ending, to: file)
      try AtomicFile.commit([file])
    } catch {
      file.discard()
      throw error
    }
  }

  private func write(_ state: ViewState, as ending: String, to file: AtomicFile) throws {
    switch ending {
    case "svg":
      let isLight = (state.theme ?? options.theme) == .light
      try file.write(
        FrameSVG(dark: !isLight, title: show.title).document(picture(state, size)))
    case "txt": try file.write(picture(state, size).text)
    default:
      let recording = Recording(show, size: size, from: try firstState()) { picture($0, size) }
      try recording.write(to: file.write)
    }
  }
}

/// A view on a terminal.
struct ViewProgram: TerminalProgram {
  private let viewer: Viewer
  private var state: ViewState
  private var theme: Theme
  private var glyphs: LaneGlyphs

  init(_ viewer: Viewer, state: ViewState) {
    self.viewer = viewer
    self.state = state
    theme = viewer.theme(colorCount: 8)
    glyphs = viewer.glyphs
  }

  mutating func begin(_ facts: TerminalFacts) {
    theme = viewer.theme(colorCount: facts.colorCount)
    if !facts.isUTF8 { glyphs = .ascii }
    state.theme = theme.name
    state.begin(
      viewer.show, collectsClass: viewer.options.classGuesses,
      plays: viewer.options.speed != "step")
    if !viewer.asksForGuess { state.play() }
  }

  mutating func draw(_ size: GridSize) -> CellGrid {
    Frame(viewer.show, state, size, theme: theme, glyphs: glyphs).grid()
  }

  mutating func take(_ key: Key, _ size: GridSize) -> Bool {
    switch state.take(key, in: viewer.show, size) {
    case .none: return true
    case .quit: return false
    case .save(let name):
      do {
        try viewer.save(name, state)
        state.message = "saved \(harmless(name))"
      } catch let failure as Failure {
        let exists = failure.message.contains("exists already")
        state.message =
          exists ? "\(harmless(name)) exists already; choose another name" : failure.message
      } catch {
        state.message = "\(harmless(name)) cannot be written"
      }
      return true
    }
  }

  var isMoving: Bool { state.isMoving }

  mutating func advance(by nanoseconds: Int64) {
    state.advance(by: nanoseconds, in: viewer.show)
  }
}
