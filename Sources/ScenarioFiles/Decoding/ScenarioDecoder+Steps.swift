import Model

/// The steps of a task, and their commands.
extension ScenarioDecoder {
  mutating func decodeSteps(
    _ entry: TreeNode.Entry, _ keys: [TreeNode.Entry], taskUses: [Claim]
  ) -> [Step] {
    let short = keys.filter { $0.key == "work" || $0.key == "wait" }
    let run = keys.first { $0.key == "run" }
    let command = run.flatMap { decodeCommand($0.value) }
    if let list = keys.first(where: { $0.key == "steps" }) {
      if let extra = short.first {
        reader.report(
          .steps, "`\(extra.key)` stands beside `steps`", at: extra.place, length: 4,
          remedy: "put it into the list of steps")
      }
      if let run {
        reader.report(
          .command, "`run` stands beside `steps`", at: run.place, length: 3,
          remedy: "put it on a step: `{ work: 10 s, run: ... }`")
      }
      return decodeStepList(list.value, taskUses: taskUses)
    }
    guard let first = short.first else {
      if hasReported(entry) { return [] }
      if let run {
        reportLoneCommand(run, remedy: "write `work: 2 min` or `wait: 2 min` as well")
      } else {
        reader.report(
          .steps, "task `\(entry.key)` has nothing to do", at: entry.place,
          length: entry.key.unicodeScalars.count, remedy: "write `work: 2 min` or `wait: 2 min`")
      }
      return []
    }
    if short.count > 1 {
      reader.report(
        .steps, "two steps need an order", at: short[1].place, length: 4,
        remedy: "write `steps: [ \(first.key): ..., \(short[1].key): ... ]`")
      _ = decodeRule(short[1].value, short[1].key)
    }
    guard let rule = decodeRule(first.value, first.key) else { return [] }
    return [Step(first.key == "work" ? .work : .wait, rule, command: command)]
  }

  private func hasReported(_ entry: TreeNode.Entry) -> Bool {
    // A key that was not understood may well be the step.
    let end = entry.value.lastPlace
    return reader.mistakes.contains { mistake in
      guard let place = mistake.place, place >= entry.place, place <= end else { return false }
      return [.unknownKey, .spaceAfterColon, .syntax, .wrongShape, .unreadableText]
        .contains(mistake.code)
    }
  }

  private mutating func decodeStepList(_ node: TreeNode, taskUses: [Claim]) -> [Step] {
    let items = reader.items(node)
    if items.isEmpty {
      reader.report(
        .steps, "the list of steps is empty", at: node, remedy: "write `[ work: 2 min ]`")
    }
    if items.count > Limit.steps {
      reader.report(.pastLimit, "a task has at most \(Limit.steps) steps", at: node)
      return []
    }
    return items.compactMap { decodeStep($0, taskUses: taskUses) }
  }

  private mutating func decodeStep(_ item: TreeNode, taskUses: [Claim]) -> Step? {
    let reported = reader.mistakes.count
    let keys = reader.entries(item, "a step", allowed: Language.stepKeys)
    let kinds = keys.filter { $0.key == "work" || $0.key == "wait" }
    guard let kind = kinds.first else {
      if reader.mistakes.count == reported { reportNoStep(item, keys) }
      return nil
    }
    if kinds.count > 1 {
      reader.report(
        .steps, "two steps need an order", at: kinds[1].place, length: 4,
        remedy: "write `[ \(kinds[0].key): ..., \(kinds[1].key): ... ]`")
    }
    let run = keys.first { $0.key == "run" }
    let command = run.flatMap { decodeCommand($0.value) }
    guard let rule = decodeRule(kind.value, kind.key) else { return nil }
    var step = Step(kind.key == "work" ? .work : .wait, rule, command: command)
    if let uses = keys.first(where: { $0.key == "uses" }) {
      step.uses = decodeClaims(uses.value, "uses")
      for claim in step.uses where taskUses.contains(where: { $0.resource == claim.resource }) {
        reader.report(
          .claims, "the task holds `\(resources[claim.resource].name)` already", at: uses.value,
          remedy: "claim it for the task or for the step, not for both")
      }
    }
    return step
  }

  private mutating func reportNoStep(_ item: TreeNode, _ keys: [TreeNode.Entry]) {
    if let run = keys.first(where: { $0.key == "run" }) {
      // `[ work: 10 s, run: make ]` is a list of two.
      reportLoneCommand(run, remedy: "write one step in braces: `{ work: 10 s, run: ... }`")
      _ = decodeCommand(run.value)
      return
    }
    reader.report(
      .steps, "a step is `work` or `wait`", at: item,
      remedy: keys.isEmpty
        ? "write `work: 2 min`" : "`uses` belongs to its step: `{ wait: 5 min, uses: ... }`")
  }

  // MARK: Commands

  private mutating func reportLoneCommand(_ run: TreeNode.Entry, remedy: String) {
    reader.report(
      .command,
      "`run` needs `work` or `wait` beside it: the duration the simulation reckons with",
      at: run.place, length: 3, remedy: remedy)
  }

  /// A shell command, one line of any text.
  private mutating func decodeCommand(_ node: TreeNode) -> String? {
    guard case .scalar = node else {
      reader.report(
        .wrongShape, "run is one value, not \(node.kind)", at: node,
        remedy: "put the command in quotes")
      return nil
    }
    guard var text = reader.text(node, "run") else { return nil }
    // A block text (`|` or `>`) ends its line.
    while text.last == "\n" { text.removeLast() }
    var mistake: (code: DiagnosticCode, message: String, remedy: String)?
    if text.allSatisfy(\.isWhitespace) {
      mistake = (.command, "the command is empty", "write one, or leave `run` out")
    } else if text.contains("\n") {
      mistake = (.command, "a command is one line", "join its lines with `;` or `&&`")
    } else if text.utf8.count > Limit.command {
      mistake = (
        .pastLimit, "a command has at most \(Limit.command) bytes, not \(text.utf8.count)",
        "put it into a script, and run that"
      )
    }
    guard let mistake else { return text }
    // A tab is right here, so the report must not blame it.
    reader.report(
      mistake.code, mistake.message, at: node.place, length: node.length, remedy: mistake.remedy)
    return nil
  }
}
