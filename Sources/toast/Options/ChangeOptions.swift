import Analysis
import ArgumentParser
import Model
import ScenarioFiles

/// What the command line changes in a scenario.
struct ChangeOptions: ParsableArguments {
  @Option(
    name: [.short, .long],
    help: ArgumentHelp(
      "How many workers: 4, or cook=4 where there are several pools.", valueName: "n"))
  var workers: [String] = []

  @Option(
    name: [.short, .long],
    help: ArgumentHelp("Change a value: tasks.toast.count=200.", valueName: "path=value"))
  var set: [String] = []

  @Option(help: ArgumentHelp("The seed of all random values.", valueName: "number"))
  var seed: String?

  @Option(
    name: [.short, .long],
    help: ArgumentHelp("How many independent runs to average.", valueName: "number"))
  var replications: String?

  @Option(
    help: ArgumentHelp(
      "Make replications until the mean is this exact, 1%: half the width of its 95 % interval.",
      valueName: "percent"))
  var precision: String?

  @Option(
    help: ArgumentHelp(
      "With --precision, the most replications; 10000 by default.", valueName: "number"))
  var budget: Int?

  @Flag(help: "Keep the trace of a run of any size.")
  var trace = false

  @Flag(help: "Read tables outside of the scenario's folder, too.")
  var allowFiles = false

  @Option(
    help: ArgumentHelp(
      "How many runs to make at once; all cores by default. The results stay the same.",
      valueName: "n"))
  var threads: Int?

  /// How many runs to make at once.
  var threadCount: Int { threads ?? Cores.available }

  func validate() throws {
    try Cores.check(threads)
    guard let precision else {
      if let budget { throw ValidationError("`--budget \(budget)` needs --precision, as in 1%") }
      return
    }
    guard wantedPrecision != nil else {
      throw ValidationError(
        "`--precision \(harmless(precision))` is not a percentage above 0 and below 100; write "
          + "--precision 1%")
    }
    if let budget, budget < leastReplications {
      throw ValidationError(
        "`--budget \(budget)` is less than the \(leastReplications) replications that are made at "
          + "least; -r 2 makes that less")
    }
    if let budget, budget > Self.mostReplications {
      throw ValidationError(
        "`--budget \(budget)` is more than the \(Self.mostReplications) replications that are made at "
          + "most")
    }
  }

  /// As many as a file may ask for.
  private static let mostReplications = 100_000

  private var wantedPrecision: Double? {
    guard let share = precision.flatMap({ Percentage.share($0) }), share > 0, share < 1 else {
      return nil
    }
    return share
  }

  /// With --precision, `-r` is the least number of replications.
  private var leastReplications: Int {
    max(2, replications.flatMap { Int($0) } ?? PrecisionGoal.usualLeast)
  }

  /// What `--precision` and `--budget` ask for.
  var precisionGoal: PrecisionGoal? {
    wantedPrecision.map {
      PrecisionGoal($0, least: leastReplications, most: budget ?? PrecisionGoal.usualMost)
    }
  }

  /// Says that a verb makes no replications until they are precise.
  func refusePrecision(in verb: String) throws {
    guard precision != nil else { return }
    throw Failure.usage(
      "`--precision` is for runs that toast run, race and sweep simulate; leave it out in \(verb)")
  }

  /// Whether the result is no longer that of the file, so that its expectations say nothing.
  var changesResult: Bool { !workers.isEmpty || !set.isEmpty || seed != nil }

  /// The parameters that `-w` and `--set` name, each with its values, for a file's pools.
  func parameters(for source: ScenarioSource) throws -> [Parameter] {
    let parameters =
      try workers.map { try Parameter(workers: $0, of: source) }
      + set.map { try Parameter(set: $0) }
    var paths: Set<String> = []
    for parameter in parameters where !paths.insert(parameter.path).inserted {
      throw Failure.usage(
        "`\(parameter.label) \(harmless(parameter.text))`: \(harmless(parameter.path)) is set twice"
      )
    }
    return parameters
  }

