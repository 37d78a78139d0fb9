public import Model

/// Measurements of steps in a file, six 64-bit words each, little end first: task and job, step and
/// attempt (the first of each pair in the lower half), and the four times.
public enum MeasurementBlock {
  /// How many bytes a measurement takes.
  public static let bytes = 48

  /// Writes measurements behind what an open file holds already, a multiple of 8 bytes.
  ///
  /// - Returns: How many bytes they take.
  /// - Throws: Where they cannot be written whole.
  public static func append(
    _ measurements: [StepMeasurement], to descriptor: Int32, after start: Int
  ) throws(TraceFileError) -> Int {
    var words: [UInt64] = []
    words.reserveCapacity(6 * measurements.count)
    for step in measurements {
      words.append(pair(step.task, step.number))
      words.append(pair(step.step, step.attempt))
      for time in [step.asked, step.span, step.inside, step.processor] {
        words.append(UInt64(bitPattern: time))
      }
    }
    try RawFile(appendingTo: descriptor, after: start).write(words, at: 0)
    return 8 * words.count
  }

  /// Reads so many measurements.
  ///
  /// - Throws: Where the file ends before.
  public static func read(
    _ count: Int, from path: String, after start: Int
  ) throws(TraceFileError) -> [StepMeasurement] {
    guard count > 0 else { return [] }
    let words = try RawFile(path, isNew: false, after: start).read(6 * count, at: 0)
    return (0..<count).map { index in
      let own = Array(words[6 * index..<6 * index + 6])
      func time(_ position: Int) -> Nanoseconds { Nanoseconds(bitPattern: own[position]) }
      return StepMeasurement(
        task: lower(own[0]), number: upper(own[0]), step: lower(own[1]), attempt: upper(own[1]),
        asked: time(2), span: time(3), inside: time(4), processor: time(5))
    }
  }

  private static func pair(_ low: Int32, _ high: Int32) -> UInt64 {
    UInt64(UInt32(bitPattern: low)) | UInt64(UInt32(bitPattern: high)) << 32
  }

  private static func lower(_ word: UInt64) -> Int32 {
    Int32(bitPattern: UInt32(truncatingIfNeeded: word))
  }

  private static func upper(_ word: UInt64) -> Int32 { lower(word >> 32) }
}
