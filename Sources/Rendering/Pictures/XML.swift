/// Text and colours as XML and CSS have them.
public enum XML {
  /// The text with nothing left in it that is markup, in an element or in an attribute.
  ///
  /// What XML cannot hold, and what turns the direction of a text, becomes U+FFFD.
  public static func escaped(_ text: String) -> String {
    text.unicodeScalars.reduce(into: "") { escaped, scalar in
      switch scalar.value {
      case 0x26: escaped += "&amp;"
      case 0x3C: escaped += "&lt;"
      case 0x3E: escaped += "&gt;"
      case 0x22: escaped += "&quot;"
      case 0x27: escaped += "&#39;"
      case 0x09, 0x0A, 0x2028, 0x2029: escaped += " "
      case 0..<0x20, 0x7F..<0xA0, 0xFFFE, 0xFFFF: escaped.unicodeScalars.append("\u{FFFD}")
      case 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069:
        escaped.unicodeScalars.append("\u{FFFD}")
      default: escaped.unicodeScalars.append(scalar)
      }
    }
  }

  /// A colour of 24 bits as "#0072b2".
  static func hex(_ color: UInt32) -> String {
    let digits = String(color, radix: 16)
    return "#" + String(repeating: "0", count: 6 - digits.count) + digits
  }

  /// The text as part of an `id`: letters, digits and hyphens, a letter first.
  static func identifier(_ text: String) -> String {
    let kept = text.unicodeScalars.filter { scalar in
      switch scalar {
      case "a"..."z", "A"..."Z", "0"..."9", "-": true
      default: false
      }
    }
    let name = String(String.UnicodeScalarView(kept))
    return name.first?.isLetter == true ? name : "p" + name
  }
}
