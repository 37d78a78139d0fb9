import Analysis
import Model

/// A row of a chart: a lane, or what is left of a group of lanes.
struct GanttRow {
  /// What it stands for, by positions in the result.
  enum Content: Equatable {
    case lane(Int)
    case sum([Int])
  }

  let name: String
  let share: String
  let content: Content

  /// The most groups of lanes that are summed each for itself.
  private static let mostGroups = 8

  /// The rows of a run: all lanes, or where there are more than `most` the first `shown` ones and sums.
  static func rows(of result: RunResult, most: Int, shown: Int) -> [GanttRow] {
    let lanes = result.lanes
    if lanes.count <= most, lanes.allSatisfy({ $0.width == 1 }) {
      return lanes.indices.map { row($0, lanes[$0]) }
    }
    let first = lanes.indices.prefix(shown).filter { lanes[$0].width == 1 }
    var groups: [[Int]] = []
    var last: (LaneResult.Kind, String?)?
    for index in lanes.indices.dropFirst(first.count) {
      let key = (lanes[index].kind, lanes[index].group)
      let isNew = last.map { $0 != key } ?? true
      if isNew, groups.count < mostGroups { groups.append([]) }
      groups[groups.count - 1].append(index)
      last = key
    }
    let sums = groups.enumerated().map { place, group in
      let isLast = place == mostGroups - 1
      return sum(group, result, isOnly: groups.count == 1, isMixed: isLast)
    }
    return first.map { row($0, lanes[$0]) } + sums
  }

  private static func row(_ index: Int, _ lane: LaneResult) -> GanttRow {
    GanttRow(
      name: lane.name, share: lane.utilisation.map(percent) ?? "–", content: .lane(index))
  }

  private static func sum(
    _ group: [Int], _ result: RunResult, isOnly: Bool, isMixed: Bool
  ) -> GanttRow {
    let lanes = group.map { result.lanes[$0] }
    if lanes.count == 1, lanes[0].width == 1 { return row(group[0], lanes[0]) }
    let count = lanes.reduce(0) { $0 + $1.width }
    let busy = lanes.reduce(Int128(0)) { $0 + $1.busy }
    let whole = Double(count) * Double(result.elapsed)
    let isOneGroup = !isMixed || lanes.allSatisfy { $0.group == lanes[0].group }
    let name =
      isOnly || !isOneGroup
      ? "and \(count) more" : "and \(Layout.counted(count, lanes[0].group ?? "lane"))"
    return GanttRow(
      name: name, share: whole > 0 ? percent(Double(busy) / whole) : "–", content: .sum(group))
  }
}
