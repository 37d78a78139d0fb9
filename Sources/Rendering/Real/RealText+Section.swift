import Analysis
import Model

extension RealText {
  /// All that is told of one kind of worker.
  func section(_ outcome: RealOutcome) -> [String] {
    var lines = outcomes.count > 1 ? [style.bold(outcome.kind.rawValue)] : []
    lines += lanes(outcome) + measures(outcome) + waterfall(outcome)
    lines += told([gauges(outcome), replay(outcome), law(outcome)].compactMap { $0 })
    if style.isVerbose {
      lines += outcome.reasons.flatMap {
        Layout.fold("no \($0.field): \($0.sentence)", indent: "  ", width: style.width)
      }
    }
    return lines
  }

  /// The first lanes of the ideal simulation above those of the median repetition, on one axis.
  private func lanes(_ outcome: RealOutcome) -> [String] {
    let median = outcome.medianRun
    guard outcome.idealRun.trace != nil, median.run.trace != nil else {
      return ["  (no lanes: a trace was not kept)"]
    }
    let shown = chosenLanes(outcome)
    let measured = shown.map { counterpart(of: $0, in: median.result) }
    let ideal = LaneSpans(outcome.idealRun, lanes: shown).spans
    let real = LaneSpans(median.run, lanes: measured).spans
    let length = max(outcome.idealRun.end.elapsed, median.run.end.elapsed)
    let names = shown.map { Layout.fitting($0.name, columns: 24) }
    let indent = names.map(displayWidth).max() ?? 0
    // Behind the name the kind of row and an edge, behind the lane an edge and its share.
    let width = max(10, style.width - indent - 19)
    let drawing = LaneCells(glyphs: style.glyphs, from: 0, length: length, width: width)
    var lines: [String] = []
    for index in shown.indices {
      let blank = String(repeating: " ", count: indent - displayWidth(names[index]))
      let cells = [
        drawing.cells(LaneHistory(ideal[index]), until: outcome.idealRun.end.elapsed),
        drawing.cells(LaneHistory(real[index]), until: median.run.end.elapsed),
      ]
      lines.append(names[index] + blank + "    ideal " + row(cells[0], shown[index]))
      lines.append(
        String(repeating: " ", count: indent) + " measured " + row(cells[1], measured[index]))
    }
    let axis = TimeAxis(from: 0, length: length, width: width, times)
    lines.append(String(repeating: " ", count: indent + 11) + axis.line(width: width))
    let hidden = outcome.ideal.lanes.count - shown.count
    return hidden == 0 ? lines : lines + ["  and \(Layout.counted(hidden, "more lane"))"]
  }

  /// The lane of the same name; a row of waits that a run never had is one of no use.
  private func counterpart(of lane: LaneResult, in result: RunResult) -> LaneResult {
    if let same = result.lanes.first(where: { $0.name == lane.name }) { return same }
    var unused = lane
    unused.utilisation = 0
    return unused
  }

  private func row(_ cells: [LaneCells.Cell], _ lane: LaneResult) -> String {
    let edge = style.glyphs.edge
    var row = ""
    for cell in cells { row.unicodeScalars.append(cell.glyph) }
    return "\(edge)\(row)\(edge)\(Layout.right(lane.utilisation.map(percent) ?? none, 7))"
  }

  /// The first lane of each pool and resource, then the second, as many as fit, in the report's order.
  private func chosenLanes(_ outcome: RealOutcome) -> [LaneResult] {
    let lanes = outcome.ideal.lanes
    let fewest = lanes.count == 3 ? 3 : 2
    let most = style.isVerbose ? 6 : style.rows >= 40 ? 4 : fewest
    let ranked = lanes.indices.sorted {
      (lanes[$0].position, $0) < (lanes[$1].position, $1)
    }
    return ranked.prefix(most).sorted().map { lanes[$0] }
  }

  /// The measures of the ideal simulation above those of the median repetition.
  private func measures(_ outcome: RealOutcome) -> [String] {
    let ideal = outcome.ideal
    let measured = outcome.medianRun.result
    let pairs: [(String, Double?, Double?, (Double) -> String)] = [
      (
        "makespan", ideal.makespan.map(Double.init), measured.makespan.map(Double.init),
        { times.text(Int128($0)) }
      ),
      ("speedup", ideal.speedup, outcome.speedup, { fixed($0, 2) + "x" }),
      ("utilisation", ideal.utilisation, measured.utilisation, percent),
      ("concurrency", ideal.meanConcurrency, measured.meanConcurrency, { fixed($0, 2) }),
      (
        "peak", Double(ideal.peakConcurrency), Double(measured.peakConcurrency), { fixed($0, 0) }
      ),
    ]
    func difference(_ ideal: Double?, _ measured: Double?) -> String {
      guard let ideal, let measured, ideal > 0 else { return none }
      return deviation(measured / ideal - 1)
    }
    let table = AlignedTable(rows: [
      ["median run"] + pairs.map(\.0) + ["jobs a worker"],
      ["ideal"] + pairs.map { $0.1.map($0.3) ?? none } + [jobs(ideal)],
      ["measured"] + pairs.map { $0.2.map($0.3) ?? none } + [jobs(measured)],
      ["difference"] + pairs.map { difference($0.1, $0.2) } + [""],
    ])
    return table.lines(style)
  }

  /// The fewest and the most finished jobs of a worker.
  private func jobs(_ result: RunResult) -> String {
    let counts = result.lanes.filter { $0.kind == .worker && $0.width == 1 }.compactMap(\.jobs)
    guard let least = counts.min(), let most = counts.max() else { return none }
    return least == most ? "\(least)" : "\(least) to \(most)"
  }

  /// What each effect adds, with bars that compare the machine's; what adds nothing is left out.
  private func waterfall(_ outcome: RealOutcome) -> [String] {
    guard let waterfall = outcome.waterfall, let first = waterfall.steps.first else { return [] }
    let isPlanned: Set<Rung.Name> = [.perfect, .lowerBound, .schedule]
    // What the plan sets is far longer than what the machine adds, so its bars would hide all others.
    var rows = waterfall.steps.dropFirst().filter { $0.added != 0 || style.isVerbose }.map { step in
      (
        name: title(step.name), text: fineNumbers.signed(step.added),
        bar: isPlanned.contains(step.name) ? 0 : Int128(step.added.magnitude)
      )
    }
    rows.insert((title(first.name), fineNumbers.text(first.added), 0), at: 0)
    let rest = waterfall.unexplained
    rows.append(("unexplained", fineNumbers.signed(rest), Int128(rest.magnitude)))
    rows.append(("measured", fineNumbers.text(waterfall.measured), 0))
    let longest = rows.map(\.bar).max() ?? 0
    let widths = (
      rows.map(\.name.count).max() ?? 0, rows.map(\.text.count).max() ?? 0
    )
    let room = max(4, min(40, style.width - widths.0 - widths.1 - 5))
    let lines = rows.map { row in
      let bar = row.bar > 0 ? style.glyphs.bar(row.bar, of: longest, width: room) : ""
      return "  \(Layout.left(row.name, widths.0)) \(Layout.right(row.text, widths.1))  \(bar)"
    }
    return [Self.waterfallCaption(fineNumbers.unit)] + lines
  }
}
