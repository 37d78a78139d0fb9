import Analysis
import Model
import TestSupport
import Testing

private let minute: Int64 = 60_000_000_000

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

private func strong(_ cooks: [Int], of planned: [Int]? = nil) throws -> Sweep {
  let points = try cooks.map { count in
    SweepPoint(["\(count)"], try result(breakfast(count)), serialMakespan: Int128(210 * minute))
  }
  let values = (planned ?? cooks).map { "\($0)" }
  return Sweep(
    "Breakfast", axes: [SweepAxis(path: "workers.cook", values: values)], points: points,
    fileWorkers: 4)
}

@Suite("Sweeps")
struct SweepTests {
  @Test("open, toast, plate up with 1, 4 and 8 cooks: the gap to Amdahl, Karp-Flatt, worker time")
  func laws() throws {
    let sweep = try strong([1, 4, 8])
    let makespans = sweep.points.map { $0.result.makespan.map { $0 / minute } }
    #expect(makespans == [210, 60, 36])
    let laws = sweep.points.map(sweep.laws)
    #expect(laws[0].gap == 0)
    #expect(laws[1].gap == 0)
    let gap = try #require(laws[2].gap)
    #expect((gap - (6 - 210.0 / 36)).magnitude < 1e-12)
    #expect(laws[0].karpFlatt == nil)
    #expect(try (#require(laws[1].karpFlatt) - 10.0 / 210).magnitude < 1e-12)
    #expect(try (#require(laws[2].karpFlatt) - (36.0 / 210 - 0.125) / 0.875).magnitude < 1e-12)
    #expect(laws.map { $0.workerTime.map { $0 / Int128(minute) } } == [210, 240, 288])
    #expect(laws.allSatisfy { $0.gustafson == nil && $0.scaledEfficiency == nil })
    let explained = Set(laws[0].reasons.map(\.field))
    let expected: Set = [
      "karp_flatt_ratio", "gustafson_speedup_ratio", "scaled_efficiency_ratio",
    ]
    #expect(explained == expected)
  }

  @Test("where the work grows with the cooks: Gustafson's speedup and scaled efficiency")
  func weak() throws {
    let points = try [1, 4].map { count in
      SweepPoint(
        ["\(count)"], try result(breakfast(count, toasts: 25 * count)),
        serialMakespan: Int128(60 * minute))
    }
    let sweep = Sweep(
      "Breakfast", axes: [SweepAxis(path: "workers.cook", values: ["1", "4"])], points: points,
      scaling: .weak)
    let laws = sweep.laws(of: sweep.points[1])
    #expect(try (#require(laws.gustafson) - 3.5).magnitude < 1e-12)
    #expect(laws.scaledEfficiency == 1)
    #expect(laws.karpFlatt == nil)
    let verdict = try #require(sweep.verdict(of: sweep.series[0]))
    #expect(verdict.measure == .speedup)
    #expect(verdict.scalesTo == 1)
  }

  @Test("the verdict: the best, the fewest within 5 %, where doubling stops to pay")
  func verdict() throws {
    let cooks = [1, 2, 4, 8, 16, 32, 64, 98, 99, 100, 128, 200]
    let sweep = try strong(cooks)
    let verdict = try #require(sweep.verdict(of: sweep.series[0]))
    #expect(verdict.measure == .makespan)
    #expect(cooks[verdict.best] == 100)
    #expect(verdict.enough == verdict.best)
    #expect(verdict.near.map { cooks[$0] } == [100, 128, 200])
    #expect(verdict.settled.map { cooks[$0] } == 100)
    #expect(verdict.own.map { cooks[$0] } == 4)
    #expect(cooks[verdict.worst] == 1)
    #expect(verdict.spread == 17.5)
    #expect(verdict.tied.isEmpty)
  }

  @Test("a series for each value of the other axes, by workers, whichever axis comes first")
  func series() throws {
    let values = [("8", "2"), ("8", "1"), ("50", "2"), ("50", "1")]
    let points = try values.map { toasts, cooks in
      SweepPoint(
        [toasts, cooks], try result(breakfast(Int(cooks) ?? 1, toasts: Int(toasts) ?? 1)))
    }
    let sweep = Sweep(
      "Breakfast",
      axes: [
        SweepAxis(path: "tasks.toast.count", values: ["8", "50"]),
        SweepAxis(path: "workers.cook", values: ["2", "1"]),
      ], points: points)
    #expect(sweep.scalingAxis == 1)
    #expect(sweep.series.map(\.label) == ["toast.count=8", "toast.count=50"])
    #expect(sweep.series.map { $0.points.map(\.workers) } == [[1, 2], [1, 2]])
    #expect(sweep.series[0].serialMakespan == nil)
  }

  @Test("a sweep that was interrupted knows what it lacks, and one point has a scaling axis")
  func partial() throws {
    let sweep = try strong([4], of: [1, 4, 8])
    #expect(sweep.isPartial)
    #expect(sweep.scalingAxis == 0)
    #expect(sweep.verdict(of: sweep.series[0])?.doublings == 0)
  }

  @Test("names of axes are short unless two would be alike")
  func names() {
    let paths = ["workers.chunk", "schedule.chunk", "tasks.toast.count", "cores"]
    let sweep = Sweep(
      "", axes: paths.map { SweepAxis(path: $0, values: ["1"]) }, points: [])
    #expect(sweep.axisNames == ["workers.chunk", "schedule.chunk", "toast.count", "cores"])
    #expect(sweep.axes[1].label(for: "9") == "chunk=9")
  }

  @Test("only plain numbers are numbers", arguments: ["", ".5", "5.", "1e3", "-1", "2 min", "0x1"])
  func numbers(_ text: String) { #expect(SweepAxis.number(text) == nil) }
}
