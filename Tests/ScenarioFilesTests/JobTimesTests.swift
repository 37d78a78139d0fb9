import Model
@testable import ScenarioFiles
import Testing

@Suite("Measured job times")
struct JobTimesTests {
  private func times(
    _ text: String, column: String? = nil, run: String? = nil
  ) throws -> JobTimes {
    var selection = JobTimes.Selection()
    selection.column = column
    selection.run = run
    return try JobTimes(Array(text.utf8), label: "t.csv", selection: selection)
  }

  private func scenario(
    _ times: JobTimes, _ place: MeasuredScenario.Place
  ) throws -> (text: String, scenario: Scenario) {
    let made = MeasuredScenario(
      times, title: "Mine", about: "it's a 'test'", comments: ["so"], place: place)
    let file = try ScenarioFile(Array(made.text.utf8), label: "mine.yaml", folder: nil)
    return (made.text, try file.scenario())
  }

  @Test("a column of durations becomes the jobs, its unit from its name")
  func column() throws {
    let read = try times("name,duration_ms\na,100\nb,250.5\nc,1e3\n")
    #expect(read.tasks.map(\.name) == ["job"] && read.count == 3 && read.concurrency == nil)
    #expect(read.tasks[0].durations == [100_000_000, 250_500_000, 1_000_000_000])
    #expect(read.total == 1_350_500_000 && read.longest == 1_000_000_000)
    // 1e3 is no plain decimal, which is all that a scenario's own reader takes.
    #expect(!read.isWholeColumn && read.unit == "ms")
    #expect(try times("seconds\n1\n2\n").isWholeColumn)
    #expect(try times("a,b\n1,2\n", column: "b").total == 2_000_000_000)
    let made = try scenario(read, .distribution)
    #expect(made.text.contains("work: [100 ms, 250.5 ms, 1 s]"))
    #expect(made.scenario.about == "it's a 'test'" && made.scenario.workerCount == 4)
  }

  @Test("a job log gives its jobs by number, the failed ones left out, and its concurrency")
  func joblog() throws {
    let read = try times(
      """
      Seq\tHost\tStarttime\tJobRuntime\tSend\tReceive\tExitval\tSignal\tCommand
      2\t:\t1700000000.000\t     2.000\t0\t0\t0\t0\techo "a, b
      1\t:\t1700000000.500\t     1.500\t0\t0\t0\t0\tx
      3\t:\t1700000002.000\t     1.000\t0\t0\t0\t0\tx
      4\t:\t1700000002.000\t     0.100\t0\t0\t1\t0\tfalse
      5\t:\t1700000002.000\t     0.100\t0\t0\t0\t9\tkilled

      """)
    #expect(read.tasks[0].durations == [1_500_000_000, 2_000_000_000, 1_000_000_000])
    #expect(read.unfinished == 2 && read.concurrency == 2 && !read.isWholeColumn)
    #expect(try scenario(read, .distribution).scenario.workerCount == 2)
  }

  @Test("our own jobs come back with their kinds, their dependencies and one run of several")
  func ownJobs() throws {
    let text = """
      run_id,job_id,kind,start_s,end_s,needs,status,service_s
      threads-sim,toast-1,toast,0,1,,finished,1
      threads-1,toast-1,toast,0,1.5,,finished,1.25
      threads-1,toast-2,toast,0,1,,finished,1
      threads-1,butter-1,butter,1.5,2,toast-1,finished,0.5
      threads-1,butter-2,butter,2,2.5,toast-2,finished,0.5
      threads-1,serve-1,serve,3,4,butter-*,finished,1

      """
    let read = try times(text)
    #expect(read.run == "threads-1" && read.otherRuns == 1 && read.column == "service_s")
    #expect(read.tasks.map(\.name) == ["toast", "butter", "serve"] && read.concurrency == 2)
    #expect(read.tasks[1].each == ["toast"] && read.tasks[2].after == ["butter"])
    #expect(!read.hasInexactNeeds && read.total == 4_250_000_000)
    let made = try scenario(read, .distribution)
    #expect(made.text.contains("  butter:\n    each: toast\n    count: 2\n"))
    #expect(made.scenario.tasks.map(\.count) == [2, 2, 1])
    #expect(try times(text, run: "threads-sim").total == 1_000_000_000)
    #expect(throws: ScenarioMistakes.self) { try times(text, run: "threads-2") }
  }

