import CFiles
import Glibc

/// A file in the folder where it is to get a name.
///
/// Where the file system can, it has no name until it gets its own, so that nothing of it is left whatever ends
/// the program. Elsewhere, and for the moment in which it replaces another one, it has a hidden name. That
/// is removed when a signal ends the program, and after kill -9 by whoever writes a file of that name next.
final class UnfinishedFile {
  let file: OpenFile
  private let folder: OpenFile
  private let name: String
  private var hidden: (name: String, note: Int32)?

  /// Makes a file that is to get a name in a folder.
  init(_ name: String, in folder: OpenFile, mode: mode_t) throws(FileTrouble) {
    self.folder = folder
    self.name = name
    if let file = try? OpenFile(withoutNameIn: folder, mode: mode), Self.canBeNamed(file) {
      self.file = file
      Self.removeStrays(of: name, in: folder)
      return
    }
    unfinished_hold_signals()
    defer { unfinished_let_signals() }
    let made = try Self.takeHiddenName(of: name, in: folder) { hidden throws(FileTrouble) in
      let flags = O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW
      let file = try OpenFile(hidden, flags, mode: mode, in: folder)
      // Whoever has locked it takes it for a stray, and removes it.
      guard file.lock() != .busy else { throw FileTrouble(EEXIST) }
      // Who looked for strays before it was locked has taken it for one.
      guard try folder.status(of: hidden)?.isSame(as: file.status()) == true else {
        throw FileTrouble(EEXIST)
      }
      return file
    }
    file = made.value
    note(made.name)
  }

  deinit { discard() }

  /// Gives it its name, which must be free, or may replace what has it.
  func takeName(replacing: Bool) throws(FileTrouble) {
    if hidden == nil {
      do {
        return try folder.name(file, name)
      } catch {
        guard replacing, error.number == EEXIST else { throw error }
      }
      _ = file.lock()
      unfinished_hold_signals()
      defer { unfinished_let_signals() }
      note(
        try Self.takeHiddenName(of: name, in: folder) { hidden throws(FileTrouble) in
          try folder.name(file, hidden)
        }.name)
    }
    guard let temporary = hidden?.name else { return }
    if replacing {
      try folder.move(temporary, over: name)
    } else {
      try folder.move(temporary, to: name)
    }
    forget()
  }

  /// Forgets what was written.
  func discard() {
    // What cannot be removed either is not worth a second message.
    if let hidden { try? folder.remove(hidden.name) }
    forget()
  }

  private func note(_ hidden: String) {
    self.hidden = unsafe (hidden, unfinished_note(folder.descriptor, hidden, false))
  }

  private func forget() {
    if let hidden { unfinished_forget(hidden.note) }
    hidden = nil
  }
}

extension UnfinishedFile {
  /// So many programs can write files of one name at once.
  private static let mostAtOnce = 99

  /// A file without a name gets one by its place in /proc, which a container may lack.
  private static func canBeNamed(_ file: OpenFile) -> Bool {
    (try? OpenFile(lookingAt: "/proc/self/fd/\(file.descriptor)")) != nil
  }

  private static func hiddenName(of name: String, _ number: Int) -> String {
    var start = ""
    for scalar in name.unicodeScalars {
      // Names have at most 255 bytes, on some file systems fewer.
      guard start.utf8.count + scalar.utf8.count <= 64 else { break }
      start.unicodeScalars.append(scalar)
    }
    return ".\(start).toast-unfinished-\(number)"
  }

  /// Removes what programs that were killed have left.
  private static func removeStrays(of name: String, in folder: OpenFile) {
    for number in 1...mostAtOnce {
      let hidden = hiddenName(of: name, number)
      if (try? folder.status(of: hidden)) != nil { _ = removeStray(hidden, in: folder) }
    }
  }

  /// Takes the first hidden name that nobody uses.
  private static func takeHiddenName<Value>(
    of name: String, in folder: OpenFile, _ take: (String) throws(FileTrouble) -> Value
  ) throws(FileTrouble) -> (name: String, value: Value) {
    for number in 1...mostAtOnce {
      let hidden = hiddenName(of: name, number)
      repeat {
        do {
          return (hidden, try take(hidden))
        } catch {
          guard error.number == EEXIST else { throw error }
        }
      } while removeStray(hidden, in: folder)
    }
    throw FileTrouble(reason: "\(mostAtOnce) unfinished files of that name are in its folder")
  }

  /// Removes what a program that was killed has left; whoever is at work has it locked.
  private static func removeStray(_ hidden: String, in folder: OpenFile) -> Bool {
    do {
      let file = try OpenFile(hidden, O_RDWR | O_NOFOLLOW | O_NONBLOCK, in: folder)
      let status = try file.status()
      guard status.kind == S_IFREG, status.owner == geteuid(), file.lock() == .held,
        try folder.status(of: hidden)?.isSame(as: status) == true
      else { return false }
      try folder.remove(hidden)
      return true
    } catch {
      return false
    }
  }
}
