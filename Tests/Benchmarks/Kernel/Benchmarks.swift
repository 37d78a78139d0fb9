import Glibc
import Model
import Simulation
import TraceFiles

/// Runs one workload and prints what it took as a line of JSON: `Benchmarks WORKLOAD JOBS WORKERS [MODE]`.
///
/// MODE is `none` (statistics alone), `keep` (the trace in memory as well) or `stream FILE`.
@main
struct Benchmarks {
  static func main() throws {
    let arguments = CommandLine.arguments
    guard arguments.count >= 4, let workload = Workload(rawValue: arguments[1]),
      let jobs = Int(arguments[2]), let workers = Int(arguments[3])
    else {
      print("usage: Benchmarks a1|a3|a4|a5|a5sync JOBS WORKERS [none|keep|stream FILE]")
      exit(64)
    }
    let plan = Plan(workload.scenario(jobs: jobs, workers: workers))
    let mode = arguments.count > 4 ? arguments[4] : "none"
    let memory = mode == "keep" ? TraceMemory() : nil
    if mode == "stream" { _ = unsafe unlink(arguments[5]) }
    let writer = mode == "stream" ? try TraceFileWriter(arguments[5]) : nil
    let start = (cpu: seconds(CLOCK_PROCESS_CPUTIME_ID), wall: seconds(CLOCK_MONOTONIC))
    let end = try measuredRun(plan, memory ?? writer)
    let cpu = seconds(CLOCK_PROCESS_CPUTIME_ID) - start.cpu
    let wall = seconds(CLOCK_MONOTONIC) - start.wall
    print(
      """
      {"makespan": \(end.elapsed / Workload.tick), "cpu": \(cpu), "wall": \(wall), \
      "events": \(memory?.count ?? 0), "bytes": \(writer?.byteCount ?? 0)}
      """)
  }

  /// The part that is measured, under a name that a profiler can find.
  @inline(never)
  private static func measuredRun(_ plan: Plan, _ store: (any TraceStore)?) throws -> RunEnd {
    try Simulator(plan, into: Recorder(plan, keepingTraceIn: store)).run().end
  }

  private static func seconds(_ clock: clockid_t) -> Double {
    var time = timespec()
    unsafe clock_gettime(clock, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }
}
