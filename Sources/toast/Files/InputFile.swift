import Foundation
import ScenarioFiles

extension FileHandle {
  /// Reads at most so many bytes, and at most a block more; `name` is what messages call the file.
  func bytes(atMost most: Int, of name: String) throws -> [UInt8] {
    var bytes: [UInt8] = []
    do {
      while bytes.count < most, let data = try read(upToCount: 1 << 16), !data.isEmpty {
        bytes += Array(data)
      }
    } catch {
      throw Failure.unreadable("\(harmless(name)) cannot be read")
    }
    return bytes
  }
}
