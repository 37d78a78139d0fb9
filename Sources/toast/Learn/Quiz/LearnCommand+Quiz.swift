import ArgumentParser
import Foundation
import Rendering

/// What only `toast learn --quiz` and `--grade` have.
struct QuizOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "With --quiz, the seed of its numbers; with --grade, the one that codes must have.",
      valueName: "number"))
  var seed: UInt64?

  @Option(help: ArgumentHelp("With --quiz, who answers: each name has numbers of its own."))
  var name: String?

  @Option(
    help: ArgumentHelp(
      "With --quiz, how many questions; one of each lesson if left out.", valueName: "number"))
  var count: Int?

  @Option(
    name: [.short, .long],
    help: ArgumentHelp(
      "With --grade, what to print: table, json, jsonl, csv, tsv, md or tex.", valueName: "format"
    ),
    completion: .list(OutputFormat.words), transform: OutputFormat.parse)
  var format: OutputFormat = .table

  @Flag(help: "With --grade, .csv and .tsv for spreadsheets.")
  var excel = false

  /// Whether one of them was given.
  var isAny: Bool { seed != nil || name != nil || count != nil || format != .table || excel }
}

extension LearnCommand {
  /// Asks the questions of a quiz.
  func takeQuiz(_ course: Course) throws {
    let prompt = LinePrompt(isOff: noInput, farewell: "Nothing was kept.")
    try prompt.converse {
      // Who practises needs no seed; it is told, so that the quiz can be had again.
      let seed = quiz.seed ?? UInt64.random(in: 1...9_999)
      var name = quiz.name
      if name == nil, prompt.isTerminal {
        name = try prompt.ask("Your name, or ENTER for none: ")
      }
      var session = QuizSession(
        try Quiz(course, lessons: words, seed: seed, name: name ?? "", count: quiz.count),
        of: course, width: min(96, Console.size.columns))
      try session.run(prompt)
    }
  }

  /// Judges hand-in codes; exit code 1 where one is not valid.
  func grade(_ course: Course) throws {
    var grading = Grading(course, seed: quiz.seed)
    for line in try Grading.lines(of: words) { try grading.add(line) }
    guard !grading.rows.isEmpty else {
      throw Failure.usage("--grade needs hand-in codes: write them behind it, or - to read them")
    }
    if let format = TableFormat(rawValue: quiz.format.rawValue) {
      try grading.write(format, forSpreadsheet: quiz.excel) { try Console.write($0) }
    } else {
      try Console.write(grading.text(width: Console.size.columns))
    }
    if !grading.isAllValid { throw ExitCode.runFailed }
  }
}
