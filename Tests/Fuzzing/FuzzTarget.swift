import Foundation

/// Something that reads bytes, and what must hold whatever they are.
///
/// The same bytes are always told the same: no clock, no chance, nothing kept from earlier bytes.
protocol FuzzTarget {
  /// One word.
  static var name: String { get }
  /// Longer inputs are not tried.
  static var mostBytes: Int { get }
  /// Words that readers know.
  static var words: [String] { get }
  /// Inputs to begin with.
  static func seeds() throws -> [[UInt8]]
  /// Reads bytes; ends the program where something does not hold.
  static func check(_ bytes: [UInt8])
}

extension FuzzTarget {
  static var words: [String] { [] }
}

/// Ends the program where something does not hold that must, so that libFuzzer keeps the input.
func hold(
  _ what: @autoclosure () -> Bool, _ why: @autoclosure () -> String, line: UInt = #line
) {
  if !what() { fatalError("not so: \(why())", line: line) }
}

/// Files of the repository, which seeds are made of.
enum Repository {
  private static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// The bytes of the files in a folder that end in a way, by name.
  static func files(in folder: String, ending: String) throws -> [[UInt8]] {
    let url = root.appendingPathComponent(folder)
    return try FileManager.default.contentsOfDirectory(atPath: url.path).sorted()
      .filter { $0.hasSuffix(ending) }.map {
        Array(try Data(contentsOf: url.appendingPathComponent($0)))
      }
  }
}
