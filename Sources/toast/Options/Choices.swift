import ArgumentParser
import ScenarioFiles

/// A word of a fixed set, as the value of an option.
protocol Choice: CaseIterable, RawRepresentable<String>, Sendable {}

extension Choice {
  /// All words, for help and completion.
  static var words: [String] { allCases.map(\.rawValue) }

  /// Reads the word; a mistyped one gets the nearest.
  static func parse(_ text: String) throws -> Self {
    if let choice = Self(rawValue: text) { return choice }
    let hint =
      nearest(to: text, among: words).map { "did you mean \($0)?" }
      ?? "it is one of \(words.joined(separator: ", "))"
    throw ValidationError(hint)
  }
}

/// When to use colour.
enum ColorUse: String, Choice {
  case auto, always, never
}

/// What goes to standard output.
enum OutputFormat: String, Choice {
  case table, json, jsonl, csv, tsv, md, tex
}

/// A tidy table.
enum TableName: String, Choice {
  case runs, jobs, lanes, events, steps, sweep, fit, laws, differences

  /// The tables that simulated runs have; the first one is meant where no name says which.
  static let ofAllRuns: [TableName] = [.runs, .jobs, .lanes, .events]
  /// The tables that real runs have: workers measure their steps.
  static let ofMeasuredRuns: [TableName] = [.runs, .jobs, .lanes, .steps, .events]

  /// Why a verb may not have the table.
  var absence: String {
    let writer =
      switch self {
      case .runs, .jobs, .lanes, .events: "toast run, race and real write it"
      case .steps: "it is measured by workers; toast real writes it"
      case .sweep: "toast sweep writes it"
      case .fit: "toast fit writes it"
      case .laws: "toast sweep and fit write it"
      case .differences: "toast race writes it, of two runs"
      }
    return "the table `\(rawValue)` is not one of this verb's: \(writer)"
  }
}

/// How diagnostics are written.
enum MessageFormat: String, Choice {
  case human, short, json
}
