import Foundation
import Model
import ScenarioFiles
import TestSupport
import Testing

/// A command of a `console` block, and what it prints.
struct ConsoleBlock: CustomStringConvertible, Sendable {
  let file: String
  let command: String
  let output: String

  var description: String { "\(file): \(command)" }

  /// All commands of the fenced `console` blocks of a document.
  static func all(in file: String) -> [ConsoleBlock] {
    guard let text = try? Repository.text(file) else { return [] }
    var blocks: [ConsoleBlock] = []
    var lines: [Substring]?
    var isQuoted = false
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      // A longer fence shows a lesson, which may be a wrong one.
      if line.hasPrefix("````") { isQuoted.toggle() }
      if isQuoted { continue }
      if line == "```console" {
        lines = []
      } else if line == "```", let block = lines {
        blocks += commands(block, file)
        lines = nil
      } else {
        lines?.append(line)
      }
    }
    return blocks
  }

  private static func commands(_ lines: [Substring], _ file: String) -> [ConsoleBlock] {
    var blocks: [ConsoleBlock] = []
    for line in lines {
      if line.hasPrefix("$ ") {
        blocks.append(ConsoleBlock(file: file, command: String(line.dropFirst(2)), output: ""))
      } else if let last = blocks.popLast() {
        blocks.append(
          ConsoleBlock(file: file, command: last.command, output: last.output + line + "\n"))
      }
    }
    return blocks
  }
}

@Suite("Documents")
struct DocumentTests {
  static let documents =
    ["README.md"]
    + ["docs", "docs/lessons"].flatMap { folder in
      Repository.files(in: folder, ending: ".md").map { "\(folder)/\($0)" }
    }
  static let blocks = documents.flatMap(ConsoleBlock.all)

  @Test("every console block prints what it says", arguments: blocks)
  func console(block: ConsoleBlock) throws {
    let words = block.command.split(separator: " ").map(String.init)
    guard words.first == "toast" else {
      #expect(words.first == "make", "only toast and make stand in console blocks")
      return
    }
    let outcome = try ToastProgram.run(Array(words.dropFirst()))
    #expect(outcome.output + outcome.messages == block.output)
  }

  @Test("there are console blocks to execute")
  func blocksExist() {
    #expect(Self.blocks.filter { $0.command.hasPrefix("toast ") }.count >= 3)
  }

  @Test("the format's reference names every key, measure and diagnostic")
  func reference() throws {
    let text = try Repository.text("docs/scenario-format.md")
    let words =
      try schemaKeys() + [
        "fifo", "in-turn", "shortest-first", "longest-first", "critical-path", "random", "dynamic",
        "static", "guided", "auto", "threads", "processes", "python-threads", "python-processes",
        "uniform", "exponential", "normal", "lognormal",
      ]
    #expect(words.count > 50)
    let measures = Measure.allCases.map(\.rawValue)
    for word in words + measures { #expect(text.contains("`\(word)"), "\(word)") }
    let codes = DiagnosticCode.allCases.map(\.rawValue)
    for series in ["S00", "S01", "S02", "S03", "S04", "W00"] {
      let last = try #require(codes.filter { $0.hasPrefix(series) }.max())
      #expect(text.contains(last), "\(last)")
    }
  }

  /// Every key that the schema knows, at any depth.
  private func schemaKeys() throws -> [String] {
    let schema = try JSONSerialization.jsonObject(
      with: Data(Repository.bytes("Scenarios/scenario.schema.json")))
    var keys: Set<String> = []
    func collect(_ value: Any) {
      if let object = value as? [String: Any] {
        if let properties = object["properties"] as? [String: Any] {
          keys.formUnion(properties.keys)
        }
        for (_, inner) in object { collect(inner) }
      }
      for inner in value as? [Any] ?? [] { collect(inner) }
    }
    collect(schema)
    return keys.sorted()
  }

  @Test("every key of the schema is described, for hover text")
  func schemaDescriptions() throws {
    let schema = try JSONSerialization.jsonObject(
      with: Data(Repository.bytes("Scenarios/scenario.schema.json")))
    let properties = (schema as? [String: Any])?["properties"] as? [String: [String: Any]] ?? [:]
    #expect(properties.count == 17)
    for (name, property) in properties {
      #expect(((property["description"] as? String) ?? "").count > 10, "\(name)")
    }
  }

  /// The `yaml` blocks of the documents that are whole scenarios.
  static let scenarios = documents.filter { $0 != "docs/messages.md" }.flatMap { file in
    ((try? Repository.text(file)) ?? "").components(separatedBy: "```yaml\n").dropFirst().compactMap
    {
      let text = $0.components(separatedBy: "```")[0]
      return text.contains("workers:") && text.contains("tasks:") ? text : nil
    }
  }

  @Test("every whole scenario of the documents is fine", arguments: scenarios)
  func example(text: String) throws {
    let outcome = try ToastProgram.run(["check", "--run", "-"], input: text)
    #expect(outcome.code == 0 && !outcome.output.contains("warning"), "\(outcome.output)")
  }

  @Test("the pages lead to files that are there")
  func links() throws {
    for file in Self.documents {
      let folder = URL(fileURLWithPath: file).deletingLastPathComponent().relativePath
      for link in try Repository.text(file).components(separatedBy: "](").dropFirst() {
        let target = link.prefix { $0 != ")" && $0 != "#" }
        guard !target.isEmpty, !target.hasPrefix("http") else { continue }
        #expect(throws: Never.self, "\(file): \(target)") {
          try Repository.bytes("\(folder)/\(target)")
        }
      }
    }
  }
}
