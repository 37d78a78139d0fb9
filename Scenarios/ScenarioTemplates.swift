/// A scenario file to begin with.
public struct ScenarioTemplate: Sendable {
  /// The name that `toast new --template` takes.
  public let name: String
  /// What it shows, in a line.
  public let about: String
  private let bytes: [UInt8]

  /// All of them, the simplest first.
  public static let all = [
    ScenarioTemplate(
      name: "toast", about: "one pool of workers, many equal jobs",
      bytes: PackageResources.toast_template_yaml),
    ScenarioTemplate(
      name: "coffee", about: "jobs that wait for machines, in sync and async",
      bytes: PackageResources.coffee_template_yaml),
    ScenarioTemplate(
      name: "pipeline", about: "stages: each job needs the one before",
      bytes: PackageResources.pipeline_template_yaml),
    ScenarioTemplate(
      name: "queue", about: "guests who arrive over time, and a queue",
      bytes: PackageResources.queue_template_yaml),
    ScenarioTemplate(
      name: "images", about: "a batch on Python processes, with overhead and chunks",
      bytes: PackageResources.images_template_yaml),
    ScenarioTemplate(
      name: "empty", about: "the least that runs", bytes: PackageResources.empty_template_yaml),
  ]

  /// The file with a title, which must be valid YAML text, and the line by which editors find the
  /// schema.
  public func text(titled title: String) -> String {
    let lines = String(decoding: bytes, as: UTF8.self)
      .split(separator: "\n", omittingEmptySubsequences: false)
    let titled = lines.map { $0 == "name: NAME" ? "name: \(title)" : String($0) }
    return ScenarioSchema.modeline + titled.joined(separator: "\n")
  }
}

/// The JSON Schema of scenario files, which editors use for completion and hover text.
public enum ScenarioSchema {
  /// The schema, as it stands in Scenarios/.
  public static var text: String {
    String(decoding: PackageResources.scenario_schema_json, as: UTF8.self)
  }

  /// The line of a scenario file by which an editor finds the schema beside it.
  public static let modeline = "# yaml-language-server: $schema=./scenario.schema.json\n"
}
