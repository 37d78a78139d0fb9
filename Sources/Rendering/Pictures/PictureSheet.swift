import Model

/// A picture that is being drawn: elements in order, in the 96ths of an inch that SVG counts in.
struct PictureSheet {
  var style: PictureStyle
  /// The elements so far.
  private(set) var body = ""

  init(_ style: PictureStyle) { self.style = style }

  /// Where a text stands with respect to its point.
  enum Anchor: String { case start, middle, end }

  /// The look of a text.
  struct Face {
    var size = 12.0
    var isBold = false
    var mark = "text"
    var anchor = Anchor.start

    static let label = Face()
    static let faint = Face(size: 11, mark: "faint")
    static let title = Face(size: 16, isBold: true)

    func anchored(_ anchor: Anchor) -> Face {
      var face = self
      face.anchor = anchor
      return face
    }
  }

  /// The width of a text: of monospaced fonts a character is at most so wide.
  static func width(of text: String, _ size: Double = 12) -> Double {
    Double(displayWidth(text)) * size * 0.605
  }

  /// A coordinate with at most two decimals.
  static func number(_ value: Double) -> String {
    let rounded = value.rounded()
    if (value - rounded).magnitude < 0.005 { return "\(Int(rounded))" }
    let text = fixed(value, 2)
    return text.hasSuffix("0") ? String(text.dropLast()) : text
  }

  mutating func add(_ element: String) { body += element }

  mutating func open(_ attributes: String) { body += "<g \(attributes)>\n" }

  mutating func close() { body += "</g>\n" }

  /// A text; `halo` is a class whose stroke keeps what is behind away from it.
  mutating func text(_ text: String, _ x: Double, _ y: Double, _ face: Face, halo: String? = nil) {
    var attributes = "x=\"\(Self.number(x))\" y=\"\(Self.number(y))\""
    if face.size != 12 { attributes += " font-size=\"\(Self.number(face.size))\"" }
    if face.isBold { attributes += " font-weight=\"bold\"" }
    if face.anchor != .start { attributes += " text-anchor=\"\(face.anchor.rawValue)\"" }
    let classes = [face.mark, halo].compactMap { $0 }.map { "\(style.prefix)-\($0)" }
    attributes += " class=\"\(classes.joined(separator: " "))\""
    if halo != nil {
      attributes += " paint-order=\"stroke\" stroke-width=\"6\" stroke-linejoin=\"round\""
    }
    body += "<text \(attributes)>\(XML.escaped(text))</text>\n"
  }

  mutating func line(
    _ start: (Double, Double), _ end: (Double, Double), _ mark: String, width: Double = 1,
    dash: String? = nil
  ) {
    let ends =
      "M\(Self.number(start.0)) \(Self.number(start.1))"
      + "L\(Self.number(end.0)) \(Self.number(end.1))"
    path(ends, mark, "fill=\"none\"" + stroke(width, dash))
  }

  /// A path with other attributes, and a tooltip where there is one.
  mutating func path(_ data: String, _ mark: String, _ attributes: String, title: String? = nil) {
    body += "<path d=\"\(data)\" \(style.mark(mark))\(attributes.isEmpty ? "" : " ")\(attributes)"
    body += title.map { "><title>\(XML.escaped($0))</title></path>\n" } ?? "/>\n"
  }

  mutating func rect(
    _ x: Double, _ y: Double, _ width: Double, _ height: Double, _ attributes: String
  ) {
    body +=
      "<rect x=\"\(Self.number(x))\" y=\"\(Self.number(y))\" width=\"\(Self.number(width))\" "
      + "height=\"\(Self.number(height))\" \(attributes)/>\n"
  }

  func stroke(_ width: Double, _ dash: String? = nil) -> String {
    (width == 1 ? "" : " stroke-width=\"\(Self.number(width))\"")
      + (dash.map { " stroke-dasharray=\"\($0)\"" } ?? "")
  }
}

/// What a document is made of besides its elements.
struct PictureFrame {
  let width: Double
  let height: Double
  let title: String
  let description: String
  /// Whether it stands on a page that has a ground of its own and says how wide it is.
  let isEmbedded: Bool

  func document(_ sheet: PictureSheet, definitions: String = "") -> String {
    let (wide, high) = (PictureSheet.number(width), PictureSheet.number(height))
    let prefix = sheet.style.prefix
    let size = isEmbedded ? "width=\"100%\"" : "width=\"\(wide)\" height=\"\(high)\""
    var text =
      "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 \(wide) \(high)\" \(size) "
      + "role=\"img\" aria-labelledby=\"\(prefix)-title \(prefix)-desc\">\n"
      + "<title id=\"\(prefix)-title\">\(XML.escaped(title))</title>\n"
      + "<desc id=\"\(prefix)-desc\">\(XML.escaped(description))</desc>\n"
      + sheet.style.element
    if !definitions.isEmpty { text += "<defs>\n\(definitions)</defs>\n" }
    if !isEmbedded {
      text += "<rect width=\"\(wide)\" height=\"\(high)\" \(sheet.style.mark("ground"))/>\n"
    }
    return text + "<g font-family=\"ui-monospace,Menlo,Consolas,monospace\" font-size=\"12\">\n"
      + sheet.body + "</g>\n</svg>\n"
  }
}
