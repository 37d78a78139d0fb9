import Analysis

/// How a stretch of a lane is drawn: by colour and by hatch, so that it can be read without colour.
enum GanttLook: UInt8, CaseIterable {
  case work, slowed, wait, blocked, starting, dispatching, transferring, failed

  init(_ state: LaneSpan.State) {
    self =
      switch state {
      case .work: .work
      case .wait: .wait
      case .blocked: .blocked
      case .starting: .starting
      case .dispatching: .dispatching
      case .transferring: .transferring
      case .failed: .failed
      }
  }

  /// Its word in legends and tooltips.
  var word: String {
    switch self {
    case .work: "work"
    case .slowed: "slowed"
    case .wait: "wait"
    case .blocked: "blocked"
    case .starting: "startup"
    case .dispatching: "dispatch"
    case .transferring: "transfer"
    case .failed: "failed"
    }
  }

  /// Whether it has the colour of its task.
  var hasHue: Bool { self == .work || self == .slowed || self == .wait }

  /// The lines of its hatch in a tile, and the tile's edge and turn; nil for a solid fill.
  fileprivate var hatch: (edge: Int, turn: Int, lines: String)? {
    switch self {
    case .work: nil
    case .slowed: (6, -45, "M0 0h4v6h-4z")
    case .wait: (6, 45, "M0 0h2v6h-2z")
    case .blocked: (4, 0, "M0 1h4v1h-4z")
    case .starting: (5, 0, "M1 1h2v2h-2z")
    case .dispatching: (4, 0, "M1 0h1.5v4h-1.5z")
    case .transferring: (5, 0, "M0 0h5v1h-5zM0 1h1v4h-1z")
    case .failed: (6, 45, "M0 0h6v2h-6zM0 2h2v4h-2z")
    }
  }
}

/// A look in the colour of a task; -1 where it has none of its own.
struct GanttFill: Hashable {
  let look: GanttLook
  let hue: Int

  init(_ look: GanttLook, hue: Int) {
    self.look = look
    self.hue = look.hasHue ? hue : -1
  }

  var color: PictureColor {
    if look == .failed { return .failed }
    return hue < 0 ? .cost : .hue(hue)
  }

  /// What is between the lines of the hatch.
  fileprivate var tint: PictureColor {
    color.mixed(with: .ground, parts: look == .slowed ? 4 : look == .failed ? 2 : 1)
  }

  /// The colour of a text on it.
  fileprivate var textColor: PictureColor { look == .work ? color.onTop : .text }
}

/// The fills that a chart uses, in the order in which it first does.
struct GanttInks {
  private(set) var fills: [GanttFill] = []
  private var places: [GanttFill: Int] = [:]

  /// The number of a fill.
  mutating func place(_ fill: GanttFill) -> Int {
    if let place = places[fill] { return place }
    places[fill] = fills.count
    fills.append(fill)
    return fills.count - 1
  }

  /// Adds the rules of all fills: `fN` for shapes, `tN` for texts on them, `hN` for what keeps the
  /// hatch away from a text.
  func addRules(to style: inout PictureStyle) {
    for (place, fill) in fills.enumerated() {
      style.add("f\(place)", "fill", fill.color)
      style.add("t\(place)", "fill", fill.textColor)
      guard fill.look.hatch != nil else { continue }
      style.add("b\(place)", "fill", fill.tint)
      style.add("h\(place)", "stroke", fill.color.mixed(with: .ground, parts: 1))
    }
  }

  /// The attribute that fills a shape.
  func attribute(_ place: Int, _ style: PictureStyle) -> String {
    fills[place].look.hatch == nil
      ? style.mark("f\(place)") : "fill=\"url(#\(style.prefix)-p\(place))\""
  }

  /// The hatches.
  func patterns(_ style: PictureStyle) -> String {
    fills.enumerated().map { place, fill in
      guard let hatch = fill.look.hatch else { return "" }
      let turn = hatch.turn == 0 ? "" : " patternTransform=\"rotate(\(hatch.turn))\""
      return "<pattern id=\"\(style.prefix)-p\(place)\" patternUnits=\"userSpaceOnUse\" "
        + "width=\"\(hatch.edge)\" height=\"\(hatch.edge)\"\(turn)>"
        + "<path d=\"M0 0h\(hatch.edge)v\(hatch.edge)h-\(hatch.edge)z\" "
        + "\(style.mark("b\(place)"))/>"
        + "<path d=\"\(hatch.lines)\" \(style.mark("f\(place)"))/></pattern>\n"
    }.joined()
  }
}
