/// Numbers that are free, lowest first: workers, units of a resource, rows.
struct FreeSet: Sendable {
  private var words: [UInt64]
  private var lowest: Int
  /// How many numbers are free.
  private(set) var count: Int

  /// The numbers below `capacity`, all free or none.
  init(capacity: Int, filled: Bool) {
    let wordCount = (capacity + 63) / 64
    words = [UInt64](repeating: filled ? .max : 0, count: wordCount)
    if filled, capacity % 64 != 0 { words[wordCount - 1] = (1 << UInt64(capacity % 64)) - 1 }
    lowest = filled ? 0 : wordCount
    count = filled ? capacity : 0
  }

  var isEmpty: Bool { count == 0 }

  /// Whether a number is free.
  func contains(_ number: Int) -> Bool {
    number >> 6 < words.count && words[number >> 6] & (1 << UInt64(number & 63)) != 0
  }

  /// Frees a number, making room for it where it is the first of its size.
  mutating func insert(_ number: Int) {
    let word = number >> 6
    while word >= words.count { words.append(0) }
    precondition(words[word] & (1 << UInt64(number & 63)) == 0, "a number is freed once")
    words[word] |= 1 << UInt64(number & 63)
    lowest = min(lowest, word)
    count += 1
  }

  /// Takes a number that is known to be free.
  mutating func remove(_ number: Int) {
    precondition(words[number >> 6] & (1 << UInt64(number & 63)) != 0, "a number is taken once")
    words[number >> 6] &= ~(1 << UInt64(number & 63))
    count -= 1
  }

  /// Takes the lowest free number; nil where there is none.
  mutating func takeLowest() -> Int? {
    guard count > 0 else { return nil }
    while words[lowest] == 0 { lowest += 1 }
    let bit = words[lowest].trailingZeroBitCount
    words[lowest] &= words[lowest] &- 1
    count -= 1
    return lowest << 6 | bit
  }
}
