package import Model

/// Writes scenarios as files, in the many ways in which the language lets the same be written.
///
/// The same style seed gives the same text.
package struct ScenarioWriter {
  var random: TestRandom
  let scenario: Scenario

  /// The text of a scenario; nil where the language has no words for it: job graphs, speeds of more than
  /// six decimals, times beyond 100 years.
  package static func text(of scenario: Scenario, style seed: UInt64) -> String? {
    guard scenario.isWritable else { return nil }
    var writer = ScenarioWriter(random: TestRandom(seed: seed), scenario: scenario)
    return writer.text()
  }

  private mutating func text() -> String {
    var sections = [workers(), tasks()]
    if !scenario.resources.isEmpty { sections.append(resources()) }
    sections += settings()
    sections.shuffle(using: &random)
    return "name: \(scenario.name)\n" + sections.joined()
  }

  // MARK: Sections

  private mutating func workers() -> String {
    "workers:\n"
      + scenario.pools.map { pool in
        let speeds = pool.speeds.map { decimal($0) }
        var keys: [(String, String)] = []
        if pool.count > 1 || random.one(in: 2) { keys.append(("count", "\(pool.count)")) }
        if pool.kind != .threads || random.one(in: 4) { keys.append(("kind", pool.kind.rawValue)) }
        if speeds != ["1"] || random.one(in: 4) { keys.append(("speed", list(speeds))) }
        if keys.map(\.0) == ["count"], random.one(in: 2) {
          return "  \(pool.name): \(pool.count)\n"
        }
        if keys.isEmpty { return "  \(pool.name): 1\n" }
        return mapping(pool.name, keys)
      }.joined()
  }

  private mutating func resources() -> String {
    let entries = scenario.resources.map { "\($0.name): \($0.capacity)" }
    if random.one(in: 2) { return "resources: { \(entries.joined(separator: ", ")) }\n" }
    return "resources:\n" + entries.map { "  \($0)\n" }.joined()
  }

  private mutating func tasks() -> String {
    "tasks:\n" + scenario.tasks.map { task in mapping(task.name, keys(of: task)) }.joined()
  }

  private mutating func settings() -> [String] {
    let blank = Scenario(name: "", pools: [], tasks: [])
    let written: [(key: String, value: String, isDefault: Bool)] = [
      ("execution", scenario.execution.rawValue, scenario.execution == blank.execution),
      ("seed", "\(scenario.seed)", scenario.seed == blank.seed),
      ("replications", "\(scenario.replications)", scenario.replications == 1),
      ("cores", "\(scenario.cores ?? 1)", scenario.cores == nil),
      ("until", duration(scenario.until ?? 0), scenario.until == nil),
    ]
    var lines: [String] = []
    for (key, value, isDefault) in written {
      let hasWords = !["cores", "until"].contains(key)
      if !isDefault || hasWords && random.one(in: 4) { lines.append("\(key): \(value)\n") }
    }
    return lines + [schedule(), overhead()]
  }

  private mutating func schedule() -> String {
    let schedule = scenario.schedule
    var keys: [(String, String)] = []
    if schedule.assign != .dynamic || random.one(in: 3) {
      keys.append(("assign", schedule.assign.rawValue))
    }
    switch schedule.chunk {
    case .standard: break
    case .auto: keys.append(("chunk", "auto"))
    case .jobs(let count): keys.append(("chunk", "\(count)"))
    }
    if schedule.order != .fifo || random.one(in: 3) {
      keys.append(("order", schedule.order.rawValue))
    }
    return keys.isEmpty ? "" : mapping("schedule", keys, indent: "")
  }

  private mutating func overhead() -> String {
    let overhead = scenario.overhead
    var keys: [(String, String)] = []
    for (name, time) in [
      ("startup", overhead.startup), ("dispatch", overhead.dispatch),
      ("transfer", overhead.transfer),
    ] where time > 0 || random.one(in: 6) {
      keys.append((name, duration(time)))
    }
    return keys.isEmpty ? "" : mapping("overhead", keys, indent: "")
  }

  // MARK: Tasks

  private mutating func keys(of task: TaskDefinition) -> [(String, String)] {
    var keys: [(String, String)] = []
    let names = scenario.tasks.map(\.name)
    if task.each.isEmpty ? task.count > 1 || random.one(in: 3) : random.one(in: 2) {
      keys.append(("count", "\(task.count)"))
    }
    if scenario.pools.count > 1 || random.one(in: 3) {
      keys.append(("by", scenario.pools[task.pool].name))
    }
    if !task.uses.isEmpty { keys.append(("uses", claims(task.uses))) }
    if !task.after.isEmpty { keys.append(("after", oneOrList(task.after.map { names[$0] }))) }
    if !task.each.isEmpty { keys.append(("each", oneOrList(task.each.map { names[$0] }))) }
    if let rule = task.arrive { keys.append(("arrive", self.rule(rule))) }
    if task.priority != 0 { keys.append(("priority", "\(task.priority)")) }
    if let percent = percent(of: task) { keys.append(("fails", percent)) }
    if task.retries > 0 { keys.append(("retries", "\(task.retries)")) }
    let step = task.steps[0]
    if task.steps.count == 1, step.uses.isEmpty, random.one(in: 2) {
      keys.append((step.kind.rawValue, rule(step.duration)))
    } else {
      keys.append(("steps", list(task.steps.map { self.step($0) })))
    }
    return keys.shuffled(using: &random)
  }

  private func percent(of task: TaskDefinition) -> String? {
    guard task.failureProbability > 0 else { return nil }
    let text = RandomScenario.percents.first {
      (Double($0) ?? 0) / 100 == task.failureProbability
    }
    return "\(text ?? "\(task.failureProbability * 100)") %"
  }

  private mutating func step(_ step: Step) -> String {
    let text = "\(step.kind.rawValue): \(rule(step.duration))"
    if step.uses.isEmpty { return random.one(in: 2) ? text : "{ \(text) }" }
    return "{ \(text), uses: \(claims(step.uses)) }"
  }

  private mutating func claims(_ claims: [Claim]) -> String {
    let names = claims.map { scenario.resources[$0.resource].name }
    if claims.allSatisfy({ $0.units == 1 }), random.one(in: 2) { return oneOrList(names) }
    return "{ " + zip(names, claims).map { "\($0): \($1.units)" }.joined(separator: ", ") + " }"
  }
}
