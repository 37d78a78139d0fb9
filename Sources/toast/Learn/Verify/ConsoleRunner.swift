import ArgumentParser
import Foundation
import Glibc
import Model
import ScenarioFiles

/// Runs the commands of console blocks, and compares what they print.
struct ConsoleRunner: Sendable {
  /// The program that is called toast.
  let program: String
  /// The longest that a command may take, in seconds.
  let limit: Int

  /// What is not as a block says.
  struct Finding {
    let line: Int
    let message: String
    let remedy: String?
  }

  /// This program itself stands in for `toast`, even where its file was replaced meanwhile.
  init(program: String = "/proc/\(getpid())/exe", limit: Int = 60) {
    self.program = program
    self.limit = limit
  }

  /// Runs a block's commands in an empty folder of their own; the first that differs is told, since what
  /// follows may build upon it.
  func findings(in script: ConsoleScript) throws -> [Finding] {
    if let line = script.strayLine {
      return [
        Finding(
          line: line, message: "a console block begins with a command", remedy: "`$ toast ...`")
      ]
    }
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("toast-console-\(UUID().uuidString)")
    do {
      try FileManager.default.createDirectory(
        at: folder, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
      try FileManager.default.createDirectory(
        at: folder.appendingPathComponent("home"), withIntermediateDirectories: false)
      try FileManager.default.createDirectory(
        at: folder.appendingPathComponent("work"), withIntermediateDirectories: false)
    } catch {
      throw Failure(
        message: "no folder can be made in \(NSTemporaryDirectory()); TMPDIR names another one",
        code: .cannotWrite)
    }
    // What is left behind in a temporary folder does no harm.
    defer { try? FileManager.default.removeItem(at: folder) }
    for command in script.commands {
      if let refusal = command.refusal {
        return [
          Finding(line: command.line, message: refusal.message, remedy: refusal.remedy)
        ]
      }
      if let finding = try difference(command, in: folder) { return [finding] }
    }
    return []
  }

  private func difference(_ command: ConsoleScript.Command, in folder: URL) throws -> Finding? {
    guard let ended = try output(of: Array(command.words.dropFirst()), in: folder) else {
      return Finding(
        line: command.line, message: "`\(command.text)` takes longer than \(limit) s", remedy: nil)
    }
    let printed = ended.lines
    let count = max(printed.count, command.output.count)
    for index in 0..<count {
      let said = index < command.output.count ? command.output[index] : nil
      let found = index < printed.count ? printed[index] : nil
      guard said != found else { continue }
      let remedy = found.map { $0.isEmpty ? "an empty line" : Self.quoted($0, unlike: said ?? "") }
      // A block that shows how a command fails begins as that does.
      if index == 0, ended.hasFailed {
        return Finding(
          line: command.line, message: "`\(command.text)` fails", remedy: remedy)
      }
      // Of what is missing at the end the last line that is there tells the place.
      return Finding(
        line: command.line + min(index + 1, command.output.count),
        message: "`\(command.text)` prints something else", remedy: remedy ?? "nothing more")
    }
    return nil
  }

  /// A line as printed, cut to so much that it can be read, around what is different.
  private static func quoted(_ line: String, unlike other: String) -> String {
    let most = 60
    guard displayWidth(line) > most else { return "`\(line)`" }
    let same = zip(line, other).prefix { $0 == $1 }.count
    let start = same < most - 10 ? 0 : max(0, min(same - 20, line.count - most))
    var text = ""
    for letter in line.dropFirst(start) {
      guard displayWidth(text + String(letter)) <= most else { return quoted(text, start, "...") }
      text.append(letter)
    }
    return quoted(text, start, "")
  }

  private static func quoted(_ text: String, _ start: Int, _ end: String) -> String {
    "`\(start > 0 ? "..." : "")\(text)\(end)`"
  }

  /// What a command prints, on both streams; nil where it takes too long.
  ///
  /// It fails where it ends with the number of an error: then it has told why, and done nothing else.
  private func output(
    of arguments: [String], in folder: URL
  ) throws -> (lines: [String], hasFailed: Bool)? {
    let place = folder.appendingPathComponent("output")
    guard FileManager.default.createFile(atPath: place.path, contents: nil),
      let output = FileHandle(forUpdatingAtPath: place.path)
    else {
      throw Failure(message: "\(place.path) cannot be written", code: .cannotWrite)
    }
    defer { try? output.close() }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    process.currentDirectoryURL = folder.appendingPathComponent("work")
    process.environment = Self.environment(home: folder.appendingPathComponent("home").path)
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = output
    process.standardError = output
    do {
      try process.run()
    } catch {
      throw Failure(message: "toast cannot run itself to prove commands", code: .unavailable)
    }
    guard Self.hasEnded(process, within: .seconds(limit)) else {
      kill(process.processIdentifier, SIGKILL)
      _ = Self.hasEnded(process, within: .seconds(limit))
      return nil
    }
    try output.seek(toOffset: 0)
    let text = String(decoding: try output.bytes(atMost: 1 << 20, of: place.path), as: UTF8.self)
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    lines.dropEmptyEnd()
    let isSignal = process.terminationReason == .uncaughtSignal
    return (lines, isSignal || process.terminationStatus >= ExitCode.usage.rawValue)
  }

  private static func hasEnded(_ process: Process, within limit: Duration) -> Bool {
    let deadline = ContinuousClock.now + limit
    while process.isRunning {
      if ContinuousClock.now >= deadline { return false }
      usleep(5_000)
    }
    return true
  }

  /// What a command sees of the world: nothing that differs from machine to machine.
  private static func environment(home: String) -> [String: String] {
    [
      "LANG": "C.UTF-8", "NO_COLOR": "1", "COLUMNS": "80", "HOME": home, "XDG_CACHE_HOME": home,
      "XDG_STATE_HOME": home, "TMPDIR": home, "SWIFT_BACKTRACE": "enable=no",
      "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin",
    ]
  }
}
