import Analysis
import Model
import Rendering

@testable import ScenarioFiles
@testable import toast

/// Tables of strangers: what `toast fit` and `toast new --from` read, and the tables of scenarios.
///
/// Mistakes point into the table; a scenario that is made of times can be read and holds the same jobs.
enum TableTarget: FuzzTarget {
  static let name = "table"
  static let mostBytes = 2_000

  static var words: [String] {
    [
      "workers,time_s\n", "threads\tTime [ms]\n", "processors", "cores", "throughput", "repeat",
      "clock", "virtual", "mode", "sim", "seconds", "duration", "run_id", "status", "finished",
      "kind", "task", "needs", "start_s", "end_s", "toast-*;coffee-7", "\"", "\"\"", ",", "\r\n",
      "1e308", "1e-300", "-1", "nan", "0.5",
      "Seq\tHost\tStarttime\tJobRuntime\tSend\tReceive\tExitval\tSignal\tCommand\n",
    ]
  }

  static func seeds() throws -> [[UInt8]] {
    [
      "workers,time_s\n1,100\n2,52\n4,28\n8,17\n", "threads\tTime [ms]\n1\t9\n2\t5\n3\t4\n4\t3.5\n",
      "users,tps\n1,20\n2,39\n4,70\n8,110\n16,130\n32,120\n",
      "workers,throughput_per_s,repeat\n1,1,1\n1,1.1,2\n2,1.9,1\n4,3.2,1\n8,5,1\n",
      "clock,workers,time_s\nvirtual,1,9\nwall,1,10\nwall,2,6\nwall,4,4\n",
      "seconds\n60\n30\n90\n", "duration_ms,kind\n5,toast\n7,coffee\n6,toast\n",
      "run_id,task,job,status,needs,start_s,end_s,service_s\na,toast,1,finished,,0,2,2\n"
        + "a,toast,2,finished,,2,4,2\na,butter,1,finished,toast-1,4,5,1\n"
        + "a,butter,2,finished,toast-2,5,6,1\na,serve,1,finished,butter-*,6,7,1\n",
      "Seq\tHost\tStarttime\tJobRuntime\tSend\tReceive\tExitval\tSignal\tCommand\n"
        + "2\t:\t1700000000.123\t1.500\t0\t0\t0\t0\tgzip b\n"
        + "1\t:\t1700000000.000\t2.250\t0\t0\t0\t0\tgzip a\n",
      "name,time\n\"a, b\",5\n\"c \"\"d\"\"\",6\n",
      "seconds\n" + (1...30).map { "\($0)\n" }.joined(),
    ].map { Array($0.utf8) }
  }

  static func check(_ bytes: [UInt8]) {
    let lines = [ScenarioTarget.lines(of: bytes)]
    for hasRepeats in [false, true] { checkFit(bytes, hasRepeats, lines) }
    checkTimes(bytes, lines)
    checkColumn(bytes)
  }

  private static func checkFit(_ bytes: [UInt8], _ hasRepeats: Bool, _ lines: [[Int]]) {
    var columns = ScalingTable.Columns()
    columns.hasRepeats = hasRepeats
    do {
      let table = try ScalingTable(bytes, label: "fuzz.csv", columns: columns)
      for isWeak in [false, true] {
        let findings = FitFindings(table, label: "fuzz.csv", isWeak: isWeak)
        let report = findings.report(ReportStyle())
        hold(ScenarioTarget.isHarmless(report), "a report is harmless: \(report.debugDescription)")
        let document = findings.document.text()
        hold(!document.contains("nan") && !document.contains("inf"), "JSON has no such number")
      }
    } catch {
      ScenarioTarget.check(error, of: lines)
    }
  }

  private static func checkTimes(_ bytes: [UInt8], _ lines: [[Int]]) {
    let times: JobTimes
    do {
      times = try JobTimes(bytes, label: "fuzz.csv")
    } catch {
      return ScenarioTarget.check(error, of: lines)
    }
    hold(times.count > 0, "a table of times has a job")
    for place in [MeasuredScenario.Place.distribution, .copies("times")] {
      let made = MeasuredScenario(
        times, title: "Fuzz", about: "Of \(times.column).", comments: ["As \(times.column)."],
        place: place)
      let tables = made.tables.map { ($0.name, Array($0.text.utf8)) }
      do {
        let file = try ScenarioFile(
          Array(made.text.utf8), label: "made.yaml", folder: nil,
          tables: Dictionary(tables) { first, _ in first })
        checkJobs(try file.scenario(), times, place)
      } catch {
        fatalError("not so: what is made can be read: \(error.text.short(error.diagnostics))")
      }
    }
  }

  private static func checkJobs(
    _ scenario: Scenario, _ times: JobTimes, _ place: MeasuredScenario.Place
  ) {
    hold(
      scenario.tasks.map(\.name) == times.tasks.map(\.name)
        && scenario.tasks.map(\.count) == times.tasks.map { $0.durations.count },
      "a scenario has the jobs of its table")
    for (task, measured) in zip(scenario.tasks, times.tasks) {
      guard !task.steps[0].duration.isDrawn else { continue }
      let durations = (0..<task.count).map { task.steps[0].duration.expected(job: $0) }
      hold(durations == measured.durations, "\(task.name) takes as long as in its table")
    }
  }

  /// The table as one that a scenario names.
  private static func checkColumn(_ bytes: [UInt8]) {
    let scenario =
      "workers: { a: 2 }\ntasks: { b: { work: { csv: t.csv, column: seconds, unit: s } } }\n"
    do {
      let file = try ScenarioFile(
        Array(scenario.utf8), label: "s.yaml", folder: nil, tables: ["t.csv": bytes])
      let task = try file.scenario().tasks[0]
      hold(
        (0..<task.count).allSatisfy {
          (0...DurationParser.longest).contains(task.steps[0].duration.expected(job: $0))
        }, "durations of a table are within their limits")
    } catch {
      ScenarioTarget.check(error, of: [ScenarioTarget.lines(of: Array(scenario.utf8))])
    }
  }
}
