import ScenarioFiles
import Testing

/// A lesson that is wrong in one block, and what is said to it.
struct WrongLesson: CustomTestStringConvertible, Sendable {
  let name: String
  /// What stands below the scenario, from line 8.
  let text: String
  let says: String

  var testDescription: String { name }

  /// What all of them begin with.
  static let scenario = """
    # Ovens

    ```yaml scenario
    workers: { oven: 2 }
    tasks:
      tray: { count: 10, work: 15 min }
    ```

    """
}

@Suite("Wrong lessons")
struct WrongLessonTests {
  @Test(
    "each mistake is told with its line",
    arguments: WrongLesson.blocks + WrongLesson.keys + WrongLesson.values)
  func mistakes(lesson: WrongLesson) {
    let text = WrongLesson.scenario + lesson.text + "\n"
    do {
      _ = try LessonFile(Array(text.utf8), label: "01-ovens.md")
      Issue.record("\(lesson.name) is a mistake")
    } catch {
      #expect(error.text.human(error.diagnostics) == lesson.says + "\n")
    }
  }

  private func codes(_ text: String) -> [DiagnosticCode] {
    do {
      _ = try LessonFile(Array(text.utf8), label: "01-ovens.md")
      return []
    } catch {
      return error.diagnostics.map(\.code)
    }
  }

  @Test("a lesson needs a title, and a question a scenario above it")
  func order() {
    #expect(codes("") == [.lessonOrder])
    #expect(codes("## Ovens\n\n```python\n# Ovens\n```\n") == [.lessonOrder])
    #expect(codes("# Ovens\n```yaml watch\n```\n") == [.lessonOrder])
    #expect(codes("# Ovens\n```yaml explain\n```\n" + WrongLesson.scenario) == [.lessonOrder])
  }

  @Test("mistakes of all blocks are told together, in the order of the file")
  func together() {
    let text =
      WrongLesson.scenario + WrongLesson.keys[3].text + "\n"
      + WrongLesson.values[0].text + "\n```yaml whatch\n```\n"
    #expect(codes(text) == [.unknownKey, .lessonQuestion, .lessonBlock])
  }

  @Test("longer fences hold blocks as examples, and scenarios may be shown as they are")
  func shown() {
    let example = "````markdown\n```yaml predict\nquestion: How long?\n```\n````\n"
    let plain = "```yaml\nworkers: { oven: many }\ntasks: none\n```\n"
    #expect(codes(WrongLesson.scenario + example + plain).isEmpty)
  }

  @Test("minutes have no unit", arguments: ["25 min": "25", "40 minutes": "40", "1 h": "60"])
  func minutes(written: String, meant: String) throws {
    let text = "# Ovens\n\n```yaml lesson\nminutes: \(written)\n```\n"
    let error = try #require(throws: ScenarioMistakes.self) {
      try LessonFile(Array(text.utf8), label: "01-ovens.md")
    }
    #expect(error.diagnostics.map(\.remedy) == ["write \(meant)"])
  }

  @Test("what is asked of a scenario that cannot be read is not told to be wrong")
  func consequences() {
    let text = """
      # Ovens

      ```yaml scenario
      workers: { oven: 0 }
      tasks:
        tray: { count: 10, work: 15 min }
      ```

      ```yaml predict
      question: How long?
      answer: tray.queued
      unit: min
      ```

      """
    #expect(codes(text) == [.number])
  }
}
