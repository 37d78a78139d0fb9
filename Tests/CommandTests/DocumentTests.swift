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
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
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
    ["README.md"] + Repository.files(in: "docs", ending: ".md").map { "docs/\($0)" }
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
    let words = [
      "name", "about", "workers", "resources", "tasks", "execution", "cores", "schedule",
      "overhead", "until", "seed", "replications", "variants", "baseline", "sweep", "expect",
      "count", "kind", "speed", "by", "uses", "steps", "work", "wait", "after", "each", "arrive",
      "priority", "fails", "retries", "assign", "chunk", "order", "startup", "dispatch",
      "transfer", "csv", "column", "unit", "fifo", "in-turn", "shortest-first", "longest-first",
      "critical-path", "random", "dynamic", "static", "guided", "auto", "threads", "processes",
      "python-threads", "python-processes", "uniform", "exponential", "normal", "lognormal",
    ]
    let measures = Measure.allCases.map(\.rawValue)
    for word in words + measures { #expect(text.contains("`\(word)"), "\(word)") }
    let codes = DiagnosticCode.allCases.map(\.rawValue)
    for series in ["S00", "S01", "S02", "S03", "S04", "W00"] {
      let last = try #require(codes.filter { $0.hasPrefix(series) }.max())
      #expect(text.contains(last), "\(last)")
    }
  }
}
