import Model

/// Something with an end in time: a step, a transfer or a hand-out.
struct Underway: Comparable, Sendable {
  /// Marks of things that are not steps, in place of the step's position.
  static let transfer: Int32 = -1
  static let handOut: Int32 = -2

  /// When it ends, or, under processor sharing, the service at which it ends.
  var end: Nanoseconds
  /// Its place among simultaneous ends: the number given at its beginning, or drawn from it.
  let tie: UInt64
  let job: Job
  let step: Int32

  static func < (left: Underway, right: Underway) -> Bool {
    left.end != right.end ? left.end < right.end : left.tie < right.tie
  }

  static func == (left: Underway, right: Underway) -> Bool {
    left.end == right.end && left.tie == right.tie
  }
}

/// The order of simultaneous things: that of their beginning, or one drawn from a seed.
struct TieOrder: Sendable {
  private let seed: UInt64?

  init(seed: UInt64?) { self.seed = seed }

  /// The place of the n-th beginning; different numbers have different places.
  func place(of number: UInt64) -> UInt64 {
    guard let seed else { return number }
    // A mix that is one-to-one, so that the order stays total.
    var z = number ^ seed
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }
}
