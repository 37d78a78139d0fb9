public import Model

/// What is typed as an answer, and what an answer is counted in.
extension AnswerUnit {
  /// What somebody typed, as an amount; without a unit it is in this one.
  public func amount(of text: String) throws(ScalarMistake) -> Amount {
    let body = text.trimmed.lowercased()
    guard !body.isEmpty else {
      throw ScalarMistake(.number, "an answer is missing", remedy: "type it as in `\(example)`")
    }
    guard body.unicodeScalars.count <= Self.mostCharacters else {
      throw ScalarMistake(
        .pastLimit, "an answer has at most \(Self.mostCharacters) characters",
        remedy: "type it as in `\(example)`")
    }
    if let slip = Slips.invisible(in: body) {
      throw ScalarMistake(.number, "`\(text)` holds \(slip.name)", remedy: slip.remedy)
    }
    if let mistake = Self.slip(in: body) { throw mistake }
    switch self {
    case .time(_, let length): return try time(body, length)
    case .times: return try times(body)
    case .percent: return try percent(body)
    case .rate(_, let length): return try rate(body, length)
    case .count(let name): return try count(body, name)
    }
  }

  /// Longer answers are refused before they are read.
  private static let mostCharacters = 100

  /// How an answer is typed.
  private var example: String {
    switch self {
    case .time(let name, _): "50 \(name)"
    case .times: "4x"
    case .percent: "80 %"
    case .rate(let name, _): "12 \(name)"
    case .count(let name): "26 \(name)"
    }
  }

  /// What is asked for, in words.
  fileprivate var kind: String {
    switch self {
    case .time: "a time"
    case .times: "a ratio"
    case .percent: "a share"
    case .rate: "a number of jobs in a time"
    case .count: "a number"
    }
  }

  /// Signs, commas and spaces that a number does not have.
  private static func slip(in body: String) -> ScalarMistake? {
    if body.hasPrefix("-") { return ScalarMistake(.number, "an answer cannot be negative") }
    let letters = Array(body)
    func isBetweenDigits(_ index: Int) -> Bool {
      index > 0 && index + 1 < letters.count && letters[index - 1].isNumber
        && letters[index + 1].isNumber
    }
    for index in letters.indices where isBetweenDigits(index) {
      var isThousand: Bool { letters[(index + 1)...].prefix { $0.isNumber }.count == 3 }
      func with(_ sign: String) -> String {
        String(letters[..<index]) + sign + String(letters[(index + 1)...])
      }
      switch letters[index] {
      case "," where isThousand:
        return ScalarMistake(
          .number, "`\(body)` has a comma", remedy: "write `\(with(""))`, or `\(with("."))`")
      case ",":
        return ScalarMistake(
          .number, "`\(body)` has a comma", remedy: "write `\(with("."))`, with a point")
      case " ", "_", "'":
        return ScalarMistake(
          .number, "`\(body)` are two numbers", remedy: "write `\(with(""))` for one")
      default: continue
      }
    }
    return nil
  }

  private func mismatch(_ body: String) -> ScalarMistake {
    let isTime = (try? DurationParser.parse(body)) != nil
    let what = isTime ? ", not a time" : body.hasSuffix("%") ? ", not a percentage" : ""
    if what.isEmpty {
      return ScalarMistake(
        .number, "`\(body)` is not \(kind)", remedy: "type it as in `\(example)`")
    }
    return ScalarMistake(
      .number, "this asks for \(kind)\(what)", remedy: "type it as in `\(example)`")
  }

  private func time(_ body: String, _ length: Nanoseconds) throws(ScalarMistake) -> Amount {
    if let number = WrittenDecimal(body) {
      return Amount(number.value * Double(length), .time)
    }
    if let last = body.last,
      last == "%" || (last == "x" && WrittenDecimal(body.dropLast().trimmed) != nil)
    {
      throw ScalarMistake(
        .number, "this asks for a time, not a \(last == "%" ? "percentage" : "ratio")",
        remedy: "type it as in `\(example)`")
    }
    guard body.contains(where: \.isNumber) else { throw mismatch(body) }
    return Amount(Double(try DurationParser.parse(Self.withShortUnits(body))), .time)
  }

