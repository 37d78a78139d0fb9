/// CRC-32 (ISO-HDLC, the one of zip and PNG): any change of up to 32 bits in a row is noticed.
struct Checksum {
  private var register: UInt32 = 0xFFFF_FFFF

  /// The checksum of what was added.
  var value: UInt32 { ~register }

  /// Adds bytes, bit by bit: there are never many.
  mutating func add(_ bytes: some Sequence<UInt8>) {
    for byte in bytes {
      register ^= UInt32(byte)
      for _ in 0..<8 { register = register >> 1 ^ (register & 1 == 0 ? 0 : 0xEDB8_8320) }
    }
  }

  /// Adds a text and where it ends, so that two texts are not those of another division.
  mutating func add(_ text: String) {
    add(text.utf8)
    add(CollectionOfOne(0xFF))
  }

  /// The checksum of some bytes.
  static func of(_ bytes: some Sequence<UInt8>) -> UInt32 {
    var checksum = Checksum()
    checksum.add(bytes)
    return checksum.value
  }
}
