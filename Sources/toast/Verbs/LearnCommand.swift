import ArgumentParser
import Foundation
import Rendering
import ScenarioFiles

/// `toast learn`: lessons that ask first, show, explain, and have something changed.
struct LearnCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "learn", abstract: "Lessons: predict, watch, explain, change.",
    discussion: """
      Examples:

        toast learn                     go on where you were
        toast learn 2                   a lesson, by number or name
        toast learn --list              all lessons, and what is done
        toast learn 2 --class           with a room: its guesses, its spread
        toast learn 2 --no-input --guess 50min
        toast learn --quiz --seed 7 --name ada
        toast learn --course mine --verify

      Where you are is kept. At every prompt ? tells what can be typed.
      """)

  @Argument(
    help: ArgumentHelp(
      "A lesson, by number or name; with --quiz and --verify several; with --grade hand-in codes.",
      valueName: "lesson"),
    completion: .list(Course.bundled.entries.map(\.name)))
  var words: [String] = []

  @Option(
    help: ArgumentHelp(
      "A folder of lessons, or one lesson's file, instead of those that are built in.",
      valueName: "folder"),
    completion: .directory)
  var course: String?

  @OptionGroup var modes: LearnModes
  @OptionGroup var quiz: QuizOptions

  @Option(
    help: ArgumentHelp(
      "An answer, given before it is asked for; the first is for the first question. Repeatable.",
      valueName: "answer"))
  var guess: [String] = []

  @Flag(help: "Ask nothing: print the lesson from top to bottom.")
  var noInput = false

  @Flag(help: "Tell runs as sentences instead of drawing them.")
  var narrate = false

  @Flag(name: .customLong("class"), help: "Collect the answers of a room; nothing is kept.")
  var isClass = false

  @Option(
    help: ArgumentHelp("Where the files of exercises are written.", valueName: "folder"),
    completion: .directory)
  var folder = "toast-lessons"

  @Option(
    name: [.short, .long],
    help: ArgumentHelp(
      "With --handout, write FILE, .md or .html, instead of printing it.", valueName: "file"),
    completion: .file())
  var output: [String] = []

  @Flag(help: "Replace files that exist.")
  var force = false

  @OptionGroup var look: LookOptions

  func validate() throws {
    if words.count > 1, !modes.takesSeveral {
      throw ValidationError("one lesson at a time: toast learn \(harmless(words[0]))")
    }
    if modes.list || modes.handout || modes.curriculum, let word = words.first {
      throw ValidationError("`\(harmless(word))`: no lesson is named here")
    }
    if !output.isEmpty, !modes.handout {
      throw ValidationError("-o is for --handout")
    }
    if !guess.isEmpty || isClass || narrate, modes.isAny {
      throw ValidationError("--guess, --class and --narrate are for lessons")
    }
    if quiz.isAny, !modes.quiz, !modes.grade {
      throw ValidationError("--seed, --name, --count, -f and --excel are for --quiz and --grade")
    }
  }

  func run() throws {
    let course = try course.map { try Course(at: $0) } ?? .bundled
    if modes.list { return try printList(of: course, LearningProgress()) }
    if modes.verify { return try verify(course) }
    if modes.quiz { return try takeQuiz(course) }
    if modes.grade { return try grade(course) }
    if modes.handout { return try writeHandout(course) }
    if modes.curriculum { return try Console.write(Curriculum(course).markdown) }
    try go(through: course)
  }

  private func printList(of course: Course, _ progress: LearningProgress) throws {
    try Console.write(CourseText(course: course, progress: progress).list())
  }

  /// Lesson after lesson, from the one that is named or the one to go on with.
  private func go(through course: Course) throws {
    let progress = isClass || noInput ? LearningProgress.ofThisRun : LearningProgress()
    let prompt = LinePrompt(isOff: noInput, farewell: Self.keeping(course, progress))
    var entry = try words.first.map { try course.entry(named: $0) } ?? next(in: course, progress)
    var manner = LessonSession.Manner(
      look: look, narrates: narrate, isClass: isClass, folder: folder, answers: guess)
    try prompt.converse {
      while let current = entry {
        let session = LessonSession(
          course, current, try current.lesson(), manner, prompt: prompt, progress: progress)
        let leaving = try session.run()
        // Answers were given for the lesson that was named.
        manner.answers = []
        entry = try following(leaving, session, progress)
      }
    }
  }

  /// The lesson that somebody was in last and that is not done, else the first one that is not; the
  /// first one where all are.
  private func next(in course: Course, _ progress: LearningProgress) -> Course.Entry? {
    let open = course.entries.map { ($0, progress.state(of: $0.name, in: course.id)) }
      .filter { !$0.1.isCompleted }
    let begun = open.filter { $0.1.lastAt != nil }
      .max { ($0.1.lastAt ?? .distantPast) < ($1.1.lastAt ?? .distantPast) }
    return begun?.0 ?? open.first?.0 ?? course.entries.first
  }

  /// What comes after a lesson; nil for nothing.
  private func following(
    _ leaving: LessonSession.Leaving, _ session: LessonSession, _ progress: LearningProgress
  ) throws -> Course.Entry? {
    let course = session.course
    switch leaving {
    case .quit:
      if !isClass { try Console.write(Self.keeping(course, progress) + "\n") }
      return nil
    case .ended where isClass: return nil
    case .ended(let open):
      let steps = open == 1 ? "1 step is" : "\(open) steps are"
      let command = course.command("\(session.entry.number)")
      let rest = progress.isOnDisk ? "\(command) goes on there." : "Nothing is kept."
      try Console.write("The input has ended, and \(steps) open. \(rest)\n")
      return nil
    case .list:
      try printList(of: course, progress)
      return try chosen(in: course, session.prompt, progress, next: nil)
    case .completed where noInput: return nil
    case .completed:
      progress.reload()
      let after = course.entries.first { $0.number == session.entry.number + 1 }
      let next =
        after.map { "Next: lesson \($0.number), \(harmless($0.name))." }
        ?? "That was the last lesson."
      try Console.write("Lesson \(session.entry.number) is done. \(next)\n")
      // Through a pipe one lesson is gone through at a time.
      guard session.prompt.isTerminal, after != nil else { return nil }
      return try chosen(in: course, session.prompt, progress, next: after)
    }
  }

  private static func keeping(_ course: Course, _ progress: LearningProgress) -> String {
    progress.isOnDisk
      ? "Where you were is kept: \(course.command()) goes on there." : "Nothing is kept."
  }

  /// Asks which lesson comes now; nil for none.
  private func chosen(
    in course: Course, _ prompt: LinePrompt, _ progress: LearningProgress, next: Course.Entry?
  ) throws -> Course.Entry? {
    let going = next == nil ? "" : "ENTER: go on, "
    while let line = try prompt.ask("(\(going)a lesson's number, l: list, q: quit) > ") {
      switch LessonWord(line) {
      case nil where line.isEmpty: return next
      case nil:
        do {
          return try course.entry(named: line)
        } catch let failure as Failure {
          try Console.write("\(failure.message)\n")
        }
      case .quit: return nil
      case .list: try printList(of: course, progress)
      case .some: try Console.write("Type a lesson's number or name, l for the list, q to quit.\n")
      }
    }
    return nil
  }
}

/// What else `toast learn` does.
struct LearnModes: ParsableArguments {
  @Flag(help: "List the lessons, and what is done.")
  var list = false

  @Flag(help: "Prove the lessons: answers, facts, exercises and console blocks.")
  var verify = false

  @Flag(help: "Ask questions of the lessons with other numbers.")
  var quiz = false

  @Flag(help: "Check hand-in codes of quizzes; - reads them from standard input.")
  var grade = false

  @Flag(help: "Print a handout of one page.")
  var handout = false

  @Flag(help: "Print what the lessons teach, in the words of a curriculum.")
  var curriculum = false

  /// Whether there is one.
  var isAny: Bool { list || verify || quiz || grade || handout || curriculum }

  /// Whether several words may be given.
  var takesSeveral: Bool { verify || quiz || grade }

  func validate() throws {
    let chosen = [list, verify, quiz, grade, handout, curriculum].filter { $0 }.count
    if chosen > 1 {
      throw ValidationError(
        "choose one of --list, --verify, --quiz, --grade, --handout and --curriculum")
    }
  }
}
