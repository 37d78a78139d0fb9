import Glibc

/// Small files of /proc and /sys, in whole.
///
/// It is the only place of this folder with raw reads and writes: the system wants addresses.
enum SystemFile {
  /// So much of a file is read; what the gauges want stands at the beginning of longer ones.
  private static let limit = 65_536

  /// A file's text, at most the first 64 kB of it; nil where it is missing or may not be read.
  static func text(_ path: String) -> String? {
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var bytes = [UInt8](repeating: 0, count: limit)
    let size: Int? = unsafe bytes.withUnsafeMutableBytes { bytes in
      var done = 0
      while done < bytes.count {
        // Safety: `done` stays below the bytes' count, so address and length are within them.
        let count = unsafe Glibc.read(
          descriptor, bytes.baseAddress.map { unsafe $0 + done }, bytes.count - done)
        if count < 0, errno == EINTR { continue }
        guard count >= 0 else { return nil }
        if count == 0 { break }
        done += count
      }
      return done
    }
    return size.map { String(decoding: bytes[..<$0], as: UTF8.self) }
  }

  /// Writes bytes in one call, as such files want it; the system's error number, 0 is none.
  static func write(_ bytes: [UInt8], to path: String) -> Int32 {
    let descriptor = unsafe open(path, O_WRONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return errno }
    defer { close(descriptor) }
    while true {
      let count = unsafe bytes.withUnsafeBytes {
        unsafe Glibc.write(descriptor, $0.baseAddress, $0.count)
      }
      if count == bytes.count { return 0 }
      if count >= 0 { return EIO }
      if errno != EINTR { return errno }
    }
  }
}
