import Model
import Testing

@testable import ScenarioFiles

private let hour = 3_600_000_000_000.0
private let minute = hour / 60

@Suite("Answers as they are typed")
struct LessonAnswerTests {
  private func unit(_ word: String) throws -> AnswerUnit { try AnswerUnit.parse(word) }

  @Test(
    "are amounts of the question's unit",
    arguments: [
      ("min", "50", 50 * minute), ("min", "50 min", 50 * minute), ("min", "50min", 50 * minute),
      ("min", " 50 Minutes ", 50 * minute), ("min", "0.5 h", hour / 2),
      ("min", "1 h 20 min", 80 * minute),
      ("min", "1h20m", 80 * minute), ("h", "20.6", 20.6 * hour), ("h", "00:30:00", hour / 2),
      ("x", "4x", 4), ("x", "4", 4), ("x", "4 times", 4), ("x", "20.6 x", 20.6),
      ("%", "80 %", 0.8), ("%", "80%", 0.8), ("%", "80", 0.8), ("%", "0.8 %", 0.008), ("%", "0", 0),
      ("per h", "12 per h", 12.0 / 3600), ("per h", "12", 12.0 / 3600),
      ("per h", "12/h", 12.0 / 3600),
      ("per h", "0.2 per min", 0.2 / 60), ("per min", "12 jobs per hour", 12.0 / 3600),
      ("toasters", "26 toasters", 26), ("toasters", "26", 26), ("toasters", "1 toaster", 1),
    ] as [(String, String, Double)])
  func amounts(word: String, text: String, value: Double) throws {
    let unit = try unit(word)
    let amount = try unit.amount(of: text)
    #expect(abs(amount.value - value) <= abs(value) * 1e-12, "\(amount.value)")
    #expect(amount.dimension == unit.dimension)
  }

  @Test(
    "are refused with what to type instead",
    arguments: [
      ("min", "", "an answer is missing; type it as in `50 min`"),
      ("min", "abc", "`abc` is not a time; type it as in `50 min`"),
      ("min", "4x", "this asks for a time, not a ratio; type it as in `50 min`"),
      ("min", "80 %", "this asks for a time, not a percentage; type it as in `50 min`"),
      ("min", "2,5", "`2,5` has a comma; write `2.5`, with a point"),
      ("min", "1,000", "`1,000` has a comma; write `1000`, or `1.000`"),
      ("toasters", "35 000", "`35 000` are two numbers; write `35000` for one"),
      ("min", "-3", "an answer cannot be negative"),
      ("x", "50 min", "this asks for a ratio, not a time; type it as in `4x`"),
      ("x", "80 %", "this asks for a ratio, not a percentage; type it as in `4x`"),
      ("%", "0.8", "`0.8` can be read in two ways; write 0.8 % or 80 %"),
      ("%", "1", "`1` can be read in two ways; write 1 % or 100 %"),
      (
        "per h", "12 h",
        "this asks for a number of jobs in a time, not a time; type it as in `12 per h`"
      ),
      ("per h", "12 per day", "`day` is not a unit of time; did you mean h (24 h a day)?"),
      ("toasters", "26 cooks", "this asks for toasters, not cooks; write 26"),
      ("toasters", "26 min", "this asks for a number, not a time; type it as in `26 toasters`"),
      (
        "toasters", "26\u{A0}",
        "`26\u{A0}` holds a space of another kind (U+00A0); type an ordinary space"
      ),
      (
        "min", String(repeating: "1", count: 101),
        "an answer has at most 100 characters; type it as in `50 min`"
      ),
    ] as [(String, String, String)])
  func mistakes(word: String, text: String, says: String) throws {
    let unit = try unit(word)
    do throws(ScalarMistake) {
      _ = try unit.amount(of: text)
      Issue.record("\(text) is no answer in \(word)")
    } catch {
      #expect(error.sentence == says)
    }
  }

