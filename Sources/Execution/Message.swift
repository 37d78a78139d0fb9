import Model

/// What is sent to a worker program, and what comes back: docs/real.md has the layout.
///
/// Numbers stand little end first; toast and its workers are on one machine.
struct Message {
  private(set) var bytes: [UInt8]

  /// The last message: answer with statistics and end.
  static let quit = Message([2])

  /// End the command that a lane is running.
  static func stop(lane: Int) -> Message { Message([3, UInt32(lane)]) }

  /// Legs that a lane does one after another.
  static func chunk(lane: Int, _ legs: [LegOrder]) -> Message {
    var message = Message([1, UInt32(lane), UInt32(legs.count)])
    for leg in legs { message.append(leg) }
    message.close()
    return message
  }

  private init(_ words: [UInt32]) {
    bytes = []
    append(UInt32(0))
    for word in words { append(word) }
    close()
  }

  private mutating func close() {
    let length = UInt32(bytes.count - 4)
    for byte in 0..<4 { bytes[byte] = UInt8(truncatingIfNeeded: length >> (8 * byte)) }
  }

  private mutating func append(_ leg: LegOrder) {
    append(leg.tag)
    append(UInt32(leg.steps.count))
    append(UInt64(bitPattern: leg.deadline))
    append(UInt64(bitPattern: leg.limit))
    for step in leg.steps {
      append(step.kind.rawValue)
      append(UInt32(step.command.utf8.count))
      append(UInt64(bitPattern: step.time))
    }
    for step in leg.steps { bytes += step.command.utf8 }
  }

  private mutating func append<Number: FixedWidthInteger>(_ number: Number) {
    for byte in 0..<Number.bitWidth / 8 {
      bytes.append(UInt8(truncatingIfNeeded: number >> (8 * byte)))
    }
  }
}

/// The steps of a leg as a worker needs them.
struct LegOrder {
  /// What the answers repeat.
  var tag: UInt32
  /// When the first step ends, if it is a wait; 0: so long after its beginning as it says.
  var deadline: Int64
  /// When the leg is given up; 0 for never.
  var limit: Int64
  var steps: [StepOrder]

  /// How many bytes of a message it takes.
  var size: Int { steps.reduce(24) { $0 + 16 + $1.command.utf8.count } }
}

/// A step as a worker needs it.
struct StepOrder {
  /// What a worker does in a step.
  enum Kind: UInt32 {
    case work = 0
    case wait
    case command
  }

  var kind: Kind
  /// Processor time of work, length of a wait, in nanoseconds.
  var time: Nanoseconds
  var command = ""

  /// Whether there is nothing to do.
  var isEmpty: Bool { time == 0 && kind != .command }
}

/// What a worker program says.
struct Answer {
  /// The kinds of answer.
  enum Kind: UInt32 {
    case ready = 1
    case stepOver
    case lost
    case statistics
    case cannot
  }

  /// The size of every answer in bytes.
  static let size = 48
  /// The status of a step that was given up at its limit.
  static let limitPassed: Int32 = -1_000
  /// The status of a command that was stopped.
  static let stopped: Int32 = -1_001

  let kind: Kind
  let lane: Int
  let tag: UInt32
  let step: Int
  let status: Int32
  let began: Int64
  let ended: Int64
  let processor: Int64

  /// Reads an answer; nil where it is none, or tells what no worker could mean.
  ///
  /// A worker whose memory is broken must not make us reckon with times that nobody can add, nor send
  /// signals to whoever has the number that it gives.
  init?(_ bytes: ArraySlice<UInt8>) {
    guard bytes.count == Self.size, Self.word(bytes, 0) == UInt32(Self.size - 4),
      let kind = Kind(rawValue: Self.word(bytes, 4))
    else { return nil }
    self.kind = kind
    lane = Int(Self.word(bytes, 8))
    tag = Self.word(bytes, 12)
    step = Int(Self.word(bytes, 16))
    status = Int32(bitPattern: Self.word(bytes, 20))
    began = Self.long(bytes, 24)
    ended = Self.long(bytes, 32)
    processor = Self.long(bytes, 40)
    guard isPossible else { return nil }
  }

  private var isPossible: Bool {
    guard [began, ended, processor].allSatisfy({ (-1..<Self.latest).contains($0) }) else {
      return false
    }
    return switch kind {
    case .ready: (2...Int64(Int32.max)).contains(processor)
    case .lost, .cannot, .statistics: true
    case .stepOver:
      Self.statuses.contains(status) && began >= 0 && ended >= began && processor >= 0
    }
  }

  /// Exit codes, minus the numbers of signals, and what says that we ended it.
  private static let statuses: Set<Int32> = Set(-128...255).union([limitPassed, stopped])
  /// No machine runs for so long: 36 years.
  private static let latest: Int64 = 1 << 60

  private static func word(_ bytes: ArraySlice<UInt8>, _ place: Int) -> UInt32 {
    var word: UInt32 = 0
    for byte in 0..<4 { word |= UInt32(bytes[bytes.startIndex + place + byte]) << (8 * byte) }
    return word
  }

  private static func long(_ bytes: ArraySlice<UInt8>, _ place: Int) -> Int64 {
    Int64(bitPattern: UInt64(word(bytes, place)) | UInt64(word(bytes, place + 4)) << 32)
  }
}
