public import Model

/// How real runs were made, whatever they were made on.
public struct RealSetting: Equatable, Sendable {
  /// A length of time in the scenario file, in nanoseconds.
  public let written: Nanoseconds
  /// How long it is in the real run, in nanoseconds.
  public let real: Nanoseconds
  /// The cores of the machine that the process may use.
  public let cores: Int

  /// Says that a time in the file, such as 1 min, is a real one, such as 10 ms; both are positive.
  public init(_ written: Nanoseconds, is real: Nanoseconds, cores: Int) {
    precondition(written > 0 && real > 0, "a scale has two positive times")
    self.written = written
    self.real = real
    self.cores = cores
  }

  /// Real time over the scenario's.
  public var scale: Double { Double(real) / Double(written) }

  /// What a time of the file is in the real run: "1 min = 10 ms".
  public var scaleText: String {
    guard written != real else { return "in real time" }
    let times = TimeText(longestStep: written, elapsed: 0)
    return "\(times.text(Int128(written))) = \(times.text(Int128(real)))"
  }

  var coresText: String { "this machine: \(Layout.counted(cores, "core"))" }
}
