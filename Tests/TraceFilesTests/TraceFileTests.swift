import Foundation
import Model
import Simulation
import TestSupport
import Testing
@testable import TraceFiles

@Suite("Traces in files")
struct TraceFileTests {
  private let folder = NSTemporaryDirectory()

  private func path() -> String { folder + "toast-trace-\(UUID().uuidString)" }

  private func plan(jobs: Int) -> Plan {
    let toast = TaskDefinition(
      name: "toast", count: jobs, steps: [Step(.work, .uniform(1_000, 9_000))])
    return Plan(
      Scenario(name: "toasts", pools: [Pool(name: "toaster", count: 3)], tasks: [toast]))
  }

  private func record(_ plan: Plan, in store: any TraceStore) throws {
    _ = try Simulator(plan, into: Recorder(plan, keepingTraceIn: store)).run()
  }

  @Test("a file gives back every event and the fingerprint, chunk by chunk")
  func roundTrip() throws {
    let (path, plan) = (path(), plan(jobs: 20_000))
    defer { try? FileManager.default.removeItem(atPath: path) }
    let memory = TraceMemory()
    try record(plan, in: memory)
    try record(plan, in: try TraceFileWriter(path))
    let trace = try #require(memory.trace)
    let file = try TraceFile(path)
    #expect(file.eventCount == memory.count && file.fingerprint == trace.fingerprint)
    #expect(file.chunkCount == 3)
    var read: [TraceEvent] = []
    for chunk in 0..<file.chunkCount { read += try file.events(ofChunk: chunk) }
    #expect(read == Array(trace.events))
  }

  @Test("an instant is found by the index: in that chunk, or as the first of the next")
  func index() throws {
    let (path, plan) = (path(), plan(jobs: 20_000))
    defer { try? FileManager.default.removeItem(atPath: path) }
    try record(plan, in: try TraceFileWriter(path))
    let file = try TraceFile(path)
    let chunks = try (0..<file.chunkCount).map { try file.events(ofChunk: $0) }
    var instants: Set<Int64> = [0, .max]
    for chunk in chunks {
      for event in chunk.prefix(50) + chunk.suffix(50) { instants.insert(event.time) }
    }
    for time in instants.sorted() {
      let first = chunks.firstIndex { chunk in chunk.contains { $0.time >= time } }
      let start = file.chunk(at: time)
      #expect(
        first == nil || first == start || first == start + 1 && chunks[start + 1][0].time >= time)
    }
  }

  @Test("a trace that outgrows memory goes to a file and stays the same")
  func spill() throws {
    let plan = plan(jobs: 20_000)
    let memory = TraceMemory()
    try record(plan, in: memory)
    for limit in [0, 43_690, 50_000, 1_000_000] {
      let spill = TraceSpill(limit: limit, folder: folder)
      try record(plan, in: spill)
      let trace = try spill.trace()
      #expect(spill.isInFile == (memory.count > limit))
      #expect(trace.fingerprint == memory.trace?.fingerprint)
      #expect(Array(trace.events) == memory.trace.map { Array($0.events) })
    }
  }

  @Test("what is no whole trace is refused, wherever it was cut or changed")
  func damaged() throws {
    let (path, plan) = (path(), plan(jobs: 200))
    defer { try? FileManager.default.removeItem(atPath: path) }
    try record(plan, in: try TraceFileWriter(path))
    let whole = try Data(contentsOf: URL(fileURLWithPath: path))
    let other = path + "-other"
    defer { try? FileManager.default.removeItem(atPath: other) }
    for length in [0, 7, 64, 128, whole.count / 2, whole.count - 8, whole.count - 1] {
      try whole.prefix(length).write(to: URL(fileURLWithPath: other))
      #expect(throws: TraceFileError.self) { try TraceFile(other) }
    }
    var changed = whole
    changed[64 + 8] = 99
    try changed.write(to: URL(fileURLWithPath: other))
    let file = try TraceFile(other)
    #expect(throws: TraceFileError.damaged("it holds an event of no known kind")) {
      try file.events(ofChunk: 0)
    }
    #expect(throws: TraceFileError.cannotOpen("/nowhere/at/all")) {
      try TraceFile("/nowhere/at/all")
    }
  }

  /// 24 bytes times such a count pass the largest number.
  @Test(
    "a count of events that cannot be is refused",
    arguments: [UInt64.max, UInt64(Int.max), UInt64(Int.max) / 24 + 1, 1, 100_000])
  func countOfEvents(count: UInt64) throws {
    let (path, plan) = (path(), plan(jobs: 50))
    defer { try? FileManager.default.removeItem(atPath: path) }
    try record(plan, in: try TraceFileWriter(path))
    var bytes = try Data(contentsOf: URL(fileURLWithPath: path))
    let foot = bytes.count - 64
    for byte in 0..<8 { bytes[foot + byte] = UInt8(truncatingIfNeeded: count >> (8 * byte)) }
    try bytes.write(to: URL(fileURLWithPath: path))
    #expect(throws: TraceFileError.damaged("its end is missing")) { try TraceFile(path) }
  }

  @Test("a full disk is told at the end")
  func fullDisk() throws {
    let plan = plan(jobs: 20_000)
    let spill = TraceSpill(limit: 0, folder: "/nowhere/at/all")
    try record(plan, in: spill)
    #expect(throws: TraceFileError.cannotOpen("/nowhere/at/all")) { try spill.trace() }
    #expect(spill.memory.isEmpty, "what cannot be kept fills no memory")
  }
}
