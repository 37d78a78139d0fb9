import Glibc

/// Why the system refuses something with a file; a sentence's part, and the system's number.
struct FileTrouble: Error, Equatable {
  let reason: String
  let number: Int32

  /// A reason of our own.
  init(reason: String) {
    self.reason = reason
    number = 0
  }

  /// Tells the system's error in words.
  init(_ error: Int32) {
    number = error
    reason =
      switch error {
      case ENOSPC, EDQUOT, EFBIG: "the disk is full"
      case EACCES, EPERM: "you are not allowed to"
      case EROFS: "the disk cannot be written"
      case EIO: "the disk does not work"
      case EISDIR: "it is a folder"
      case ENOTDIR, EEXIST: "its folder is a file"
      case ENOENT: "its folder is missing"
      case ELOOP: "it is a link that leads nowhere"
      case ENAMETOOLONG: "its name is too long"
      case EBUSY: "something is mounted there"
      case EMFILE, ENFILE: "too many files are open"
      case ENXIO: "nobody reads it"
      default: "error \(error) of the system"
      }
  }
}
