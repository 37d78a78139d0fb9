import Model
import ScenarioFiles

/// Questions of lessons with numbers of their own, drawn from a seed and a name.
///
/// The whole class gets the same questions of the same lessons; each name gets its own numbers. The
/// same course, lessons, seed, name and count give the same quiz on every machine.
struct Quiz: Sendable {
  let seed: UInt64
  let name: QuizName
  /// In the order of the course; never empty.
  let questions: [QuizQuestion]
  private let chosen: [Int]
  private let fingerprint: UInt32

  /// Makes a quiz of some lessons, by number or name; of all for none.
  ///
  /// - Parameter count: How many questions, up to 200; nil for one from each lesson.
  init(_ course: Course, lessons: [String], seed: UInt64, name: String, count: Int?) throws {
    if let count, !(1...HandIn.mostQuestions).contains(count) {
      throw Failure.usage(
        "a quiz has 1 to \(HandIn.mostQuestions) questions; write --count 12, for example")
    }
    try self.init(
      QuestionPool(course, lessons: lessons), seed: seed, name: QuizName(name), count: count)
  }

  /// Makes a quiz of what may be asked.
  init(_ pool: QuestionPool, seed: UInt64, name: QuizName, count: Int?) throws {
    self.seed = seed
    self.name = name
    chosen = pool.chosen
    fingerprint = pool.fingerprint
    let count = min(count ?? pool.chapters.count, HandIn.mostQuestions)
    let chance = QuizChance(seed: seed, name: name)
    var asked: [Pick: Set<[String]>] = [:]
    var made: [QuizQuestion] = []
    for pick in Self.picks(from: pool, seed: seed, count: count) {
      let chapter = pool.chapters[pick.chapter]
      let variant = try QuizVariant(
        of: chapter.questions[pick.question], place: made.count, chance: chance,
        not: asked[pick, default: []])
      asked[pick, default: []].insert(variant.values)
      made.append(
        QuizQuestion(
          number: made.count + 1, lesson: chapter.title, values: variant.values,
          scenario: variant.scenario, question: variant.question, task: variant.task))
    }
    questions = made
  }

  /// What is handed in with these answers, one for each question.
  func handIn(_ answers: [HandIn.Answer]) -> HandIn {
    HandIn(
      fingerprint: fingerprint, check: check, seed: seed, lessons: chosen, name: name,
      answers: answers)
  }

  /// What was asked, in 16 bits.
  var check: UInt16 {
    var checksum = Checksum()
    checksum.add(name.text)
    for question in questions { for value in question.values { checksum.add(value) } }
    return UInt16(truncatingIfNeeded: checksum.value)
  }

  /// A question by its lesson's and its own position.
  private struct Pick: Hashable {
    let chapter: Int
    let question: Int
  }

  /// The questions to ask, in the order of the course: one of each lesson, then another one of each,
  /// and again from the beginning when all were asked.
  private static func picks(from pool: QuestionPool, seed: UInt64, count: Int) -> [Pick] {
    let chance = QuizChance(seed: seed)
    let orders = pool.chapters.indices.map {
      chance.order(of: pool.chapters[$0].questions.count, for: .questions, at: $0)
    }
    let lessons = chance.order(of: pool.chapters.count, for: .lessons, at: 0)
    let rounds = orders.map(\.count).max() ?? 0
    let all = (0..<rounds).flatMap { round in
      lessons.filter { round < orders[$0].count }
        .map { Pick(chapter: $0, question: orders[$0][round]) }
    }
    let picks = (0..<count).map { all[$0 % all.count] }
    return picks.sorted { ($0.chapter, $0.question) < ($1.chapter, $1.question) }
  }
}
