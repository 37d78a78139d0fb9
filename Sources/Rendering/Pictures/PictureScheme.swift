/// Whether a picture has a light or a dark ground.
public enum PictureScheme: String, CaseIterable, Sendable {
  /// As the reader's system has it, light where it does not say.
  case automatic
  /// Always light, as for paper.
  case light
  /// Always dark.
  case dark
}

/// A colour for light grounds and one for dark ones.
struct PictureColor: Equatable {
  let light: UInt32
  let dark: UInt32

  init(_ light: UInt32, _ dark: UInt32) {
    self.light = light
    self.dark = dark
  }

  static let ground = PictureColor(0xFFFFFF, 0x14161A)
  static let text = PictureColor(0x1C1E22, 0xE4E6EA)
  static let faint = PictureColor(0x5C626B, 0xA3A9B3)
  static let grid = PictureColor(0xDDE0E5, 0x34383F)
  static let track = PictureColor(0xF2F3F5, 0x1D2026)
  /// What is neither work nor a wait: cost and queues.
  static let cost = PictureColor(0x5C626B, 0xA3A9B3)
  /// Okabe and Ito's vermillion, which no task has.
  static let failed = PictureColor(0xD55E00, 0xE8702A)

  /// Okabe and Ito's other hues: on white as dark as a contrast of 3 needs.
  static let tasks = [
    PictureColor(0x0072B2, 0xE69F00), PictureColor(0xC77F00, 0x56B4E9),
    PictureColor(0x009E73, 0x2DBE96), PictureColor(0xBF6496, 0xF0E442),
    PictureColor(0x2F8FC7, 0xCC79A7), PictureColor(0x8F8400, 0x6F9CEB),
  ]

  /// The colour of a task or a series: after the last hue each comes again, paler.
  static func hue(_ index: Int) -> PictureColor {
    let color = tasks[index % tasks.count]
    return index / tasks.count % 2 == 0 ? color : color.mixed(with: ground, parts: 5)
  }

  /// This many eighths of the colour on another one.
  func mixed(with other: PictureColor, parts: UInt32) -> PictureColor {
    PictureColor(
      Self.mix(light, other.light, parts), Self.mix(dark, other.dark, parts))
  }

  /// Black or white, whichever stands out more from the colour.
  var onTop: PictureColor {
    PictureColor(Self.contrasting(light), Self.contrasting(dark))
  }

  private static func mix(_ front: UInt32, _ back: UInt32, _ parts: UInt32) -> UInt32 {
    [16, 8, 0].reduce(0) { mixed, shift in
      let sum = (front >> shift & 255) * parts + (back >> shift & 255) * (8 - parts)
      return mixed | (sum / 8) << shift
    }
  }

  /// By the sRGB luminance with squares for the gamma curve: near enough to choose one of two.
  private static func contrasting(_ color: UInt32) -> UInt32 {
    func light(_ shift: UInt32) -> Double {
      let share = Double(color >> shift & 255) / 255
      return share * share
    }
    let luminance = 0.2126 * light(16) + 0.7152 * light(8) + 0.0722 * light(0)
    return luminance > 0.2 ? 0x111317 : 0xFFFFFF
  }
}

/// The rules of a picture's style sheet, for both grounds.
struct PictureStyle {
  /// What every class and id of the picture begins with.
  let prefix: String
  let scheme: PictureScheme
  private var rules: [(name: String, property: String, color: PictureColor)] = []

  init(prefix: String, scheme: PictureScheme) {
    self.prefix = XML.identifier(prefix)
    self.scheme = scheme
    for (name, color) in [
      ("ground", PictureColor.ground), ("text", .text), ("faint", .faint), ("track", .track),
    ] {
      add(name, "fill", color)
    }
    add("edge", "stroke", .ground)
    add("line", "stroke", .text)
    add("rule", "stroke", .faint)
    add("grid", "stroke", .grid)
  }

  /// A rule for the class of this name; a second one of the same name and property is left out.
  mutating func add(_ name: String, _ property: String, _ color: PictureColor) {
    guard !rules.contains(where: { ($0.name, $0.property) == (name, property) }) else { return }
    rules.append((name, property, color))
  }

  /// The attribute that gives an element a class.
  func mark(_ name: String) -> String { "class=\"\(prefix)-\(name)\"" }

  /// The element with all rules; dark colours stand in a media query where the reader chooses.
  var element: String {
    func sheet(_ color: (PictureColor) -> UInt32) -> String {
      rules.map { ".\(prefix)-\($0.name){\($0.property):\(XML.hex(color($0.color)))}\n" }.joined()
    }
    switch scheme {
    case .light: return "<style>\n\(sheet(\.light))</style>\n"
    case .dark: return "<style>\n\(sheet(\.dark))</style>\n"
    case .automatic:
      return "<style>\n\(sheet(\.light))@media (prefers-color-scheme:dark){\n\(sheet(\.dark))}\n"
        + "</style>\n"
    }
  }
}
