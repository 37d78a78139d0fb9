import Foundation
import TestSupport
import Testing

/// A folder that is removed at the end of a test.
struct ScratchFolder: ~Copyable {
  let url: URL

  init() throws {
    url = FileManager.default.temporaryDirectory.appendingPathComponent("toast-\(UUID())")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  func text(_ name: String) throws -> String {
    String(decoding: try Data(contentsOf: url.appendingPathComponent(name)), as: UTF8.self)
  }

  func write(_ text: String, to name: String) throws {
    try text.write(to: url.appendingPathComponent(name), atomically: true, encoding: .utf8)
  }

  var names: [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: url.path)) ?? []).sorted()
  }

  func run(_ arguments: String...) throws -> ToastProgram.Outcome {
    try ToastProgram.run(arguments, folder: url)
  }

  /// Runs a shell command in which `$0` is the program.
  func shell(_ command: String) throws -> Int32 {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", command, ToastProgram.path.path]
    process.currentDirectoryURL = url
    process.standardError = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    return process.terminationStatus
  }
}

/// A scenario with everything that a table tells: pools, async waits, overhead, failures, dependencies.
private let busy = """
  name: 'Busy, "quoted" | piped'
  workers: { cook: 2, till: 1 }
  resources: { oven: 1 }
  tasks:
    mix: { count: 6, by: cook, work: 10 s, fails: 30 %, retries: 1 }
    bake: { each: mix, by: cook, steps: [ work: 5 s, { wait: 20 s, uses: oven } ] }
    sell: { after: bake, by: till, work: 3 s }
    hand: { count: 4, by: till, arrive: 7 s, work: 2 s }
  overhead: { startup: 1 s, dispatch: 100 ms, transfer: 200 ms }
  seed: 3
  """

@Suite("Exports")
struct ExportTests {
  @Test("the columns are those of the documentation, in its order")
  func columns() throws {
    let page = try Repository.text("docs/tables.md")
    let fit = ["fit", "docs/examples/scaling.csv"]
    for (table, command) in [
      ("runs", ["run", "toast"]), ("jobs", ["run", "toast"]), ("lanes", ["run", "toast"]),
      ("events", ["run", "toast"]), ("differences", ["race", "toast", "-w", "4,8"]),
      ("sweep", ["sweep", "toast", "-s", "seed=1,2"]), ("fit", fit), ("laws", fit),
    ] {
      let outcome = try ToastProgram.run(command + ["-f", "csv", "--table", table])
      let header = try #require(outcome.output.split(separator: "\n").first)
      let section = try #require(page.components(separatedBy: "\n## `\(table)`").last)
      let rows = section.components(separatedBy: "\n## ")[0].split(separator: "\n")
        .filter { $0.hasPrefix("| `") }
      let documented = rows.map { $0.split(separator: "`")[1] }
      // A sweep has a column of its own for each parameter.
      let fixed = header.split(separator: ",").filter { !$0.hasPrefix("param_") }
      #expect(fixed == documented, "\(table)")
    }
  }

