import Foundation
import Model
import Rendering
import ScenarioFiles

/// Exercises: a file that somebody edits, and that runs whenever it is saved.
extension LessonSession {
  func change(_ exercise: Exercise, _ step: Lesson.Step) throws -> Turn {
    try voice.tell(.change, exercise.task)
    if state.solved.contains(step.id) { return try go(on: "You have solved this.") }
    if state.skipped.contains(step.id) { try voice.add("You skipped this.") }
    if manner.isClass { return try go(on: "For later: \(course.command("\(entry.number)"))") }
    guard !prompt.isOff else {
      try voice.add(
        "Left out: there is no input. \(course.command("\(entry.number)")) on a terminal asks.")
      try voice.tell(lines: [""])
      return .next
    }
    let path: String
    do {
      path = try file(of: exercise, step)
    } catch let failure as Failure {
      return try go(on: failure.message)
    }
    // What is saved from here on is seen below, even while this is being told.
    let seen = FileState(path)
    try voice.add("Edit \(harmless(path)) and save it: it runs at once. ENTER runs it, too.")
    return try watch(path, since: seen, exercise, step)
  }

  /// Waits until somebody wants to go on.
  private func go(on sentence: String) throws -> Turn {
    try voice.add(sentence)
    while true {
      guard let line = try voice.ask("         ENTER goes on > ") else {
        if prompt.isOff { break }
        return .ended
      }
      guard let word = LessonWord(line), word != .skip else { break }
      if word == .hint || word == .solve { try voice.add(Self.nothingToAnswer) }
      if let turn = try obey(word) { return turn }
    }
    try voice.tell(lines: [""])
    return .next
  }

  /// The file to edit: the one from before, or a new one.
  private func file(of exercise: Exercise, _ step: Lesson.Step) throws -> String {
    if let known = state.exercises[step.id], FileManager.default.fileExists(atPath: known) {
      return Self.short(known)
    }
    let text = lesson.scenario(named: exercise.scenario).text
    let number = entry.number < 10 ? "0\(entry.number)" : "\(entry.number)"
    let stem = "\(manner.folder)/\(number)-\(entry.name)"
    try makeFolder()
    for attempt in 1...99 {
      let path = attempt == 1 ? "\(stem).yaml" : "\(stem)-\(attempt).yaml"
      if let found = FileManager.default.contents(atPath: path) {
        // Somebody's work is never replaced; the file as it was written is as good as a new one.
        guard found == Data(text.utf8) else { continue }
      } else {
        try AtomicFile.save(text, as: path, force: false)
      }
      note(.exercise(step: step.id, path: Self.absolute(path)))
      return path
    }
    throw Failure(
      message: "\(manner.folder) holds 99 files of this lesson; --folder names another one",
      code: .cannotWrite)
  }

  private func makeFolder() throws {
    do {
      try FileManager.default.createDirectory(
        atPath: manner.folder, withIntermediateDirectories: true)
    } catch {
      throw Failure(
        message: "the folder \(manner.folder) cannot be made; --folder names another one",
        code: .cannotWrite)
    }
  }

  private static func absolute(_ path: String) -> String {
    URL(fileURLWithPath: path).standardizedFileURL.path
  }

  /// Paths below the current folder are easier to type without it.
  private static func short(_ path: String) -> String {
    let here = FileManager.default.currentDirectoryPath + "/"
    return path.hasPrefix(here) ? String(path.dropFirst(here.count)) : path
  }

  /// Runs the file whenever it is saved, until it passes or somebody goes on.
  private func watch(
    _ path: String, since first: FileState, _ exercise: Exercise, _ step: Lesson.Step
  ) throws -> Turn {
    let mark = "         (save the file, h hint, s skip, ? more) > "
    var seen = first
    voice.turnsPages = false
    defer { voice.turnsPages = true }
    try Console.write(mark)
    while true {
      let event = try prompt.next()
      let now = FileState(path)
      switch event {
      case .nothing where now == seen: continue
      case .nothing:
        seen = now
        try Console.write("\n")
        if try passes(path, exercise, step) { return .next }
      case .ended:
        try Console.write("\n\n")
        return .ended
      case .line(let line):
        switch LessonWord(line) {
        case nil:
          seen = now
          if try passes(path, exercise, step) { return .next }
        case .hint: try hint(step, exercise.hints)
        case .skip:
          note(.skipped(step: step.id))
          try voice.tell(lines: [""])
          return .next
        case .solve:
          if try solve(path, exercise, step) { return .next }
          seen = FileState(path)
        case .some(let word): if let turn = try obey(word) { return turn }
        }
      }
      try Console.write(mark)
    }
  }

