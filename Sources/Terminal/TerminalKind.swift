import CNcurses
import Glibc

/// What is known of the terminal before curses takes it.
struct TerminalKind {
  /// The bytes that leave every mode which curses may have entered.
  let restoringBytes: [CChar]

  /// Looks the terminal up; an error where it cannot show pictures.
  init() throws(TerminalError) {
    guard isatty(STDIN_FILENO) == 1, isatty(STDOUT_FILENO) == 1 else {
      throw .noTerminal(
        "standard input or output is no terminal; start it in a terminal without < > and |")
    }
    let name = unsafe getenv("TERM").map { unsafe String(cString: $0) } ?? ""
    guard !name.isEmpty else {
      throw .noTerminal("TERM is not set; set it to the kind of the terminal, as xterm-256color")
    }
    let shown = Self.shown(name)
    var problem: Int32 = 0
    guard unsafe setupterm(name, STDOUT_FILENO, &problem) == OK else {
      throw .noTerminal(
        "terminals of TERM=\(shown) are unknown here; set it to a known kind, as xterm-256color")
    }
    defer { curses_forget_type() }
    guard name != "dumb", Self.capability("cup") != nil else {
      throw .noTerminal(
        "terminals of TERM=\(shown) cannot show pictures; use another one, as xterm-256color")
    }
    restoringBytes = Self.bytes()
  }

  /// Plain attributes and colours, wrapping, the arrow keys as before, no mouse, a cursor, and the
  /// screen that was there.
  private static func bytes() -> [CChar] {
    let names = ["sgr0", "op", "smam", "rmkx", "cnorm"]
    let modes = names.compactMap(capability).joined()
    // Terminals without a mouse have no name for this; those that do not know it ignore it.
    let mouse = capability("kmous") == nil ? "" : "\u{1B}[?1003l\u{1B}[?1006l\u{1B}[?1000l"
    // Without a second screen the picture stays, and what follows begins below the cursor.
    let text = modes + mouse + (capability("rmcup") ?? "\r\n")
    return text.utf8.map { CChar(bitPattern: $0) }
  }

  /// A text of the terminal's description, without the pauses that only printers need.
  private static func capability(_ name: String) -> String? {
    // Safety: the address is that of a text with an end, or one of two marks for "there is none".
    guard let start = unsafe tigetstr(name), UInt(bitPattern: start) != UInt.max else {
      return nil
    }
    var text = ""
    var isPause = false
    let characters = Array(unsafe String(cString: start))
    for (place, character) in characters.enumerated() {
      if character == "$", place + 1 < characters.count, characters[place + 1] == "<" {
        isPause = true
      }
      if !isPause { text.append(character) }
      if character == ">" { isPause = false }
    }
    return text.isEmpty ? nil : text
  }

  /// A name from outside, without what could change the terminal.
  private static func shown(_ name: String) -> String {
    String(
      String.UnicodeScalarView(
        name.unicodeScalars.prefix(40).map { (0x21...0x7E).contains($0.value) ? $0 : "?" }))
  }
}
