import Analysis
import Model

/// The colours of tasks, which runs of a race share by their names.
struct GanttHues {
  /// The tasks of all runs, each name once.
  let names: [String]
  private let places: [String: Int]

  init(_ runs: [ShownRun]) {
    var names: [String] = []
    var places: [String: Int] = [:]
    for task in runs.flatMap(\.timeline.scenario.tasks) where places[task.name] == nil {
      places[task.name] = names.count
      names.append(task.name)
    }
    self.names = names
    self.places = places
  }

  /// The hues of a run's tasks, in its order.
  func hues(of run: ShownRun) -> [Int] {
    run.timeline.scenario.tasks.map { places[$0.name] ?? 0 }
  }
}

/// What the colours and hatches of a chart mean.
struct GanttLegend {
  private struct Entry {
    let fill: GanttFill?
    let text: String
    let isCritical: Bool
  }

  private var rows: [[(entry: Entry, x: Double)]] = []
  private static let mostTasks = 12
  private static let pitch = 20.0

  /// The height that it takes.
  var height: Double { Double(rows.count) * Self.pitch }

  init(_ runs: [ShownRun], _ hues: GanttHues) {
    let looks = Self.looks(of: runs)
    let hasTasks = hues.names.count > 1 || looks.contains { $0 != .work }
    var entries: [Entry] = []
    if hasTasks {
      entries = hues.names.prefix(Self.mostTasks).enumerated().map {
        Entry(fill: GanttFill(.work, hue: $0), text: $1, isCritical: false)
      }
      if hues.names.count > Self.mostTasks {
        let more = "and \(hues.names.count - Self.mostTasks) more tasks"
        entries.append(Entry(fill: nil, text: more, isCritical: false))
      }
    }
    entries += looks.filter { $0 != .work }.map {
      let isHeld = $0 == .wait && runs.contains { !$0.timeline.scenario.resources.isEmpty }
      return Entry(
        fill: GanttFill($0, hue: hues.names.count > 1 ? -1 : 0),
        text: isHeld ? "wait, or a unit held" : $0.word, isCritical: false)
    }
    if runs.contains(where: CriticalMarks.areShown) {
      entries.append(
        Entry(fill: GanttFill(.work, hue: 0), text: "critical path", isCritical: true))
    }
    arrange(entries)
  }

  /// The looks that appear in any run, in the order of their definition.
  private static func looks(of runs: [ShownRun]) -> [GanttLook] {
    var seen: Set<GanttLook> = []
    for run in runs {
      for history in run.timeline.histories {
        let times = history.times(before: run.end)
        for state in LaneSpan.State.allCases where times[state] > 0 {
          seen.insert(GanttLook(state))
        }
      }
      if SlowedSpans.areThere(in: run) { seen.insert(.slowed) }
    }
    return GanttLook.allCases.filter(seen.contains)
  }

  private mutating func arrange(_ entries: [Entry]) {
    var x = GanttLayout.width
    for entry in entries {
      let width = PictureSheet.width(of: entry.text) + (entry.fill == nil ? 18 : 46)
      if x + width > GanttLayout.width - GanttLayout.margin + 18 {
        rows.append([])
        x = GanttLayout.margin
      }
      rows[rows.count - 1].append((entry, x))
      x += width
    }
  }

  func draw(on sheet: inout PictureSheet, inks: inout GanttInks, top: Double) {
    for (index, row) in rows.enumerated() {
      let y = top + Double(index) * Self.pitch
      for (entry, x) in row {
        if let fill = entry.fill {
          let place = inks.place(fill)
          var attributes = inks.attribute(place, sheet.style)
          if entry.isCritical {
            attributes = sheet.style.mark("line") + " fill=\"none\" stroke-width=\"2\""
          }
          let inset = entry.isCritical ? 1.0 : 0
          sheet.rect(
            x + inset, y - 10 + inset, 22 - 2 * inset, 13 - 2 * inset, attributes)
        }
        sheet.text(entry.text, x + (entry.fill == nil ? 0 : 28), y + 1, .label)
      }
    }
  }
}
