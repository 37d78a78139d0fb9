import Yams

/// Parses checked text into a tree; mends what it can, so that all mistakes are found at once.
struct TreeParser {
  var mistakes: [Diagnostic] = []
  /// The lines that were changed to parse on, from 1.
  var changedLines: Set<Int> = []
  let number: Int
  var lines: [[Unicode.Scalar]]
  /// Private-use characters, which no checked source holds, hide what has been reported already.
  static let maskedColon: Unicode.Scalar = "\u{E001}"
  static let hiddenScalar: Unicode.Scalar = "\u{E000}"
  private static let hidden: ClosedRange<UInt32> = 0xE100...0xF0FF
  /// The second keys that are hidden, as they stand in the text now.
  private var hiddenKeys: Set<String> = []
  private var nodes = 0
  /// Where anchored nodes stand: an alias is a copy with the place of its anchor.
  private var anchored: Set<Place> = []

  /// How many lines of the file stand above the text, for words that name a line.
  private let linesAbove: Int

  init(_ lines: [[Unicode.Scalar]], number: Int, linesAbove: Int = 0) {
    self.number = number
    self.linesAbove = linesAbove
    self.lines = lines
  }

  /// The tree, or nil where the text is no YAML or holds nothing.
  mutating func parse() -> TreeNode? {
    for _ in 0..<10 {
      let text = String(String.UnicodeScalarView(lines.joined(separator: ["\n"])))
      do {
        // A node tells its anchor only while its parser lives.
        let parser = try Parser(yaml: text, resolver: .basic, constructor: .default)
        return try withExtendedLifetime(parser) {
          try parser.singleRoot().map { convert($0, depth: 0) }
        }
      } catch let error as YamlError {
        guard mend(error) else { return nil }
      } catch {
        mistakes.append(Diagnostic(.syntax, "this is not YAML", at: nil))
        return nil
      }
    }
    return nil
  }

  private mutating func convert(_ node: Node, depth: Int) -> TreeNode {
    nodes += 1
    let place = place(node.mark)
    if node.anchor != nil, anchored.insert(place).inserted, mistakes.count < 20 {
      mistakes.append(
        Diagnostic(
          .anchor, "anchors and aliases are not needed here, and refused", at: place,
          remedy: "write the value out"))
    }
    if nodes > SourceText.Limit.nodes
      || depth > SourceText.Limit.indentation + SourceText.Limit.depth
    {
      if nodes == SourceText.Limit.nodes + 1 {
        mistakes.append(Diagnostic(.pastLimit, "the file holds too many values", at: place))
      }
      return .scalar("", isPlain: true, place)
    }
    switch node {
    case .scalar(let scalar):
      return .scalar(unmasked(scalar.string), isPlain: scalar.style == .plain, place)
    case .sequence(let sequence):
      return .list(sequence.map { convert($0, depth: depth + 1) }, place)
    case .mapping(let mapping):
      return .mapping(mapping.compactMap { entry($0.key, $0.value, depth) }, place)
    default:
      return .scalar("", isPlain: true, place)
    }
  }

  /// A key and its value; nil for a second key of one name, which has been reported.
  private mutating func entry(_ key: Node, _ value: Node, _ depth: Int) -> TreeNode.Entry? {
    let keyPlace = place(key.mark)
    var name = ""
    if case .scalar(let scalar) = key {
      if hiddenKeys.contains(scalar.string) { return nil }
      name = unmasked(scalar.string)
    } else {
      mistakes.append(
        Diagnostic(.wrongShape, "a key is one word, not a list or keys", at: keyPlace))
    }
    return TreeNode.Entry(key: name, place: keyPlace, value: convert(value, depth: depth + 1))
  }

  private func unmasked(_ text: String) -> String {
    guard text.unicodeScalars.contains(Self.maskedColon) else { return text }
    return String(
      String.UnicodeScalarView(text.unicodeScalars.map { $0 == Self.maskedColon ? ":" : $0 }))
  }

  private func place(_ mark: Mark?) -> Place {
    Place(source: number, line: max(1, mark?.line ?? 1), column: max(1, mark?.column ?? 1))
  }

  // MARK: Mending

