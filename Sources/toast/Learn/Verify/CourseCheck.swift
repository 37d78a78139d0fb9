import ArgumentParser
import Model
import Rendering
import ScenarioFiles

/// `toast learn --verify`: proves lessons of a course, and tells of each in a line.
struct CourseCheck {
  private let course: Course
  private let lessons: [Course.Entry]
  private let console: ConsoleRunner
  private let width: Int

  /// Makes a check of some lessons of a course.
  init(
    _ course: Course, lessons: [Course.Entry], console: ConsoleRunner = ConsoleRunner(),
    width: Int = 80
  ) {
    self.course = course
    self.lessons = lessons
    self.console = console
    self.width = width
  }

  /// Proves the lessons on all cores; the order of what is told is theirs.
  ///
  /// Returns how the program ends: 0 where all is fine, 65 where a lesson cannot be read, else 1.
  func run(tell: (String) throws -> Void) throws -> ExitCode {
    var worst = ExitCode.success
    var fine = 0
    var tally = LessonTally()
    let (lessons, console, width) = (lessons, console, width)
    try Cores.inOrder(lessons.count, threads: Cores.available) {
      try LessonCheck(lessons[$0], console: console, width: width).outcome()
    } take: { _, outcome in
      try tell(outcome.text)
      if outcome.code == .success { fine += 1 }
      if outcome.code.rawValue > worst.rawValue { worst = outcome.code }
      tally.add(outcome.tally)
      return true
    }
    try tell(sum(fine, tally))
    return worst
  }

  private func sum(_ fine: Int, _ tally: LessonTally) -> String {
    let which =
      lessons.count < course.entries.count
      ? "\(lessons.count) of \(Layout.counted(course.entries.count, "lesson"))"
      : Layout.counted(lessons.count, "lesson")
    guard fine == lessons.count else {
      return "\(which): \(fine) fine, \(lessons.count - fine) not\n"
    }
    return "\(which), all fine: \(tally.text)\n"
  }
}

/// Proves one lesson.
struct LessonCheck {
  private let entry: Course.Entry
  private let console: ConsoleRunner
  private let width: Int

  /// What is told of a lesson.
  struct Outcome: Sendable {
    /// What was found, and warnings, and a line that sums it up.
    let text: String
    /// What was found, for tests.
    let findings: [Diagnostic]
    let code: ExitCode
    let tally: LessonTally
  }

  init(_ entry: Course.Entry, console: ConsoleRunner = ConsoleRunner(), width: Int = 80) {
    self.entry = entry
    self.console = console
    self.width = width
  }

  /// Reads and proves the lesson.
  func outcome() throws -> Outcome {
    do {
      let file = try entry.lesson()
      var proof = LessonProof(file, console: console)
      try proof.run()
      let findings = proof.findings
      return outcome(
        findings, file.diagnosticText, code: findings.isEmpty ? .success : .runFailed, proof.tally,
        warnings: file.warnings)
    } catch let mistakes as ScenarioMistakes {
      return outcome(mistakes.diagnostics, mistakes.text, code: .invalidScenario, LessonTally())
    } catch let failure as Failure where failure.code == .unreadable {
      return Outcome(
        text: "\(name): \(failure.message)\n", findings: [], code: .invalidScenario,
        tally: LessonTally())
    }
  }

  private var name: String {
    (entry.number < 10 ? "0" : "") + "\(entry.number) \(harmless(entry.name))"
  }

  private func outcome(
    _ findings: [Diagnostic], _ diagnosticText: DiagnosticText, code: ExitCode,
    _ tally: LessonTally,
    warnings: [Diagnostic] = []
  ) -> Outcome {
    var diagnosticText = diagnosticText
    diagnosticText.width = width
    var sum: String
    switch code {
    case .success: sum = "fine, \(tally.text)"
    case .runFailed: sum = Layout.counted(findings.count, "finding")
    default: sum = "cannot be read: \(Layout.counted(findings.count, "error"))"
    }
    if !warnings.isEmpty { sum += "; \(Layout.counted(warnings.count, "warning"))" }
    return Outcome(
      text: diagnosticText.human(warnings + findings) + "\(name): \(sum)\n", findings: findings,
      code: code,
      tally: tally)
  }
}
