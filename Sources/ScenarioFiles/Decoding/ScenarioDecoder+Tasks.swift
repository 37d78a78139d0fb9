import Model

extension ScenarioDecoder {
  mutating func decodeTasks(_ node: TreeNode) {
    guard let all = reader.entries(node, "tasks") else { return }
    let entries = reader.withoutOutdented(all) { _, entry in
      if case .mapping = entry.value { return false }
      return Language.taskKeys.contains(entry.key)
    }
    if entries.isEmpty, !all.isEmpty { return }
    if entries.isEmpty {
      reader.report(
        .missingKey, "there is no task", at: node,
        remedy: "write `tasks: { toast: { count: 100, work: 2 min } }`")
    }
    for entry in entries {
      guard !reader.reportMisplaced(entry, among: "tasks"), reader.isName(entry, "a task") else {
        refusedNames.insert(entry.key)
        continue
      }
      taskNumbers[entry.key] = taskPlaces.count
      taskPlaces.append(entry)
    }
    var isCounted: [Bool] = []
    for entry in taskPlaces {
      let keys = reader.entries(
        entry.value, "task `\(entry.key)`", allowed: Language.taskKeys)
      isCounted.append(keys.contains { $0.key == "count" })
      tasks.append(decodeTask(entry, keys))
    }
    reportCycles()
    countFollowers(isCounted)
  }

  private mutating func decodeTask(
    _ entry: TreeNode.Entry, _ keys: [TreeNode.Entry]
  ) -> TaskDefinition {
    var task = TaskDefinition(name: entry.key, pool: 0, steps: [])
    task.pool = decodePool(of: entry, keys)
    for key in keys {
      switch key.key {
      case "count": task.count = reader.whole(key.value, "count", in: 1...Limit.jobs) ?? 1
      case "uses": task.uses = decodeClaims(key.value, "uses")
      case "after": task.after = decodeTaskNames(key.value)
      case "each": task.each = decodeTaskNames(key.value)
      case "arrive": task.arrive = decodeRule(key.value, "arrive")
      case "priority":
        task.priority =
          reader.whole(key.value, "priority", in: -1_000_000...1_000_000) ?? 0
      case "fails":
        task.failureProbability =
          reader.value(key.value, "fails") { text throws(ScalarMistake) in
            try NumberParser.percentage(text, "fails")
          } ?? 0
      case "retries":
        task.retries = reader.whole(key.value, "retries", in: 0...Limit.retries) ?? 0
      default: break
      }
    }
    task.steps = decodeSteps(entry, keys, taskUses: task.uses)
    return task
  }

  private mutating func decodePool(of entry: TreeNode.Entry, _ keys: [TreeNode.Entry]) -> Int {
    let names = pools.map(\.name)
    guard let by = keys.first(where: { $0.key == "by" }) else {
      if pools.count > 1 {
        reader.report(
          .pool, "who does `\(entry.key)`? there are several pools", at: entry.place,
          length: entry.key.unicodeScalars.count,
          remedy: "write "
            + names.prefix(4).map { "`by: \($0)`" }.joined(separator: " or "))
      }
      return 0
    }
    guard let name = reader.text(by.value, "by") else { return 0 }
    if let number = poolNumbers[name] { return number }
    if !isWorkersWhole || names.isEmpty || refusedNames.contains(name) { return 0 }
    let isResource = resourceNumbers[name] != nil
    reader.report(
      .unknownName,
      isResource ? "`\(name)` is a resource, not a pool" : "there is no pool `\(name)`",
      at: by.value,
      remedy: isResource
        ? "a task takes it with `uses: \(name)`"
        : Slips.list(name) { poolNumbers[$0] != nil }.map { _ in "one pool does a task" }
          ?? nearest(to: name, among: names).map { "did you mean `\($0)`?" }
          ?? "the pools are \(names.prefix(8).joined(separator: ", "))")
    return 0
  }

  private mutating func decodeTaskNames(_ node: TreeNode) -> [Int] {
    var numbers: [Int] = []
    var known: Set<Int> = []
    for item in reader.items(node) {
      guard let name = reader.text(item, "a task's name") else { continue }
      guard let number = taskNumbers[name] else {
        if refusedNames.contains(name) { continue }
        let others = taskPlaces.prefix(8).map(\.key).joined(separator: ", ")
        reader.report(
          .unknownName, "there is no task `\(name)`", at: item,
          remedy: Slips.list(name) { taskNumbers[$0] != nil }
            ?? reader.meant(name, among: taskPlaces.lazy.map(\.key))
            ?? "the tasks are \(others)")
        continue
      }
      if !known.insert(number).inserted {
        reader.report(.unknownName, "`\(name)` is named twice", at: item, remedy: "name it once")
        continue
      }
      numbers.append(number)
    }
    return numbers
  }

  // MARK: Durations

  /// A duration, a distribution, a list, or a column of a table.
  mutating func decodeRule(_ node: TreeNode, _ what: String) -> DurationRule? {
    switch node {
    case .scalar:
      return reader.value(node, what) { text throws(ScalarMistake) in
        try RuleParser.parse(text)
      }
    case .list(let items, _):
      if let call = Self.splitCall(items) {
        reader.report(call, at: node)
        return nil
      }
      let values = items.compactMap { reader.duration($0, "a duration of the list") }
      if items.isEmpty {
        reader.report(.duration, "the list of durations is empty", at: node)
      }
      return values.isEmpty ? nil : .list(values)
    case .mapping:
      return decodeTable(node)
    }
  }

  /// `[uniform(1 s, 2 s)]` is two values for YAML.
  private static func splitCall(_ items: [TreeNode]) -> ScalarMistake? {
    let texts = items.map { if case .scalar(let text, _, _) = $0 { text } else { "" } }
    guard let first = texts.first, let bracket = first.firstIndex(of: "(") else { return nil }
    let inner = ([String(first[bracket...])] + texts.dropFirst()).joined(separator: ",")
    return .call(String(first[..<bracket]), inner)
  }

  private mutating func decodeTable(_ node: TreeNode) -> DurationRule? {
    var (path, columnNode): (TreeNode?, TreeNode?) = (nil, nil)
    var (column, unit): (String?, Nanoseconds?) = (nil, nil)
    let reported = reader.mistakes.count
    let entries = reader.entries(
      node, "a duration from a table", allowed: Language.tableKeys)
    for entry in entries {
      switch entry.key {
      case "csv": path = entry.value
      case "column":
        columnNode = entry.value
        column = reader.text(entry.value, "column")
      default:
        guard let name = reader.text(entry.value, "unit") else { continue }
        unit = DurationParser.units.first { $0.name == name }?.length
        if unit == nil {
          reader.report(
            .duration, "`\(name)` is not a unit of time", at: entry.value,
            remedy: DurationParser.meantUnit(name))
        }
      }
    }
    guard let path, let column, let unit else {
      if reader.mistakes.count == reported {
        reader.report(
          .missingKey, "a table needs csv, column and unit", at: node,
          remedy: "write { csv: times.csv, column: seconds, unit: s }")
      }
      return nil
    }
    guard let name = reader.text(path, "csv") else { return nil }
    do {
      return try durations(name, column: column, unit: unit, at: node.place)
    } catch {
      reader.report(error, at: error.key == "column" ? columnNode ?? path : path)
      return nil
    }
  }
}
