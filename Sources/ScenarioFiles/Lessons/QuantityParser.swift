import Model

/// Reads what a lesson computes: `t1 / makespan`, `makespan + 2 * value(tasks.toast.work)`.
///
/// Brackets and functions nest at most `Limit.depth` deep, so that the parser's own depth is bounded.
struct QuantityParser {
  /// An amount, and what it measures.
  typealias Part = (quantity: Quantity, dimension: Amount.Dimension)

  enum Limit {
    static let characters = 1_000
    static let depth = 20
    static let parts = 100
  }

  let file: ScenarioFile
  let sentences: ExpectationParser
  var letters: [Character] = []
  var index = 0
  private var depth = 0
  private var parts = 0

  init(_ file: ScenarioFile) {
    self.file = file
    sentences = file.sentences
  }

  /// The whole text as one amount.
  mutating func parse(_ text: String) throws(ScalarMistake) -> Part {
    letters = Array(text)
    (index, depth, parts) = (0, 0, 0)
    guard letters.count <= Limit.characters else {
      throw ScalarMistake(.pastLimit, "an amount has at most \(Limit.characters) characters")
    }
    let part = try sum()
    guard let rest = next() else { return part }
    if rest == ")" { throw mistake("this ) closes nothing", "remove it") }
    throw mistake(
      "`\(remainder)` stands behind a whole amount", "put + - * or / before it, or remove it")
  }

  func mistake(_ message: String, _ remedy: String?) -> ScalarMistake {
    ScalarMistake(.lessonQuantity, message, remedy: remedy)
  }

  /// What has not been read yet, as far as it is worth showing.
  var remainder: String { String(letters[index...].prefix(40)) }

  /// The next letter that is no space; nil at the end.
  mutating func next() -> Character? {
    while index < letters.count, letters[index] == " " || letters[index] == "\n" { index += 1 }
    return index < letters.count ? letters[index] : nil
  }

  /// Passes a letter that must stand here.
  mutating func pass(_ letter: Character, _ remedy: String) throws(ScalarMistake) {
    guard next() == letter else {
      let found = index < letters.count ? "before `\(remainder)`" : "at the end"
      throw mistake("a \(letter) is missing \(found)", remedy)
    }
    index += 1
  }

  /// Counts a part; too many, and what computes them would nest too deeply.
  private mutating func count() throws(ScalarMistake) {
    parts += 1
    guard parts <= Limit.parts else {
      throw ScalarMistake(.pastLimit, "an amount has at most \(Limit.parts) parts")
    }
  }

  // MARK: Operations

  mutating func sum() throws(ScalarMistake) -> Part {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Limit.depth else {
      throw ScalarMistake(.pastLimit, "brackets are nested at most \(Limit.depth) deep")
    }
    var left = try product()
    while let sign = next(), sign == "+" || sign == "-" {
      if sign == "-" { try checkSpaces() }
      index += 1
      left = try joined(left, sign == "+" ? .plus : .minus, try product())
    }
    return left
  }

  private mutating func product() throws(ScalarMistake) -> Part {
    var left = try single()
    while let sign = next(), sign == "*" || sign == "/" {
      index += 1
      left = try joined(left, sign == "*" ? .times : .over, try single())
    }
    return left
  }

  /// Names hold hyphens, so a minus has a space on either side.
  private func checkSpaces() throws(ScalarMistake) {
    let isApart =
      index > 0 && letters[index - 1] == " " && index + 1 < letters.count
      && letters[index + 1] == " "
    guard !isApart else { return }
    let rest = String(letters[(index + 1)...].prefix(40)).trimmed
    throw mistake("a minus has a space on either side", "write ` - \(rest)`")
  }

  private func joined(
    _ left: Part, _ operation: Quantity.Operation, _ right: Part
  ) throws(ScalarMistake) -> Part {
    let quantity = Quantity.operation(operation, left.quantity, right.quantity)
    if let dimension = operation.dimension(left.dimension, right.dimension) {
      return (quantity, dimension)
    }
    let (first, second) = (left.dimension.words, right.dimension.words)
    switch operation {
    case .plus, .minus:
      let isTime = left.dimension == .time || right.dimension == .time
      throw mistake(
        "\(first) and \(second) cannot be \(operation == .plus ? "added" : "subtracted")",
        isTime ? "give the number a unit, as in `5 min`, or divide the time by one" : nil)
    case .times: throw mistake("\(first) times \(second) is nothing that is asked for", nil)
    case .over: throw mistake("\(first) over \(second) is nothing that is asked for", nil)
    }
  }

