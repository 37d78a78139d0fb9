import Glibc

/// A file of lines that is only ever written at its end, by several programs at once.
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

  /// Reads the file; nil where there is none.
  func read() throws(FileTrouble) -> Content? {
    let file: OpenFile
    do {
      // Opening a pipe must not wait for somebody at its other end.
      file = try OpenFile(path, O_RDONLY | O_NONBLOCK)
    } catch {
      if error.number == ENOENT { return nil }
      throw error
    }
    let mark = try Self.mark(of: file)
    let start = max(0, mark.size - mostBytes)
    var bytes = try file.read(from: start, count: mark.size - start)
    if start > 0 {
      bytes.removeFirst((bytes.firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count - 1) + 1)
    }
    return Content(bytes: bytes, mark: mark, isCut: start > 0)
  }

  /// Writes a whole line at the end, in one go, and brings it to the disk.
  ///
  /// It waits so long for others that write. Where it throws, the file is as it was, or ends with a part of
  /// a line, which the next one does not continue.
  func append(_ line: String, patience: Duration) throws(FileTrouble) -> Receipt {
    let (file, lock) = try openToAppend(patience)
    let before = try Self.mark(of: file)
    var bytes = Array(line.utf8)
    // Who was killed while writing left a part of a line.
    if before.size > 0,
      try file.read(from: before.size - 1, count: 1) != [UInt8(ascii: "\n")]
    {
      bytes.insert(UInt8(ascii: "\n"), at: 0)
    }
    let (written, error) = file.writeOnce(bytes[...])
    var after = before
    after.size += written
    guard written == bytes.count else {
      // What others wrote meanwhile is not taken away with it.
      if lock == .held, try Self.mark(of: file) == after { file.truncate(to: before.size) }
      throw FileTrouble(error)
    }
    var isOnDisk = (try? file.synchronize()) != nil
    if before.size == 0 { isOnDisk = bringNameToDisk() && isOnDisk }
    return Receipt(
      before: before, after: lock == .held ? after : nil, isLocked: lock != .busy,
      isOnDisk: isOnDisk)
  }

  /// Gives a file that nobody can read another name, which is returned; nil where somebody wrote meanwhile.
  func setAside(_ mark: Mark) throws(FileTrouble) -> String? {
    let file = try OpenFile(path, O_RDWR | O_NONBLOCK)
    guard file.lock() == .held, try Self.mark(of: file) == mark else { return nil }
    let parts = PathParts(path)
    return try OpenFile(folder: parts.folder).setAside(parts.name)
  }

  private func openToAppend(
    _ patience: Duration
  ) throws(FileTrouble) -> (file: OpenFile, lock: OpenFile.Lock) {
    let flags = O_RDWR | O_APPEND | O_CREAT | O_NONBLOCK
    while true {
      do {
        let file = try OpenFile(path, flags, mode: 0o600)
        let lock = file.lock(patience)
        // While this one waited, another program may have set the file aside.
        let now = try OpenFile(lookingAt: path).status()
        if try now.isSame(as: file.status()) { return (file, lock) }
      } catch {
        guard error.number == ENOENT else { throw error }
        try Self.makeFolder(PathParts(path).folder)
        // A link to nowhere stays one.
        if (try? OpenFile(path, flags, mode: 0o600)) == nil { throw error }
      }
    }
  }

  private static func mark(of file: OpenFile) throws(FileTrouble) -> Mark {
    let status = try file.status()
    switch status.kind {
    case S_IFREG: return Mark(device: status.device, inode: status.inode, size: status.size)
    case S_IFDIR: throw FileTrouble(EISDIR)
    default: throw FileTrouble(reason: "it is no plain file")
    }
  }

  /// Makes a folder and those above it, for nobody else's eyes.
  private static func makeFolder(_ path: String) throws(FileTrouble) {
    if (try? OpenFile(folder: path)) != nil { return }
    let parts = PathParts(path)
    guard parts.name != "" else { throw FileTrouble(ENOENT) }
    try makeFolder(parts.folder)
    let folder = try OpenFile(folder: parts.folder)
    do {
      try folder.makeFolder(parts.name, mode: 0o700)
      try? folder.synchronizeNames()
    } catch {
      guard error.number == EEXIST, (try? OpenFile(folder: path)) != nil else { throw error }
    }
  }

  /// A new name is safe when the folder that has it is on the disk, too.
  private func bringNameToDisk() -> Bool {
    do {
      try FilePlace(path).folder.synchronizeNames()
      return true
    } catch {
      return false
    }
  }
}
