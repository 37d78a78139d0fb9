import Analysis
import Execution
import Foundation
import Model
import Rendering
import Terminal

/// A real run on the terminal while it goes on, below its ideal simulation.
struct LiveViewer {
  let title: String
  let plan: Plan
  let kind: WorkerKind
  let options: RealOptions
  let ideal: FinishedRun
  let variant: String
  let look: LookOptions
  /// Why there is nothing to be shown where there is no terminal.
  static let needsTerminal = "this is not a terminal, so the run is made without a picture"

  /// Runs, shows, and returns the run with its events when whoever looks has seen enough.
  func run() throws -> (executed: Executed, events: [TraceEvent]) {
    var options = options
    let live = LiveTrace()
    options.live = live
    let background: BackgroundRun
    do {
      background = try BackgroundRun(plan, on: kind, options)
    } catch {
      throw Failure(error, on: kind)
    }
    guard let simulated = shown("simulated", ideal) else {
      preconditionFailure("the ideal run keeps its trace")
    }
    var program = LiveProgram(self, simulated, background, live, options.interrupt)
    do {
      try Terminal.run(&program, usesMouse: true)
    } catch .noTerminal(let reason) {
      Console.complain("toast: \(reason); the run is made without a picture")
    }
    if !background.isOver, program.hasLeft { options.interrupt.raise() }
    do {
      return (try background.wait(), live.soFar.events)
    } catch {
      throw Failure(error, on: kind)
    }
  }

  /// A run as views want it.
  func shown(_ label: String, _ run: FinishedRun, isUnderWay: Bool = false) -> ShownRun? {
    RunTimeline(run, run.evaluate(variant: variant)).map {
      ShownRun(label, $0, isUnderWay: isUnderWay)
    }
  }

  /// The run as far as it has come.
  func partial(_ events: [TraceEvent], _ end: RunEnd) -> FinishedRun {
    let memory = TraceMemory()
    var recorder = Recorder(plan, keepingTraceIn: memory, onRealClock: true)
    for event in events { recorder.record(event) }
    recorder.end(end)
    return FinishedRun(plan, recorder.finish(), trace: memory.trace)
  }
}

/// The program that a terminal runs: it follows the run, and when that is over it is the usual view.
struct LiveProgram: TerminalProgram {
  private let viewer: LiveViewer
  private let simulated: ShownRun
  private let background: BackgroundRun
  private let live: LiveTrace
  private let interrupt: Interrupt
  private var show: Show
  private var state: ViewState
  private var theme: Theme
  private var glyphs: LaneGlyphs
  private var isFinal = false
  private var eventCount = -1
  /// Real time since the lanes were read last, in nanoseconds.
  private var age: Nanoseconds = 0
  private var refreshing: Nanoseconds = 0
  /// Whether somebody does not want to see more.
  private(set) var hasLeft = false

  init(
    _ viewer: LiveViewer, _ simulated: ShownRun, _ background: BackgroundRun, _ live: LiveTrace,
    _ interrupt: Interrupt
  ) {
    self.viewer = viewer
    self.simulated = simulated
    self.background = background
    self.live = live
    self.interrupt = interrupt
    show = Show(viewer.title, [simulated])
    state = ViewState(show)
    theme = Theme(.dark, colorCount: 8)
    glyphs = viewer.look.ascii || !Console.isUnicode ? .ascii : .unicode
  }

  mutating func begin(_ facts: TerminalFacts) {
    let colors = Console.hasColor(viewer.look.color) ? facts.colorCount : 0
    theme = Theme(.dark, colorCount: colors)
    if !facts.isUTF8 { glyphs = .ascii }
    state.theme = theme.name
    state.compare(1, withGhostOf: 0)
    follow()
  }

  /// Reads what came meanwhile.
  private mutating func follow() {
    guard !isFinal else { return }
    isFinal = background.isOver
    let (events, now) = live.soFar
    let began = Execution.now
    let end = background.end ?? RunEnd(.cut, at: now)
    let run = viewer.partial(events, end)
    if let shown = viewer.shown(viewer.kind.rawValue, run, isUnderWay: !isFinal) {
      show = Show(viewer.title, [simulated, shown])
      state.go(to: run.end.elapsed, in: show)
    }
    // At most a tenth of a core goes into reading long traces again.
    refreshing = min(max(10 * (Execution.now - began), 30_000_000), 2_000_000_000)
    age = 0
  }

  mutating func draw(_ size: GridSize) -> CellGrid {
    if age >= refreshing { follow() }
    return Frame(show, state, size, theme: theme, glyphs: glyphs).grid()
  }

  mutating func take(_ key: Key, _ size: GridSize) -> Bool {
    if case .quit = state.take(key, in: show, size) {
      hasLeft = true
      return false
    }
    return true
  }

  var isMoving: Bool { !isFinal || state.isMoving }

  mutating func advance(by nanoseconds: Int64) {
    if isFinal {
      state.advance(by: nanoseconds, in: show)
    } else {
      age += nanoseconds
    }
  }
}
