import Testing

@testable import ScenarioFiles

/// Found by fuzzing: a remedy told to write what the reader would refuse as well.
@Suite("What a mistaken duration is told to be")
struct AdviceTests {
  private func remedy(for text: String) -> String? {
    do {
      _ = try DurationParser.parse(text)
      return nil
    } catch {
      return error.remedy
    }
  }

  @Test(
    "can be read itself",
    arguments: [
      ("12", "write `12 min`, `12 s` or `12 h`"),
      ("99999999", "write `99999999 s`"),
      ("7777777777", "write a duration such as `2 min`"),
      ("0.0000000001", "write `0.0000000001 min` or `0.0000000001 h`"),
      ("0.0000000000001", "write a duration such as `2 min`"),
      ("2:30", "write `2 min 30 s` or `2 h 30 min`"),
      ("999999:30", "write `999999 min 30 s`"),
      ("0 ms 0 m", "write `0 s`"), ("0.5 h 1 min", "write `31 min`"),
    ])
  func durations(text: String, expected: String) {
    #expect(remedy(for: text) == expected)
  }

  @Test("is not told where the sum of all parts is longer than durations may be")
  func longSum() { #expect(remedy(for: "1 s 876600 h") == nil) }

  @Test("is not made of a decimal as if it had no point", arguments: ["2:3.5", "2.5:30"])
  func decimals(text: String) {
    #expect(remedy(for: text) == "write a time as `00:02:00` or `2 min`")
  }
}
