import Foundation
import Model
import Rendering
import ScenarioFiles

/// A course as a list.
struct CourseText {
  let course: Course
  let progress: LearningProgress

  /// How many of so many are done, as a bar and in words.
  static func bar(_ done: Int, of count: Int) -> String {
    let width = min(count, 20)
    let filled = count > 0 ? done * width / count : 0
    let bar = String(repeating: "#", count: filled) + String(repeating: "-", count: width - filled)
    return "[\(bar)] \(done)/\(count) done"
  }

  /// A line for each lesson, with what was done of it.
  func list() -> String {
    let states = course.entries.map { progress.state(of: $0.name, in: course.id) }
    var text = ""
    let width = course.entries.map { displayWidth(harmless($0.name)) }.max() ?? 0
    for (entry, state) in zip(course.entries, states) {
      let number = Layout.right("\(entry.number)", 2)
      let title = Self.title(of: entry)
      let name = harmless(entry.name)
      let gap = String(repeating: " ", count: width - displayWidth(name))
      text += "\(number)  \(Layout.left(Self.mark(of: state), 5))  \(name)\(gap)  \(title)\n"
    }
    let done = states.filter { $0.isCompleted }.count
    return text + "\n\(Self.bar(done, of: course.entries.count))\n"
  }

  /// The words for what was done of a lesson: as narrow as they are clear.
  private static func mark(of state: LessonState) -> String {
    if state.isCompleted { return "done" }
    return state.lastAt == nil ? "" : "begun"
  }

  /// The lesson's title; one that cannot be read says so.
  private static func title(of entry: Course.Entry) -> String {
    guard let file = try? entry.lesson() else { return "(cannot be read; --verify tells why)" }
    let minutes = file.lesson.about.minutes.map { ", \($0) min" } ?? ""
    return harmless(file.lesson.title) + minutes
  }
}