  @Test("are refused by their length before they are read")
  func longAnswers() throws {
    for part in ["1", "1,", "1 ", "1h", "1\u{301}"] {
      #expect(throws: ScalarMistake.self) {
        try unit("min").amount(of: String(repeating: part, count: 1_000_000))
      }
    }
    #expect(try unit("x").amount(of: "4" + String(repeating: " ", count: 1_000)).value == 4)
  }

  @Test(
    "are in a unit that is known by one name",
    arguments: [
      ("m", "min"), ("minutes", "min"), ("Sec", "s"), ("hours", "h"), ("ns", "us"), ("times", "x"),
      ("percent", "%"), ("per hour", "per h"), ("jobs per min", "per min"), ("jobs/s", "per s"),
    ])
  func units(word: String, meant: String) throws {
    #expect(
      throws: ScalarMistake(
        .lessonQuestion, "`\(word)` is not a unit here", remedy: "write `unit: \(meant)`")
    ) {
      try AnswerUnit.parse(word)
    }
    _ = try AnswerUnit.parse(meant)
  }

  @Test("may be off by a share or an amount")
  func tolerances() throws {
    #expect(try AnswerTolerance.parse("5 %", unit("min")) == .share(0.05))
    #expect(try AnswerTolerance.parse("2 min", unit("h")) == .amount(2 * minute))
    #expect(try AnswerTolerance.parse("2", unit("h")) == .amount(2 * hour))
    #expect(try AnswerTolerance.parse("0.5", unit("%")) == .amount(0.005))
    #expect(try AnswerTolerance.parse("1", unit("toasters")) == .amount(1))
    #expect(throws: ScalarMistake.self) { try AnswerTolerance.parse("2 min", unit("x")) }
    #expect(AnswerTolerance.standard(.count("toasters")) == .amount(0))
    #expect(AnswerTolerance.standard(.times) == .share(0.01))
  }
}

@Suite("What lessons compute")
struct QuantityParserTests {
  private static let scenario = """
    workers: { toaster: 2 }
    tasks:
      toast: { count: 10, work: 2 min }
    variants: { fast: { workers.toaster: 4 } }
    """

  private func parse(_ text: String) throws -> QuantityParser.Part {
    let file = try ScenarioFile(Array(Self.scenario.utf8), label: "a.yaml", folder: nil)
    var parser = QuantityParser(file)
    return try parser.parse(text)
  }

  private func number(_ value: Double) -> Quantity { .constant(Amount(value, .number)) }

