import Analysis
import Foundation
import Model
@testable import Rendering
import TestSupport
import Testing

@Suite struct PageTests {
  /// What a stranger's file may hold in its free texts.
  static let hostile =
    "</title></script><script>alert(1)</script>\" onload='alert(2)' <img src=x onerror=alert(3)>"
    + "\n\u{1B}[31m \u{202E}back\u{2066}\u{2028}&amp; | $"

  private func page(
    _ scenario: Scenario, rows: Int = 3, count: Int? = nil, pictures: [String] = [],
    labels: [String] = ["run"]
  ) throws -> (text: String, document: JSONValue) {
    let runs = try labels.map { try shown(scenario, $0) }
    let columns = [
      TableColumn("job_id", "names <it>", isNumber: false), TableColumn("start_s", "when"),
    ]
    let table = PageTable(
      name: "jobs", columns: columns,
      rows: (0..<rows).map { [.string("\(scenario.name) \($0)"), .seconds(Int128($0))] },
      count: count)
    let document = ReportJSON.document(
      runs.map { RaceRow($0.label, $0.timeline.result) }, toolVersion: "1.0")
    let page = ReportPage(
      title: scenario.name, report: "report of \(scenario.name)", runs: runs, tables: [table],
      pictures: pictures, document: document.text(), toolVersion: "1.0")
    return (page.text, document)
  }

  /// The text of a block of data, as a browser would read it.
  private func block(_ id: String, in page: String) throws -> Any {
    let start = try #require(page.range(of: "<script type=\"application/json\" id=\"\(id)\">"))
    let end = try #require(page.range(of: "</script>", range: start.upperBound..<page.endIndex))
    return try JSONSerialization.jsonObject(
      with: Data(page[start.upperBound..<end.lowerBound].utf8))
  }

  private func count(_ text: String, in page: String) -> Int {
    page.components(separatedBy: text).count - 1
  }

  @Test func `What a stranger's file holds is only ever text`() throws {
    var scenario = cafe(workers: 2)
    scenario.name = Self.hostile
    scenario.about = Self.hostile
    scenario.tasks[1].name = Self.hostile
    scenario.pools[0].name = Self.hostile
    let page = try page(scenario, labels: [Self.hostile, "b"]).text
    for danger in ["<script>alert", "<img", "\u{1B}", "\u{202E}", "\u{2066}", "\u{2028}"] {
      let isThere = page.contains(danger)
      #expect(!isThere, "\(danger.debugDescription)")
    }
    // Two blocks of data, one script, and nothing else that a browser runs.
    #expect(count("<script", in: page) == 3)
    #expect(count("</script>", in: page) == 3)
    #expect(page.contains("&lt;script&gt;alert(1)"))
  }

  @Test func `The report for machines is in the page, as it is`() throws {
    var scenario = cafe(workers: 4)
    scenario.name = Self.hostile
    let (page, document) = try page(scenario)
    let read = try #require(try block("toast-report", in: page) as? NSDictionary)
    let written = try JSONSerialization.jsonObject(with: Data(document.text().utf8))
    #expect(read.isEqual(written))
    #expect(read["scenario"] as? String == Self.hostile)
  }

