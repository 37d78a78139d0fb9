import Analysis
import Model
import ScenarioFiles

/// A lesson with its place in a course.
struct TaughtLesson {
  let number: Int
  /// Where a page of docs/ finds its file; nil for lessons that do not stand there.
  let link: String?
  let lesson: Lesson

  /// The lessons of a course in their order; throws the mistakes of the first that cannot be read.
  static func all(of course: Course) throws -> [TaughtLesson] {
    let folder = "docs/"
    return try course.entries.map { entry in
      TaughtLesson(
        number: entry.number,
        link: entry.label.hasPrefix(folder) ? String(entry.label.dropFirst(folder.count)) : nil,
        lesson: try entry.lesson().lesson)
    }
  }

  /// The first question; nil where the lesson asks none.
  var question: String? {
    for step in lesson.steps {
      switch step.kind {
      case .predict(let prediction): return prediction.question
      case .choose(let choice): return choice.question
      case .reveal(let reveal): return reveal.question
      default: continue
      }
    }
    return nil
  }

  /// What the first question wants an answer in, as `min`; nil for a choice or a text.
  var unit: String? {
    for step in lesson.steps {
      switch step.kind {
      case .predict(let prediction): return prediction.unit.name
      case .choose, .reveal: return nil
      default: continue
      }
    }
    return nil
  }

  /// The words of the glossary that it explains, in its order, each once.
  var terms: [String] {
    var terms: [String] = []
    for step in lesson.steps {
      guard case .explain(let explanation) = step.kind else { continue }
      for term in explanation.terms where !terms.contains(term) { terms.append(term) }
    }
    return terms
  }
}
