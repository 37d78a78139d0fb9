import CFiles
import Glibc

/// A file of 64-bit words, little end first.
///
/// It is the only place of this module with unsafe memory: the system's calls want addresses.
final class RawFile: Sendable {
  private let descriptor: Int32
  /// How many bytes of the file are somebody else's, before ours.
  private let start: Int
  /// How many bytes are ours; nil for all up to the end.
  private let length: Int?

  /// Opens a file; a new one must not exist yet.
  ///
  /// What stands before `start`, and behind `length` bytes, is not seen.
  init(
    _ path: String, isNew: Bool, after start: Int = 0, length: Int? = nil
  ) throws(TraceFileError) {
    self.start = start
    self.length = length
    descriptor =
      isNew
      ? unsafe open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
      : unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .cannotOpen(path) }
  }

  /// Takes a file that somebody else has open, which may have no name, to be written behind what it holds.
  init(appendingTo other: Int32, after start: Int) throws(TraceFileError) {
    self.start = start
    length = nil
    descriptor = fcntl(other, F_DUPFD_CLOEXEC, 0)
    guard descriptor >= 0 else { throw .cannotWrite }
  }

  /// Makes a file that has no name, or none any more, and so is gone when it is closed.
  init(withoutNameIn folder: String) throws(TraceFileError) {
    start = 0
    length = nil
    // Nobody can open the file by a name.
    let place = unsafe file_look(folder, true)
    defer { close(place) }
    let opened = file_open_nameless(place, 0o600)
    guard opened < 0 else {
      descriptor = opened
      return
    }
    // Some file systems want a name.
    let path = "\(folder)/toast-trace-\(String(UInt64.random(in: 0 ... .max), radix: 36))"
    descriptor = unsafe open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw .cannotOpen(folder) }
    _ = unsafe unlink(path)
  }

  deinit { close(descriptor) }

  /// How many bytes there are.
  var size: Int {
    let rest = max(0, Int(lseek(descriptor, 0, SEEK_END)) - start)
    return min(rest, length ?? rest)
  }

  /// Writes all words at a place.
  func write(_ words: [UInt64], at offset: Int) throws(TraceFileError) {
    let isWritten = unsafe words.withUnsafeBytes { bytes in
      var done = 0
      while done < bytes.count {
        // Safety: `done` stays below the bytes' count, so the address and the length are within them.
        let count = unsafe pwrite(
          descriptor, bytes.baseAddress.map { unsafe $0 + done }, bytes.count - done,
          off_t(start + offset + done))
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { return false }
        done += count
      }
      return true
    }
    guard isWritten else { throw .cannotWrite }
  }

  /// Reads so many words from a place; fewer are an error.
  func read(_ count: Int, at offset: Int) throws(TraceFileError) -> [UInt64] {
    var words = [UInt64](repeating: 0, count: count)
    let isRead = unsafe words.withUnsafeMutableBytes { bytes in
      var done = 0
      while done < bytes.count {
        // Safety: as in `write`.
        let count = unsafe pread(
          descriptor, bytes.baseAddress.map { unsafe $0 + done }, bytes.count - done,
          off_t(start + offset + done))
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { return false }
        done += count
      }
      return true
    }
    guard isRead else { throw .damaged("it ends too early") }
    return words
  }
}

/// Why a trace could not be written or read.
public enum TraceFileError: Error, Equatable, Sendable {
  /// The file or folder cannot be opened.
  case cannotOpen(String)
  /// The disk is full, or the file may not be written.
  case cannotWrite
  /// It is no trace, or no whole one; why.
  case damaged(String)
}
