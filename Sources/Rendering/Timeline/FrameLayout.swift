import Analysis

/// Where things stand in a picture of some size.
struct FrameLayout {
  /// One line of the part that holds lanes.
  struct Line: Equatable {
    enum Kind: Equatable {
      /// The name of a run and how far it is.
      case run(Int)
      /// A lane, by its position among those with a row of their own.
      case lane(run: Int, Int)
      /// The lanes of a run that have no row.
      case more(run: Int, hidden: Int)
      /// How many workers of a run are busy.
      case busy(Int)
    }

    let kind: Kind
    let row: Int
  }

  static let fewestColumns = 40
  static let fewestRows = 10
  static let panelFrom = 120
  private static let plotFrom = 40
  static let plotRows = 14

  let size: GridSize
  /// How many columns lane names take.
  let label: Int
  /// The columns of time.
  let plot: Range<Int>
  /// The columns of the panel beside the lanes; nil for none.
  let panel: Range<Int>?
  let hasRules: Bool
  /// The row of the axis' labels; its ticks, where there are any, stand below.
  let axisRow: Int?
  let hasTicks: Bool
  private(set) var lines: [Line] = []
  /// How many rows a lane takes.
  let laneRows: Int
  /// The row below the last lane.
  private(set) var lanesEnd = 0
  /// The rows of the counters.
  private(set) var counters: Range<Int> = 0..<0
  /// The row of guesses; nil for none.
  private(set) var guessRow: Int?
  /// The rows of narration, its heading first.
  private(set) var below: Range<Int> = 0..<0
  /// The rows of the speedup plot; empty for none.
  private(set) var plotArea: Range<Int> = 0..<0

  init(_ show: Show, _ state: ViewState, _ size: GridSize) {
    self.size = size
    let (columns, rows) = (size.columns, size.rows)
    let isLarge = columns >= 80 && rows >= 24
    hasRules = isLarge && !state.isExpanded
    laneRows = state.isBig ? 2 : 1
    let hasPanel = columns >= Self.panelFrom && rows >= 20 && !state.isBig && !state.isExpanded
    let panelWidth = columns >= 160 ? 58 : 44
    panel = hasPanel ? columns - panelWidth..<columns : nil
    let longest =
      show.runs.flatMap { run in run.lanes.map { run.result.lanes[$0].name.count } }.max() ?? 0
    label = min(max(longest, 9), max(9, columns / 4))
    let info = columns < 60 ? 6 : 10
    let room = (hasPanel ? columns - panelWidth - 1 : columns) - info - label - 1
    let isWhole = state.windowLength == (state.isRevealed ? max(1, show.end) : show.firstWindow)
    let width =
      isWhole
      ? LaneCells.evenWidth(
        atMost: max(1, room), length: state.windowLength, show.runs.map(\.timeline.scenario))
      : max(1, room)
    plot = label + 1..<label + 1 + width
    axisRow = rows >= 12 ? (hasRules ? 2 : 1) : nil
    hasTicks = rows >= 16
    arrange(show, state, isLarge: isLarge)
  }

  /// The rows of a line: a lane may take two.
  func rows(of line: Line) -> Range<Int> {
    if case .lane = line.kind { return line.row..<line.row + laneRows }
    return line.row..<line.row + 1
  }

  /// What is above lanes.
  private var top: Int { (axisRow ?? 0) + 1 + (axisRow != nil && hasTicks ? 1 : 0) }

  private mutating func arrange(_ show: Show, _ state: ViewState, isLarge: Bool) {
    let (columns, rows) = (size.columns, size.rows)
    // The last row has the keys, the one above it a rule where there is room.
    var end = rows - (hasRules ? 2 : 1)
    let hasGuess = (state.guess != nil || !state.answers.isEmpty || show.isPredicting) && rows >= 14
    let countersHeight =
      state.isExpanded
      ? 0 : state.isBig ? 3 : panel != nil ? 0 : rows >= 16 && columns >= 76 ? 3 : 1
    let narration = isLarge && !state.isExpanded ? 3 : 0
    let wanted = Self.wanted(show, laneRows)
    let fixed = countersHeight + narration + (hasGuess ? 1 : 0)
    var spare = max(0, end - top - fixed - wanted)
    if panel != nil, rows >= Self.plotFrom, spare >= Self.plotRows {
      plotArea = end - Self.plotRows..<end
      end -= Self.plotRows
      spare -= Self.plotRows
    }
    // Lanes have what they want; narration grows before gaps do.
    let more = narration == 0 ? 0 : min(4, spare)
    spare -= more
    if narration + more > 0 {
      below = end - narration - more..<end
      end = below.lowerBound
    }
    let gap = spare > 0 && countersHeight > 0 ? 1 : 0
    if hasGuess {
      guessRow = end - 1
      end -= 1
    }
    if spare > 1 { end -= 1 }
    counters = end - countersHeight..<end
    end = counters.lowerBound - gap
    fill(top..<max(top, end), show, state)
  }

  /// How many rows all lanes of all runs would take.
  private static func wanted(_ show: Show, _ laneRows: Int) -> Int {
    show.runs.reduce(0) { $0 + $1.lanes.count * laneRows + (show.runs.count > 1 ? 2 : 1) }
  }

  private mutating func fill(_ area: Range<Int>, _ show: Show, _ state: ViewState) {
    var row = area.lowerBound
    let isRace = show.runs.count > 1
    let isEnough = Self.wanted(show, laneRows) <= area.count
    for index in show.runs.indices {
      let left = show.runs.count - index
      let share = isEnough ? area.upperBound - row : (area.upperBound - row) / left
      place(show.runs[index], index, state, rows: share, isRace: isRace, at: &row)
    }
    lanesEnd = row
  }

  private mutating func place(
    _ run: ShownRun, _ index: Int, _ state: ViewState, rows: Int, isRace: Bool, at row: inout Int
  ) {
    guard rows > 0 else { return }
    var left = rows
    if isRace, left > 1 { add(.run(index), at: &row, &left) }
    // One row is for how many are busy, which stands for all lanes where there is no other.
    let count = run.lanes.count
    var shown = min(count, max(0, left - 1) / laneRows)
    if shown < count, shown > 1 { shown -= 1 }
    let selected = state.run == index ? state.lane : 0
    let first = max(0, min(selected - shown / 2, count - shown))
    for lane in first..<first + shown {
      lines.append(Line(kind: .lane(run: index, lane), row: row))
      row += laneRows
      left -= laneRows
    }
    let widest = run.result.lanes.reduce(0) { $0 + $1.width }
    if widest > shown, left > 1, shown > 0 {
      add(.more(run: index, hidden: widest - shown), at: &row, &left)
    }
    if left > 0 { add(.busy(index), at: &row, &left) }
  }

  private mutating func add(_ kind: Line.Kind, at row: inout Int, _ left: inout Int) {
    lines.append(Line(kind: kind, row: row))
    row += 1
    left -= 1
  }
}
