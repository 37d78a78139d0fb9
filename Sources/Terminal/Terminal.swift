import CTerminal
public import Rendering

/// What the terminal can show.
public struct TerminalFacts: Sendable {
  /// How many colours there are: 0 for none, 8 or 256.
  public let colorCount: Int
  /// Whether the locale's characters are those of Unicode.
  public let isUTF8: Bool
}

/// A program that a terminal shows: it draws pictures and takes keys.
public protocol TerminalProgram {
  /// Told once, before the first picture.
  mutating func begin(_ facts: TerminalFacts)
  /// The picture of this moment.
  mutating func draw(_ size: GridSize) -> CellGrid
  /// Takes a key; false ends the program.
  mutating func take(_ key: Key, _ size: GridSize) -> Bool
  /// Whether pictures change by themselves; if not, nothing is drawn before the next key.
  var isMoving: Bool { get }
  /// Real time went by, in nanoseconds.
  mutating func advance(by nanoseconds: Int64)
}

/// Why nothing can be shown.
public enum TerminalError: Error {
  /// There is no terminal that can show pictures; the cause and the remedy in a sentence.
  case noTerminal(String)
}

/// The terminal that the process was started from.
public enum Terminal {
  /// Runs until the program ends; the terminal is as before afterwards, whatever happens.
  ///
  /// A terminal that hangs up ends the program, too.
  public static func run(
    _ program: inout some TerminalProgram, usesMouse: Bool
  ) throws(TerminalError) {
    var session = try Session(TerminalKind(), usesMouse: usesMouse)
    defer { session.close() }
    session.run(&program)
  }

  /// Counts from now on how often the process goes on after a stop, as `fg` has it do.
  public static func countResumes() { guard_count_resumes() }

  /// How often that was.
  public static var resumeCount: UInt32 { guard_resume_count() }
}
