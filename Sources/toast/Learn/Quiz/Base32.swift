/// Bytes as digits and letters that are told apart on paper: Crockford's base 32.
///
/// Letters may be small or large; `O` is read as 0, `I` and `L` as 1; `-` only groups.
enum Base32 {
  private static let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8)
  private static let group = 5

  /// A character that no code has.
  struct Stranger: Error, Equatable {
    let scalar: Unicode.Scalar
  }

  /// Groups of five characters; the last one may be shorter.
  static func text(_ bytes: [UInt8]) -> String {
    var characters: [UInt8] = []
    var pending: UInt32 = 0
    var count = 0
    func append(_ index: UInt32) {
      if characters.count % (group + 1) == group { characters.append(UInt8(ascii: "-")) }
      characters.append(alphabet[Int(index)])
    }
    for byte in bytes {
      pending = pending << 8 | UInt32(byte)
      count += 8
      while count >= 5 {
        count -= 5
        append(pending >> UInt32(count) & 31)
      }
    }
    if count > 0 { append(pending << UInt32(5 - count) & 31) }
    return String(decoding: characters, as: UTF8.self)
  }

  /// The bytes of a text; nil where bits are left that its writer would have left out.
  static func bytes(_ text: some StringProtocol) throws(Stranger) -> [UInt8]? {
    var bytes: [UInt8] = []
    var pending: UInt32 = 0
    var count = 0
    for scalar in text.unicodeScalars where !isDash(scalar) {
      guard let value = value(of: scalar) else { throw Stranger(scalar: scalar) }
      pending = (pending << 5 | value) & 0xFFFF
      count += 5
      if count >= 8 {
        count -= 8
        bytes.append(UInt8(pending >> UInt32(count) & 255))
      }
    }
    let rest = pending & (1 << UInt32(count) - 1)
    return count < 5 && rest == 0 ? bytes : nil
  }

  /// Hyphens, and what word processors make of them.
  static func isDash(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "-", "\u{2010}"..."\u{2013}", "\u{AD}": true
    default: false
    }
  }

  private static func value(of scalar: Unicode.Scalar) -> UInt32? {
    let code = scalar.value
    let large = (0x61...0x7A).contains(code) ? code - 32 : code
    switch large {
    case 0x30...0x39: return large - 0x30
    // O is 0, I and L are 1; there is no U.
    case 0x4F: return 0
    case 0x49, 0x4C: return 1
    default: return alphabet.firstIndex { UInt32($0) == large }.map { UInt32($0) }
    }
  }
}
