public import Model

/// What stands at a path, and texts in which something else stands there.
extension ScenarioFile {
  /// What stands at a path, as written; nil where there is no value.
  public func value(at path: String, changedBy changes: [Override] = []) -> String? {
    guard let root = root(changedBy: changes) else { return nil }
    guard case .scalar(let text, _, _)? = root.node(at: path), !text.isEmpty else { return nil }
    return text
  }

  /// The number or length of time that stands at a path; nil where there is none of them.
  public func amount(at path: String, changedBy changes: [Override] = []) -> Amount? {
    value(at: path, changedBy: changes).flatMap(Self.amount(written:))
  }

  /// What a value says, where it is a number or a length of time.
  static func amount(written text: String) -> Amount? {
    if let number = WrittenDecimal(text) { return Amount(number.value, .number) }
    return (try? DurationParser.parse(text)).map { Amount(Double($0), .time) }
  }

  /// Whether two files have the same at a path, however it is written.
  ///
  /// The order of keys, the unit of a time and the short forms of a pool, of a list of one and of settings
  /// that are standard do not matter.
  public func has(_ path: String, asIn other: ScenarioFile) -> Bool {
    func meaning(_ file: ScenarioFile) -> Meaning? {
      let node = file.root(changedBy: [])?.part(at: path)
      return node.map { Meaning($0, at: path) } ?? Self.standards[path].map { .text($0) }
    }
    return meaning(self) == meaning(other)
  }

  /// What holds where a setting is left out.
  private static let standards = [
    "execution": Meaning.word(of: "sync"), "seed": Meaning.word(of: "42"),
    "replications": Meaning.word(of: "1"),
  ]

  /// The file's text with other values at some paths; nil where one of them is not a value of the text.
  ///
  /// All else stays as it is, comments too.
  public func text(changedBy changes: [Override]) -> String? {
    guard let source = sources.first else { return nil }
    guard let wanted = root(changedBy: changes) else { return nil }
    var exchanges: [Place: (length: Int, value: String)] = [:]
    for change in changes {
      guard let (place, length) = written(at: change.path) else { return nil }
      exchanges[place] = (length, change.value)
    }
    var text = ""
    var (line, column, skipped) = (source.linesAbove + 1, 1, 0)
    for scalar in source.text.unicodeScalars {
      if let exchange = exchanges[Place(source: 0, line: line, column: column)] {
        text += exchange.value
        skipped = exchange.length
      }
      if skipped > 0 { skipped -= 1 } else { text.unicodeScalars.append(scalar) }
      if scalar == "\n" { (line, column) = (line + 1, 1) } else { column += 1 }
    }
    // A value that YAML reads in another way in its new place is not what was asked for.
    let label = source.label
    var reading = Reading(sources: [SourceText(label: label, text: text)])
    guard let made = reading.root(), Meaning(made, at: "") == Meaning(wanted, at: "") else {
      return nil
    }
    return text
  }

  /// Whether a path leads to a value of the text that another one can take the place of.
  func isWritten(at path: String) -> Bool { written(at: path) != nil }

  /// The tree with the file's own changes and more.
  private func root(changedBy changes: [Override]) -> TreeNode? {
    var editor = TreeEditor(root)
    for own in overrides { editor.set(own.override.path, at: own.place, to: own.value) }
    var reading = Reading(sources: sources)
    for change in changes {
      let number = reading.sources.count
      let value = reading.value(of: change, number: number)
      editor.set(change.path, at: Place(source: number, line: 1, column: 1), to: value)
    }
    return editor.mistakes.isEmpty && reading.mistakes.isEmpty ? editor.root : nil
  }

  /// Where the characters of a value stand and how many they are; nil where it takes several lines.
  private func written(at path: String) -> (Place, Int)? {
    guard let node = root.node(at: path), case .scalar(let text, let isPlain, let place) = node,
      place.source == 0, let lines = sources.first?.lines, lines.indices.contains(place.line - 1)
    else { return nil }
    let rest = lines[place.line - 1].dropFirst(place.column - 1)
    if isPlain {
      let length = text.unicodeScalars.count
      let isThere = length > 0 && rest.prefix(length).elementsEqual(text.unicodeScalars)
      return isThere ? (place, length) : nil
    }
    guard let quote = rest.first, quote == "\"" || quote == "'" else { return nil }
    var index = rest.startIndex + 1
    while index < rest.endIndex {
      let isDoubled = quote == "'" && index + 1 < rest.endIndex && rest[index + 1] == quote
      if rest[index] == quote, !isDoubled { return (place, index + 1 - rest.startIndex) }
      index += isDoubled || (quote == "\"" && rest[index] == "\\") ? 2 : 1
    }
    return nil
  }
}

extension TreeNode {
  /// What a path leads to, through the short forms too; nil for nothing.
  func node(at path: String) -> TreeNode? {
    let found = part(at: path)
    // `workers.cook` on keys is the count.
    guard path.hasPrefix("workers."), path.split(separator: ".").count == 2,
      case .mapping(let entries, _)? = found
    else { return found }
    return entries.first { $0.key == "count" }?.value
  }

  /// What stands at a path, a pool with all its keys; nil for nothing.
  func part(at path: String) -> TreeNode? {
    let words = path.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    guard words.count <= 8 else { return nil }
    if words.count == 3, words[0] == "workers", words[2] == "count",
      case .scalar? = node(words[..<2])
    {
      return node(words[..<2])
    }
    return node(words[...])
  }

  private func node(_ words: ArraySlice<String>) -> TreeNode? {
    guard let word = words.first else { return self }
    let rest = words.dropFirst()
    switch self {
    case .list(let items, _):
      guard let index = Int(word), index > 0, index <= items.count else { return nil }
      return items[index - 1].node(rest)
    case .mapping(let entries, _):
      if let entry = entries.first(where: { $0.key == word }) { return entry.value.node(rest) }
      let isShort = entries.contains { $0.key == "work" || $0.key == "wait" }
      guard word == "steps", isShort, rest.first == "1", rest.count > 1 else { return nil }
      return node(rest.dropFirst())
    case .scalar: return nil
    }
  }
}

/// What a part of a scenario says, apart from how it is written.
private indirect enum Meaning: Equatable {
  case text(String)
  case list([Meaning])
  case keys([String], [Meaning])

  init(_ node: TreeNode, at path: String) {
    let inner = path.isEmpty ? "" : path + "."
    switch node {
    case .scalar(let text, _, _):
      let words = path.split(separator: ".")
      let isPool = words.count == 2 && words[0] == "workers"
      self = isPool ? .keys(["count"], [.text(Self.word(of: text))]) : .text(Self.word(of: text))
    case .list(let items, _):
      // One value counts as a list of one.
      let all = items.map { Meaning($0, at: inner + "#") }
      if all.count == 1, case .text = all[0] { self = all[0] } else { self = .list(all) }
    case .mapping(let entries, _):
      let sorted = entries.sorted { $0.key < $1.key }
      self = .keys(sorted.map(\.key), sorted.map { Meaning($0.value, at: inner + $0.key) })
    }
  }

  /// A value in one form: times in nanoseconds, decimals without zeros at the end.
  static func word(of text: String) -> String {
    if let time = try? DurationParser.parse(text) { return "\(time) ns" }
    guard let decimal = WrittenDecimal(text) else { return text.trimmed }
    var (digits, places) = (decimal.digits, decimal.places)
    while places > 0, digits % 10 == 0 { (digits, places) = (digits / 10, places - 1) }
    return "\(digits)/\(places)"
  }
}
