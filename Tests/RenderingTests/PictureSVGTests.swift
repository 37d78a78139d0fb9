import Analysis
import Foundation
import Model
import Rendering
import TestSupport
import Testing

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// What an XML reader found in a picture.
private final class PictureReader: NSObject, XMLParserDelegate {
  var counts: [String: Int] = [:]
  var titles: [String] = []
  var identifiers: [String] = []
  private var text = ""

  init(_ document: String) throws {
    super.init()
    let parser = XMLParser(data: Data(document.utf8))
    parser.delegate = self
    #expect(parser.parse(), "\(String(describing: parser.parserError))")
  }

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
    qualifiedName: String?, attributes: [String: String]
  ) {
    counts[name, default: 0] += 1
    if let identifier = attributes["id"] { identifiers.append(identifier) }
    text = ""
  }

  func parser(_ parser: XMLParser, foundCharacters string: String) { text += string }

  func parser(
    _ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?
  ) {
    if name == "title" { titles.append(text) }
  }
}

/// A pool of workers with one task.
private func pool(_ workers: Int, jobs: Int, _ duration: DurationRule = .fixed(2 * minute))
  -> Scenario
{
  Scenario(
    name: "Toast", pools: [Pool(name: "toaster", count: workers)],
    tasks: [TaskDefinition(name: "toast", count: jobs, steps: [Step(.work, duration)])])
}

private func chart(_ scenario: Scenario, _ scheme: PictureScheme = .automatic) throws -> String {
  GanttSVG(title: scenario.name, runs: [try shown(scenario)], scheme: scheme).document
}

@Suite("Gantt charts as SVG")
struct GanttSVGTests {
  @Test("every job is a rectangle with a tooltip that says when and where")
  func tooltips() throws {
    let reader = try PictureReader(try chart(pool(4, jobs: 10)))
    let jobs = reader.titles.filter { $0.hasPrefix("toast ") }
    #expect(jobs.count == 10)
    #expect(jobs.contains("toast 6, 2:00-4:00, toaster 2"))
    // The ground, four lanes, ten jobs.
    #expect(reader.counts["rect"] == 15)
  }

  @Test("the sentence says what came out, and the dark colours stand in a media query")
  func words() throws {
    let document = try chart(pool(4, jobs: 100))
    #expect(document.contains("makespan 50 min, speedup 4.00x, Amdahl 4.00x.</desc>"))
    #expect(document.contains("@media (prefers-color-scheme:dark)"))
    #expect(!(try chart(pool(4, jobs: 100), .dark)).contains("@media"))
    #expect(!document.contains("-0.00") && !document.contains("<script"))
  }

  @Test("names from a file stay text")
  func hostileNames() throws {
    var scenario = pool(1, jobs: 1)
    scenario.name = "<script>alert('1')</script> \"&\"\n\u{1B}[31m\u{202E}"
    let document = GanttSVG(
      title: scenario.name, runs: [try shown(scenario, "<b>\u{0}"), try shown(scenario, "\"")],
      idPrefix: "1 \"><x"
    ).document
    let reader = try PictureReader(document)
    #expect(reader.counts["script"] == nil && reader.counts["b"] == nil)
    #expect(reader.titles[0] == "<script>alert('1')</script> \"&\" \u{FFFD}[31m\u{FFFD}")
    #expect(reader.identifiers.allSatisfy { $0.hasPrefix("p1x-") })
  }

  @Test("neighbours are one shape where jobs are too many to be seen")
  func manyJobs() throws {
    let lane = try PictureReader(try chart(pool(1, jobs: 3_000)))
    #expect(lane.counts["rect"] == 2 && lane.titles[1].hasPrefix("3000 stretches of work, 100 %"))
    // Twelve lanes of 1 500 jobs are each few enough, but not together.
    let document = try chart(pool(12, jobs: 18_000, .uniform(minute, 3 * minute)))
    #expect(document.utf8.count < 2_000_000)
    #expect(try #require(PictureReader(document).counts["path"]) >= 2)
  }

  @Test("of a thousand workers the first ones have rows, the others one together")
  func manyWorkers() throws {
    let document = try chart(pool(1_000, jobs: 1_500))
    #expect(document.contains(">and 960 more</text>") && document.contains(">toaster 40</text>"))
    #expect(!document.contains(">toaster 41</text>"))
    #expect(document.contains("<title>and 960 more: share in work</title>"))
  }

  @Test("runs of no length, of 64 rivals and of outlined critical jobs can be read")
  func edges() throws {
    #expect(try chart(pool(1, jobs: 2, .fixed(0))).contains("no time passes"))
    let race = try (1...64).map { try shown(pool($0, jobs: 20), "toaster=\($0)") }
    let reader = try PictureReader(GanttSVG(title: "Race", runs: race).document)
    #expect(reader.titles.count > 64)
    var slow = TaskDefinition(name: "egg", steps: [Step(.work, .fixed(9 * minute))])
    slow.after = [0]
    var scenario = pool(2, jobs: 3)
    scenario.tasks.append(slow)
    scenario.tasks.append(TaskDefinition(name: "tea", steps: [Step(.work, .fixed(minute))]))
    let document = try chart(scenario)
    #expect(document.contains("egg 1, 4:00-13:00, toaster 1, on the critical path"))
    #expect(document.contains("tea 1") && document.contains(">critical path</text>"))
  }

