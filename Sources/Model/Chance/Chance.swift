/// Random values as a pure function of (seed, replication, task, purpose, job, step, attempt).
///
/// So toast 37 is the same slow slice in every variant: common random numbers by construction.
public struct Chance: Equatable, Sendable {
  /// What a value is drawn for; part of the counter, so that purposes never share a value.
  public enum Purpose: UInt32, Sendable {
    /// A step's duration.
    case duration = 1
    /// The gap before the next arrival.
    case arrival = 2
    /// Whether an attempt fails.
    case failure = 3
    /// The place in a random order.
    case order = 4
    /// What a machine adds to a step.
    case machine = 5
  }

  /// One draw: what it is for.
  ///
  /// Job, step and attempt count from 0.
  public struct Draw: Sendable {
    /// The task's stream, from `Chance.stream(of:)`.
    public var stream: UInt64
    /// What the value is for.
    public var purpose: Purpose
    /// The job's number, from 0.
    public var job: Int32
    /// The step's position, from 0; below 4096.
    public var step: Int32 = 0
    /// The attempt, from 0; below 65536.
    public var attempt: Int32 = 0

    /// Makes a draw.
    public init(
      stream: UInt64, purpose: Purpose, job: Int32, step: Int32 = 0, attempt: Int32 = 0
    ) {
      self.stream = stream
      self.purpose = purpose
      self.job = job
      self.step = step
      self.attempt = attempt
    }
  }

  /// The seed of the run.
  public let seed: UInt64
  /// The replication, from 0.
  public let replication: Int

  /// Makes the source of all random values of one run.
  public init(seed: UInt64, replication: Int = 0) {
    self.seed = seed
    self.replication = replication
  }

  /// The stream of a task: a hash of its name (FNV-1a, 64 bits) mixed with the replication.
  public func stream(of name: String) -> UInt64 {
    let shift = UInt64(bitPattern: Int64(replication)) &* 0x9e37_79b9_7f4a_7c15
    return Self.mixed(stableHash(name) &+ shift)
  }

  private static func mixed(_ value: UInt64) -> UInt64 {
    var z = value
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }

  /// 64 random bits for a draw.
  @inline(__always)
  public func bits(_ draw: Draw) -> UInt64 {
    let place = draw.purpose.rawValue << 28 | UInt32(draw.step) << 16 | UInt32(draw.attempt)
    let words = Philox.words(
      counter: (
        UInt32(bitPattern: draw.job), place, UInt32(truncatingIfNeeded: draw.stream),
        UInt32(truncatingIfNeeded: draw.stream >> 32)
      ),
      key: (UInt32(truncatingIfNeeded: seed), UInt32(truncatingIfNeeded: seed >> 32)))
    return UInt64(words.1) << 32 | UInt64(words.0)
  }

  /// A number in (0, 1), never an end: one of the 2^53 midpoints of that interval.
  @inline(__always)
  public func unit(_ draw: Draw) -> Double {
    (Double(bits(draw) >> 11) + 0.5) * 0x1p-53
  }

  /// The duration that a rule gives for a draw, in nanoseconds; never negative.
  public func duration(_ rule: DurationRule, _ draw: Draw) -> Nanoseconds {
    max(0, signedDuration(rule, draw))
  }

  /// The durations of sixteen jobs, of which the draw names the first: the same values as one by one.
  public func durations(_ rule: DurationRule, _ first: Draw) -> SIMD16<Int64> {
    var draw = first
    guard case .exponential(let mean) = rule else {
      var times = SIMD16<Int64>()
      for offset in 0..<16 {
        times[offset] = duration(rule, draw)
        draw.job += 1
      }
      return times
    }
    let first = exponentials(mean, &draw)
    let second = exponentials(mean, &draw)
    let third = exponentials(mean, &draw)
    let fourth = exponentials(mean, &draw)
    return SIMD16(
      lowHalf: SIMD8(lowHalf: first, highHalf: second),
      highHalf: SIMD8(lowHalf: third, highHalf: fourth))
  }

  /// The next four exponential values.
  @inline(never)
  private func exponentials(_ mean: Nanoseconds, _ draw: inout Draw) -> SIMD4<Int64> {
    let units = SIMD4(unit(draw), unit(draw, ahead: 1), unit(draw, ahead: 2), unit(draw, ahead: 3))
    draw.job += 4
    let times = -Double(mean) * ElementaryFunctions.log(units)
    return SIMD4(
      max(0, rounded(times[0])), max(0, rounded(times[1])), max(0, rounded(times[2])),
      max(0, rounded(times[3])))
  }

  @inline(__always)
  private func unit(_ draw: Draw, ahead: Int32) -> Double {
    var other = draw
    other.job += ahead
    return unit(other)
  }

  /// The duration before values below 0 are counted as 0; beyond the clock it is the largest instant.
  public func signedDuration(_ rule: DurationRule, _ draw: Draw) -> Nanoseconds {
    switch rule {
    case .fixed(let value): return value
    case .list(let values): return values[Int(draw.job) % values.count]
    case .uniform(let low, let high):
      let width = UInt64(high - low) &+ 1
      return low + Nanoseconds(width.multipliedFullWidth(by: bits(draw)).high)
    case .exponential(let mean):
      return rounded(-Double(mean) * ElementaryFunctions.log(unit(draw)))
    case .normal(let mean, let sd):
      return rounded(Double(mean) + Double(sd) * ElementaryFunctions.normalQuantile(unit(draw)))
    case .lognormal(let mean, let sd):
      guard mean > 0 else { return 0 }
      let relative = Double(sd) / Double(mean)
      let variance = ElementaryFunctions.log(1 + relative * relative)
      let location = ElementaryFunctions.log(Double(mean)) - variance / 2
      let normal = ElementaryFunctions.normalQuantile(unit(draw))
      return rounded(ElementaryFunctions.exp(location + variance.squareRoot() * normal))
    }
  }

  /// The nearest whole number, halves away from zero.
  @inline(__always)
  private func rounded(_ value: Double) -> Nanoseconds {
    // From 2^52 on every value is whole; adding a half there, or just below a half, would err.
    guard value.magnitude < 0x1p52 else {
      return value >= 0x1p63 ? .max : value < -0x1p63 ? .min : Nanoseconds(value)
    }
    let whole = Nanoseconds(value)
    let rest = value - Double(whole)
    return whole + (rest >= 0.5 ? 1 : 0) - (rest <= -0.5 ? 1 : 0)
  }
}
