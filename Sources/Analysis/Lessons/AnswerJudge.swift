public import Model

/// Judges answers to one question.
public struct AnswerJudge: Sendable {
  /// What an answer is.
  public enum Verdict: Equatable, Sendable {
    /// The right amount, as far as it can be told.
    case exact
    /// Within the tolerance.
    case close
    /// A typical mistake, of which this is said.
    case mistake(String)
    /// Off by a factor: 0.5 is half of the right amount; nil where the right amount is 0.
    case off(ratio: Double?)

    /// Whether the answer counts.
    public var isRight: Bool { self == .exact || self == .close }
  }

  /// The right answer.
  public let right: Amount

  /// Makes a judge; mistakes that are as good as right are not seen as mistakes.
  public init(
    right: Amount, tolerance: AnswerTolerance, mistakes: [(answer: Amount, says: String)]
  ) {
    fatalError("skeleton")
  }

  /// Judges an answer of the right dimension.
  public func verdict(on answer: Amount) -> Verdict {
    fatalError("skeleton")
  }
}
