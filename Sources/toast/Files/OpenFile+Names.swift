import CFiles
import Glibc

/// What is done with names in a folder that is open: it stays the same folder, whatever its path becomes.
extension OpenFile {
  /// Opens a folder; reading it need not be allowed.
  convenience init(folder path: String) throws(FileTrouble) {
    try self.init(opened: unsafe file_look(path, true))
  }

  /// What has a name in it, itself and not what it may lead to; nil where nothing has.
  func status(of name: String) throws(FileTrouble) -> Status? {
    var status = stat()
    if unsafe fstatat(descriptor, name, &status, AT_SYMLINK_NOFOLLOW) == 0 { return Status(status) }
    guard errno == ENOENT else { throw FileTrouble(errno) }
    return nil
  }

  /// Where a link in it leads.
  func destination(of name: String) throws(FileTrouble) -> String {
    var bytes = [UInt8](repeating: 0, count: Int(PATH_MAX))
    let (count, error) = unsafe bytes.withUnsafeMutableBytes { room in
      // Safety: address and length are those of the room.
      guard let start = room.baseAddress else { return (-1, ERANGE) }
      return (unsafe readlinkat(descriptor, name, start, room.count), errno)
    }
    guard count > 0 else { throw FileTrouble(error) }
    return String(decoding: bytes.prefix(count), as: UTF8.self)
  }

  /// Makes a folder in it.
  func makeFolder(_ name: String, mode: mode_t = 0o777) throws(FileTrouble) {
    guard unsafe mkdirat(descriptor, name, mode) == 0 else { throw FileTrouble(errno) }
  }

  /// Takes a folder away in which there is nothing.
  func removeFolder(_ name: String) throws(FileTrouble) {
    guard unsafe unlinkat(descriptor, name, AT_REMOVEDIR) == 0 else { throw FileTrouble(errno) }
  }

  /// Gives a file that has no name one, which must be free.
  func name(_ file: OpenFile, _ name: String) throws(FileTrouble) {
    let path = "/proc/self/fd/\(file.descriptor)"
    guard unsafe linkat(AT_FDCWD, path, descriptor, name, AT_SYMLINK_FOLLOW) == 0 else {
      throw FileTrouble(errno)
    }
  }

  /// Gives what has a name a second one, which must be free.
  func link(_ name: String, to other: String) throws(FileTrouble) {
    guard unsafe linkat(descriptor, name, descriptor, other, 0) == 0 else {
      throw FileTrouble(errno)
    }
  }

  /// Moves a name over another one.
  func move(_ name: String, over other: String) throws(FileTrouble) {
    guard unsafe renameat(descriptor, name, descriptor, other) == 0 else {
      throw FileTrouble(errno)
    }
  }

  /// Moves a name to one that must be free.
  func move(_ name: String, to other: String) throws(FileTrouble) {
    if unsafe file_move_to_free(descriptor, name, other) == 0 { return }
    guard errno == EINVAL || errno == ENOSYS else { throw FileTrouble(errno) }
    // File systems of old kernels and of networks know no such move: a second name does it as well.
    do {
      try link(name, to: other)
      try remove(name)
    } catch {
      guard error.number != EEXIST else { throw error }
      // Without second names, either, there is a moment in which somebody else may take the name.
      guard try status(of: other) == nil else { throw FileTrouble(EEXIST) }
      try move(name, over: other)
    }
  }

  /// Gives what cannot be used another name beside its own, which is returned.
  func setAside(_ name: String) throws(FileTrouble) -> String {
    try firstFree("\(name).unusable") { other throws(FileTrouble) in try move(name, to: other) }
  }

  /// Gives what somebody made a second name beside its own, which is returned; its own may then be replaced.
  func keep(_ name: String) throws(FileTrouble) -> String {
    try firstFree("\(name)~") { other throws(FileTrouble) in
      do throws(FileTrouble) {
        try link(name, to: other)
      } catch {
        // Some file systems have no second names.
        guard error.number == EPERM || error.number == ENOTSUP else { throw error }
        try move(name, to: other)
      }
    }
  }

  private func firstFree(
    _ name: String, _ take: (String) throws(FileTrouble) -> Void
  ) throws(FileTrouble) -> String {
    for number in 1...99 {
      let other = number == 1 ? name : "\(name)\(number)"
      do {
        try take(other)
        return other
      } catch {
        guard error.number == EEXIST else { throw error }
      }
    }
    throw FileTrouble(reason: "there are 99 files of that name")
  }

  /// Takes a name away.
  func remove(_ name: String) throws(FileTrouble) {
    guard unsafe unlinkat(descriptor, name, 0) == 0 else { throw FileTrouble(errno) }
  }

  /// Brings its names to the disk.
  func synchronizeNames() throws(FileTrouble) {
    do {
      try OpenFile(".", O_RDONLY | O_DIRECTORY, in: self).synchronize()
    } catch {
      // Some file systems do it by themselves, and a folder that may not be read cannot be asked to.
      guard [EINVAL, EACCES, ENOTSUP, EROFS].contains(error.number) else { throw error }
    }
  }
}
