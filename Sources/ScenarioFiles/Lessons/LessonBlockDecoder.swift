import Model

/// Reads the keys of one block of a lesson.
struct LessonBlockDecoder {
  let block: LessonBlock
  var reader = Reader(isLesson: true)
  /// Whether there are keys, or none at all, to be decoded.
  private(set) var isReadable = false
  private var entries: [TreeNode.Entry] = []
  private var textMistakes: [Diagnostic]
  private let changedLines: Set<Int>
  /// The lines of the lesson as far as the block's end.
  let lines: [[Unicode.Scalar]]
  /// Texts that a comment cuts off.
  let warnings: [Diagnostic]

  enum Limit {
    /// Items of a list; nobody reads more.
    static let items = 50
    /// The most runs beside each other.
    static let runs = 4
    static let options = 2...9
  }

  /// The keys of each kind of block.
  static func keys(of kind: LessonBlockKind) -> [String] {
    switch kind {
    case .lesson: ["minutes", "goals", "topics", "talk"]
    case .predict:
      ["question", "answer", "unit", "within", "hints", "mistakes", "vary", "scenario"]
    case .choose: ["question", "options", "hints", "vary", "scenario"]
    case .watch: ["variants", "workers", "real", "scenario"]
    case .explain: ["facts", "terms", "scenario"]
    case .change: ["task", "keep", "hints", "scenario"]
    case .reveal: ["question", "answer"]
    case .scenario, .solution, .console: []
    }
  }

  /// Where a key of another block belongs; nil for none, and for one of several.
  static func home(of key: String) -> String? {
    let kinds = LessonBlockKind.allCases.filter { keys(of: $0).contains(key) }
    return kinds.count == 1 ? "`\(key)` belongs into a block `\(kinds[0].rawValue)`" : nil
  }

  init(_ block: LessonBlock, in source: SourceText) {
    self.block = block
    let text = SourceText(block.lines, of: source)
    lines = text.lines
    var reading = Reading(sources: [text])
    // The answer of a prediction is computed.
    let root = reading.root(
      lessonTexts: Language.textKeys.filter { $0 != "answer" || block.kind == .reveal })
    // An empty block has no keys; what it needs is told by name.
    textMistakes = reading.mistakes.filter { $0.code != .empty }
      .map { LessonDecoder.placed($0, in: block) }
    changedLines = reading.changedLines
    warnings = reading.warnings
    isReadable = root != nil || textMistakes.isEmpty
    guard let root else { return }
    entries = reader.entries(
      root, "the `\(block.kind.rawValue)` block", allowed: Self.keys(of: block.kind))
    if case .mapping = root { return }
    isReadable = false
  }

  /// All that was found; where the text was changed to parse on, further mistakes would be ours.
  func mistakes() -> [Diagnostic] {
    textMistakes
      + reader.mistakes.filter { mistake in
        mistake.place.map { !changedLines.contains($0.line) } ?? true
      }
  }

  // MARK: Keys

  /// The value of a key; nil where it is not there, or has nothing behind it.
  func node(_ key: String) -> TreeNode? { entries.first { $0.key == key }?.value }

  /// The value of a key that is needed; nil after a report.
  mutating func needed(_ key: String, _ example: String) -> TreeNode? {
    if let node = node(key) { return node }
    // A key that was not understood may be this one.
    guard textMistakes.isEmpty, !reader.mistakes.contains(where: { $0.code == .unknownKey }) else {
      return nil
    }
    reader.report(
      .missingKey, "the key `\(key)` is missing", at: block.fence, length: block.fenceLength,
      remedy: "write `\(key): \(example)`")
    return nil
  }

  /// A text for people.
  mutating func sentence(_ node: TreeNode, _ what: String) -> String? {
    if case .mapping(let entries, _) = node {
      reader.report(
        .wrongShape, "\(what) is one text, not keys", at: entries.first?.place ?? node.place,
        length: entries.first?.key.unicodeScalars.count ?? 1,
        remedy: "quote a text that holds ': '")
      return nil
    }
    guard let text = reader.text(node, what) else { return nil }
    // A folded text ends with a line end.
    let sentence = text.split(separator: "\n").joined(separator: "\n").trimmed
    if !sentence.isEmpty { return sentence }
    reader.report(.wrongShape, "\(what) is empty", at: node, remedy: "write a sentence")
    return nil
  }

  /// The items of a list, none where the key is left out; too many are reported.
  mutating func items(_ key: String) -> [TreeNode] {
    guard let node = node(key), !node.isNothing else { return [] }
    let items = reader.items(node)
    guard items.count > Limit.items else { return items }
    reader.report(
      .pastLimit, "`\(key)` has at most \(Limit.items) entries", at: items[Limit.items])
    return []
  }

  /// A list of texts.
  mutating func sentences(_ key: String, _ what: String) -> [String] {
    items(key).compactMap { sentence($0, what) }
  }

  /// How often the scenario is decoded with another value.
  var triedValues: Int {
    guard case .mapping(let entries, _)? = node("vary") else { return 0 }
    return 2 * entries.count
  }

  /// Whether the block names a scenario.
  var namesScenario: Bool { node("scenario") != nil }

  /// The scenario that the block names; nil where it names none, or after a report.
  mutating func scenarioName(among names: [String]) -> String? {
    guard let node = node("scenario"), let name = reader.text(node, "scenario") else { return nil }
    if names.contains(name) { return name }
    reader.report(
      .unknownName, "there is no scenario `\(name)`", at: node,
      remedy: nearest(to: name, among: names).map { "did you mean `\($0)`?" }
        ?? (names.isEmpty
          ? "the lesson has none" : "the scenarios are \(names.prefix(8).joined(separator: ", "))"))
    return nil
  }
}
