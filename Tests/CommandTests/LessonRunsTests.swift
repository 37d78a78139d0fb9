import Analysis
import Model
import ScenarioFiles
import TestSupport
import Testing

@testable import toast

@Suite("The runs of a lesson")
struct LessonRunsTests {
  /// Trays whose time is drawn, in five replications.
  private static let drawn = """
    workers: { oven: 2 }
    replications: 5
    tasks:
      tray: { count: 10, work: exponential 15 min }
    """

  private func lesson(_ scenario: String, _ blocks: String) throws -> Lesson {
    try LessonFile(
      Array("# Ovens\n\n```yaml scenario\n\(scenario)\n```\n\n\(blocks)\n".utf8),
      label: "1-ovens.md"
    ).lesson
  }

  private func prediction(_ block: String, of scenario: String) throws -> (Prediction, LessonRuns) {
    let lesson = try lesson(scenario, "```yaml predict\nquestion: How long?\n\(block)\n```")
    for step in lesson.steps {
      guard case .predict(let prediction) = step.kind else { continue }
      return (prediction, LessonRuns(lesson.scenario(named: prediction.scenario).file))
    }
    throw NoQuestion()
  }

  private struct NoQuestion: Error {}

  @Test("all replications count, as in toast run; the order of results is that of the first one")
  func replications() throws {
    let file = try ScenarioFile(Array(Self.drawn.utf8), label: "drawn.yaml", folder: nil)
    let result = try LessonRuns(file).result(of: nil, with: nil)
    var session = RunSession(file: file, keepsTrace: false, threads: 1)
    #expect(try result.makespan == session.outcome(of: "default").result.makespan)
    #expect(result.replications?.count == 5)
    let first = try PlannedRun.first(of: "default", in: file, keepsTrace: false).make()
    #expect(first.result.makespan != result.makespan)
    #expect(try LessonRuns(file).finishTimes() == first.run.finishTimes())
  }

  @Test("the lesson's own mistakes come first, then those that many people make")
  func mistakes() throws {
    let ovens = "workers: { oven: 4 }\ntasks:\n  tray: { count: 10, work: 15 min }"
    let (own, runs) = try prediction(
      "answer: makespan\nunit: min\nmistakes: [{ answer: t1, says: One oven. }]", of: ovens)
    let judge = try #require(try runs.judge(of: own))
    func verdict(_ minutes: Int) -> AnswerJudge.Verdict {
      judge.verdict(on: Amount(Double(minutes * 60) * 1e9, .time))
    }
    #expect(verdict(45) == .exact)
    #expect(verdict(150) == .mistake("One oven."))
    let (none, _) = try prediction("answer: makespan\nunit: min", of: ovens)
    let general = try #require(try runs.judge(of: none))
    #expect(
      general.verdict(on: Amount(150 * 60 * 1e9, .time))
        == .mistake("That is what one worker alone needs; here are 4 workers."))
    #expect(
      verdict(45 * 60)
        == .mistake("That is the right number with another unit: 60 times too much."))
  }

  @Test("what cannot be computed has no judge")
  func unanswerable() throws {
    let (question, runs) = try prediction(
      "answer: fewest(workers.oven, makespan <= 1 min)\nunit: ovens",
      of: "workers: { oven: 2 }\ntasks:\n  tray: { count: 10, work: 15 min }")
    #expect(try runs.judge(of: question) == nil)
  }

  @Test("a question with two right answers is no question for the lesson either")
  func twoRight() throws {
    let text = try TryLesson("right: speedup = 1", "right: speedup > 1").text
    let outcome = try TryLesson.course(of: [text]) { course in
      try ToastProgram.run(["learn", "--course", course.id, "--no-input"])
    }
    #expect(outcome.code == 65)
    #expect(outcome.messages.contains("has 2 right answers"), "\(outcome.messages)")
  }

  @Test("units are named in one way")
  func units() {
    let units: [AnswerUnit] = [
      .time(name: "min", length: TimeUnit.minute), .times, .percent,
      .rate(name: "per h", length: TimeUnit.hour), .count("ovens"),
    ]
    #expect(units.map(\.name) == ["min", "x", "%", "per h", "ovens"])
    #expect(units.map(\.briefRequest) == ["in min", "as in 2.5x", "in %", "per h", "ovens"])
    #expect(
      units.map(\.request) == ["in min", "a ratio, as in 2.5x", "in %", "per h", "how many ovens"])
    #expect(units.map(\.suffix) == [" min", "x", " %", " per h", ""])
  }
}
