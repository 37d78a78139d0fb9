import Model

extension ProseBlocks {
  /// Lines behind `>`, and those that go on with their last paragraph.
  func quote(from rest: inout ArraySlice<ProseLine>) -> [String] {
    var inside: [ProseLine] = []
    while let line = rest.first {
      if case .quote = ProseMark(line) {
        let text = line.dropFirst(line.indent + 1)
        inside.append(text.first == " " ? text.dropFirst() : text)
      } else if goesOn(line, behind: inside.last) {
        inside.append(line)
      } else {
        break
      }
      rest.removeFirst()
    }
    return inner(2).lines(of: inside[...]).map { $0.isEmpty ? ">" : "> " + $0 }
  }

  /// The items of a list, with hanging indents, and whether an empty line is behind it; numbers count on
  /// from the first one.
  func list(
    _ first: ProseMark.Item, from rest: inout ArraySlice<ProseLine>
  ) -> (lines: [String], isApart: Bool) {
    var lines: [String] = []
    var isApart = false
    var number = first.number ?? 0
    var next: ProseMark.Item? = first
    while let item = next {
      let inside: ArraySlice<ProseLine>
      (inside, isApart) = self.item(item, from: &rest)
      let mark = item.number == nil ? "- " : "\(number). "
      number += 1
      let blank = String(repeating: " ", count: mark.count)
      let text = inner(mark.count).lines(of: inside)
      for (index, line) in (text.isEmpty ? [""] : text).enumerated() {
        let whole = (index == 0 ? mark : blank) + line
        lines.append(line.isEmpty ? Layout.trimmedEnd(whole) : whole)
      }
      next = nil
      if let line = rest.first, case .item(let other) = ProseMark(line), other.continues(first) {
        next = other
        if isApart { lines.append("") }
      }
    }
    return (lines, isApart)
  }

  /// The lines of an item without its mark and indent, and whether an empty line is behind it.
  private func item(
    _ item: ProseMark.Item, from rest: inout ArraySlice<ProseLine>
  ) -> (inside: ArraySlice<ProseLine>, isApart: Bool) {
    var inside = [rest.removeFirst().dropFirst(item.offset)]
    while let line = rest.first {
      if line.isBlank {
        inside.append([])
      } else if line.indent >= item.offset {
        inside.append(line.dropFirst(item.offset))
      } else if goesOn(line, behind: inside.last) {
        inside.append(line)
      } else {
        break
      }
      rest.removeFirst()
    }
    let text = inside.lastIndex { !$0.isBlank }.map { inside[...$0] } ?? []
    return (text, max(1, text.count) < inside.count)
  }

  /// Whether a line without the marks of a list or quote belongs to the paragraph before it.
  private func goesOn(_ line: ProseLine, behind last: ProseLine?) -> Bool {
    guard let last, !last.isBlank, !line.isBlank else { return false }
    return ProseMark(line) == nil
  }
}

extension ProseMark {
  /// The mark, unless it begins a list or a quote.
  var withoutNesting: ProseMark? {
    switch self {
    case .item, .quote: nil
    default: self
    }
  }
}
