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
  /// Whether it may read tables anywhere.
  private let allowsFiles: Bool
  private static let mostBytes = 2 << 20

  /// Completes the names of bundled scenarios, and files and folders.
  static var completion: CompletionKind {
    .custom { _, _, word in
      let folder = word.lastIndex(of: "/").map { String(word[...$0]) } ?? ""
      let entries =
        (try? FileManager.default.contentsOfDirectory(atPath: folder.isEmpty ? "." : folder)) ?? []
      let files = entries.filter { $0.hasSuffix(".yaml") || $0.hasSuffix(".yml") }
        .map { folder + $0 }
      let folders = entries.filter { isFolder(folder + $0) && !$0.hasPrefix(".") }
        .map { "\(folder)\($0)/" }
      let names = folder.isEmpty ? BundledScenario.all.map(\.name) : []
      return names + (files + folders).sorted()
    }
  }

  private static func isFolder(_ path: String) -> Bool {
    let facts = try? FileManager.default.attributesOfItem(atPath: path)
    return facts?[.type] as? FileAttributeType == .typeDirectory
  }

  /// Reads at most 2 MiB; the loader refuses what is longer than it allows.
  ///
  /// Only a plain file has a folder: beside a pipe there is nothing that its writer put there.
  init(_ name: String, allowsFiles: Bool = false) throws {
    self.allowsFiles = allowsFiles
    if name == "-" {
      bytes = try FileHandle.standardInput.bytes(atMost: Self.mostBytes, of: "standard input")
      label = "standard input"
      folder = nil
    } else if Self.isFile(name) {
      guard let handle = FileHandle(forReadingAtPath: name) else {
        throw Failure.unreadable("\(harmless(name)) cannot be opened; are you allowed to read it?")
      }
      bytes = try handle.bytes(atMost: Self.mostBytes, of: name)
      label = name
      folder =
        Self.isFile(name, plain: true)
        ? URL(fileURLWithPath: name).deletingLastPathComponent().path : nil
    } else if let bundled = BundledScenario.all.first(where: { $0.name == name }) {
      bytes = bundled.bytes
      label = "\(name).yaml"
      folder = nil
    } else {
      throw Self.nothing(named: name)
    }
  }

  /// A scenario that stands somewhere else, as in a lesson; it reads no tables.
  init(text: String, label: String) {
    bytes = Array(text.utf8)
    self.label = label
    folder = nil
    allowsFiles = false
  }

  /// The scenario file with some changes; throws all its mistakes.
  func file(_ overrides: [Override] = []) throws -> ScenarioFile {
    try ScenarioFile(
      bytes, label: label, folder: folder, allowsFiles: allowsFiles, overrides: overrides)
  }

  /// The SHA-256 of the bytes, in hex.
  var hash: String {
    SHA256.hex(bytes)
  }

  /// Why a name leads to no scenario, and what was probably meant.
  private static func nothing(named name: String) -> Failure {
    let shown = harmless(name)
    if isFolder(name) { return .unreadable("\(shown) is a folder; name a scenario file in it") }
    if let ending = [".yaml", ".yml"].first(where: { isFile(name + $0) }) {
      return .unreadable("there is no file `\(shown)`; did you mean `\(shown)\(ending)`?")
    }
    if name.first?.isNumber == true, name.allSatisfy({ $0.isNumber || $0 == "," }) {
      return .usage("`\(shown)` is not a scenario; a list has no spaces, as in -w 1,2,4")
    }
    let meant = nearest(to: name, among: BundledScenario.all.map(\.name))
    return .unreadable(
      "there is no file `\(shown)`, and no scenario of that name is built in; "
        + (meant.map { "did you mean `\($0)`?" } ?? "toast list tells what is"))
  }

  /// Whether what has this name is a device or a pipe, whose other end may never come.
  static func isDeviceOrPipe(_ name: String) -> Bool {
    isFile(name) && !isFile(name, plain: true)
  }

  /// Whether something that can be read as a file has this name; a folder may be named like a bundled
  /// scenario.
  static func isFile(_ name: String, plain: Bool = false) -> Bool {
    let facts = try? FileManager.default.attributesOfItem(
      atPath: URL(fileURLWithPath: name).resolvingSymlinksInPath().path)
    guard let kind = facts?[.type] as? FileAttributeType else { return false }
    return plain ? kind == .typeRegular : kind != .typeDirectory
  }
}
