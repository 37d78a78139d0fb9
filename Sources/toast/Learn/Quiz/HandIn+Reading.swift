import ScenarioFiles

/// Why a text is no hand-in code.
enum HandInMistake: Error, Equatable {
  /// There is nothing, or too little.
  case tooShort
  /// More than the longest code has.
  case tooLong
  /// A character that no code has.
  case stranger(Unicode.Scalar)
  /// The checksum does not fit.
  case mistyped
  /// Another version of the program made it.
  case version(Int)
  /// The checksum fits what no version of the program writes.
  case invented

  /// What to tell.
  var message: String {
    switch self {
    case .tooShort: "that is no hand-in code, or only a part of one: copy all of it, without spaces"
    case .tooLong: "that is longer than any hand-in code: one line has one code"
    case .stranger(let scalar):
      "the code has a typing mistake: no code has `\(harmless(String(scalar)))`; copy it again"
    case .mistyped: "the code has a typing mistake: copy it again"
    case .version(let version):
      "another version of toast made the code (it is of format \(version), not \(HandIn.version))"
    case .invented: "no quiz gives such a code"
    }
  }
}

extension HandIn {
  /// The most characters that are looked at; 200 questions need fewer.
  static let mostCharacters = 6_000
  /// Version, fingerprint, check, four numbers of a byte and the checksum.
  private static let fewestBytes = 15

  /// Reads a code; capital letters and dashes do not matter.
  init(code: some StringProtocol) throws(HandInMistake) {
    guard code.utf8.count <= Self.mostCharacters else { throw .tooLong }
    let decoded: [UInt8]?
    do {
      decoded = try Base32.bytes(code)
    } catch {
      throw .stranger(error.scalar)
    }
    guard code.utf8.count >= Self.fewestBytes * 8 / 5 else { throw .tooShort }
    guard let bytes = decoded, bytes.count >= Self.fewestBytes else { throw .mistyped }
    var end = ByteReader(bytes.suffix(4))
    guard end.fixed() == Checksum.of(bytes.dropLast(4)) else { throw .mistyped }
    guard bytes[0] == Self.version else { throw .version(Int(bytes[0])) }
    var reader = ByteReader(bytes.dropFirst().dropLast(4))
    guard let handIn = reader.handIn(), reader.isAtEnd else { throw .invented }
    self = handIn
  }
}

/// Takes numbers from bytes; nil where they end too early, or are not what we write.
private struct ByteReader {
  private var bytes: ArraySlice<UInt8>

  init(_ bytes: ArraySlice<UInt8>) { self.bytes = bytes }

  var isAtEnd: Bool { bytes.isEmpty }

  mutating func handIn() -> HandIn? {
    guard let fingerprint = fixed(), let high = bytes.popFirst(), let low = bytes.popFirst(),
      let seed = varint(), let lessons = lessons(), let name = name(), let answers = answers()
    else { return nil }
    return HandIn(
      fingerprint: fingerprint, check: UInt16(high) << 8 | UInt16(low), seed: seed,
      lessons: lessons, name: name, answers: answers)
  }

  mutating func fixed() -> UInt32? {
    guard bytes.count >= 4 else { return nil }
    var number: UInt32 = 0
    for _ in 0..<4 { number = number << 8 | UInt32(bytes.removeFirst()) }
    return number
  }

  private mutating func varint() -> UInt64? {
    var number: UInt64 = 0
    for shift in stride(from: UInt64(0), to: 64, by: 7) {
      guard let byte = bytes.popFirst() else { return nil }
      if shift == 63, byte > 1 { return nil }
      number |= UInt64(byte & 127) << shift
      // The last byte of a number is 0 only where it is the only one.
      if byte < 128 { return byte == 0 && shift > 0 ? nil : number }
    }
    return nil
  }

  private mutating func varint(atMost most: Int) -> Int? {
    guard let number = varint(), number <= UInt64(most) else { return nil }
    return Int(number)
  }

  private mutating func lessons() -> [Int]? {
    guard let count = varint(atMost: HandIn.mostLessons) else { return nil }
    var lessons: [Int] = []
    for _ in 0..<count {
      guard let step = varint(atMost: HandIn.mostLessons), step > 0 else { return nil }
      lessons.append((lessons.last ?? 0) + step)
    }
    return lessons.last ?? 0 <= HandIn.mostLessons ? lessons : nil
  }

  private mutating func name() -> QuizName? {
    guard let count = varint(atMost: QuizName.mostBytes), bytes.count >= count,
      let text = String(validating: bytes.prefix(count), as: UTF8.self)
    else { return nil }
    bytes.removeFirst(count)
    let name = QuizName(text)
    // Equal bytes, since equal texts may still differ in how they are composed.
    return name.text.utf8.elementsEqual(text.utf8) ? name : nil
  }

  private mutating func answers() -> [HandIn.Answer]? {
    guard let count = varint(atMost: HandIn.mostQuestions) else { return nil }
    var answers: [HandIn.Answer] = []
    for _ in 0..<count {
      guard let answer = answer() else { return nil }
      answers.append(answer)
    }
    return answers
  }

  private mutating func answer() -> HandIn.Answer? {
    guard let first = bytes.popFirst() else { return nil }
    guard first >= HandIn.Answer.firstAmount else {
      return first == 0 ? .skipped : .option(Int(first) - 1)
    }
    let form = Int(first - HandIn.Answer.firstAmount)
    guard form / 2 <= AnswerDecimal.mostPlaces, let digits = varint() else { return nil }
    return .amount(AnswerDecimal(digits: digits, places: form / 2, isInUnit: form % 2 == 1))
  }
}
