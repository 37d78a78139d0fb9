import Analysis
import CFuzzing
import Foundation
import Model
import Rendering
import ScenarioFiles
import Simulation
import TraceFiles

@testable import toast

/// Saved runs: a damaged file gives an error; one that is accepted can be shown and exported.
///
/// The same bytes are read again with the fingerprints that their events have, since no mutant would be
/// accepted otherwise.
enum TraceTarget: FuzzTarget {
  static let name = "trace"
  static let mostBytes = 8_000

  static var words: [String] {
    [
      SavedTrace.line(SavedTrace.mark), "toast.tr", "ace/1\n\0\0", "\"entries\":", "\"offset\":32",
      "\"traceBytes\":", "\"measurementCount\":1", "\"replication\":0", "\"real\":1",
      "\"written\":1",
      "\"isReal\":true", "\"kind\":\"threads\"", "\"changes\":[[\"seed\",\"1\",\"--seed\"]]",
      "\"variant\":\"default\"", "9223372036854775807", "-1", "null",
    ]
  }

  static func seeds() throws -> [[UInt8]] {
    let scenarios = [
      "workers: { a: 2 }\ntasks: { t: { count: 3, work: 1 s } }\n",
      "workers: { a: 1 }\nresources: { r: 1 }\ntasks:\n  t: { count: 2, wait: 1 s, uses: r }\n"
        + "  u: { each: t, work: 1 s, fails: 50 %, retries: 2 }\nexecution: async\n",
      "workers: { a: 2 }\ntasks: { t: { count: 3, work: 1 s } }\nuntil: 1 s\n"
        + "overhead: { dispatch: 1 ms, startup: 1 s, transfer: 1 ms }\n",
    ]
    return try scenarios.map(saved)
  }

  /// A saved run, as `toast run -o x.trace` writes it.
  private static func saved(_ scenario: String) throws -> [UInt8] {
    let path = NSTemporaryDirectory() + "toast-fuzz-\(getpid()).trace"
    defer { try? FileManager.default.removeItem(atPath: path) }
    let source = ScenarioSource(text: scenario, label: "s.yaml")
    let file = try source.file()
    let plan = Plan(try file.scenario())
    let memory = TraceMemory()
    let recorded = try Simulator(plan, into: Recorder(plan, keepingTraceIn: memory)).run()
    let run = FinishedRun(plan, recorded, trace: memory.trace)
    let target = try AtomicFile(path, force: true)
    var writer = try SavedTraceWriter(target, named: "s.trace", verb: "run")
    try writer.add(
      ExportedRun(
        finished: run, result: run.evaluate(variant: "default"),
        label: RunLabel(id: "s", scenarioHash: ""),
        baselineID: nil, name: "s", isShown: true,
        origin: RunOrigin(source, file, variant: "default", [])))
    try writer.finish(title: "S", document: "{}", report: "S\n")
    try AtomicFile.commit([target])
    return Array(try Data(contentsOf: URL(fileURLWithPath: path)))
  }

  static func check(_ bytes: [UInt8]) {
    checkTrace(bytes)
    checkSaved(bytes)
    if let repaired = repaired(bytes) { checkSaved(repaired) }
  }

  private static func path(of bytes: [UInt8]) -> String {
    "/proc/self/fd/\(unsafe bytes.withUnsafeBytes { unsafe fuzz_file($0.baseAddress, $0.count) })"
  }

  /// The bytes as a trace without a file around it.
  private static func checkTrace(_ bytes: [UInt8]) {
    do {
      let trace = try TraceFile(path(of: bytes))
      hold(trace.eventCount <= bytes.count / 24, "a trace has the events that fit into it")
      var count = 0
      for chunk in 0..<trace.chunkCount { count += try trace.events(ofChunk: chunk).count }
      hold(count == trace.eventCount, "chunks hold all events")
      for time: Nanoseconds in [.min, 0, 1, .max] {
        hold(
          trace.chunk(at: time) >= 0 && trace.chunk(at: time) <= trace.chunkCount,
          "an instant is in a chunk")
      }
    } catch {
      hold(error != .cannotWrite, "reading does not write")
    }
  }

  private static func checkSaved(_ bytes: [UInt8]) {
    do {
      let reader = try SavedTraceReader(path(of: bytes))
      for position in reader.index.entries.indices.prefix(2) {
        guard isSmall(reader.index.entries[position].origin) else { continue }
        show(try reader.run(position))
      }
    } catch let failure as Failure {
      hold(failure.code == .unreadable, "a damaged file is one that cannot be read")
      hold(ScenarioTarget.isHarmless(failure.message), "a message is harmless")
    } catch {
      fatalError("not so: \(error) is a failure that is told")
    }
  }

  /// Whether its plan takes little room; a scenario of a stranger may have 10^9 jobs.
  private static func isSmall(_ origin: RunOrigin) -> Bool {
    let file = try? ScenarioFile(
      [UInt8](origin.scenario), label: "s.yaml", folder: nil, tables: [:])
    guard let scenario = try? file?.scenario() else { return true }
    return scenario.jobCount <= 10_000 && scenario.workerCount <= 1_000
      && scenario.resources.allSatisfy { $0.capacity <= 1_000 } && origin.changes.isEmpty
  }

  /// A run that was accepted can be told in every format.
  private static func show(_ run: ExportedRun) {
    EventsTable.forEachRow(of: run.finished, run.label) { _ in }
    if let table = JobRows(run.finished, run.label) { table.forEach(in: 0..<table.count) { _ in } }
    JobLog(run.finished, startedAt: Int128(run.startedAt))?.write { _ in }
    guard let timeline = RunTimeline(run.finished, run.result) else { return }
    let shown = ShownRun(run.name, timeline)
    _ = GanttSVG(title: "", runs: [shown], isEmbedded: false).document
    _ = MermaidGantt(title: "", runs: [shown]).text
  }

  /// The bytes with the fingerprints of their traces set right.
  private static func repaired(_ bytes: [UInt8]) -> [UInt8]? {
    guard let index = try? SavedTraceReader(path(of: bytes)).index else { return nil }
    var bytes = bytes
    for entry in index.entries.prefix(2) where entry.traceBytes >= 128 && entry.traceBytes % 8 == 0
    {
      let end = entry.offset + entry.traceBytes
      func word(_ place: Int) -> UInt64 {
        (0..<8).reduce(0) { $0 | UInt64(bytes[place + $1]) << UInt64(8 * $1) }
      }
      var hash = Fingerprint()
      let count = min(Int(clamping: word(end - 64)), (entry.traceBytes - 128) / 24)
      for event in 0..<max(0, count) {
        for part in 0..<3 { hash.add(word(entry.offset + 64 + 24 * event + 8 * part)) }
      }
      let text = UInt64(hash.text, radix: 16) ?? 0
      for byte in 0..<8 { bytes[end - 56 + byte] = UInt8(text >> UInt64(8 * byte) & 255) }
    }
    return bytes
  }
}
