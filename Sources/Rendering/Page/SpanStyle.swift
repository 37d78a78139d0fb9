import Analysis

/// How a stretch of time on a lane looks: a class of the style sheet, and the same number for the script.
struct SpanStyle: Hashable, Comparable {
  /// How many colours tasks take in turn.
  static let colors = 6

  /// The number: work by colour, then waits by colour, then blocked, overhead, failed.
  let rawValue: Int

  /// The style of a state for a task's job.
  init(_ state: LaneSpan.State, task: Int32) {
    let color = task < 0 ? 0 : Int(task) % Self.colors
    switch state {
    case .work: rawValue = color
    case .wait: rawValue = Self.colors + color
    case .blocked: rawValue = 2 * Self.colors
    case .starting, .dispatching, .transferring: rawValue = 2 * Self.colors + 1
    case .failed: rawValue = 2 * Self.colors + 2
    }
  }

  /// The class of the style sheet.
  var name: String { "s\(rawValue)" }

  static func < (left: SpanStyle, right: SpanStyle) -> Bool { left.rawValue < right.rawValue }
}

extension LaneSpan.State {
  /// The states in a few words.
  var title: String {
    switch self {
    case .work: "work"
    case .wait: "wait, or a unit held"
    case .blocked: "queues for a resource"
    case .starting, .dispatching, .transferring: "overhead"
    case .failed: "an attempt that fails"
    }
  }
}
