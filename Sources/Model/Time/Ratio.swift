/// An exact fraction: a worker's speed, a core's share.
public struct Ratio: Equatable, Sendable {
  /// The part above the line; at least 1.
  public let numerator: Int64
  /// The part below the line; at least 1.
  public let denominator: Int64

  /// One: full speed.
  public static let one = Ratio(1, 1)

  /// Makes the fraction in lowest terms; both parts must be positive.
  public init(_ numerator: Int64, _ denominator: Int64) {
    precondition(numerator > 0 && denominator > 0, "a ratio is positive")
    var (a, b) = (numerator, denominator)
    while b != 0 { (a, b) = (b, a % b) }
    self.numerator = numerator / a
    self.denominator = denominator / a
  }

  /// The time that `work` takes at this speed: work / speed, rounded once to the nearest nanosecond,
  /// halves up; beyond the clock it is the largest instant.
  public func time(for work: Nanoseconds) -> Nanoseconds {
    if numerator == denominator { return work }
    let exact = Int128(work) * Int128(denominator)
    let (quotient, remainder) = exact.quotientAndRemainder(dividingBy: Int128(numerator))
    let rounded = 2 * remainder >= Int128(numerator) ? quotient + 1 : quotient
    return Nanoseconds(clamping: rounded)
  }

  /// Whether this fraction is smaller than another.
  public static func < (left: Ratio, right: Ratio) -> Bool {
    Int128(left.numerator) * Int128(right.denominator)
      < Int128(right.numerator) * Int128(left.denominator)
  }
}
