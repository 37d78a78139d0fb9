import ArgumentParser
import Execution
import Foundation
import ScenarioFiles
import Terminal

/// Asks for lines on standard input, and can wait for something else meanwhile.
///
/// The terminal stays in its ordinary mode, so that line editing, screen readers and pipes work as ever.
final class LinePrompt {
  /// What came.
  enum Event: Equatable {
    case line(String)
    /// Nothing yet.
    case nothing
    /// There will be no more.
    case ended
  }

  /// Whether nothing is asked, on purpose.
  let isOff: Bool
  /// Whether somebody types at a terminal.
  let isTerminal: Bool
  private let interrupt = Interrupt()
  /// What to say when somebody ends the program.
  private let farewell: () -> String
  private var waiting: [UInt8] = []
  private var returned: String?
  private var hasEnded: Bool
  private static let longestLine = 10_000
  private static let slice: Int32 = 100

  /// Asks nothing where there is to be no input.
  init(isOff: Bool = false, farewell: @autoclosure @escaping () -> String) {
    self.isOff = isOff
    hasEnded = isOff
    isTerminal = !isOff && isatty(STDIN_FILENO) == 1
    self.farewell = farewell
  }

  /// Whether there may be more input.
  var isOpen: Bool { !hasEnded || !waiting.isEmpty || returned != nil }

  /// Whether somebody types at a terminal, and may go on with it.
  var canPlay: Bool { isTerminal && isOpen }

  /// Ends the conversation where Ctrl-C was pressed since it was asked last.
  func check() throws {
    if interrupt.isRaised { throw Interrupted() }
  }

  /// Asks, and waits for a line; nil at the end of the input.
  func ask(_ prompt: String) throws -> String? {
    try check()
    guard isOpen else { return nil }
    // Before it is written: a stop may come as soon as somebody sees it.
    var resumeCount = Terminal.resumeCount
    try Console.write(prompt)
    while true {
      // Whoever comes back after Ctrl-Z sees the shell's lines, and not what is asked.
      if isTerminal, resumeCount != Terminal.resumeCount {
        resumeCount = Terminal.resumeCount
        try Console.write(prompt)
      }
      switch try next() {
      case .line(let line): return line
      case .ended:
        try Console.write("\n")
        return nil
      case .nothing: continue
      }
    }
  }

  /// Waits a tenth of a second for a line.
  func next() throws -> Event {
    if let line = returned {
      returned = nil
      try Console.write(harmless(line) + "\n")
      return .line(line)
    }
    if let line = try takeLine() { return .line(line) }
    if hasEnded { return .ended }
    var request = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
    let count = unsafe poll(&request, 1, Self.slice)
    try check()
    guard count > 0 else { return .nothing }
    receive()
    if let line = try takeLine() { return .line(line) }
    return hasEnded ? .ended : .nothing
  }

  /// Takes what is there; what cannot be read has ended.
  private func receive() {
    var bytes = [UInt8](repeating: 0, count: 4_096)
    let count = unsafe read(STDIN_FILENO, &bytes, bytes.count)
    if count > 0 {
      waiting += bytes[..<count]
    } else if count == 0 || errno != EINTR && errno != EAGAIN {
      hasEnded = true
    }
  }

  /// Has a line come again.
  func give(back line: String) { returned = line }

  /// Does something with prompts; Ctrl-C at one of them ends the program with a farewell.
  func converse(_ body: () throws -> Void) throws {
    Terminal.countResumes()
    do {
      try interrupt.catchingSignals(body)
    } catch is Interrupted {
      try Console.write("\n\(farewell())\n")
      throw ExitCode.interrupted
    }
  }

  /// Somebody pressed Ctrl-C.
  private struct Interrupted: Error {}

  /// The first line that has come whole; what comes through a pipe is repeated, as a terminal does.
  private func takeLine() throws -> String? {
    let end = waiting.firstIndex(of: 0x0A)
    guard end != nil || hasEnded && !waiting.isEmpty || waiting.count > Self.longestLine else {
      return nil
    }
    let bytes = waiting[..<(end ?? waiting.endIndex)]
    waiting.removeFirst(min(waiting.count, bytes.count + 1))
    let line = String(decoding: bytes, as: UTF8.self)
      .trimmingCharacters(in: .whitespacesAndNewlines)
    if !isTerminal { try Console.write(harmless(line) + "\n") }
    return line
  }
}
