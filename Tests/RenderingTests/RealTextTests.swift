import Analysis
import Foundation
import Model
import Rendering
import TestSupport
import Testing

private let millisecond: Int64 = 1_000_000
private let setting = RealSetting(60_000_000_000, is: 25 * millisecond, cores: 2)

private func toast(_ name: String = "Toast", pool: String = "toaster", until: Int64? = nil)
  -> Scenario
{
  var scenario = Scenario(
    name: name, pools: [Pool(name: pool, count: 4)],
    resources: [Resource(name: "coffee-maker", capacity: 1)],
    tasks: [
      TaskDefinition(name: "toast", count: 101, steps: [Step(.work, .fixed(50 * millisecond))])
    ])
  scenario.until = until
  return scenario
}

private func text(
  _ outcomes: [RealOutcome], width: Int = 80, glyphs: LaneGlyphs = .ascii, verbose: Bool = false
) -> String {
  RealText(
    outcomes, setting: setting,
    style: ReportStyle(width: width, glyphs: glyphs, isVerbose: verbose),
    notes: ["Python 3.11.7 was found in /usr/bin."]
  ).text
}

/// The text with its lines joined, so that a sentence is found wherever it is folded.
private func unfolded(_ text: String) -> String {
  text.split { $0 == " " || $0 == "\n" }.joined(separator: " ")
}

/// An outcome that has everything: incidents, noise, a wrong baseline.
private func eventful(_ kind: WorkerKind, _ scenario: Scenario) throws -> RealOutcome {
  let plain = try standIn(
    kind, scenario, runs: [200, 230, 304], serial: [900], foreign: 0.1)
  var runs = plain.runs
  runs[0].incidents = ["worker 2 was killed by signal 9; toast 7 was tried again"]
  var outcome = RealOutcome(kind, ideal: plain.ideal, idealRun: plain.idealRun, runs: runs)
  outcome.predicted = plain.predicted
  outcome.serial = plain.serial
  outcome.rungs = plain.rungs
  outcome.replayed = plain.replayed
  return outcome
}

@Suite("Reports of real runs")
struct RealTextTests {
  private func outcomes(_ count: Int, _ scenario: Scenario) throws -> [RealOutcome] {
    try WorkerKind.allCases.suffix(count).map { try eventful($0, scenario) }
  }

  @Test(
    "every line keeps to the width and the alphabet",
    arguments: [1, 2, 4], [80, 100, 160])
  func sizes(count: Int, width: Int) throws {
    for scenario in [toast(), toast(until: 700 * millisecond)] {
      let outcomes = try outcomes(count, scenario)
      for verbose in [false, true] {
        let ascii = text(outcomes, width: width, verbose: verbose)
        #expect(ascii.utf8.allSatisfy { $0 < 0x80 })
        let blocks = text(outcomes, width: width, glyphs: .unicode, verbose: verbose)
        for line in (ascii + blocks).split(separator: "\n") {
          #expect(displayWidth(String(line)) <= width, "\(line)")
          #expect(line.last != " ")
        }
      }
    }
  }

  @Test("wide names keep to the width, too")
  func wideNames() throws {
    let name = String(repeating: "日本🍞", count: 30)
    let shown = text([try eventful(.processes, toast(name, pool: "トースター"))], glyphs: .unicode)
    #expect(shown.split(separator: "\n").allSatisfy { displayWidth(String($0)) <= 80 })
  }

