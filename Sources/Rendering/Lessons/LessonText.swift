public import Analysis
public import Model

/// A lesson's Markdown as lines for a terminal.
public struct ProseText: Sendable {
  /// The lines, each at most `width` cells wide where no word is wider.
  public let lines: [String]

  /// Lays out Markdown; with `hasStyle` bold and such are told by escape sequences.
  public init(_ markdown: String, width: Int, hasStyle: Bool) {
    fatalError("skeleton")
  }
}

/// What is said of answers.
public enum AnswerText {
  /// An amount in a unit: `50 min`, `3.50x`, `80 %`, `26 toasters`.
  public static func text(_ amount: Amount, in unit: AnswerUnit) -> String {
    fatalError("skeleton")
  }

  /// What is said of an answer: `You said 55 min: 10 % too much.`
  public static func sentence(
    _ verdict: AnswerJudge.Verdict, on answer: Amount, in unit: AnswerUnit
  ) -> String {
    fatalError("skeleton")
  }
}

/// What a class answered.
public struct ClassSpread: Sendable {
  /// Gathers answers in the order in which they were given.
  public init(_ answers: [Amount], in unit: AnswerUnit) {
    fatalError("skeleton")
  }

  /// The answers as rows of a histogram, each value once, at most `rows` of them, before the run.
  public func lines(rows: Int, width: Int, isUnicode: Bool) -> [String] {
    fatalError("skeleton")
  }

  /// How many were right, and what the others said: `Of 12, 9 are right, 2 said 200 min, 1 said 25 min.`
  public func sentence(_ judge: AnswerJudge) -> String {
    fatalError("skeleton")
  }
}
