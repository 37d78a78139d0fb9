import Model

extension ProseInline {
  /// A bracket is closed: what lies between is a link's text if an address follows.
  mutating func takeLink() {
    guard let open = brackets.popLast() else { return put(["]"]) }
    guard next(1) == "(", let address = address(from: position + 2) else { return put(["]"]) }
    let isImage = cells[open].scalar == "!"
    // No link lies in a link, so that each text is looked at once.
    guard isImage || open >= linkEnd else { return put(["]"]) }
    cells[open].style.insert(.hidden)
    if isImage {
      cells[open + 1].style.insert(.hidden)
    } else {
      let target = source[address.range].text
      if Self.isWeb(target), cells[open...].visible.text(hasStyle: false) != target {
        for scalar in " (\(target))".unicodeScalars { cells.append(ProseCell(scalar: scalar)) }
      }
      linkEnd = cells.count
    }
    position = address.end
  }

  /// An address up to its bracket, perhaps with a title behind it: no spaces, brackets only in pairs.
  private func address(from start: Int) -> (range: Range<Int>, end: Int)? {
    var index = start
    var open = 0
    loop: while index < source.count {
      switch source[index] {
      case "(": open += 1
      case ")":
        if open == 0 { break loop }
        open -= 1
      case " ", "\n", "[", "]": break loop
      default: break
      }
      index += 1
    }
    let range = start..<index
    if index < source.count, source[index] == " " {
      index += 1
      guard index < source.count, source[index] == "\"" else { return nil }
      index += 1
      while index < source.count, source[index] != "\"", source[index] != "[" { index += 1 }
      index += 1
    }
    return index < source.count && source[index] == ")" ? (range, index + 1) : nil
  }

  private static func isWeb(_ address: String) -> Bool {
    address.hasPrefix("http://") || address.hasPrefix("https://")
  }

  /// A tag or a comment is left out, an address between angle brackets is shown; `a < b` is text.
  mutating func takeTag() {
    if next(1) == "!", next(2) == "-", next(3) == "-" { return takeComment() }
    var index = position + 1
    if index < source.count, source[index] == "/" { index += 1 }
    let begin = index
    while index < source.count, source[index].isASCII, source[index].properties.isAlphabetic {
      index += 1
    }
    guard index > begin, index < source.count,
      source[index].isTagSign || source[index].properties.numericType != nil
    else { return put(["<"]) }
    let end = tagEnd.find(from: index, in: source)
    guard end < source.count else { return put(["<"]) }
    let name = source[begin..<index].text.lowercased()
    if name == "br" {
      cells.append(ProseCell(scalar: "\n"))
    } else if source[index] == ":", space.find(from: index, in: source) > end {
      for scalar in source[begin..<end] { cells.append(ProseCell(scalar: scalar)) }
    } else if source[index] == ":" {
      return put(["<"])
    }
    position = end + 1
  }

  private mutating func takeComment() {
    guard !hasNoCommentEnd else { return put(["<"]) }
    guard let end = source[(position + 4)...].firstRange(of: ["-", "-", ">"]) else {
      hasNoCommentEnd = true
      return put(["<"])
    }
    position = end.upperBound
  }

  mutating func takeEntity() {
    for (name, scalar) in Self.entities
    where source[position...].prefix(name.count).elementsEqual(name) {
      cells.append(ProseCell(scalar: scalar))
      position += name.count
      return
    }
    put(["&"])
  }

  private static let entities: [(name: [Unicode.Scalar], scalar: Unicode.Scalar)] = [
    ("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&"), ("&quot;", "\""), ("&nbsp;", "\u{A0}"),
  ].map { (Array($0.0.unicodeScalars), $0.1) }
}

/// Where a sign stands next; asked from left to right it passes over a text once.
struct ProseSearch {
  private let sign: Unicode.Scalar
  private var found = -1

  init(for sign: Unicode.Scalar) { self.sign = sign }

  /// The first one from a position on, or the end.
  mutating func find(from start: Int, in source: [Unicode.Scalar]) -> Int {
    if found < start { found = source[start...].firstIndex(of: sign) ?? source.count }
    return found
  }
}

extension ArraySlice<ProseCell> {
  /// Those that are seen.
  fileprivate var visible: [ProseCell] { filter { !$0.style.contains(.hidden) } }
}

extension Unicode.Scalar {
  /// Whether it can stand behind the name of a tag; the colon is that of an address.
  fileprivate var isTagSign: Bool { " \n/>:".unicodeScalars.contains(self) }
}
