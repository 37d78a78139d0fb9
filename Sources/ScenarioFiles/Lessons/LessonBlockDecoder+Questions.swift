import Model

/// The blocks that ask.
extension LessonBlockDecoder {
  mutating func prediction(of scenario: LessonScenario) -> Prediction? {
    let question = needed("question", "...").flatMap { sentence($0, "question") }
    let answerNode = needed("answer", "makespan")
    let unitNode = needed("unit", "min")
    let unit = unitNode.flatMap { node in
      reader.value(node, "unit") { text throws(ScalarMistake) in try AnswerUnit.parse(text) }
    }
    var parser = QuantityParser(scenario.file)
    let answer = answerNode.flatMap { quantity($0, unit, &parser) }
    var tolerance = unit.map { AnswerTolerance.standard($0) }
    if let node = node("within"), let unit {
      tolerance = reader.value(node, "within") { text throws(ScalarMistake) in
        try AnswerTolerance.parse(text, unit)
      }
    }
    let mistakes = items("mistakes").compactMap { mistake($0, unit, &parser) }
    let hints = hints()
    let vary = variations(of: scenario)
    guard let question, let answer, let unit, let tolerance else { return nil }
    return Prediction(
      question: question, scenario: scenario.name, answer: answer, unit: unit,
      tolerance: tolerance, hints: hints, mistakes: mistakes, vary: vary)
  }

  /// An amount whose dimension fits the unit; nil after a report.
  private mutating func quantity(
    _ node: TreeNode, _ unit: AnswerUnit?, _ parser: inout QuantityParser, isMistake: Bool = false
  ) -> Quantity? {
    reader.value(node, "answer") { text throws(ScalarMistake) in
      let part = try parser.parse(text)
      guard let unit, part.dimension != unit.dimension else { return part.quantity }
      throw ScalarMistake(
        .lessonQuantity,
        "this is \(part.dimension.words), but the unit is for \(unit.dimension.words)",
        remedy: part.quantity.isWritten && unit.dimension == .time
          ? "write `\(text) min`"
          : isMistake
            ? "compute \(unit.dimension.words), as the answer is"
            : "write `unit: \(part.dimension.exampleUnit)`, or ask for something else")
    }
  }

  private mutating func mistake(
    _ node: TreeNode, _ unit: AnswerUnit?, _ parser: inout QuantityParser
  ) -> Prediction.Mistake? {
    let entries = reader.entries(node, "a mistake", allowed: ["answer", "says"])
    guard isWhole(entries, ["answer", "says"], "a mistake", node, example: "...") else {
      return nil
    }
    var answer: Quantity?
    var says: String?
    for entry in entries {
      if entry.key == "answer" {
        answer = quantity(entry.value, unit, &parser, isMistake: true)
      } else {
        says = sentence(entry.value, "says")
      }
    }
    guard let answer, let says else { return nil }
    return Prediction.Mistake(answer: answer, says: says)
  }

  /// Whether an item has the keys that it needs; else reported, unless its keys were.
  private mutating func isWhole(
    _ entries: [TreeNode.Entry], _ keys: [String], _ what: String, _ node: TreeNode,
    example: String
  ) -> Bool {
    guard case .mapping(let all, _) = node, all.count == entries.count else { return false }
    guard let missing = keys.first(where: { key in !entries.contains { $0.key == key } }) else {
      return true
    }
    reader.report(
      .missingKey, "\(what) needs the key `\(missing)`", at: node,
      remedy:
        "write `\(missing): \(missing == keys.last ? example : "...")` beside `\(entries.first?.key ?? missing)`"
    )
    return false
  }

  // MARK: Options