  /// Units of time as people call them.
  private static let shortUnits = [
    "hour": "h", "hours": "h", "hr": "h", "hrs": "h", "minute": "min", "minutes": "min",
    "mins": "min", "second": "s", "seconds": "s", "sec": "s", "secs": "s",
  ]

  /// `50 minutes` as `50 min`: who answers need not know how a file writes it.
  private static func withShortUnits(_ body: String) -> String {
    var text = ""
    var rest = Substring(body)
    while let first = rest.first {
      let part = rest.prefix { $0.isLetter == first.isLetter }
      text += shortUnits[String(part)] ?? String(part)
      rest = rest.dropFirst(part.count)
    }
    return text
  }

  private func times(_ body: String) throws(ScalarMistake) -> Amount {
    var number = body
    for end in ["times", "x"] where number.hasSuffix(end) {
      number = number.dropLast(end.count).trimmed
      break
    }
    guard let decimal = WrittenDecimal(number) else { throw mismatch(body) }
    return Amount(decimal.value, .number)
  }

  private func percent(_ body: String) throws(ScalarMistake) -> Amount {
    for end in ["%", "percent"] where body.hasSuffix(end) {
      guard let decimal = WrittenDecimal(body.dropLast(end.count).trimmed) else { break }
      return Amount(decimal.value / 100, .number)
    }
    guard let decimal = WrittenDecimal(body) else { throw mismatch(body) }
    // 0.8 may be a share as the measures have it, or less than one in a hundred.
    guard decimal.digits == 0 || decimal.digits > decimal.scale else {
      let (whole, rest) = (100 * decimal.digits).quotientAndRemainder(dividingBy: decimal.scale)
      let share = rest == 0 ? "\(whole)" : "\(100 * decimal.value)"
      throw ScalarMistake(
        .number, "`\(body)` can be read in two ways", remedy: "write \(body) % or \(share) %")
    }
    return Amount(decimal.value / 100, .number)
  }

  private func rate(_ body: String, _ length: Nanoseconds) throws(ScalarMistake) -> Amount {
    var length = length
    var number = body
    let parts = body.split(separator: "/", omittingEmptySubsequences: false).map(\.trimmed)
    let words = body.split(separator: " ").map(String.init)
    if parts.count == 2 {
      (number, length) = (parts[0], try Self.unit(parts[1]))
    } else if let per = words.lastIndex(of: "per"), per + 2 == words.count {
      (number, length) = (words[..<per].joined(separator: " "), try Self.unit(words[per + 1]))
    }
    // `12 jobs per h` says what is counted as well.
    let what = number.drop { $0 != " " }.trimmed
    if !what.isEmpty, what.allSatisfy(\.isLetter) {
      number = number.prefix { $0 != " " }.trimmed
    }
    guard let decimal = WrittenDecimal(number), what.isEmpty || what.allSatisfy(\.isLetter),
      !DurationParser.units.contains(where: { $0.name == what })
    else { throw mismatch(body) }
    return Amount(decimal.value * Double(TimeUnit.second) / Double(length), .rate)
  }

  private static func unit(_ name: String) throws(ScalarMistake) -> Nanoseconds {
    let name = shortUnits[name] ?? name
    if let unit = DurationParser.units.first(where: { $0.name == name }) { return unit.length }
    throw ScalarMistake(
      .duration, "`\(name)` is not a unit of time", remedy: DurationParser.meantUnit(name))
  }

