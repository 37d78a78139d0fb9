/// What somebody can type at any prompt of a lesson, beside an answer.
enum LessonWord: Equatable {
  case hint, skip, solve, back, reset, list, quit, help
  /// Explain a word of the glossary, or a message's code.
  case explain(String)

  /// Reads a word or its letter; nil for everything else.
  init?(_ text: String) {
    switch text.lowercased() {
    case "h", "hint": self = .hint
    case "s", "skip": self = .skip
    case "solve": self = .solve
    case "b", "back": self = .back
    case "r", "reset": self = .reset
    case "l", "list": self = .list
    case "q", "quit", "exit": self = .quit
    case "?", "help": self = .help
    default:
      let words = text.split(separator: " ", maxSplits: 1).map(String.init)
      guard words.count == 2, ["x", "explain"].contains(words[0].lowercased()) else { return nil }
      self = .explain(words[1])
    }
  }

  /// What they all do, for `?`.
  static let summary = """
      h       a hint: a question, then the formula, then the numbers
      solve   the answer, after the hints
      s       skip this
      b       back to the step before
      r       reset: forget the answers of this lesson, restore its file
      l       the list of lessons
      x WORD  what a word or a message's code means: x speedup, x S010
      q       quit; where you are is kept, and toast learn goes on there
    """
}
