import Model

/// The random choices of a quiz: each is a pure function of seed, name, purpose and position.
struct QuizChance: Sendable {
  /// What is chosen; part of the counter, so that purposes never share a value.
  enum Purpose: UInt32, Sendable {
    /// Which lessons are asked about; the same for the whole class.
    case lessons = 1
    /// Which questions of a lesson are asked; the same for the whole class.
    case questions = 2
    /// The values of a scenario; each name has its own.
    case values = 3
    /// The order of options; each name has its own.
    case options = 4
  }

  private let seed: UInt64
  private let stream: UInt64

  /// The choices for a name; those of the whole class for no name.
  init(seed: UInt64, name: QuizName? = nil) {
    self.seed = seed
    // A name is never empty behind its mark, so nobody has the stream of the class.
    stream = Chance(seed: seed).stream(of: name.map { "name \($0.text)" } ?? "")
  }

  /// A number from 0 to below `limit`; `draw` counts those of one place, from 0.
  func number(below limit: Int, for purpose: Purpose, at place: Int, draw: Int) -> Int {
    let words = Philox.words(
      counter: (
        UInt32(truncatingIfNeeded: place),
        purpose.rawValue << 24 | UInt32(truncatingIfNeeded: draw) & 0xFF_FFFF,
        UInt32(truncatingIfNeeded: stream), UInt32(truncatingIfNeeded: stream >> 32)
      ),
      key: (UInt32(truncatingIfNeeded: seed), UInt32(truncatingIfNeeded: seed >> 32)))
    let bits = UInt64(words.1) << 32 | UInt64(words.0)
    return Int(UInt64(limit).multipliedFullWidth(by: bits).high)
  }

  /// The numbers from 0 to below `count` in a random order.
  func order(of count: Int, for purpose: Purpose, at place: Int) -> [Int] {
    var order = Array(0..<count)
    for index in order.indices.dropFirst() {
      order.swapAt(
        index, number(below: index + 1, for: purpose, at: place, draw: index))
    }
    return order
  }
}