  @Test(
    "what single jobs needed becomes `each` only where job i needed job i of as many, else `after`, never a circle",
    arguments: [
      ("toast-1", "toast-2", "butter:\n    each: toast\n", false),
      ("toast-*", "toast-*", "butter:\n    after: toast\n", false),
      ("toast-2", "toast-1", "butter:\n    after: toast\n", true),
      ("toast-1", "", "butter:\n    after: toast\n", true),
      ("", "toast-2", "butter:\n    after: toast\n", true),
      ("toast-1;toast-2", "toast-2", "butter:\n    after: toast\n", true),
      ("toast-1;toast-*", "toast-2", "butter:\n    after: toast\n", false),
      ("serve-1", "toast-1", "butter:\n    after: toast\n", true),
      ("butter-2;tea-1;-;x", "", "butter:\n    count: 2\n", true),
      ("toast-*;", "", "serve:\n    after: butter\n", false),
    ])
  func needsOfJobs(first: String, second: String, says: String, isInexact: Bool) throws {
    let read = try times(
      """
      run_id,kind,start_s,end_s,needs,status,service_s
      a,toast,0,1,,finished,1
      a,toast,0,1,,finished,1
      a,serve,3,4,butter-*,finished,1
      a,butter,1,2,\(first),finished,1
      a,butter,1,2,\(second),finished,1

      """)
    let made = try scenario(read, .distribution)
    #expect(made.text.contains(says), "\(made.text)")
    #expect(read.hasInexactNeeds == isInexact)
    #expect(made.scenario.tasks.map(\.count) == [2, 1, 2])
  }

  @Test(
    "needs of fewer jobs than a task has are no pairs: a count that differs was written, found by fuzzing"
  )
  func needsOfFewerJobs() throws {
    let read = try times(
      "run_id,task,status,needs,service_s\na,toast,finished,,2\na,toast,finished,,2\n"
        + "a,butter,finished,toast-1,1\na,jam,finished,toast-2,1\n")
    let made = try scenario(read, .distribution)
    #expect(made.text.contains("butter:\n    after: toast\n") && read.hasInexactNeeds)
    #expect(made.text.contains("jam:\n    after: toast\n"))
  }

  @Test("kinds that are words of YAML become names that are none")
  func kindsOfYAML() throws {
    let made = try scenario(
      try times("kind,seconds\ntrue,1\nFalse,2\nnull,3\n"), .distribution)
    #expect(made.scenario.tasks.map(\.name) == ["job-true", "job-false", "job-null"])
  }

  @Test("kinds become names, each its own")
  func names() throws {
    let read = try times("kind,seconds\nA b!,1\na-b,2\n7,3\n'; rm,4\n\u{1B}[31m,5\n")
    #expect(read.tasks.map(\.name) == ["a-b", "a-b-2", "job-7", "rm", "job-31m"])
    #expect(try scenario(read, .distribution).scenario.jobCount == 5)
  }

  @Test("many durations stand in the table, in copies, or as a distribution")
  func many() throws {
    let rows = (1...40).map { "\($0).25\n" }.joined()
    let read = try times("seconds\n" + rows)
    func made(_ place: MeasuredScenario.Place) -> MeasuredScenario {
      MeasuredScenario(read, title: "M", about: "a", comments: [], place: place)
    }
    #expect(
      made(.table("t.csv")).text.contains("work: { csv: t.csv, column: seconds, unit: s }"))
    #expect(made(.table("t.csv")).tables.isEmpty)
    let copies = made(.copies("m"))
    #expect(copies.tables == [.init(name: "m-job.csv", text: "seconds\n" + rows)])
    #expect(copies.text.contains("work: { csv: m-job.csv, column: seconds, unit: s }"))
    let fitted = try scenario(read, .distribution)
    #expect(fitted.text.contains("work: lognormal 20.75 s sd 11.690451945 s"))
    let equal = try times("seconds\n" + String(repeating: "2\n", count: 30))
    #expect(try scenario(equal, .distribution).text.contains("count: 30\n    work: 2 s\n"))
  }

  @Test("a missing, negative or wrong duration is told with its place; 0 is one")
  func mistakes() throws {
    func places(_ text: String) -> [String] {
      do {
        _ = try times(text)
        return []
      } catch let mistakes as ScenarioMistakes {
        return mistakes.diagnostics.map { diagnostic in
          diagnostic.place.map { "\($0.line):\($0.column)" } ?? ""
        }
      } catch {
        return ["\(error)"]
      }
    }
    #expect(places("seconds\n0\n") == [])
    #expect(
      places("seconds,kind\n-1,a\n,a\nx,a\nnan,a\n1e99,a\n4000000000000,a\n1\n")
        == ["2:1", "3:1", "4:1", "5:1", "6:1", "7:1", "8:1"])
    #expect(places("size\n1\n") == ["1:1"] && places("") == [""])
  }
}
