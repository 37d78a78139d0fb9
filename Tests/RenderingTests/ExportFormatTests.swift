import Analysis
import Foundation
import Model
import Rendering
import TestSupport
import Testing

@Suite("Export formats")
struct ExportFormatTests {
  private static let hostile =
    "a:b;c#d \"q\" 'q' <script> | $x$ \\y & ~ {_} % ^\u{1B}[31m\nline\u{202E} 日本"

  /// Two jobs a task on two workers, `each` and `after`.
  private func scenario(_ name: String = "kitchen", unit: Nanoseconds = minute) -> Scenario {
    let cut = TaskDefinition(name: "cut", count: 2, steps: [Step(.work, .fixed(2 * unit))])
    var section = TaskDefinition(name: "section", count: 2, steps: [Step(.work, .fixed(unit))])
    section.each = [0]
    var serve = TaskDefinition(
      name: "serve", steps: [Step(.work, .fixed(unit), command: "echo \"a\tb\"\nls \u{1B}[2J")])
    serve.after = [1]
    return Scenario(
      name: name, pools: [Pool(name: "cook", count: 2)], tasks: [cut, section, serve])
  }

  private func events(_ runs: [ShownRun]) throws -> [[String: Any]] {
    var text = ""
    TraceEventJSON(runs: runs, toolVersion: "1.0").write { text += $0 }
    #expect(text.hasPrefix("{\"displayTimeUnit\""))
    let document = try JSONSerialization.jsonObject(with: Data(text.utf8))
    return try #require((document as? [String: Any])?["traceEvents"] as? [[String: Any]])
  }

  private func count(_ phase: String, _ events: [[String: Any]]) -> Int {
    events.count { $0["ph"] as? String == phase }
  }

  @Test("a trace has a slice for each span and an arrow for each dependency")
  func trace() throws {
    let events = try events([try shown(scenario()), try shown(cafe(workers: 4), Self.hostile)])
    // The second run: open, 100 toasts and plate; 100 arrows from open and one to plate.
    #expect(count("X", events) == 5 + 102)
    #expect(count("s", events) == 2 + 1 + 101 && count("f", events) == count("s", events))
    #expect(count("i", events) == 2)
    let ids = events.filter { $0["ph"] as? String == "s" }.compactMap { $0["id"] as? Int }
    #expect(Set(ids).count == ids.count)
    let slices = events.filter { $0["ph"] as? String == "X" }
    let first = try #require(slices.first)
    #expect(first["name"] as? String == "cut 1" && first["cat"] as? String == "work")
    #expect(first["dur"] as? Double == 120e6 && first["pid"] as? Int == 1_000)
    let end = slices.filter { $0["pid"] as? Int == 1_000 }
      .map { ($0["ts"] as? Double ?? 0) + ($0["dur"] as? Double ?? 0) }.max()
    #expect(end == 240e6)
    let names = events.filter { $0["name"] as? String == "process_name" }
      .compactMap { ($0["args"] as? [String: Any])?["name"] as? String }
    #expect(names.count == 2 && names[0] == "run (simulated seconds)")
    #expect(!names[1].unicodeScalars.contains { $0.value < 32 || $0.value == 0x202E })
  }

  @Test("an arrow leaves within the slice that it comes from")
  func arrows() throws {
    let events = try events([try shown(scenario())])
    let ends = events.filter { $0["ph"] as? String == "s" }.compactMap { $0["ts"] as? Double }
    #expect(ends == [119_999_999.999, 119_999_999.999, 179_999_999.999])
  }

  @Test("lanes are numbered so that their names sort")
  func lanes() throws {
    let events = try events([try shown(cafe(workers: 12))])
    let names = events.filter { $0["name"] as? String == "thread_name" }
      .compactMap { ($0["args"] as? [String: Any])?["name"] as? String }
    #expect(names.count == 12 && names[0] == "cook 01" && names == names.sorted())
  }

