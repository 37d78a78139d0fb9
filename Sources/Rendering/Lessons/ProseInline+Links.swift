import Model

extension ProseInline {
  /// A bracket is closed: what lies between is a link's text if an address follows.
  mutating func takeLink() {
    guard let open = brackets.popLast() else { return put(["]"]) }
    guard next(1) == "(", let address = address(from: position + 2) else { return put(["]"]) }
    let isImage = cells[open].scalar == "!"
    cells[open].style.insert(.hidden)
    if isImage { cells[open + 1].style.insert(.hidden) }
    let target = source[address.range].text
    let text = cells[open...].filter { !$0.style.contains(.hidden) }.text(hasStyle: false)
    if !isImage, Self.isWeb(target), text != target {
      for scalar in " (\(target))".unicodeScalars { cells.append(ProseCell(scalar: scalar)) }
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
    guard !hasNoTagEnd, index > begin, index < source.count,
      source[index].isTagSign || source[index].properties.numericType != nil
    else { return put(["<"]) }
    guard let end = source[index...].firstIndex(of: ">") else {
      hasNoTagEnd = true
      return put(["<"])
    }
    let name = source[begin..<index].text.lowercased()
    if name == "br" {
      cells.append(ProseCell(scalar: "\n"))
    } else if source[index] == ":", !source[index..<end].contains(" ") {
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

extension Unicode.Scalar {
  /// Whether it can stand behind the name of a tag; the colon is that of an address.
  fileprivate var isTagSign: Bool { " \n/>:".unicodeScalars.contains(self) }
}
