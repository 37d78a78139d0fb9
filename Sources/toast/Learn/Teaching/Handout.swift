import Reference
import ScenarioFiles

/// A page for the students of a course: the first question of each lesson, with room for a guess and for
/// what came out.
struct Handout {
  /// One lesson of it.
  struct Row {
    let number: Int
    let title: String
    let question: String
    /// What the answer is in; empty where it is no amount.
    let unit: String
    /// The words to keep, each with its formula where it has one; the goals where there are no words.
    let words: [String]
  }

  let rows: [Row]

  /// What to type, and what it does.
  static let commands: [(command: String, about: String)] = [
    ("toast learn", "the lessons"), ("toast learn 2", "one of them"),
    ("toast run FILE", "simulate a scenario"), ("toast race FILE -w 1,2,4", "runs side by side"),
    ("toast view FILE", "watch it"), ("toast sweep FILE -w 1..16", "a curve"),
    ("toast real FILE", "for real, on this machine"), ("toast new mine", "a file of your own"),
    ("toast check mine.yaml", "all its mistakes"),
    ("toast explain speedup", "a word, or a message"),
  ]

  /// Reads the lessons of a course.
  init(_ course: Course) throws {
    var known: Set<String> = []
    rows = try TaughtLesson.all(of: course).map { taught in
      let words = taught.terms.compactMap { term -> String? in
        let entry = GlossaryEntry.named(term)
        // A word stands where it is met first.
        guard known.insert(entry?.term ?? term).inserted else { return nil }
        return entry.map { [$0.term, $0.symbol].compactMap(\.self).joined(separator: ": ") } ?? term
      }
      return Row(
        number: taught.number, title: taught.lesson.title, question: taught.question ?? "",
        unit: taught.unit ?? "", words: taught.terms.isEmpty ? taught.lesson.about.goals : words)
    }
  }

  /// docs/handout.md.
  var markdown: String {
    var page = """
      # Handout

      Guess first, then run. `toast learn --handout -o handout.html` makes a page of this to be printed.

      | | lesson | question | my guess | it was | words |
      | --: | --- | --- | --- | --- | --- |

      """
    for row in rows {
      let blank = "`______`" + (row.unit.isEmpty ? "" : " \(markdownCell(row.unit))")
      let cells = [
        "\(row.number)", markdownCell(row.title), markdownCell(row.question), blank, blank,
        row.words.map(markdownCell).joined(separator: "; "),
      ]
      page += "| \(cells.joined(separator: " | ")) |\n"
    }
    page += "\n| command | |\n| --- | --- |\n"
    for (command, about) in Self.commands { page += "| `\(command)` | \(about) |\n" }
    return page
  }
}
