import ArgumentParser
import Foundation
import Yams

/// A program that does nothing but links what `toast` links: the floor of its start-up.
@main
struct Hello: ParsableCommand {
  @Argument var file: String?

  static func main() {
    print("hello")
    // The libraries are used where an argument is given, so that the linker keeps them.
    if CommandLine.arguments.count > 1 { main(nil) }
  }

  func run() throws {
    let text = try String(contentsOf: URL(fileURLWithPath: file ?? ""), encoding: .utf8)
    print(try Yams.compose(yaml: text) as Any, FileManager.default.currentDirectoryPath)
  }
}
