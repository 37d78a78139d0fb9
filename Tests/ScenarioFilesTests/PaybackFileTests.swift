import Model
import ScenarioFiles
import Testing

@Suite("Payback in a file")
struct PaybackFileTests {
  private static let hour: Int64 = 3_600_000_000_000

  private func payback(
    _ written: String, variant: String? = nil, set: [(String, String)] = []
  ) throws -> Payback? {
    try scenario(
      """
      workers: { cook: 4 }
      tasks: { toast: { count: 100, work: 2 min } }
      payback: \(written)
      variants:
        cheap: { payback.rewrite: 90 min }
        asked: { payback: { rewrite: 2 h, runs-per-week: 3 } }
      """, variant: variant, set: set
    ).payback
  }

  @Test(
    "a rate is exact, with up to six decimals",
    arguments: [
      ("5", 5, 1), ("0.5", 1, 2), ("2.50", 5, 2), ("0.000001", 1, 1_000_000),
      ("1000000", 1_000_000, 1), ("\"7\"", 7, 1),
    ] as [(String, Int64, Int64)])
  func rates(written: String, above: Int64, below: Int64) throws {
    let read = try payback("{ rewrite: 16 h, runs-per-week: \(written) }")
    #expect(
      read == Payback(rewrite: 16 * Self.hour, runsPerWeek: Ratio(above, below)))
  }

  @Test("variants and the command line change it, and none removes it")
  func paths() throws {
    let written = "{ rewrite: 16 h, runs-per-week: 5 }"
    #expect(try payback(written, variant: "cheap")?.rewrite == 3 * Self.hour / 2)
    #expect(try payback(written, variant: "cheap")?.runsPerWeek == Ratio(5, 1))
    #expect(
      try payback(written, variant: "asked")
        == Payback(rewrite: 2 * Self.hour, runsPerWeek: Ratio(3, 1)))
    #expect(try payback(written, set: [("payback.rewrite", "8h")])?.rewrite == 8 * Self.hour)
    #expect(
      try payback(written, set: [("payback.runs-per-week", "0.25")])?.runsPerWeek == Ratio(1, 4))
    #expect(try payback(written, set: [("payback", "none")]) == nil)
    #expect(
      try scenario(
        "workers: { a: 1 }\ntasks: { t: { work: 1 s } }\n"
          + "payback: { rewrite: 1 h, runs-per-week: 1 }\nvariants: { none: { payback: none } }",
        variant: "none"
      ).payback == nil)
  }

  @Test("half of it is a mistake of the change that leaves it so")
  func half() throws {
    let mistakes = try #require(throws: ScenarioMistakes.self) {
      try scenario(
        "workers: { cook: 1 }\ntasks: { toast: { work: 1 s } }",
        set: [("payback.rewrite", "8h")])
    }
    #expect(
      mistakes.text.human(mistakes.diagnostics) == """
        error[S011]: `payback` has no `runs-per-week`
          --> --set:1:1
           |
         1 | payback.rewrite=8h
           | ^ write `payback: { rewrite: 16 h, runs-per-week: 5 }`

        """)
  }

  @Test("times of a scaled scenario are not those it speaks of")
  func scaled() throws {
    let read = try scenario(
      """
      workers: { cook: 1 }
      tasks: { toast: { work: 1 s } }
      payback: { rewrite: 16 h, runs-per-week: 5 }
      """)
    #expect(read.payback != nil && read.serial.payback == nil)
    #expect(read.scaled(by: TimeScale(real: 1, written: 100)).payback == nil)
  }
}
