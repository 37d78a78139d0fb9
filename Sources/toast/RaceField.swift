import Model
import ScenarioFiles

/// The runs that race: each file's variants, times the values of each parameter with several.
struct RaceField {
  /// One run of the race.
  struct Entrant {
    fileprivate(set) var label: String
    let source: ScenarioSource
    let file: ScenarioFile
    let variant: String
    /// What the command line changes, in its order.
    let overrides: [Override]
    fileprivate let number: Int
    fileprivate let isChanged: Bool
  }

  private(set) var entrants: [Entrant] = []
  private(set) var notes: [String] = []
  /// The scenario's name, or those of all.
  private(set) var title = ""
  /// The files' warnings, for people.
  private(set) var warnings = ""
  /// Whether saved runs race as well.
  private let hasOthers: Bool
  private static let most = 64

  /// Reads the files and lists the runs; so many saved ones race as well.
  init(
    _ sources: [ScenarioSource], variants: [String], _ changes: ChangeOptions,
    besides saved: Int = 0
  ) throws {
    hasOthers = saved > 0
    let names = variants.flatMap { $0.split(separator: ",").map(String.init) }
    var titles: [String] = []
    for (number, source) in sources.enumerated() {
      let stem = Self.label(of: source, among: sources)
      try add(source, number, stem: sources.count > 1 ? stem : nil, names, changes, &titles)
    }
    title = titles.joined(separator: ", ")
    numberDuplicates()
    guard entrants.count + saved > 1 else {
      throw Failure.usage(
        "there is nothing to race against; write -w 1,2,4, or --set PATH=A,B, or name a second "
          + "file, or give the file `variants`")
    }
  }

  /// The run of the race that is an entrant's baseline, if it races.
  ///
  /// What the command line changes comes before a baseline's variant, but after an entrant's: where
  /// something is changed the two are not the same run.
  func baseline(of entrant: Entrant, named name: String) -> Entrant? {
    entrants.first {
      $0.number == entrant.number && $0.variant == name && !$0.isChanged
    }
  }

  /// Labels tell the runs apart, in tables too.
  private mutating func numberDuplicates() {
    var counts: [String: Int] = [:]
    for index in entrants.indices {
      let label = entrants[index].label
      var free = label
      while counts[free] != nil {
        counts[label, default: 1] += 1
        free = "\(label) (\(counts[label] ?? 1))"
      }
      counts[free] = 1
      entrants[index].label = free
    }
  }

  private mutating func add(
    _ source: ScenarioSource, _ number: Int, stem: String?, _ names: [String],
    _ changes: ChangeOptions, _ titles: inout [String]
  ) throws {
    var parameters = try changes.parameters(for: source)
    let fixed = parameters.filter { $0.values.count == 1 }.map { $0.override($0.values[0]) }
    parameters = parameters.filter { $0.values.count > 1 }
    let plain = try source.file(fixed + changes.plainOverrides)
    let scenario = try plain.scenario()
    if !titles.contains(scenario.name) { titles.append(scenario.name) }
    warnings += plain.diagnosticText.human(plain.warnings())
    let isAlone = stem == nil
    if names.isEmpty, plain.variants.isEmpty, parameters.isEmpty, isAlone, !hasOthers {
      parameters = [try doublings(of: scenario, source)]
    }
    let takesAll = names.isEmpty && parameters.isEmpty && isAlone && !hasOthers
    if takesAll, !fixed.isEmpty, !plain.variants.isEmpty {
      let changes = fixed.map { "\($0.path)=\($0.value)" }.joined(separator: ", ")
      notes.append("In every run \(changes), whatever its variant says.")
    }
    let variants = takesAll ? ["default"] + plain.variants : names.isEmpty ? ["default"] : names
    for variant in variants {
      let variant = try plain.checked(variant: variant)
      for values in try Self.combinations(parameters, times: variants.count) {
        let own = zip(parameters, values).map { $0.override($1) }
        let words =
          [stem, variants.count > 1 || parameters.isEmpty && stem == nil ? variant : nil].compactMap
        { $0 }
          + zip(parameters, values).map { $0.name(for: $1) }
        guard entrants.count < Self.most else { throw Self.excess }
        let overrides = fixed + own + changes.plainOverrides
        entrants.append(
          Entrant(
            label: words.isEmpty ? "default" : words.joined(separator: " "), source: source,
            file: own.isEmpty ? plain : try source.file(overrides), variant: variant,
            overrides: overrides, number: number, isChanged: !overrides.isEmpty))
      }
    }
  }

  /// Where a file has nothing to race, numbers of workers that every class asks for first.
  private mutating func doublings(
    of scenario: Scenario, _ source: ScenarioSource
  ) throws -> Parameter {
    guard scenario.pools.count == 1 else {
      throw Failure.usage(
        "there is nothing to race against; write -w \(scenario.pools[0].name)=1,2,4, or "
          + "--set PATH=A,B, or name a second file, or give the file `variants`")
    }
    notes.append("The file has no variants, so numbers of workers race; choose them with -w.")
    return try Parameter(workers: "1,2,4,8", of: source)
  }

  /// Every choice of one value of each parameter, the last one varying fastest.
  private static func combinations(_ parameters: [Parameter], times: Int) throws -> [[String]] {
    var combinations: [[String]] = [[]]
    for parameter in parameters {
      guard combinations.count * parameter.values.count * times <= most else { throw excess }
      combinations = combinations.flatMap { left in parameter.values.map { left + [$0] } }
    }
    return combinations
  }

  private static var excess: Failure {
    Failure.usage("a race has at most \(most) runs; choose fewer values")
  }

  /// The file's name without folder and extension, or its path where two have the same name.
  private static func label(of source: ScenarioSource, among sources: [ScenarioSource]) -> String {
    func stem(_ label: String) -> String {
      let name = label.split(separator: "/").last.map(String.init) ?? label
      let ending = [".yaml", ".yml"].first { name.hasSuffix($0) } ?? ""
      return harmless(String(name.dropLast(ending.count)))
    }
    let name = stem(source.label)
    let isUnique = sources.filter { stem($0.label) == name }.count == 1
    return isUnique ? name : harmless(source.label)
  }
}
