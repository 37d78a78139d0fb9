import ArgumentParser
import Foundation

/// Nobody reads standard output any more, which is no error.
struct ReaderGone: Error {}

/// The two streams of the program: data on standard output, messages on standard error.
enum Console {
  /// Opens the null device where a stream was closed at the start, so that no file, pipe or terminal that is
  /// opened later gets its number, and with it what is written there.
  ///
  /// Data fails to be written and to be read as before; messages are lost.
  static func fillClosedStreams() {
    // The smallest free number is given first.
    for (stream, mode) in [O_WRONLY, O_RDONLY, O_WRONLY].enumerated()
    where fcntl(Int32(stream), F_GETFD) < 0 {
      _ = unsafe open("/dev/null", mode)
    }
  }

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

  /// Whether standard output is a terminal on which a page can take the place of the one before.
  static var canClear: Bool { isTerminal && obeysSequences }

  /// Whether the terminal, if there is one, is of a kind that knows escape sequences.
  static var obeysSequences: Bool {
    let kind = ProcessInfo.processInfo.environment["TERM"] ?? ""
    return kind != "" && kind != "dumb"
  }

  /// Whether nobody can see any more what is written: the terminal is gone, or a pipe's reader.
  static var isReaderGone: Bool {
    var door = pollfd(fd: STDOUT_FILENO, events: 0, revents: 0)
    return unsafe poll(&door, 1, 0) == 1 && Int32(door.revents) & (POLLHUP | POLLERR) != 0
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
      return canClear
    }
  }
}
