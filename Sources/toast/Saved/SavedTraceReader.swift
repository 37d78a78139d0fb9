import Analysis
import Foundation
import Model
import Rendering
import ScenarioFiles
import TraceFiles

/// Reads saved runs one after another: their events go through the same checks as those of new runs.
struct SavedTraceReader {
  private let path: String
  let index: SavedTrace

  /// The positions of the runs that pictures show.
  var shown: [Int] { index.entries.indices.filter { index.entries[$0].isShown } }

  /// What the runs are called, each once.
  var names: [String] {
    index.entries.map(\.name).reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }

  /// The positions of the replications of a run.
  func positions(of name: String) -> [Int] {
    index.entries.indices.filter { index.entries[$0].name == name }
  }

  /// Whether a file holds runs; what would be gone once it is read, as from a pipe, is none.
  static func isOne(_ path: String) -> Bool {
    var facts = stat()
    guard unsafe stat(path, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG else { return false }
    guard let handle = FileHandle(forReadingAtPath: path) else { return false }
    defer { try? handle.close() }
    return (try? handle.read(upToCount: 12)) == Data("toast.trace/".utf8)
  }

  /// Reads the index.
  init(_ path: String) throws {
    self.path = path
    guard let handle = FileHandle(forReadingAtPath: path) else {
      throw Failure.unreadable("\(harmless(path)) cannot be opened; is it there, may you read it?")
    }
    defer { try? handle.close() }
    guard Self.isOne(path), let head = try? handle.read(upToCount: 1),
      !head.isEmpty
    else { throw Self.damaged(path, "it was not written by toast run, race or real") }
    let end = try handle.seekToEnd()
    let foot = UInt64(SavedTrace.lineBytes)
    guard end >= 2 * foot else { throw Self.damaged(path, "its end is missing") }
    try handle.seek(toOffset: end - foot)
    let words = String(decoding: try handle.readToEnd() ?? Data(), as: UTF8.self)
      .split(whereSeparator: \.isWhitespace)
    guard words.count == 2, words[0] == SavedTrace.mark, let place = UInt64(words[1]),
      place >= foot, place <= end - foot
    else { throw Self.damaged(path, "its end is missing") }
    try handle.seek(toOffset: place)
    let json = try handle.read(upToCount: Int(end - foot - place)) ?? Data()
    guard let index = try? JSONDecoder().decode(SavedTrace.self, from: json),
      index.entries.contains(where: \.isShown),
      index.entries.allSatisfy({ Self.isWhole($0, before: Int(place)) })
    else { throw Self.damaged(path, "its index is not whole") }
    guard index.texts.allSatisfy(Self.isHarmless) else {
      throw Self.damaged(path, "its texts hold characters that a terminal obeys")
    }
    self.index = index
  }

  private static func isWhole(_ entry: SavedTrace.Entry, before end: Int) -> Bool {
    let measured = entry.measurementCount ?? 0
    guard entry.offset >= SavedTrace.lineBytes, entry.traceBytes > 0, entry.traceBytes <= end,
      (0...end / MeasurementBlock.bytes).contains(measured), entry.offset <= end
    else { return false }
    return entry.origin.isWhole && entry.hasNumbersOfARun
      && entry.offset + entry.traceBytes + measured * MeasurementBlock.bytes <= end
  }

  /// Whether a text on several lines can be shown as it is.
  private static func isHarmless(_ text: String) -> Bool {
    text.split(whereSeparator: { $0 == "\n" || $0 == "\t" }).allSatisfy {
      harmless(String($0)) == $0
    }
  }

  private static func damaged(_ path: String, _ why: String) -> Failure {
    Failure.unreadable("\(harmless(path)) holds no whole runs: \(why)")
  }

  /// Reads one run.
  func run(_ position: Int) throws -> ExportedRun {
    let entry = index.entries[position]
    do {
      let plan = try entry.origin.plan()
      let trace = try TraceFile(path, after: entry.offset, length: entry.traceBytes)
      guard try trace.isAsWritten else { throw Self.damaged(path, "its events were changed") }
      guard let recorded = trace.replayed(plan, entry) else {
        throw Self.damaged(path, "its events are not those of its scenario")
      }
      let finished = FinishedRun(
        plan, recorded, trace: Trace(pages: trace, fingerprint: trace.fingerprint))
      if let violation = finished.violation { throw Self.damaged(path, violation) }
      let measurements = try entry.measurementCount.map {
        try MeasurementBlock.read($0, from: path, after: entry.offset + entry.traceBytes)
      }
      guard measurements?.allSatisfy({ $0.isStep(of: plan) }) != false else {
        throw Self.damaged(path, "its measurements are not those of its scenario")
      }
      return exported(finished, entry, measurements)
    } catch is ScenarioMistakes {
      throw Self.damaged(path, "its scenario is not valid")
    } catch let error as TraceFileError {
      if case .damaged(let why) = error { throw Self.damaged(path, why) }
      throw Self.damaged(path, "it cannot be read")
    }
  }

  private func exported(
    _ finished: FinishedRun, _ entry: SavedTrace.Entry, _ measurements: [StepMeasurement]?
  ) -> ExportedRun {
    let baseline = Baseline(
      name: entry.baseline.name, makespan: entry.baseline.makespan.flatMap { Int128($0) },
      workers: entry.baseline.workers)
    var label = RunLabel(
      id: entry.runID, replication: entry.repetition,
      scenarioHash: SHA256.hex([UInt8](entry.origin.scenario)), guess: entry.guess)
    if let cores = entry.cores {
      label.setting = RealSetting(entry.origin.written, is: entry.origin.real, cores: cores)
    }
    if entry.origin.isReal, let kind = entry.origin.kind.flatMap(WorkerKind.init) {
      label.made = .real(kind)
    }
    return ExportedRun(
      finished: finished,
      result: finished.evaluate(variant: entry.origin.variant, baseline: baseline), label: label,
      baselineID: entry.baselineID, measurements: measurements, name: entry.name,
      isShown: entry.isShown, origin: entry.origin, startedAt: entry.startedAt,
      incidents: entry.incidents)
  }
}

extension SavedTrace {
  /// All that is told as it stands in the file; what its scenario says is checked where that is read.
  fileprivate var texts: [String] {
    [verb, title, document, report]
      + entries.flatMap { entry in
        [
          entry.name, entry.runID, entry.baselineID ?? "", entry.baseline.name, entry.origin.label,
          entry.origin.variant,
        ] + entry.incidents
          + (entry.blocked ?? []).flatMap { [$0.job, $0.waitsFor] + $0.holds }
      }
  }
}

extension SavedTrace.Entry {
  /// The end of its run, with what its events do not tell of a deadlock.
  fileprivate func end(as written: RunEnd) -> RunEnd {
    guard case .deadlock = written.cause else { return written }
    let jobs = (blocked ?? []).map {
      BlockedJob(job: $0.job, holds: $0.holds, waitsFor: $0.waitsFor)
    }
    return RunEnd(.deadlock(jobs), at: written.elapsed)
  }