  @Test("multiplies before it adds, from left to right, brackets first")
  func precedence() throws {
    let three = Quantity.operation(.times, number(2), number(3))
    #expect(try parse("1 + 2 * 3").quantity == .operation(.plus, number(1), three))
    #expect(
      try parse("1 - 2 - 3").quantity
        == .operation(.minus, .operation(.minus, number(1), number(2)), number(3)))
    #expect(
      try parse("(1 - 2) / 3").quantity
        == .operation(.over, .operation(.minus, number(1), number(2)), number(3)))
    #expect(try parse("0.5").quantity == number(0.5))
  }

  @Test(
    "knows what each amount measures",
    arguments: [
      ("makespan", .time), ("fast.toast.queued + 1 h 30 min", .time), ("1h30m", .time),
      ("t1 / makespan", .number), ("speedup - fast.speedup", .number), ("throughput", .rate),
      ("10 / makespan", .rate), ("10 / throughput", .time), ("makespan * throughput", .number),
      ("ceil(t1 / 30 min)", .number), ("min(makespan, 5min)", .time), ("max (1, 2)", .number),
      ("value(tasks.toast.work)", .time), ("value(workers.toaster)", .number),
      ("fewest(workers.toaster, makespan <= 5 min)", .number), ("in-order(3)", .time),
      ("as-completed(10) - in-order(1)", .time),
    ] as [(String, Amount.Dimension)])
  func dimensions(text: String, dimension: Amount.Dimension) throws {
    #expect(try parse(text).dimension == dimension)
  }

  @Test("reads functions with their paths and sentences")
  func functions() throws {
    guard
      case .fewest("workers.toaster", let sentence) = try parse(
        "fewest(workers.toaster, fast.makespan <= 5 min within 1 %)"
      ).quantity
    else { throw ScalarMistake(.lessonQuantity, "not fewest") }
    #expect(sentence.left.variant == "fast" && sentence.tolerance == 0.01)
    #expect(try parse("as-completed(3)").quantity == .result(number: 3, inOrder: false))
    #expect(
      try parse("value(tasks.toast.work)").quantity == .value(path: "tasks.toast.work", .time))
    #expect(try parse("floor(1)").quantity == .roundedDown(number(1)))
  }

  @Test(
    "tells what is wrong",
    arguments: [
      ("", "an amount is missing"), ("()", "an amount is missing before `)`"),
      ("2 *", "an amount is missing at the end"),
      ("makespan t1", "`t1` stands behind a whole amount"),
      ("(makespan", "a ) is missing at the end"), ("makespan)", "this ) closes nothing"),
      ("makespam", "`makespam` is not a measure"),
      ("slow.makespan", "`slow` is neither a variant nor a task"),
      ("toast.makespan", "makespan is not measured for one task"),
      ("t1 -makespan", "a minus has a space on either side"),
      ("t1- makespan", "a minus has a space on either side"),
      ("-1", "an amount cannot begin with a minus"), ("1,5 * t1", "a comma stands behind `1`"),
      ("80 %", "shares are numbers from 0 to 1 here"),
      ("5 minutes", "`minutes` is not a unit of time"),
      ("makespan + 2", "a time and a number cannot be added"),
      ("makespan * t1", "a time times a time is nothing that is asked for"),
      ("ceil(makespan)", "`ceil` makes a whole number, not of a time"),
      ("max(makespan, 2)", "a time and a number cannot be compared"),
      ("round(2)", "`round` is not a function"), ("ceil", "`ceil` is a function"),
      ("min(1)", "a , is missing before `)`"), ("value()", "a path is missing"),
      ("value(workers.oven)", "there is no `oven` in `workers`"),
      ("value(seed)", "the scenario has no value at `seed`"),
      ("value(tasks.toast)", "`tasks.toast` is a whole task"),
      (
        "fewest(tasks.toast.work, makespan < 1 h)",
        "`tasks.toast.work` is no whole number, but `2 min`"
      ),
      ("fewest(workers.toaster, makespan)", "`makespan` has no comparison"),
      ("in-order(11)", "`11` is not the number of a result: the scenario has 10 jobs"),
    ])
  func mistakes(text: String, says: String) {
    do {
      _ = try parse(text)
      Issue.record("\(text) is no amount")
    } catch {
      #expect((error as? ScalarMistake)?.message == says)
    }
  }
}

@Suite("Values of a scenario's text")
struct ScenarioValueTests {
  private static let text = """
    # Breakfast for two
    workers: { toaster: 2, cook: { count: 3, speed: 0.8 } }  # both
    execution: async # fast
    tasks:
      toast: { count: 10, work: "2 min", by: toaster } # quoted
      egg:
        by: cook
        count: 4
        steps: [ work: 10 s, wait: 3 min ]

    """

  private func file(_ text: String = text) throws -> ScenarioFile {
    try ScenarioFile(Array(text.utf8), label: "a.yaml", folder: nil)
  }

  private func change(_ path: String, _ value: String) -> Override {
    Override(path: path, value: value, label: "\(path)=\(value)")
  }

  @Test(
    "are found through the short forms",
    arguments: [
      ("workers.toaster", "2"), ("workers.toaster.count", "2"), ("workers.cook", "3"),
      ("workers.cook.speed", "0.8"), ("tasks.toast.work", "2 min"),
      ("tasks.toast.steps.1.work", "2 min"), ("tasks.egg.steps.2.wait", "3 min"),
      ("execution", "async"), ("seed", nil), ("workers", nil), ("tasks.egg.steps.3.wait", nil),
      ("tasks.toast.work.count", nil),
    ] as [(String, String?)])
  func values(path: String, value: String?) throws {
    #expect(try file().value(at: path) == value)
  }

