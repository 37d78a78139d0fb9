import Rendering
import ScenarioFiles

extension Handout {
  /// The handout as an HTML file that prints on one page of A4, and loads nothing.
  var html: String {
    var page = """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>toast learn: handout</title>
      <style>
      \(style)</style>
      </head>
      <body>
      <h1>Guess first, then run</h1>
      <p class="name">Name: <span></span></p>
      <table>
      <thead><tr><th></th><th>lesson and question</th><th>my guess</th><th>it was</th>\
      <th>words</th></tr></thead>
      <tbody>

      """
    for row in rows { page += Self.html(row) }
    page += "</tbody>\n</table>\n<dl>\n"
    for (command, about) in Self.commands {
      page += "<div><dt>\(Self.escaped(command))</dt><dd>\(Self.escaped(about))</dd></div>\n"
    }
    return page + "</dl>\n</body>\n</html>\n"
  }

  private static func html(_ row: Row) -> String {
    let blank = "<td class=\"blank\">\(escaped(row.unit))</td>"
    let question = CodeSpan.parts(of: row.question).map { part in
      part.isCode ? "<code>\(escaped(part.text))</code>" : escaped(part.text)
    }
    return """
      <tr><th scope="row">\(row.number)</th>\
      <td><b>\(escaped(row.title)).</b> \(question.joined())</td>\
      \(blank)\(blank)\
      <td>\(row.words.map(escaped).joined(separator: "; "))</td></tr>

      """
  }

  private var style: String {
    let letters = Page.letters(for: rows)
    let height = min(Page.tableHeight, 2_000 * rows.count)
    return """
      @page { size: A4 portrait; margin: 12mm }
      * { box-sizing: border-box; margin: 0; padding: 0 }
      html { background: #fff; color: #111; font: \(Page.millimetres(letters))/1.18 "DejaVu Sans", \
      Arial, sans-serif }
      body { width: 186mm; margin: 0 auto }
      h1 { float: left; font-size: 6mm; line-height: 9mm }
      p.name { text-align: right; font-size: 3.2mm; line-height: 9mm }
      p.name span { display: inline-block; width: 60mm; border-bottom: 0.3mm solid #111 }
      table { clear: both; width: 100%; height: \(Page.millimetres(height)); \
      border-collapse: collapse; table-layout: fixed }
      th, td { border: 0.2mm solid #777; padding: 0.5mm 1mm; text-align: left; vertical-align: top; \
      overflow-wrap: break-word }
      thead th { border-width: 0 0 0.4mm; height: 5mm; white-space: nowrap }
      th:first-child { width: 8mm; text-align: right }
      th:nth-child(2) { width: 80mm } th:nth-child(3), th:nth-child(4) { width: 21mm }
      td.blank { text-align: right; vertical-align: bottom; color: #444 }
      code, dt { font-family: "DejaVu Sans Mono", monospace; font-size: 92% }
      dl { columns: 2; column-gap: 6mm; margin-top: 2mm; font-size: 2.9mm; line-height: 4mm }
      dl div { display: flex; break-inside: avoid }
      dt { width: 46mm }
      @media screen { body { padding: 12mm 0 } }

      """
  }

  /// A text that can neither open a tag nor be obeyed.
  private static func escaped(_ text: String) -> String { XML.escaped(harmless(text)) }

  /// What has room on a page of A4, in hundredths of a millimetre.
  private enum Page {
    /// 273 mm between the margins, without title, head and commands.
    static let tableHeight = 23_000
    private static let head = 500
    private static let questionWidth = 7_800
    private static let wordsWidth = 5_400

    /// The largest letters with which the rows have room, from 3.2 down to 1.4 mm.
    static func letters(for rows: [Row]) -> Int {
      stride(from: 320, to: 140, by: -10).first { height(of: rows, letters: $0) <= tableHeight }
        ?? 140
    }

    private static func height(of rows: [Row], letters: Int) -> Int {
      rows.reduce(head) { sum, row in
        let question = row.title.count + 2 + row.question.count
        let words = row.words.map { $0.count + 2 }.reduce(0, +)
        let lines = max(
          lines(question, questionWidth, letters), lines(words, wordsWidth, letters))
        // A guess is written by hand, which needs some room.
        return sum + max(800, lines * letters * 118 / 100 + 130)
      }
    }

    /// How many lines so many letters take: their mean width is 0.58 of their height, and ends of lines
    /// stay empty.
    private static func lines(_ count: Int, _ width: Int, _ letters: Int) -> Int {
      let most = max(8, width / (letters * 58 / 100) - 5)
      return (count + most - 1) / most
    }

    static func millimetres(_ hundredths: Int) -> String {
      let rest = hundredths % 100
      return "\(hundredths / 100).\(rest < 10 ? "0" : "")\(rest)mm"
    }
  }
}
