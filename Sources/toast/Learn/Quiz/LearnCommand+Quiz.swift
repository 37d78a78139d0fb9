import ArgumentParser
import Foundation
import Rendering
import ScenarioFiles

/// What a quiz is made from, and how its grades are told.
struct QuizOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "With --quiz, which questions and numbers are drawn; with --grade, the one that codes must have.",
      valueName: "number"))
  var seed: UInt64?

  @Option(
    help: ArgumentHelp("With --quiz, whose it is: every name has other numbers.", valueName: "name")
  )
  var name: String?

  @Option(
    help: ArgumentHelp(
      "With --quiz, how many questions; one from each lesson by default.", valueName: "n"))
  var count: Int?

  @Option(
    name: [.short, .long],
    help: ArgumentHelp(
      "With --grade, how to print: table, csv, tsv, json, jsonl, md or tex.", valueName: "format"),
    completion: .list(OutputFormat.words), transform: OutputFormat.parse)
  var format: OutputFormat = .table

  func validate() throws {
    if let count, !(1...HandIn.mostQuestions).contains(count) {
      throw ValidationError("`--count \(count)`: a quiz has 1 to \(HandIn.mostQuestions) questions")
    }
  }
}

/// What `toast learn` asks and grades.
extension LearnCommand {
  /// Asks the questions of a quiz.
  func takeQuiz(_ course: Course) throws {
    guard let seed = quiz.seed else {
      throw Failure.usage("a quiz is drawn from a seed, which its teacher tells: --quiz --seed 7")
    }
    let drawn = try Quiz(
      course, lessons: words, seed: seed, name: quiz.name ?? "", count: quiz.count)
    var session = QuizSession(drawn, of: course, width: min(96, Console.size.columns))
    let prompt = LinePrompt(
      isOff: noInput, farewell: "The quiz is not finished, and nothing of it is kept.")
    do {
      try session.run(prompt)
    } catch let interrupted as LinePrompt.Interrupted {
      try prompt.end(interrupted)
    }
  }

  /// Grades hand-in codes; one that is not valid makes the exit code 1.
  func grade(_ course: Course) throws {
    guard !words.isEmpty else {
      throw Failure.usage("--grade needs hand-in codes, or - for lines of standard input")
    }
    var grading = Grading(course, seed: quiz.seed)
    for line in try Grading.lines(of: words) { try grading.add(line) }
    switch quiz.format {
    case .table: try Console.write(grading.text(width: Console.size.columns))
    case .csv: try grading.write(.csv, to: Console.write)
    case .tsv: try grading.write(.tsv, to: Console.write)
    case .json: try grading.write(.json, to: Console.write)
    case .jsonl: try grading.write(.jsonl, to: Console.write)
    case .md: try grading.write(.md, to: Console.write)
    case .tex: try grading.write(.tex, to: Console.write)
    }
    if !grading.isAllValid { throw ExitCode.runFailed }
  }
}
