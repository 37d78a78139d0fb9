import Model

/// A JSON document whose keys keep their order.
///
/// Foundation's encoder sorts keys or leaves them unordered, and writes numbers through `Double`; names
/// and order here are part of the contract, and seconds come from integers.
public indirect enum JSONValue: Sendable {
  /// Nothing known.
  case null
  /// A text.
  case string(String)
  /// A number as its text.
  case number(String)
  /// True or false.
  case bool(Bool)
  /// A list.
  case array([JSONValue])
  /// Keys in order.
  case object([(String, JSONValue)])

  /// Seconds from nanoseconds, exactly; null for nil.
  public static func seconds(_ nanoseconds: Int128?) -> JSONValue {
    nanoseconds.map { .number(secondsText($0)) } ?? .null
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
    var text = ""
    write(to: &text, level: 0, depth: 0)
    return text
  }

  /// The document as text: indented down to `depth` levels, on one line below.
  public func text(indentedTo depth: Int = 4) -> String {
    var text = ""
    write(to: &text, level: 0, depth: depth)
    return text + "\n"
  }

  private func write(to text: inout String, level: Int, depth: Int) {
    switch self {
    case .null: text += "null"
    case .string(let value): Self.write(value, to: &text)
    case .number(let value): text += value
    case .bool(let value): text += value ? "true" : "false"
    case .array(let items):
      Self.write(items, "[", "]", to: &text, level, depth) { item, text in
        item.write(to: &text, level: level + 1, depth: depth)
      }
    case .object(let entries):
      Self.write(entries, "{", "}", to: &text, level, depth) { entry, text in
        Self.write(entry.0, to: &text)
        text += ": "
        entry.1.write(to: &text, level: level + 1, depth: depth)
      }
    }
  }

  private static func write<Item>(
    _ items: [Item], _ open: String, _ close: String, to text: inout String, _ level: Int,
    _ depth: Int, _ one: (Item, inout String) -> Void
  ) {
    text += open
    let breaks = level < depth && !items.isEmpty
    let indent = breaks ? "\n" + String(repeating: "  ", count: level + 1) : ""
    for (index, item) in items.enumerated() {
      if index > 0 { text += breaks ? "," : ", " }
      text += indent
      one(item, &text)
    }
    if breaks { text += "\n" + String(repeating: "  ", count: level) }
    text += close
  }

  private static func write(_ string: String, to text: inout String) {
    text += "\""
    for scalar in string.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case _ where scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value):
        let digits = String(scalar.value, radix: 16)
        text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: text.unicodeScalars.append(scalar)
      }
    }
    text += "\""
  }
}