  mutating func choice(of scenario: LessonScenario) -> MultipleChoice? {
    let question = needed("question", "...").flatMap { sentence($0, "question") }
    let node = needed("options", "a list with `text` and `right`")
    let parser = scenario.file.sentences
    let nodes = items("options")
    let options = nodes.compactMap { option($0, parser) }
    if let node, !Limit.options.contains(nodes.count), nodes.count <= Limit.items {
      reader.report(
        .lessonQuestion, "a question has two to nine options, not \(nodes.count)", at: node,
        remedy: nodes.count < 2 ? "write another one" : "remove some")
    }
    let hints = hints()
    let vary = variations(of: scenario)
    guard let question, node != nil else { return nil }
    return MultipleChoice(
      question: question, scenario: scenario.name, options: options, hints: hints, vary: vary)
  }

  private mutating func option(
    _ node: TreeNode, _ parser: ExpectationParser
  ) -> MultipleChoice.Option? {
    let entries = reader.entries(node, "an option", allowed: ["text", "right", "says"])
    let example = Self.sentenceExample(parser.variants.sorted())
    guard isWhole(entries, ["text", "right"], "an option", node, example: example) else {
      return nil
    }
    var text: String?
    var right: Expectation?
    var says: String?
    for entry in entries {
      switch entry.key {
      case "text": text = sentence(entry.value, "text")
      case "right": right = fact(entry.value, "right", parser)
      default: says = sentence(entry.value, "says")
      }
    }
    guard let text, let right else { return nil }
    return MultipleChoice.Option(text: text, right: right, says: says)
  }

  /// A sentence that some variants could have.
  private static func sentenceExample(_ variants: [String]) -> String {
    guard let first = variants.first else { return "makespan < 1 h" }
    return "\(first).makespan < \(variants.count > 1 ? variants[1] : "default").makespan"
  }

  // MARK: Variations

  /// What a quiz varies; the scenario must be readable with each value that is written.
  private mutating func variations(of scenario: LessonScenario) -> [Variation] {
    guard let node = node("vary"), let entries = reader.entries(node, "vary") else { return [] }
    if entries.count > SweepValues.mostAxes {
      reader.report(
        .pastLimit, "at most \(SweepValues.mostAxes) paths are varied", at: node)
      return []
    }
    return entries.map { entry in
      let values = values(of: entry)
      if !values.isEmpty { check(values, of: entry, in: scenario.file) }
      return Variation(path: entry.key, values: values.map(\.text))
    }
  }

  private mutating func values(of entry: TreeNode.Entry) -> [(text: String, place: Place)] {
    var values: [(text: String, place: Place)] = []
    let items = reader.items(entry.value)
    for item in items {
      let expanded = reader.value(item, "a value") { text throws(ScalarMistake) in
        try SweepValues.expand(text)
      }
      guard let expanded else { return [] }
      values += expanded.map { ($0, item.place) }
      if values.count > 1_000 {
        reader.report(.pastLimit, "a path has at most 1000 values", at: item)
        return []
      }
    }
    if items.isEmpty {
      reader.report(.number, "there is nothing to vary", at: entry.value, remedy: "write `1..8`")
    }
    return values
  }

  /// Decodes the scenario with the first and the last value.
  private mutating func check(
    _ values: [(text: String, place: Place)], of entry: TreeNode.Entry, in file: ScenarioFile
  ) {
    var found: [Diagnostic] = []
    for value in [values[0], values[values.count - 1]] where found.isEmpty {
      let node = TreeNode.scalar(value.text, isPlain: true, value.place)
      found = file.mistakes(at: entry.key, entry.place, of: node)
    }
    for mistake in found { reader.add(mistake) }
    guard found.isEmpty, !file.isWritten(at: entry.key) else { return }
    reader.report(
      .path, "the scenario has no value at `\(entry.key)`", at: entry.place,
      length: entry.key.unicodeScalars.count,
      remedy: "write it into the scenario, so that it is seen to change")
  }
}

extension Quantity {
  /// Whether it is a number or a time as written.
  fileprivate var isWritten: Bool { if case .constant = self { true } else { false } }
}

extension Amount.Dimension {
  /// A unit that an answer of this dimension can be in.
  fileprivate var exampleUnit: String {
    switch self {
    case .time: "min"
    case .number: "x"
    case .rate: "per h"
    }
  }
}
