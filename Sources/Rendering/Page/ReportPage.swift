public import Analysis
import Model

/// A report that opens in any browser without a network: numbers, lanes to be replayed, pictures and
/// tables in one file.
///
/// Every text from a scenario is escaped, and the page forbids itself to load anything. Without a script,
/// and on paper, the lanes stand still.
public struct ReportPage {
  private static let policy =
    "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:; "
    + "base-uri 'none'; form-action 'none'"

  private let title: String
  private let report: String
  private let runs: [ShownRun]
  private let results: [RunResult]
  private let tables: [PageTable]
  private let pictures: [String]
  private let document: String
  private let toolVersion: String
  private let times: TimeText

  /// Makes a page of a report for people, the runs that are replayed (any number; none leaves the lanes
  /// out), tables, whole SVG documents, and the report for machines, as JSON text.
  ///
  /// `results` are what the head tells of the runs, means of replications perhaps; else their own.
  public init(
    title: String, report: String, runs: [ShownRun], results: [RunResult]? = nil,
    tables: [PageTable], pictures: [String], document: String, toolVersion: String
  ) {
    self.results = results ?? runs.map(\.result)
    self.title = title
    self.report = report
    self.runs = runs
    self.tables = tables
    self.pictures = pictures
    self.document = document
    self.toolVersion = toolVersion
    times = TimeText(sharedBy: runs.map(\.result))
  }

  /// The page.
  ///
  /// Cost: linear in events and rows; at most about 10 MB beside pictures and the report for machines.
  public var text: String {
    var page = PageWriter()
    writeHead(&page)
    page.markup("<body>\n<header>\n")
    page.element("p class=\"kicker\"", runs.count > 1 ? "Toastlane race" : "Toastlane report")
    page.markup("<h1><bdi>")
    page.text(title)
    page.markup("</bdi></h1>\n")
    if let about = runs.first?.timeline.scenario.about {
      page.element("p class=\"about\" dir=\"auto\"", about)
    }
    PageHeadline(zip(runs, results).map { ($0.label, $1) }, times: times).write(to: &page)
    page.markup("</header>\n<main>\n")
    let replay = runs.isEmpty ? nil : ReplayData(runs)
    if let replay { writeReplay(replay, &page) }
    writePictures(&page)
    page.markup("<section aria-labelledby=\"report\"><h2 id=\"report\">Report</h2>\n")
    page.markup("<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"Report\">")
    page.element("pre", report)
    page.markup("</div></section>\n")
    if !tables.isEmpty {
      page.markup("<section aria-labelledby=\"tables\"><h2 id=\"tables\">Tables</h2>\n")
      for table in tables { table.write(to: &page) }
      page.markup("</section>\n")
    }
    page.markup("</main>\n<footer><p>Made by Toastlane ")
    page.text(toolVersion)
    page.markup(". Times of tables are in seconds. The whole report for machines is in this file, ")
    page.markup("as JSON in the element <code>toast-report</code>.</p></footer>\n")
    page.data(id: "toast-report", Array(document.utf8))
    if let replay {
      page.data(id: "toast-replay", replay.bytes)
    }
    writeScript(&page)
    page.markup("</body>\n</html>\n")
    return String(decoding: page.bytes, as: UTF8.self)
  }

  private func writeHead(_ page: inout PageWriter) {
    page.markup("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
    page.markup("<meta http-equiv=\"Content-Security-Policy\" content=\"\(Self.policy)\">\n")
    page.markup("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
    page.markup("<meta name=\"color-scheme\" content=\"light dark\">\n")
    page.element("title", title)
    page.markup("\n<style>\n")
    page.markup(PackageResources.page_css)
    page.markup("</style>\n</head>\n")
  }

  /// The scripts share one function, so that their names are nobody else's.
  private func writeScript(_ page: inout PageWriter) {
    page.markup("<script>\n(() => {\n'use strict';\n")
    page.markup(PackageResources.tables_js)
    if !runs.isEmpty {
      page.markup(PackageResources.runs_js)
      page.markup(PackageResources.stage_js)
      page.markup(PackageResources.lanes_js)
      page.markup(PackageResources.replay_js)
    }
    page.markup("})();\n</script>\n")
  }

  private func writeReplay(_ replay: ReplayData, _ page: inout PageWriter) {
    page.markup("<section aria-labelledby=\"lanes\"><h2 id=\"lanes\">Lanes</h2>\n")
    // The script fills this and hides the still picture.
    page.markup("<div id=\"replay\" hidden></div>\n<div class=\"scroll still\">")
    StillLanes(runs, times: times).write(to: &page)
    page.markup("</div>\n")
    PageLegend(runs).write(to: &page)
    for note in replay.notes { page.element("p class=\"note\"", note) }
    page.markup("</section>\n")
  }

  private func writePictures(_ page: inout PageWriter) {
    guard !pictures.isEmpty else { return }
    page.markup("<section aria-labelledby=\"plots\"><h2 id=\"plots\">Plots</h2>\n")
    for picture in pictures {
      page.markup("<figure class=\"scroll\" tabindex=\"0\" aria-label=\"Plot\">")
      page.markup(Self.element(of: picture))
      page.markup("</figure>\n")
    }
    page.markup("</section>\n")
  }

  /// An SVG document without what may only stand at the beginning of a file.
  private static func element(of picture: String) -> String {
    let bytes = Array(picture.utf8)
    let tag = Array("<svg".utf8)
    let start = bytes.indices.first { bytes[$0...].starts(with: tag) } ?? 0
    return String(decoding: bytes[start...], as: UTF8.self)
  }
}
