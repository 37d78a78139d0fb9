import Analysis
import Model

/// Runs as Chrome trace events, the JSON that Perfetto and speedscope open.
///
/// A run is a process and a lane a thread of it; a stretch of a lane's time is a complete event, named
/// like its job. Times are microseconds as the format asks, exact to the nanosecond: a simulated second
/// is a second. Counters tell the jobs in service and queued, an instant the makespan, and arrows lead
/// from what a job depends on to its first step. `after` makes every job depend on all of another task:
/// one arrow is drawn from the job of it that was settled last, and so made the others ready.
/// Where jobs depend on one another, 48 bytes a job are held while a run is written; else the memory
/// does not grow with jobs. Lanes that the result only sums up, beyond the thousandth, are left out, and
/// the metadata says how many.
public struct TraceEventJSON: Sendable {
  private let runs: [ShownRun]
  private let labels: [RunLabel]
  private let toolVersion: String

  /// Takes runs and, unless all of them are simulated, how each was made: a label a run.
  public init(runs: [ShownRun], labels: [RunLabel] = [], toolVersion: String) {
    precondition(labels.isEmpty || labels.count == runs.count, "a label is for a run")
    self.runs = runs
    self.labels = labels
    self.toolVersion = toolVersion
  }

  /// Writes the document in pieces of about 64 KiB.
  ///
  /// Cost: linear in spans, instants and dependencies of started jobs.
  public func write(to write: (String) throws -> Void) rethrows {
    var out = EventText(
      beginning: "{\"displayTimeUnit\": \"ms\", \"metadata\": \(metadata.line),\n")
    out.append("\"traceEvents\": [")
    for (index, run) in runs.enumerated() {
      var writer = TracedRun(run, process: Self.firstProcess + index)
      try writer.writeNames(title(of: index), to: &out, write)
      try writer.writeLanes(to: &out, write)
      try writer.writeCounters(to: &out, write)
      try writer.writeArrows(to: &out, write)
    }
    out.append("\n]}\n")
    try out.flush(to: write)
  }

  /// Process 0 is the idle one to readers, and a thread with the number of its process the main one.
  static let firstProcess = 1_000
  static let firstThread = 2_001

  private func place(of index: Int) -> RunPlace {
    labels.isEmpty ? .simulated : labels[index].made
  }

  /// The run's label on one line, and what its seconds are.
  private func title(of index: Int) -> String {
    let place = place(of: index)
    let scale = labels.isEmpty ? nil : labels[index].setting?.scaleText
    let clock = place == .simulated ? "simulated seconds" : "real seconds on \(place.name)"
    return "\(harmlessLine(runs[index].label)) (\(clock)\(scale.map { ", \($0)" } ?? ""))"
  }

  private var metadata: JSONValue {
    .object([
      ("tool", .string("toast")), ("tool_version", .string(toolVersion)),
      ("runs", .array(runs.indices.map(metadata(of:)))),
    ])
  }

  private func metadata(of index: Int) -> JSONValue {
    let run = runs[index]
    let place = place(of: index)
    return .object([
      ("pid", .count(Self.firstProcess + index)), ("label", .string(run.label)),
      ("scenario", .string(run.result.scenario.name)), ("variant", .string(run.result.variant)),
      ("fingerprint", .string(run.timeline.trace.fingerprint)), ("on", .string(place.name)),
      ("clock", .string(place.clock)), ("seed", .number("\(run.result.scenario.seed)")),
      ("scale_ratio", .ratio(labels.isEmpty ? nil : labels[index].setting?.scale)),
      ("makespan_s", .seconds(run.result.makespan.map { Int128($0) })),
      ("elapsed_s", .seconds(Int128(run.end))),
      (
        "lanes_left_out_count",
        .count(run.result.lanes.reduce(0) { $0 + $1.width } - run.lanes.count)
      ),
    ])
  }
}

/// Text that is handed on in pieces.
struct EventText {
  private(set) var bytes: [UInt8]
  private static let piece = 1 << 16

  init(beginning: String = "") { bytes = Array(beginning.utf8) }

  mutating func append(_ text: String) { bytes.append(contentsOf: text.utf8) }

  mutating func append(_ value: JSONValue) { value.append(to: &bytes) }

  mutating func append(_ number: Int) { append("\(number)") }

  /// Nanoseconds as microseconds with three decimals.
  mutating func append(microseconds time: Nanoseconds) {
    bytes.append(decimal: UInt64(time / 1_000))
    let rest = UInt64(time % 1_000)
    bytes.append(UInt8(ascii: "."))
    for place: UInt64 in [100, 10, 1] { bytes.append(UInt8(ascii: "0") + UInt8(rest / place % 10)) }
  }

  /// Hands on what has come together, where it is enough for a piece.
  mutating func flushPieces(to write: (String) throws -> Void) rethrows {
    if bytes.count >= Self.piece { try flush(to: write) }
  }

  mutating func flush(to write: (String) throws -> Void) rethrows {
    guard !bytes.isEmpty else { return }
    let text = String(decoding: bytes, as: UTF8.self)
    bytes.removeAll(keepingCapacity: true)
    try write(text)
  }
}
