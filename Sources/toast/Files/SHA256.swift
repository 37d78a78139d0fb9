/// The hash SHA-256 (FIPS 180-4), by which a table names the file that it came from.
///
/// The library that offers it would triple the time of a first build.
enum SHA256 {
  /// The hash of some bytes: 64 hex digits.
  ///
  /// Cost: linear in the bytes.
  static func hex(_ bytes: [UInt8]) -> String {
    var state = initial
    let padded = padded(bytes)
    for start in stride(from: 0, to: padded.count, by: 64) {
      mix(padded[start..<start + 64], into: &state)
    }
    return state.map { word in
      let digits = String(word, radix: 16)
      return String(repeating: "0", count: 8 - digits.count) + digits
    }.joined()
  }

  /// The message, a 1 bit, zeros, and its length in bits: whole blocks of 64 bytes.
  private static func padded(_ bytes: [UInt8]) -> [UInt8] {
    let zeros = (119 - bytes.count % 64) % 64
    let length = UInt64(bytes.count) * 8
    return bytes + [0x80] + [UInt8](repeating: 0, count: zeros)
      + (0..<8).map { UInt8(truncatingIfNeeded: length >> (56 - 8 * UInt64($0))) }
  }

  private static func mix(_ block: ArraySlice<UInt8>, into state: inout [UInt32]) {
    var words = (0..<16).map { index in
      block.dropFirst(4 * index).prefix(4).reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
    }
    for index in 16..<64 {
      let (a, b) = (words[index - 15], words[index - 2])
      let first = rotated(a, 7) ^ rotated(a, 18) ^ a >> 3
      let second = rotated(b, 17) ^ rotated(b, 19) ^ b >> 10
      words.append(words[index - 16] &+ first &+ words[index - 7] &+ second)
    }
    var s = state
    for index in 0..<64 {
      let sum = rotated(s[4], 6) ^ rotated(s[4], 11) ^ rotated(s[4], 25)
      let choice = (s[4] & s[5]) ^ (~s[4] & s[6])
      let first = s[7] &+ sum &+ choice &+ constants[index] &+ words[index]
      let other = rotated(s[0], 2) ^ rotated(s[0], 13) ^ rotated(s[0], 22)
      let majority = (s[0] & s[1]) ^ (s[0] & s[2]) ^ (s[1] & s[2])
      s = [first &+ other &+ majority, s[0], s[1], s[2], s[3] &+ first, s[4], s[5], s[6]]
    }
    for index in state.indices { state[index] &+= s[index] }
  }

  private static func rotated(_ word: UInt32, _ count: UInt32) -> UInt32 {
    word >> count | word << (32 - count)
  }

  private static let initial: [UInt32] = primes.prefix(8).map { fraction(of: $0, root: 2) }
  private static let constants: [UInt32] = primes.map { fraction(of: $0, root: 3) }

  /// The first 64 primes, from which the standard draws its constants.
  private static let primes: [UInt64] = {
    var primes: [UInt64] = []
    var candidate: UInt64 = 2
    while primes.count < 64 {
      if primes.allSatisfy({ candidate % $0 != 0 }) { primes.append(candidate) }
      candidate += 1
    }
    return primes
  }()

  /// The first 32 bits behind the point of a prime's square or cube root, by whole numbers alone.
  private static func fraction(of prime: UInt64, root: Int) -> UInt32 {
    // The largest x with x^root <= prime * 2^(32 * root) is the root times 2^32, rounded down.
    let target = UInt128(prime) << UInt128(32 * root)
    var x: UInt128 = 0
    for bit in stride(from: 36, through: 0, by: -1) {
      let next = x | 1 << UInt128(bit)
      let power = root == 2 ? next * next : next * next * next
      if power <= target { x = next }
    }
    return UInt32(truncatingIfNeeded: x)
  }
}
