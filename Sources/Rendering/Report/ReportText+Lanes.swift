import Analysis
import Model

extension ReportText {
  /// How many rows `lanes(atMost:)` takes, the axis included.
  func laneRows(atMost most: Int) -> Int {
    let shown = chosenLanes(atMost: most)
    let summaries = shown.count { !$0.hidden.isEmpty }
    return shown.count + summaries + (hiddenCount(shown) > 0 ? 1 : 0) + 1
  }

  /// How many lanes neither have a row nor stand in the summary behind one.
  private func hiddenCount(_ shown: [(lane: LaneResult, hidden: [LaneResult])]) -> Int {
    run.lanes.count - shown.reduce(0) { $0 + 1 + $1.hidden.count }
  }

  func lanes(atMost most: Int) -> [String] {
    guard let finished, finished.trace != nil else {
      return [
        "  (no lanes: the trace was not kept; --trace keeps one of any size)"
      ]
    }
    let shown = chosenLanes(atMost: most)
    let spans = LaneSpans(finished, lanes: shown.map(\.lane))
    let label = shown.map { $0.lane.name.count }.max() ?? 0
    let width = LaneCells.evenWidth(
      atMost: max(10, style.width - label - 10), length: finished.end.elapsed, [run.scenario])
    let drawing = LaneCells(
      glyphs: style.glyphs, from: 0, length: finished.end.elapsed, width: width)
    var lines: [String] = []
    var index = 0
    for (lane, hidden) in shown {
      let name = lane.name + String(repeating: " ", count: label - lane.name.count)
      let row = drawing.text(LaneHistory(spans.spans[index]))
      lines.append(
        "\(name) \(style.glyphs.edge)\(row)\(style.glyphs.edge)\(Layout.right(percent(lane.utilisation ?? 0), 6))"
      )
      if !hidden.isEmpty { lines.append(summary(of: hidden, finished.end.elapsed, indent: label)) }
      index += 1
    }
    let hidden = hiddenCount(shown)
    if hidden > 0 {
      let lanes = hidden == 1 ? "1 more lane" : "\(hidden) more lanes"
      lines.append(String(repeating: " ", count: label) + "   and \(lanes)")
    }
    let axis = TimeAxis(from: 0, length: finished.end.elapsed, width: width, times)
    lines.append(String(repeating: " ", count: label + 2) + axis.line(width: width))
    return lines
  }

  /// As many lanes as fit, some of each pool and resource; the others of each are summed up behind its
  /// last.
  private func chosenLanes(atMost most: Int) -> [(lane: LaneResult, hidden: [LaneResult])] {
    var groups: [[LaneResult]] = []
    for lane in run.lanes {
      if let last = groups.last?.last, last.kind == lane.kind, last.group == lane.group {
        groups[groups.count - 1].append(lane)
      } else {
        groups.append([lane])
      }
    }
    let share = max(1, most / max(1, groups.count))
    let isAll = run.lanes.count <= most
    var chosen: [(LaneResult, [LaneResult])] = []
    // Where not even each group has a row, one line at the end stands for all that is left out.
    guard groups.count <= most else {
      return groups.prefix(max(1, most - 1)).compactMap { group in group.first.map { ($0, []) } }
    }
    for group in groups {
      let count = isAll || group.count <= share ? group.count : max(1, share - 1)
      for lane in group.prefix(count - 1) { chosen.append((lane, [])) }
      chosen.append((group[count - 1], Array(group[count...])))
    }
    return chosen
  }

  private func summary(of lanes: [LaneResult], _ elapsed: Nanoseconds, indent: Int) -> String {
    let count = lanes.reduce(0) { $0 + $1.width }
    let busy = lanes.reduce(Int128(0)) { $0 + $1.busy }
    let available = Double(count) * Double(elapsed)
    let share = available > 0 ? Double(busy) / available : 0
    return String(repeating: " ", count: indent) + "   and \(count) more, \(percent(share)) in use"
  }
}
