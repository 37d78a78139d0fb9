import Model

/// Applies named changes to a tree: `workers.cook: 1`, `tasks.toast.steps.2.wait: none`.
///
/// A path names the model, so it reaches through the short forms: `workers.cook` is its count, and
/// `steps.1.work` the only step of `work: 2 min`.
struct TreeEditor {
  private(set) var root: TreeNode
  private(set) var mistakes: [Diagnostic] = []

  init(_ root: TreeNode) { self.root = root }

  /// Sets the value at a path, or removes the key for the value `none`.
  mutating func set(_ path: String, at place: Place, to value: TreeNode) {
    guard mistakes.count < Self.mostMistakes else { return }
    let words = path.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    // Each word is a level of the tree; the language has six.
    guard words.count <= Self.mostWords else {
      mistakes.append(
        Diagnostic(
          .path, "a path has at most \(Self.mostWords) words", at: place,
          remedy: "write it as in `tasks.toast.steps.2.wait`"))
      return
    }
    if let slip = Slips.missingSpace(in: path), value.isNothing {
      mistakes.append(
        Diagnostic(
          .spaceAfterColon, "`\(path)` has no space after the colon", at: place,
          length: path.unicodeScalars.count, remedy: Slips.spaceRemedy(slip)))
      return
    }
    if let equals = path.firstIndex(of: "="), value.isNothing {
      let (key, text) = (path[..<equals].trimmed, path[path.index(after: equals)...].trimmed)
      mistakes.append(
        Diagnostic(
          .syntax, "`\(path)` has no colon", at: place, length: path.unicodeScalars.count,
          remedy: "write `\(key): \(text)`"))
      return
    }
    if let mistake = check(words, value) {
      mistakes.append(
        Diagnostic(
          .path, mistake.message, at: place, length: path.unicodeScalars.count,
          remedy: mistake.remedy))
      return
    }
    let route = Route(path: path, place: place)
    root = edit(root, words[...], depth: words, route, to: value)
  }

  private static let mostWords = 8
  private static let mostMistakes = 100

  private struct Route {
    let path: String
    let place: Place

    /// Where a word of the path stands, given how many words are left behind it.
    func place(ofWordBefore rest: Int, in words: [String]) -> Place {
      let before = words.dropLast(rest + 1)
      var place = place
      place.column += before.reduce(0) { $0 + $1.unicodeScalars.count + 1 }
      return place
    }
  }

  private static let paths = Language.topKeys.filter {
    !["variants", "baseline", "sweep", "expect"].contains($0)
  }

  /// Whether a path leads to something that the file has, or may have.
  private func check(_ words: [String], _ value: TreeNode) -> ScalarMistake? {
    guard let first = words.first, Self.paths.contains(first) else {
      return ScalarMistake(
        .path, "a path cannot begin with `\(words.first ?? "")`", remedy: beginning(words))
    }
    guard ["workers", "resources", "tasks"].contains(first) else { return nil }
    let names = names(in: first)
    guard words.count > 1 else {
      return ScalarMistake(
        .path, "`\(first)` alone names nothing",
        remedy: dotted(first, value).map { "write `\($0)`" }
          ?? names.first.map { "write `\(first).\($0)`" })
    }
    guard names.contains(words[1]) else {
      return ScalarMistake(
        .path, "there is no `\(words[1])` in `\(first)`",
        remedy: nearest(to: words[1], among: names).map { "did you mean `\(first).\($0)`?" }
          ?? (names.isEmpty
            ? "the file has none" : "it has \(names.prefix(8).joined(separator: ", "))"))
    }
    if first == "resources", words.count > 2 {
      return ScalarMistake(
        .path, "a resource has only its capacity", remedy: "write `resources.\(words[1])`")
    }
    if first == "tasks", words.count == 2 {
      return ScalarMistake(
        .path, "`tasks.\(words[1])` is a whole task",
        remedy: dotted(words.joined(separator: "."), value).map { "write `\($0)`" }
          ?? "name one of its keys, as in `tasks.\(words[1]).count`")
    }
    return nil
  }

  /// How a path that begins with a name should begin: `toast.count` is `tasks.toast.count`.
  private func beginning(_ words: [String]) -> String {
    let word = words.first ?? ""
    let rest = words.joined(separator: ".")
    for section in ["workers", "tasks", "resources"] where names(in: section).contains(word) {
      return "write `\(section).\(rest)`"
    }
    for (section, keys) in [
      ("schedule", Language.scheduleKeys), ("overhead", Language.overheadKeys),
    ]
    where keys.contains(word) {
      return "write `\(section).\(rest)`"
    }
    return nearest(to: word, among: Self.paths).map { "did you mean `\($0)`?" }
      ?? "it begins with \(Self.paths.joined(separator: ", "))"
  }

  /// Keys inside of keys as one path: `tasks: { toast: { count: 6 } }` is `tasks.toast.count: 6`.
  private func dotted(_ path: String, _ value: TreeNode) -> String? {
    guard case .mapping(let entries, _) = value, let first = entries.first else { return nil }
    let inner = "\(path).\(first.key)"
    if case .scalar(let text, _, _) = first.value { return "\(inner): \(text)" }
    return dotted(inner, first.value) ?? inner
  }