  // MARK: Parts

  private mutating func single() throws(ScalarMistake) -> Part {
    try count()
    guard let letter = next() else {
      throw mistake(
        letters.isEmpty ? "an amount is missing" : "an amount is missing at the end",
        "write a measure, as in `makespan`, or a number")
    }
    if letter == "(" {
      index += 1
      let inner = try sum()
      try pass(")", "close each bracket")
      return inner
    }
    if letter.isASCII, letter.isNumber { return try constant() }
    if letter.isLetter { return try named() }
    if letter == "-" { throw mistake("an amount cannot begin with a minus", "write `0 - ...`") }
    throw mistake(
      "an amount is missing before `\(remainder)`", "write a measure, as in `makespan`, or a number"
    )
  }

  /// `2`, `0.5`, `5 min`, `1 h 30 min`.
  private mutating func constant() throws(ScalarMistake) -> Part {
    let start = index
    var end = index
    func pass(_ isPart: (Character) -> Bool) {
      while index < letters.count, isPart(letters[index]) { index += 1 }
    }
    var hasUnit = false
    while index < letters.count, letters[index].isNumber || letters[index] == "." {
      pass { $0.isNumber || $0 == "." }
      if !hasUnit { end = index }
      pass { $0 == " " }
      guard index < letters.count, letters[index].isLetter else { break }
      pass { $0.isLetter }
      (hasUnit, end) = (true, index)
      pass { $0 == " " }
    }
    index = end
    let text = String(letters[start..<end])
    if hasUnit { return try time(text) }
    if depth == 1, end < letters.count, letters[end] == "," {
      throw mistake("a comma stands behind `\(text)`", "write decimals with a point, as in `0.5`")
    }
    if let sign = letters[end...].first(where: { $0 != " " }), sign == "%" {
      throw mistake("shares are numbers from 0 to 1 here", "write 0.8 for 80 %")
    }
    guard let decimal = WrittenDecimal(text) else {
      throw mistake(
        "`\(text.prefix(40))` is not a number", "write it as in `0.5`, with at most 18 digits")
    }
    return (.constant(Amount(decimal.value, .number)), .number)
  }

  private func time(_ text: String) throws(ScalarMistake) -> Part {
    let time = try DurationParser.parse(text)
    return (.constant(Amount(Double(time), .time)), .time)
  }

  /// A function or a measure.
  private mutating func named() throws(ScalarMistake) -> Part {
    let word = word()
    if next() == "(" {
      guard let function = Function(rawValue: word) else {
        throw mistake(
          "`\(word)` is not a function",
          nearest(to: word, among: Function.allCases.map(\.rawValue)).map {
            "did you mean `\($0)`?"
          }
            ?? "functions are \(Function.allCases.map(\.rawValue).joined(separator: ", "))")
      }
      index += 1
      let part = try call(function)
      try pass(")", "close the bracket of \(word)")
      return part
    }
    if Function(rawValue: word) != nil, !Measure.allCases.contains(where: { $0.rawValue == word }) {
      throw mistake("`\(word)` is a function", "write `\(word)(...)`")
    }
    return try measure(word)
  }

  /// Letters, digits, hyphens and points.
  mutating func word() -> String {
    _ = next()
    let rest = letters[index...].prefix { $0.isLetter || $0.isNumber || "-._".contains($0) }
    index += rest.count
    return String(rest)
  }

  private func measure(_ word: String) throws(ScalarMistake) -> Part {
    do {
      let term = try sentences.term(word)
      return (.measure(term), term.measure.amountDimension)
    } catch {
      // `t1-makespan` may be a subtraction.
      for split in word.indices where word[split] == "-" {
        let before = String(word[..<split])
        let after = String(word[word.index(after: split)...])
        guard (try? sentences.term(before)) != nil else { continue }
        throw mistake(
          "a minus has a space on either side",
          "write `\(before) - \(after.isEmpty ? "..." : after)`")
      }
      throw mistake(error.message, error.remedy)
    }
  }
}

extension Amount.Dimension {
  /// What is measured, in words.
  var words: String {
    switch self {
    case .time: "a time"
    case .number: "a number"
    case .rate: "a rate"
    }
  }
}
