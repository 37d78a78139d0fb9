import Analysis
import Foundation
import Model
import Rendering
import ScenarioFiles
import TraceFiles

/// A real run in a file: what is needed to plan it again, and its trace.
///
/// The file is one line, "toast.run/1 " and a JSON object, filled up with spaces to a multiple of 8
/// bytes, and then the trace as `TraceFileWriter` has it.
struct SavedRun: Codable {
  /// The bytes of the scenario file.
  var scenario: Data
  /// What it is called in messages.
  var label: String
  var variant: String
  /// What the command line changed: path, value, option.
  var changes: [[String]]
  var kind: String
  /// Real time and the scenario's time that it stands for, in nanoseconds.
  var real: Int64
  var written: Int64
  var incidents: [String]

  private static let mark = "toast.run/1 "

  /// Whether a file holds a run.
  static func isOne(_ path: String) -> Bool {
    guard let handle = FileHandle(forReadingAtPath: path) else { return false }
    defer { try? handle.close() }
    return (try? handle.read(upToCount: mark.utf8.count)) == Data(mark.utf8)
  }

  /// Writes the run to a file that is opened for it.
  func write(_ trace: Trace, _ end: RunEnd, to file: AtomicFile, named name: String) throws {
    guard let path = file.writtenPath else {
      throw Failure.usage("`-o \(harmless(name))`: a trace needs a file, not a device or a pipe")
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    var line = Self.mark + String(decoding: try encoder.encode(self), as: UTF8.self)
    line += String(repeating: " ", count: 7 - line.utf8.count % 8) + "\n"
    try file.write(line)
    do {
      try TraceFileWriter.append(trace, end, to: path, after: line.utf8.count)
    } catch {
      throw Failure(
        message: "\(harmless(name)) cannot be written; is the disk full?", code: .cannotWrite)
    }
  }

  /// A run that was read, and what it is called.
  struct Read {
    let saved: SavedRun
    let run: FinishedRun
    let setting: RealSetting
  }

  /// Reads a run: its events go through the same checks as those of a run that is made now.
  static func read(_ path: String) throws -> Read {
    func damaged(_ why: String) -> Failure {
      Failure.unreadable("\(harmless(path)) is no whole run: \(why)")
    }
    guard let handle = FileHandle(forReadingAtPath: path),
      let head = try handle.read(upToCount: 4 << 20), let end = head.firstIndex(of: 10),
      let saved = try? JSONDecoder().decode(
        SavedRun.self, from: head[head.startIndex + mark.utf8.count..<end]),
      saved.real > 0, saved.written > 0, let kind = WorkerKind(rawValue: saved.kind),
      saved.changes.allSatisfy({ $0.count == 3 })
    else { throw damaged("its first line is not that of a run") }
    let file = try ScenarioFile(
      [UInt8](saved.scenario), label: saved.label, folder: nil,
      overrides: saved.changes.map { Override(path: $0[0], value: $0[1], label: $0[2]) })
    let scale = TimeScale(real: saved.real, written: saved.written)
    let scenario = try file.scenario(variant: saved.variant).scaled(by: scale).on(kind)
    let plan = Plan(scenario)
    do {
      let trace = try TraceFile(path, after: end - head.startIndex + 1)
      guard let recorded = trace.replayed(plan) else {
        throw damaged("its events are not those of its scenario")
      }
      let run = FinishedRun(
        plan, recorded, trace: Trace(pages: trace, fingerprint: trace.fingerprint))
      let setting = RealSetting(saved.written, is: saved.real, cores: 0)
      return Read(saved: saved, run: run, setting: setting)
    } catch let error as TraceFileError {
      if case .damaged(let why) = error { throw damaged(why) }
      throw damaged("it cannot be read")
    }
  }
}

extension TraceFile {
  /// The sums of the events; nil where they name what the plan does not have.
  fileprivate func replayed(_ plan: Plan) -> Recorded? {
    var recorder = Recorder(plan, onRealClock: true)
    for number in 0..<chunkCount {
      guard let events = try? events(ofChunk: number) else { return nil }
      for event in events {
        guard event.fits(plan) else { return nil }
        recorder.record(event)
      }
    }
    recorder.end(end)
    return recorder.finish()
  }
}

extension TraceEvent {
  /// Whether task, job, step, worker and resource exist in a plan.
  fileprivate func fits(_ plan: Plan) -> Bool {
    let needsTask = ![.up, .freed].contains(kind)
    guard needsTask else { return plan.workerCount > lane && lane >= 0 }
    guard plan.tasks.indices.contains(Int(task)) else { return false }
    let definition = plan.tasks[Int(task)].definition
    guard number >= 0, Int(number) < definition.count, time >= 0 else { return false }
    switch kind {
    case .stepBegan, .stepEnded:
      guard Int(step) < definition.steps.count else { return false }
      let isOnWorker = plan.runsOnWorker(task: Int(task), step: Int(step))
      return isOnWorker ? (0..<plan.workerCount).contains(Int(lane)) : lane >= -1
    case .assigned, .transferBegan, .transferEnded:
      return (0..<plan.workerCount).contains(Int(lane))
    case .handOutBegan, .handOutEnded:
      return Int(lane) < plan.workerCount
    case .asked, .acquired, .released:
      guard Int(step) < plan.scenario.resources.count, lane >= 0 else { return false }
      return kind == .asked || Int(lane) < plan.scenario.resources[Int(step)].capacity
    case .ready, .skipped: return lane > 0 && Int(number) + Int(lane) <= definition.count
    case .finished, .retried, .failed: return Int(lane) < plan.workerCount
    case .up, .freed: return true
    }
  }
}
