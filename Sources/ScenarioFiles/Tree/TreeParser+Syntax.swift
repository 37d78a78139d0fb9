import Foundation
import Model

/// What the YAML parser cannot read, in words that say what to write.
extension TreeParser {
  /// Reports an error of syntax; true where the text was changed so that parsing can go on.
  mutating func mendSyntax(_ problem: String, at place: Place, within start: Place?) -> Bool {
    if problem.contains("mapping values are not allowed") { return mendColon(at: place) }
    let mistake =
      problem.contains("could not find expected ':'")
      ? missingColon(above: place.line) : Self.unclosed(problem, clamped(place), start, lines)
    mistakes.append(mistake ?? explained(problem, at: clamped(place)))
    return false
  }

  /// A bracket or a quotation that is still open at the end: its beginning is the place to look at.
  private static func unclosed(
    _ problem: String, _ place: Place, _ start: Place?, _ lines: [[Unicode.Scalar]]
  ) -> Diagnostic? {
    guard let start, lines.indices.contains(start.line - 1) else { return nil }
    func indent(_ line: Int) -> Int { lines[line - 1].prefix { $0 == " " }.count }
    let isAtEnd =
      lines[(place.line - 1)...].dropFirst().allSatisfy { $0.allSatisfy { $0 == " " } }
      && lines[place.line - 1].dropFirst(place.column - 1).allSatisfy { $0 == " " }
    // A line that stands as far to the left as the one with the bracket does not belong to it.
    let isOutside = place.line > start.line && indent(place.line) <= indent(start.line)
    guard isAtEnd || isOutside else { return nil }
    let opening = lines[start.line - 1].dropFirst(start.column - 1).first ?? " "
    let pairs: [Unicode.Scalar: String] = ["{": "}", "[": "]", "\"": "\"", "'": "'"]
    guard let closing = pairs[opening] else { return nil }
    let hidesEnd = lines[(start.line - 1)...].contains { $0.contains("#") && $0.contains(opening) }
    return Diagnostic(
      .syntax, "this \(opening) is never closed", at: start,
      remedy: "close it with \(closing)"
        + (hidesEnd ? "; what stands behind # is a comment" : ""))
  }

  /// A line that should have been `key: value`: the last one above that is not empty.
  private func missingColon(above line: Int) -> Diagnostic? {
    let above = lines.prefix(max(0, line - 1)).lastIndex { text in
      text.contains { $0 != " " } && text.first { $0 != " " } != "#"
    }
    guard let above else { return nil }
    if let slip = slip(on: above) { return slip }
    let text = content(of: above)
    guard !text.contains(":"), !text.hasPrefix("-") else { return nil }
    let words = text.split(separator: " ", maxSplits: 1).map(String.init)
    let isSentence =
      words.count > 1 && "=<>".contains(words[1].first ?? " ")
      && Measure(rawValue: words[0].split(separator: ".").last.map(String.init) ?? "") != nil
    let value = words.count > 1 ? words[1].drop { $0 == "=" || $0 == " " } : ""
    let remedy =
      isSentence
      ? "write `- \(text)`, indented under `expect`"
      : text.hasPrefix("//")
        ? "begin a comment with #"
        : words.count > 1 ? "write `\(words[0]): \(value)`" : "write `\(text):`"
    return Diagnostic(
      .syntax, "`\(text)` has no colon", at: start(of: above), length: text.unicodeScalars.count,
      remedy: remedy)
  }

  /// `name: Toast: 100` masks the second colon; a colon in a strange place has its cause above.
  private mutating func mendColon(at place: Place) -> Bool {
    let line = place.line - 1
    guard lines.indices.contains(line) else { return false }
    let colons = colonsOutsideQuotes(line)
    guard colons.count > 1, place.column > colons[0] + 1 else {
      mistakes.append(
        missingColon(above: place.line)
          ?? Diagnostic(
            .syntax, "a key cannot stand here", at: start(of: line),
            length: content(of: line).prefix { $0 != ":" }.unicodeScalars.count,
            remedy: "indent it like the keys that it belongs to"))
      return false
    }
    mistakes.append(
      Diagnostic(
        .spaceAfterColon, "a second `: ` in one line",
        at: Place(source: number, line: place.line, column: colons[1] + 1),
        remedy: secondColonRemedy(line, colons)))
    for colon in colons.dropFirst() { lines[line][colon] = Self.maskedColon }
    changedLines.insert(place.line)
    return true
  }

