package import Foundation

/// Files of the repository, for tests.
package enum Repository {
  /// The folder that holds Package.swift.
  package static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// A file's bytes.
  package static func bytes(_ path: String) throws -> [UInt8] {
    Array(try Data(contentsOf: root.appendingPathComponent(path)))
  }

  /// A file's text.
  package static func text(_ path: String) throws -> String {
    String(decoding: try bytes(path), as: UTF8.self)
  }

  /// The names of the files in a folder that end in a way, sorted.
  package static func files(in folder: String, ending: String) -> [String] {
    let url = root.appendingPathComponent(folder)
    let names = (try? FileManager.default.contentsOfDirectory(atPath: url.path)) ?? []
    return names.filter { $0.hasSuffix(ending) }.sorted()
  }

  /// Compares with a kept text, or keeps it where TOAST_RECORD is set.
  ///
  /// Recorded texts are read by a person before they are committed.
  package static func matches(_ text: String, kept path: String) throws -> Bool {
    if ProcessInfo.processInfo.environment["TOAST_RECORD"] != nil {
      try text.write(to: root.appendingPathComponent(path), atomically: true, encoding: .utf8)
    }
    return try self.text(path) == text
  }
}
