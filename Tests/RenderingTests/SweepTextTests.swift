import Analysis
import Model
import Rendering
import TestSupport
import Testing

/// Open 5 min, toasts of 2 min each, plate up 5 min.
private func breakfast(_ cooks: Int, toasts: Int = 100) -> Scenario {
  func task(_ name: String, _ count: Int, _ length: Int64, after: [Int] = []) -> TaskDefinition {
    var task = TaskDefinition(name: name, count: count, steps: [Step(.work, .fixed(length))])
    task.after = after
    return task
  }
  return Scenario(
    name: "Breakfast", pools: [Pool(name: "cook", count: cooks)],
    tasks: [
      task("open", 1, 5 * minute), task("toast", toasts, 2 * minute, after: [0]),
      task("plate", 1, 5 * minute, after: [1]),
    ])
}

/// A sweep over numbers of cooks, and perhaps over toasts before that.
private func sweep(
  _ cooks: [Int], toasts: [Int] = [], named title: String = "Breakfast", planned: Int = 0
) throws -> Sweep {
  let counts = toasts.isEmpty ? [100] : toasts
  let points = try counts.flatMap { count in
    try cooks.map { cook in
      SweepPoint(
        (toasts.isEmpty ? [] : ["\(count)"]) + ["\(cook)"],
        try result(breakfast(cook, toasts: count)))
    }
  }
  let values = cooks.map { "\($0)" } + (0..<planned).map { "\(1_000 + $0)" }
  let axis = SweepAxis(path: "workers.cook", values: values)
  let toastAxis = SweepAxis(path: "tasks.toast.count", values: toasts.map { "\($0)" })
  return Sweep(
    title, axes: toasts.isEmpty ? [axis] : [toastAxis, axis], points: points, fileWorkers: 4)
}

private func text(
  _ sweep: Sweep, width: Int = 80, glyphs: LaneGlyphs = .ascii, verbose: Bool = false
) -> String {
  SweepText(
    sweep, style: ReportStyle(width: width, glyphs: glyphs, isVerbose: verbose)
  ).text
}

@Suite("Reports of sweeps")
struct SweepTextTests {
  @Test("three numbers of cooks: table, plot, verdict")
  func whole() throws {
    #expect(
      try text(sweep([1, 4, 8]), width: 60) == """
        Breakfast
        sweep of 3 points, simulated, strong scaling

        cook makespan speedup effic. Amdahl  gap rounds idle tail
           1  210 min    1.00  100 %   1.00 0.00    102       0 s
           4   60 min    3.50   88 %   3.50 0.00     27    15 min
           8   36 min    5.83   73 %   6.00 0.17     15    43 min

        speedup   o simulated   . Amdahl (p = 0.952)   / ideal
           (above: ceiling 17.5)
             6 |                                   /           ...o
               |                               ////       .....
               |                            ///     ......
               |                         ///   .....
             4 |                     //// .....
               |                  ///o....
               |               //.....
               |           //....
               |        /....
             2 |     ....
               |  ...
               |o.
               |
             0 |
               +---------------------------------------------------
                1                    4                            8
                cook

          Speedup 1.00 is 210 min: T1, one worker alone, in sync.
          Best: 8 cooks, 36 min (5.83x). No fewer come within 5 % of
          that. Price: 4.80 worker-hours with 8 cooks; 4.00
          worker-hours with 4 cooks, as many as in the file. The
          last doubling of workers still gains 5 % or more. Its
          lower bound is 26 min 15 s, by the number of workers; no
          number of them passes 17.50x. Workers are idle for 27 % of
          their time.

        """)
  }

  @Test("every line keeps to the width and the alphabet", arguments: [40, 60, 80, 120])
  func widths(_ width: Int) throws {
    let hostile = "a\u{1B}[31m|,\"<script>$x\u{202E}\n宽宽宽宽宽宽宽宽宽宽宽宽宽宽宽宽宽宽宽宽宽宽宽宽"
    let one = try result(breakfast(2))
    let odd = Sweep(
      hostile, axes: [SweepAxis(path: "name", values: [hostile, "b"])],
      points: [SweepPoint([hostile], one), SweepPoint(["b"], one)])
    let sweeps = try [
      sweep([1, 4, 8]), sweep([4]), sweep(Array(1...40)), sweep([1, 2], toasts: [5, 10, 20]),
      sweep([1, 2], planned: 3), odd,
    ]
    for sweep in sweeps {
      for verbose in [false, true] {
        let ascii = text(sweep, width: width, verbose: verbose)
        let isPlain = sweep.title == "Breakfast"
        for line in ascii.split(separator: "\n") {
          #expect(displayWidth(String(line)) <= width)
          #expect(!isPlain || line.utf8.allSatisfy { (32...126).contains($0) })
          #expect(line.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control })
        }
      }
    }
  }

  @Test("a long sweep shows its ends and what the verdict is about, and all if asked")
  func long() throws {
    let sweep = try sweep(Array(1...40))
    let short = text(sweep)
    #expect(short.contains("\n ...\n") && short.contains("of 40 points are shown; -v shows all"))
    #expect(!text(sweep, verbose: true).contains("\n ...\n"))
  }

  @Test("an interrupted sweep says how far it came")
  func interrupted() throws {
    #expect(try text(sweep([1, 2], planned: 3)).contains("interrupted: 2 of 5 points"))
  }

  @Test("laws stand before the verdict, notes behind it")
  func laws() throws {
    let text = SweepText(
      try sweep([1, 4]), style: ReportStyle(), laws: ["the laws"], notes: ["The notes."]
    ).text
    let lines = text.split(separator: "\n")
    let best = try #require(lines.firstIndex { $0.contains("Best: ") })
    #expect(try #require(lines.firstIndex(of: "the laws")) < best)
    #expect(lines.last == "  The notes.")
  }

  @Test("a table's rows have its columns, and JSON says why a value is null")
  func tables() throws {
    let sweep = try sweep([1, 4], toasts: [5, 10])
    let columns = SweepTable.columns(for: sweep).map(\.name)
    #expect(columns.prefix(4) == ["scenario", "mode", "param_toast_count", "param_cook"])
    #expect(Set(columns).count == columns.count)
    #expect(sweep.points.allSatisfy { SweepTable.row($0, of: sweep).count == columns.count })
    let json = SweepJSON.document(sweep, toolVersion: "1").line
    #expect(json.contains("\"values\": {\"tasks.toast.count\": 5, \"workers.cook\": 1}"))
    #expect(
      json.contains("\"karp_flatt_ratio\": \"with one worker there is nothing to tell apart\""))
    #expect(json.contains("\"makespan_s_sd\": \"there is one run\""))
  }
}
