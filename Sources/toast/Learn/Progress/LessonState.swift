import Foundation

/// Where somebody is in a lesson.
struct LessonState: Equatable {
  /// What was answered first, by step: answers are locked.
  private(set) var answers: [String: String] = [:]
  /// Steps that were skipped, and neither answered nor solved later.
  private(set) var skipped: Set<String> = []
  /// How many hints were shown, by step.
  private(set) var hints: [String: Int] = [:]
  private(set) var seen: Set<String> = []
  /// The files to edit, by step.
  private(set) var exercises: [String: String] = [:]
  /// Exercises passed by own work.
  private(set) var solved: Set<String> = []
  private(set) var isCompleted = false
  /// When something was done for the last time.
  private(set) var lastAt: Date?

  /// Adds a deed to those before.
  mutating func add(_ deed: LessonDeed, at date: Date?) {
    switch deed {
    case .answered(let step, let text):
      if answers[step] == nil { answers[step] = text }
      skipped.remove(step)
    case .skipped(let step):
      if answers[step] == nil, !solved.contains(step) { skipped.insert(step) }
    case .hinted(let step, let count): hints[step] = max(hints[step] ?? 0, count)
    case .seen(let step): seen.insert(step)
    case .exercise(let step, let path): exercises[step] = path
    case .solved(let step):
      solved.insert(step)
      skipped.remove(step)
    case .completed: isCompleted = true
    case .reset:
      let old = self
      self = LessonState()
      (isCompleted, lastAt) = (old.isCompleted, old.lastAt)
    }
    lastAt = date ?? lastAt
  }
}
