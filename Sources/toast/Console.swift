import ArgumentParser
import Foundation

/// Nobody reads standard output any more, which is no error.
struct ReaderGone: Error {}

/// The two streams of the program: data on standard output, messages on standard error.
enum Console {
  /// Writes data.
  ///
  /// A reader that went away ends the program quietly; anything else that hinders is exit code 73.
  static func write(_ text: String) throws {
    do {
      try FileHandle.standardOutput.write(contentsOf: Data(text.utf8))
    } catch {
      if errno == EPIPE { throw ReaderGone() }
      throw Failure(message: "standard output cannot be written", code: .cannotWrite)
    }
  }

  /// Writes a message.
  static func complain(_ text: String) {
    // Where even messages cannot be written, only the exit code is left to tell.
    try? FileHandle.standardError.write(
      contentsOf: Data((text.hasSuffix("\n") ? text : text + "\n").utf8))
  }

  /// Writes warnings, where there are any.
  static func complain(warnings: String) {
    if !warnings.isEmpty { complain(warnings) }
  }

  /// Whether standard output is a terminal.
  static var isTerminal: Bool { isatty(STDOUT_FILENO) == 1 }

  /// Whether a page can take the place of the one before.
  static var canClear: Bool {
    isTerminal && ProcessInfo.processInfo.environment["TERM"] != "dumb"
  }

  /// The size of the terminal, at most 200 columns; 80 x 24 where there is none.
  static var size: (columns: Int, rows: Int) {
    var size = winsize()
    guard isTerminal, unsafe ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0
    else { return (80, 24) }
    return (min(Int(size.ws_col), 200), size.ws_row > 0 ? Int(size.ws_row) : 24)
  }

  /// Whether the locale can show block characters.
  static var isUnicode: Bool {
    let environment = ProcessInfo.processInfo.environment
    let names = ["LC_ALL", "LC_CTYPE", "LANG"]
    let locale = names.compactMap { environment[$0] }.first { !$0.isEmpty } ?? ""
    let isUTF8 = locale.lowercased().contains("utf-8") || locale.lowercased().contains("utf8")
    return isUTF8 && environment["TERM"] != "linux"
  }

  /// Whether to use colour: the flag, then NO_COLOR, then whether somebody is looking.
  static func hasColor(_ choice: ColorUse) -> Bool {
    switch choice {
    case .always: return true
    case .never: return false
    case .auto:
      let environment = ProcessInfo.processInfo.environment
      if environment["NO_COLOR"]?.isEmpty == false { return false }
      return isTerminal && environment["TERM"] != "dumb"
    }
  }
}
