public import Model

/// A scenario file: its tree, from which each variant's scenario is made.
public struct ScenarioFile: Sendable {
  let sources: [SourceText]
  let root: TreeNode
  private var tables: TableReader
  private let defaultName: String
  private(set) var overrides: [(override: Override, place: Place, value: TreeNode)]
  /// The names of its variants, in file order.
  public let variants: [String]
  private let textWarnings: [Diagnostic]
  /// What each variant is with the overrides last: all are decoded to be checked.
  private var checked: [String: Decoded] = [:]

  /// Turns diagnostics of this file into text.
  public var diagnosticText: DiagnosticText { DiagnosticText(sources: sources) }

  /// Reads and checks a file, all its variants included.
  ///
  /// - Parameters:
  ///   - bytes: The file's bytes; more than 1 MiB is refused.
  ///   - label: What messages call the file.
  ///   - folder: Where its tables stand; nil reads none.
  ///   - allowsFiles: Whether its tables may stand anywhere; without a folder paths begin in the current one.
  ///   - overrides: Changes from the command line, applied after a variant's.
  ///   - given: Its tables by path, where they do not stand in files.
  /// - Throws: All mistakes at once.
  public init(
    _ bytes: [UInt8], label: String, folder: String?, allowsFiles: Bool = false,
    overrides: [Override] = [], tables given: [String: [UInt8]]? = nil
  ) throws(ScenarioMistakes) {
    var reading = Reading(bytes, label: label)
    guard let root = reading.root() else { throw reading.failure() }
    var parsed: [(Override, Place, TreeNode)] = []
    for (index, override) in overrides.enumerated() {
      let value = reading.value(of: override, number: index + 1)
      parsed.append((override, Place(source: index + 1, line: 1, column: 1), value))
    }
    let fileName = label.split(separator: "/").last.map(String.init) ?? label
    let ending = [".yaml", ".yml"].first { fileName.hasSuffix($0) && fileName != $0 } ?? ""
    try self.init(
      reading, root, name: harmless(String(fileName.dropLast(ending.count))),
      tables: TableReader(folder: folder, allowsFiles: allowsFiles, given: given), overrides: parsed
    )
  }

  /// Reads a scenario that stands in a text of another kind; it has this name and reads no tables.
  init(_ source: SourceText, name: String) throws(ScenarioMistakes) {
    var reading = Reading(sources: [source])
    guard let root = reading.root() else { throw reading.failure() }
    try self.init(
      reading, root, name: name, tables: TableReader(folder: nil, given: nil), overrides: [])
  }

  private init(
    _ reading: Reading, _ root: TreeNode, name: String, tables: TableReader,
    overrides: [(Override, Place, TreeNode)]
  ) throws(ScenarioMistakes) {
    sources = reading.sources
    self.root = root
    self.tables = tables
    defaultName = name
    self.overrides = overrides
    textWarnings = reading.warnings
    variants = Self.entries(of: "variants", in: root).map(\.key)
    try checkAll(reading.mistakes, changedLines: reading.changedLines)
  }

  /// The paths of the tables that were read.
  public var tablePaths: [String] { tables.paths }

  /// The bytes of the tables that were read, by the paths that the scenario has.
  ///
  /// They are read again; what cannot be read any more is left out.
  public var tableContents: [(path: String, bytes: [UInt8])] { tables.contents }

  /// What a variant probably does not mean, and the file's text; in the order of the file.
  public func warnings(for variant: String? = nil) -> [Diagnostic] {
    let own = known(variant, overridesFirst: false).warnings
    return (textWarnings + own).sorted { ($0.place ?? root.place) < ($1.place ?? root.place) }
  }

  /// The scenario of a variant; nil or `default` is the file as it stands.
  ///
  /// The order of changes is file, variant, overrides; for a baseline the overrides come first.
  public func scenario(
    variant: String? = nil, overridesFirst: Bool = false
  ) throws(ScenarioMistakes) -> Scenario {
    let decoded = known(variant, overridesFirst: overridesFirst)
    guard let scenario = decoded.scenario else { throw failure(decoded.mistakes) }
    return scenario
  }

