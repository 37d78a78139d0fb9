import Model

/// The functions of a lesson's amounts.
extension QuantityParser {
  enum Function: String, CaseIterable {
    // Each case is the word that a lesson writes.
    case ceil, floor, min, max, value, fewest
    case inOrder = "in-order"
    case asCompleted = "as-completed"
  }

  /// What stands in a function's brackets, its opening one read.
  mutating func call(_ function: Function) throws(ScalarMistake) -> Part {
    switch function {
    case .ceil, .floor:
      let part = try sum()
      guard part.dimension == .number else {
        throw mistake(
          "`\(function.rawValue)` makes a whole number, not of \(part.dimension.words)",
          part.dimension == .time ? "divide the time by one, as in `/ 1 min`" : nil)
      }
      return (
        function == .ceil ? .roundedUp(part.quantity) : .roundedDown(part.quantity), .number
      )
    case .min, .max:
      let first = try sum()
      try pass(",", "write `\(function.rawValue)(A, B)`")
      let second = try sum()
      guard first.dimension == second.dimension else {
        throw mistake(
          "\(first.dimension.words) and \(second.dimension.words) cannot be compared", nil)
      }
      return (
        function == .min
          ? .smaller(first.quantity, second.quantity) : .larger(first.quantity, second.quantity),
        first.dimension
      )
    case .value: return try value(at: word())
    case .fewest: return try fewest()
    case .inOrder, .asCompleted: return try result(inOrder: function == .inOrder)
    }
  }

  private func value(at path: String) throws(ScalarMistake) -> Part {
    guard let text = file.value(at: path) else {
      throw wrongPath(path, "value(workers.toaster)")
    }
    guard let dimension = ScenarioFile.amount(written: text)?.dimension else {
      throw mistake(
        "`\(text)`, the value of `\(path)`, is neither a number nor a length of time", nil)
    }
    return (.value(path: path, dimension), dimension)
  }

  /// What is wrong with a path where the scenario has no value.
  private func wrongPath(_ path: String, _ example: String) -> ScalarMistake {
    if path.isEmpty { return mistake("a path is missing", "write it as in `\(example)`") }
    let place = Place(source: 0, line: 1, column: 1)
    let one = TreeNode.scalar("1", isPlain: true, place)
    let found = file.mistakes(at: path, place, of: one)
      .first { $0.code == .path || $0.code == .unknownKey }
    if let found { return mistake(found.message, found.remedy) }
    return mistake("the scenario has no value at `\(path)`", "write it into the scenario")
  }

  /// `workers.toaster, makespan <= 40 min`.
  private mutating func fewest() throws(ScalarMistake) -> Part {
    let example = "fewest(workers.toaster, makespan <= 40 min)"
    let path = word()
    let text = file.value(at: path)
    guard let text else { throw wrongPath(path, example) }
    guard Int(text) != nil else {
      throw mistake("`\(path)` is no whole number, but `\(text)`", "write `\(example)`")
    }
    try pass(",", "write `\(example)`")
    _ = next()
    let sentence = String(letters[index...].prefix { $0 != ")" && $0 != "(" })
    index += sentence.count
    if index < letters.count, letters[index] == "(" {
      throw mistake("a sentence has no brackets", "write `\(example)`")
    }
    do {
      return (.fewest(path: path, try sentences.parse(sentence.trimmed)), .number)
    } catch {
      throw mistake(error.message, error.remedy)
    }
  }

  private mutating func result(inOrder: Bool) throws(ScalarMistake) -> Part {
    let word = word()
    let jobs = (try? file.scenario())?.jobCount ?? 0
    guard let number = Int(word), String(number) == word, number > 0, number <= max(1, jobs) else {
      throw mistake(
        "`\(word)` is not the number of a result: the scenario has \(jobs) job\(jobs == 1 ? "" : "s")",
        "write `\(inOrder ? "in-order" : "as-completed")(1)`")
    }
    return (.result(number: number, inOrder: inOrder), .time)
  }
}

extension ScenarioFile {
  /// How many tasks it has.
  var taskCount: Int { (try? scenario())?.tasks.count ?? 0 }

  /// Reads sentences about this scenario.
  var sentences: ExpectationParser {
    ExpectationParser(
      variants: Set(variants), tasks: Set((try? scenario())?.tasks.map(\.name) ?? []))
  }
}
