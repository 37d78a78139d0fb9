public import Model

/// Judges answers to one question.
public struct AnswerJudge: Sendable {
  /// What an answer is.
  public enum Verdict: Equatable, Sendable {
    /// The right amount, as far as it can be told.
    case exact
    /// Within the tolerance, by the factor of `off`.
    case close(ratio: Double?)
    /// A typical mistake, of which this is said.
    case mistake(String)
    /// Off by a factor: 0.5 is half of the right amount; nil where the right amount is 0.
    case off(ratio: Double?)

    /// Whether the answer counts.
    public var isRight: Bool {
      switch self {
      case .exact, .close: true
      case .mistake, .off: false
      }
    }
  }

  /// The right answer.
  public let right: Amount
  private let tolerance: AnswerTolerance
  private let mistakes: [(answer: Amount, says: String)]

  /// Makes a judge; mistakes that are as good as right are not seen as mistakes.
  public init(
    right: Amount, tolerance: AnswerTolerance, mistakes: [(answer: Amount, says: String)]
  ) {
    self.right = right
    self.tolerance = tolerance
    self.mistakes = mistakes.filter {
      $0.answer.dimension == right.dimension && !Self.isNear($0.answer, right, tolerance)
    }
  }

  /// Judges an answer of the right dimension.
  public func verdict(on answer: Amount) -> Verdict {
    if answer.isSame(as: right) { return .exact }
    let ratio = right.value == 0 ? nil : answer.value / right.value
    if Self.isNear(answer, right, tolerance) { return .close(ratio: ratio) }
    var nearest: (distance: Double, says: String)?
    for mistake in mistakes where Self.isNear(answer, mistake.answer, tolerance) {
      let distance = (answer.value - mistake.answer.value).magnitude
      if nearest.map({ distance < $0.distance }) ?? true { nearest = (distance, mistake.says) }
    }
    return nearest.map { .mistake($0.says) } ?? .off(ratio: ratio)
  }

  private static func isNear(
    _ answer: Amount, _ other: Amount, _ tolerance: AnswerTolerance
  ) -> Bool {
    let room =
      switch tolerance {
      case .share(let share): share * other.value.magnitude
      case .amount(let amount): amount
      }
    // An answer at the very edge counts, whatever the last bits of a product are.
    let distance = (answer.value - other.value).magnitude
    return answer.isSame(as: other) || distance <= room * (1 + 1e-9)
  }
}

extension Amount {
  /// Whether two amounts are the same at 12 significant digits, more than anybody types; times also
  /// where they are less than half a nanosecond apart.
  public func isSame(as other: Amount) -> Bool {
    guard dimension == other.dimension else { return false }
    let distance = (value - other.value).magnitude
    let room = 1e-12 * max(value.magnitude, other.value.magnitude)
    return distance.isFinite && distance <= max(room, dimension == .time ? 0.5 : 0)
  }
}
