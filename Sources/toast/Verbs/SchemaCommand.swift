import ArgumentParser
import BundledScenarios

/// `toast schema`: the JSON Schema of scenario files, for editors.
struct SchemaCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema",
    abstract: "Print the JSON Schema of scenario files, for completion in editors.",
    discussion: """
      Examples:

        toast schema > scenario.schema.json

      An editor with a YAML language server finds it by the first line of a scenario:
        # yaml-language-server: $schema=./scenario.schema.json
      """)

  func run() throws { try Console.write(ScenarioSchema.text) }
}
