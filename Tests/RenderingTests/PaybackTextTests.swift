import Analysis
import Foundation
import Model
import Rendering
import TestSupport
import Testing

@Suite("Payback in words")
struct PaybackTextTests {
  private func toast(
    workers: Int, hours: Int64 = 16, perWeek: Ratio = Ratio(5, 1)
  ) -> Scenario {
    var scenario = Scenario(
      name: "Toast", pools: [Pool(name: "toaster", count: workers)],
      tasks: [
        TaskDefinition(name: "toast", count: 100, steps: [Step(.work, .fixed(2 * minute))])
      ])
    scenario.payback = Payback(rewrite: hours * 60 * minute, runsPerWeek: perWeek)
    return scenario
  }

  /// A text on one line.
  private func line(_ text: String) -> String {
    text.split(whereSeparator: { $0 == " " || $0 == "\n" }).joined(separator: " ")
  }

  private func report(_ scenario: Scenario, baseline: Baseline? = nil) throws -> String {
    let run = try simulated(scenario)
    return line(
      ReportText(
        run.evaluate(variant: "default", baseline: baseline), of: run, style: ReportStyle()
      ).text)
  }

  private func row(_ label: String, _ scenario: Scenario, isBaseline: Bool = false) throws
    -> RaceRow
  {
    RaceRow(label, try result(scenario), isBaseline: isBaseline)
  }

  private func race(_ rows: RaceRow...) -> String {
    line(RaceText("Toast", rows, style: ReportStyle()).text)
  }

  @Test("a report answers the question in one sentence")
  func sentence() throws {
    #expect(
      try report(toast(workers: 4)).contains(
        "Is it worth it? A run saves 2 h 30 min against T1, so rewriting for 16 h pays back after "
          + "7 runs, in 1.4 weeks at 5 runs a week (with any number of workers, not before 5 "
          + "runs); after a year it has saved 634 h."))
    #expect(
      try report(toast(workers: 4, hours: 2, perWeek: .one)).contains(
        "rewriting for 2 h pays back after 1 run, in 1 week at 1 run a week (no sooner with more "
          + "workers); after a year it has saved 128 h."))
  }

  @Test("rare runs are counted in years, frequent ones in less than a tenth of a week")
  func rates() throws {
    #expect(
      try report(toast(workers: 4, perWeek: Ratio(1, 20))).contains(
        "7 runs, in 2.7 years at 0.05 runs a week (with any number of workers, not before 5 runs); "
          + "after a year it is still 9 h 30 min short."))
    #expect(
      try report(toast(workers: 4, perWeek: Ratio(1_000_000, 1))).contains(
        "in less than 0.1 weeks at 1000000 runs a week"))
  }

  @Test("what never pays back, and what cannot be told")
  func never() throws {
    #expect(
      try report(toast(workers: 1)).contains(
        "Is it worth it? A run takes as long as T1, so rewriting for 16 h never pays back; at its "
          + "ceiling it would, after 5 runs."))
    var shared = toast(workers: 4)
    shared.overhead.startup = minute
    shared.resources = [Resource(name: "socket", capacity: 1)]
    shared.tasks[0].uses = [Claim(resource: 0)]
    #expect(
      try report(shared).contains(
        "A run takes 1 min longer than T1, so rewriting for 16 h never pays back, however many "
          + "workers."))
    var cut = toast(workers: 4)
    cut.until = minute
    #expect(
      try report(cut).contains("Is it worth it? That cannot be told: the horizon cut the run."))
  }

  @Test("only a scenario that asks is answered")
  func unasked() throws {
    var scenario = toast(workers: 4)
    scenario.payback = nil
    #expect(!(try report(scenario).contains("worth it")))
    #expect(!race(try row("a", scenario), try row("b", scenario)).contains("worth it"))
  }

  @Test("a race tells when each run pays back, but for the baseline")
  func rows() throws {
    let rows = [
      try row("one", toast(workers: 1)), try row("two", toast(workers: 2)),
      try row("four", toast(workers: 4)),
    ]
    #expect(
      race(rows[0], rows[1], rows[2]).contains(
        "Is it worth it? Rewriting for 16 h, at 5 runs a week, pays back after: two 10 runs (2 "
          + "weeks), four 7 runs (1.4 weeks); never: one."))
    #expect(
      race(rows[0], try row("one", toast(workers: 1), isBaseline: true)).contains(
        "Is it worth it? Rewriting for 16 h, at 5 runs a week, never pays back in one."))
    #expect(
      race(rows[1], try row("cheap", toast(workers: 2, hours: 8))).contains(
        "Is it worth it? Rewriting pays back after: two 10 runs (16 h at 5 runs a week, 2 weeks), "
          + "cheap 5 runs (8 h at 5 runs a week, 1 week)."))
  }

  @Test("a long race lists its first runs")
  func many() throws {
    let four = try row("four", toast(workers: 4))
    let rows = (1...12).map { RaceRow("run \($0)", four.result) }
    let text = line(RaceText("Toast", rows, style: ReportStyle()).text)
    #expect(text.contains("run 7 7 runs (1.4 weeks), and 5 more."))
  }

  @Test("a document has all of it at a run's end, with the reasons of nulls")
  func document() throws {
    func payback(_ scenario: Scenario) throws -> (Any?, [String: Any]) {
      let text = ReportJSON.document([try result(scenario)], toolVersion: "1").text()
      let parsed = try JSONSerialization.jsonObject(with: Data(text.utf8))
      let runs = (parsed as? [String: Any])?["runs"] as? [[String: Any]]
      let run = try #require(runs?.first)
      return (run["payback"], run["reasons"] as? [String: Any] ?? [:])
    }
    let four = try #require(try payback(toast(workers: 4)).0 as? [String: Double])
    #expect(
      four == [
        "rewrite_s": 57_600, "runs_per_week": 5, "saved_s": 9_000, "break_even_runs_count": 7,
        "break_even_weeks": 1.4, "net_year_s": 2_282_400, "least_runs_count": 5,
      ])
    let (one, reasons) = try payback(toast(workers: 1))
    let values = try #require(one as? [String: Any])
    #expect(values["break_even_runs_count"] is NSNull && values["break_even_weeks"] is NSNull)
    #expect(reasons["payback.break_even_runs_count"] != nil)
    var unasked = toast(workers: 4)
    unasked.payback = nil
    #expect(try payback(unasked).0 is NSNull)
  }
}
