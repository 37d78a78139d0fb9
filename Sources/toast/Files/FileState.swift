import Foundation

/// What changes when a file is saved.
struct FileState: Equatable {
  private let date: Date?
  private let size: Int?
  private let number: Int?
  /// Whether there is such a file.
  let exists: Bool

  /// The state of a file as it is now; a link's is that of what it leads to.
  init(_ path: String) {
    let file = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
    let facts = try? FileManager.default.attributesOfItem(atPath: file)
    date = facts?[.modificationDate] as? Date
    size = facts?[.size] as? Int
    number = facts?[.systemFileNumber] as? Int
    exists = facts != nil
  }
}
