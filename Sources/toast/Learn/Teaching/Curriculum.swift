import ScenarioFiles

/// docs/curriculum.md: what the lessons of a course teach, in the words of a curriculum.
struct Curriculum {
  private let lessons: [TaughtLesson]

  /// Reads the lessons of a course.
  init(_ course: Course) throws { lessons = try TaughtLesson.all(of: course) }

  /// The page.
  var markdown: String {
    """
    # Curriculum

    What the lessons of `toast learn` teach, and where a curriculum has it. This page is made from the
    lessons: `toast learn --curriculum` prints it.

    ## Lessons

    \(lessonTable)
    ## Topics of the NSF/IEEE-TCPP curriculum

    The topics are those of the *NSF/IEEE-TCPP Curriculum Initiative on Parallel and Distributed Computing:
    Core Topics for Undergraduates*, <https://tcpp.cs.gsu.edu/curriculum/>. Area and level are those of
    its first version (December 2012); the levels are K, know the term; C, comprehend it so as to explain
    it; A, apply it; two of them where they differ from course to course. The column 2.0 says in which area
    the beta of the second version (November 2020) has the topic, as far as we have found it there; it is
    empty where we have not. A level is the curriculum's aim for a degree: a lesson of a quarter of an hour
    is a part of the way to it. Topics of programming ask for programs, which `toast` does not teach to
    write.

    \(topicTable)
    """
      + (untaught.isEmpty
        ? "" : "\nOf the topics that the program knows no lesson has these: \(untaught).\n")
  }

  private var lessonTable: String {
    var table = "| | lesson | minutes | in the talk | afterwards you can | topics |\n"
    table += "| --: | --- | --: | --- | --- | --- |\n"
    for taught in lessons {
      let about = taught.lesson.about
      let title = markdownCell(taught.lesson.title)
      let cells = [
        "\(taught.number)", taught.link.map { "[\(title)](\($0))" } ?? title,
        about.minutes.map { "\($0)" } ?? "", markdownCell(about.talk ?? ""),
        about.goals.map { markdownCell(Self.sentence($0)) }.joined(separator: " "),
        about.topics.map(markdownCell).joined(separator: ", "),
      ]
      table += "| \(cells.joined(separator: " | ")) |\n"
    }
    let minutes = lessons.compactMap(\.lesson.about.minutes).reduce(0, +)
    return table + "\nTogether \(minutes / 60) h \(minutes % 60) min.\n"
  }

  /// With a capital and a full stop, so that several can stand one behind the other.
  private static func sentence(_ goal: String) -> String {
    goal.prefix(1).uppercased() + goal.dropFirst()
      + (goal.last.map { ".!?".contains($0) } == true ? "" : ".")
  }

  private var topicTable: String {
    var table = "| topic | area | level | 2.0 | lessons |\n| --- | --- | --- | --- | --- |\n"
    for area in CurriculumTopic.Area.allCases {
      for topic in CurriculumTopic.all where topic.area == area {
        let numbers = numbers(teaching: topic)
        guard !numbers.isEmpty else { continue }
        let levels = topic.levels.map(\.rawValue).joined(separator: "/")
        table += "| \(topic.word) | \(topic.area.rawValue) | \(levels) | "
        table += "\(topic.beta?.rawValue ?? "") | \(numbers.joined(separator: ", ")) |\n"
      }
    }
    return table
  }

  private var untaught: String {
    CurriculumTopic.all.filter { numbers(teaching: $0).isEmpty }.map(\.word)
      .joined(separator: ", ")
  }

  private func numbers(teaching topic: CurriculumTopic) -> [String] {
    lessons.filter { taught in
      taught.lesson.about.topics.contains { CurriculumTopic.named($0)?.word == topic.word }
    }
    .map { "\($0.number)" }
  }
}
