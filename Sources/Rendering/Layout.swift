import Model

/// Text in columns and paragraphs of a fixed width.
public enum Layout {
  /// The text with spaces before it up to a width.
  public static func right(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(0, width - text.count)) + text
  }

  /// The text with spaces behind it up to a width.
  public static func left(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }

  /// The text without spaces at its end.
  static func trimmedEnd(_ line: String) -> String {
    var line = Substring(line)
    while line.last == " " { line.removeLast() }
    return String(line)
  }

  /// The text, or its beginning and its end where it is too long: what differs is often at the end.
  static func shortened(_ text: String, _ width: Int) -> String {
    guard text.count > width, width > 4 else { return String(text.prefix(width)) }
    let end = (width - 2) / 2
    return text.prefix(width - 2 - end) + ".." + text.suffix(end)
  }

  /// A number of things by their name: "1 cook", "4 cooks", "2 dishes".
  public static func counted(_ count: Int, _ name: String) -> String {
    if count == 1 { return "1 \(name)" }
    let isHissing = ["s", "x", "z", "ch", "sh"].contains { name.hasSuffix($0) }
    return "\(count) \(name)\(isHissing ? "es" : "s")"
  }

  /// The words of a text; a unit stays with its number.
  private static func words(of text: String) -> [String] {
    var words: [String] = []
    for word in text.split(separator: " ") {
      if isUnit(word), let last = words.popLast() {
        words.append("\(last) \(word)")
      } else {
        words.append(String(word))
      }
    }
    return words
  }

  /// Whether a word is a unit, perhaps with a mark behind it.
  static func isUnit(_ word: some StringProtocol) -> Bool {
    ["%", "h", "min", "s", "ms", "us", "ns"].contains(
      String(word.prefix { $0 != "," && $0 != "." }))
  }

  /// Breaks a text at spaces so that it fits the width; a word that is longer stands alone.
  public static func fold(_ text: String, indent: String, width: Int) -> [String] {
    var lines: [String] = []
    var line = indent
    for word in words(of: text) {
      if displayWidth(line) + displayWidth(word) + 1 > width, line != indent {
        lines.append(line)
        line = indent
      }
      line += line == indent ? String(word) : " \(word)"
    }
    return lines + [line]
  }
}
