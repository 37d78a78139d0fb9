import Foundation
import TestSupport
import Testing

@Suite("toast view")
struct ViewTests {
  /// What is shown, the instant, and what is there to see.
  static let scenes: [(name: String, arguments: [String])] = [
    ("toast", ["toast", "--frame", "30:00"]),
    ("coffee-async", ["toast-and-coffee", "--frame", "42min"]),
    ("race", ["amdahl", "-w", "1,4,8", "--frame", "end"]),
    ("failures", ["Tests/CommandTests/Inputs/chance.yaml", "--frame", "60%"]),
    ("deadlock", ["philosophers", "--variant", "all-left-first", "--frame", "end"]),
    ("thousand", ["toast", "-w", "1000", "-s", "tasks.toast.count=20500", "--frame", "50%"]),
    ("overheads", ["chunk-size", "-s", "overhead.startup=100 ms", "--frame", "300ms"]),
    ("predict", ["amdahl", "--frame", "31min", "--guess", "55min"]),
  ]
  static let sizes = ["40x10", "80x24", "120x40", "200x50"]

  @Test("golden frames in Unicode and ASCII at four sizes", arguments: scenes.map(\.name))
  func frames(name: String) throws {
    let scene = try #require(Self.scenes.first { $0.name == name })
    for alphabet in ["unicode", "ascii"] {
      var text = ""
      for size in Self.sizes {
        let flags = alphabet == "ascii" ? ["--ascii"] : []
        let outcome = try ToastProgram.run(
          ["view"] + scene.arguments + ["--size", size, "-q"] + flags)
        #expect(outcome.code == 0, "\(outcome.messages)")
        let rows = outcome.output.split(separator: "\n", omittingEmptySubsequences: false)
        let parts = size.split(separator: "x").compactMap { Int($0) }
        #expect(rows.count == parts[1] + 1 && rows.dropLast().allSatisfy { $0.count == parts[0] })
        if alphabet == "ascii" { #expect(outcome.output.utf8.allSatisfy { $0 < 0x80 }) }
        text += "\(size)\n\(outcome.output)\n"
      }
      #expect(
        try Repository.matches(
          text, kept: "Tests/CommandTests/Goldens/frames/\(name).\(alphabet).txt"), "\(text)")
    }
  }

