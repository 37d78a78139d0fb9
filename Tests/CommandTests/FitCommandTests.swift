import Foundation
import TestSupport
import Testing

@Suite("Measurements of others")
struct FitCommandTests {
  private func run(_ arguments: String..., input: String = "") throws -> ToastProgram.Outcome {
    try ToastProgram.run(arguments, input: input)
  }

  private static let specsdm91 =
    "load,throughput\n1,64.9\n18,995.9\n36,1652.4\n72,1853.2\n108,1828.9\n144,1775.0\n216,1702.2\n"

  @Test("fit tells the laws with standard errors, in at most 80 columns")
  func report() throws {
    let outcome = try run("fit", "-", input: Self.specsdm91)
    #expect(outcome.code == 0 && outcome.messages.isEmpty)
    #expect(outcome.output.hasPrefix("standard input: 7 points, throughput by load\n"))
    for part in [
      "contention sigma  0.0277 +- 0.0091", "coherency kappa   0.000104 +- 0.000020",
      "1884 at 96.5 workers", "It does not apply: throughput falls beyond 72 workers",
      "It rises with the workers", "More than 97 workers make it slower.",
    ] {
      #expect(outcome.output.contains(part), "\(part)")
    }
    #expect(outcome.output.split(separator: "\n").allSatisfy { $0.count <= 80 })
    let few = try run("fit", "-", input: "n,time\n2,3\n")
    #expect(few.code == 0 && few.output.contains("it needs four different numbers of workers"))
  }