  /// The scenario of a variant with more changes, which come last; for a baseline they come before it.
  ///
  /// Cost: that of decoding the tree once; the text is not parsed, nor tables read, again.
  public func scenario(
    variant: String? = nil, changedBy changes: [Override], changesFirst: Bool = false
  ) throws(ScenarioMistakes) -> Scenario {
    var reading = Reading(sources: sources)
    let parsed = changes.map { change in
      let number = reading.sources.count
      return (
        change, Place(source: number, line: 1, column: 1),
        reading.value(of: change, number: number)
      )
    }
    var mistakes = reading.mistakes
    if mistakes.isEmpty {
      var changed = self
      changed.overrides += parsed
      let decoded = changed.decode(variant, overridesFirst: changesFirst)
      if let scenario = decoded.scenario { return scenario }
      mistakes = decoded.mistakes
    }
    throw ScenarioMistakes(
      diagnostics: mistakes, text: DiagnosticText(sources: reading.sources))
  }

  private func failure(_ mistakes: [Diagnostic]) -> ScenarioMistakes {
    ScenarioMistakes(diagnostics: mistakes, text: diagnosticText)
  }

  private static func entries(of key: String, in root: TreeNode) -> [TreeNode.Entry] {
    guard case .mapping(let entries, _) = root,
      case .mapping(let inner, _)? = entries.first(where: { $0.key == key })?.value
    else { return [] }
    return inner
  }

  private enum Limit {
    static let variants = 200
    static let changes = 1_000
    /// Tasks in all variants together: each variant is checked whole.
    static let checkedTasks = 20_000
    static let shownMistakes = 100
  }

  /// Decodes the file, all its variants and the ends of its sweep; throws all mistakes, each once.
  ///
  /// Where we have changed the text to parse on, further mistakes would be ours.
  private mutating func checkAll(
    _ earlier: [Diagnostic], changedLines: Set<Int>
  ) throws(ScenarioMistakes) {
    var mistakes = earlier
    var known: Set<String> = []
    func add(_ others: [Diagnostic], in variant: TreeNode.Entry?) {
      for mistake in others where mistakes.count < Limit.shownMistakes {
        if let place = mistake.place, place.source == 0, changedLines.contains(place.line) {
          continue
        }
        let key = "\(mistake.code) \(mistake.message) \(String(describing: mistake.place))"
        guard known.insert(key).inserted else { continue }
        mistakes.append(variant.map { mistake.moved(to: $0) } ?? mistake)
      }
    }
    add(check(nil), in: nil)
    if let excess = excessOfVariants() {
      mistakes.append(excess)
    } else {
      for variant in Self.entries(of: "variants", in: root) { add(check(variant.key), in: variant) }
    }
    add(checkSweep(), in: nil)
    guard mistakes.isEmpty else {
      throw failure(mistakes.sorted { ($0.place ?? root.place) < ($1.place ?? root.place) })
    }
  }

  private func excessOfVariants() -> Diagnostic? {
    let entries = Self.entries(of: "variants", in: root)
    let tasks = Self.entries(of: "tasks", in: root).count
    guard let first = entries.first else { return nil }
    if entries.count > Limit.variants {
      return Diagnostic(
        .pastLimit, "a file has at most \(Limit.variants) variants", at: first.place)
    }
    if entries.count * tasks > Limit.checkedTasks {
      return Diagnostic(
        .pastLimit, "\(entries.count) variants of \(tasks) tasks are too many", at: first.place,
        remedy: "together at most \(Limit.checkedTasks)")
    }
    for entry in entries {
      if case .mapping(let changes, _) = entry.value, changes.count > Limit.changes {
        return Diagnostic(
          .pastLimit, "a variant has at most \(Limit.changes) changes", at: entry.place)
      }
    }
    return nil
  }

  private mutating func check(_ variant: String?) -> [Diagnostic] {
    let decoded = decode(variant, overridesFirst: false)
    // Tables that were read once are not read again.
    tables = decoded.tables
    checked[variant ?? "default"] = decoded
    return decoded.mistakes
  }