  /// Reports an error of the YAML parser and changes the text so that parsing can go on.
  private mutating func mend(_ error: YamlError) -> Bool {
    switch error {
    case .duplicatedKeysInMapping(let duplicates, let context):
      let mark = context.mark
      guard let name = duplicates.first else { return false }
      return mendDuplicate(unmasked(name), from: place(mark))
    case .scanner(let context, let problem, let mark, _),
      .parser(let context, let problem, let mark, _),
      .composer(let context, let problem, let mark, _):
      return mendSyntax(problem, at: place(mark), within: context.map { place($0.mark) })
    case .reader(let problem, _, _, _):
      mistakes.append(Diagnostic(.unreadableText, "this cannot be read: \(problem)", at: nil))
      return false
    default:
      mistakes.append(Diagnostic(.syntax, "this is not YAML", at: nil))
      return false
    }
  }

  /// Finds the second key of a name behind the first and hides it behind a placeholder.
  private mutating func mendDuplicate(_ name: String, from first: Place) -> Bool {
    let key = Array(name.unicodeScalars)
    guard !key.isEmpty, lines.indices.contains(first.line - 1),
      let second = secondKey(key, behind: first)
    else {
      mistakes.append(
        Diagnostic(
          .duplicateKey, "the key `\(name)` is written twice", at: first, length: key.count,
          remedy: "keep one of them"))
      return false
    }
    mistakes.append(
      Diagnostic(
        .duplicateKey, "the key `\(name)` is written twice", at: second, length: key.count,
        remedy: "it is on line \(first.line + linesAbove) already; keep one of them", other: first))
    hide(second, key.count)
    return true
  }

  private func secondKey(_ key: [Unicode.Scalar], behind first: Place) -> Place? {
    let start = first.column - 1
    let before = lines[first.line - 1][..<min(start, lines[first.line - 1].count)].last {
      $0 != " "
    }
    let isFlow = before == "{" || before == ","
    return isFlow ? secondFlowKey(key, first) : secondBlockKey(key, first)
  }

  /// Whether a key stands at a place, quoted or not, and its colon behind it.
  private func stands(_ key: [Unicode.Scalar], _ line: [Unicode.Scalar], _ column: Int) -> Bool {
    var start = column
    if start < line.count, line[start] == "\"" || line[start] == "'" { start += 1 }
    guard start + key.count <= line.count, line[start..<start + key.count].elementsEqual(key) else {
      return false
    }
    let rest = line[(start + key.count)...].drop { $0 == "\"" || $0 == "'" || $0 == " " }
    return rest.first == ":"
  }

  /// In block style the keys of one mapping stand in one column; lines further in belong to values.
  private func secondBlockKey(_ key: [Unicode.Scalar], _ first: Place) -> Place? {
    for index in first.line..<max(first.line, lines.count) {
      let line = lines[index]
      guard let indent = line.firstIndex(where: { $0 != " " }), line[indent] != "#" else {
        continue
      }
      if indent < first.column - 1 { return nil }
      if indent == first.column - 1, stands(key, line, indent) {
        return Place(source: number, line: index + 1, column: indent + 1)
      }
    }
    return nil
  }

  /// In flow style the keys of one mapping stand behind its commas, at its own depth.
  private func secondFlowKey(_ key: [Unicode.Scalar], _ first: Place) -> Place? {
    var depth = 0
    var quote: Unicode.Scalar?
    var isKeyNext = false
    for index in (first.line - 1)..<lines.count {
      let line = lines[index]
      var column = index == first.line - 1 ? first.column - 1 : 0
      while column < line.count {
        let scalar = line[column]
        defer { column += 1 }
        if let open = quote {
          if open == "\"", scalar == "\\" { column += 1 }
          if scalar == open { quote = nil }
          continue
        }
        if scalar == " " { continue }
        if isKeyNext, depth == 0, stands(key, line, column) {
          return Place(source: number, line: index + 1, column: column + 1)
        }
        isKeyNext = scalar == ","
        switch scalar {
        case "\"", "'": quote = scalar
        case "{", "[": depth += 1
        case "}", "]": depth -= 1
        default: break
        }
        if depth < 0 { return nil }
      }
    }
    return nil
  }

  private mutating func hide(_ place: Place, _ length: Int) {
    // As many characters as before, so that all columns stay as they are.
    var line = lines[place.line - 1]
    var start = place.column - 1
    if line[start] == "\"" || line[start] == "'" { start += 1 }
    for offset in 0..<length {
      let value = Self.hidden.lowerBound + UInt32((mistakes.count * 31 + offset) % 0x1000)
      line[start + offset] = Unicode.Scalar(value) ?? " "
    }
    hiddenKeys.insert(String(String.UnicodeScalarView(line[start..<start + length])))
    lines[place.line - 1] = line
  }
}
