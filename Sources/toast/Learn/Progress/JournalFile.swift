import Foundation
import Glibc

/// A file of lines that is only ever written at its end, by several programs at once.
///
/// It is the only place of progress with unsafe memory: the system's calls want addresses.
struct JournalFile {
  let path: String

  /// So much of the end of a file is read: half a million lines.
  var mostBytes = 64 << 20

  /// What tells whether somebody else has written meanwhile.
  struct Mark: Equatable {
    let device: UInt
    let inode: UInt
    var size: Int

    /// The mark of no file.
    static let unknown = Mark(device: 0, inode: 0, size: -1)
  }

  /// What is in the file.
  struct Content {
    let bytes: [UInt8]
    let mark: Mark
    /// Whether something stands before the bytes.
    let isCut: Bool
  }

  /// What became of a line that was written.
  struct Receipt {
    let before: Mark
    /// Nil where others may have written at the same time.
    let after: Mark?
    /// Whether nobody else could write at the same time, or need not be asked.
    let isLocked: Bool
    /// Whether a power cut cannot lose it.
    let isOnDisk: Bool
  }

  /// Why the file cannot be used; a sentence's part.
  struct Trouble: Error, Equatable { let reason: String }

  /// Reads the file; nil where there is none.
  func read() throws(Trouble) -> Content? {
    // Opening a pipe must not wait for somebody at its other end.
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else {
      if errno == ENOENT { return nil }
      throw Trouble(errno)
    }
    defer { close(descriptor) }
    let mark = try Self.mark(of: descriptor)
    let start = max(0, mark.size - mostBytes)
    var bytes = try Self.bytes(of: descriptor, from: start, count: mark.size - start)
    if start > 0 {
      bytes.removeFirst((bytes.firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count - 1) + 1)
    }
    return Content(bytes: bytes, mark: mark, isCut: start > 0)
  }

  /// Writes a whole line at the end, in one go, and brings it to the disk.
  ///
  /// It waits so long for others that write. Where it throws, the file is as it was, or ends with a part of
  /// a line, which the next one does not continue.
  func append(_ line: String, patience: Duration) throws(Trouble) -> Receipt {
    let descriptor = try openToAppend()
    // Closing also unlocks.
    defer { close(descriptor) }
    let lock = Self.lock(descriptor, patience)
    let before = try Self.mark(of: descriptor)
    var bytes = Array(line.utf8)
    // Who was killed while writing left a part of a line.
    if before.size > 0,
      try Self.bytes(of: descriptor, from: before.size - 1, count: 1) != [UInt8(ascii: "\n")]
    {
      bytes.insert(UInt8(ascii: "\n"), at: 0)
    }
    let (written, error) = Self.write(bytes, to: descriptor)
    var after = before
    after.size += written
    guard written == bytes.count else {
      // What others wrote meanwhile is not taken away with it.
      if lock == .held, try Self.mark(of: descriptor) == after {
        _ = ftruncate(descriptor, off_t(before.size))
      }
      throw Trouble(error)
    }
    var isOnDisk = fsync(descriptor) == 0
    if before.size == 0 {
      isOnDisk = Self.bringToDisk(folderOf: URL(fileURLWithPath: path)) && isOnDisk
    }
    return Receipt(
      before: before, after: lock == .held ? after : nil, isLocked: lock != .busy,
      isOnDisk: isOnDisk)
  }

  private func openToAppend() throws(Trouble) -> Int32 {
    let flags = O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC | O_NONBLOCK
    var descriptor = unsafe open(path, flags, 0o600)
    if descriptor < 0, errno == ENOENT {
      try Self.makeFolder(URL(fileURLWithPath: path).deletingLastPathComponent())
      descriptor = unsafe open(path, flags, 0o600)
    }
    guard descriptor >= 0 else { throw Trouble(errno) }
    return descriptor
  }

  /// Makes a folder and those above it, for nobody else's eyes.
  private static func makeFolder(_ folder: URL) throws(Trouble) {
    if unsafe mkdir(folder.path, 0o700) == 0 {
      _ = bringToDisk(folderOf: folder)
      return
    }
    if errno == EEXIST { return }
    guard errno == ENOENT, folder.path != "/" else { throw Trouble(errno) }
    try makeFolder(folder.deletingLastPathComponent())
    guard unsafe mkdir(folder.path, 0o700) == 0 || errno == EEXIST else { throw Trouble(errno) }
    _ = bringToDisk(folderOf: folder)
  }

  /// A new name is safe when the folder that has it is on the disk, too.
  private static func bringToDisk(folderOf url: URL) -> Bool {
    let folder = url.resolvingSymlinksInPath().deletingLastPathComponent()
    let descriptor = unsafe open(folder.path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    return fsync(descriptor) == 0
  }
}

extension JournalFile {
  private enum Lock { case held, busy, unavailable }

  /// Locks the file; some network file systems cannot.
  private static func lock(_ descriptor: Int32, _ patience: Duration) -> Lock {
    let deadline = ContinuousClock.now + patience
    while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
      guard errno == EWOULDBLOCK || errno == EINTR else { return .unavailable }
      if ContinuousClock.now >= deadline { return .busy }
      usleep(5_000)
    }
    return .held
  }

  private static func mark(of descriptor: Int32) throws(Trouble) -> Mark {
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else { throw Trouble(errno) }
    switch status.st_mode & S_IFMT {
    case S_IFREG: break
    case S_IFDIR: throw Trouble(EISDIR)
    default: throw Trouble(reason: "it is no plain file")
    }
    return Mark(
      device: UInt(status.st_dev), inode: UInt(status.st_ino), size: Int(status.st_size))
  }

  /// Writes in one call, so that no other line comes between; how much was written, and what hindered.
  private static func write(_ bytes: [UInt8], to descriptor: Int32) -> (count: Int, error: Int32) {
    while true {
      // Safety: address and length are those of the array.
      let count = unsafe bytes.withUnsafeBytes {
        unsafe Glibc.write(descriptor, $0.baseAddress, $0.count)
      }
      // A part is written where the rest has no room.
      if count >= 0 { return (count, ENOSPC) }
      if errno != EINTR { return (0, errno) }
    }
  }

  /// Reads so many bytes from a place; fewer where the file has become shorter.
  private static func bytes(
    of descriptor: Int32, from start: Int, count: Int
  ) throws(Trouble) -> [UInt8] {
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
    guard error == 0 else { throw Trouble(error) }
    bytes.removeLast(count - size)
    return bytes
  }
}

extension JournalFile.Trouble {
  /// Tells the system's error in words.
  init(_ error: Int32) {
    reason =
      switch error {
      case ENOSPC, EDQUOT, EFBIG: "the disk is full"
      case EACCES, EPERM: "you are not allowed to"
      case EROFS: "the disk cannot be written"
      case EISDIR: "it is a folder"
      case ENOTDIR, EEXIST: "its folder is a file"
      case ENOENT: "its folder is missing"
      case ELOOP: "it is a link that leads nowhere"
      default: "error \(error) of the system"
      }
  }
}
