/// A word of the field, and what it means here.
public struct GlossaryEntry: Sendable {
  /// The word that the program uses.
  public let term: String
  /// Other words for it, in small letters.
  public let also: [String]
  /// Its symbol or formula.
  public let symbol: String?
  /// What it means, in plain words.
  public let text: String
  /// Where it comes from: author and year.
  public let source: String?
  /// Terms that belong to it.
  public let see: [String]

  init(
    _ term: String, also: [String], symbol: String? = nil, _ text: String, source: String? = nil,
    see: [String]
  ) {
    self.term = term
    self.also = also
    self.symbol = symbol
    self.text = text
    self.source = source
    self.see = see
  }

  /// The entries by subject, in the order of the glossary's page.
  static let subjects: [(title: String, entries: [GlossaryEntry])] = [
    ("What is done, and by whom", work), ("Times and measures", time), ("Laws and bounds", laws),
    ("Who does what next", scheduling), ("Sync, async, threads and processes", concurrency),
  ]

  /// All entries.
  public static let all = subjects.flatMap(\.entries)

  /// The entry of a term or another word for it, whatever the case, with spaces or dashes.
  public static func named(_ word: String) -> GlossaryEntry? {
    func plain(_ text: String) -> String {
      String(text.lowercased().map { $0 == "-" ? " " : $0 })
    }
    let word = plain(word)
    return all.first { plain($0.term) == word }
      ?? all.first { $0.also.contains { plain($0) == word } }
  }

  /// Every word that has an entry.
  public static var words: [String] { all.flatMap { [$0.term] + $0.also } }
}
