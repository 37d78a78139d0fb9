import Model

/// Makes a lesson of a text, or all its mistakes.
struct LessonDecoder {
  var mistakes: [Diagnostic] = []
  private(set) var warnings: [Diagnostic] = []
  let source: SourceText
  private let name: String
  private let pieces: [LessonScanner.Piece]
  private let title: String
  private var steps: [Lesson.Step] = []
  private var about = Lesson.About()
  private var ids: Set<String> = []
  /// The scenarios by the line of their fence; nil for one that cannot be read.
  private var scenarios: [Int: LessonScenario?] = [:]
  /// The names of all scenarios, in the order of the file, with the line of their fence.
  private var names: [(name: String, line: Int)] = []

  /// How many more tasks are checked.
  private var tasksLeft = LessonFile.Limit.checkedTasks

  init(_ source: SourceText, name: String) {
    self.source = source
    self.name = name
    let scanner = LessonScanner(source)
    mistakes = scanner.mistakes
    pieces = scanner.pieces
    title = scanner.title ?? name
    guard scanner.title == nil else { return }
    mistakes.append(
      Diagnostic(
        .lessonOrder, "the lesson has no title", at: Place(source: 0, line: 1, column: 1),
        remedy: "begin it with a heading, as in `# Two ovens`"))
  }

  /// The lesson; of use only where no mistake was found.
  mutating func decode() -> Lesson {
    readScenarios()
    checkOrder()
    var last: Int?
    for (index, piece) in pieces.enumerated() where mistakes.count < LessonFile.Limit.shownMistakes
    {
      switch piece {
      case .text(let lines):
        let text = SourceText(lines, of: source).text
        add(.text(String(text.dropLast())), line: lines.lowerBound + 1, id: "text\n" + text)
      case .block(let block):
        if block.kind == .scenario { last = block.fence.line }
        guard let kind = kind(of: block, at: index, last) else { continue }
        let text = SourceText(block.lines, of: source).text
        let asked = kind.askedAbout.flatMap { self.scenario(named: $0)?.text }
        let about = asked.map { "\nscenario\n" + $0 } ?? ""
        add(kind, line: block.fence.line, id: "\(block.kind.rawValue)\n" + text + about)
      }
    }
    return Lesson(name: name, title: title, about: about, steps: steps)
  }

  /// Adds a step; its id is the 64-bit FNV-1a hash of its kind, a line end and its lines, folded to 32 bits.
  ///
  /// Behind them stand a line `scenario` and the lines of the scenario that is asked about, if there is one.
  /// Where an earlier step has it already, a number is hashed as well.
  private mutating func add(_ kind: Lesson.Kind, line: Int, id text: String) {
    var id = Self.hash(text)
    var number = 1
    while !ids.insert(id).inserted {
      number += 1
      id = Self.hash("\(text)\n\(number)")
    }
    steps.append(Lesson.Step(line: line, id: id, kind: kind))
  }

  private static func hash(_ text: String) -> String {
    let hash = stableHash(text)
    let digits = String(UInt32(truncatingIfNeeded: hash ^ (hash >> 32)), radix: 16)
    return String(repeating: "0", count: 8 - digits.count) + digits
  }

  /// Reports a mistake of a block as a whole, at its fence.
  mutating func report(
    _ code: DiagnosticCode, _ message: String, _ block: LessonBlock, remedy: String? = nil
  ) {
    mistakes.append(
      Diagnostic(code, message, at: block.fence, length: block.fenceLength, remedy: remedy))
  }

  // MARK: Scenarios

  private var blocks: [LessonBlock] {
    pieces.compactMap { if case .block(let block) = $0 { block } else { nil } }
  }

  /// Reads the blocks that are scenarios, so that others may name them.
  private mutating func readScenarios() {
    var solutions = 0
    var number = 0
    for block in blocks where block.kind == .scenario || block.kind == .solution {
      var name = ""
      if block.kind == .solution {
        solutions += 1
        name = "solution \(solutions)"
      } else {
        number += 1
        name = checkedName(of: block) ?? "scenario \(number)"
        names.append((name, block.fence.line))
      }
      guard tasksLeft > 0 else { continue }
      let read = scenario(block, name)
      scenarios[block.fence.line] = .some(read)
      tasksLeft -= read.map { $0.file.taskCount * (1 + $0.file.variants.count) } ?? 0
      if tasksLeft <= 0 { reportSize(block) }
    }
  }

  private mutating func reportSize(_ block: LessonBlock) {
    report(
      .pastLimit, "the scenarios up to this one are too large for a lesson", block,
      remedy: "tasks, variants and values to vary make at most \(LessonFile.Limit.checkedTasks)")
  }

  /// The name that a scenario has, reported where it is none; nil for a scenario without one.
  private mutating func checkedName(of block: LessonBlock) -> String? {
    guard let name = block.name else { return nil }
    if !Reader.isName(name) {
      report(
        .lessonBlock, "`\(name)` is not a name for a scenario", block,
        remedy: "a name is one word: letters a to z, digits and -, a letter first, at most 64")
    } else if let other = names.first(where: { $0.name == name }) {
      report(
        .lessonBlock, "there is a scenario `\(name)` already", block,
        remedy: "it is on line \(other.line); choose another name")
    }
    return name
  }

