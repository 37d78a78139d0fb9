import Foundation
import ScenarioFiles

/// A file that appears whole or not at all.
///
/// It is written under another name in the same folder, brought to the disk and then given its name. A
/// device or a pipe is written as it is.
final class AtomicFile {
  private let name: String
  private let target: String
  private let temporary: String?
  private let handle: FileHandle
  private let replaces: Bool

  /// Opens a file to be written; without `force` one that exists is refused.
  init(_ name: String, force: Bool) throws {
    self.name = name
    replaces = force
    // A link stays a link: what it leads to is replaced.
    target = URL(fileURLWithPath: name).resolvingSymlinksInPath().path
    let kind = (try? FileManager.default.attributesOfItem(atPath: target))?[.type]
    switch kind as? FileAttributeType {
    case nil, .typeRegular?:
      if kind != nil, !force { throw Self.exists(name) }
      let url = URL(fileURLWithPath: target)
      guard url.lastPathComponent.utf8.count <= 255 else {
        throw Self.failure(name, "its name is too long")
      }
      // What a killed run leaves behind tells what it was to become.
      let hint = url.lastPathComponent.prefix(40)
      let path =
        "\(url.deletingLastPathComponent().path)/.\(hint).\(UUID().uuidString.prefix(8)).toast"
      temporary = path
      guard FileManager.default.createFile(atPath: path, contents: nil),
        let handle = FileHandle(forWritingAtPath: path)
      else {
        throw Self.failure(name, "does its folder exist, and may you write there?")
      }
      self.handle = handle
    case .typeSymbolicLink?: throw Self.failure(name, "it is a link that leads nowhere")
    case .typeDirectory?:
      throw Self.failure(name, "it is a folder; write \(harmless(name))/ for all tables")
    default:
      temporary = nil
      guard let handle = FileHandle(forWritingAtPath: target) else {
        throw Self.failure(name, "may you write it?")
      }
      self.handle = handle
    }
  }

  /// Writes a whole text under a name.
  static func save(_ text: String, as name: String, force: Bool) throws {
    let file = try AtomicFile(name, force: force)
    do {
      try file.write(text)
    } catch {
      file.discard()
      throw error
    }
    try file.commit()
  }

  /// Where the file stands until it has its name; nil for a device or a pipe.
  var writtenPath: String? { temporary }

  /// Writes more.
  func write(_ text: String) throws {
    do {
      try handle.write(contentsOf: Data(text.utf8))
    } catch {
      // A pipe whose reader went away is no error.
      if temporary == nil, errno == EPIPE { return }
      throw Self.failure(name, "is the disk full?")
    }
  }

  /// Writes more behind all that the file holds, whoever wrote it.
  func writeAtEnd(_ text: String) throws {
    do {
      try handle.seekToEnd()
    } catch {
      throw Self.failure(name, "is the disk full?")
    }
    try write(text)
  }

  /// Gives the file its name.
  func commit() throws {
    guard let temporary else { return }
    do {
      try handle.synchronize()
      try handle.close()
      if replaces {
        let old = try? FileManager.default.attributesOfItem(atPath: target)
        if let mode = old?[.posixPermissions] {
          try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: temporary)
        }
        // Foundation's own ways to replace a file leave a moment without one.
        guard unsafe rename(temporary, target) == 0 else { throw CocoaError(.fileWriteUnknown) }
      } else {
        try giveNewName(temporary)
      }
    } catch {
      discard()
      if !replaces, FileManager.default.fileExists(atPath: target) { throw Self.exists(name) }
      throw Self.failure(name, "is the disk full?")
    }
  }

  /// Names a file that must not replace another one.
  private func giveNewName(_ temporary: String) throws {
    do {
      // A hard link, unlike a move, fails where the name has been taken meanwhile.
      try FileManager.default.linkItem(atPath: temporary, toPath: target)
      try FileManager.default.removeItem(atPath: temporary)
    } catch {
      // Some file systems have no hard links.
      if FileManager.default.fileExists(atPath: target) { throw error }
      try FileManager.default.moveItem(atPath: temporary, toPath: target)
    }
  }

  /// Forgets what was written; an old file is as it was.
  func discard() {
    // What cannot be removed either is not worth a second message.
    if let temporary { try? FileManager.default.removeItem(atPath: temporary) }
  }

  private static func exists(_ name: String) -> Failure {
    Failure(
      message: "\(harmless(name)) exists already; --force replaces it", code: .cannotWrite)
  }

  private static func failure(_ name: String, _ hint: String) -> Failure {
    Failure(message: "\(harmless(name)) cannot be written; \(hint)", code: .cannotWrite)
  }
}
