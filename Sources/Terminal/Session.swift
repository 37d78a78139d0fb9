import CNcurses
import CTerminal
import Glibc
import Rendering

/// The terminal while curses has it, from `init` to `close`.
@safe
struct Session {
  // Safety: curses gives both addresses in `init`, and `close` is the last that uses them.
  private let screen: OpaquePointer
  private let keys: UnsafeMutablePointer<WINDOW>
  private let keyboard: Keyboard
  private var painter: Painter
  private let facts: TerminalFacts

  /// How many keys are taken before the next picture, so that even endless ones show something.
  private static let mostKeys = 100

  /// Takes the terminal.
  init(_ kind: TerminalKind, usesMouse: Bool) throws(TerminalError) {
    // Curses finds out from the locale which bytes are a character.
    _ = unsafe setlocale(LC_ALL, "")
    let codes = unsafe nl_langinfo(Int32(CODESET)).map { unsafe String(cString: $0) }
    // What was printed so far belongs to the screen before.
    fflush(nil)
    guard guard_wait_for_foreground() else {
      throw .noTerminal("the terminal belongs to another program")
    }
    guard unsafe guard_begin(kind.restoringBytes, kind.restoringBytes.count) else {
      throw .noTerminal("the terminal does not tell its modes; use another one")
    }
    guard let screen = unsafe curses_open() else {
      guard_end()
      throw .noTerminal("curses cannot open the terminal; set TERM to its kind, as xterm-256color")
    }
    // Keys are read from a pad: reading from a window would write it to the screen first.
    guard let keys = unsafe newpad(1, 1) else {
      endwin()
      unsafe delscreen(screen)
      guard_end()
      throw .noTerminal("there is no memory left for the terminal; end other programs")
    }
    guard_adopt_signals()
    unsafe self.screen = unsafe screen
    unsafe self.keys = unsafe keys
    Self.setModes(usesMouse: usesMouse)
    keyboard = unsafe Keyboard(keys)
    let colors = ColorPairs()
    painter = Painter(colors)
    facts = TerminalFacts(colorCount: colors.colorCount, isUTF8: codes == "UTF-8")
  }

  private static func setModes(usesMouse: Bool) {
    cbreak()
    noecho()
    nonl()
    curs_set(0)
    // Esc is known as such after this many milliseconds without the rest of an arrow key.
    set_escdelay(25)
    if guard_take_stop_key() { def_prog_mode() }
    // Otherwise an update stops halfway where keys are waiting.
    typeahead(-1)
    guard usesMouse else { return }
    mousemask(curses_all_buttons, nil)
    // Without it curses waits whether a press becomes a click.
    mouseinterval(0)
  }

  /// Gives the terminal back.
  func close() {
    unsafe delwin(keys)
    // After a stop the terminal may be another program's already.
    if !isendwin() { endwin() }
    unsafe delscreen(screen)
    guard_end()
  }

  private var size: GridSize {
    guard let window = unsafe curses_main_window() else { return GridSize(columns: 0, rows: 0) }
    return unsafe GridSize(columns: Int(getmaxx(window)), rows: Int(getmaxy(window)))
  }

  /// Draws and takes keys until the program ends or the terminal hangs up.
  mutating func run(_ program: inout some TerminalProgram) {
    program.begin(facts)
    var pace = Pace()
    var goesOn = true
    while goesOn {
      pace.beginPicture()
      show(program.draw(size))
      // After a stop a picture comes before the next key: reading would take half of the terminal.
      repeat {
        goesOn = serve(&program, &pace)
      } while goesOn && !isendwin() && program.isMoving && pace.millisecondsLeft > 0
    }
  }

  /// Waits for a key or the next picture's time and takes all keys that wait; false at the end.
  private mutating func serve(
    _ program: inout some TerminalProgram, _ pace: inout Pace
  ) -> Bool {
    let isMoving = program.isMoving
    var event = keyboard.next(within: isMoving ? pace.millisecondsLeft : nil)
    // The time of a rest is measured, too, so that it does not count when movement begins again.
    let elapsed = pace.elapsed()
    if isMoving { program.advance(by: elapsed) }
    for number in 1...Self.mostKeys {
      switch event {
      case .keys(let keys):
        for key in keys { guard program.take(key, size) else { return false } }
      case .resized: painter.forget()
      case .redraw: curses_redraw()
      case .stop: guard_stop()
      case .suspension: return suspend()
      case .nothing: return true
      case .ended: return false
      }
      if number < Self.mostKeys { event = keyboard.next(within: 0) }
    }
    return true
  }

  /// Gives the terminal back, stops, and has the next picture take it again; false if that is over.
  private func suspend() -> Bool {
    endwin()
    guard guard_suspend() else { return false }
    def_shell_mode()
    curses_redraw()
    return true
  }

  /// Brings a picture to the terminal.
  ///
  /// A slow or stalled terminal makes this wait, so that nothing queues up: the next picture is
  /// that of the moment when this one is out.
  private mutating func show(_ picture: CellGrid) {
    guard let window = unsafe curses_main_window() else { return }
    unsafe painter.paint(picture, on: window)
    // Curses compares with what the terminal has, so that equal pictures write nothing.
    unsafe wnoutrefresh(window)
    doupdate()
  }
}