  @Test("fit prints a document and tables")
  func machineReadable() throws {
    let text = try run("fit", "-", "--json", input: Self.specsdm91).output
    let object =
      try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any] ?? [:]
    #expect(object["schema"] as? String == "toast.fit/1")
    let usl = object["usl"] as? [String: Any] ?? [:]
    let sigma = usl["contention_ratio"] as? [String: Any] ?? [:]
    #expect(((sigma["value"] as? Double ?? 0) - 0.0277285).magnitude < 5e-8)
    #expect(((sigma["standard_error"] as? Double ?? 0) - 0.0091217).magnitude < 5e-8)
    #expect((object["points"] as? [Any])?.count == 7)
    #expect((object["reasons"] as? [String: String])?["gustafson"] != nil)
    let points = try run("fit", "-", "-f", "csv", input: Self.specsdm91).output
    #expect(points.split(separator: "\n").count == 8 && points.hasPrefix("workers_count,"))
    let laws = try run("fit", "-", "-f", "jsonl", "--table", "laws", input: Self.specsdm91).output
    #expect(laws.hasPrefix("{\"law\": \"usl\", \"parameter\": \"gamma_throughput\", "))
  }

  @Test("fit reads the table of a race as it is, and simulated runs have no standard errors")
  func ownTable() throws {
    let runs = try run("race", "amdahl", "-w", "1,2,4,8", "-f", "csv").output
    let outcome = try run("fit", "-", input: runs)
    #expect(outcome.code == 0 && outcome.output.contains("4 points, makespan_s by workers_count"))
    #expect(outcome.output.contains("no standard errors") && !outcome.output.contains("+-"))
    #expect(try run("fit", "-", "--weak", input: runs).output.contains("Gustafson's law"))
  }

  @Test(
    "numbers beyond all measure are refused: a report of them never ended",
    arguments: ["1e-80", "1e70"])
  func beyondMeasure(number: String) throws {
    let outcome = try run("fit", "-", input: "workers,time_s\n1,\(number)\n2,10\n3,3\n8,4\n")
    #expect(outcome.code == 65)
    #expect(outcome.messages.contains("`time_s` is beyond all measure"), "\(outcome.messages)")
    let near = number == "1e-80" ? "1e-59" : "1e59"
    let fine = try run("fit", "-", input: "workers,time_s\n1,\(near)\n2,10\n3,3\n8,4\n")
    #expect(
      fine.code == 0 && !fine.output.contains("inf") && !fine.output.contains("nan"),
      "\(fine.output)")
  }

  @Test("fit says what it cannot read: 64, 65, 66")
  func refusals() throws {
    let wrong = try run("fit", "-", input: "workers,time_s\n1,10\n2,nan\n2,-4\n")
    #expect(wrong.code == 65 && wrong.output.isEmpty)
    #expect(wrong.messages.contains("--> standard input:3:3"))
    #expect(wrong.messages.contains("--> standard input:4:1"))
    #expect(wrong.messages.contains("3 errors"))
    #expect(try run("fit", "nowhere.csv").code == 66)
    #expect(try run("fit", ".").code == 66)
    #expect(try run("fit").code == 64)
    #expect(try run("fit", "-", "--time", "a", "--throughput", "b").code == 64)
    #expect(try run("fit", "-", "--table", "law").messages.contains("did you mean laws?"))
    let named = try run("fit", "-", "--time", "\u{1B}[31m", input: "workers,time\n1,2\n")
    #expect(named.code == 65 && !named.messages.contains("\u{1B}"))
  }

  @Test("what real measured comes back as a scenario with the same T1")
  func roundTrip() throws {
    let folder = try ScratchFolder()
    try folder.write(
      """
      workers: { cook: 2 }
      tasks:
        toast: { count: 25, work: uniform 20 ms to 40 ms }
        butter: { each: toast, work: 10 ms }
        serve: { after: butter, work: 20 ms }

      """, to: "b.yaml")
    let real = try folder.run(
      "real", "b.yaml", "--scale", "1s=1s", "-r", "1", "-o", "jobs.csv", "-q")
    #expect(real.code == 0, "\(real.messages)")
    let made = try folder.run("new", "back", "--from", "jobs.csv")
    #expect(made.code == 0 && made.output.contains("back-toast.csv"), "\(made.messages)")
    let checked = try folder.run("check", "back.yaml")
    #expect(checked.code == 0 && !checked.output.contains("warning"), "\(checked.output)")
    var t1: [Int] = []
    for line in try folder.text("jobs.csv").split(separator: "\n")
    where line.hasPrefix("threads-1,") {
      let service = line.split(separator: ",", omittingEmptySubsequences: false)[14]
      t1.append(Int(((Double(service) ?? 0) * 1e9).rounded()))
    }
    #expect(t1.count == 51)
    let report = try folder.run("run", "back.yaml", "--json").output
    let object =
      try JSONSerialization.jsonObject(with: Data(report.utf8)) as? [String: Any] ?? [:]
    let run = (object["runs"] as? [[String: Any]])?.first ?? [:]
    #expect(Int(((run["t1_s"] as? Double ?? 0) * 1e9).rounded()) == t1.reduce(0, +))
    #expect(try folder.text("back.yaml").contains("    each: toast\n"))
  }

  @Test("new --from reads a column in its place, copies what stands elsewhere, and prints")
  func newFrom() throws {
    let folder = try ScratchFolder()
    let rows = (1...30).map { "\($0).5\n" }.joined()
    try folder.write("seconds\n" + rows, to: "times.csv")
    #expect(try folder.run("new", "mine", "--from", "times.csv").code == 0)
    #expect(try folder.text("mine.yaml").contains("{ csv: times.csv, column: seconds, unit: s }"))
    #expect(try folder.run("check", "--run", "mine.yaml").code == 0)
    #expect(folder.names == ["mine.yaml", "scenario.schema.json", "times.csv"])
    let log =
      "Seq\tHost\tStarttime\tJobRuntime\tSend\tReceive\tExitval\tSignal\tCommand\n"
      + "1\t:\t1700000000.0\t  2.0\t0\t0\t0\t0\techo \"1\n2\t:\t1700000001.0\t  3.0\t0\t0\t0\t0\tx\n"
      + "3\t:\t1700000001.0\t  0.1\t0\t0\t1\t0\tfalse\n"
    try folder.write(log, to: "joblog")
    let told = try folder.run("new", "log", "--from", "joblog")
    #expect(told.output.contains("2 jobs of joblog, column JobRuntime: T1 5 s"))
    #expect(told.output.contains("1 failed or did not finish"))
    #expect(try folder.text("log.yaml").contains("workers: { worker: 2 }"))
    #expect(try folder.run("run", "log.yaml").code == 0)
    let printed = try folder.run("new", "-", "--from", "times.csv")
    #expect(printed.output.contains("work: lognormal 16 s sd "))
    #expect(try run("check", "-", input: printed.output).code == 0)
  }

  @Test("new --from says what it cannot do, and writes nothing then")
  func newFromRefuses() throws {
    let folder = try ScratchFolder()
    try folder.write("seconds\n1\n-2\n", to: "times.csv")
    let wrong = try folder.run("new", "mine", "--from", "times.csv")
    #expect(wrong.code == 65 && wrong.messages.contains("times.csv:3:1"))
    #expect(try folder.run("new", "mine", "--from", "nowhere.csv").code == 66)
    #expect(try folder.run("new", "mine", "--from", "times.csv", "-t", "toast").code == 64)
    #expect(try folder.run("new", "mine", "--column", "a").code == 64)
    #expect(folder.names == ["times.csv"])
    try folder.write("task,s\n" + String(repeating: "a,1\n", count: 30), to: "times.csv")
    try folder.write("mine\n", to: "mine-a.csv")
    try folder.write("task,s\na,1\n" + String(repeating: "b,1\n", count: 30), to: "two.csv")
    #expect(try folder.run("new", "mine", "--from", "two.csv").code == 0)
    #expect(try folder.run("new", "mine", "--from", "two.csv").code == 73)
    #expect(try folder.text("mine-a.csv") == "mine\n")
  }
}
