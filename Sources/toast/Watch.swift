import Foundation
import Model
import ScenarioFiles

/// Shows a report anew whenever one of its files is saved.
///
/// After a mistake the last good report stays, beside what is wrong now.
struct Watch {
  /// A report that can be drawn with more or fewer rows.
  struct Page {
    let warnings: String
    /// Tables that were read with the files.
    let tables: [String]
    let draw: (_ rows: Int) -> String
  }

  private let paths: [String]
  private static let pause = 0.1

  init(_ scenarios: [String], _ output: OutputOptions, _ look: LookOptions) throws {
    guard output.printsReportAlone else {
      throw Failure.usage("--watch shows the report on the terminal; leave out -f, --json and -o")
    }
    paths = scenarios
    for path in paths where !ScenarioSource.isFile(path, plain: true) {
      throw Failure.usage("--watch needs a file to watch, and `\(harmless(path))` is none")
    }
  }

  /// Runs until it is interrupted, or nobody reads any more.
  func forever(_ render: () throws -> Page) throws -> Never {
    var last: Page?
    while true {
      // What is saved from here on is seen below, even while the report is being made.
      let seen = state(with: last)
      let tables = last?.tables ?? []
      var problem: String?
      do {
        // Somebody may never write into a pipe that has taken the file's place.
        for path in paths where ScenarioSource.isDeviceOrPipe(path) {
          throw Failure.unreadable("\(harmless(path)) is a device or a pipe")
        }
        last = try render()
      } catch let mistakes as ScenarioMistakes where last != nil || mistakes.exitCode != .usage {
        problem = mistakes.report
      } catch let failure as Failure where failure.code == .unreadable {
        problem = "toast: \(paths.map(harmless).joined(separator: ", ")) cannot be read now"
      } catch let failure as Failure where last != nil && Self.canPass(failure) {
        problem = "toast: \(failure.message)"
      }
      try show(last, problem: problem)
      // Tables that the file did not name before are watched from now on.
      let now = last?.tables ?? [] == tables ? seen : state(with: last)
      repeat {
        Thread.sleep(forTimeInterval: Self.pause)
        if Console.isReaderGone { throw ReaderGone() }
      } while state(with: last) == now
    }
  }

  /// What changes when a file is saved or the terminal's size changes.
  private func state(with page: Page?) -> State {
    let size = Console.size
    return State(
      files: (paths + (page?.tables ?? [])).map { FileState($0) }, columns: size.columns,
      rows: size.rows)
  }

  private struct State: Equatable {
    let files: [FileState]
    let columns: Int
    let rows: Int
  }

  /// Whether another save may mend what hinders: what was right once may be right again.
  private static func canPass(_ failure: Failure) -> Bool {
    failure.code != .internalError && failure.code != .cannotWrite
  }

  private func show(_ page: Page?, problem: String?) throws {
    var below = page?.warnings ?? ""
    if let problem {
      let above = page == nil ? "" : "The report above is of the last version without mistakes.\n"
      below = "\(above)\(problem)\n"
    }
    below += "Watching \(paths.map(harmless).joined(separator: ", ")); Ctrl-C ends.\n"
    let size = Console.size
    let used = below.split(separator: "\n").reduce(0) { rows, line in
      rows + max(1, (displayWidth(String(line)) + size.columns - 1) / size.columns)
    }
    let rows = size.rows - used
    let text = (page?.draw(rows) ?? "") + below
    // A terminal shows one page at a time; a pipe gets them one after the other.
    try Console.write(Console.canClear ? "\u{1B}[H\u{1B}[2J" + text : text)
  }
}
