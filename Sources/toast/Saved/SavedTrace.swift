import Foundation
import Model
import Rendering
import ScenarioFiles

/// Runs in a file: what is needed to plan them again, and their traces.
///
/// The file is a line, "toast.trace/1" filled up with spaces to 32 bytes; then of each run its trace as
/// `TraceFileWriter` has it and its measurements as `MeasurementBlock` has them; then this index as one
/// line of JSON; last a line of 32 bytes with the index's place, "toast.trace/1 123456".
struct SavedTrace: Codable {
  /// The verb that made the runs.
  var verb: String
  /// What the runs are called together.
  var title: String
  var entries: [Entry] = []
  /// The report for machines and the one for people, as they were when the runs were made.
  var document = ""
  var report = ""

  static let mark = "toast.trace/1"
  static let lineBytes = 32

  /// A line of its own length: a word, and spaces up to its end.
  static func line(_ text: String) -> String {
    text + String(repeating: " ", count: lineBytes - 1 - text.utf8.count) + "\n"
  }

  /// One run.
  struct Entry: Codable {
    var origin: RunOrigin
    /// What it is called in pictures; the replications of one run have one name.
    var name: String
    /// Whether pictures show it.
    var isShown: Bool
    var runID: String
    var repetition: Int
    var guess: Nanoseconds?
    var baselineID: String?
    var baseline: SavedBaseline
    /// The cores of the machine; nil where nothing was measured.
    var cores: Int?
    /// When it began, in nanoseconds since 1970; 0 for a simulated run.
    var startedAt: Int64
    var incidents: [String]
    /// Who waits for what in a deadlock; nil where there was none.
    var blocked: [SavedBlockedJob]?
    var offset: Int
    var traceBytes: Int
    var measurementCount: Int?
  }

  struct SavedBlockedJob: Codable {
    var job: String
    var holds: [String]
    var waitsFor: String
  }

  struct SavedBaseline: Codable {
    var name: String
    /// Its makespan in nanoseconds, as decimal digits; nil where it has none.
    var makespan: String?
    var workers: Int
  }
}

/// Where a run comes from: a scenario file and what was made of it.
struct RunOrigin: Codable, Equatable {
  /// The bytes of the scenario file.
  var scenario: Data
  /// What it is called in messages.
  var label: String
  /// Tables beside the file that it reads, by path.
  var tables: [String: Data] = [:]
  var variant: String
  /// What the command line changed: path, value, option.
  var changes: [[String]]
  /// From 0.
  var replication = 0
  /// What all workers were; nil where the file says it.
  var kind: String?
  /// Whether it ran on the wall clock.
  var isReal = false
  /// Whether shell commands were left out.
  var withoutCommands = false
  /// Real time, and the scenario's time that it stands for, in nanoseconds.
  var real: Int64 = 1
  var written: Int64 = 1

  init(_ source: ScenarioSource, _ file: ScenarioFile, variant: String, _ changes: [Override]) {
    scenario = Data(source.bytes)
    label = harmless(source.label)
    self.variant = variant
    self.changes = changes.map { [$0.path, $0.value, $0.label] }
    for (path, bytes) in file.tableContents { tables[path] = Data(bytes) }
  }

  /// The same of another replication.
  func of(replication: Int) -> RunOrigin {
    var origin = self
    origin.replication = replication
    return origin
  }

  /// The plan of the run.
  func plan() throws -> Plan {
    let file = try ScenarioFile(
      [UInt8](scenario), label: label, folder: nil,
      overrides: changes.map { Override(path: $0[0], value: $0[1], label: $0[2]) },
      tables: tables.mapValues { [UInt8]($0) })
    var scenario = try file.scenario(variant: variant)
    if withoutCommands { scenario = scenario.withoutCommands }
    if real != written { scenario = scenario.scaled(by: TimeScale(real: real, written: written)) }
    if let kind = kind.flatMap(WorkerKind.init) { scenario = scenario.on(kind) }
    return Plan(scenario, replication: replication)
  }

  /// Whether what was read from a file can be used.
  var isWhole: Bool {
    real > 0 && written > 0 && replication >= 0 && changes.allSatisfy { $0.count == 3 }
      && (kind == nil || kind.flatMap(WorkerKind.init) != nil)
  }
}
