import Model

/// Makes a scenario of a tree, or all its mistakes.
struct ScenarioDecoder {
  enum Limit {
    static let jobs = 1_000_000_000
    static let workers = 1_000_000
    static let pools = 1_000
    static let resources = 10_000
    static let units = 1_000
    static let steps = 1_000
    static let retries = 255
    /// Bytes of a command.
    static let command = 4_096
    /// Jobs for which a value each must be kept: a drawn order, or several gates.
    static let keptJobs = 1_000_000
    /// Blocks that static assignment may fix beforehand.
    static let blocks = 300_000
    /// Jobs that may all wait at once without worker and resource.
    static let waits = 1_000_000
  }

  var reader = Reader()
  private(set) var tables: TableReader
  /// The rows of each table, by the place of the value that names it.
  var tableLengths: [Place: Int] = [:]
  var pools: [Pool] = []
  var resources: [Resource] = []
  var tasks: [TaskDefinition] = []
  /// Where each pool, resource and task stands, for messages about what fits together.
  var poolPlaces: [TreeNode.Entry] = []
  var resourcePlaces: [TreeNode.Entry] = []
  var taskPlaces: [TreeNode.Entry] = []
  var poolNumbers: [String: Int] = [:]
  var resourceNumbers: [String: Int] = [:]
  var taskNumbers: [String: Int] = [:]
  /// Names that were refused, so that what uses them is not reported as well.
  var refusedNames: Set<String> = []
  /// Whether all pools and resources are known, so that an unknown name is a mistake of its own.
  var isWorkersWhole = true
  var isResourcesWhole = true
  let defaultName: String

  /// The durations of a table's column.
  mutating func durations(
    _ path: String, column: String, unit: Nanoseconds, at place: Place
  ) throws(ScalarMistake) -> DurationRule {
    let durations = try tables.durations(path: path, column: column, unit: unit)
    tableLengths[place] = durations.count
    return .list(durations)
  }

  init(tables: TableReader, defaultName: String) {
    self.tables = tables
    self.defaultName = defaultName
  }

  /// Decodes a tree.
  ///
  /// The scenario is only valid where no mistake was found.
  mutating func decode(_ root: TreeNode) -> Scenario? {
    var root = root
    if case .mapping(let all, let place) = root {
      let inner = reader.withoutOutdented(all) { section, entry in
        Language.sections.contains(section) && !Language.topKeys.contains(entry.key)
          && nearest(to: entry.key, among: Language.topKeys) == nil
      }
      root = .mapping(inner, place)
    }
    let entries = reader.entries(root, "the file", allowed: Language.topKeys)
    func node(_ key: String) -> TreeNode? { entries.first { $0.key == key }?.value }
    // A key that was not understood, or a file that is no keys, explains what is missing.
    var isWhole = reader.mistakes.isEmpty
    if let workers = node("workers") {
      decodeWorkers(workers)
    } else {
      isWorkersWhole = false
      if isWhole { reportMissing("workers", root, "write `workers: { toaster: 4 }`") }
    }
    isWhole = isWhole && !reader.mistakes.contains { $0.code == .unknownKey }
    if let node = node("resources") { decodeResources(node) }
    if let node = node("tasks") {
      decodeTasks(node)
    } else if isWhole {
      reportMissing("tasks", root, "write `tasks: { toast: { count: 100, work: 2 min } }`")
    }
    var scenario = Scenario(
      name: defaultName, pools: pools, resources: resources, tasks: tasks)
    if let node = node("name") { scenario.name = reader.text(node, "name", atMost: 1_000) ?? "" }
    if let node = node("about") { scenario.about = reader.text(node, "about", atMost: 100_000) }
    decodeSettings(node, into: &scenario)
    decodeVariantNames(node("variants"), into: &scenario)
    decodeReferences(node, into: &scenario)
    if reader.mistakes.isEmpty { checkWhole(scenario, entries) }
    return reader.mistakes.isEmpty ? scenario : nil
  }

  private mutating func reportMissing(_ key: String, _ root: TreeNode, _ remedy: String) {
    reader.report(.missingKey, "the key `\(key)` is missing", at: root.place, remedy: remedy)
  }

  private mutating func decodeSettings(
    _ node: (String) -> TreeNode?, into scenario: inout Scenario
  ) {
    if let node = node("execution") {
      scenario.execution = reader.choice(node, "execution", of: ExecutionMode.self) ?? .sync
    }
    if let node = node("cores") {
      scenario.cores = reader.whole(node, "cores", in: 1...Limit.workers)
    }
    if let node = node("schedule") { scenario.schedule = decodeSchedule(node) }
    if let node = node("overhead") { scenario.overhead = decodeOverhead(node) }
    if let node = node("until") {
      scenario.until = reader.duration(node, "until")
      if scenario.until == 0 {
        reader.report(
          .duration, "a run until 0 has no length", at: node,
          remedy: "write when it is to be cut, as in `until: 4 h`")
      }
    }
    if let node = node("seed") {
      let seed = reader.value(node, "seed") { text throws(ScalarMistake) -> UInt64 in
        if let seed = UInt64(text), String(seed) == text { return seed }
        throw ScalarMistake(
          .number, "a seed is a whole number from 0 to \(UInt64.max), not `\(text)`",
          remedy: UInt64(text).map { "write `seed: \($0)`" } ?? "write a number, as in `seed: 42`")
      }
      scenario.seed = seed ?? 42
    }
    if let node = node("replications") {
      scenario.replications = reader.whole(node, "replications", in: 1...100_000) ?? 1
    }
    if let node = node("payback") { scenario.payback = decodePayback(node) }
  }

