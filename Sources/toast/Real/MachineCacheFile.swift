import Execution
import Foundation

/// The file of what was measured of a machine.
struct MachineCacheFile {
  let path: String
  let identity: String

  /// What is in it.
  enum Content {
    case nothing
    case known(MachineProfile)
    /// Nobody can use it; why.
    case unusable(String)
    /// Somebody else may use it, so that it must not be replaced; why.
    case foreign(String)
  }

  private struct Layout: Decodable { let layout: Int }

  /// A thousand times what a machine needs.
  private static let mostBytes = 16 << 20

  /// Reads it.
  func read() -> Content {
    let bytes: [UInt8]
    do throws(FileTrouble) {
      // Opening a pipe must not wait for somebody at its other end.
      let file = try OpenFile(path, O_RDONLY | O_NONBLOCK)
      let status = try file.status()
      guard status.kind == S_IFREG else { return .foreign("it is no plain file") }
      guard status.size <= Self.mostBytes else { return .unusable("it is too large") }
      bytes = try file.read(from: 0, count: status.size)
    } catch {
      return error.number == ENOENT ? .nothing : .foreign(error.reason)
    }
    let (data, decoder) = (Data(bytes), JSONDecoder())
    guard let layout = try? decoder.decode(Layout.self, from: data).layout else {
      return .unusable("it is damaged")
    }
    if layout > MachineProfile.currentLayout { return .foreign("a newer version wrote it") }
    if layout < MachineProfile.currentLayout { return .unusable("an older version wrote it") }
    guard let known = try? decoder.decode(MachineProfile.self, from: data),
      known.isPlausible
    else {
      return .unusable("it is damaged")
    }
    return known.identity == identity ? .known(known) : .unusable("it is of another machine")
  }

  /// Has no other program of ours change it meanwhile.
  func locked<Value>(_ body: () throws -> Value) rethrows -> Value {
    let folder = try? OpenFile(PathParts(path).folder, O_RDONLY | O_DIRECTORY)
    // Who has held the lock for so long is stopped; a file is whole without it, too.
    _ = folder?.lock(.seconds(2))
    return try withExtendedLifetime(folder) { try body() }
  }

  /// Gives it another name, which is returned.
  func setAside() throws(FileTrouble) -> String {
    let parts = PathParts(path)
    return try OpenFile(folder: parts.folder).setAside(parts.name)
  }

  /// Writes it anew.
  func write(_ profile: MachineProfile) throws {
    try FileManager.default.createDirectory(
      atPath: PathParts(path).folder, withIntermediateDirectories: true)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    let text = String(decoding: try encoder.encode(profile), as: UTF8.self)
    try AtomicFile.save(text + "\n", as: path, force: true)
  }
}
