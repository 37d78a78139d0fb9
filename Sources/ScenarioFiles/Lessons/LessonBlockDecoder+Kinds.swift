import Model

/// The blocks that tell and show.
extension LessonBlockDecoder {
  mutating func about() -> Lesson.About {
    var about = Lesson.About()
    about.line = block.fence.line
    if let node = node("minutes") { about.minutes = minutes(node) }
    about.goals = sentences("goals", "a goal")
    about.topics = sentences("topics", "a topic")
    if let node = node("talk") { about.talk = sentence(node, "talk") }
    return about
  }

  /// Minutes, without a unit.
  private mutating func minutes(_ node: TreeNode) -> Int? {
    if case .scalar(let text, _, _) = node {
      let digits = text.prefix { $0.isASCII && $0.isNumber }
      let isNamed = ["minute", "minutes", "mins"].contains(text.dropFirst(digits.count).trimmed)
      let time = try? DurationParser.parse(isNamed ? "\(digits) min" : text)
      if let time, time > 0, time % TimeUnit.minute == 0 {
        reader.report(
          .number, "minutes are a number without a unit", at: node,
          remedy: "write \(time / TimeUnit.minute)")
        return nil
      }
    }
    return reader.whole(node, "minutes", in: 1...240)
  }

  mutating func reveal() -> Reveal? {
    let question = needed("question", "...").flatMap { sentence($0, "question") }
    let answer = needed("answer", "...").flatMap { sentence($0, "answer") }
    guard let question, let answer else { return nil }
    return Reveal(question: question, answer: answer)
  }

  mutating func watch(of scenario: LessonScenario) -> WatchBlock? {
    let variants = items("variants").compactMap { node -> String? in
      guard let name = reader.text(node, "a variant") else { return nil }
      let known = scenario.file.variants + ["default"]
      if known.contains(name) { return name }
      reader.report(
        .unknownName, "there is no variant `\(name)`", at: node,
        remedy: nearest(to: name, among: known).map { "did you mean `\($0)`?" }
          ?? (known.count == 1
            ? "the scenario has none"
            : "the variants are \(known.prefix(8).joined(separator: ", "))"))
      return nil
    }
    let workers = workers(of: scenario)
    let real = items("real").compactMap { node in
      reader.choice(node, "a kind of worker", of: WorkerKind.self)
    }
    checkRuns("variants", variants)
    checkRuns("workers", workers)
    checkRuns("real", real.map(\.rawValue))
    if let node = node("workers"), !variants.isEmpty {
      reader.report(
        .lessonQuestion, "`variants` and `workers` cannot be shown together", at: node,
        remedy: "make two blocks of them")
    } else if !real.isEmpty {
      checkOne("variants", "variant", variants.count)
      checkOne("workers", "number of workers", workers.count)
    }
    return WatchBlock(scenario: scenario.name, variants: variants, workers: workers, real: real)
  }

  /// Runs beside each other are few, and different.
  private mutating func checkRuns(_ key: String, _ runs: [String]) {
    guard let node = node(key) else { return }
    if runs.count > Limit.runs {
      reader.report(
        .lessonQuestion, "at most \(Limit.runs) runs fit beside each other", at: node,
        remedy: "remove \(runs.count - Limit.runs) of them")
    } else if let index = runs.indices.first(where: { runs[..<$0].contains(runs[$0]) }) {
      reader.report(
        .lessonQuestion, "`\(runs[index])` is there twice", at: reader.items(node)[index],
        remedy: "keep one of them")
    }
  }

  /// Real runs differ by the kinds of their workers only.
  private mutating func checkOne(_ key: String, _ what: String, _ count: Int) {
    guard count > 1, let node = node(key) else { return }
    reader.report(
      .lessonQuestion, "a real run shows one \(what), not \(count)", at: node,
      remedy: "keep one of them, or remove `real`")
  }

