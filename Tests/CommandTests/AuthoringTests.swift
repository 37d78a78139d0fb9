import Foundation
import TestSupport
import Testing

@Suite("Authoring")
struct AuthoringTests {
  private func run(_ arguments: String..., input: String = "") throws -> ToastProgram.Outcome {
    try ToastProgram.run(arguments, input: input)
  }

  @Test("check tells all mistakes as text, as lines and as JSON, exit 65")
  func check() throws {
    let human = try run("check", "docs/examples/brunch.yaml")
    #expect(human.code == 65 && human.output.contains("did you mean `count`?"))
    #expect(human.output.hasSuffix("3 errors. `toast explain S010` tells more.\n"))
    let short = try run("check", "--message-format", "short", "docs/examples/brunch.yaml")
    #expect(
      short.output.hasPrefix(
        "docs/examples/brunch.yaml:4:12: error: unknown key `cuont` in task `toast`; did you mean "
          + "`count`? [S010]\n"))
    #expect(short.output.split(separator: "\n").count == 3)
    let json = try run("check", "--message-format", "json", "docs/examples/brunch.yaml")
    let lines = json.output.split(separator: "\n")
    #expect(lines.count == 3)
    let object =
      try JSONSerialization.jsonObject(with: Data(lines[1].utf8)) as? [String: Any] ?? [:]
    #expect(object["code"] as? String == "S021" && object["line"] as? Int == 4)
    #expect(object["column"] as? Int == 29 && object["end_column"] as? Int == 33)
    #expect(object["severity"] as? String == "error")
  }

  @Test("check says what is fine, warns, and takes several files; the worst exit code wins")
  func severalFiles() throws {
    let fine = try run("check", "toast", "amdahl")
    #expect(fine.code == 0)
    #expect(
      fine.output.hasPrefix("toast.yaml: fine, 100 jobs, 4 workers, 5 variants, 10 expectations\n"))
    #expect(try run("check", "-q", "toast").output.isEmpty)
    let mixed = try run("check", "toast", "nowhere", "docs/examples/brunch.yaml")
    #expect(mixed.code == 66 && mixed.output.contains("S010"))
    let warned = try run(
      "check", "-", input: "workers: { a: 9 }\ntasks: { t: { work: 1 s } }\n")
    #expect(warned.code == 0 && warned.output.contains("warning[W003]"))
    #expect(warned.output.contains("1 warning"))
  }

  @Test("check --run tries the expectations, exit 1 where one does not hold")
  func checkRun() throws {
    let text = "workers: { a: 1 }\ntasks: { t: { work: 2 s } }\nexpect:\n  - makespan = 3 s\n"
    #expect(try run("check", "-", input: text).code == 0)
    let outcome = try run("check", "--run", "-", input: text)
    #expect(outcome.code == 1)
    #expect(outcome.output == "standard input: expected makespan = 3 s, but it is 2 s\n")
  }

  @Test("explain knows codes and terms, in any case, and the nearest of others")
  func explain() throws {
    #expect(try run("explain", "s010").output.hasPrefix("S010: "))
    #expect(try run("explain", "Critical", "Path").output.hasPrefix("critical path"))
    #expect(try run("explain", "GIL").output.hasPrefix("interpreter lock"))
    let near = try run("explain", "spedup")
    #expect(near.code == 64 && near.messages.contains("did you mean `speedup`?"))
    #expect(try run("explain", "S999").code == 64)
    let index = try run("explain").output
    #expect(index.contains("  S041  ") && index.contains("  makespan\n"))
  }

  @Test("list names every bundled scenario with a line, and the templates")
  func list() throws {
    let outcome = try run("list")
    for name in GoldenTests.names { #expect(outcome.output.contains("  \(name) "), "\(name)") }
    #expect(outcome.output.split(separator: "\n").allSatisfy { $0.count <= 80 })
    let object = try JSONSerialization.jsonObject(with: Data(run("list", "--json").output.utf8))
    let scenarios = (object as? [String: Any])?["scenarios"] as? [[String: Any]] ?? []
    #expect(scenarios.count == GoldenTests.names.count)
    #expect(scenarios.allSatisfy { !(($0["about"] as? String) ?? "").isEmpty })
  }

  @Test("every template makes a file that is fine, runs and races, with the schema beside it")
  func new() throws {
    for template in ["toast", "coffee", "pipeline", "queue", "images", "empty", "amdahl"] {
      let folder = try ScratchFolder()
      let made = try folder.run("new", "sunday-brunch", "--template", template)
      #expect(made.code == 0, "\(template): \(made.messages)")
      #expect(folder.names == ["scenario.schema.json", "sunday-brunch.yaml"])
      let text = try folder.text("sunday-brunch.yaml")
      #expect(text.hasPrefix("# yaml-language-server: $schema=./scenario.schema.json\n"))
      #expect(template == "amdahl" || text.contains("\nname: Sunday brunch\n"))
      let checked = try folder.run("check", "--run", "sunday-brunch.yaml")
      #expect(checked.code == 0 && !checked.output.contains("warning"), "\(checked.output)")
      #expect(try folder.run("race", "sunday-brunch.yaml").code == 0)
      #expect(try folder.text("scenario.schema.json") == run("schema").output)
    }
  }

  @Test("new keeps what is there, and tells what it cannot do")
  func newRefuses() throws {
    let folder = try ScratchFolder()
    try folder.write("mine\n", to: "brunch.yaml")
    #expect(try folder.run("new", "brunch").code == 73)
    #expect(try folder.text("brunch.yaml") == "mine\n")
    #expect(try folder.run("new", "brunch", "--force").code == 0)
    #expect(try folder.run("new", "no/where").code == 73)
    let wrong = try folder.run("new", "x", "-t", "cofee")
    #expect(wrong.code == 64 && wrong.messages.contains("did you mean coffee?"))
    for name in ["", ".", "a/", ".hidden"] {
      #expect(try folder.run("new", name).code == 64, "\(name)")
    }
    #expect(try folder.run("new", "it's 5: #1", "-t", "empty").code == 0)
    #expect(try folder.run("check", "it's 5: #1.yaml").code == 0)
    #expect(try folder.run("new", "-", "-t", "queue").output.contains("name: Mine\n"))
  }

  @Test("mistyped verbs, flags and values get the nearest right one, exit 64")
  func didYouMean() throws {
    func hint(_ arguments: String...) throws -> String {
      let outcome = try ToastProgram.run(arguments)
      #expect(outcome.code == 64 && outcome.output.isEmpty, "\(arguments)")
      return outcome.messages
    }
    #expect(try hint("rnu", "toast").contains("did you mean run?"))
    #expect(try hint("chekc").contains("did you mean check?"))
    #expect(try hint("toast").contains("write toast run toast"))
    #expect(try hint("brunch.yaml").contains("write toast run brunch.yaml"))
    #expect(try hint("fly").contains("it is one of run, race,"))
    #expect(try hint("run", "toast", "--worker", "3").contains("Did you mean '--workers'?"))
    #expect(try hint("run", "toast", "-f", "cvs").contains("did you mean csv?"))
    #expect(try hint("run", "toast", "--color", "nver").contains("did you mean never?"))
    #expect(try hint("race", "toast", "--table", "job").contains("did you mean jobs?"))
    #expect(try hint("check", "x", "--message-format", "jsn").contains("did you mean json?"))
    #expect(try hint("run", "toast", "-s", "tasks.toats.count=1").contains("`tasks.toast`"))
    #expect(try hint("run", "toast", "-s", "tasks.toast.work=2 mins").contains("did you mean min?"))
  }

  @Test("the names of bundled scenarios are completed")
  func completion() throws {
    let script = try run("--generate-completion-script", "bash").output
    #expect(script.contains("race") && script.contains("'json'$'\\n''jsonl'"))
    let names = try run("---completion", "run", "--", "positional@0", "0", "2", "toast", "run", "")
      .output
    for name in GoldenTests.names { #expect(names.contains(name), "\(name)") }
  }

  @Test("watch runs again when the file is saved, and keeps the last good report beside an error")
  func watch() throws {
    let folder = try ScratchFolder()
    let text = "workers: { a: 2 }\ntasks: { t: { count: 4, work: 1 min } }\n"
    try folder.write(text, to: "w.yaml")
    let process = Process()
    process.executableURL = ToastProgram.path
    process.arguments = ["run", "w.yaml", "--watch"]
    process.currentDirectoryURL = folder.url
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = FileHandle.nullDevice
    process.standardInput = FileHandle.nullDevice
    try process.run()
    // Test threads block other signals, and a child inherits that.
    defer { kill(process.processIdentifier, SIGKILL) }
    var seen = ""
    /// Waits until the output holds some text; a machine may be slow, but not for ever.
    func wait(for part: String) {
      while !seen.contains(part), process.isRunning {
        let data = pipe.fileHandleForReading.availableData
        if data.isEmpty { return }
        seen += String(decoding: data, as: UTF8.self)
      }
    }
    wait(for: "Watching w.yaml")
    #expect(seen.contains("makespan    2 min"))
    seen = ""
    try folder.write(text.replacing("count", with: "cuont"), to: "w.yaml")
    wait(for: "Watching w.yaml")
    #expect(seen.contains("makespan    2 min") && seen.contains("did you mean `count`?"))
    #expect(seen.contains("The report above is of the last version without mistakes."))
    seen = ""
    try folder.write(text.replacing("4", with: "40"), to: "w.yaml")
    wait(for: "Watching w.yaml")
    #expect(seen.contains("makespan    20 min") && !seen.contains("error"))
    seen = ""
    // Nobody ever writes into it.
    #expect(try folder.shell("rm w.yaml && mkfifo w.yaml") == 0)
    wait(for: "Watching w.yaml")
    #expect(seen.contains("w.yaml cannot be read now"))
    seen = ""
    #expect(try folder.shell("rm w.yaml") == 0)
    try folder.write(text, to: "w.yaml")
    wait(for: "makespan    2 min")
    #expect(seen.contains("makespan    2 min"))
  }

  @Test("watch takes no standard input, no files to write, and no mistake of the command line")
  func watchRefuses() throws {
    #expect(try run("run", "-", "--watch").code == 64)
    #expect(try run("run", "toast", "--watch").code == 64)
    #expect(try run("run", "/dev/null", "--watch").code == 64)
    #expect(try run("race", "docs/examples/typo.yaml", "--watch", "-o", "x.csv").code == 64)
    #expect(try run("run", "docs/examples/typo.yaml", "--watch", "--guess", "3").code == 64)
  }
}
