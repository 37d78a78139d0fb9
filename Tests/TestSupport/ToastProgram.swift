package import Foundation

/// The built program, run as a user runs it.
package struct ToastProgram {
  /// What a run of the program gave.
  package struct Outcome: Sendable {
    package let output: String
    package let messages: String
    package let code: Int32
  }

  /// The program stands beside the test bundle.
  package static var path: URL {
    let bundle = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    return bundle.deletingLastPathComponent().appendingPathComponent("toast")
  }

  /// What real runs measure of the machine takes seconds, so the tests of a process share it.
  private static let cache = FileManager.default.temporaryDirectory
    .appendingPathComponent("toast-cache-\(ProcessInfo.processInfo.processIdentifier)")

  /// Where a sanitizer that the program was built with reports what it finds.
  private static var sanitizerOptions: [String: String] {
    ProcessInfo.processInfo.environment.filter { $0.key.hasSuffix("SAN_OPTIONS") }
  }

  /// Whether the program was built with one.
  package static var isSanitized: Bool { !sanitizerOptions.isEmpty }

  /// Runs the program without a terminal and waits for its end.
  package static func run(
    _ arguments: [String], input: String = "", folder: URL = Repository.root,
    environment: [String: String] = [:]
  ) throws -> Outcome {
    let process = Process()
    process.executableURL = path
    process.arguments = arguments
    process.currentDirectoryURL = folder
    process.environment = [
      "LANG": "C.UTF-8", "SWIFT_BACKTRACE": "enable=no", "HOME": "/nonexistent",
      "XDG_CACHE_HOME": cache.path, "XDG_STATE_HOME": cache.path,
    ].merging(sanitizerOptions) { _, new in new }
      .merging(environment) { _, new in new }
    let (stdin, stdout, stderr) = (Pipe(), Pipe(), Pipe())
    process.standardInput = stdin
    process.standardOutput = stdout
    // Messages are short, so that reading the output first cannot block the program.
    process.standardError = stderr
    try process.run()
    stdin.fileHandleForWriting.write(Data(input.utf8))
    try stdin.fileHandleForWriting.close()
    let output = stdout.fileHandleForReading.readDataToEndOfFile()
    let messages = stderr.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return Outcome(
      output: String(decoding: output, as: UTF8.self),
      messages: String(decoding: messages, as: UTF8.self), code: process.terminationStatus)
  }
}
