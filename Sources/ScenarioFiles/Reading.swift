/// The steps from bytes to trees, with all that is found on the way.
struct Reading {
  private(set) var sources: [SourceText]
  private(set) var mistakes: [Diagnostic]
  private(set) var warnings: [Diagnostic] = []
  /// The lines of the file that were changed to parse on.
  private(set) var changedLines: Set<Int> = []

  init(_ bytes: [UInt8], label: String) {
    let (source, mistakes) = SourceText.read(bytes, label: label)
    sources = [source]
    self.mistakes = mistakes
  }

  /// Reads more changes of a file that was read before.
  init(sources: [SourceText]) {
    self.sources = sources
    mistakes = []
  }

  func failure() -> ScenarioMistakes {
    let origin = Place(source: 0, line: 1, column: 1)
    return ScenarioMistakes(
      diagnostics: mistakes.sorted { ($0.place ?? origin) < ($1.place ?? origin) },
      text: DiagnosticText(sources: sources))
  }

  /// The tree of the file; nil where it cannot be decoded at all.
  ///
  /// For a block of a lesson its keys are given whose values are texts.
  mutating func root(lessonTexts: [String]? = nil) -> TreeNode? {
    guard mistakes.isEmpty else { return nil }
    let above = sources[0].linesAbove
    let start = Place(source: 0, line: 1 + above, column: 1)
    let prescan = Prescan(
      sources[0].alone(isLesson: lessonTexts != nil), number: 0,
      textKeys: lessonTexts ?? ["name", "about"])
    mistakes += prescan.mistakes.map { $0.from(start) }
    warnings += prescan.warnings.map { $0.from(start) }
    guard !prescan.isFatal else { return nil }
    var parser = TreeParser(prescan.masked, number: 0, linesAbove: above)
    let tree = parser.parse()?.from(start)
    // Where we have changed the text, only our own words are true.
    changedLines = Set(prescan.mistakes.compactMap { $0.place.map { $0.line + above } })
    mistakes += parser.mistakes.map { $0.from(start) }.filter { mistake in
      mistake.place.map { !changedLines.contains($0.line) } ?? mistakes.isEmpty
    }
    changedLines.formUnion(parser.changedLines.map { $0 + above })
    if let tree, !tree.isNothing { return tree }
    if mistakes.isEmpty {
      mistakes.append(
        Diagnostic(
          .empty, "the file is empty", at: nil,
          remedy:
            "write `workers: { toaster: 4 }` and `tasks: { toast: { count: 100, work: 2 min } }`"
        ))
    }
    return nil
  }

  /// The value of an override, parsed like a value of the file; its messages show the override.
  mutating func value(of override: Override, number: Int) -> TreeNode {
    let (source, found) = SourceText.read(Array(override.value.utf8), label: override.label)
    sources.append(
      SourceText(label: override.label, text: "\(override.path)=\(override.value)"))
    let before = SourceText(label: override.label, text: "\(override.path)=").lines
    let start = Place(
      source: number, line: before.count, column: 1 + (before.last?.count ?? 0))
    let prescan = Prescan(source, number: number)
    var problems = found + prescan.mistakes
    var tree: TreeNode?
    if problems.isEmpty {
      var parser = TreeParser(source.lines, number: number)
      tree = parser.parse()
      problems = parser.mistakes
    }
    mistakes += problems.map { $0.from(start) }
    return tree?.from(start) ?? .scalar("", isPlain: true, start)
  }
}

extension Place {
  /// The same place in the source in which a text begins there, be it behind a path or below other lines.
  fileprivate func from(_ start: Place) -> Place {
    Place(
      source: start.source, line: start.line + line - 1,
      column: line == 1 ? start.column + column - 1 : column)
  }
}

extension Diagnostic {
  /// The same mistake in the source in which its text begins there.
  fileprivate func from(_ start: Place) -> Diagnostic {
    var moved = self
    moved.place = place?.from(start)
    moved.other = other?.from(start)
    return moved
  }
}

extension TreeNode {
  /// The same tree in the source in which its text begins there.
  fileprivate func from(_ start: Place) -> TreeNode {
    if start.line == 1, start.column == 1 { return self }
    switch self {
    case .scalar(let text, let isPlain, let place):
      return .scalar(text, isPlain: isPlain, place.from(start))
    case .list(let items, let place):
      return .list(items.map { $0.from(start) }, place.from(start))
    case .mapping(let entries, let place):
      return .mapping(
        entries.map {
          Entry(key: $0.key, place: $0.place.from(start), value: $0.value.from(start))
        }, place.from(start))
    }
  }
}