  @Test("the same run gives the same bytes, and an embedded chart has no ground")
  func bytes() throws {
    let run = try shown(cafe(workers: 3))
    let chart = GanttSVG(title: "Cafe", runs: [run], isEmbedded: true)
    #expect(chart.document == chart.document)
    #expect(!chart.document.contains("class=\"toast-ground\""))
    _ = try PictureReader(chart.document)
  }
}

@Suite("Plots of sweeps as SVG")
struct SpeedupSVGTests {
  private func sweep(
    _ path: String, _ values: [String], scaling: Sweep.Scaling = .strong,
    _ scenario: (String) -> Scenario
  ) throws -> Sweep {
    Sweep(
      "A <b>sweep</b> & more", axes: [SweepAxis(path: path, values: values)],
      points: try values.map { SweepPoint([$0], try result(scenario($0))) }, scaling: scaling)
  }

  private func workers(_ count: String) -> Scenario { pool(Int(count) ?? 1, jobs: 100) }

  @Test("points have tooltips; the laws, the best and the nearly best are named")
  func laws() throws {
    let counts = ["1", "2", "4", "8", "16", "32", "64"]
    let sweep = try sweep("workers.cook", counts) { cafe(workers: Int($0) ?? 1) }
    let document = SpeedupSVG(sweep, usl: { $0 / (1 + 0.1 * ($0 - 1)) }).document
    let reader = try PictureReader(document)
    #expect(reader.titles[0] == "A <b>sweep</b> & more")
    #expect(
      reader.titles.contains { $0.hasPrefix("4 workers, speedup 3.50x, makespan 60 min") })
    #expect(reader.titles.count == 8)
    for name in ["ideal S = N", "Amdahl, p = 0.952", "USL fit", "ceiling 17.50x", "best: 15.00x"] {
      #expect(document.contains(">\(name)"), "\(name)")
    }
    #expect(
      !document.contains("-0.00")
        && document == SpeedupSVG(sweep, usl: { $0 / (1 + 0.1 * ($0 - 1)) }).document)
  }

  @Test("the fewest workers within 5 % of the best are marked")
  func fewest() throws {
    let sweep = try sweep("workers.toaster", ["1", "99", "100"], workers)
    // 97 and 99 workers both need two rounds, 100 need one.
    #expect(SpeedupSVG(sweep).document.contains(">best: 100.00x, 100 workers<"))
    let flat = try self.sweep("workers.cook", ["1", "10", "100"]) {
      cafe(workers: Int($0) ?? 1, plating: 400 * minute)
    }
    #expect(SpeedupSVG(flat).document.contains(">within 5 %: 1.42x, 10 workers<"))
    let even = try self.sweep("workers.toaster", ["1", "97", "99"], workers)
    let document = SpeedupSVG(even).document
    #expect(document.contains("best: 50.00x, 97 workers") && !document.contains("within 5 %"))
  }

  @Test("other parameters stand as numbers, times or words, and weak scaling has no law of Amdahl")
  func axes() throws {
    let times = try sweep("tasks.toast.work", ["90 s", "1h30m", "2 min"]) { _ in workers("4") }
    #expect(SpeedupSVG(times).document.contains(">1h30m</text>"))
    let words = try sweep("schedule.assign", ["static", "dynamic"]) { _ in workers("4") }
    let document = SpeedupSVG(words).document
    #expect(document.contains(">static</text>") && !document.contains("Amdahl, p"))
    let weak = try sweep("workers.toaster", ["1", "2"], scaling: .weak) {
      pool(Int($0) ?? 1, jobs: 10 * (Int($0) ?? 1))
    }
    let plot = SpeedupSVG(weak).document
    #expect(
      plot.contains(">scaled speedup<") && !plot.contains("Amdahl")
        && plot.contains(">ideal S = N<"))
  }

  @Test("without speedups makespans are shown, and what is missing is said")
  func makespans() throws {
    let open = try sweep("workers.toaster", ["1", "2", "4"]) { count in
      var scenario = workers(count)
      scenario.tasks[0].arrive = .fixed(minute)
      return scenario
    }
    #expect(SpeedupSVG(open).document.contains(">makespan (min)</text>"))
    let part = Sweep(open.title, axes: open.axes, points: Array(open.points.prefix(1)))
    #expect(SpeedupSVG(part).document.contains(">1 of 3 points were made.<"))
    let none = Sweep("None", axes: open.axes, points: [])
    _ = try PictureReader(SpeedupSVG(none).document)
  }
}
