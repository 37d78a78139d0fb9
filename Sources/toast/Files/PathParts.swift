/// The folder and the last name of a path, as the system takes them: by bytes.
struct PathParts {
  let folder: String
  let name: String

  /// Slashes at the end are left out.
  init(_ path: String) {
    let slash = UInt8(ascii: "/")
    var bytes = path.utf8[...]
    while bytes.count > 1, bytes.last == slash { bytes.removeLast() }
    guard let end = bytes.lastIndex(of: slash) else {
      (folder, name) = (".", String(bytes) ?? path)
      return
    }
    folder = end == bytes.startIndex ? "/" : String(bytes[..<end]) ?? path
    name = String(bytes[bytes.index(after: end)...]) ?? ""
  }
}
