import Analysis
import Foundation
import Model
import Rendering
import TestSupport
import Testing

@Suite("Texts")
struct TextTests {
  @Test(
    "times are told in words that a file understands",
    arguments: [
      (0, "0 s"), (1, "1 ns"), (1_500, "1.5 us"), (250_000_000, "250 ms"),
      (1_234_567_890, "1.235 s"), (59_999_000_000, "1 min"), (150_000_000_000, "2 min 30 s"),
      (3_000_000_000_000, "50 min"), (12_000_000_000_000, "200 min"),
      (187_500_000_000, "3 min 7.5 s"),
    ] as [(Int128, String)])
  func times(nanoseconds: Int128, text: String) {
    #expect(TimeText(longestStep: 60_000_000_000, elapsed: 0).text(nanoseconds) == text)
  }

  @Test("hours are used where steps are that long")
  func hours() {
    let text = TimeText(longestStep: 3_600_000_000_000, elapsed: 0)
    #expect(text.text(15_264_000_000_000) == "4 h 14 min 24 s")
    #expect(text.text(7_200_000_000_000) == "2 h")
  }

  @Test("numbers are rounded halves up, and percentages never claim too much")
  func numbers() {
    #expect(fixed(1.005, 2) == "1.01" && fixed(2.5, 0) == "3" && fixed(-0.004, 2) == "0.00")
    #expect(fixed(0.05, 2) == "0.05" && fixed(12.3456, 3) == "12.346")
    #expect(percent(1) == "100 %" && percent(0) == "0 %")
    #expect(percent(0.9999) == "99.9 %" && percent(0.0001) == "0.1 %" && percent(0.876) == "88 %")
  }

  @Test("JSON keeps the order of keys, escapes texts and writes the shortest numbers")
  func json() throws {
    let value = JSONValue.object([
      ("z", .string("a\"\\\n\u{1}é")), ("a", .seconds(90_500_000_000)), ("b", .ratio(1.0 / 3)),
      ("c", .ratio(nil)), ("d", .array([.count(1), .null])), ("e", .ratio(4)),
    ])
    #expect(
      value.text(indentedTo: 0)
        == #"{"z": "a\"\\\n\u0001é", "a": 90.5, "b": 0.3333333333333333, "c": null, "#
        + #""d": [1, null], "e": 4}"# + "\n")
    let parsed = try JSONSerialization.jsonObject(with: Data(value.text().utf8))
    #expect((parsed as? [String: Any])?.count == 6)
  }

  private func report(width: Int, rows: Int, glyphs: LaneGlyphs, workers: Int) throws -> String {
    let scenario = Scenario(
      name: "Toast", pools: [Pool(name: "toaster", count: workers)],
      tasks: [
        TaskDefinition(
          name: "toast", count: 100, steps: [Step(.work, .fixed(120_000_000_000))])
      ])
    let run = try simulated(scenario)
    return ReportText(
      run.evaluate(variant: "default"), of: run,
      style: ReportStyle(width: width, rows: rows, glyphs: glyphs)
    ).text
  }

  @Test(
    "a report keeps to its rows, its columns and its alphabet",
    arguments: [1, 4, 9, 64, 300], [24, 50])
  func sizes(workers: Int, rows: Int) throws {
    let text = try report(width: 80, rows: rows, glyphs: .ascii, workers: workers)
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.count <= rows && lines.allSatisfy { $0.count <= 80 })
    #expect(text.utf8.allSatisfy { $0 < 0x80 })
  }

  @Test("a run without a trace says why it has no lanes")
  func withoutTrace() throws {
    let scenario = Scenario(
      name: "Toast", pools: [Pool(name: "toaster", count: 1)],
      tasks: [TaskDefinition(name: "toast", steps: [Step(.work, .fixed(1))])])
    let run = try simulated(scenario)
    let text = ReportText(
      run.evaluate(variant: "default"), of: nil, style: ReportStyle()
    ).text
    #expect(text.contains("--trace"))
  }
}
