import Foundation
import ScenarioFiles

/// Shows a report anew whenever one of its files is saved.
///
/// After a mistake the last good report stays, beside what is wrong now.
struct Watch {
  /// A report that can be drawn with more or fewer rows.
  struct Page {
    let warnings: String
    let draw: (_ rows: Int) -> String
  }

  private let paths: [String]
  private static let pause = 0.1

  init(_ scenarios: [String], _ output: OutputOptions, _ look: LookOptions) throws {
    guard output.output.isEmpty, output.format == .table, !output.json, output.table == nil else {
      throw Failure.usage("--watch shows the report on the terminal; leave out -f, --json and -o")
    }
    paths = scenarios
    for path in paths where Self.state(of: path) == nil {
      throw Failure.usage("--watch needs a file to watch, and `\(harmless(path))` is none")
    }
  }

  /// Runs until it is interrupted.
  func forever(_ render: () throws -> Page) throws -> Never {
    var last: Page?
    while true {
      let seen = paths.map(Self.state)
      do {
        let page = try render()
        last = page
        try show(page, problem: nil)
      } catch let mistakes as ScenarioMistakes {
        try show(last, problem: mistakes.report)
      } catch let failure as Failure where failure.code != .cannotWrite {
        try show(last, problem: "toast: \(failure.message)")
      }
      repeat { Thread.sleep(forTimeInterval: Self.pause) } while paths.map(Self.state) == seen
    }
  }

  private func show(_ page: Page?, problem: String?) throws {
    var below = page?.warnings ?? ""
    if let problem {
      let above = page == nil ? "" : "The report above is of the last version without mistakes.\n"
      below = "\(above)\(problem)\n"
    }
    below += "Watching \(paths.map(harmless).joined(separator: ", ")); Ctrl-C ends.\n"
    let rows = Console.size.rows - below.split(separator: "\n").count
    let text = (page?.draw(rows) ?? "") + below
    // A terminal shows one page at a time; a pipe gets them one after the other.
    try Console.write(Console.isTerminal ? "\u{1B}[H\u{1B}[2J" + text : text)
  }

  /// What changes when a file is saved; nil where there is no such file.
  private static func state(of path: String) -> [String]? {
    guard let facts = try? FileManager.default.attributesOfItem(atPath: path) else { return nil }
    let date = facts[.modificationDate] as? Date
    return [
      "\(date?.timeIntervalSince1970 ?? 0)", "\(facts[.size] ?? 0)",
      "\(facts[.systemFileNumber] ?? 0)",
    ]
  }
}