  /// The changes with one value each.
  func overrides(for source: ScenarioSource) throws -> [Override] {
    try parameters(for: source).map { parameter in
      guard parameter.values.count == 1 else {
        throw Failure.usage(
          "`\(parameter.label) \(harmless(parameter.text))` names several values; "
            + "`toast race` runs them side by side")
      }
      return parameter.override(parameter.values[0])
    } + plainOverrides
  }

  /// The changes that have no place in a list.
  var plainOverrides: [Override] {
    [("seed", seed, "--seed"), ("replications", replications, "--replications")].compactMap {
      path, value, label in
      value.map { Override(path: path, value: $0, label: label) }
    }
  }
}

/// A parameter of the command line: a path, and the values it takes.
struct Parameter {
  let path: String
  let values: [String]
  /// The option that named it.
  let label: String
  /// What was written behind the option.
  let text: String

  /// `4`, `1,4,8`, `1..64 x2`, or one of these behind a pool's name: `cook=4`.
  init(workers text: String, of source: ScenarioSource) throws {
    let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      .map(String.init)
    let list = parts[parts.count - 1]
    guard !parts[0].isEmpty, !list.isEmpty, list.first?.isNumber == true else {
      throw Failure.usage(
        "`-w \(harmless(text))` is not a number of workers; write -w 4, or -w cook=4 where there "
          + "are several pools")
    }
    let pool = parts.count == 2 ? parts[0] : try Self.onlyPool(of: source, text)
    path = "workers.\(pool)"
    label = "--workers"
    self.text = text
    values = try Self.values(in: list)
    for value in values where value.isEmpty || !value.allSatisfy(\.isNumber) {
      throw Failure.usage("`-w \(harmless(text))`: `\(harmless(value))` is not a number of workers")
    }
  }

  /// `PATH=VALUE` or `PATH=VALUE,VALUE`.
  init(set text: String, label: String = "--set") throws {
    guard let equals = text.firstIndex(of: "="), equals > text.startIndex else {
      throw Failure.usage("`\(label) \(harmless(text))` has no value; write \(label) PATH=VALUE")
    }
    path = String(text[..<equals])
    self.label = label
    self.text = text
    let list = String(text[text.index(after: equals)...])
    // Only free text may hold a comma that separates nothing.
    values = ["name", "about"].contains(path) ? [list] : try Self.values(in: list)
  }

  /// What a file's `sweep` varies.
  init(_ axis: SweepAxis) {
    path = axis.path
    values = axis.values
    label = "sweep"
    text = "\(axis.path): \(axis.values.joined(separator: ", "))"
  }

  /// The parameter in the words of a race: "toaster=4", "toast.count=200".
  func name(for value: String) -> String {
    SweepAxis(path: path, values: values).label(for: value)
  }

  func override(_ value: String) -> Override { Override(path: path, value: value, label: label) }

  private static func onlyPool(of source: ScenarioSource, _ text: String) throws -> String {
    let pools = try source.file().scenario().pools.map(\.name)
    guard pools.count == 1 else {
      throw Failure.usage(
        "`-w \(harmless(text))` could mean several pools; write "
          + pools.prefix(4).map { "-w \($0)=\(harmless(text))" }.joined(separator: " or "))
    }
    return pools[0]
  }

  /// The values between commas, ranges expanded; a comma inside brackets belongs to its value.
  private static func values(in text: String) throws -> [String] {
    var items: [String] = [""]
    var depth = 0
    for character in text {
      switch character {
      case "[", "{": depth += 1
      case "]", "}": depth -= 1
      default: break
      }
      if character == ",", depth == 0 {
        items.append("")
      } else {
        items[items.count - 1].append(character)
      }
    }
    do {
      var values: [String] = []
      for item in items {
        values += try SweepValues.expand(item)
        guard values.count <= SweepValues.most else {
          throw Failure.usage(
            "`\(harmless(text))` has more than \(SweepValues.most) values")
        }
      }
      return values
    } catch let mistake as ScalarMistake {
      throw Failure.usage(
        harmless(mistake.message) + (mistake.remedy.map { "; \($0)" } ?? ""))
    }
  }
}
