import ArgumentParser
import BundledScenarios
import Foundation
import ScenarioFiles

/// Where a scenario comes from: a path, `-` for standard input, or the name of a bundled one.
struct ScenarioSource {
  let bytes: [UInt8]
  let label: String
  /// The folder whose tables it may read; nil for none.
  let folder: String?
  private static let mostBytes = 2 << 20

  /// Reads at most 2 MiB; the loader refuses what is longer than it allows.
  init(_ name: String) throws {
    if name == "-" {
      bytes = try Self.read(.standardInput, "standard input")
      label = "standard input"
      folder = nil
    } else if Self.isFile(name) {
      guard let handle = FileHandle(forReadingAtPath: name) else {
        throw Failure.unreadable("\(harmless(name)) cannot be opened; are you allowed to read it?")
      }
      bytes = try Self.read(handle, name)
      label = name
      folder = URL(fileURLWithPath: name).deletingLastPathComponent().path
    } else if let bundled = BundledScenario.all.first(where: { $0.name == name }) {
      bytes = bundled.bytes
      label = "\(name).yaml"
      folder = nil
    } else {
      let names = BundledScenario.all.map(\.name)
      let meant = nearest(to: name, among: names).map { "did you mean `\($0)`?" }
      throw Failure.unreadable(
        "there is no file `\(harmless(name))`, and no scenario of that name is built in; "
          + (meant ?? "built in are \(names.joined(separator: ", "))"))
    }
  }

  /// Whether something that can be read as a file has this name; a folder may be named like a bundled
  /// scenario.
  private static func isFile(_ name: String) -> Bool {
    let facts = try? FileManager.default.attributesOfItem(
      atPath: URL(fileURLWithPath: name).resolvingSymlinksInPath().path)
    return facts.map { $0[.type] as? FileAttributeType != .typeDirectory } ?? false
  }

  private static func read(_ handle: FileHandle, _ name: String) throws -> [UInt8] {
    var bytes: [UInt8] = []
    do {
      while bytes.count < mostBytes, let data = try handle.read(upToCount: 1 << 16), !data.isEmpty {
        bytes += Array(data)
      }
    } catch {
      throw Failure.unreadable("\(harmless(name)) cannot be read")
    }
    return bytes
  }
}

/// A message for standard error, and the exit code that goes with it.
struct Failure: Error {
  let message: String
  let code: ExitCode

  static func unreadable(_ message: String) -> Failure {
    Failure(message: message, code: .unreadable)
  }

  static func usage(_ message: String) -> Failure { Failure(message: message, code: .usage) }
}
