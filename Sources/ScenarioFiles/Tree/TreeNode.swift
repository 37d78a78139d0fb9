/// A value of a scenario file with its place: raw text, a list, or keys in file order.
indirect enum TreeNode: Sendable {
  /// A text as written; `isPlain` where it was not quoted.
  case scalar(String, isPlain: Bool, Place)
  case list([TreeNode], Place)
  case mapping([Entry], Place)

  struct Entry: Sendable {
    var key: String
    var place: Place
    var value: TreeNode
  }

  var place: Place {
    switch self {
    case .scalar(_, _, let place), .list(_, let place), .mapping(_, let place): place
    }
  }

  /// The place of the last value inside.
  var lastPlace: Place {
    switch self {
    case .scalar(_, _, let place): place
    case .list(let items, let place): items.last?.lastPlace ?? place
    case .mapping(let entries, let place): entries.last?.value.lastPlace ?? place
    }
  }

  /// Whether nothing is written, as in `a:`.
  var isNothing: Bool {
    if case .scalar(let text, true, _) = self {
      text.isEmpty || text == "~" || text == "null"
    } else {
      false
    }
  }

  var kind: String {
    switch self {
    case .scalar: isNothing ? "nothing" : "a value"
    case .list: "a list"
    case .mapping: "keys"
    }
  }

  /// The length to mark: that of a value, else 1.
  var length: Int {
    if case .scalar(let text, let isPlain, _) = self {
      text.unicodeScalars.count + (isPlain ? 0 : 2)
    } else {
      1
    }
  }
}