  private mutating func decodeSchedule(_ node: TreeNode) -> Schedule {
    var schedule = Schedule()
    for entry in reader.entries(node, "schedule", allowed: Language.scheduleKeys) {
      switch entry.key {
      case "assign":
        schedule.assign =
          reader.choice(entry.value, "assign", of: Schedule.Assign.self) ?? .dynamic
      case "chunk":
        if case .scalar("auto", _, _) = entry.value {
          schedule.chunk = .auto
        } else if let count = reader.whole(
          entry.value, "chunk, where it is not auto,", in: 1...Limit.jobs)
        {
          schedule.chunk = .jobs(count)
        }
      default:
        schedule.order = reader.choice(entry.value, "order", of: Schedule.Order.self) ?? .fifo
      }
    }
    return schedule
  }

  private mutating func decodeOverhead(_ node: TreeNode) -> Overhead {
    var overhead = Overhead()
    for entry in reader.entries(node, "overhead", allowed: Language.overheadKeys) {
      let duration = reader.duration(entry.value, entry.key) ?? 0
      switch entry.key {
      case "startup": overhead.startup = duration
      case "dispatch": overhead.dispatch = duration
      default: overhead.transfer = duration
      }
    }
    return overhead
  }

  private mutating func decodeVariantNames(_ node: TreeNode?, into scenario: inout Scenario) {
    guard let node, !node.isNothing, let entries = reader.entries(node, "variants") else { return }
    for entry in entries {
      guard reader.isName(entry, "a variant", reserved: ["t1"]) else { continue }
      if entry.key == "default" {
        reader.report(
          .name, "`default` is the file without a variant", at: entry.place, length: 7,
          remedy: "choose another name")
      }
      scenario.variants.append(entry.key)
      if case .mapping = entry.value { continue }
      reader.report(
        .wrongShape, "a variant has keys, not \(entry.value.kind)", at: entry.value,
        remedy: "write `\(entry.key): { workers.\(pools.first?.name ?? "cook"): 1 }`")
    }
  }

  /// Keys that name variants and tasks.
  private mutating func decodeReferences(
    _ node: (String) -> TreeNode?, into scenario: inout Scenario
  ) {
    if let node = node("baseline"), let name = reader.text(node, "baseline") {
      scenario.baseline = name
      if name != "default", !scenario.variants.contains(name) {
        reader.report(
          .unknownName, "there is no variant `\(name)`", at: node,
          remedy: name.lowercased() == "t1"
            ? "leave it out: T1 is what is taken without a baseline"
            : nearest(to: name, among: scenario.variants + ["default"])
              .map { "did you mean `\($0)`?" }
              ?? "the variants are \(scenario.variants.prefix(8).joined(separator: ", "))")
      }
    }
    if let node = node("sweep") { scenario.sweep = decodeSweep(node) }
    guard let node = node("expect"), !node.isNothing else { return }
    let parser = ExpectationParser(
      variants: Set(scenario.variants), tasks: Set(taskPlaces.map(\.key)))
    for item in reader.items(node) {
      if case .mapping(let entries, _) = item, let entry = entries.first {
        var sentence = "\(entry.key) = ..."
        if case .scalar(let text, _, _) = entry.value, !text.isEmpty {
          sentence = "\(entry.key) = \(text)"
        } else if entry.value.isNothing {
          sentence = entry.key
        }
        reader.report(
          .wrongShape, "an expectation is a sentence, not a key", at: entry.place,
          length: entry.key.unicodeScalars.count, remedy: "write `- \(sentence)`")
        continue
      }
      let sentence = reader.value(item, "an expectation") {
        text throws(ScalarMistake) in try parser.parse(text)
      }
      if let sentence { scenario.expectations.append(sentence) }
    }
  }

  private mutating func decodeSweep(_ node: TreeNode) -> [SweepAxis] {
    var axes: [SweepAxis] = []
    var count = 0
    let entries = reader.entries(node, "sweep") ?? []
    if entries.count > SweepValues.mostAxes {
      reader.report(.pastLimit, "a sweep has at most \(SweepValues.mostAxes) parameters", at: node)
    }
    for entry in entries.prefix(SweepValues.mostAxes) {
      var values: [String] = []
      for item in reader.items(entry.value) {
        guard let text = reader.text(item, "a value to sweep") else { continue }
        if count + values.count > SweepValues.most { break }
        do {
          values += try SweepValues.expand(text)
        } catch {
          reader.report(error, at: item)
        }
      }
      if values.isEmpty, reader.items(entry.value).isEmpty {
        reader.report(.number, "there is nothing to sweep", at: entry.value)
      }
      count += values.count
      if count > SweepValues.most {
        reader.report(
          .pastLimit, "a sweep has at most \(SweepValues.most) values", at: entry.place)
        break
      }
      axes.append(SweepAxis(path: entry.key, values: values))
    }
    return axes
  }
}
