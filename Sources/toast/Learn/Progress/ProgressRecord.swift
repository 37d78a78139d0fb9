import Foundation
import Rendering

/// One line of the journal.
struct ProgressRecord: Equatable {
  let course: String
  let lesson: String
  let deed: LessonDeed
  /// When; unknown where somebody wrote the line by hand.
  let date: Date?

  /// What a line of the file is.
  enum Line: Equatable {
    case record(ProgressRecord)
    /// A deed that only a newer version knows.
    case unknown
    case unreadable
  }

  /// Making one takes as long as reading a line.
  private static let decoder = JSONDecoder()

  /// Reads a line without its end.
  static func read(_ line: ArraySlice<UInt8>) -> Line {
    guard let fields = try? decoder.decode(Fields.self, from: Data(line)) else {
      return .unreadable
    }
    return fields.line
  }

  /// The line, with its end.
  var line: String {
    var entries = [("course", course), ("lesson", lesson)].map { ($0, JSONValue.string($1)) }
    entries += deed.entries
    if let date { entries.append(("at", .string(date.formatted(.iso8601)))) }
    return JSONValue.object(entries).line + "\n"
  }
}

extension LessonDeed {
  fileprivate var entries: [(String, JSONValue)] {
    switch self {
    case .answered(let step, let text):
      [("did", .string("answered")), ("step", .string(step)), ("text", .string(text))]
    case .skipped(let step): [("did", .string("skipped")), ("step", .string(step))]
    case .hinted(let step, let count):
      [("did", .string("hinted")), ("step", .string(step)), ("count", .count(count))]
    case .seen(let step): [("did", .string("seen")), ("step", .string(step))]
    case .exercise(let step, let path):
      [("did", .string("exercise")), ("step", .string(step)), ("path", .string(path))]
    case .solved(let step): [("did", .string("solved")), ("step", .string(step))]
    case .completed: [("did", .string("completed"))]
    case .reset: [("did", .string("reset"))]
    }
  }
}

/// What JSON has of a line.
private struct Fields: Decodable {
  let line: ProgressRecord.Line

  private enum Key: String, CodingKey { case course, lesson, did, step, text, count, path, at }

  init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: Key.self)
    // A newer version's deed may have other values under these keys, so its name comes first.
    guard let deed = try Self.deed(values.decode(String.self, forKey: .did), values) else {
      line = .unknown
      return
    }
    line = .record(
      ProgressRecord(
        course: try values.decode(String.self, forKey: .course),
        lesson: try values.decode(String.self, forKey: .lesson), deed: deed,
        date: try values.decodeIfPresent(String.self, forKey: .at).flatMap {
          try? Date($0, strategy: .iso8601)
        }))
  }

  /// More hints than this are told by no lesson; a number that somebody wrote may be any.
  private static let mostHints = 1_000

  private static func deed(
    _ word: String, _ values: KeyedDecodingContainer<Key>
  ) throws -> LessonDeed? {
    func text(_ key: Key) throws -> String { try values.decode(String.self, forKey: key) }
    return switch word {
    case "answered": .answered(step: try text(.step), text: try text(.text))
    case "skipped": .skipped(step: try text(.step))
    case "hinted":
      .hinted(
        step: try text(.step),
        count: min(max(0, try values.decode(Int.self, forKey: .count)), mostHints))
    case "seen": .seen(step: try text(.step))
    case "exercise": .exercise(step: try text(.step), path: try text(.path))
    case "solved": .solved(step: try text(.step))
    case "completed": .completed
    case "reset": .reset
    default: nil
    }
  }
}
