import Analysis
import Model
import Rendering
import TestSupport
import Testing

let minute: Nanoseconds = 60_000_000_000

/// The talk's café: open alone, 100 toasts, plate up alone.
func cafe(workers: Int, plating: Nanoseconds = 5 * minute) -> Scenario {
  var toast = TaskDefinition(name: "toast", count: 100, steps: [Step(.work, .fixed(2 * minute))])
  toast.after = [0]
  var plate = TaskDefinition(name: "plate", steps: [Step(.work, .fixed(plating))])
  plate.after = [1]
  return Scenario(
    name: "日本 🍞 cafe\u{301} \u{1B}[31m", pools: [Pool(name: "cook", count: workers)],
    tasks: [TaskDefinition(name: "open", steps: [Step(.work, .fixed(5 * minute))]), toast, plate])
}

func shown(_ scenario: Scenario, _ label: String = "run") throws -> ShownRun {
  let run = try simulated(scenario)
  return ShownRun(label, try #require(RunTimeline(run, run.evaluate(variant: "default"))))
}

func show(_ scenario: Scenario, isPredicting: Bool = false) throws -> Show {
  Show(scenario.name, [try shown(scenario)], isPredicting: isPredicting)
}

func frame(
  _ show: Show, _ state: ViewState, _ columns: Int = 80, _ rows: Int = 24,
  theme: Theme = Theme(.dark), glyphs: LaneGlyphs = .unicode
) -> CellGrid {
  Frame(
    show, state, GridSize(columns: columns, rows: rows), theme: theme, glyphs: glyphs
  ).grid()
}

/// The rows as text.
func rows(_ grid: CellGrid) -> [String] {
  grid.text.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init)
}