  @Test("a diagram draws few jobs one by one, and no name is a statement")
  func gantt() throws {
    let text = MermaidGantt(title: Self.hostile, runs: [try shown(scenario())]).text
    #expect(text.hasPrefix("---\ndisplayMode: compact\n---\ngantt\n  title a-b,c d"))
    #expect(text.contains("    cut 1 :crit, 2000-01-01 00:00:00.000, 120000ms\n"))
    #expect(text.contains("    'section 1' :crit, 2000-01-01 00:02:00.000, 60000ms\n"))
    #expect(!text.contains("#") && !text.contains(";") && !text.contains("\u{1B}"))
    #expect(text.split(separator: "\n").filter { $0.contains("ms") }.count == 5)
  }

  @Test("many jobs are drawn as each lane's busy time; short runs are drawn longer")
  func largeGantt() throws {
    let text = MermaidGantt(title: "café", runs: [try shown(cafe(workers: 4))]).text
    #expect(text.contains("    27 jobs :2000-01-01 00:00:00.000, 3600000ms\n"))
    #expect(text.contains("    25 jobs :2000-01-01 00:05:00.000, 3000000ms\n"))
    let short = MermaidGantt(title: "t", runs: [try shown(scenario(unit: 500))]).text
    #expect(short.contains("title t (1 s stands for 1 us)") && short.contains(" 1000ms\n"))
  }

  @Test("a job log has parallel's columns, in the order of starts, a line a job")
  func jobLog() throws {
    var text = ""
    let log = try #require(JobLog(try simulated(scenario()), startedAt: 1_700_000_000_500_000_000))
    log.write { text += $0 }
    let lines = text.split(separator: "\n")
    #expect(lines.count == 6 && lines[0] + "\n" == JobLog.header)
    #expect(lines[1] == "1\t:\t1700000000.500\t120.000\t0\t0\t0\t0\tcut 1")
    #expect(lines[5] == "5\t:\t1700000180.500\t60.000\t0\t0\t0\t0\techo \"a b\" ls  [2J")
    #expect(
      JobLog.row(1, start: 0, runtime: 1_500, command: "").hasSuffix("0.0000015\t0\t0\t0\t0\t-\n"))
  }

  private func table(
    _ format: TableFormat, _ rows: [[JSONValue]], forSpreadsheet: Bool = false
  ) throws -> String {
    var text = ""
    var writer = TableWriter(
      format, columns: Array(StepsTable.columns[0...5]), named: "steps",
      forSpreadsheet: forSpreadsheet)
    for row in rows { try writer.add(row) { text += $0 } }
    try writer.finish { text += $0 }
    return text
  }

  private func row(_ text: String, _ asked: JSONValue = .null) -> [JSONValue] {
    [.string(text), .string("t"), .numbered("t", 1), .count(1), .count(12), asked]
  }

  @Test("LaTeX escapes what means something to TeX, and fits columns to their numbers")
  func latex() throws {
    let text = try table(
      .tex, [row("% & _ # $ { } ~ ^ \\"), row("[x] 日"), row("=1", .time(3_000_123_456_789))])
    let escaped =
      "\\% \\& \\_ \\# \\$ \\{ \\} \\textasciitilde{} \\textasciicircum{} \\textbackslash{} & t"
    #expect(text.contains(escaped) && text.contains("{[}x{]} \\toastanychar{日} & t"))
    #expect(text.contains("S[table-format=2]"))
    #expect(text.contains("S[table-format=4.3, round-mode=places, round-precision=3]"))
    #expect(text.contains(" & 12 & 3000.123456789 \\\\") && text.contains(" & 12 & {} \\\\"))
    #expect(text.contains("\\caption{Steps}\n\\label{tab:steps}") && text.contains("\\midrule"))
    let long = try table(.tex, (0...40).map { row("\($0)", .ratio(1.5e-7)) })
    #expect(long.contains("\\begin{longtable}") && long.contains("S[table-format=1.1e-1]"))
  }

  @Test("for spreadsheets, CSV has a mark, their line ends, and no formula")
  func spreadsheet() throws {
    let text = try table(
      .csv, [row("=1+1", .time(-1)), row(" @x"), row("a-b")], forSpreadsheet: true)
    #expect(text.unicodeScalars.first == "\u{FEFF}")
    #expect(
      text.contains("\r\n'=1+1,t,t-1,1,12,-0.000000001\r\n' @x,t") && text.contains("\r\na-b,"))
  }
}