  private mutating func scenario(_ block: LessonBlock, _ name: String) -> LessonScenario? {
    let text = SourceText(block.lines, of: source)
    do {
      let file = try ScenarioFile(text, name: title)
      return LessonScenario(name: name, line: block.fence.line, text: text.text, file: file)
    } catch {
      if block.isClosed { mistakes += error.diagnostics.map { Self.placed($0, in: block) } }
      return nil
    }
  }

  /// What is wrong with a whole block stands at its fence.
  static func placed(_ mistake: Diagnostic, in block: LessonBlock) -> Diagnostic {
    guard mistake.place == nil else { return mistake }
    var placed = mistake
    placed.place = block.fence
    placed.length = block.fenceLength
    if placed.code == .empty { placed.message = "the block is empty" }
    return placed
  }

  // MARK: Order

  /// The description comes first, a solution behind its exercise.
  private mutating func checkOrder() {
    for (index, block) in blocks.enumerated() {
      let before = index > 0 ? blocks[index - 1] : nil
      let next = index + 1 < blocks.count ? blocks[index + 1] : nil
      switch block.kind {
      case .lesson where index > 0:
        report(
          .lessonOrder, "the `lesson` block is the first one", block,
          remedy: blocks[0].kind == .lesson
            ? "there is one on line \(blocks[0].fence.line)" : "move it to the top")
      case .solution where before?.kind != .change:
        report(
          .lessonOrder, "there is no `change` above this `solution`", block,
          remedy: "put it behind the `change` that it solves, with only text between")
      case .change where next?.kind != .solution:
        report(
          .lessonOrder, "no `solution` follows this `change`", block,
          remedy: "write a `yaml solution` block below, with only text between")
      default: break
      }
    }
  }

  /// The solution behind a piece; nil where there is none that can be read.
  private func solution(behind index: Int) -> LessonScenario? {
    for piece in pieces[(index + 1)...] {
      guard case .block(let block) = piece else { continue }
      return block.kind == .solution ? scenarios[block.fence.line] ?? nil : nil
    }
    return nil
  }

  // MARK: Blocks

  /// What a block is; nil where it is no step, or was reported.
  private mutating func kind(of block: LessonBlock, at index: Int, _ last: Int?) -> Lesson.Kind? {
    switch block.kind {
    case .scenario: return (scenarios[block.fence.line] ?? nil).map { .scenario($0) }
    case .solution: return nil
    case .console: return .console(SourceText(block.lines, of: source).text)
    default: break
    }
    var decoder = LessonBlockDecoder(block, in: source)
    if block.isClosed { warnings += decoder.warnings }
    defer { if block.isClosed { mistakes += decoder.mistakes() } }
    guard decoder.isReadable else { return nil }
    switch block.kind {
    case .lesson:
      let about = decoder.about()
      self.about = about
      return nil
    case .reveal: return decoder.reveal().map { .reveal($0) }
    default: break
    }
    guard let scenario = scenario(for: &decoder, last), tasksLeft > 0 else { return nil }
    tasksLeft -= decoder.triedValues * scenario.file.taskCount
    guard tasksLeft > 0 else {
      reportSize(block)
      return nil
    }
    switch block.kind {
    case .predict: return decoder.prediction(of: scenario).map { .predict($0) }
    case .choose: return decoder.choice(of: scenario).map { .choose($0) }
    case .watch: return decoder.watch(of: scenario).map { .watch($0) }
    case .explain: return decoder.explanation(of: scenario).map { .explain($0) }
    default:
      let solution = solution(behind: index)
      return decoder.exercise(of: scenario, solution: solution).map { .change($0) }
    }
  }

  /// The scenario that a block is about; nil after a report, or where that scenario cannot be read.
  private mutating func scenario(
    for decoder: inout LessonBlockDecoder, _ last: Int?
  ) -> LessonScenario? {
    if let name = decoder.scenarioName(among: names.map(\.name)) {
      return scenario(named: name)
    }
    guard !decoder.namesScenario else { return nil }
    guard let last else {
      report(
        .lessonOrder, "there is no scenario above this `\(decoder.block.kind.rawValue)`",
        decoder.block, remedy: "write a `yaml scenario` block above, or name one: `scenario: NAME`")
      return nil
    }
    return scenarios[last] ?? nil
  }

  /// The scenario of a name; nil where there is none that can be read.
  private func scenario(named name: String) -> LessonScenario? {
    names.first { $0.name == name }.flatMap { scenarios[$0.line] ?? nil }
  }
}

extension Lesson.Kind {
  /// The name of the scenario whose runs decide what is right or seen; nil for none.
  fileprivate var askedAbout: String? {
    switch self {
    case .predict(let prediction): prediction.scenario
    case .choose(let choice): choice.scenario
    case .watch(let watch): watch.scenario
    case .change(let exercise): exercise.scenario
    case .text, .scenario, .explain, .reveal, .console: nil
    }
  }
}
