import ArgumentParser
import BundledScenarios
import Model
import Rendering
import ScenarioFiles

/// `toast list`: what is built in.
struct ListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List the scenarios, lessons and templates that are built in.")

  @Flag(help: "Print JSON.")
  var json = false

  func run() throws {
    let scenarios = try BundledScenario.all.map { bundled in
      (bundled, try ScenarioFile(bundled.bytes, label: bundled.name, folder: nil))
    }
    try Console.write(json ? document(scenarios) : text(scenarios))
  }

  private typealias Entry = (bundled: BundledScenario, file: ScenarioFile)

  private func text(_ scenarios: [Entry]) throws -> String {
    let lessons = Course.bundled.entries
    let width = (scenarios.map(\.bundled.name.count) + lessons.map(\.name.count)).max() ?? 0
    func line(_ name: String, _ about: String) -> String {
      "  \(name)\(String(repeating: " ", count: width + 2 - name.count))\(about)\n"
    }
    var text = ""
    for subject in BundledScenario.Subject.allCases {
      text += "\(subject.rawValue):\n"
      for entry in scenarios where entry.bundled.subject == subject {
        text += line(entry.bundled.name, try Self.title(of: entry))
      }
      text += "\n"
    }
    text += "Lessons, for toast learn:\n"
    for lesson in lessons { text += line(lesson.name, Self.title(of: lesson)) }
    text += "\nTemplates for `toast new NAME --template TEMPLATE`:\n"
    for template in ScenarioTemplate.all { text += line(template.name, template.about) }
    return text + "\nTry: toast race amdahl, toast learn one-toaster\n"
  }

  /// The scenario's name, or where it has none the first sentence of what it teaches.
  private static func title(of entry: Entry) throws -> String {
    let scenario = try entry.file.scenario()
    guard scenario.name == entry.bundled.name, let about = scenario.about else {
      return scenario.name
    }
    return String(about.prefix { $0 != "." })
  }

  /// The lesson's heading; the rest of it is not read.
  private static func title(of lesson: Course.Entry) -> String {
    let bytes = (try? lesson.bytes()) ?? []
    return String(decoding: bytes.prefix { $0 != 0x0A }.dropFirst(2), as: UTF8.self)
  }

  private func document(_ scenarios: [Entry]) throws -> String {
    let entries = try scenarios.map { bundled, file in
      let scenario = try file.scenario()
      return JSONValue.object([
        ("name", .string(bundled.name)), ("title", .string(scenario.name)),
        ("about", .text(scenario.about)), ("subject", .string(bundled.subject.rawValue)),
        ("variants", .array(file.variants.map { .string($0) })),
      ])
    }
    let templates = ScenarioTemplate.all.map { template in
      JSONValue.object([("name", .string(template.name)), ("about", .string(template.about))])
    }
    let lessons = Course.bundled.entries.map { lesson in
      JSONValue.object([
        ("name", .string(lesson.name)), ("title", .string(Self.title(of: lesson))),
      ])
    }
    return JSONValue.object([
      ("scenarios", .array(entries)), ("templates", .array(templates)),
      ("lessons", .array(lessons)),
    ]).text(indentedTo: 3)
  }
}
