import CNcurses
import CTerminal
import Glibc
import Rendering

/// What comes from the terminal.
@safe
struct Keyboard {
  /// What came at once.
  enum Event: Equatable {
    /// A key, or what the mouse did; none where it means nothing.
    case keys([Key])
    /// The terminal has another size, which curses knows already.
    case resized
    /// Somebody wants the screen written anew.
    case redraw
    /// Somebody wants to have the shell back for a while.
    case stop
    /// The program is to stop now.
    case suspension
    /// Nothing came in time.
    case nothing
    /// Nothing will come any more: the terminal is gone, or a signal wants the program to end.
    case ended
  }

  // Safety: the window lives as long as the session that has this keyboard.
  private let window: UnsafeMutablePointer<WINDOW>

  /// Makes a keyboard that is read through a window of curses.
  init(_ window: UnsafeMutablePointer<WINDOW>) {
    unsafe self.window = unsafe window
    unsafe keypad(window, true)
    // Many terminals send these, whatever the description of their kind says.
    let others = [
      ("[A", KEY_UP), ("[B", KEY_DOWN), ("[C", KEY_RIGHT), ("[D", KEY_LEFT), ("[H", KEY_HOME),
      ("[F", KEY_END), ("[1~", KEY_HOME), ("[4~", KEY_END), ("[7~", KEY_HOME), ("[8~", KEY_END),
    ]
    for (bytes, number) in others where unsafe key_defined("\u{1B}\(bytes)") == 0 {
      unsafe define_key("\u{1B}\(bytes)", number)
    }
  }

  /// Waits for what comes next, so many milliseconds at most; without end where none are given.
  func next(within milliseconds: Int32?) -> Event {
    guard let code = wait(within: milliseconds ?? -1) else {
      if guard_has_to_end() || isHungUp { return .ended }
      return guard_has_to_stop() ? .suspension : .nothing
    }
    switch code {
    case .special(KEY_RESIZE): return .resized
    case .special(KEY_MOUSE): return .keys(mouseKeys())
    case .special(let number): return .keys(Self.key(number).map { [$0] } ?? [])
    case .character("\u{0C}"): return .redraw
    case .character("\u{1A}"): return .stop
    case .character("\u{1B}"): return .keys(skipsSequence() ? [] : [.escape])
    case .character(let scalar): return .keys([Self.key(scalar)])
    case .invalid: return .keys([])
    }
  }

  /// What curses makes of bytes.
  private enum Code: Equatable {
    case special(Int32)
    case character(Unicode.Scalar)
    case invalid
  }

  /// What is there, or comes in time; a signal ends the waiting, too.
  ///
  /// Curses notes a new size in a handler, and looks for the note before it reads. So that no signal
  /// comes between the two, all come in the wait alone.
  private func wait(within milliseconds: Int32) -> Code? {
    guard_hold_signals()
    defer { guard_release_signals() }
    // Before keys, of which there may be no end.
    guard !guard_has_to_end(), !guard_has_to_stop() else { return nil }
    if let code = read() { return code }
    guard milliseconds != 0 else { return nil }
    guard_wait(milliseconds)
    return read()
  }

  /// What is there.
  private func read() -> Code? {
    var code: wint_t = 0
    unsafe wtimeout(window, 0)
    switch unsafe wget_wch(window, &code) {
    case ERR: return nil
    case KEY_CODE_YES: return .special(Int32(truncatingIfNeeded: code))
    default: return Unicode.Scalar(code).map(Code.character) ?? .invalid
    }
  }

  /// Whether the terminal is gone: then each reading ends at once with nothing.
  private var isHungUp: Bool {
    var door = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
    guard unsafe poll(&door, 1, 0) == 1 else { return false }
    if Int32(door.revents) & (POLLHUP | POLLERR | POLLNVAL) != 0 { return true }
    // Readable, but without a byte: that is the end of the input.
    var count: Int32 = 0
    return unsafe ioctl(STDIN_FILENO, UInt(FIONREAD), &count) == 0 && count == 0
  }

  /// Whether an Escape begins the sequence of a key that the terminal's description lacks.
  ///
  /// It would be taken for Escape and some letters. Nobody types so fast; what is no such sequence
  /// is put back.
  private func skipsSequence() -> Bool {
    var taken: [Unicode.Scalar] = []
    while taken.count < 16, case .character(let scalar)? = read() {
      taken.append(scalar)
      guard taken.count > 1 else {
        guard scalar == "[" || scalar == "O" else { break }
        continue
      }
      if taken[0] == "O" || (0x40...0x7E).contains(scalar.value) { return true }
      guard (0x20...0x3F).contains(scalar.value) else { break }
    }
    for scalar in taken.reversed() { unget_wch(wchar_t(bitPattern: scalar.value)) }
    return false
  }

  /// What the mouse did: curses gives one notice of all events that come together, newest first.
  private func mouseKeys() -> [Key] {
    var keys: [Key] = []
    var event = MEVENT()
    while unsafe getmouse(&event) == OK {
      let (row, column) = (Int(event.y), Int(event.x))
      if event.bstate & curses_left_press != 0 {
        keys.append(.click(row: row, column: column))
      } else if event.bstate & (curses_wheel_up | curses_wheel_down) != 0 {
        let isUp = event.bstate & curses_wheel_up != 0
        keys.append(.wheel(up: isUp, row: row, column: column))
      }
    }
    return keys.reversed()
  }

  private static func key(_ number: Int32) -> Key? {
    switch number {
    case KEY_UP: .up
    case KEY_DOWN: .down
    case KEY_LEFT: .left
    case KEY_RIGHT: .right
    case KEY_HOME: .home
    case KEY_END: .end
    case KEY_PPAGE: .pageUp
    case KEY_NPAGE: .pageDown
    case KEY_ENTER: .enter
    case KEY_BACKSPACE: .backspace
    case KEY_BTAB: .backTab
    default: nil
    }
  }

  private static func key(_ scalar: Unicode.Scalar) -> Key {
    switch scalar.value {
    case 8, 127: .backspace
    case 9: .tab
    case 10, 13: .enter
    default: .character(scalar)
    }
  }
}
