public import Model

/// A change from the command line: a path and a value as written, as in `workers.cook` and `1`.
public struct Override: Equatable, Sendable {
  /// The path into the model.
  public let path: String
  /// The value as written.
  public let value: String
  /// How it was given, for messages.
  public let label: String

  /// Makes a change; `label` is what messages call it, as in `--set workers.cook=1`.
  public init(path: String, value: String, label: String) {
    self.path = path
    self.value = value
    self.label = label
  }
}

/// Why a scenario file cannot be used: all its mistakes, and their text.
public struct ScenarioMistakes: Error, Sendable {
  /// The mistakes, in the order of the file; never empty.
  public let diagnostics: [Diagnostic]
  /// Turns them into text.
  public let text: DiagnosticText
}

/// A scenario file: its tree, from which each variant's scenario is made.
public struct ScenarioFile: Sendable {
  private let sources: [SourceText]
  private let root: TreeNode
  private let tables: TableReader
  private let defaultName: String
  private let overrides: [(override: Override, place: Place, value: TreeNode)]
  /// The names of its variants, in file order.
  public let variants: [String]
  /// The file's own warnings and those of its default variant.
  public private(set) var warnings: [Diagnostic] = []

  /// Turns diagnostics of this file into text.
  public var diagnosticText: DiagnosticText { DiagnosticText(sources: sources) }

  /// Reads and checks a file, all its variants included.
  ///
  /// - Parameters:
  ///   - bytes: The file's bytes; more than 1 MiB is refused.
  ///   - label: What messages call the file.
  ///   - folder: Where its tables stand; nil reads none.
  ///   - overrides: Changes from the command line, applied after a variant's.
  /// - Throws: All mistakes at once.
  public init(
    _ bytes: [UInt8], label: String, folder: String?, overrides: [Override] = []
  ) throws(ScenarioMistakes) {
    var reading = Reading(bytes, label: label)
    guard let root = reading.root() else { throw reading.failure() }
    var parsed: [(Override, Place, TreeNode)] = []
    for (index, override) in overrides.enumerated() {
      guard let value = reading.value(of: override, number: index + 1) else {
        throw reading.failure()
      }
      parsed.append((override, Place(source: index + 1, line: 1, column: 1), value))
    }
    sources = reading.sources
    self.root = root
    tables = TableReader(folder: folder)
    defaultName = label.split(separator: "/").last.map(String.init) ?? label
    self.overrides = parsed
    variants = Self.variantNames(root)
    let scenarioWarnings = try checkAll(reading.mistakes)
    warnings = (reading.warnings + scenarioWarnings).sorted {
      ($0.place ?? root.place) < ($1.place ?? root.place)
    }
  }

  /// The scenario of a variant; nil or `default` is the file as it stands.
  ///
  /// The order of changes is file, variant, overrides; for a baseline the overrides come first.
  public func scenario(
    variant: String? = nil, overridesFirst: Bool = false
  ) throws(ScenarioMistakes) -> Scenario {
    let (scenario, mistakes, _) = decode(variant, overridesFirst: overridesFirst)
    guard let scenario else { throw failure(mistakes) }
    return scenario
  }

  private func failure(_ mistakes: [Diagnostic]) -> ScenarioMistakes {
    ScenarioMistakes(diagnostics: mistakes, text: diagnosticText)
  }

  private static func variantNames(_ root: TreeNode) -> [String] {
    guard case .mapping(let entries, _) = root,
      case .mapping(let variants, _)? = entries.first(where: { $0.key == "variants" })?.value
    else { return [] }
    return variants.map(\.key)
  }

  /// Decodes the file and all variants; throws the mistakes of all of them, each once.
  private func checkAll(_ earlier: [Diagnostic]) throws(ScenarioMistakes) -> [Diagnostic] {
    var mistakes = earlier
    let (_, own, warnings) = decode(nil, overridesFirst: false)
    mistakes += own
    if variants.count > 200 {
      mistakes.append(Diagnostic(.pastLimit, "a file has at most 200 variants", at: root.place))
    }
    for variant in variants.prefix(200) {
      let (_, others, _) = decode(variant, overridesFirst: false)
      for mistake in others where !mistakes.contains(mistake) { mistakes.append(mistake) }
      if mistakes.count > 100 { break }
    }
    guard mistakes.isEmpty else {
      throw failure(mistakes.sorted { ($0.place ?? root.place) < ($1.place ?? root.place) })
    }
    return warnings
  }