  @Test("without a terminal: the reason, the last frame, the report")
  func withoutTerminal() throws {
    let outcome = try ToastProgram.run(["view", "amdahl", "--size", "80x24"])
    #expect(outcome.code == 0)
    #expect(outcome.messages.contains("this is not a terminal, so this is the last frame"))
    let frame = try ToastProgram.run(["view", "amdahl", "--frame", "end", "--size", "80x24"])
    let report = try ToastProgram.run(["run", "amdahl"])
    let lines = report.output.split(separator: "\n")
    #expect(outcome.output.hasPrefix(frame.output + "\n"))
    // Expectations are for the verb run alone.
    for line in lines where !line.contains("expect") { #expect(outcome.output.contains(line)) }
    let same = try ToastProgram.run(["run", "amdahl", "--view"])
    #expect(same.code == 0 && same.output.contains("makespan    60 min"))
    let race = try ToastProgram.run(["race", "amdahl", "-w", "1,4", "--view"])
    #expect(race.code == 0 && race.output.contains("race of 2"))
    let stuck = try ToastProgram.run(["view", "philosophers", "--variant", "all-left-first"])
    #expect(stuck.code == 1)
  }

  @Test(
    "the animated run is the headless one", arguments: ["amdahl", "bakery-queue", "chunk-size"])
  func sameRun(name: String) throws {
    func fingerprint(_ output: String) -> Substring? {
      output.split(separator: "\n").first { $0.contains("fingerprint") }
    }
    let view = try ToastProgram.run(["view", name, "-v"])
    let run = try ToastProgram.run(["run", name, "-v"])
    #expect(fingerprint(view.output) != nil && fingerprint(view.output) == fingerprint(run.output))
  }

  @Test("a recording ends on the frame of the end, with chapters in order")
  func recording() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for (arguments, size) in [
      (["amdahl"], "80x24"), (["amdahl", "-w", "1,4,8"], "120x40"), (["toast-and-coffee"], "40x10"),
      (["amdahl", "--guess", "55min"], "80x24"),
    ] {
      let outcome = try ToastProgram.run(
        ["view"] + arguments + ["--size", size, "-o", "demo.cast", "--force"], folder: folder)
      #expect(outcome.code == 0, "\(outcome.messages)")
      let cast = try CastReader(
        String(contentsOf: folder.appendingPathComponent("demo.cast"), encoding: .utf8))
      let parts = size.split(separator: "x").compactMap { Int($0) }
      #expect(cast.header.version == 2 && cast.header.width == parts[0])
      var screen = ScreenReader(columns: parts[0], rows: parts[1])
      for event in cast.events where event.code == "o" { screen.read(event.data) }
      #expect(screen.unknown.isEmpty)
      let frame = try ToastProgram.run(
        ["view"] + arguments + ["--size", size, "--frame", "end"])
      #expect(screen.text == frame.output)
      let chapters = cast.events.filter { $0.code == "m" }
      #expect(chapters.count >= 3 && chapters.first?.data == "start")
      #expect(cast.events.map(\.time) == cast.events.map(\.time).sorted())
      let again = try ToastProgram.run(
        ["view"] + arguments + ["--size", size, "-o", "again.cast", "--force"], folder: folder)
      #expect(again.code == 0)
      #expect(
        try Data(contentsOf: folder.appendingPathComponent("again.cast"))
          == Data(contentsOf: folder.appendingPathComponent("demo.cast")), "the same bytes")
    }
  }

  @Test("a frame as a picture and as text; files that exist stay")
  func pictures() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let arguments = ["view", "amdahl", "--frame", "31min", "--size", "80x24"]
    let outcome = try ToastProgram.run(
      arguments + ["-o", "frame.svg", "-o", "frame.txt"], folder: folder)
    #expect(outcome.code == 0 && outcome.output.isEmpty)
    let text = try String(contentsOf: folder.appendingPathComponent("frame.txt"), encoding: .utf8)
    #expect(text == (try ToastProgram.run(arguments)).output)
    let svg = try String(contentsOf: folder.appendingPathComponent("frame.svg"), encoding: .utf8)
    #expect(svg.hasPrefix("<svg") && svg.contains("cook 4") && svg.hasSuffix("</svg>\n"))
    let again = try ToastProgram.run(arguments + ["-o", "frame.svg"], folder: folder)
    #expect(again.code == 73 && again.messages.contains("--force"))
  }

  @Test("the story in sentences: one for each instant, in order, each ended by a full stop")
  func story() throws {
    let outcome = try ToastProgram.run(["view", "amdahl", "--narrate"])
    let lines = outcome.output.split(separator: "\n")
    #expect(lines.count == 28 && lines.allSatisfy { $0.hasSuffix(".") })
    #expect(lines[0].hasPrefix("At 0 s. Cook 1 took open 1."))
    #expect(lines[1].contains("4 workers took toast 1 to 4. All 4 workers are busy."))
    #expect(lines[27].hasPrefix("At 60 min.") && lines[27].hasSuffix("102 of 102 done."))
  }

  /// A command line that is wrong, and what is said of it.
  static let mistakes: [([String], Int32, String)] = [
    (["view", "amdahl", "--frame", "soon"], 64, "no instant"),
    (["view", "amdahl", "--size", "80"], 64, "80x24"),
    (["view", "amdahl", "--speed", "fast"], 64, "no length of time"),
    (["view", "amdahl", "--theme", "drak"], 64, "did you mean dark?"),
    (["view", "amdahl", "-o", "demo.gif"], 64, ".cast"),
    (["view", "amdahl", "--narrate", "-o", "x.cast"], 64, "--narrate"),
    (["view", "amdhal"], 66, "did you mean `amdahl`?"),
    (["view", "amdahl", "--variant", "nobody"], 64, "variant"),
    (["run", "amdahl", "--view", "--json"], 64, "--view"),
    (["view", "toast", "-s", "tasks.toast.count=2000000", "--frame", "end"], 64, "--trace"),
    (["view", "amdahl", "-o", "/nonexistent/x.svg"], 73, "cannot be written"),
  ]

  @Test("mistakes on the command line", arguments: mistakes.indices)
  func mistake(index: Int) throws {
    let (arguments, code, text) = Self.mistakes[index]
    let outcome = try ToastProgram.run(arguments)
    #expect(outcome.code == code && outcome.output.isEmpty)
    #expect(outcome.messages.contains(text), "\(outcome.messages)")
  }
}
