import ScenarioFiles

extension Handout {
  /// The handout as an HTML file that prints on one page of A4, and loads nothing.
  ///
  /// Rows share what the page has: of longer courses the letters are smaller.
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
      \(Self.style(rows: rows.count))</style>
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
    let unit = "<td class=\"blank\">\(escaped(row.unit))</td>"
    return """
      <tr><th scope="row">\(row.number)</th>\
      <td class="question"><b>\(escaped(row.title)).</b> \(escaped(row.question))</td>\
      \(unit)\(unit)\
      <td class="words"><div>\(row.words.map(escaped).joined(separator: "<br>"))</div></td></tr>

      """
  }

  /// Print CSS: A4 with margins of 12 mm has 273 mm, of which title and footer take 38.
  private static func style(rows: Int) -> String {
    let tenths = min(150, 2_340 / max(1, rows))
    let height = "\(tenths / 10).\(tenths % 10)mm"
    // Three lines, and room above and below them, make the height of a row.
    let letters = "\(tenths * 26 / 1000).\(tenths * 26 / 10 % 100 / 10)\(tenths * 26 / 10 % 10)mm"
    return """
      @page { size: A4 portrait; margin: 12mm }
      * { box-sizing: border-box; margin: 0; padding: 0 }
      html { background: #fff; color: #111; font: \(letters)/1.18 "DejaVu Sans", Arial, sans-serif }
      body { width: 186mm; margin: 0 auto }
      h1 { float: left; font-size: 6mm; line-height: 9mm }
      p.name { text-align: right; font-size: 3.2mm; line-height: 9mm }
      p.name span { display: inline-block; width: 60mm; border-bottom: 0.3mm solid #111 }
      table { clear: both; width: 100%; border-collapse: collapse; table-layout: fixed }
      th, td { border: 0.2mm solid #666; padding: 0.4mm 1mm; text-align: left; vertical-align: top; \
      overflow: hidden; overflow-wrap: anywhere }
      thead th { border-width: 0 0 0.4mm; height: 5mm; white-space: nowrap }
      th:first-child { width: 6mm; text-align: right } th:nth-child(3), th:nth-child(4) { width: 22mm }
      th:nth-child(5) { width: 52mm }
      tbody tr { height: \(height) }
      td.question { line-height: 1.18 }
      td.blank { text-align: right; vertical-align: bottom; color: #444 }
      td.words { font-family: "DejaVu Sans Mono", monospace; font-size: 88% }
      dl { columns: 2; column-gap: 6mm; margin-top: 2mm; font-size: 2.9mm; line-height: 4mm }
      dl div { display: flex; break-inside: avoid } dt { width: 48mm; font-family: "DejaVu Sans Mono", \
      monospace }
      @media screen { body { padding: 12mm 0 } }

      """
  }

  /// A text that can neither open a tag nor be obeyed.
  private static func escaped(_ text: String) -> String {
    harmless(text).unicodeScalars.reduce(into: "") { escaped, scalar in
      switch scalar {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      case "'": escaped += "&#39;"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
  }
}