  private func names(in key: String) -> some BidirectionalCollection<String> {
    var inner: [TreeNode.Entry] = []
    if case .mapping(let entries, _) = root,
      case .mapping(let found, _)? = entries.first(where: { $0.key == key })?.value
    {
      inner = found
    }
    return inner.lazy.map(\.key)
  }

  private mutating func edit(
    _ node: TreeNode, _ words: ArraySlice<String>, depth all: [String], _ route: Route,
    to value: TreeNode
  ) -> TreeNode {
    guard let word = words.first else { return replaced(node, all, by: value) }
    let rest = words.dropFirst()
    switch node {
    case .mapping(let entries, let place):
      return editKeys(entries, place, word, rest, all, route, to: value)
    case .list(let items, let place):
      guard let index = Int(word), String(index) == word, index > 0, index <= items.count else {
        mistakes.append(
          Diagnostic(
            .path, "`\(route.path)`: the list has \(items.count) entries, counted from 1",
            at: route.place, length: route.path.unicodeScalars.count))
        return node
      }
      var items = items
      if rest.isEmpty, value.isRemoval {
        items.remove(at: index - 1)
      } else {
        items[index - 1] = edit(items[index - 1], rest, depth: all, route, to: value)
      }
      return .list(items, place)
    case .scalar:
      // The short form of a pool is its count.
      if all.count == 3, all[0] == "workers" {
        let count = TreeNode.Entry(key: "count", place: node.place, value: node)
        return editKeys([count], node.place, word, rest, all, route, to: value)
      }
      mistakes.append(
        Diagnostic(
          .path, "`\(route.path)` leads past a value", at: route.place,
          length: route.path.unicodeScalars.count, remedy: "`\(word)` is not a key of it"))
      return node
    }
  }

  private mutating func editKeys(
    _ entries: [TreeNode.Entry], _ place: Place, _ word: String, _ rest: ArraySlice<String>,
    _ all: [String], _ route: Route, to value: TreeNode
  ) -> TreeNode {
    var entries = entries
    if let index = entries.firstIndex(where: { $0.key == word }) {
      if rest.isEmpty, value.isRemoval {
        entries.remove(at: index)
      } else {
        entries[index].value = edit(entries[index].value, rest, depth: all, route, to: value)
        if rest.isEmpty { entries[index].place = route.place(ofWordBefore: 0, in: all) }
      }
      return .mapping(entries, place)
    }
    // `steps.1.work` on the short form.
    if word == "steps", rest.count >= 2,
      entries.contains(where: { $0.key == "work" || $0.key == "wait" })
    {
      guard rest.first == "1", let key = rest.dropFirst().first else {
        mistakes.append(
          Diagnostic(
            .path, "`\(route.path)`: the task has one step", at: route.place,
            length: route.path.unicodeScalars.count, remedy: "write `steps.1`"))
        return .mapping(entries, place)
      }
      return editKeys(entries, place, key, rest.dropFirst(2), all, route, to: value)
    }
    if value.isRemoval {
      reportUnknown(all, route)
      return .mapping(entries, place)
    }
    let inner: TreeNode = rest.isEmpty ? value : .mapping([], route.place)
    entries.append(
      TreeNode.Entry(
        key: word, place: route.place(ofWordBefore: rest.count, in: all),
        value: rest.isEmpty ? value : edit(inner, rest, depth: all, route, to: value)))
    return .mapping(entries, place)
  }

  /// Removing what is not there does nothing, but a mistyped key does not mean that.
  private mutating func reportUnknown(
    _ all: [String], _ route: Route
  ) {
    // Where a whole part is not there, the last word is the one that tells.
    guard let word = all.last else { return }
    let allowed: [String]? =
      switch (all[0], all.count - 1) {
      case ("workers", 2): Language.poolKeys
      case ("tasks", 2): Language.taskKeys
      case ("schedule", 1): Language.scheduleKeys
      case ("overhead", 1): Language.overheadKeys
      case ("payback", 1): Language.paybackKeys
      case ("tasks", 4) where all[2] == "steps": Language.stepKeys
      default: nil
      }
    guard let allowed, !allowed.contains(word) else { return }
    mistakes.append(
      Diagnostic(
        .path, "there is no key `\(word)` to remove",
        at: route.place(ofWordBefore: 0, in: all),
        length: word.unicodeScalars.count,
        remedy: nearest(to: word, among: allowed).map { "did you mean `\($0)`?" }
          ?? "allowed here: \(allowed.joined(separator: ", "))"))
  }

  /// `workers.cook: 1` on keys changes only the count.
  private func replaced(_ node: TreeNode, _ all: [String], by value: TreeNode) -> TreeNode {
    guard all.count == 2, all[0] == "workers", case .mapping(var entries, let place) = node,
      case .scalar = value
    else { return value }
    if let index = entries.firstIndex(where: { $0.key == "count" }) {
      entries[index].value = value
    } else {
      entries.append(TreeNode.Entry(key: "count", place: value.place, value: value))
    }
    return .mapping(entries, place)
  }
}

extension TreeNode {
  /// Whether the value asks for the removal of its key.
  var isRemoval: Bool {
    if case .scalar("none", true, _) = self { true } else { false }
  }
}
