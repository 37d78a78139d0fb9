import Glibc

/// A folder that is open, and a name in it.
struct FilePlace {
  /// The folder's path, behind all links of the name.
  let folderPath: String
  let folder: OpenFile
  let name: String
  /// What has the name; nil for nothing.
  let old: OpenFile.Status?
  private let identity: OpenFile.Status

  /// So many links in a row are followed, as the system does.
  private static let mostLinks = 40

  /// Follows links: a link stays one, and what it leads to is meant.
  init(_ path: String) throws(FileTrouble) {
    var path = path
    for number in 0...Self.mostLinks {
      let parts = PathParts(path)
      let folder = try OpenFile(folder: parts.folder)
      let old = try folder.status(of: parts.name)
      guard old?.kind == S_IFLNK else {
        // A link to nothing is nobody's wish.
        guard number == 0 || old != nil else { throw FileTrouble(ELOOP) }
        identity = try folder.status()
        (folderPath, self.folder, name, self.old) = (parts.folder, folder, parts.name, old)
        return
      }
      let next = try folder.destination(of: parts.name)
      path = next.utf8.first == UInt8(ascii: "/") ? next : "\(parts.folder)/\(next)"
    }
    throw FileTrouble(ELOOP)
  }

  /// A device or a pipe.
  init(device: OpenFile, _ status: OpenFile.Status) {
    (folderPath, folder, name, old, identity) = ("", device, "", nil, status)
  }

  /// Whether it is the same name in the same folder.
  func isSame(as other: FilePlace) -> Bool {
    identity.isSame(as: other.identity) && name.utf8.elementsEqual(other.name.utf8)
  }
}
