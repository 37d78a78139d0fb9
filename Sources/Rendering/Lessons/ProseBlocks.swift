import Model

/// Lays out the blocks of Markdown one below the other.
struct ProseBlocks {
  let width: Int
  let hasStyle: Bool
  /// How many lists and quotes are around.
  let depth: Int
  /// Marks of lists and quotes that are deeper are text, so that no line of marks fills the stack.
  static let mostDepth = 8
  private var done: [String] = []
  private var isAfterBlank = false

  init(width: Int, hasStyle: Bool, depth: Int) {
    self.width = width
    self.hasStyle = hasStyle
    self.depth = depth
  }

  /// The text of some lines, without empty lines at its beginning and end.
  func lines(of source: ArraySlice<ProseLine>) -> [String] {
    var layout = self
    var rest = source
    while let line = rest.first { layout.take(line, from: &rest) }
    return layout.done
  }

  /// What lies in a list or a quote, where there is less room.
  func inner(_ indent: Int) -> ProseBlocks {
    ProseBlocks(width: max(1, width - indent), hasStyle: hasStyle, depth: depth + 1)
  }

  /// A paragraph's lines.
  func folded(_ source: [ProseLine], style: ProseStyle = []) -> [String] {
    ProseFolder(width: width, hasStyle: hasStyle)
      .lines(of: ProseInline(source, hasStyle: hasStyle).cells, style: style)
  }

  private mutating func take(_ line: ProseLine, from rest: inout ArraySlice<ProseLine>) {
    if line.isBlank {
      isAfterBlank = true
      rest.removeFirst()
      return
    }
    // Only a mark that is no list or quote counts where there are too many already.
    switch depth < Self.mostDepth ? ProseMark(line) : ProseMark(line)?.withoutNesting {
    case .heading(let level, let title):
      rest.removeFirst()
      append(heading(level, title))
    case .fence(let sign, let length): append(fenced(sign, length, from: &rest))
    case .quote: append(quote(from: &rest))
    case .item(let item):
      let (lines, isApart) = list(item, from: &rest)
      append(lines)
      isAfterBlank = isApart
    case .rule:
      rest.removeFirst()
      append([String(repeating: "-", count: min(width, 40))])
    case .details: skipDetails(&rest)
    case .comment: skipComment(&rest)
    case nil:
      if line.indent >= 4 {
        append(indented(from: &rest))
      } else if let table = ProseTable(from: &rest) {
        append(table.lines(width: width, hasStyle: hasStyle))
      } else {
        append(paragraph(from: &rest))
      }
    }
  }

  /// Blocks of a page have an empty line between them; those of an item only where one is written.
  private mutating func append(_ lines: [String]) {
    guard let first = lines.firstIndex(where: { !$0.isEmpty }),
      let last = lines.lastIndex(where: { !$0.isEmpty })
    else { return }
    if !done.isEmpty, isAfterBlank || depth == 0 { done.append("") }
    done += lines[first...last]
    isAfterBlank = false
  }

  private func heading(_ level: Int, _ title: ProseLine) -> [String] {
    if hasStyle { return folded([title], style: .strong) }
    let signs = [Unicode.Scalar](repeating: "#", count: level) + [" "]
    return folded([signs + title])
  }

  private func fenced(
    _ sign: Unicode.Scalar, _ length: Int, from rest: inout ArraySlice<ProseLine>
  ) -> [String] {
    let indent = rest.removeFirst().indent
    var lines: [String] = []
    while let line = rest.popFirst() {
      let mark = line.trimmed
      if line.indent < 4, mark.count >= length, mark.allSatisfy({ $0 == sign }) { break }
      let text = line.dropFirst(min(indent, line.indent))
      lines.append(text.isBlank ? "" : "    " + text.text)
    }
    return lines
  }

  private func indented(from rest: inout ArraySlice<ProseLine>) -> [String] {
    var lines: [String] = []
    while let line = rest.first, line.indent >= 4 || line.isBlank {
      lines.append(line.isBlank ? "" : line.text)
      rest.removeFirst()
    }
    return lines
  }

  private func paragraph(from rest: inout ArraySlice<ProseLine>) -> [String] {
    var source = [rest.removeFirst()]
    while let line = rest.first, !line.isBlank {
      let trimmed = line.trimmed
      if line.indent < 4, let sign = trimmed.first, sign == "=" || sign == "-",
        trimmed.allSatisfy({ $0 == sign })
      {
        rest.removeFirst()
        return heading(
          sign == "=" ? 1 : 2, ArraySlice(source.map(\.trimmed).joined(separator: [" "])))
      }
      if let mark = ProseMark(line), mark.endsParagraph,
        depth < Self.mostDepth || mark.withoutNesting != nil
      {
        break
      }
      source.append(line)
      rest.removeFirst()
    }
    return folded(source)
  }

  /// What stands inside `<details>` is shown; the words that open it in a browser are not.
  private func skipDetails(_ rest: inout ArraySlice<ProseLine>) {
    let line = rest.removeFirst().text.lowercased()
    guard line.contains("<summary"), !line.contains("</summary") else { return }
    while let line = rest.first, !line.isBlank {
      rest.removeFirst()
      if line.text.lowercased().contains("</summary") { return }
    }
  }

  private func skipComment(_ rest: inout ArraySlice<ProseLine>) {
    let end: [Unicode.Scalar] = ["-", "-", ">"]
    rest[rest.startIndex] = rest[rest.startIndex].trimmed.dropFirst(4)
    while let line = rest.first {
      guard let dashes = line.firstRange(of: end) else {
        rest.removeFirst()
        continue
      }
      rest[rest.startIndex] = line[dashes.upperBound...].trimmed
      if rest[rest.startIndex].isEmpty { rest.removeFirst() }
      return
    }
  }
}
