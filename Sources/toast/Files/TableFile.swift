import Foundation
import ScenarioFiles

/// A table that was measured elsewhere: a path, or `-` for standard input.
struct TableFile {
  let bytes: [UInt8]
  let label: String
  /// The file's folder and its name in it; nil for standard input.
  let place: (folder: String, name: String)?
  /// One byte more than the reader of tables allows, so that it refuses what is longer.
  private static let mostBytes = 16 << 20 + 1

  init(_ name: String) throws {
    if name == "-" {
      bytes = try FileHandle.standardInput.bytes(atMost: Self.mostBytes, of: "standard input")
      label = "standard input"
      place = nil
      return
    }
    let url = URL(fileURLWithPath: name).resolvingSymlinksInPath()
    let facts = try? FileManager.default.attributesOfItem(atPath: url.path)
    guard let kind = facts?[.type] as? FileAttributeType else {
      throw Failure.unreadable("there is no file `\(name)`")
    }
    guard kind != .typeDirectory else {
      throw Failure.unreadable("\(name) is a folder; name a table in it")
    }
    guard let handle = FileHandle(forReadingAtPath: name) else {
      throw Failure.unreadable("\(name) cannot be opened; are you allowed to read it?")
    }
    bytes = try handle.bytes(atMost: Self.mostBytes, of: name)
    label = name
    place = (url.deletingLastPathComponent().path, url.lastPathComponent)
  }
}