  /// Whether its numbers can be reckoned with.
  fileprivate var hasNumbersOfARun: Bool {
    let makespan = baseline.makespan.map { Int128($0) } ?? 0
    return makespan.map { 0 <= $0 && $0 < 1 << 100 } == true && baseline.workers > 0
      && (0...Int(Int32.max)).contains(repetition) && (guess ?? 0) >= 0 && startedAt >= 0
      && (cores ?? 1) > 0
  }
}

extension StepMeasurement {
  /// Whether it can be of a step of the plan.
  func isStep(of plan: Plan) -> Bool {
    guard plan.tasks.indices.contains(Int(task)) else { return false }
    let definition = plan.tasks[Int(task)].definition
    return (0..<definition.count).contains(Int(number)) && attempt >= 0
      && definition.steps.indices.contains(Int(step))
  }
}

extension TraceFile {
  /// Whether the events still have the fingerprint that they had.
  fileprivate var isAsWritten: Bool {
    get throws(TraceFileError) {
      var hash = Fingerprint()
      for number in 0..<chunkCount {
        for event in try events(ofChunk: number) { hash.add(event) }
      }
      return hash.text == fingerprint
    }
  }

  /// The sums of the events; nil where they cannot be those of the plan.
  fileprivate func replayed(_ plan: Plan, _ entry: SavedTrace.Entry) -> Recorded? {
    var recorder = Recorder(plan, onRealClock: entry.origin.isReal)
    var check = SavedEventCheck(plan)
    for number in 0..<chunkCount {
      guard let events = try? events(ofChunk: number) else { return nil }
      for event in events {
        guard check.accepts(event) else { return nil }
        recorder.record(event)
      }
    }
    guard check.canEnd(at: end.elapsed) else { return nil }
    recorder.end(entry.end(as: end))
    return recorder.finish()
  }
}
