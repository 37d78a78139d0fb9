import CFiles

/// A folder that is made for files, and goes again where none comes.
final class NewFolder {
  private let parent: OpenFile
  private let name: String
  private let note: Int32

  /// Makes it, as the last step of its path only.
  init(_ path: String) throws(FileTrouble) {
    let parts = PathParts(path)
    parent = try OpenFile(folder: parts.folder)
    name = parts.name
    unfinished_hold_signals()
    defer { unfinished_let_signals() }
    try parent.makeFolder(name)
    note = unsafe unfinished_note(parent.descriptor, name, true)
  }

  deinit { unfinished_forget(note) }

  /// Removes it if it is empty.
  func discard() {
    // An empty folder does no harm where it cannot be removed.
    try? parent.removeFolder(name)
  }
}
