import CFiles
import Glibc
import ScenarioFiles

/// A file that appears whole or not at all.
///
/// It is written in its folder without its name, brought to the disk, and then given its name. A device or a
/// pipe is written as it is.
final class AtomicFile {
  private let name: String
  private let place: FilePlace
  private let replaces: Bool
  /// Nil for a device or a pipe.
  private let unfinished: UnfinishedFile?
  private let output: OpenFile
  private var isWhole = false

  /// Opens a file to be written; without `force` one that exists is refused.
  init(_ name: String, force: Bool) throws {
    self.name = name
    replaces = force
    do throws(FileTrouble) {
      // A link into /proc, as /dev/stdout is one, names its device no other way.
      if let kind = try? OpenFile(lookingAt: name).status().kind, kind != S_IFREG, kind != S_IFDIR {
        output = try OpenFile(name, O_WRONLY | O_NOCTTY)
        (place, unfinished) = (FilePlace(device: output, try output.status()), nil)
        return
      }
      place = try FilePlace(name)
      if place.old?.kind == S_IFDIR { throw FileTrouble(EISDIR) }
      if place.old != nil, !force { throw FileTrouble(EEXIST) }
      // What replaces a private file is private all the time.
      let file = try UnfinishedFile(
        place.name, in: place.folder, mode: place.old == nil ? 0o666 : 0o600)
      (unfinished, output) = (file, file.file)
    } catch {
      throw Self.failure(name, error)
    }
  }

  /// Writes a whole text under a name.
  static func save(_ text: String, as name: String, force: Bool) throws {
    let file = try AtomicFile(name, force: force)
    try file.write(text)
    try commit([file])
  }

  /// Where to write beside `write`; nil for a device or a pipe.
  var descriptor: Int32? { unfinished?.file.descriptor }

  /// Refuses a file that would have the same name in the same folder as another one.
  func checkDiffers(from others: [AtomicFile]) throws {
    guard others.contains(where: { $0.place.isSame(as: place) }) else { return }
    throw Failure.usage("`\(harmless(name))`: the same file is named twice")
  }

  /// Writes more.
  func write(_ text: String) throws {
    do throws(FileTrouble) {
      try output.write(Array(text.utf8))
    } catch {
      // A pipe whose reader went away is no error.
      if unfinished == nil, error.number == EPIPE { return }
      throw Self.failure(name, error)
    }
  }

  /// Writes more behind all that the file holds, whoever wrote it.
  func writeAtEnd(_ text: String) throws {
    do throws(FileTrouble) {
      try output.goToEnd()
    } catch {
      throw Self.failure(name, error)
    }
    try write(text)
  }
}

extension AtomicFile {
  /// Gives files their names when all of them are whole, in their order.
  static func commit(_ files: [AtomicFile]) throws {
    for file in files { try file.complete() }
    try takeNames(of: files)
    for file in files { try file.synchronizeName() }
  }

  /// No signal comes between two names.
  private static func takeNames(of files: [AtomicFile]) throws {
    unfinished_hold_signals()
    defer { unfinished_let_signals() }
    for file in files { try file.takeName() }
  }

  /// Brings it to the disk, with the owner and the permissions of what it replaces.
  private func complete() throws {
    guard let file = unfinished?.file else { return }
    do throws(FileTrouble) {
      if let old = try place.folder.status(of: place.name) {
        guard replaces else { throw FileTrouble(EEXIST) }
        if old.kind == S_IFREG { try file.resemble(old) }
      }
      try file.synchronize()
      isWhole = true
    } catch {
      discard()
      throw Self.failure(name, error)
    }
  }

  private func takeName() throws {
    guard let unfinished else { return }
    precondition(isWhole, "a file gets its name when it is whole")
    do throws(FileTrouble) {
      try unfinished.takeName(replacing: replaces)
    } catch {
      discard()
      throw Self.failure(name, error)
    }
  }

  /// Brings the name to the disk.
  private func synchronizeName() throws {
    guard unfinished != nil else { return }
    do throws(FileTrouble) {
      try place.folder.synchronizeNames()
    } catch {
      throw Failure(
        message: "\(harmless(name)) is written, but a power cut may lose it: \(error.reason)",
        code: .cannotWrite)
    }
  }

  /// Forgets what was written; an old file is as it was.
  func discard() { unfinished?.discard() }

  private static func failure(_ name: String, _ trouble: FileTrouble) -> Failure {
    let text =
      switch trouble.number {
      case EEXIST: "exists already; --force replaces it"
      case EISDIR:
        "cannot be written; it is a folder; write \(harmless(name))/ for all tables"
      default: "cannot be written; \(trouble.reason)"
      }
    return Failure(message: "\(harmless(name)) \(text)", code: .cannotWrite)
  }
}
