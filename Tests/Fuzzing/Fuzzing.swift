import Foundation

/// Gives bytes to readers of strangers' bytes, with libFuzzer: `.ci/fuzz` builds and runs it.
///
/// The name that it is called by is that of the target, as in `.build-fuzz/targets/scenario`, so that
/// libFuzzer can start it again by its name. With `--seeds FOLDER` and `--words FILE` it writes what a
/// target begins with; called `Fuzzing` it tells the names of all targets.
@main
struct Fuzzing {
  private static let targets: [any (FuzzTarget & Sendable).Type] = [
    ScenarioTarget.self, ScalarTarget.self, OverrideTarget.self, TableTarget.self,
    LessonTarget.self,
    ProseTarget.self, TraceTarget.self, ProtocolTarget.self, RecordTarget.self,
  ]

  private static let chosen: (any (FuzzTarget & Sendable).Type)? = {
    let name = CommandLine.arguments[0].split(separator: "/").last.map(String.init)
    return targets.first { $0.name == name }
  }()

  static func main() throws {
    guard let chosen else {
      for target in targets { print(target.name) }
      return
    }
    let arguments = CommandLine.arguments
    if arguments.count == 3, arguments[1] == "--seeds" {
      try write(chosen.seeds(), in: URL(fileURLWithPath: arguments[2]))
    } else if arguments.count == 3, arguments[1] == "--words" {
      try words(of: chosen).write(toFile: arguments[2], atomically: true, encoding: .utf8)
    } else {
      drive(arguments + ["-max_len=\(chosen.mostBytes)"])
    }
  }

  private static func write(_ seeds: [[UInt8]], in folder: URL) throws {
    for (number, seed) in seeds.enumerated() where seed.count <= chosen?.mostBytes ?? 0 {
      try Data(seed).write(to: folder.appendingPathComponent("seed-\(number)"))
    }
  }

  /// A dictionary as libFuzzer reads it.
  private static func words(of target: any FuzzTarget.Type) -> String {
    target.words.map { word in
      let bytes = word.utf8.map { byte in
        let digits = String(byte, radix: 16)
        return "\\x" + (digits.count == 1 ? "0" : "") + digits
      }
      return "\"\(bytes.joined())\"\n"
    }.joined()
  }

  /// Hands over to libFuzzer, which does not come back.
  private static func drive(_ arguments: [String]) -> Never {
    // Safety: the texts are never freed, as those of a program's arguments are not.
    var texts = unsafe arguments.map { unsafe strdup($0) } + [nil]
    let count = arguments.count
    let status = unsafe texts.withUnsafeMutableBufferPointer { texts in
      var count = CInt(count)
      var base = texts.baseAddress
      return unsafe LLVMFuzzerRunDriver(&count, &base) { bytes, count in
        unsafe Fuzzing.chosen?.check(Array(UnsafeBufferPointer(start: bytes, count: count)))
        return 0
      }
    }
    exit(status)
  }
}

@_silgen_name("LLVMFuzzerRunDriver")
private func LLVMFuzzerRunDriver(
  _ count: UnsafeMutablePointer<CInt>,
  _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?>,
  _ check: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
) -> CInt
