/// What a student hands in: which quiz it was, under which name, and the answers themselves.
///
/// No score is in it: who grades it makes the quiz again, and judges the answers.
struct HandIn: Equatable, Sendable {
  /// What was answered to a question.
  enum Answer: Equatable, Sendable {
    /// Nothing.
    case skipped
    /// An option, from 0 in the order of the lesson's file.
    case option(Int)
    /// An amount.
    case amount(AnswerDecimal)
  }

  /// The most questions of a quiz.
  static let mostQuestions = 200
  /// Raised when other questions would be drawn from the same seed and name.
  static let version: UInt8 = 1
  /// The most lessons that a code names, and the largest of their numbers.
  static let mostLessons = 1_000

  /// What the lessons could be asked, in 32 bits.
  let fingerprint: UInt32
  /// What was asked with which numbers, in 16 bits; another name has another one, nearly always.
  let check: UInt16
  let seed: UInt64
  /// The numbers of the lessons that were asked about, ascending; empty for all.
  let lessons: [Int]
  let name: QuizName
  /// One for each question.
  let answers: [Answer]

  /// The text to hand in.
  var code: String {
    var bytes: [UInt8] = [Self.version]
    bytes.append(fixed: fingerprint)
    bytes += [UInt8(check >> 8), UInt8(check & 255)]
    bytes.append(varint: seed)
    bytes.append(varint: UInt64(lessons.count))
    var last = 0
    for lesson in lessons {
      bytes.append(varint: UInt64(lesson - last))
      last = lesson
    }
    bytes.append(varint: UInt64(name.text.utf8.count))
    bytes += name.text.utf8
    bytes.append(varint: UInt64(answers.count))
    for answer in answers { answer.append(to: &bytes) }
    bytes.append(fixed: Checksum.of(bytes))
    return Base32.text(bytes)
  }
}

extension HandIn.Answer {
  /// The first byte of an answer that is an amount in base units without places.
  static let firstAmount: UInt8 = 10

  fileprivate func append(to bytes: inout [UInt8]) {
    switch self {
    case .skipped: bytes.append(0)
    case .option(let index): bytes.append(UInt8(index + 1))
    case .amount(let decimal):
      bytes.append(Self.firstAmount + 2 * UInt8(decimal.places) + (decimal.isInUnit ? 1 : 0))
      bytes.append(varint: decimal.digits)
    }
  }
}

extension [UInt8] {
  /// Appends a number, seven bits a byte, the lowest first; a byte with its top bit has another behind it.
  fileprivate mutating func append(varint number: UInt64) {
    var rest = number
    while rest >= 128 {
      append(UInt8(rest & 127) | 128)
      rest >>= 7
    }
    append(UInt8(rest))
  }

  /// Appends four bytes, the highest first.
  fileprivate mutating func append(fixed number: UInt32) {
    for shift in [24, 16, 8, 0] as [UInt32] { append(UInt8(number >> shift & 255)) }
  }
}
