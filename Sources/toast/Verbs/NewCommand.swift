import ArgumentParser
import BundledScenarios
import Foundation
import ScenarioFiles

/// `toast new`: a scenario file to begin with.
struct NewCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "new", abstract: "Begin a scenario file of your own.",
    discussion: """
      Examples:

        toast new brunch                     brunch.yaml
        toast new kitchen --template coffee  from another template
        toast new mine --template amdahl     a copy of a bundled scenario
        toast new mine --from times.csv      jobs that took as long as measured ones
        toast new mine --from joblog         the same from a job log of GNU parallel
      """)

  @Argument(help: "The file's name, with or without .yaml; - prints the file.")
  var name: String

  @Option(
    name: [.short, .long],
    help: ArgumentHelp(
      "toast, coffee, pipeline, queue, images or empty; or the name of a bundled scenario.",
      valueName: "name"),
    completion: .list(ScenarioTemplate.all.map(\.name) + BundledScenario.all.map(\.name)))
  var template: String?

  @Option(
    help: ArgumentHelp(
      "A table of measured times: a column of durations, a job log of GNU parallel, or jobs.csv "
        + "of toast real; - for standard input.", valueName: "table"),
    completion: .file())
  var from: String?

  @Option(help: ArgumentHelp("The column of durations.", valueName: "column"))
  var column: String?

  @Option(
    name: .customLong("run-id"),
    help: ArgumentHelp("Which run of jobs.csv; the first real one if left out.", valueName: "id"))
  var runID: String?

  @Flag(help: "Replace a file that exists.")
  var force = false

  func validate() throws {
    if from != nil, template != nil {
      throw ValidationError("--from and --template both say what to write; choose one")
    }
    if from == nil, column != nil || runID != nil {
      throw ValidationError("--column and --run-id belong to --from TABLE")
    }
  }

  func run() throws {
    if name == "-" { return try Console.write(try printed()) }
    let isNamed = name.hasSuffix(".yaml") || name.hasSuffix(".yml")
    let path = isNamed ? name : name + ".yaml"
    let file = path.split(separator: "/").last.map(String.init) ?? ""
    let stem = file.split(separator: ".").first.map(String.init) ?? ""
    guard !stem.isEmpty, !file.hasPrefix("."), !path.hasSuffix("/") else {
      throw Failure.usage("`\(harmless(name))` is not a file's name; write toast new brunch")
    }
    let measured = try from.map {
      try fromTimes($0, title: Self.quoted(Self.title(of: stem)), path: path)
    }
    try write(
      try measured.map { ScenarioSchema.modeline + $0.scenario.text }
        ?? text(titled: Self.title(of: stem)), measured?.scenario.tables ?? [], to: path)
    let schema = try Self.writeSchema(beside: path)
    let isPlain = path.allSatisfy { $0.isLetter || $0.isNumber || "-_./".contains($0) }
    let shown = isPlain ? path : "'\(harmless(path))'"
    let tables = (measured?.scenario.tables ?? []).map { ", \($0.name)" }.joined()
    let told = measured.map { harmless(([$0.summary + "."] + $0.notes).joined(separator: " ")) }
    try Console.write(
      """
      \(shown) is there\(tables)\(schema).\(told.map { "\n\($0)" } ?? "")
      Try:
        toast run \(shown)
        toast check \(shown)
        toast race \(shown)

      """)
  }

  /// "sunday-brunch" as a title: "Sunday brunch".
  private static func title(of stem: String) -> String {
    let words = stem.map { "-_".contains($0) ? " " : $0 }
    return words.prefix(1).map { $0.uppercased() }.joined() + String(words.dropFirst())
  }

  private func printed() throws -> String {
    guard let from else { return try text(titled: "Mine") }
    return ScenarioSchema.modeline
      + (try fromTimes(from, title: "Mine", path: nil)).scenario.text
  }

  /// Writes a scenario and its tables, the scenario last; nothing where one of them is in the way.
  private func write(
    _ text: String, _ tables: [MeasuredScenario.Table], to path: String
  ) throws {
    let folder = path.lastIndex(of: "/").map { path[...$0] } ?? ""
    let targets =
      tables.map { (folder + $0.name, $0.text) } + [(path, text)]
    var files: [AtomicFile] = []
    do {
      for (target, _) in targets { files.append(try AtomicFile(target, force: force)) }
      for (file, target) in zip(files, targets) { try file.write(target.1) }
      try AtomicFile.commit(files)
    } catch {
      for file in files { file.discard() }
      throw error
    }
  }

  private func text(titled title: String) throws -> String {
    let template = template ?? "toast"
    if let template = ScenarioTemplate.all.first(where: { $0.name == template }) {
      return template.text(titled: Self.quoted(title))
    }
    if let bundled = BundledScenario.all.first(where: { $0.name == template }) {
      let text = String(decoding: bundled.bytes, as: UTF8.self)
      return text.hasPrefix("#") ? text : ScenarioSchema.modeline + text
    }
    let names = ScenarioTemplate.all.map(\.name)
    throw Failure.usage(
      "there is no template `\(harmless(template))`; "
        + (nearest(to: template, among: names + BundledScenario.all.map(\.name))
          .map { "did you mean \($0)?" } ?? "there are \(names.joined(separator: ", "))"))
  }

  /// A title as YAML text, whatever characters a file's name may have.
  private static func quoted(_ title: String) -> String {
    let isPlain = title.unicodeScalars.allSatisfy {
      $0.properties.isAlphabetic || ("0"..."9").contains($0) || $0 == " "
    }
    let isWord = ["true", "false", "null", "yes", "no", "on", "off"].contains(title.lowercased())
    if isPlain, !isWord, title.first?.isLetter == true { return title }
    var quoted = "'"
    for scalar in harmless(title).unicodeScalars {
      if scalar == "'" { quoted += "'" }
      quoted.unicodeScalars.append(scalar)
    }
    return quoted + "'"
  }

  /// Puts the schema beside a scenario, where its first line looks for it; one that is there stays.
  private static func writeSchema(beside path: String) throws -> String {
    let name = "scenario.schema.json"
    let folder = PathParts(path).folder
    let schema = folder == "." ? name : "\(folder)/\(name)"
    // Whatever has the name, a link to nothing too, is somebody's.
    if try OpenFile(folder: folder).status(of: name) != nil { return "" }
    do {
      try AtomicFile.save(ScenarioSchema.text, as: schema, force: false)
    } catch {
      // Another program may have written it in this moment.
      if try OpenFile(folder: folder).status(of: name) != nil { return "" }
      throw error
    }
    return ", and \(name) for editors"
  }
}
