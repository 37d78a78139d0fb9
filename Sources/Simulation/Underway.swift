import Model

/// When something ends, and its place among simultaneous ends.
struct Ending: BitwiseCopyable, Comparable {
  /// An end that never comes, after all others.
  static let never = Ending(time: .max, rank: .max)

  var time: Nanoseconds
  /// The place among simultaneous ends in the upper 40 bits; the lower 24 are free for other uses,
  /// since no two things under way have the same place.
  var rank: UInt64

  @inline(__always)
  static func < (left: Ending, right: Ending) -> Bool {
    left.time < right.time || (left.time == right.time && left.rank < right.rank)
  }
}

/// Something with an end in time: a step, a transfer or a hand-out.
struct Underway: BitwiseCopyable, Comparable, Sendable {
  /// Marks of things that are not steps, in place of the step's position.
  static let transfer: Int32 = 0xFF_FFFF
  static let handOut: Int32 = 0xFF_FFFE

  /// When it ends; the step's position stands in the lower bits of the rank.
  var ending: Ending
  let job: Job

  @inline(__always)
  init(end: Nanoseconds, tie: Tie, job: Job, step: Int32) {
    ending = Ending(time: end, rank: tie.rank | UInt64(step))
    self.job = job
  }

  @inline(__always)
  init(_ ending: Ending, _ job: Job) {
    self.ending = ending
    self.job = job
  }

  /// The step's position in its task, or a mark.
  @inline(__always)
  var step: Int32 { Int32(truncatingIfNeeded: ending.rank & 0xFF_FFFF) }

  /// Its place among simultaneous ends.
  @inline(__always)
  var tie: Tie { Tie(rank: ending.rank & ~0xFF_FFFF) }

  static func < (left: Underway, right: Underway) -> Bool { left.ending < right.ending }

  static func == (left: Underway, right: Underway) -> Bool { left.ending == right.ending }
}

/// A place among simultaneous things.
struct Tie: BitwiseCopyable {
  /// The place in the upper 40 bits.
  let rank: UInt64
}

/// The order of simultaneous things: that of their beginning, or one drawn from a seed.
struct TieOrder: Sendable {
  private let seed: UInt64?

  init(seed: UInt64?) { self.seed = seed }

  /// Whether things are taken in the order of their beginning.
  var isInOrder: Bool { seed == nil }

  /// The place of the n-th beginning, n below 2^40; different numbers have different places.
  @inline(__always)
  func place(of number: UInt64) -> Tie {
    precondition(number < 1 << 40, "a run has at most 2^40 beginnings")
    return Tie(rank: (seed.map { Self.mixed(number, with: $0, bits: 40) } ?? number) << 24)
  }

  /// The place of the arrival of a job among those of other tasks: file order, or one drawn for the job.
  func place(ofArrival number: Int32, task: Int) -> UInt64 {
    let own = UInt64(task) << 32 | UInt64(number)
    return seed.map { Self.mixed(own, with: $0, bits: 64) } ?? own
  }

  /// A mix of so many bits that is one-to-one, so that the order stays total.
  @inline(never)
  private static func mixed(_ number: UInt64, with seed: UInt64, bits: UInt64) -> UInt64 {
    let mask = UInt64.max >> (64 - bits)
    var z = (number ^ seed) & mask
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9 & mask
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb & mask
    return z ^ (z >> 31)
  }
}
