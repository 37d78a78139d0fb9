import Analysis
import Foundation
import Model
import Rendering
import ScenarioFiles
import TraceFiles

/// Writes runs to a file as they end.
struct SavedTraceWriter {
  private let file: AtomicFile
  private let name: String
  private let descriptor: Int32
  private var index: SavedTrace
  private var offset = SavedTrace.lineBytes

  /// Begins a file that is opened for it.
  init(_ file: AtomicFile, named name: String, verb: String) throws {
    guard let descriptor = file.descriptor else {
      throw Failure.usage("`-o \(harmless(name))`: a trace needs a file, not a device or a pipe")
    }
    self.file = file
    self.name = name
    self.descriptor = descriptor
    index = SavedTrace(verb: verb, title: "")
    try file.write(SavedTrace.line(SavedTrace.mark))
  }

  /// Adds a run, whose trace is kept.
  mutating func add(_ run: ExportedRun) throws {
    guard let trace = run.finished.trace, let origin = run.origin else {
      preconditionFailure("a run that is saved has a trace and an origin")
    }
    let baseline = run.result.baseline
    var entry = SavedTrace.Entry(
      origin: origin, name: run.name, isShown: run.isShown, runID: run.label.id,
      repetition: run.label.replication,
      guess: run.label.guess, baselineID: run.baselineID,
      baseline: SavedTrace.SavedBaseline(
        name: baseline.name, makespan: baseline.makespan.map { "\($0)" },
        workers: baseline.workers),
      cores: run.label.setting?.cores, startedAt: run.startedAt, incidents: run.incidents,
      blocked: blocked(in: run.finished.end), offset: offset, traceBytes: 0,
      measurementCount: run.measurements?.count)
    do {
      entry.traceBytes = try TraceFileWriter.append(
        trace, run.finished.end, to: descriptor, after: offset)
      offset += entry.traceBytes
      offset += try MeasurementBlock.append(run.measurements ?? [], to: descriptor, after: offset)
    } catch {
      throw Failure(
        message: "\(harmless(name)) cannot be written; is the disk full?", code: .cannotWrite)
    }
    index.entries.append(entry)
  }

  private func blocked(in end: RunEnd) -> [SavedTrace.SavedBlockedJob]? {
    guard case .deadlock(let jobs) = end.cause else { return nil }
    return jobs.map {
      SavedTrace.SavedBlockedJob(job: $0.job, holds: $0.holds, waitsFor: $0.waitsFor)
    }
  }

  /// Writes the index: the file is whole then.
  mutating func finish(title: String, document: String, report: String) throws {
    index.title = title
    index.document = document
    index.report = report
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    let json = String(decoding: try encoder.encode(index), as: UTF8.self)
    try file.writeAtEnd(json + "\n" + SavedTrace.line("\(SavedTrace.mark) \(offset)"))
  }
}
