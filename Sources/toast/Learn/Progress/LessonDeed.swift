/// What somebody did in a lesson.
enum LessonDeed: Equatable {
  /// Gave an answer, which is locked.
  case answered(step: String, text: String)
  /// Went past a question or an exercise.
  case skipped(step: String)
  /// Was shown so many hints.
  case hinted(step: String, count: Int)
  /// Watched it, or read up to here.
  case seen(step: String)
  /// Was given a file to edit.
  case exercise(step: String, path: String)
  /// Passed an exercise by own work.
  case solved(step: String)
  /// Came to the lesson's end.
  case completed
  /// Begins anew: what was done before counts no more, except that the lesson was completed.
  case reset
}