  /// A text is quoted; anything else goes on a line of its own.
  private func secondColonRemedy(_ line: Int, _ colons: [Int]) -> String {
    let text = content(of: line)
    let key = text.prefix { $0 != ":" }
    if text.contains("\u{201C}") || text.contains("\u{201D}") {
      return "type straight quotes \" around the text"
    }
    if Language.textKeys.contains(key.hasPrefix("- ") ? key.dropFirst(2).trimmed : String(key)) {
      return "quote a text that holds ': '"
    }
    var rest = Self.text(lines[line][(colons[0] + 1)...]).trimmed
    if let comment = rest.range(of: " #") { rest = String(rest[..<comment.lowerBound]).trimmed }
    let inner = rest.hasPrefix("(") ? String(rest.dropFirst().prefix { $0 != ")" }).trimmed : rest
    return "write `\(key): { \(inner) }`, or put `\(inner)` on its own line, indented"
  }

  private func colonsOutsideQuotes(_ line: Int) -> [Int] {
    var quote: Unicode.Scalar?
    return lines[line].indices.filter { index in
      let scalar = lines[line][index]
      if let open = quote {
        if scalar == open { quote = nil }
        return false
      }
      let isOpening = index == 0 || " :{[,".unicodeScalars.contains(lines[line][index - 1])
      if isOpening, scalar == "\"" || scalar == "'" { quote = scalar }
      return scalar == ":"
        && (index + 1 == lines[line].count || " \t".unicodeScalars.contains(lines[line][index + 1]))
    }
  }

  /// `count:4` makes YAML stumble on the line below.
  private func slip(on line: Int) -> Diagnostic? {
    let text = content(of: line)
    guard let slip = Slips.missingSpace(in: text) else { return nil }
    return Diagnostic(
      .spaceAfterColon, "`\(text)` has no space after the colon", at: start(of: line),
      length: text.unicodeScalars.count, remedy: Slips.spaceRemedy(slip))
  }

  /// A line without its indentation.
  private func content(of line: Int) -> String {
    Self.text(lines[line][...]).trimmed
  }

  /// Characters as a text, tabs as spaces.
  private static func text(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
    String(String.UnicodeScalarView(scalars.map { $0 == "\t" ? " " : $0 }))
  }

  private func start(of line: Int) -> Place {
    let indent = lines[line].prefix { $0 == " " }.count
    return Place(source: number, line: line + 1, column: indent + 1)
  }

  private func clamped(_ place: Place) -> Place {
    let line = min(max(1, place.line), lines.count)
    return Place(
      source: number, line: line, column: min(max(1, place.column), lines[line - 1].count + 1))
  }

  /// The parser's words in ours.
  private func explained(_ problem: String, at place: Place) -> Diagnostic {
    let scalar = lines[place.line - 1].dropFirst(place.column - 1).first
    if problem.contains("did not find expected key") || problem.contains("<document start>") {
      return expectedKey(at: place, before: scalar)
    }
    if problem.contains("cannot start any token"), scalar == "%" {
      return Diagnostic(
        .syntax, "no value can begin with %", at: place, remedy: "write it behind the number: `5 %`"
      )
    }
    if problem.contains("cannot start any token"), scalar == "`" {
      return Diagnostic(
        .syntax, "a scenario is plain YAML, without backticks", at: place, remedy: "remove them")
    }
    let known: [(String, String, String)] = [
      ("did not find expected ',' or '}'", "a , or a } is missing before this", "put it there"),
      ("did not find expected ',' or ']'", "a , or a ] is missing before this", "put it there"),
      ("did not find expected node content", "a value is expected here", "is a comma too many?"),
      ("could not find expected ':'", "a key without a colon", "write `key: value`"),
      ("found unexpected ':'", "a space is missing after this colon", "write `key: value`"),
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
    for (part, message, remedy) in known where problem.contains(part) {
      return Diagnostic(.syntax, message, at: place, remedy: remedy)
    }
    return Diagnostic(.syntax, "this is not YAML: \(problem)", at: place)
  }

  /// Something stands behind a value that has ended, or a line is indented unlike its neighbours.
  private func expectedKey(at place: Place, before scalar: Unicode.Scalar?) -> Diagnostic {
    let before = lines[place.line - 1].prefix(place.column - 1)
    if scalar == "}" || scalar == "]" {
      return Diagnostic(.syntax, "this closes nothing", at: place, remedy: "remove it")
    }
    if let quote = before.last(where: { $0 == "\"" || $0 == "'" }) {
      return Diagnostic(
        .syntax, "the quotation has ended before this", at: place,
        remedy: quote == "'" ? "quote the whole text with \"" : "put the whole text in quotes")
    }
    if before.contains(where: { $0 == "}" || $0 == "]" }) {
      return Diagnostic(
        .syntax, "nothing can stand behind a closed bracket", at: place,
        remedy: "put it inside, or on a line of its own")
    }
    return Diagnostic(
      .syntax, "a key is expected here", at: place, remedy: "do the lines begin in one column?")
  }
}
