import Model

/// Turns diagnostics into text for people: place, line, caret, remedy.
public struct DiagnosticText: Sendable {
  private let sources: [SourceText]
  /// How many columns a line may take; at least 40 are used.
  public var width = 100

  init(sources: [SourceText]) { self.sources = sources }

  /// At most `limit` diagnostics, each with its line and a caret; then a count of what was left out.
  public func human(_ diagnostics: [Diagnostic], limit: Int = 20) -> String {
    var text = diagnostics.prefix(limit).map(human).joined()
    if diagnostics.count > limit { text += "and \(diagnostics.count - limit) more\n" }
    return text
  }

  /// One line for each diagnostic, as editors read them: `file:line:column: error: text [S012]`.
  public func short(_ diagnostics: [Diagnostic]) -> String {
    diagnostics.map { diagnostic in
      let location = location(of: diagnostic)
      let places = [location.line, location.column].compactMap { $0.map { ":\($0)" } }.joined()
      let remedy = diagnostic.remedy.map { "; \(Self.short($0))" } ?? ""
      return "\(location.label)\(places): \(diagnostic.severity.rawValue): "
        + "\(Self.short(diagnostic.message))\(remedy) [\(diagnostic.code.rawValue)]\n"
    }.joined()
  }

  /// Where a diagnostic is: the label of its source, and line and column where it has them.
  public func location(of diagnostic: Diagnostic) -> (label: String, line: Int?, column: Int?) {
    guard let place = diagnostic.place, sources.indices.contains(place.source) else {
      return (harmless(sources.first?.label ?? ""), nil, nil)
    }
    return (harmless(sources[place.source].label), place.line, place.column)
  }

  private func human(_ diagnostic: Diagnostic) -> String {
    let head =
      "\(diagnostic.severity.rawValue)[\(diagnostic.code.rawValue)]: \(Self.short(diagnostic.message))\n"
    guard let place = diagnostic.place, sources.indices.contains(place.source) else {
      let label = harmless(sources.first?.label ?? "")
      return head + "  --> \(label)\n" + (diagnostic.remedy.map { "   = \(harmless($0))\n" } ?? "")
    }
    var text = head + "  --> \(label(place))\n"
    if let other = diagnostic.other { text += snippet(other, length: 1, note: nil) }
    text += snippet(place, length: diagnostic.length, note: diagnostic.remedy)
    return text
  }

  /// A text that is safe to show and of a length that is read: a mistyped value may be very long.
  private static func short(_ text: String) -> String {
    let most = 300
    return harmless(text.count <= most ? text : text.prefix(most) + "...")
  }

  private func label(_ place: Place) -> String {
    "\(harmless(sources[place.source].label)):\(place.line):\(place.column)"
  }

  private func snippet(_ place: Place, length: Int, note: String?) -> String {
    let lines = sources[place.source].lines
    guard lines.indices.contains(place.line - 1) else { return "" }
    let line = lines[place.line - 1]
    // A long line is shown around the mistake.
    let room = max(40, width) - 4 - String(place.line).count
    let start = max(0, min(place.column - 1 - room / 2, line.count - room))
    let end = min(line.count, start + room)
    let column = min(max(place.column - 1, start), end)
    let number = String(place.line)
    let margin = String(repeating: " ", count: number.count)
    let before = Self.visible(line[start..<column])
    let marked = Self.visible(line[column..<min(end, column + length)])
    let carets = String(repeating: "^", count: max(1, displayWidth(marked)))
    var text = " \(margin) |\n \(number) | \(Self.visible(line[start..<end]))\n"
    text += " \(margin) | \(String(repeating: " ", count: displayWidth(before)))\(carets)"
    guard let note else { return text + "\n" }
    let remedy = Self.short(note)
    // A remedy that has no room behind the carets goes on lines of its own.
    let used = 5 + margin.count + displayWidth(before) + carets.count + displayWidth(remedy)
    if used <= max(40, width) { return text + " \(remedy)\n" }
    return text + "\n" + folded(remedy, margin: " \(margin) = ")
  }

  private func folded(_ text: String, margin: String) -> String {
    var lines: [String] = []
    var line = margin
    var isFirst = true
    // What is quoted keeps its spaces.
    for word in text.split(separator: " ", omittingEmptySubsequences: false) {
      if line.count + word.count + 1 > max(40, width), !isFirst {
        lines.append(line)
        line = String(repeating: " ", count: margin.count)
        isFirst = true
      }
      line += isFirst ? String(word) : " \(word)"
      isFirst = false
    }
    return (lines + [line]).map { $0 + "\n" }.joined()
  }

  private static func visible(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
    harmless(String(String.UnicodeScalarView(scalars)))
  }
}
