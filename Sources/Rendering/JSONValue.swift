import Model

/// A JSON document whose keys keep their order.
///
/// Foundation's encoder sorts keys or leaves them unordered, and writes numbers through `Double`; names
/// and order here are part of the contract, and seconds come from integers.
public enum JSONValue: Sendable {
  /// Nothing known.
  case null
  /// A text.
  case string(String)
  /// A number as its text.
  case number(String)
  /// Seconds, as nanoseconds; told exactly.
  case time(Int128)
  /// A name and a number, "toast-37": a text that need not be made before it is written.
  case numbered(String, UInt64)
  /// True or false.
  case bool(Bool)
  /// A list.
  case array([JSONValue])
  /// Keys in order.
  case object([(String, JSONValue)])

  /// Seconds from nanoseconds, exactly; null for nil.
  public static func seconds(_ nanoseconds: Int128?) -> JSONValue {
    nanoseconds.map { .time($0) } ?? .null
  }

  /// The shortest decimal that reads back as the same number; null for nil, infinity and NaN.
  public static func ratio(_ value: Double?) -> JSONValue {
    guard let value, value.isFinite else { return .null }
    if value == value.rounded(), value.magnitude < 1e15 { return .number("\(Int64(value))") }
    return .number("\(value)")
  }

  /// A whole number; null for nil.
  public static func count(_ value: Int?) -> JSONValue {
    value.map { .number("\($0)") } ?? .null
  }

  /// A text; null for nil.
  public static func text(_ value: String?) -> JSONValue {
    value.map { .string($0) } ?? .null
  }

  /// The value on one line, without a line end.
  public var line: String {
    var bytes: [UInt8] = []
    append(to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The document as text: indented down to `depth` levels, on one line below.
  public func text(indentedTo depth: Int = 4) -> String {
    var bytes: [UInt8] = []
    write(to: &bytes, level: 0, depth: depth)
    bytes.append(UInt8(ascii: "\n"))
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Appends the value on one line.
  func append(to bytes: inout [UInt8]) { write(to: &bytes, level: 0, depth: 0) }

  /// Appends a value that is neither list nor object as plain text; nothing where it is unknown.
  func appendPlain(to bytes: inout [UInt8]) {
    switch self {
    case .null: break
    case .string(let text), .number(let text): bytes.append(contentsOf: text.utf8)
    case .time(let time): bytes.append(seconds: time)
    case .numbered(let name, let number):
      bytes.append(contentsOf: name.utf8)
      bytes.append(UInt8(ascii: "-"))
      bytes.append(decimal: number)
    case .bool(let flag): bytes.append(contentsOf: (flag ? "true" : "false").utf8)
    case .array, .object: append(to: &bytes)
    }
  }

  private func write(to bytes: inout [UInt8], level: Int, depth: Int) {
    switch self {
    case .null: bytes.append(contentsOf: "null".utf8)
    case .string(let value): Self.write(value, to: &bytes)
    case .numbered:
      bytes.append(UInt8(ascii: "\""))
      appendPlain(to: &bytes)
      bytes.append(UInt8(ascii: "\""))
    case .number, .time, .bool: appendPlain(to: &bytes)
    case .array(let items):
      Self.write(items, "[", "]", to: &bytes, level, depth) { item, bytes in
        item.write(to: &bytes, level: level + 1, depth: depth)
      }
    case .object(let entries):
      Self.write(entries, "{", "}", to: &bytes, level, depth) { entry, bytes in
        Self.write(entry.0, to: &bytes)
        bytes.append(contentsOf: ": ".utf8)
        entry.1.write(to: &bytes, level: level + 1, depth: depth)
      }
    }
  }

  private static func write<Item>(
    _ items: [Item], _ open: String, _ close: String, to bytes: inout [UInt8], _ level: Int,
    _ depth: Int, _ one: (Item, inout [UInt8]) -> Void
  ) {
    bytes.append(contentsOf: open.utf8)
    let breaks = level < depth && !items.isEmpty
    let indent = breaks ? "\n" + String(repeating: "  ", count: level + 1) : ""
    for (index, item) in items.enumerated() {
      if index > 0 { bytes.append(contentsOf: (breaks ? "," : ", ").utf8) }
      bytes.append(contentsOf: indent.utf8)
      one(item, &bytes)
    }
    if breaks { bytes.append(contentsOf: ("\n" + String(repeating: "  ", count: level)).utf8) }
    bytes.append(contentsOf: close.utf8)
  }

  private static func write(_ string: String, to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "\""))
    for scalar in string.unicodeScalars {
      switch scalar {
      case "\"": bytes.append(contentsOf: "\\\"".utf8)
      case "\\": bytes.append(contentsOf: "\\\\".utf8)
      case "\n": bytes.append(contentsOf: "\\n".utf8)
      case _ where scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value):
        let digits = String(scalar.value, radix: 16)
        bytes.append(
          contentsOf: ("\\u" + String(repeating: "0", count: 4 - digits.count) + digits).utf8)
      default: bytes.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }
}
