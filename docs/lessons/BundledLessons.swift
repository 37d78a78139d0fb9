/// A lesson that is built into the program.
public struct BundledLesson: Sendable {
  /// The file's name: `01-one-toaster.md`.
  public let file: String
  /// The file's bytes.
  public let bytes: [UInt8]

  /// All of them, in the order in which they are taught.
  public static let all: [BundledLesson] = []
}
