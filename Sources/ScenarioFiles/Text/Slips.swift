/// Slips of the keyboard that many people make, and what was meant.
enum Slips {
  /// What a text names that should have been a list or a count: `a, b`, `a and b`, `2 toaster`.
  static func list(_ text: String, of names: (String) -> Bool) -> String? {
    let separators: Set<Character> = [",", ";", "+", "&", "/"]
    let parts = text.split(whereSeparator: separators.contains)
      .flatMap { $0.split(separator: " ").filter { $0 != "and" } }.map(String.init)
    guard parts.count > 1 else { return nil }
    if parts.allSatisfy(names) { return "write `[\(parts.joined(separator: ", "))]`" }
    let counts = parts.map { $0.filter { $0 != "x" && $0 != "*" } }
    if parts.count == 2, let name = parts.first(where: names),
      let count = counts.first(where: { !$0.isEmpty && $0.allSatisfy(\.isNumber) })
    {
      return "write `{ \(name): \(count) }`"
    }
    return nil
  }

  /// A character that looks like a space or like nothing, or a quote of the typographic kind, and what to
  /// type instead.
  static func invisible(in text: String) -> (name: String, remedy: String)? {
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x09: return ("a tab", "type spaces")
      case 0xA0, 0x2007, 0x202F, 0x2009, 0x3000:
        return (
          "a space of another kind (\(SourceText.name(of: scalar)))", "type an ordinary space"
        )
      case 0xAD, 0x200B...0x200D, 0x2060:
        return ("\(SourceText.name(of: scalar)), which cannot be seen", "remove it")
      case 0x201C...0x201F, 0xAB, 0xBB, 0x2018...0x201B:
        return ("a typographic quote", "type \" or ' instead, or leave it out")
      case 0x2012...0x2015, 0x2212: return ("a typographic dash", "type - instead")
      case 0xFF1A: return ("a wide colon", "type : instead")
      default: continue
      }
    }
    return nil
  }

  /// The key and the value of a text like `count:4`, `workers.cook:1` or `toast:{ count`.
  static func missingSpace(in text: String) -> (key: Substring, value: Substring)? {
    guard let colon = text.firstIndex(of: ":"), isPath(text[..<colon]) else { return nil }
    let value = text[text.index(after: colon)...]
    return value.isEmpty || value.first == " " ? nil : (text[..<colon], value)
  }

  /// Whether a key lacks the space behind its colon.
  static func isMissingSpace(in text: String) -> Bool { missingSpace(in: text) != nil }

  private static func isPath(_ text: Substring) -> Bool {
    !text.isEmpty
      && text.split(separator: ".", omittingEmptySubsequences: false)
        .allSatisfy { Reader.isName(String($0)) || !$0.isEmpty && $0.allSatisfy(\.isNumber) }
      && text.first?.isLetter == true
  }

  /// What to write for a text that lacks a space behind its first colon.
  static func spaceRemedy(_ slip: (key: Substring, value: Substring)) -> String {
    // What follows may be another key with the same slip, or a bracket that is open.
    if slip.value.contains(":") || slip.value.first == "{" || slip.value.first == "[" {
      return "put a space after each colon: `\(slip.key): ...`"
    }
    return "put a space after the colon: `\(slip.key): \(slip.value)`"
  }
}
