/// How far an answer may be off.
public enum AnswerTolerance: Equatable, Sendable {
  /// A share of the right answer.
  case share(Double)
  /// An amount, in the unit of the answer's dimension.
  case amount(Double)
}

/// What an answer is counted in.
public enum AnswerUnit: Equatable, Sendable {
  /// Time, in a unit of so many nanoseconds.
  case time(name: String, length: Nanoseconds)
  /// `x`: a ratio such as a speedup.
  case times
  /// `%`: a share; 0.8 is 80 %.
  case percent
  /// Jobs in a unit of time of so many nanoseconds: `per h`.
  case rate(name: String, length: Nanoseconds)
  /// Whole things: `toasters`.
  case count(String)

  /// What an amount in this unit measures.
  public var dimension: Amount.Dimension {
    switch self {
    case .time: .time
    case .rate: .rate
    case .times, .percent, .count: .number
    }
  }
}