  private func count(_ body: String, _ name: String) throws(ScalarMistake) -> Amount {
    let number = body.prefix { $0.isNumber || $0 == "." }
    let word = body.dropFirst(number.count).trimmed
    guard let decimal = WrittenDecimal(number) else { throw mismatch(body) }
    guard word.isEmpty || Self.isSame(word, name.lowercased()) else {
      if (try? DurationParser.parse(body)) != nil || word == "%" { throw mismatch(body) }
      throw ScalarMistake(
        .number, "this asks for \(name), not \(word)", remedy: "write \(number)")
    }
    return Amount(decimal.value, .number)
  }

  /// `toaster` is `toasters`.
  private static func isSame(_ word: String, _ name: String) -> Bool {
    word == name || word + "s" == name || word == name + "s"
      || nearest(to: word, among: [name]) != nil
  }
}

extension AnswerUnit {
  /// Reads the word of `unit`.
  static func parse(_ text: String) throws(ScalarMistake) -> AnswerUnit {
    let body = text.trimmed
    let times = DurationParser.units.filter { !["m", "ns"].contains($0.name) }
    if let unit = times.first(where: { $0.name == body }) {
      return .time(name: unit.name, length: unit.length)
    }
    if body == "x" { return .times }
    if body == "%" || body == String(Self.hiddenPercent) { return .percent }
    if let unit = times.prefix(3).first(where: { "per \($0.name)" == body }) {
      return .rate(name: body, length: unit.length)
    }
    if let meant = meant(body.lowercased()) {
      throw ScalarMistake(
        .lessonQuestion, "`\(body)` is not a unit here", remedy: "write `unit: \(meant)`")
    }
    let isWord = body.allSatisfy { $0.isLetter || $0 == " " || $0 == "-" }
    guard isWord, body.first?.isLetter == true, !body.hasPrefix("per "), body.count <= 40 else {
      throw ScalarMistake(
        .lessonQuestion, "`\(body)` is not a unit",
        remedy: "write h, min, s, ms, us, x, %, per h, or the word for what is counted")
    }
    return .count(body)
  }

  /// YAML lets no value begin with %: behind `unit` it is hidden from its parser.
  static let hiddenPercent: Unicode.Scalar = "\u{FF05}"

  /// What others call the units that have a sign or a short name.
  private static func meant(_ word: String) -> String? {
    let words = [
      "m": "min", "msec": "ms", "millisecond": "ms", "milliseconds": "ms", "microseconds": "us",
      "ns": "us", "times": "x", "ratio": "x", "factor": "x", "percent": "%", "percentage": "%",
      "duration": "min", "time": "min",
    ]
    if let meant = words[word] ?? shortUnits[word] { return meant }
    let parts = word.contains("/") ? word.split(separator: "/") : word.split(separator: " ")
    guard let last = parts.last, parts.count > 1, word.contains("/") || parts.contains("per") else {
      return nil
    }
    let unit = words[last.trimmed] ?? shortUnits[last.trimmed] ?? last.trimmed
    return ["h", "min", "s"].contains(unit) ? "per \(unit)" : nil
  }
}

extension AnswerTolerance {
  /// Reads `within`: `5 %` of the right answer, or an amount in the unit.
  static func parse(_ text: String, _ unit: AnswerUnit) throws(ScalarMistake) -> AnswerTolerance {
    let body = text.trimmed
    if body.hasSuffix("%") {
      return .share(try NumberParser.percentage(body, "a tolerance"))
    }
    // Of a share, points.
    if unit == .percent, let points = WrittenDecimal(body) { return .amount(points.value / 100) }
    if let amount = try? unit.amount(of: body) { return .amount(amount.value) }
    throw ScalarMistake(
      .lessonQuestion, "`\(body)` is no tolerance for \(unit.kind)",
      remedy: "write `5 %`, or an amount in the unit")
  }

  /// How far an answer may be off where nothing is written.
  static func standard(_ unit: AnswerUnit) -> AnswerTolerance {
    if case .count = unit { .amount(0) } else { .share(0.01) }
  }
}