  @Test("are amounts where they are numbers or lengths of time")
  func amounts() throws {
    let file = try file()
    #expect(file.amount(at: "workers.toaster") == Amount(2, .number))
    #expect(file.amount(at: "workers.cook.speed") == Amount(0.8, .number))
    #expect(file.amount(at: "tasks.toast.work") == Amount(2 * minute, .time))
    #expect(file.amount(at: "execution") == nil)
    #expect(file.amount(at: "seed") == nil)
    let changes = [change("workers.toaster", "7"), change("tasks.toast.work", "inf")]
    #expect(file.amount(at: "workers.toaster", changedBy: changes) == Amount(7, .number))
    #expect(file.amount(at: "tasks.toast.work", changedBy: changes) == nil)
  }

  @Test("are those of the changes, where there are some")
  func changes() throws {
    let changes = [change("workers.toaster", "7"), change("seed", "5")]
    #expect(try file().value(at: "workers.toaster.count", changedBy: changes) == "7")
    #expect(try file().value(at: "seed", changedBy: changes) == "5")
    #expect(try file().value(at: "seed", changedBy: [change("workers.oven", "7")]) == nil)
  }

  @Test(
    "are exchanged, and all else stays, comments too",
    arguments: [
      ("workers.toaster", "12", "toaster: 2", "toaster: 12"),
      ("workers.toaster.count", "1", "toaster: 2", "toaster: 1"),
      ("workers.cook", "4", "count: 3", "count: 4"),
      ("tasks.toast.steps.1.work", "30 s", "\"2 min\"", "30 s"),
      ("tasks.egg.steps.2.wait", "1 min", "3 min", "1 min"),
      ("execution", "sync", "async", "sync"),
    ])
  func exchanges(path: String, value: String, before: String, after: String) throws {
    let wanted = Self.text.replacing(before, with: after)
    #expect(try file().text(changedBy: [change(path, value)]) == wanted)
    let windows = Self.text.replacing("\n", with: "\r\n")
    #expect(
      try file(windows).text(changedBy: [change(path, value)])
        == wanted.replacing("\n", with: "\r\n"))
  }

  @Test("are not exchanged where the text has none, or would mean something else")
  func refusals() throws {
    #expect(try file().text(changedBy: [change("seed", "5")]) == nil)
    #expect(try file().text(changedBy: [change("tasks.toast.work", "1 s, count: 4")]) == nil)
    #expect(try file().text(changedBy: [change("tasks.egg.count", "none")]) == nil)
    #expect(try file().text(changedBy: [change("workers.oven", "2")]) == nil)
    #expect(try file().text(changedBy: []) == Self.text)
  }

  @Test("a lesson's scenario is a text of its own")
  func block() throws {
    let scenario = try lesson(WrongLesson.scenario).scenario(named: "scenario 1")
    #expect(
      scenario.file.text(changedBy: [change("workers.oven", "3")])
        == "workers: { oven: 3 }\ntasks:\n  tray: { count: 10, work: 15 min }\n")
  }

  @Test("are the same however they are written")
  func sameness() throws {
    let other = """
      workers: { cook: { speed: 0.80, count: 3 }, toaster: { count: 2 } }
      seed: 42
      tasks:
        egg: { count: 4, by: cook, steps: [ work: 00:00:10, wait: 180 s ] }
        toast: { work: 120 s, by: toaster, count: 10 }
      """
    let (first, second) = (try file(), try file(other))
    for path in ["workers", "workers.toaster", "tasks", "tasks.toast.work", "seed", "cores"] {
      #expect(first.has(path, asIn: second) && second.has(path, asIn: first), "\(path)")
    }
    #expect(!first.has("execution", asIn: second) && !second.has("execution", asIn: first))
    let faster = try file(Self.text.replacing("speed: 0.8", with: "speed: 0.9"))
    #expect(!first.has("workers.cook", asIn: faster) && first.has("workers.toaster", asIn: faster))
    #expect(!first.has("tasks.egg", asIn: try file(Self.text.replacing("10 s", with: "11 s"))))
  }
}
