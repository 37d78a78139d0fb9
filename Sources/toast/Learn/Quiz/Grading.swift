import Foundation
import Model
import Rendering
import ScenarioFiles

/// Judges hand-in codes: each quiz is made again from its seed and name.
///
/// A code tells which answers were given under a name; who typed them it cannot tell.
struct Grading {
  /// What was found of one code.
  struct Row: Equatable, Sendable {
    /// Which of the codes, from 1.
    let number: Int
    /// What stood before the code on its line.
    let label: String
    /// The name in the code; nil where it cannot be read.
    let name: String?
    let seed: UInt64?
    /// The score; nil where the code is not valid.
    let score: QuizScore?
    /// Why it is not valid, or what a teacher may want to look at.
    let note: String?
  }

  /// The most codes of one command.
  static let mostCodes = 10_000

  private let course: Course
  private let seed: UInt64?
  private(set) var rows: [Row] = []
  /// By the numbers of the lessons: a class has one quiz.
  private var pools: [[Int]: QuestionPool] = [:]
  private var chapters: [Int: QuestionPool.Chapter] = [:]
  private var known: [String: Int] = [:]
  private var names: [String: Int] = [:]

  /// Begins; with a seed, codes of another one are not valid.
  init(_ course: Course, seed: UInt64?) {
    self.course = course
    self.seed = seed
  }

  /// Whether there are codes and all of them are valid.
  var isAllValid: Bool { !rows.isEmpty && rows.allSatisfy { $0.score != nil } }

  /// The lines that somebody gave: arguments, and for `-` those of standard input.
  static func lines(of arguments: [String]) throws -> [String] {
    var lines: [String] = []
    for argument in arguments {
      guard argument == "-" else {
        lines.append(argument)
        continue
      }
      let most = 8 << 20
      let bytes = try FileHandle.standardInput.bytes(atMost: most, of: "standard input")
      guard bytes.count < most else {
        throw Failure.unreadable("standard input is longer than 8 MiB: too long for codes")
      }
      lines += bytes.split { $0 == 0x0A || $0 == 0x0D }.map { String(decoding: $0, as: UTF8.self) }
    }
    return lines
  }

  /// Judges the code at the end of a line; nothing is done for an empty line.
  mutating func add(_ line: String) throws {
    guard line.contains(where: { !$0.isWhitespace }) else { return }
    guard rows.count < Self.mostCodes else {
      throw Failure.usage("at most \(Self.mostCodes) codes are graded at once")
    }
    let (label, code) = Self.parts(of: line)
    do {
      try add(HandIn(code: code), label)
    } catch let mistake as HandInMistake {
      append(label, nil, score: nil, note: mistake.message)
    }
  }

  /// The code is the last word of a line; commas, quotes and such before and behind it do not belong to it.
  private static func parts(of line: String) -> (label: String, code: Substring) {
    func isOfCode(_ character: Character) -> Bool {
      character.isASCII && (character.isLetter || character.isNumber)
        || character.unicodeScalars.allSatisfy(Base32.isDash)
    }
    var rest = Substring(line.prefix(HandIn.mostCharacters + 1_000))
    while let last = rest.last, last.isWhitespace || ".,;:\"')]>".contains(last) {
      rest.removeLast()
    }
    let start = rest.lastIndex { !isOfCode($0) }.map { rest.index(after: $0) } ?? rest.startIndex
    // A word with a strange character in it is a mistyped code, not a label and a shorter code.
    let word =
      rest.lastIndex { $0.isWhitespace || ",;:\"'([<=".contains($0) }
      .map { rest.index(after: $0) } ?? rest.startIndex
    let code = rest[min(start, word)...]
    let marks = CharacterSet.whitespaces.union(CharacterSet(charactersIn: ",;:\"'([<="))
    return (harmless(rest[..<code.startIndex].trimmingCharacters(in: marks)), code)
  }

  private mutating func add(_ handIn: HandIn, _ label: String) throws {
    if let seed, handIn.seed != seed {
      return append(label, handIn, score: nil, note: "it is of seed \(handIn.seed), not of \(seed)")
    }
    guard let pool = try pool(of: handIn.lessons), pool.fingerprint == handIn.fingerprint else {
      return append(
        label, handIn, score: nil,
        note: "it was made with other lessons: another --course, or another version of toast")
    }
    guard !handIn.answers.isEmpty else {
      return append(label, handIn, score: nil, note: HandInMistake.invented.message)
    }
    let quiz = try Quiz(pool, seed: handIn.seed, name: handIn.name, count: handIn.answers.count)
    guard quiz.check == handIn.check else {
      return append(
        label, handIn, score: nil,
        note:
          "its name, seed or number of questions was changed, or another version of toast made it")
    }
    append(label, handIn, score: QuizScore(handIn.answers, of: quiz), note: twin(of: handIn))
  }

  /// An earlier code that is the same, or has the same name.
  private mutating func twin(of handIn: HandIn) -> String? {
    let number = rows.count + 1
    defer {
      known[handIn.code] = known[handIn.code] ?? number
      names[handIn.name.text] = names[handIn.name.text] ?? number
    }
    if let other = known[handIn.code] { return "it is the same as code \(other)" }
    return names[handIn.name.text].map { "code \($0) has the same name" }
  }

  private mutating func append(
    _ label: String, _ handIn: HandIn?, score: QuizScore?, note: String?
  ) {
    rows.append(
      Row(
        number: rows.count + 1, label: label, name: handIn?.name.text, seed: handIn?.seed,
        score: score, note: note))
  }

  /// What the lessons of these numbers could be asked; nil where the course does not have them.
  private mutating func pool(of lessons: [Int]) throws -> QuestionPool? {
    if let pool = pools[lessons] { return pool }
    let numbers = Set(course.entries.map(\.number))
    guard lessons.allSatisfy(numbers.contains) else { return nil }
    let pool: QuestionPool
    do {
      pool = try QuestionPool(course, numbers: lessons, known: &chapters)
    } catch let failure as Failure where failure.code == .usage {
      return nil
    }
    pools[lessons] = pool
    return pool
  }
}
