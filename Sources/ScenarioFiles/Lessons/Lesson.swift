public import Model

/// A lesson: a Markdown file whose fenced blocks are for the program.
public struct Lesson: Sendable {
  /// The file's name without its number and extension: `four-toasters`.
  public let name: String
  /// The text of its first heading.
  public let title: String
  /// What its `lesson` block says; nothing where there is none.
  public let about: About
  /// The file from top to bottom.
  public let steps: [Step]

  /// What a `lesson` block says.
  public struct About: Sendable {
    /// How long it takes, in minutes; nil where it is not written.
    public var minutes: Int?
    /// What somebody can do after it.
    public var goals: [String] = []
    /// What it teaches, in the words of a curriculum.
    public var topics: [String] = []
    /// What of the talk it is about.
    public var talk: String?
    /// The line of its fence; 1 where there is no such block.
    public var line = 1
  }

  /// A text between blocks, or a block.
  public struct Step: Sendable {
    /// The line where it begins, from 1; of a block that of its fence.
    public let line: Int
    /// 8 hex digits of what the block says, so that an answer is known again in an edited lesson.
    ///
    /// Of `predict`, `choose`, `watch` and `change` they are also of the text of the scenario asked about,
    /// so that no answer is judged by numbers that its author did not see. Equal blocks of a lesson have
    /// different ones.
    public let id: String
    /// What it is.
    public let kind: Kind
  }

  /// What a step is.
  public enum Kind: Sendable {
    /// Markdown.
    case text(String)
    /// A scenario, which the blocks below are about.
    case scenario(LessonScenario)
    /// A question whose answer is an amount.
    case predict(Prediction)
    /// A question whose answer is one of several.
    case choose(MultipleChoice)
    /// A run, or several beside each other.
    case watch(WatchBlock)
    /// What is true of the runs.
    case explain(Explanation)
    /// An exercise.
    case change(Exercise)
    /// A question whose answer is a text.
    case reveal(Reveal)
    /// A command and what it prints.
    case console(String)
  }

  /// The scenario of a name; there is one for each name that a block has.
  public func scenario(named name: String) -> LessonScenario {
    for step in steps {
      if case .scenario(let scenario) = step.kind, scenario.name == name { return scenario }
    }
    preconditionFailure("a lesson's blocks name scenarios that it has")
  }
}

/// A `scenario` block.
public struct LessonScenario: Sendable {
  /// The word behind `scenario`, or `scenario 1`, `scenario 2` by number.
  public let name: String
  /// The line of its fence.
  public let line: Int
  /// The lines between the fences.
  public let text: String
  /// What they say.
  public let file: ScenarioFile
}

/// A `predict` block.
public struct Prediction: Sendable {
  /// What is asked.
  public let question: String
  /// The name of the scenario that is asked about.
  public let scenario: String
  /// What is computed.
  public let answer: Quantity
  /// What an answer without a unit is in.
  public let unit: AnswerUnit
  /// How far an answer may be off.
  public let tolerance: AnswerTolerance
  /// Three hints or none.
  public let hints: [String]
  /// Typical wrong answers.
  public let mistakes: [Mistake]
  /// What a quiz varies, in the order of the file; empty where it does not ask this.
  public let vary: [Variation]

  /// A typical wrong answer, and what is said to it.
  public struct Mistake: Sendable {
    /// What somebody computed.
    public let answer: Quantity
    /// What was overlooked.
    public let says: String
  }
}

/// What a quiz varies.
public struct Variation: Sendable {
  /// A path into the scenario.
  public let path: String
  /// What may stand there, as written.
  public let values: [String]
}

/// A `choose` block: of its options one is right.
public struct MultipleChoice: Sendable {
  /// What is asked.
  public let question: String
  /// The name of the scenario that is asked about.
  public let scenario: String
  /// Two to nine.
  public let options: [Option]
  /// Three hints or none.
  public let hints: [String]
  /// What a quiz varies, in the order of the file; empty where it does not ask this.
  public let vary: [Variation]

  /// One of the answers.
  public struct Option: Sendable {
    /// The answer.
    public let text: String
    /// What holds where this one is right.
    public let right: Expectation
    /// What is said to somebody who chose it; nil for nothing.
    public let says: String?
  }
}

/// A `watch` block.
public struct WatchBlock: Sendable {
  /// The name of the scenario that runs.
  public let scenario: String
  /// The variants that run; empty for the scenario as it stands.
  public let variants: [String]
  /// Numbers of workers that run; empty for the scenario's own.
  public let workers: [String]
  /// Kinds of workers that run it for real; empty for a simulation.
  public let real: [WorkerKind]
}

/// An `explain` block.
public struct Explanation: Sendable {
  /// The name of the scenario that the facts are about.
  public let scenario: String
  /// Sentences that hold.
  public let facts: [Expectation]
  /// Words of the glossary.
  public let terms: [String]
}

/// A `change` block, with the `solution` that follows it.
public struct Exercise: Sendable {
  /// What is to be done.
  public let task: String
  /// The name of the scenario to edit, whose `expect` does not hold yet.
  public let scenario: String
  /// Paths whose values are to stay.
  public let keep: [String]
  /// Three hints or none.
  public let hints: [String]
  /// A scenario for which all holds.
  public let solution: LessonScenario
}

/// A `reveal` block.
public struct Reveal: Sendable {
  /// What is asked.
  public let question: String
  /// What is told then, in Markdown.
  public let answer: String
}
