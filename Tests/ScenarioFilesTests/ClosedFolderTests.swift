import Foundation
import Model
import TestSupport
import Testing

@testable import ScenarioFiles

/// A folder beside another one, with links from here to there.
private struct Neighbours: ~Copyable {
  let root = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
  var own: String { root.appendingPathComponent("own").path }

  init() throws {
    let manager = FileManager.default
    for folder in ["own/sub", "out"] {
      try manager.createDirectory(
        at: root.appendingPathComponent(folder), withIntermediateDirectories: true)
    }
    try write("seconds\n1\n2\n", to: "own/sub/in.csv")
    try write("seconds\n86399\n", to: "out/secret.csv")
    for (name, target) in [
      ("own/link.csv", "../out/secret.csv"), ("own/far.csv", root.path + "/out/secret.csv"),
      ("own/folder", "../out"), ("own/chain.csv", "link.csv"), ("own/loop.csv", "loop.csv"),
      ("own/zero.csv", "/dev/zero"), ("own/good.csv", "sub/in.csv"), ("own/root", "/"),
      ("own/back.csv", root.path + "/own/sub/in.csv"), ("alias", "own"),
      // With a slash the mark behind it is one character.
      ("own/mark\u{0D4E}", "../out"), ("own/marked.csv", "mark\u{0D4E}/secret.csv"),
    ] {
      try manager.createSymbolicLink(
        atPath: root.appendingPathComponent(name).path, withDestinationPath: target)
    }
    #expect(unsafe mkfifo(own + "/pipe.csv", 0o600) == 0)
  }

  deinit { try? FileManager.default.removeItem(at: root) }

  func write(_ text: String, to name: String) throws {
    try text.write(to: root.appendingPathComponent(name), atomically: true, encoding: .utf8)
  }
}

@Suite("A folder that is not left")
struct ClosedFolderTests {
  @Test(
    "no way leads out",
    arguments: [
      ("../out/secret.csv", ClosedFolder.Refusal.outside), ("/etc/passwd", .outside),
      ("link.csv", .outside), ("far.csv", .outside), ("folder/secret.csv", .outside),
      ("chain.csv", .outside), ("root/etc/passwd", .outside), ("zero.csv", .outside),
      ("sub/../../out/secret.csv", .outside), ("..", .outside), ("../own/sub/in.csv", .outside),
      ("sub", .notPlain), ("", .notPlain), (".", .notPlain), ("pipe.csv", .notPlain),
      ("loop.csv", .missing), ("none.csv", .missing), ("sub/in.csv/x", .missing),
      ("sub/in.csv\0", .missing), ("mark\u{0D4E}/secret.csv", .outside),
      ("marked.csv", .outside), ("sub/../../\u{0301}out/secret.csv", .outside),
      ("/\u{0301}etc/passwd", .outside),
    ])
  func refused(name: String, refusal: ClosedFolder.Refusal) throws {
    let place = try Neighbours()
    let error = #expect(throws: ClosedFolder.Refusal.self) {
      try ClosedFolder(place.own).bytes(of: name, atMost: 99)
    }
    #expect(error == refusal)
  }

  @Test(
    "ways that stay inside are gone",
    arguments: ["sub/in.csv", "./sub//in.csv", "sub/../sub/in.csv", "good.csv", "back.csv"])
  func read(name: String) throws {
    let place = try Neighbours()
    let bytes = Array("seconds\n1\n2\n".utf8)
    #expect(try ClosedFolder(place.own).bytes(of: name, atMost: 99) == bytes)
    let alias = place.root.appendingPathComponent("alias").path
    #expect(try ClosedFolder(alias).bytes(of: name, atMost: 99) == bytes)
    #expect(throws: ClosedFolder.Refusal.tooLarge) {
      try ClosedFolder(place.own).bytes(of: name, atMost: 11)
    }
  }

  @Test("outside, too, only plain files are read, and nobody is waited for")
  func outside() throws {
    let place = try Neighbours()
    let folder = ClosedFolder(place.own)
    #expect(try folder.bytesOutside(of: "link.csv", atMost: 99).count == 14)
    #expect(try folder.bytesOutside(of: place.own + "/good.csv", atMost: 99).count == 12)
    for name in ["pipe.csv", "sub", "/dev/zero", "/dev/stdin"] {
      #expect(throws: ClosedFolder.Refusal.notPlain) {
        try folder.bytesOutside(of: name, atMost: 99)
      }
    }
  }

  private static func scenario(_ path: String) -> [UInt8] {
    Array(
      """
      workers: { cook: 1 }
      tasks: { a: { work: { csv: "\(path)", column: seconds, unit: s } } }
      """.utf8)
  }

  @Test("a scenario that leads elsewhere is told of the option, which lifts it")
  func option() throws {
    let place = try Neighbours()
    let bytes = Self.scenario("../out/secret.csv")
    let mistakes = #expect(throws: ScenarioMistakes.self) {
      try ScenarioFile(bytes, label: "a.yaml", folder: place.own)
    }
    let remedy = mistakes?.diagnostics.first?.remedy ?? ""
    #expect(mistakes?.diagnostics.first?.code == .table)
    #expect(remedy.contains("--allow-files"))
    let file = try ScenarioFile(bytes, label: "a.yaml", folder: place.own, allowsFiles: true)
    #expect(try file.scenario().tasks[0].steps[0].duration == .list([86_399 * TimeUnit.second]))
    #expect(file.tablePaths == [place.own + "/../out/secret.csv"])
    let far = place.root.path + "/out/secret.csv"
    let other = try ScenarioFile(
      Self.scenario(far), label: "a.yaml", folder: nil, allowsFiles: true)
    #expect(other.tablePaths == [far])
  }

  @Test("two columns are not taken for each other, whatever they are called")
  func columns() throws {
    let place = try Neighbours()
    try place.write("x\n1\n", to: "own/a\nb.csv")
    try place.write("\"x\na\"\n5\n", to: "own/b.csv")
    let text = """
      workers: { cook: 1 }
      tasks:
        a: { work: { csv: "a\\nb.csv", column: x, unit: s } }
        b: { work: { csv: "b.csv", column: "x\\na", unit: s } }
      """
    let read = try ScenarioFile(Array(text.utf8), label: "a.yaml", folder: place.own).scenario()
    #expect(read.tasks[0].steps[0].duration == .list([TimeUnit.second]))
    #expect(read.tasks[1].steps[0].duration == .list([5 * TimeUnit.second]))
  }

  @Test("a name that every row would repeat is bounded")
  func longNames() throws {
    func mistakes(_ key: String, _ count: Int) -> [DiagnosticCode] {
      let text =
        "\(key): \(String(repeating: "x", count: count))\nworkers: { a: 1 }\ntasks: { b: { work: 1 s } }\n"
      do {
        _ = try ScenarioFile(Array(text.utf8), label: "a.yaml", folder: nil)
        return []
      } catch {
        return error.diagnostics.map(\.code)
      }
    }
    #expect(mistakes("name", 1_000) == [])
    #expect(mistakes("name", 1_001) == [.pastLimit])
    #expect(mistakes("about", 100_001) == [.pastLimit])
  }
}
