/// Sets of numbers that are free, lowest first: the workers of each pool, units of resources, rows.
///
/// A set is a tree of bits: a bit of a higher level tells whether the word below it has any. So finding
/// the lowest costs a step for each factor of 64 in the size, wherever the free numbers are.
public struct FreeSets: ~Copyable {
  struct Shape: BitwiseCopyable {
    var count = 0
    var capacity = 0
    /// The level that is one word.
    var top = 0
  }

  /// Enough levels for 64^6 numbers.
  private static let levelCount = 6

  private var shapes: Table<Shape>
  /// Where each level of each set begins among the words, `levelCount` a set.
  private var starts: Table<Int>
  private var words: Table<UInt64> = Table([])

  /// Makes a set for each capacity, with all the numbers below it free or none.
  init(capacities: [Int], filled: Bool) {
    shapes = Table(repeating: Shape(), count: capacities.count)
    starts = Table(repeating: 0, count: capacities.count * Self.levelCount)
    for (set, capacity) in capacities.enumerated() {
      shape(set, for: capacity)
      if filled { fill(set) }
    }
  }

  /// How many numbers of a set are free.
  @inline(__always)
  func count(_ set: Int) -> Int { shapes[set].count }

  @inline(__always)
  func isEmpty(_ set: Int) -> Bool { shapes[set].count == 0 }

  /// Whether a number is free.
  func contains(_ number: Int, in set: Int) -> Bool {
    number < shapes[set].capacity
      && words[starts[set * Self.levelCount] + number >> 6] & Self.bit(number) != 0
  }

  /// Frees a number, making room for it where it is the first of its size.
  @inline(__always)
  mutating func insert(_ number: Int, in set: Int) {
    if number >= shapes[set].capacity { grow(set, toHold: number) }
    shapes[set].count += 1
    let word = starts[set * Self.levelCount] + number >> 6
    let old = words[word]
    precondition(old & Self.bit(number) == 0, "a number is freed once")
    words[word] = old | Self.bit(number)
    if old == 0, shapes[set].top > 0 { mark(number >> 6, in: set) }
  }

  /// Takes a number that is known to be free.
  @inline(__always)
  mutating func remove(_ number: Int, from set: Int) {
    shapes[set].count -= 1
    let word = starts[set * Self.levelCount] + number >> 6
    let old = words[word]
    precondition(old & Self.bit(number) != 0, "a number is taken once")
    words[word] = old ^ Self.bit(number)
    if old == Self.bit(number), shapes[set].top > 0 { unmark(number >> 6, in: set) }
  }

  /// Takes the lowest free number; the set must not be empty.
  @inline(__always)
  public mutating func takeLowest(of set: Int) -> Int {
    var number = 0
    var level = shapes[set].top
    while true {
      let word = words[starts[set * Self.levelCount + level] + number]
      number = number << 6 | word.trailingZeroBitCount
      if level == 0 { break }
      level -= 1
    }
    remove(number, from: set)
    return number
  }

  /// The word of a set that has its lowest numbers, while numbers are taken one after another.
  public struct Opened: BitwiseCopyable {
    fileprivate var word: Int
    fileprivate var bits: UInt64

    /// Takes the lowest free number; there must be one.
    @inline(__always)
    public mutating func takeLowest(of set: Int, in sets: inout FreeSets) -> Int {
      if bits == 0 { self = sets.next(after: self, of: set) }
      let number = word &<< 6 | bits.trailingZeroBitCount
      bits &= bits &- 1
      return number
    }
  }

  /// Begins to take several numbers of a set, which must not be empty.
  @inline(__always)
  public mutating func open(_ set: Int) -> Opened {
    let word = shapes[set].top == 0 ? 0 : lowestWord(of: set)
    return Opened(word: word, bits: words[starts[set * Self.levelCount] &+ word])
  }

  /// Ends the taking of so many numbers.
  @inline(__always)
  public mutating func close(_ opened: Opened, count: Int, of set: Int) {
    shapes[set].count -= count
    words[starts[set * Self.levelCount] &+ opened.word] = opened.bits
    if opened.bits == 0, shapes[set].top > 0 { unmark(opened.word, in: set) }
  }

  @inline(never)
  fileprivate mutating func next(after opened: Opened, of set: Int) -> Opened {
    close(opened, count: 0, of: set)
    return open(set)
  }

  @inline(never)
  private func lowestWord(of set: Int) -> Int {
    var number = 0
    for level in stride(from: shapes[set].top, to: 0, by: -1) {
      let word = words[starts[set * Self.levelCount + level] + number]
      number = number << 6 | word.trailingZeroBitCount
    }
    return number
  }

  @inline(__always)
  private static func bit(_ number: Int) -> UInt64 { 1 << UInt64(number & 63) }

  /// A word has got its first bit: the levels above tell so.
  @inline(never)
  private mutating func mark(_ word: Int, in set: Int) {
    var position = word
    for level in 1...shapes[set].top {
      let place = starts[set * Self.levelCount + level] + position >> 6
      let old = words[place]
      words[place] = old | Self.bit(position)
      if old != 0 { return }
      position >>= 6
    }
  }

  /// A word has lost its last bit.
  @inline(never)
  private mutating func unmark(_ word: Int, in set: Int) {
    var position = word
    for level in 1...shapes[set].top {
      let place = starts[set * Self.levelCount + level] + position >> 6
      words[place] ^= Self.bit(position)
      if words[place] != 0 { return }
      position >>= 6
    }
  }

  private mutating func shape(_ set: Int, for capacity: Int) {
    var size = max(1, (capacity + 63) / 64)
    var level = 0
    while true {
      starts[set * Self.levelCount + level] = words.count
      words.append(repeating: 0, count: size)
      if size == 1 { break }
      size = (size + 63) / 64
      level += 1
    }
    shapes[set].capacity = capacity
    shapes[set].top = level
  }

  private mutating func fill(_ set: Int) {
    var count = shapes[set].capacity
    shapes[set].count = count
    for level in 0...shapes[set].top {
      let start = starts[set * Self.levelCount + level]
      for word in 0..<count / 64 { words[start + word] = .max }
      if count % 64 != 0 { words[start + count / 64] = Self.bit(count) - 1 }
      count = (count + 63) / 64
    }
  }

  /// Gives a set a new place with room for twice as many numbers.
  @inline(never)
  private mutating func grow(_ set: Int, toHold number: Int) {
    let old = (start: starts[set * Self.levelCount], size: (shapes[set].capacity + 63) / 64)
    shape(set, for: max(64, 2 * shapes[set].capacity, number + 1))
    for word in 0..<old.size where words[old.start + word] != 0 {
      words[starts[set * Self.levelCount] + word] = words[old.start + word]
      if shapes[set].top > 0 { mark(word, in: set) }
    }
  }
}
