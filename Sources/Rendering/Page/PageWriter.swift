import Model

/// Builds a page in which what comes from a scenario is only ever text.
struct PageWriter {
  /// The page so far.
  private(set) var bytes: [UInt8] = []

  /// Appends markup of our own.
  mutating func markup(_ text: String) { bytes.append(contentsOf: text.utf8) }

  /// Appends markup of our own that is built in.
  mutating func markup(_ text: [UInt8]) { bytes.append(contentsOf: text) }

  /// Appends a text, which can neither open a tag nor leave an attribute.
  mutating func text(_ text: String) {
    for byte in Self.visible(text).utf8 {
      switch byte {
      case UInt8(ascii: "&"): markup("&amp;")
      case UInt8(ascii: "<"): markup("&lt;")
      case UInt8(ascii: ">"): markup("&gt;")
      case UInt8(ascii: "\""): markup("&quot;")
      case UInt8(ascii: "'"): markup("&#39;")
      default: bytes.append(byte)
      }
    }
  }

  /// Appends an element that holds a text; `name` may carry attributes of our own.
  mutating func element(_ name: String, _ text: String) {
    markup("<\(name)>")
    self.text(text)
    markup("</\(name.prefix { $0 != " " })>")
  }

  /// Appends a JSON document as a block of data that no browser runs.
  ///
  /// `<`, `>`, `&`, line separators and turns of the direction of writing occur inside strings only, where
  /// an escape means the same.
  mutating func data(id: String, _ json: [UInt8]) {
    markup("<script type=\"application/json\" id=\"\(id)\">")
    var index = 0
    while index < json.count {
      switch json[index] {
      case UInt8(ascii: "<"): markup("\\u003c")
      case UInt8(ascii: ">"): markup("\\u003e")
      case UInt8(ascii: "&"): markup("\\u0026")
      case 0xE2 where Self.acts(json, at: index):
        // Of the form E2 8x yy: U+2028 to U+202E, U+2066 to U+2069.
        let code = 0x2000 | Int(json[index + 1] & 0x3F) << 6 | Int(json[index + 2] & 0x3F)
        markup("\\u" + String(code, radix: 16))
        index += 2
      default: bytes.append(json[index])
      }
      index += 1
    }
    markup("</script>\n")
  }

  /// Whether bytes are a line separator, or turn the direction of writing.
  private static func acts(_ json: [UInt8], at index: Int) -> Bool {
    guard index + 2 < json.count else { return false }
    switch json[index + 1] {
    case 0x80: return (0xA8...0xAE).contains(json[index + 2])
    case 0x81: return (0xA6...0xA9).contains(json[index + 2])
    default: return false
    }
  }

  /// The text with a sign in place of each character that is not seen but acts: controls but line feed
  /// and tab, line separators, and those that turn the direction of writing.
  static func visible(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: { sign(for: $0) != nil }) else { return text }
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars { result.append(sign(for: scalar) ?? scalar) }
    return String(result)
  }

  private static func sign(for scalar: Unicode.Scalar) -> Unicode.Scalar? {
    switch scalar.value {
    case 0x09, 0x0A: nil
    case 0..<0x20: Unicode.Scalar(0x2400 + scalar.value)
    case 0x7F: "\u{2421}"
    case 0x80...0x9F, 0x2028...0x202E, 0x2066...0x2069: "\u{FFFD}"
    default: nil
    }
  }
}
