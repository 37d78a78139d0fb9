import Foundation
import Glibc
import TestSupport
import Testing

@testable import toast

@Suite("Courses in folders")
struct CourseTests {
  private func course(_ files: String...) throws -> Course {
    let folder = try ScratchFolder()
    for file in files { try folder.write("# \(file)\n", to: file) }
    return try Course(at: folder.url.path)
  }

  @Test("lessons are in the order of their numbers, then of their names; others come last")
  func order() throws {
    let course = try course(
      "10-ten.md", "9-nine.md", "02-two.md", "2-also-two.md", "appendix.md", "3d-printing.md",
      "99999999999999999999999-far.md", "README.md", ".hidden.md", "notes.txt")
    #expect(
      course.entries.map(\.name) == [
        "also-two", "two", "nine", "ten", "3d-printing", "appendix", "far",
      ])
    #expect(course.entries.map(\.number) == Array(1...7))
  }

  @Test("lessons of one name keep their numbers, so that each has progress of its own")
  func names() throws {
    #expect(try course("1-a.md", "2-b.md", "3-b.md").entries.map(\.name) == ["a", "2-b", "3-b"])
    #expect(
      Set(try course("2-b.md", "3-b.md", "4-2-b.md").entries.map(\.name))
        == ["2-b", "3-b", "4-2-b"])
  }

  @Test("a lesson that is called by a number is found by its name before its place")
  func numbers() throws {
    let course = try course("1-intro.md", "2048.md", "2.md")
    #expect(course.entries.map(\.name) == ["intro", "2", "2048"])
    #expect(try course.entry(named: "2048").number == 3)
    #expect(try course.entry(named: "2").number == 2)
    #expect(try course.entry(named: "3").name == "2048")
    #expect(throws: Failure.self) { try course.entry(named: "4") }
  }

  @Test("only plain files are lessons, also behind links; a pipe is not waited for")
  func kinds() throws {
    let folder = try ScratchFolder()
    let path = folder.url.path
    try folder.write("# One\n", to: "1-one.md")
    try FileManager.default.createSymbolicLink(
      atPath: "\(path)/2-link.md", withDestinationPath: "1-one.md")
    try FileManager.default.createSymbolicLink(
      atPath: "\(path)/3-lost.md", withDestinationPath: "nowhere.md")
    try FileManager.default.createDirectory(
      atPath: "\(path)/4-folder.md", withIntermediateDirectories: true)
    try #require(unsafe mkfifo("\(path)/5-pipe.md", 0o600) == 0)
    try FileManager.default.createSymbolicLink(
      atPath: "\(path)/6-pipe.md", withDestinationPath: "5-pipe.md")
    #expect(try Course(at: path).entries.map(\.name) == ["one", "link"])
    #expect(throws: Failure.self) { try Course(at: "\(path)/5-pipe.md") }
    #expect(try Course(at: "\(path)/1-one.md").entries.map(\.name) == ["one"])
  }

  @Test("a quiz of a lesson that is called by another one's place is graded as that lesson")
  func gradedByPlace() throws {
    let other = try QuizCourse()
    let folder = try ScratchFolder()
    try folder.write(try other.folder.text("01-ovens.md"), to: "2.md")
    try folder.write(try other.folder.text("02-kitchen.md"), to: "3.md")
    let course = try Course(at: folder.url.path)
    // The lesson `3` is the second one, and `2` is the name of the first one.
    let quiz = try Quiz(course, lessons: ["3"], seed: 7, name: "ada", count: 1)
    let code = quiz.handIn([.skipped]).code
    var grading = Grading(course, seed: 7)
    try grading.add(code)
    #expect(grading.isAllValid, "\(grading.rows)")
  }
}
