import Foundation
import ScenarioFiles
import TestSupport
import Testing

@Suite("Wrong files")
struct WrongFileTests {
  static let folder = "Tests/ScenarioFilesTests/Wrong"

  @Test(
    "get all their mistakes at once, with place, caret and remedy",
    arguments: Repository.files(in: folder, ending: ".yaml"))
  func messages(name: String) throws {
    let mistakes = try #require(throws: ScenarioMistakes.self) {
      try ScenarioFile(
        Repository.bytes("\(Self.folder)/\(name)"), label: name,
        folder: Repository.root.appendingPathComponent(Self.folder).path)
    }
    let text = mistakes.text.human(mistakes.diagnostics)
    #expect(try Repository.matches(text, kept: "\(Self.folder)/\(name.dropLast(5)).txt"), "\(text)")
  }

  @Test("warnings tell what is probably not meant")
  func warnings() throws {
    let file = try ScenarioFile(
      Repository.bytes("Tests/ScenarioFilesTests/Warned.yaml"), label: "Warned.yaml", folder: nil)
    let text = file.diagnosticText.human(file.warnings())
    #expect(try Repository.matches(text, kept: "Tests/ScenarioFilesTests/Warned.txt"), "\(text)")
  }
}