  private mutating func workers(of scenario: LessonScenario) -> [String] {
    guard let node = node("workers") else { return [] }
    let pools = (try? scenario.file.scenario())?.pools ?? []
    guard pools.count == 1 else {
      reader.report(
        .lessonQuestion, "`workers` is for a scenario with one pool; this one has \(pools.count)",
        at: node, remedy: "use variants")
      return []
    }
    var counts: [String] = []
    for item in items("workers") {
      let values = reader.value(item, "a number of workers") { text throws(ScalarMistake) in
        try SweepValues.expand(text)
      }
      for value in (values ?? []).prefix(Limit.items) {
        let node = TreeNode.scalar(value, isPlain: true, item.place)
        if reader.whole(node, "a number of workers", in: 1...ScenarioDecoder.Limit.workers) != nil {
          counts.append(value)
        }
      }
    }
    return counts
  }

  mutating func explanation(of scenario: LessonScenario) -> Explanation? {
    let parser = scenario.file.sentences
    let facts = items("facts").compactMap { fact($0, "a fact", parser) }
    return Explanation(scenario: scenario.name, facts: facts, terms: sentences("terms", "a term"))
  }

  /// A sentence as in `expect`.
  mutating func fact(
    _ node: TreeNode, _ what: String, _ parser: ExpectationParser
  ) -> Expectation? {
    if case .mapping(let entries, _) = node, let entry = entries.first {
      var sentence = entry.value.isNothing ? entry.key : "\(entry.key) = ..."
      if case .scalar(let text, _, _) = entry.value, !text.isEmpty {
        sentence = "\(entry.key) = \(text)"
      }
      reader.report(
        .wrongShape, "\(what) is a sentence, not a key", at: entry.place,
        length: entry.key.unicodeScalars.count, remedy: "write `\(sentence)`")
      return nil
    }
    guard let text = reader.text(node, what) else { return nil }
    do {
      return try parser.parse(text)
    } catch {
      if let (place, length) = place(of: error.word, in: node) {
        reader.report(error.code, error.message, at: place, length: length, remedy: error.remedy)
      } else {
        reader.report(error, at: node)
      }
      return nil
    }
  }

  /// Where a word of a value stands; nil where it is not on the value's first line.
  private func place(of word: String?, in node: TreeNode) -> (Place, Int)? {
    guard let word, case .scalar(_, true, let place) = node else { return nil }
    let found = lines[place.line - 1].range(ofWord: word, from: place.column - 1)
    return found.map { range in
      let start = Place(source: place.source, line: place.line, column: range.lowerBound + 1)
      return (start, range.count)
    }
  }

  mutating func exercise(
    of scenario: LessonScenario, solution: LessonScenario?
  ) -> Exercise? {
    let task = needed("task", "...").flatMap { sentence($0, "task") }
    let keep = items("keep").compactMap { node -> String? in
      guard let path = reader.text(node, "a path") else { return nil }
      return isKept(path, node, scenario) ? path : nil
    }
    let hints = hints()
    if (try? scenario.file.scenario())?.expectations.isEmpty == true {
      reader.report(
        .missingKey, "the scenario of this exercise has no `expect`", at: block.fence,
        length: block.fenceLength, remedy: "write there what must hold in the end")
    }
    guard let task, let solution else { return nil }
    return Exercise(
      task: task, scenario: scenario.name, keep: keep, hints: hints, solution: solution)
  }

  /// Whether a path to be kept leads to something; else reported.
  private mutating func isKept(
    _ path: String, _ node: TreeNode, _ scenario: LessonScenario
  ) -> Bool {
    let first = String(path.prefix { $0 != "." })
    // A setting may be left out, so that it stays what is standard.
    if scenario.file.root.part(at: path) != nil || Language.settings.contains(path) { return true }
    guard Language.topKeys.contains(first) else {
      reader.report(
        .path, "a path cannot begin with `\(first)`", at: node,
        remedy: nearest(to: first, among: Language.topKeys).map { "did you mean `\($0)`?" }
          ?? "it begins with a key of a scenario, as in `tasks`")
      return false
    }
    reader.report(
      .path, "the scenario has nothing at `\(path)`", at: node,
      remedy: "name what it has, as in `tasks`")
    return false
  }

  /// Three or none.
  mutating func hints() -> [String] {
    let nodes = items("hints")
    let hints = nodes.compactMap { sentence($0, "a hint") }
    guard let node = node("hints"), nodes.count != 3 else { return hints }
    reader.report(
      .lessonQuestion, "there are three hints or none, not \(reader.items(node).count)",
      at: nodes.last ?? node,
      remedy: "a question, the formula, the numbers")
    return []
  }
}