  @Test("the header tells jobs, workers, scale, cores and repetitions")
  func header() throws {
    let shown = text([try standIn(.threads, toast(), runs: [1, 2, 3])])
    #expect(
      shown.hasPrefix(
        "Toast\n101 jobs, 4 toasters, sync, 1 min = 25 ms, this machine: 2 cores, 3 repetitions\n"
      ))
  }

  @Test("a table has a row for each kind of worker, in seconds with the same decimals")
  func table() throws {
    let shown = text(
      [
        try standIn(.threads, toast(), runs: [2, 3, 9], predicted: [4]),
        try standIn(.processes, toast(), runs: [23], predicted: [0]),
      ], width: 100)
    #expect(
      shown.contains(
        "threads    1.300    1.305     1.304  1.303..1.312  -0.1 %   5.050    3.87x  3.88x   4.00x"
      ))
    #expect(shown.contains("processes  1.300    1.300     1.330  1.330..1.330  +2.3 %"))
    #expect(shown.contains("threads: The simulation agrees, error -0.1 %."))
    #expect(shown.contains("cannot be told from noise."))
    #expect(shown.contains("processes: The model is wrong: the error +2.3 % is more than 2 %"))
    #expect(!shown.contains("ideal |"))
  }

  @Test("the waterfall shows what each effect adds, and the rest")
  func waterfall() throws {
    let one = text([try standIn(.threads, toast(), runs: [23], predicted: [4])])
    #expect(one.contains("  T1/N                     1262.5\n"))
    #expect(one.contains("  this scenario's schedule  +37.5\n"))
    let longest = String(repeating: "#", count: 40)
    #expect(one.contains("  unexplained               +24.7  \(longest)\n"))
    #expect(one.contains("  measured                 1329.9\n"))
    #expect(!one.contains("\n  cores"))
    let two = text([
      try standIn(.threads, toast(), runs: [23], predicted: [4]),
      try standIn(.processes, toast(), runs: [4], predicted: [4]),
    ])
    #expect(two.contains("unexplained                 +24.7          0\n"))
  }

  @Test("one kind shows simulated above measured lanes on one axis, gauges and the replay")
  func section() throws {
    let shown = text([try eventful(.threads, toast())])
    let lines = shown.split(separator: "\n").map(String.init)
    let ideal = try #require(lines.firstIndex { $0.hasPrefix("toaster 1         ideal |") })
    #expect(lines[ideal + 1].hasPrefix("               measured |"))
    // The ideal run is over where the measured one still goes on.
    #expect(lines[ideal].contains("  |") && !lines[ideal + 1].contains("  |"))
    let told = unfolded(shown)
    #expect(
      told.contains(
        "others used 10 % of the cores, pressure 12 %, workers waited 35 ms for a core."))
    #expect(told.contains("scheduler's simulation gives 1.601 s: scheduling error +0.1 %."))
    #expect(told.contains("The machine was busy: others took over 5 % of it in 3 of 3"))
    #expect(told.contains("is superlinear: the baseline does different work."))
    #expect(told.contains("Repetition 1: worker 2 was killed by signal 9"))
  }

  @Test("a cut run tells finished jobs, and why there is no more")
  func cut() throws {
    let shown = text(
      [try standIn(.threads, toast(until: 700 * millisecond), runs: [1])], verbose: true)
    #expect(shown.contains("Jobs finished, medians; no run has a makespan."))
    #expect(shown.contains("no measured_s: the horizon cut the run"))
  }

  @Test("the document holds each run on its clock, then the comparison; every null has a reason")
  func json() throws {
    let outcomes = [
      try standIn(.threads, toast(), runs: [2, 3]),
      try standIn(.pythonThreads, toast(until: 700 * millisecond), runs: [1]),
    ]
    let document = RealJSON.document(outcomes, setting: setting, toolVersion: "1")
    let parsed = try #require(
      try JSONSerialization.jsonObject(with: Data(document.text().utf8)) as? [String: Any])
    #expect(parsed["schema"] as? String == "toast.report/1")
    let runs = try #require(parsed["runs"] as? [[String: Any]])
    #expect(
      runs.map { "\($0["on"] ?? "") \($0["clock"] ?? "") \($0["run_id"] ?? "")" } == [
        "sim virtual threads-sim", "threads wall threads-1", "threads wall threads-2",
        "sim virtual python-threads-sim", "python-threads wall python-threads-1",
      ])
    let comparisons = try #require(parsed["comparison"] as? [[String: Any]])
    let steps = try #require(comparisons[0]["waterfall"] as? [[String: Any]])
    #expect(steps.first?["rung"] as? String == "T1/N" && steps.count == 7)
    let sum = steps.reduce(comparisons[0]["unexplained_s"] as? Double ?? .nan) {
      $0 + ($1["add_s"] as? Double ?? .nan)
    }
    #expect((sum - 1.30325).magnitude < 1e-9)
    for comparison in comparisons {
      let reasons = try #require(comparison["reasons"] as? [String: String])
      for (name, value) in comparison where value is NSNull {
        #expect(reasons[name] != nil, "\(name)")
      }
    }
    #expect(comparisons[1]["measured_s"] is NSNull)
  }

  /// Two cooks who each hold what the other one wants.
  private func stuck() -> Scenario {
    func task(_ name: String, _ first: Int, _ second: Int) -> TaskDefinition {
      var claimed = Step(.work, .fixed(millisecond))
      claimed.uses = [Claim(resource: second)]
      var task = TaskDefinition(
        name: name, steps: [Step(.work, .fixed(millisecond)), claimed])
      task.uses = [Claim(resource: first)]
      return task
    }
    return Scenario(
      name: "Stuck", pools: [Pool(name: "cook", count: 2)],
      resources: [Resource(name: "pan", capacity: 1), Resource(name: "pot", capacity: 1)],
      tasks: [task("fry", 0, 1), task("boil", 1, 0)])
  }

  @Test("runs that are stuck are told, and agree where the simulation is stuck, too")
  func deadlock() throws {
    let outcome = try standIn(.threads, stuck(), runs: [1, 2])
    #expect(outcome.ideal.isStuck && outcome.verdict.conclusion == .agrees)
    let document = RealJSON.document([outcome], setting: setting, toolVersion: "1").text()
    #expect(document.contains("\"deadlock\"") && document.contains("\"run_id\": \"threads-2\""))
    #expect(document.contains("\"speedup_ratio\": \"a repetition is stuck\""))
    #expect(text([outcome], verbose: true).contains("no measured_s: a repetition is stuck"))
  }

  @Test("where the system does not tell who else ran, no machine is called quiet")
  func unknownGauges() throws {
    let measured = try standIn(toast(), longerBy: 100, repetition: 1)
    var outcome = try standIn(.threads, toast(), runs: [100])
    #expect(unfolded(text([outcome])).contains("and the machine was quiet."))
    let blind = MeasuredRun(
      measured.run, result: measured.result,
      contention: Contention(wall: measured.run.end.elapsed, cores: 2, own: 0), repetition: 1)
    outcome = RealOutcome(
      .threads, ideal: outcome.ideal, idealRun: outcome.idealRun, runs: [blind])
    let shown = unfolded(text([outcome]))
    #expect(!shown.contains("quiet") && shown.contains("does not tell"))
  }

  @Test("a report of simulated runs still says that they are, and real ones may say what they are")
  func place() throws {
    let result = try result(toast())
    let simulated = ReportJSON.document([result], toolVersion: "1").text()
    #expect(simulated.contains("\"on\": \"sim\"") && simulated.contains("\"clock\": \"virtual\""))
    let real = ReportJSON.document([result], made: .real(.processes), toolVersion: "1").text()
    #expect(real.contains("\"on\": \"processes\"") && real.contains("\"clock\": \"wall\""))
  }

  @Test("the table of steps stands in the order of jobs, whoever reported first")
  func steps() throws {
    func step(_ number: Int32, _ attempt: Int32) -> StepMeasurement {
      StepMeasurement(
        task: 0, number: number, step: 0, attempt: attempt, asked: 50_000_000, span: 50_200_000,
        inside: 50_100_000, processor: 49_900_000)
    }
    var text = ""
    var writer = TableWriter(.csv, columns: StepsTable.columns)
    try StepsTable.forEachRow(
      of: [step(1, 1), step(6, 0), step(1, 0)], in: toast(),
      RunLabel(id: "threads-1", scenarioHash: "")
    ) { row in try writer.add(row) { text += $0 } }
    try writer.finish { text += $0 }
    #expect(
      text == """
        run_id,task,job,attempt,step,asked_s,span_s,inside_s,processor_s
        threads-1,toast,toast-2,1,1,0.05,0.0502,0.0501,0.0499
        threads-1,toast,toast-2,2,1,0.05,0.0502,0.0501,0.0499
        threads-1,toast,toast-7,1,1,0.05,0.0502,0.0501,0.0499

        """)
  }
}
