import Yams

/// Parses checked text into a tree; mends what it can, so that all mistakes are found at once.
struct TreeParser {
  private(set) var mistakes: [Diagnostic] = []
  private let number: Int
  private var lines: [[Unicode.Scalar]]
  /// Private-use characters, which no checked source holds, hide what has been reported already.
  private static let maskedColon: Unicode.Scalar = "\u{E001}"
  private static let hidden: ClosedRange<UInt32> = 0xE100...0xF0FF
  private var nodes = 0

  init(_ source: SourceText, number: Int) {
    self.number = number
    lines = source.lines
  }

  /// The tree, or nil where the text is no YAML or holds nothing.
  mutating func parse() -> TreeNode? {
    for _ in 0..<20 {
      let text = String(String.UnicodeScalarView(lines.joined(separator: ["\n"])))
      do {
        guard let node = try Yams.compose(yaml: text, .basic) else { return nil }
        return convert(node, depth: 0)
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
      if let first = scalar.string.unicodeScalars.first, Self.hidden.contains(first.value) {
        return nil
      }
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
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      return mendSyntax(problem, at: place(mark))
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
    guard !key.isEmpty, let start = find(key, from: first, at: nil),
      let second = find(
        key, from: Place(source: number, line: start.line, column: start.column + 1),
        at: start)
    else {
      mistakes.append(
        Diagnostic(
          .duplicateKey, "the key `\(name)` is written twice", at: first,
          length: key.count, remedy: "keep one of them"))
      return false
    }
    mistakes.append(
      Diagnostic(
        .duplicateKey, "the key `\(name)` is written twice", at: second, length: key.count,
        remedy: "it is on line \(start.line) already; keep one of them", other: start))
    hide(second, key.count)
    return true
  }

  /// The next place of a key: followed by a colon, and, in block style, in the first one's column.
  private func find(_ key: [Unicode.Scalar], from: Place, at first: Place?) -> Place? {
    for line in (from.line - 1)..<lines.count {
      let text = lines[line]
      var column = line == from.line - 1 ? from.column - 1 : 0
      while column + key.count < text.count {
        defer { column += 1 }
        guard text[column] == key[0], Array(text[column..<column + key.count]) == key,
          text[(column + key.count)...].first(where: { $0 != " " }) == ":"
        else { continue }
        let before = text[..<column].last { $0 != " " }
        let isEntry = before == nil || before == "{" || before == "," || before == "-"
        guard isEntry else { continue }
        let isFlow = before == "{" || before == ","
        if let first, !isFlow, line != first.line - 1, column != first.column - 1 { continue }
        return Place(source: number, line: line + 1, column: column + 1)
      }
    }
    return nil
  }

  private mutating func hide(_ place: Place, _ length: Int) {
    // As many characters as before, so that all columns stay as they are.
    for offset in 0..<length {
      let value = Self.hidden.lowerBound + UInt32((mistakes.count * 31 + offset) % 0x1000)
      lines[place.line - 1][place.column - 1 + offset] = Unicode.Scalar(value) ?? " "
    }
  }

  private mutating func mendSyntax(_ problem: String, at place: Place) -> Bool {
    if problem.contains("mapping values are not allowed") {
      return mendColon(at: place)
    }
    let (message, remedy) = Self.explanation(of: problem)
    mistakes.append(Diagnostic(.syntax, message, at: clamped(place), remedy: remedy))
    return false
  }

  /// `name: Toast: 100`: masks the second colon.
  private mutating func mendColon(at place: Place) -> Bool {
    let line = place.line - 1
    guard lines.indices.contains(line) else { return false }
    let colons = lines[line].indices.filter { index in
      lines[line][index] == ":"
        && (index + 1 == lines[line].count || lines[line][index + 1] == " ")
    }
    guard colons.count > 1 else {
      mistakes.append(
        Diagnostic(
          .syntax, "a key cannot stand here", at: clamped(place),
          remedy: "is the line above indented as it should be?"))
      return false
    }
    mistakes.append(
      Diagnostic(
        .spaceAfterColon, "a second `: ` in one line",
        at: Place(source: number, line: place.line, column: colons[1] + 1),
        remedy: "quote a text that holds ': '"))
    for colon in colons.dropFirst() { lines[line][colon] = Self.maskedColon }
    return true
  }

  private func clamped(_ place: Place) -> Place {
    let line = min(max(1, place.line), lines.count)
    return Place(
      source: number, line: line, column: min(max(1, place.column), lines[line - 1].count + 1))
  }

  /// The parser's words in ours.
  private static func explanation(of problem: String) -> (String, String?) {
    let known: [(String, String, String)] = [
      ("did not find expected ',' or '}'", "these keys are not closed", "close them with }"),
      ("did not find expected ',' or ']'", "this list is not closed", "close it with ]"),
      ("did not find expected key", "a key is expected here", "do the lines begin in one column?"),
      ("did not find expected node content", "a value is expected here", "is a comma too many?"),
      ("could not find expected ':'", "a key without a colon", "write `key: value`"),
      ("found unexpected end of stream", "the text ends inside a quotation", "close the quotes"),
      (
        "did not find expected '-' indicator", "a list entry is expected here", "begin it with `- `"
      ),
      (
        "block sequence entries are not allowed", "a list cannot begin here",
        "put it on the next line"
      ),
      (
        "found character that cannot start any token", "no value can begin with this character",
        "quote the text"
      ),
      ("found undefined", "anchors and aliases are refused", "write the value out"),
    ]
    for (part, message, remedy) in known where problem.contains(part) { return (message, remedy) }
    return ("this is not YAML: \(problem)", nil)
  }
}
