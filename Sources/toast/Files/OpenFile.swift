import CFiles
import Glibc

/// A file or a folder that is open, and closed when nobody uses it any more.
///
/// Here is what the program's own files have of unsafe memory: the system's calls want addresses.
final class OpenFile {
  /// What the system tells of a file.
  struct Status: Equatable {
    /// What it is, as in `S_IFMT`.
    let kind: mode_t
    /// Who may do what, as `chmod` has it.
    let permissions: mode_t
    let owner: uid_t
    let group: gid_t
    let device: UInt
    let inode: UInt
    let size: Int

    /// Whether it is the same file as another one, whatever was written to it.
    func isSame(as other: Status) -> Bool { device == other.device && inode == other.inode }

    init(_ status: stat) {
      kind = status.st_mode & S_IFMT
      permissions = status.st_mode & 0o777
      owner = status.st_uid
      group = status.st_gid
      device = UInt(status.st_dev)
      inode = UInt(status.st_ino)
      size = Int(status.st_size)
    }
  }

  enum Lock { case held, busy, unavailable }

  /// Nobody else closes it.
  let descriptor: Int32

  /// Opens a file by its path, or by its name in a folder.
  ///
  /// It is never kept for a program that this one starts.
  init(
    _ path: String, _ flags: Int32, mode: mode_t = 0o666, in folder: OpenFile? = nil
  ) throws(FileTrouble) {
    descriptor = unsafe openat(folder?.descriptor ?? AT_FDCWD, path, flags | O_CLOEXEC, mode)
    guard descriptor >= 0 else { throw FileTrouble(errno) }
  }

  /// Takes a descriptor that the system has just given, or its refusal.
  init(opened descriptor: Int32) throws(FileTrouble) {
    guard descriptor >= 0 else { throw FileTrouble(errno) }
    self.descriptor = descriptor
  }

  /// Opens what is there, and what a link leads to, only to look what it is.
  convenience init(lookingAt path: String) throws(FileTrouble) {
    try self.init(opened: unsafe file_look(path, false))
  }

  /// Opens a new file in a folder that has no name, and is gone when it is closed without one.
  convenience init(withoutNameIn folder: OpenFile, mode: mode_t) throws(FileTrouble) {
    try self.init(opened: file_open_nameless(folder.descriptor, mode))
  }

  deinit { close(descriptor) }

  /// What it is now.
  func status() throws(FileTrouble) -> Status {
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else { throw FileTrouble(errno) }
    return Status(status)
  }

  /// Writes all bytes where the last ones ended.
  func write(_ bytes: [UInt8]) throws(FileTrouble) {
    var done = 0
    while done < bytes.count {
      let (count, error) = writeOnce(bytes[done...])
      guard count > 0 else { throw FileTrouble(error) }
      done += count
    }
  }

  /// Writes in one call, so that nobody else's bytes come between; how many, and what hindered.
  func writeOnce(_ bytes: ArraySlice<UInt8>) -> (count: Int, error: Int32) {
    while true {
      // Safety: address and length are those of the bytes.
      let count = unsafe bytes.withUnsafeBytes {
        unsafe Glibc.write(descriptor, $0.baseAddress, $0.count)
      }
      // A part is written where the rest has no room.
      if count >= 0 { return (count, ENOSPC) }
      if errno != EINTR { return (0, errno) }
    }
  }

  /// Reads so many bytes from a place; fewer where the file is shorter.
  func read(from start: Int, count: Int) throws(FileTrouble) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    let (size, error) = unsafe bytes.withUnsafeMutableBytes { bytes in
      var done = 0
      while done < bytes.count {
        // Safety: `done` stays below the bytes' count, so address and length are within them.
        let count = unsafe pread(
          descriptor, bytes.baseAddress.map { unsafe $0 + done }, bytes.count - done,
          off_t(start + done))
        if count < 0, errno == EINTR { continue }
        if count < 0 { return (done, errno) }
        if count == 0 { break }
        done += count
      }
      return (done, 0)
    }
    guard error == 0 else { throw FileTrouble(error) }
    bytes.removeLast(count - size)
    return bytes
  }

  /// Brings all to the disk.
  func synchronize() throws(FileTrouble) {
    guard fsync(descriptor) == 0 else { throw FileTrouble(errno) }
  }

  /// Writes what comes next behind all that it holds.
  func goToEnd() throws(FileTrouble) {
    guard lseek(descriptor, 0, SEEK_END) >= 0 else { throw FileTrouble(errno) }
  }

  /// Cuts it off.
  func truncate(to size: Int) { _ = ftruncate(descriptor, off_t(size)) }

  /// Locks it against others that lock it, too; it is unlocked when it is closed.
  ///
  /// Some network file systems cannot.
  func lock(_ patience: Duration = .zero) -> Lock {
    let deadline = ContinuousClock.now + patience
    while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
      guard errno == EWOULDBLOCK || errno == EINTR else { return .unavailable }
      if ContinuousClock.now >= deadline { return .busy }
      usleep(5_000)
    }
    return .held
  }

  /// Gives it the owner, as far as that is allowed, and the permissions of another file.
  func resemble(_ other: Status) throws(FileTrouble) {
    // Who is not the administrator may still give it a group of their own.
    if fchown(descriptor, other.owner, other.group) != 0 {
      _ = fchown(descriptor, uid_t.max, other.group)
    }
    guard fchmod(descriptor, other.permissions) == 0 else { throw FileTrouble(errno) }
  }
}
