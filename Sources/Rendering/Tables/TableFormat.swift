/// How a table is written.
public enum TableFormat: String, CaseIterable, Sendable {
  /// Comma-separated values: RFC 4180 with line feeds.
  case csv
  /// Tab-separated values; tabs, line ends and backslashes as `\t`, `\n`, `\\`.
  case tsv
  /// One JSON object a line.
  case jsonl
  /// One JSON array of objects.
  case json
  /// A Markdown table, numbers to the right.
  case md
  /// A LaTeX table: booktabs rules, siunitx columns.
  case tex

  /// Whether rows are kept to the end, since their widths lay out the table; it has no parts then.
  public var keepsRows: Bool { self == .md || self == .tex }
}

/// A column of a table: its name carries its unit.
public struct TableColumn: Equatable, Sendable {
  /// The name: `_s` is seconds, `_ratio` a plain ratio, `_count` a count.
  public let name: String
  /// What it holds, in a few words.
  public let about: String
  /// Whether it holds numbers.
  let isNumber: Bool
  /// Whether the tables for people, Markdown and LaTeX, show it.
  let isHeadline: Bool

  /// Makes a column; `about` is a few words.
  public init(
    _ name: String, _ about: String, isNumber: Bool = true, isHeadline: Bool = true
  ) {
    self.name = name
    self.about = about
    self.isNumber = isNumber
    self.isHeadline = isHeadline
  }
}