  private func decode(
    _ variant: String?, overridesFirst: Bool
  ) -> (Scenario?, [Diagnostic], warnings: [Diagnostic]) {
    var editor = TreeEditor(root)
    if overridesFirst { apply(to: &editor) }
    if let variant, variant != "default" { apply(variant, to: &editor) }
    if !overridesFirst { apply(to: &editor) }
    var decoder = ScenarioDecoder(tables: tables, defaultName: defaultName)
    let scenario = decoder.decode(editor.root)
    let mistakes = editor.mistakes + decoder.reader.mistakes
    guard let scenario, mistakes.isEmpty else { return (nil, mistakes, []) }
    return (scenario, [], Warnings(scenario, decoder, editor.root).list)
  }

  private func apply(to editor: inout TreeEditor) {
    for (override, place, value) in overrides { editor.set(override.path, at: place, to: value) }
  }

  private func apply(_ name: String, to editor: inout TreeEditor) {
    guard case .mapping(let entries, _) = root,
      case .mapping(let variants, _)? = entries.first(where: { $0.key == "variants" })?.value,
      case .mapping(let changes, _)? = variants.first(where: { $0.key == name })?.value
    else { return }
    for change in changes { editor.set(change.key, at: change.place, to: change.value) }
  }
}

/// The steps from bytes to trees, with all that is found on the way.
private struct Reading {
  private(set) var sources: [SourceText]
  private(set) var mistakes: [Diagnostic]
  private(set) var warnings: [Diagnostic] = []

  init(_ bytes: [UInt8], label: String) {
    let (source, mistakes) = SourceText.read(bytes, label: label)
    sources = [source]
    self.mistakes = mistakes
  }

  func failure() -> ScenarioMistakes {
    ScenarioMistakes(diagnostics: mistakes, text: DiagnosticText(sources: sources))
  }

  /// The tree of the file; nil where it cannot be decoded at all.
  mutating func root() -> TreeNode? {
    guard mistakes.isEmpty else { return nil }
    let prescan = Prescan(sources[0], number: 0)
    mistakes += prescan.mistakes
    warnings += prescan.warnings
    guard mistakes.isEmpty else { return nil }
    var parser = TreeParser(sources[0], number: 0)
    let tree = parser.parse()
    mistakes += parser.mistakes
    if let tree, !tree.isNothing { return tree }
    if mistakes.isEmpty {
      mistakes.append(
        Diagnostic(
          .empty, "the file is empty", at: nil,
          remedy:
            "the smallest scenario has `workers: { toaster: 4 }` and `tasks: { toast: { work: 2 min } }`"
        ))
    }
    return nil
  }

  /// The value of an override, parsed like a value of the file; its messages show the override.
  mutating func value(of override: Override, number: Int) -> TreeNode? {
    let (source, found) = SourceText.read(Array(override.value.utf8), label: override.label)
    sources.append(SourceText(label: override.label, text: "\(override.path)=\(override.value)"))
    mistakes += found.map { moved($0, number) }
    let prescan = Prescan(source, number: number)
    mistakes += prescan.mistakes.map { moved($0, number) }
    guard mistakes.isEmpty else { return nil }
    var parser = TreeParser(source, number: number)
    let tree = parser.parse()
    mistakes += parser.mistakes
    guard mistakes.isEmpty else { return nil }
    let offset = override.path.unicodeScalars.count + 1
    let start = Place(source: number, line: 1, column: 1 + offset)
    return tree?.shifted(by: offset) ?? .scalar("", isPlain: true, start)
  }

  private func moved(_ mistake: Diagnostic, _ number: Int) -> Diagnostic {
    var mistake = mistake
    mistake.place?.source = number
    return mistake
  }
}

extension TreeNode {
  /// The same tree, its places moved to the right: a value behind its path.
  fileprivate func shifted(by offset: Int) -> TreeNode {
    func moved(_ place: Place) -> Place {
      Place(source: place.source, line: place.line, column: place.column + offset)
    }
    switch self {
    case .scalar(let text, let isPlain, let place):
      return .scalar(text, isPlain: isPlain, moved(place))
    case .list(let items, let place):
      return .list(items.map { $0.shifted(by: offset) }, moved(place))
    case .mapping(let entries, let place):
      return .mapping(
        entries.map {
          Entry(key: $0.key, place: moved($0.place), value: $0.value.shifted(by: offset))
        }, moved(place))
    }
  }
}
