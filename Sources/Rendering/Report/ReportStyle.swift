/// How a text report looks.
public struct ReportStyle: Sendable {
  /// The columns it may take; at least 40 are used.
  public var width: Int
  /// The rows it should fit into, with a prompt below; lanes give way.
  public var rows: Int
  /// The characters of lanes.
  public var glyphs: LaneGlyphs
  /// Whether to use colour and bold.
  public var hasColor: Bool
  /// Whether to tell more: what the scenario is about, why a value is missing, the fingerprint.
  public var isVerbose: Bool

  /// Makes a style.
  public init(
    width: Int = 80, rows: Int = 24, glyphs: LaneGlyphs = .unicode, hasColor: Bool = false,
    isVerbose: Bool = false
  ) {
    self.width = max(40, width)
    self.rows = rows
    self.glyphs = glyphs
    self.hasColor = hasColor
    self.isVerbose = isVerbose
  }

  /// The text, bold where there is colour.
  func bold(_ text: String) -> String { hasColor ? "\u{1B}[1m\(text)\u{1B}[0m" : text }
}
