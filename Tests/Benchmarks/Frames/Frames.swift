import Analysis
import Glibc
import Model
import Rendering
import Simulation

/// Opens a run of lognormal jobs and draws frames of it: `Frames JOBS WORKERS COLUMNS ROWS`.
///
/// Prints as a line of JSON, in seconds of processor time: simulating, measuring, opening (the index and
/// the first frame), and the median and slowest frame over many instants at several zooms.
@main
struct Frames {
  static func main() throws {
    let arguments = CommandLine.arguments.dropFirst().compactMap { Int($0) }
    guard arguments.count == 4 else {
      print("usage: Frames JOBS WORKERS COLUMNS ROWS")
      exit(64)
    }
    let size = GridSize(columns: arguments[2], rows: arguments[3])
    let start = seconds()
    let run = try simulated(jobs: arguments[0], workers: arguments[1])
    let simulatedAt = seconds()
    let result = run.evaluate(variant: "default")
    let measuredAt = seconds()
    guard let timeline = RunTimeline(run, result) else { exit(1) }
    let show = Show("frames", [ShownRun("frames", timeline)])
    _ = picture(show, ViewState(show), size)
    let openedAt = seconds()
    let times = frameTimes(show, size)
    print(
      """
      {"simulate": \(simulatedAt - start), "measure": \(measuredAt - simulatedAt), "open": \(openedAt - measuredAt), \
      "median": \(times[times.count / 2]), "slowest": \(times[times.count - 1]), \
      "frames": \(times.count)}
      """)
  }

  private static func simulated(jobs: Int, workers: Int) throws -> FinishedRun {
    let toast = TaskDefinition(
      name: "toast", count: jobs,
      steps: [
        Step(
          .work,
          .lognormal(mean: 120 * TimeUnit.second, sd: 60 * TimeUnit.second))
      ])
    let plan = Plan(
      Scenario(
        name: "frames", pools: [Pool(name: "toaster", count: workers)], tasks: [toast]))
    let memory = TraceMemory()
    let recorded = try Simulator(plan, into: Recorder(plan, keepingTraceIn: memory)).run()
    return FinishedRun(plan, recorded, trace: memory.trace)
  }

  /// Frames at 101 instants, each at five zooms, in seconds, sorted.
  private static func frameTimes(_ show: Show, _ size: GridSize) -> [Double] {
    var times: [Double] = []
    for zoom in 0..<5 {
      var state = ViewState(show)
      for percent in 0...100 {
        state.go(to: Nanoseconds(Int128(show.end) * Int128(percent) / 100), in: show)
        if percent == 0 {
          for _ in 0..<zoom * 4 { _ = state.take(.character("w"), in: show, size) }
        }
        let start = seconds()
        let grid = picture(show, state, size)
        times.append(seconds() - start)
        precondition(grid.size == size)
      }
    }
    return times.sorted()
  }

  @inline(never)
  private static func picture(_ show: Show, _ state: ViewState, _ size: GridSize) -> CellGrid {
    Frame(show, state, size, theme: Theme(.dark), glyphs: .unicode).grid()
  }

  private static func seconds() -> Double {
    var time = timespec()
    unsafe clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }
}
