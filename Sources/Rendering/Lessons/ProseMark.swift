import Model

/// What the beginning of a line of Markdown says that the line is.
enum ProseMark {
  /// `## Title`: the level and the title.
  case heading(Int, ProseLine)
  /// Three backticks or tildes, or more.
  case fence(Unicode.Scalar, length: Int)
  /// `> text`.
  case quote
  /// `- text` or `1. text`.
  case item(Item)
  /// `***`.
  case rule
  /// A line of `<details>` or `<summary>`.
  case details
  /// `<!--`.
  case comment

  /// The mark of an item of a list.
  struct Item {
    /// `-`, `*`, `+`, `.` or `)`.
    let sign: Unicode.Scalar
    /// The number in front of the sign; nil for a bullet.
    let number: Int?
    /// Where the item's text begins.
    let offset: Int
    /// Whether there is no text behind the mark.
    let isEmpty: Bool

    /// Whether it goes on with the list of another item.
    func continues(_ other: Item) -> Bool {
      sign == other.sign && (number == nil) == (other.number == nil)
    }
  }

  /// Reads the mark of a line; nil for text.
  init?(_ line: ProseLine) {
    guard line.indent < 4, let first = line.dropFirst(line.indent).first else { return nil }
    switch first {
    case "#":
      guard let heading = Self.heading(line.trimmed) else { return nil }
      self = heading
    case "`", "~":
      guard let fence = Self.fence(line.trimmed, first) else { return nil }
      self = fence
    case ">": self = .quote
    case "<":
      if line.begins(with: "<!--") {
        self = .comment
      } else if ["<details", "</details", "<summary", "</summary"].contains(
        where: line.begins(with:))
      {
        self = .details
      } else {
        return nil
      }
    default:
      if Self.isRule(line) {
        self = .rule
      } else if let item = Self.item(line) {
        self = .item(item)
      } else {
        return nil
      }
    }
  }

  /// Whether a paragraph ends before such a line.
  var endsParagraph: Bool {
    // A sentence may break before a number: only a list that begins with 1 is one there.
    if case .item(let item) = self { return !item.isEmpty && item.number ?? 1 == 1 }
    return true
  }

  private static func heading(_ line: ProseLine) -> ProseMark? {
    let level = line.prefix { $0 == "#" }.count
    let rest = line.dropFirst(level)
    guard level <= 6, rest.first.map({ $0 == " " }) ?? true else { return nil }
    var title = rest.trimmed
    let closing = title.reversed().prefix { $0 == "#" }.count
    if closing == title.count || title.dropLast(closing).last == " " {
      title = title.dropLast(closing).trimmed
    }
    return .heading(level, title)
  }

  private static func fence(_ line: ProseLine, _ sign: Unicode.Scalar) -> ProseMark? {
    let length = line.prefix { $0 == sign }.count
    guard length >= 3, sign == "~" || !line.dropFirst(length).contains("`") else { return nil }
    return .fence(sign, length: length)
  }

  private static func isRule(_ line: ProseLine) -> Bool {
    guard let sign = line.dropFirst(line.indent).first, "-*_".unicodeScalars.contains(sign) else {
      return false
    }
    return line.allSatisfy { $0 == sign || $0 == " " } && line.count { $0 == sign } >= 3
  }

  private static func item(_ line: ProseLine) -> Item? {
    let indent = line.indent
    let rest = line.dropFirst(indent)
    let digits = rest.prefix { ("0"..."9").contains($0) }
    guard digits.count < 10, let sign = rest.dropFirst(digits.count).first,
      (digits.isEmpty ? "-*+" : ".)").unicodeScalars.contains(sign)
    else { return nil }
    let behind = rest.dropFirst(digits.count + 1)
    guard behind.first.map({ $0 == " " }) ?? true else { return nil }
    let spaces = behind.indent
    let marked = indent + digits.count + 1
    return Item(
      sign: sign, number: Int(digits.text),
      offset: marked + (behind.isBlank || spaces > 4 ? 1 : spaces), isEmpty: behind.isBlank)
  }
}