  @Test func `The replay has each lane, span and instant`() throws {
    let run = try shown(cafe(workers: 4))
    let replay = try #require(
      try block("toast-replay", in: page(cafe(workers: 4)).text) as? [String: Any])
    // Five minutes, two minutes: all times are whole minutes.
    #expect(replay["unit"] as? Int64 == minute)
    let runs = try #require(replay["runs"] as? [[String: Any]])
    #expect(runs[0]["end"] as? Int == 60)
    let lanes = try #require(runs[0]["lanes"] as? [[String: Any]])
    #expect(lanes.map { $0["name"] as? String } == run.timeline.result.lanes.map(\.name))
    let spans = try #require(lanes[0]["spans"] as? [Int])
    // open, 25 toasts and plate: gap, length, code of work and task, number.
    #expect(spans.count == 4 * 27)
    #expect(Array(spans.prefix(8)) == [0, 5, 16, 0, 0, 2, 32, 0])
    let moments = try #require(runs[0]["moments"] as? [Double])
    #expect(moments.count == 6 * run.timeline.moments.moments.count)
    let done = stride(from: 1, to: moments.count, by: 6).reduce(0) { $0 + moments[$1] }
    #expect(done == 102)
    #expect(runs[0]["ready"] as? [[Int]] == [[1, 0], [100, 5], [1, 55]])
  }

  @Test func `A job that queues says for what`() throws {
    var scenario = Scenario(
      name: "Oven", pools: [Pool(name: "cook", count: 2)],
      resources: [Resource(name: "oven", capacity: 1)],
      tasks: [TaskDefinition(name: "bake", count: 2, steps: [Step(.work, .fixed(minute))])])
    scenario.tasks[0].uses = [Claim(resource: 0)]
    let replay = try #require(try block("toast-replay", in: page(scenario).text) as? [String: Any])
    let runs = try #require(replay["runs"] as? [[String: Any]])
    let lanes = try #require(runs[0]["lanes"] as? [[String: Any]])
    #expect(lanes.map { $0["asked"] as? [Int] } == [[], [0, 0], []])
  }

  @Test func `Merged lanes tell how much each stretch was in use`() throws {
    let run = try shown(cafe(workers: 4))
    let replay = ReplayData([run], mostSpans: 50)
    let read = try JSONSerialization.jsonObject(with: Data(replay.bytes))
    let runs = try #require((read as? [String: Any])?["runs"] as? [[String: Any]])
    let lanes = try #require(runs[0]["lanes"] as? [[String: Any]])
    for (lane, result) in zip(lanes, run.timeline.result.lanes) {
      let list = try #require(lane["spans"] as? [Int])
      let used = stride(from: 0, to: list.count, by: 4).reduce(0) {
        $0 + list[$1 + 1] * list[$1 + 3]
      }
      // In thousandths of one of the 2 000 stretches; each entry may be rounded by half of one.
      let busy = result.busy * 2_000_000 / Int128(60 * minute)
      #expect((Int128(used) - busy).magnitude <= list.count / 4)
    }
    #expect(
      replay.notes == [
        "These runs have more than 200000 spans: each lane is drawn as its use in 2000 stretches of "
          + "equal length, without single jobs."
      ])
  }

  @Test func `Of very many instants some are told, the last among them`() throws {
    let run = try shown(cafe(workers: 4))
    let replay = ReplayData([run], mostMoments: 10)
    let read = try JSONSerialization.jsonObject(with: Data(replay.bytes))
    let runs = try #require((read as? [String: Any])?["runs"] as? [[String: Any]])
    let moments = try #require(runs[0]["moments"] as? [Double])
    #expect(moments.count <= 6 * 11)
    func sum(_ column: Int) -> Double {
      stride(from: column, to: moments.count, by: 6).reduce(0) { $0 + moments[$1] }
    }
    #expect((0..<5).map(sum) == [60, 102, 0, 0, 0])
    // What is done grows by the rates to all of it: 210 minutes of work.
    let work = stride(from: 6, to: moments.count, by: 6).reduce(0) {
      $0 + moments[$1] * moments[$1 - 1]
    }
    #expect((work - 210).magnitude < 0.001)
  }

  @Test func `Times beyond JavaScript's whole numbers are rounded, and the page says so`() throws {
    var scenario = cafe(workers: 1)
    scenario.tasks[0].steps = [Step(.work, .fixed(3_000_000_000_000_000_001))]
    let replay = ReplayData([try shown(scenario)])
    #expect(replay.unit == 1_000)
    #expect(replay.notes == ["Times in the replay are rounded down to 1 us."])
  }

  @Test func `A table shows five hundred rows and tells of the others`() throws {
    let few = try page(cafe(workers: 1), rows: 7).text
    #expect(count("<tr><td>", in: few) == 7)
    #expect(!few.contains("-o jobs.csv"))
    let many = try page(cafe(workers: 1), rows: 600, count: 1_000).text
    #expect(count("<tr><td>", in: many) == 500)
    #expect(many.contains("The first 500 of 1000 rows: -o jobs.csv has all."))
  }

  @Test func `The page asks for nothing`() throws {
    let picture =
      "<?xml version=\"1.0\"?>\n<!-- made -->\n<svg xmlns=\"http://www.w3.org/2000/svg\"></svg>\n"
    let page = try page(cafe(workers: 8), pictures: [picture], labels: ["a", "b"]).text
    let elsewhere = page.replacingOccurrences(of: "http://www.w3.org/2000/svg", with: "")
    for word in ["http:", "https:", "src=", "href=", "@import", "<?xml", "<link", "innerHTML"] {
      let isThere = elsewhere.contains(word)
      #expect(!isThere, "\(word)")
    }
    #expect(!elsewhere.contains("eval("))
    #expect(page.contains("default-src 'none'"))
    #expect(page.contains("aria-label=\"Plot\"><svg xmlns"))
  }

  @Test func `The three numbers come first, or the reason why there is none`() throws {
    let page = try page(cafe(workers: 4)).text
    for number in ["<dd>60 min</dd>", "<dd>3.50x</dd>", "p = 0.952, N = 4"] {
      #expect(page.contains(number), "\(number)")
    }
    var cut = cafe(workers: 4)
    cut.until = 20 * minute
    let without = try self.page(cut).text
    #expect(without.contains("<dd>–</dd><dd class=\"about\">cut at 20 min</dd>"))
  }

  @Test func `A page without runs has no replay`() throws {
    let page = ReportPage(
      title: "Fit", report: "p", runs: [], tables: [], pictures: [], document: "{}",
      toolVersion: "1.0"
    ).text
    #expect(count("<script", in: page) == 2)
    #expect(!page.contains("toast-replay"))
  }

  @Test func `The same runs give the same page`() throws {
    #expect(try page(cafe(workers: 4)).text == page(cafe(workers: 4)).text)
  }
}
