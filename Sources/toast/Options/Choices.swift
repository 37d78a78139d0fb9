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
  case table, json, jsonl, csv, tsv, md
}

/// A tidy table.
enum TableName: String, Choice {
  case runs, jobs, lanes, steps

  /// The tables that simulated runs have, too; steps are measured by real ones.
  static let ofAllRuns: [TableName] = [.runs, .jobs, .lanes]
}

/// How diagnostics are written.
enum MessageFormat: String, Choice {
  case human, short, json
}
