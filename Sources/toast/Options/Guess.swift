import Model
import ScenarioFiles

/// A makespan that somebody guessed, as `55min` or `LABEL=55min`.
struct Guess {
  /// The run it is for; nil for the last one.
  let label: String?
  let time: Nanoseconds

  init(_ text: String) throws {
    let equals = text.lastIndex(of: "=")
    label = equals.map { String(text[..<$0]) }
    let duration = equals.map { String(text[text.index(after: $0)...]) } ?? text
    do {
      time = try DurationParser.parse(duration)
    } catch {
      throw Failure.usage(
        "`--guess \(harmless(text))`: \(harmless(error.message))"
          + (error.remedy.map { "; \($0)" } ?? ""))
    }
  }
}
