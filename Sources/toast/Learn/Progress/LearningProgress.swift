import Foundation
import ScenarioFiles

/// What somebody did in lessons: a journal that only grows, so that nothing in it can be lost.
///
/// A deed is in the file, and on the disk, when `note` returns.
final class LearningProgress {
  private struct Key: Hashable {
    let course: String
    let lesson: String
  }

  /// What is told once each.
  private enum Notice {
    case homeless, unreadable, unreadableLines, aside, cut, unwritable, busy, unsure
  }

  private let file: JournalFile?
  private let now: () -> Date
  private let tell: (String) -> Void
  private var told: Set<Notice> = []
  private var states: [Key: LessonState] = [:]
  /// What is in the file as far as it is known.
  private var mark: JournalFile.Mark?
  /// Whether the file could be read, or written, when that was tried last.
  private var isReachable = true
  /// What could not be written yet.
  private var unsaved: [ProgressRecord] = []

  /// Reads the journal of a folder; without one, progress is kept until the program ends.
  ///
  /// `tell` gets sentences without the program's name.
  init(
    folder: URL? = LearningProgress.usualFolder,
    tell: @escaping (String) -> Void = { Console.complain("toast: \($0)") },
    now: @escaping () -> Date = { Date() }
  ) {
    file = folder.map { JournalFile(path: $0.appendingPathComponent("progress.jsonl").path) }
    self.now = now
    self.tell = tell
    reload()
  }

  /// The folder `toastlane` of the user's state; nil where the user has no home.
  static var usualFolder: URL? { folder(in: ProcessInfo.processInfo.environment) }

  /// The folder with these environment variables.
  static func folder(in environment: [String: String]) -> URL? {
    if let state = environment["XDG_STATE_HOME"], state.hasPrefix("/") {
      return URL(fileURLWithPath: state).appendingPathComponent("toastlane")
    }
    guard let home = environment["HOME"], home.hasPrefix("/") else { return nil }
    return URL(fileURLWithPath: home).appendingPathComponent(".local/state/toastlane")
  }

  /// Progress that ends with the program, on purpose: of a room, or of a lesson without input.
  static var ofThisRun: LearningProgress { LearningProgress(folder: nil, tell: { _ in }) }

  /// Whether it outlives the program.
  var isKept: Bool { file != nil }

  /// Whether all of it is on the disk by now.
  var isOnDisk: Bool { isKept && isReachable && unsaved.isEmpty }

  /// Where it is kept; nil for nowhere.
  var path: String? { file?.path }

  /// Where somebody is in a lesson; an empty state where it was not begun.
  func state(of lesson: String, in course: String) -> LessonState {
    states[Key(course: course, lesson: lesson)] ?? LessonState()
  }

  /// Adds a deed and brings it to the disk; what hinders is told once, and tried again with the next deed.
  func note(_ deed: LessonDeed, of lesson: String, in course: String) {
    // Whole seconds, as the file has them.
    let date = Date(timeIntervalSince1970: now().timeIntervalSince1970.rounded(.down))
    let record = ProgressRecord(course: course, lesson: lesson, deed: deed, date: date)
    add(record)
    guard let file else {
      return once(.homeless, "there is no HOME, so progress is kept only until this ends")
    }
    unsaved.append(record)
    do {
      while let first = unsaved.first {
        try save(first, in: file)
        unsaved.removeFirst()
      }
      isReachable = true
    } catch {
      once(
        .unwritable,
        "\(harmless(file.path)) cannot be written (\(error.reason)), so progress is kept only until"
          + " this ends")
    }
  }

  private func save(
    _ record: ProgressRecord, in file: JournalFile
  ) throws(FileTrouble) {
    // Who has held the lock for so long is stopped, and is not waited for each time.
    let patience = told.contains(.busy) ? Duration.zero : .seconds(2)
    let receipt = try file.append(record.line, patience: patience)
    let isAlone = receipt.before == mark || (mark == nil && receipt.before.size == 0)
    // Else `reload` finds what others wrote.
    mark = isAlone && receipt.after != nil ? receipt.after : .unknown
    if !receipt.isLocked {
      once(.busy, "another program has locked \(harmless(file.path)); progress is written anyway")
    }
    if !receipt.isOnDisk {
      once(.unsure, "\(harmless(file.path)) is written, but a power cut may lose the end of it")
    }
  }

  /// Sees what other programs wrote.
  func reload() {
    guard let file else { return }
    do {
      let content = try file.read()
      isReachable = true
      guard content?.mark != mark else { return }
      states = [:]
      mark = content?.mark
      if let content, add(content) { setAside(file, content.mark) }
      unsaved.forEach(add)
    } catch {
      isReachable = false
      once(.unreadable, "\(harmless(file.path)) cannot be read (\(error.reason))")
    }
  }

  /// Keeps a file beside in which nothing can be read, so that a journal that can be read takes its place.
  private func setAside(_ file: JournalFile, _ mark: JournalFile.Mark) {
    let path = harmless(file.path)
    do {
      guard let name = try file.setAside(mark) else { return }
      self.mark = nil
      once(
        .aside,
        "nothing in \(path) can be read; it is kept as \(harmless(name)), and progress begins anew")
    } catch {
      once(.aside, "nothing in \(path) can be read, nor is it set aside (\(error.reason))")
    }
  }

  /// Takes over what can be read; whether lines are there, and none can.
  private func add(_ content: JournalFile.Content) -> Bool {
    let lines = content.bytes.split(
      separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    var (readable, unreadable) = (0, 0)
    for (index, line) in lines.enumerated() where !line.isEmpty && line != [UInt8(ascii: "\r")] {
      switch ProgressRecord.read(line) {
      case .record(let record):
        add(record)
        readable += 1
      case .unknown: readable += 1
      // The last one may be about to be written.
      case .unreadable: unreadable += index < lines.count - 1 ? 1 : 0
      }
    }
    let path = harmless(path ?? "")
    if unreadable > 0, readable == 0 { return true }
    if unreadable > 0 {
      let some = unreadable == 1 ? "1 line" : "\(unreadable) lines"
      once(
        .unreadableLines,
        "\(some) of \(path) cannot be read and \(unreadable == 1 ? "is" : "are") left out")
    }
    if content.isCut {
      once(.cut, "\(path) is larger than \((file?.mostBytes ?? 0) >> 20) MiB; only its end is read")
    }
    return false
  }

  private func add(_ record: ProgressRecord) {
    states[Key(course: record.course, lesson: record.lesson), default: LessonState()]
      .add(record.deed, at: record.date)
  }

  private func once(_ notice: Notice, _ text: String) {
    if told.insert(notice).inserted { tell(text) }
  }
}