  /// Runs the edited file, and tells what is still missing.
  private func passes(_ path: String, _ exercise: Exercise, _ step: Lesson.Step) throws -> Bool {
    guard let missing = try missing(path, exercise) else { return false }
    guard missing.isEmpty else {
      try voice.add("\(voice.cross) Not yet:")
      for sentence in missing { try voice.add("  \(sentence)") }
      return false
    }
    note(.solved(step: step.id))
    try voice.add("\(voice.check) Done: all that was expected holds.")
    try voice.tell(lines: [""])
    return true
  }

  /// What the edited file misses; nil after a report where it cannot be run.
  private func missing(_ path: String, _ exercise: Exercise) throws -> [String]? {
    if !FileState(path).exists {
      try restore(exercise, at: path)
      try voice.add("\(harmless(path)) was gone, and is written anew.")
    }
    guard let bytes = FileManager.default.contents(atPath: path) else {
      try voice.add("\(harmless(path)) cannot be read; are you allowed to?")
      return nil
    }
    do {
      let file = try ScenarioFile([UInt8](bytes), label: path, folder: nil)
      return try ExerciseJudge(exercise, in: lesson).failures(of: file)
    } catch let mistakes as ScenarioMistakes {
      var text = mistakes.text
      text.width = Console.size.columns
      try voice.tell(lines: text.human(mistakes.diagnostics).components(separatedBy: "\n"))
      return nil
    } catch let failure as Failure {
      try voice.add(failure.message)
      return nil
    }
  }

  /// Writes the solution into the file, after the hints; what was there is kept beside it.
  private func solve(_ path: String, _ exercise: Exercise, _ step: Lesson.Step) throws -> Bool {
    guard mayBeSolved(step, exercise.hints) else {
      try voice.add("The hints come first: h. s skips the exercise.")
      return false
    }
    do {
      let kept = try replace(path, of: exercise, with: exercise.solution.text)
      let place = kept.map { "; your version is kept as \(harmless($0))" } ?? ""
      try voice.add("This is a solution\(place).")
    } catch let failure as Failure {
      try voice.add(failure.message)
      return false
    }
    try voice.tell(
      lines: ScenarioListing(exercise.solution.text, hasStyle: voice.style.hasColor).lines + [""])
    note(.skipped(step: step.id))
    return true
  }

  /// Writes an exercise's file as it was at first; what was there is kept beside it.
  func restore(_ exercise: Exercise, at path: String) throws {
    _ = try replace(path, of: exercise, with: lesson.scenario(named: exercise.scenario).text)
  }

  /// Writes a file anew; what somebody made of it is kept, under the name that is returned.
  private func replace(
    _ path: String, of exercise: Exercise, with text: String
  ) throws -> String? {
    if ScenarioSource.isDeviceOrPipe(path) {
      throw Failure(
        message: "\(path) is a device or a pipe, and not written; move it away", code: .cannotWrite)
    }
    let ours = [lesson.scenario(named: exercise.scenario).text, exercise.solution.text]
    let old = FileManager.default.contents(atPath: path)
    // What cannot be read may be worth everything.
    let isWorthKeeping =
      old.map { old in !ours.contains { Data($0.utf8) == old } } ?? FileState(path).exists
    let kept = isWorthKeeping ? try keep(path) : nil
    try AtomicFile.save(text, as: path, force: true)
    return kept
  }

  /// Gives a file a second name, whatever its bytes are, until the first one is given to a new file.
  ///
  /// A link stays one, as with all that is written: what it leads to is kept, where that is.
  private func keep(_ path: String) throws -> String {
    do throws(FileTrouble) {
      let place = try FilePlace(path)
      let name = try place.folder.keep(place.name)
      return place.folderPath == "." ? name : "\(place.folderPath)/\(name)"
    } catch {
      throw Failure(
        message: "\(path) cannot be kept as \(path)~; \(error.reason)", code: .cannotWrite)
    }
  }
}
