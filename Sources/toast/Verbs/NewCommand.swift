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
      """)

  @Argument(help: "The file's name, with or without .yaml; - prints the file.")
  var name: String

  @Option(
    name: [.short, .long],
    help: ArgumentHelp(
      "toast, coffee, pipeline, queue, images or empty; or the name of a bundled scenario.",
      valueName: "name"),
    completion: .list(ScenarioTemplate.all.map(\.name) + BundledScenario.all.map(\.name)))
  var template = "toast"

  @Flag(help: "Replace a file that exists.")
  var force = false

  func run() throws {
    if name == "-" { return try Console.write(try text(titled: "Mine")) }
    let isNamed = name.hasSuffix(".yaml") || name.hasSuffix(".yml")
    let path = isNamed ? name : name + ".yaml"
    let file = path.split(separator: "/").last.map(String.init) ?? ""
    let stem = file.split(separator: ".").first.map(String.init) ?? ""
    guard !stem.isEmpty, !file.hasPrefix("."), !path.hasSuffix("/") else {
      throw Failure.usage("`\(harmless(name))` is not a file's name; write toast new brunch")
    }
    let text = try text(titled: Self.title(of: stem))
    try Self.write(text, to: path, force: force)
    let schema = try Self.writeSchema(beside: path)
    let isPlain = path.allSatisfy { $0.isLetter || $0.isNumber || "-_./".contains($0) }
    let shown = isPlain ? path : "'\(harmless(path))'"
    try Console.write(
      """
      \(shown) is there\(schema).
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

  private func text(titled title: String) throws -> String {
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

  private static func write(_ text: String, to path: String, force: Bool) throws {
    let file = try AtomicFile(path, force: force)
    do {
      try file.write(text)
    } catch {
      file.discard()
      throw error
    }
    try file.commit()
  }

  /// Puts the schema beside a scenario, where its first line looks for it; one that is there stays.
  private static func writeSchema(beside path: String) throws -> String {
    let name = "scenario.schema.json"
    let schema = URL(fileURLWithPath: path).deletingLastPathComponent()
      .appendingPathComponent(name).path
    if FileManager.default.fileExists(atPath: schema) { return "" }
    try write(ScenarioSchema.text, to: schema, force: false)
    return ", and \(name) for editors"
  }
}
