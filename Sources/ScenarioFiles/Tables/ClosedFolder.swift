import Foundation

/// A folder whose files are read without ever leaving it, whatever links lie in it.
///
/// Paths are not compared and then opened: what lies between could be changed meanwhile. A way is gone
/// step by step from the open folder, each link is read and followed here, and what is read is what was
/// judged.
public struct ClosedFolder: Sendable {
  /// Why a file is not read.
  public enum Refusal: Error, Sendable {
    /// There is none.
    case missing
    /// The way leads out of the folder.
    case outside
    /// It is a folder, a pipe or a device: reading these could wait, or change something.
    case notPlain
    /// The system refuses.
    case unreadable
    /// It has more bytes than are read.
    case tooLarge
  }

  /// The folder's path.
  public let path: String

  /// Reads files of a folder, which may itself be reached by a link.
  public init(_ path: String) { self.path = path }

  /// The bytes of a plain file; the name may go through folders, `..` and links that stay inside.
  public func bytes(of name: String, atMost most: Int) throws(Refusal) -> [UInt8] {
    var way = try FolderWay(path)
    let file = try way.file(named: name)
    return try Self.bytes(of: file, atMost: most)
  }

  /// The bytes of a plain file anywhere; a relative path begins here.
  public func bytesOutside(of name: String, atMost most: Int) throws(Refusal) -> [UInt8] {
    let place = name.hasPrefix("/") ? name : "\(path)/\(name)"
    guard !place.utf8.contains(0) else { throw .missing }
    // Opened first and judged then; without waiting for the other end of a pipe.
    let file = FoundFile(unsafe open(place, FoundFile.reading))
    guard file.isOpen else { throw file.refusal }
    return try Self.bytes(of: file, atMost: most)
  }

  private static func bytes(of file: borrowing FoundFile, atMost most: Int) throws(Refusal)
    -> [UInt8]
  {
    guard file.kind == S_IFREG else { throw .notPlain }
    let handle = FileHandle(fileDescriptor: file.number, closeOnDealloc: false)
    var bytes: [UInt8] = []
    do {
      while bytes.count <= most, let data = try handle.read(upToCount: 1 << 20), !data.isEmpty {
        bytes += data
      }
    } catch {
      throw .unreadable
    }
    guard bytes.count <= most else { throw .tooLarge }
    return bytes
  }
}

/// Something that was opened; it is closed with its last use.
private struct FoundFile: ~Copyable {
  /// Never waits, never becomes the terminal of this process, is not given to children.
  static let reading = O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC

  let number: Int32
  private let error: Int32

  init(_ number: Int32) {
    error = number < 0 ? errno : 0
    self.number = number
  }

  deinit { if number >= 0 { close(number) } }

  var isOpen: Bool { number >= 0 }

  var refusal: ClosedFolder.Refusal {
    switch error {
    case ENOENT, ENOTDIR, ENAMETOOLONG: .missing
    // A socket, or a pipe that nobody writes to.
    case ENXIO, ENODEV: .notPlain
    default: .unreadable
    }
  }

  /// What kind of file it is.
  var kind: mode_t {
    var facts = stat()
    return unsafe fstat(number, &facts) == 0 ? facts.st_mode & S_IFMT : 0
  }
}

/// The way from a folder to a file below it; every folder on it is open.
///
/// The system's own call for this, openat2, is too new for some machines and not there for Swift.
private struct FolderWay: ~Copyable {
  private let root: String
  /// The folders that were entered; the first is the root.
  private var folders: [Int32] = []
  private static let mostLinks = 40
  private static let slash = UInt8(ascii: "/")
  /// O_PATH, which Swift does not see: a folder that may be passed need not be one that may be listed.
  private static let passing: Int32 = 0o10_000_000

  init(_ path: String) throws(ClosedFolder.Refusal) {
    root = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
    let number = unsafe open(path, Self.passing | O_DIRECTORY | O_CLOEXEC)
    guard number >= 0 else { throw .missing }
    folders.append(number)
  }

  deinit { for folder in folders { close(folder) } }

  mutating func file(named name: String) throws(ClosedFolder.Refusal) -> FoundFile {
    guard !name.utf8.contains(0) else { throw .missing }
    guard name.utf8.first != Self.slash else { throw .outside }
    var rest = Self.steps(name)
    var links = 0
    while let step = rest.popLast() {
      if step == ".." {
        guard folders.count > 1 else { throw .outside }
        close(folders.removeLast())
        continue
      }
      switch try kind(of: step) {
      case S_IFLNK:
        links += 1
        guard links <= Self.mostLinks else { throw .missing }
        rest += try steps(through: step)
      case S_IFDIR: try enter(step)
      case S_IFREG where rest.isEmpty:
        let file = FoundFile(openat(step, FoundFile.reading | O_NOFOLLOW))
        guard file.isOpen else { throw file.refusal }
        return file
      case S_IFREG: throw .missing
      default: throw .notPlain
      }
    }
    throw .notPlain
  }

  /// The names on a way, the first one last.
  ///
  /// By bytes, as the system takes them: a mark beside a slash makes another character of both.
  private static func steps(_ path: String) -> [String] {
    path.utf8.split(separator: slash).map { String(decoding: $0, as: UTF8.self) }
      .filter { $0 != "." }.reversed()
  }

  /// Where a link leads to; one that names the folder itself begins there again.
  private mutating func steps(through link: String) throws(ClosedFolder.Refusal) -> [String] {
    let target = try target(of: link)
    guard target.utf8.first == Self.slash else { return Self.steps(target) }
    let base = root == "/" ? "/" : root + "/"
    guard target.utf8.starts(with: base.utf8) else { throw .outside }
    while folders.count > 1 { close(folders.removeLast()) }
    return Self.steps(String(decoding: target.utf8.dropFirst(base.utf8.count), as: UTF8.self))
  }

  private func openat(_ step: String, _ how: Int32) -> Int32 {
    unsafe Foundation.openat(folders[folders.count - 1], step, how)
  }

  private mutating func enter(_ step: String) throws(ClosedFolder.Refusal) {
    let number = openat(step, Self.passing | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
    guard number >= 0 else { throw .unreadable }
    folders.append(number)
  }

  private func kind(of step: String) throws(ClosedFolder.Refusal) -> mode_t {
    var facts = stat()
    guard
      unsafe fstatat(folders[folders.count - 1], step, &facts, AT_SYMLINK_NOFOLLOW) == 0
    else { throw errno == EACCES ? .unreadable : .missing }
    return facts.st_mode & S_IFMT
  }

  private func target(of link: String) throws(ClosedFolder.Refusal) -> String {
    var room = [UInt8](repeating: 0, count: Int(PATH_MAX))
    let folder = folders[folders.count - 1]
    let count = unsafe room.withUnsafeMutableBytes { bytes in
      guard let base = unsafe bytes.bindMemory(to: CChar.self).baseAddress else { return 0 }
      return unsafe readlinkat(folder, link, base, bytes.count)
    }
    guard count > 0, count < room.count else { throw .unreadable }
    return String(decoding: room[..<count], as: UTF8.self)
  }
}