  @Test("all formats hold the same values, and csv agrees with the JSON report")
  func formats() throws {
    let folder = try ScratchFolder()
    try folder.write(busy, to: "busy.yaml")
    for table in ["runs", "jobs", "lanes"] {
      let lines = try folder.run("run", "busy.yaml", "--table", table, "-f", "jsonl").output
      let array = try folder.run("run", "busy.yaml", "--table", table, "-f", "json").output
      let body = lines.split(separator: "\n").joined(separator: ",\n")
      #expect(array == "[\n\(body)\n]\n")
      // Fields of these tables but names hold no tab, so that tsv is read back by splitting.
      let tsv = try folder.run("run", "busy.yaml", "--table", table, "-f", "tsv").output
        .split(separator: "\n").map { $0.split(separator: "\t", omittingEmptySubsequences: false) }
      for (row, line) in zip(tsv.dropFirst(), lines.split(separator: "\n")) {
        let object =
          try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any] ?? [:]
        #expect(object.count == row.count)
        for (name, field) in zip(tsv[0], row) {
          let value = object[String(name)] ?? NSNull()
          switch value {
          case is NSNull: #expect(field.isEmpty, "\(name)")
          case let text as String: #expect(field == text, "\(name)")
          default:
            #expect(field == "true" || field == "false" || Double(field) != nil, "\(name)")
          }
        }
      }
    }
  }

  @Test("csv is read back by Python's csv and by awk, and agrees with the JSON report")
  func readers() throws {
    let folder = try ScratchFolder()
    try folder.write(busy, to: "busy.yaml")
    let code = try folder.run("run", "busy.yaml", "-o", "all/", "-o", "report.json", "-q").code
    #expect(code == 0 && folder.names == ["all", "busy.yaml", "report.json"])
    // The last column is plain, so awk reads it whole where no field before holds a comma.
    #expect(
      try folder.shell(
        """
        awk -F, 'NR == 1 { for (i = 1; i <= NF; i++) if ($i == "busy_s") b = i; next }
          { sum += $b } END { exit !(sum > 100) }' all/lanes.csv
        """) == 0)
    try folder.write(
      """
      import csv, json
      report = json.load(open('report.json'))['runs'][0]
      def table(name):
          with open(f'all/{name}.csv', newline='') as file:
              return list(csv.DictReader(file))
      run, = table('runs')
      assert run['scenario'] == 'Busy, "quoted" | piped', run['scenario']
      for name in ['makespan_s', 'elapsed_s', 't1_s', 'work_s', 'wait_s', 'span_s', 'speedup_ratio',
                   'efficiency_ratio', 'utilisation_ratio', 'throughput_per_s', 'imbalance_ratio']:
          value = report[name]
          assert (run[name] == '') == (value is None) and (value is None or float(run[name]) == value), name
      lanes = table('lanes')
      assert [lane['lane'] for lane in lanes] == [lane['lane'] for lane in report['lanes']]
      for lane, other in zip(lanes, report['lanes']):
          assert float(lane['busy_s']) == other['busy_s']
          if lane['kind'] == 'worker':
              total = sum(float(lane[k]) for k in ['busy_s', 'overhead_s', 'idle_s', 'blocked_s'])
              assert abs(total - report['elapsed_s']) < 1e-6, lane
      account = report['account']
      workers = [lane for lane in lanes if lane['kind'] == 'worker']
      for column, parts in [('overhead_s', ['startup_s', 'dispatch_s', 'transfer_s']),
                            ('idle_s', ['idle_head_s', 'idle_middle_s', 'idle_tail_s']),
                            ('blocked_s', ['blocked_s'])]:
          mine = sum(float(lane[column]) for lane in workers)
          assert abs(mine - sum(account[part] for part in parts)) < 1e-6, column
      jobs = table('jobs')
      assert len(jobs) == report['jobs_count']
      done = [job for job in jobs if job['status'] == 'finished']
      assert len(done) == report['jobs_finished_count']
      ids = {lane['lane_id'] for lane in lanes}
      for job in done:
          ready, start, end = (float(job[k]) for k in ['ready_s', 'start_s', 'end_s'])
          assert ready <= start <= end
          assert abs(float(job['duration_s']) - (end - start)) < 1e-6
          assert abs(float(job['queued_s']) + float(job['service_s']) - (end - ready)) < 1e-6
          assert job['lane_id'] in ids
      assert max(float(job['end_s']) for job in done) <= report['elapsed_s']
      """, to: "check.py")
    // Python is not needed to build; where it is missing this check cannot be made.
    #expect(try folder.shell("command -v python3 >/dev/null || exit 0; python3 check.py") == 0)
  }

  @Test("a table of each replication, whose mean is the report's")
  func replications() throws {
    let folder = try ScratchFolder()
    let outcome = try folder.run(
      "run", "stragglers", "-r", "4", "-o", "runs.jsonl", "--json", "-o", "jobs.csv")
    let report = try Report(outcome.output)
    let rows = try folder.text("runs.jsonl").split(separator: "\n").map {
      try Report("{\"runs\": [\($0)]}")
    }
    #expect(rows.compactMap { $0.text("run_id") } == (1...4).map { "default#\($0)" })
    #expect(rows.compactMap { $0["repeat"] } == [1, 2, 3, 4])
    let makespans = rows.compactMap { $0["makespan_s"] }
    let mean = try #require(report["makespan_s"])
    #expect((makespans.reduce(0, +) / 4 - mean).magnitude < 1e-6)
    #expect(try folder.text("jobs.csv").split(separator: "\n").count == 801)
  }

  @Test("an existing file is kept without --force, and replaced with it")
  func force() throws {
    let folder = try ScratchFolder()
    try folder.write("mine\n", to: "runs.csv")
    let refused = try folder.run("run", "toast", "-o", "runs.csv")
    #expect(refused.code == 73 && refused.output.isEmpty)
    #expect(refused.messages.contains("exists already; --force replaces it"))
    #expect(try folder.text("runs.csv") == "mine\n")
    #expect(try folder.run("run", "toast", "-o", "runs.csv", "--force").code == 0)
    #expect(try folder.text("runs.csv").hasPrefix("run_id,"))
    #expect(folder.names == ["runs.csv"])
  }

  @Test("what cannot be written is exit 73, and nothing is left or lost")
  func failures() throws {
    let folder = try ScratchFolder()
    try folder.write("mine\n", to: "old.csv")
    #expect(try folder.run("run", "toast", "-o", "nowhere/runs.csv").code == 73)
    #expect(try folder.run("run", "toast", "-f", "csv", "-o", "/dev/full").code == 73)
    #expect(try folder.run("race", "toast", "-o", "/proc/runs.csv").code == 73)
    #expect(try folder.shell("\"$0\" race toast -f jsonl > /dev/full") == 73)
    #expect(try folder.shell("\"$0\" --help > /dev/full") == 73)
    #expect(try folder.shell("\"$0\" --generate-completion-script bash > /dev/full") == 73)
    // A name that is no text would become another one.
    #expect(try folder.shell("\"$0\" run toast -o \"$(printf 'caf\\351.csv')\"") == 64)
    // Another file of the same command is left out as well.
    let both = try folder.run("run", "toast", "-f", "csv", "-o", "new.csv", "-o", "/dev/full")
    #expect(both.code == 73)
    // A file that may not grow: a signal by default, which nobody could tell from a crash. The memory that a
    // sanitizer needs for itself is such a file, too.
    if !ToastProgram.isSanitized {
      #expect(
        try folder.shell(
          "ulimit -f 8; \"$0\" run toast -s tasks.toast.count=9000 --table jobs -o big.csv") == 73)
    }
    #expect(try folder.run("run", "nothing", "--force", "-o", "old.csv").code == 66)
    #expect(try folder.run("run", "toast", "--force", "-o", "old.csv", "-w", "0").code == 64)
    #expect(try folder.text("old.csv") == "mine\n")
    #expect(folder.names == ["old.csv"])
  }

  @Test("a closed pipe is no error, and files are written all the same")
  func closedPipe() throws {
    let folder = try ScratchFolder()
    let command =
      "{ \"$0\" run toast -f csv --table jobs -o jobs.csv; echo $? > code; } | head -c 1 > /dev/null"
    #expect(try folder.shell(command) == 0)
    #expect(try folder.text("code") == "0\n")
    #expect(try folder.text("jobs.csv").split(separator: "\n").count == 101)
  }

  @Test("the hash of a scenario is that of sha256sum, whatever the length of the file")
  func hash() throws {
    let folder = try ScratchFolder()
    for length in [0, 1, 54, 55, 56, 63, 64, 65, 119, 120, 1_000] {
      let text =
        "workers: { a: 1 }\ntasks: { t: { work: 1 s } }\n#" + String(repeating: "x", count: length)
      try folder.write(text, to: "h.yaml")
      let found = try folder.run("run", "h.yaml", "-f", "tsv").output.split(separator: "\n")[1]
        .split(separator: "\t")[2]
      #expect(
        try folder.shell("test \"$(sha256sum h.yaml | cut -d ' ' -f 1)\" = \(found)") == 0,
        "\(length)")
    }
  }

  @Test("the extension says the format; a strange one gets the nearest")
  func extensions() throws {
    let folder = try ScratchFolder()
    let names = ["a.csv", "a.tsv", "a.jsonl", "a.md", "a.json", "a.txt", "a-jobs.csv", "lanes.md"]
    let outcome = try ToastProgram.run(
      ["run", "toast"] + names.flatMap { ["-o", $0] }, folder: folder.url)
    #expect(outcome.code == 0 && folder.names == names.sorted())
    #expect(try Report(folder.text("a.json")).value("schema") as? String == "toast.report/1")
    #expect(try folder.text("a-jobs.csv").contains("toast-100"))
    #expect(try folder.text("lanes.md").contains("| toaster 4 |"))
    #expect(try folder.text("a.txt").contains("makespan    50 min"))
    let wrong = try folder.run("run", "toast", "-o", "a.cvs")
    #expect(wrong.code == 64 && wrong.messages.contains("did you mean .csv?"))
    #expect(try folder.run("run", "toast", "-o", "a").code == 64)
  }

  @Test("a link stays a link, and a file keeps its permissions")
  func link() throws {
    let folder = try ScratchFolder()
    try folder.write("old\n", to: "real.csv")
    #expect(try folder.shell("chmod 640 real.csv && ln -s real.csv link.csv") == 0)
    #expect(try folder.run("run", "toast", "--force", "-o", "link.csv").code == 0)
    #expect(try folder.shell("test -L link.csv && test $(stat -c %a real.csv) = 640") == 0)
    #expect(try folder.text("real.csv").hasPrefix("run_id,"))
  }

  @Test("a spreadsheet sees no formula in a name, and LaTeX has a label for each table")
  func spreadsheet() throws {
    let folder = try ScratchFolder()
    try folder.write(
      "name: \"=1+1\"\nworkers: { a: 1 }\ntasks: { t: { work: 1 s } }\n", to: "s.yaml")
    let sheet = try folder.run("run", "s.yaml", "-f", "csv", "--excel").output
    #expect(sheet.hasPrefix("\u{FEFF}run_id,") && sheet.contains(",'=1+1,"))
    #expect(sheet.unicodeScalars.filter { $0 == "\r" }.count == 2)
    let plain = try folder.run("run", "s.yaml", "-f", "csv").output
    #expect(plain.hasPrefix("run_id,") && plain.contains(",=1+1,"))
    let lanes = try folder.run("run", "s.yaml", "-f", "tex", "--table", "lanes").output
    #expect(lanes.contains("\\label{tab:lanes}"))
  }
}