  /// A sweep's paths are changes like those of a variant; its first and last values are tried.
  private mutating func checkSweep() -> [Diagnostic] {
    var mistakes: [Diagnostic] = []
    // Each value makes the whole file to be decoded: of a large file fewer are tried.
    var budget = Limit.checkedTasks / max(10, Self.entries(of: "tasks", in: root).count)
    for axis in Self.entries(of: "sweep", in: root).prefix(SweepValues.mostAxes) {
      let items: [TreeNode] =
        if case .list(let items, _) = axis.value { items } else { [axis.value] }
      for item in items {
        guard budget > 0, mistakes.count < Limit.shownMistakes else { return mistakes }
        budget -= 1
        guard case .scalar(let text, _, let place) = item,
          let values = try? SweepValues.expand(text)
        else { continue }
        for value in [values.first, values.last].compactMap({ $0 }) {
          let node = TreeNode.scalar(value, isPlain: true, place)
          let decoded = decode(nil, overridesFirst: false) {
            $0.set(axis.key, at: axis.place, to: node)
          }
          tables = decoded.tables
          mistakes += decoded.mistakes
        }
      }
    }
    return mistakes
  }

  /// What is wrong with a value at a path, where the file itself is right.
  func mistakes(at path: String, _ place: Place, of value: TreeNode) -> [Diagnostic] {
    decode(nil, overridesFirst: false) { $0.set(path, at: place, to: value) }.mistakes
  }

  private struct Decoded: Sendable {
    let scenario: Scenario?
    let mistakes: [Diagnostic]
    let warnings: [Diagnostic]
    let tables: TableReader
  }

  private func known(_ variant: String?, overridesFirst: Bool) -> Decoded {
    if !overridesFirst || overrides.isEmpty, let known = checked[variant ?? "default"] {
      return known
    }
    return decode(variant, overridesFirst: overridesFirst)
  }

  private func decode(
    _ variant: String?, overridesFirst: Bool, change: (inout TreeEditor) -> Void = { _ in }
  ) -> Decoded {
    var editor = TreeEditor(root)
    if overridesFirst { apply(to: &editor) }
    if let variant, variant != "default" { apply(variant, to: &editor) }
    if !overridesFirst { apply(to: &editor) }
    change(&editor)
    var decoder = ScenarioDecoder(tables: tables, defaultName: defaultName)
    let scenario = decoder.decode(editor.root)
    let mistakes = editor.mistakes + decoder.reader.mistakes
    guard let scenario, mistakes.isEmpty else {
      return Decoded(scenario: nil, mistakes: mistakes, warnings: [], tables: decoder.tables)
    }
    return Decoded(
      scenario: scenario, mistakes: [],
      warnings: Warnings(scenario, decoder, editor.root).list, tables: decoder.tables)
  }

  private func apply(to editor: inout TreeEditor) {
    for (override, place, value) in overrides { editor.set(override.path, at: place, to: value) }
  }

  private func apply(_ name: String, to editor: inout TreeEditor) {
    guard let variant = Self.entries(of: "variants", in: root).first(where: { $0.key == name }),
      case .mapping(let changes, _) = variant.value
    else { return }
    for change in changes { editor.set(change.key, at: change.place, to: change.value) }
  }
}

extension Diagnostic {
  /// The mistake at the change of a variant that makes it; the place in the file is told as well.
  fileprivate func moved(to variant: TreeNode.Entry) -> Diagnostic {
    var moved = self
    moved.message += " (in variant `\(variant.key)`)"
    guard let place, place.source == 0, place < variant.place || place > variant.value.lastPlace
    else { return moved }
    var entry = variant
    // A variant with one change has only that to blame.
    if case .mapping(let changes, _) = variant.value, changes.count == 1 { entry = changes[0] }
    moved.other = place
    moved.place = entry.place
    moved.length = entry.key.unicodeScalars.count
    return moved
  }
}
