import BundledScenarios
import Foundation
import Model
import Rendering
import ScenarioFiles

extension NewCommand {
  /// A scenario of measured times, and what is to be told of it.
  struct FromTimes {
    let scenario: MeasuredScenario
    let summary: String
    let notes: [String]
  }

  /// Reads measured times and writes a scenario of them.
  ///
  /// - Parameters:
  ///   - source: The table.
  ///   - title: The scenario's name, as YAML text.
  ///   - path: Where the scenario is to stand; nil where it is printed.
  func fromTimes(_ source: String, title: String, path: String?) throws -> FromTimes {
    let file = try TableFile(source)
    var selection = JobTimes.Selection()
    selection.column = column
    selection.run = runID
    let times = try JobTimes(file.bytes, label: file.label, selection: selection)
    let place = Self.place(of: times, file, path)
    let summary = Self.summary(times, file.label)
    let notes = Self.notes(times, place)
    let scenario = MeasuredScenario(
      times, title: title, about: summary, comments: notes, place: place)
    return FromTimes(scenario: scenario, summary: summary, notes: notes)
  }

  /// A table beside the scenario is read as it stands where it holds just these durations.
  private static func place(
    of times: JobTimes, _ file: TableFile, _ path: String?
  ) -> MeasuredScenario.Place {
    guard let path else { return .distribution }
    let url = URL(fileURLWithPath: path).resolvingSymlinksInPath()
    if times.isWholeColumn, let table = file.place,
      table.folder == url.deletingLastPathComponent().path, isPlain(table.name),
      isPlain(times.column)
    {
      return .table(table.name)
    }
    let stem = url.deletingPathExtension().lastPathComponent
    return .copies(isPlain(stem) ? stem : "times")
  }

  /// Whether YAML takes a text for a text without quotes.
  private static func isPlain(_ text: String) -> Bool {
    let isWord = ["true", "false", "null", "yes", "no", "on", "off"].contains(text.lowercased())
    return !isWord && text.first?.isLetter == true
      && text.utf8.allSatisfy { byte in
        let scalar = Unicode.Scalar(byte)
        return scalar.isASCII && scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
          || scalar == "." || scalar == "-" || scalar == "_"
      }
  }

  private static func summary(_ times: JobTimes, _ label: String) -> String {
    let text = TimeText(longestStep: times.longest, elapsed: 0)
    let mean = times.total / Int128(max(1, times.count))
    let run = times.run.map { ", run \($0)" } ?? ""
    return
      "\(times.count) job\(times.count == 1 ? "" : "s") of \(label)\(run), column "
      + "\(times.column): T1 \(text.text(times.total)), mean \(text.text(mean)), longest "
      + "\(text.text(Int128(times.longest)))"
  }

  private static func notes(_ times: JobTimes, _ place: MeasuredScenario.Place) -> [String] {
    var notes: [String] = []
    if times.unfinished > 0 {
      notes.append("\(times.unfinished) failed or did not finish, and are left out.")
    }
    if times.otherRuns > 0 {
      notes.append(
        "The table has \(times.otherRuns) more run\(times.otherRuns == 1 ? "" : "s"); "
          + "--run-id chooses one.")
    }
    if times.hasInexactNeeds {
      notes.append("Dependencies between single jobs are told of whole tasks, or left out.")
    }
    notes.append(
      times.concurrency == nil
        ? "4 workers are a guess: the table does not tell when jobs began."
        : "As many workers as jobs ran at once.")
    let isLong = times.tasks.contains { $0.durations.count > MeasuredScenario.mostWrittenOut }
    if isLong, place == .distribution {
      notes.append("A lognormal distribution stands for the measured times.")
    }
    return notes
  }
}
