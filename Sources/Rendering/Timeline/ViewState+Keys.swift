import Analysis
import Model

/// What the world has to do after a key.
public enum ViewEffect: Equatable, Sendable {
  /// Nothing.
  case none
  /// End the view.
  case quit
  /// Save under a name; what, its extension says.
  case save(String)
}

extension ViewState {
  /// Takes a key, on a screen of some size.
  public mutating func take(_ key: Key, in show: Show, _ size: GridSize) -> ViewEffect {
    message = ""
    if prompt != nil { return type(key, in: show) }
    if showsHelp {
      showsHelp = false
      return key == .character("q") ? .quit : .none
    }
    switch key {
    case .up: moveLane(by: -1, in: show)
    case .down: moveLane(by: 1, in: show)
    case .pageUp: moveLane(by: -10, in: show)
    case .pageDown: moveLane(by: 10, in: show)
    case .left: go(to: time - scrub(show), in: show)
    case .right: go(to: time.addingSaturated(scrub(show)), in: show)
    case .home: go(to: 0, in: show)
    case .end: go(to: show.end, in: show)
    case .enter: toggle(.job)
    case .escape: leave()
    case .tab: moveRun(by: 1, in: show)
    case .backTab: moveRun(by: -1, in: show)
    case .backspace: break
    case .click(let row, let column): click(row: row, column: column, in: show, size)
    case .wheel(let up, _, _): zoom(by: up ? 0.5 : 2, in: show)
    case .character(let scalar): return take(scalar, in: show)
    }
    return .none
  }

  private mutating func take(_ scalar: Unicode.Scalar, in show: Show) -> ViewEffect {
    switch scalar {
    case "q": return .quit
    case " ": togglePlay(in: show)
    case ".", ",": step(isLater: scalar == ".", in: show)
    case "0"..."9": jump(tenths: Int64(scalar.value - 48), in: show)
    case "+", "=": speed = speed.addingSaturated(speed)
    case "-", "_": speed = max(1, speed / 2)
    case "r": restart(show)
    case "w": zoom(by: 0.5, in: show)
    case "s": zoom(by: 2, in: show)
    case "a": pan(by: -0.25, in: show)
    case "d": pan(by: 0.25, in: show)
    case "j": moveLane(by: 1, in: show)
    case "k": moveLane(by: -1, in: show)
    default: return choose(scalar, in: show)
    }
    return .none
  }

  private mutating func choose(_ scalar: Unicode.Scalar, in show: Show) -> ViewEffect {
    switch scalar {
    case "f": fitOrFocus(show)
    case "e": isExpanded.toggle()
    case "x": toggle(.why)
    case "c": toggle(.critical)
    case "g": toggleGhost(in: show)
    case "m": mark()
    case "[": jumpToMark(isLater: false, in: show)
    case "]": jumpToMark(isLater: true, in: show)
    case "B": chooseBaseline(in: show)
    case "b": isBig.toggle()
    case "t": nextTheme()
    case "u": usesSeconds.toggle()
    case "?": showsHelp = true
    case "/": prompt = Prompt(kind: .find)
    case ":": prompt = Prompt(kind: .command)
    case "o": prompt = Prompt(kind: .save)
    case "n": find(query, isLater: true, in: show)
    case "N": find(query, isLater: false, in: show)
    case "p": askForGuess(in: show)
    default: message = "no key \(Character(scalar)); ? tells which there are"
    }
    return .none
  }

  /// A twentieth of all, or of the axis where all is not to be told.
  private func scrub(_ show: Show) -> Nanoseconds {
    max(1, (isRevealed ? show.end : windowLength) / 20)
  }

  private mutating func togglePlay(in show: Show) {
    if time >= show.end { restart(show) } else { isPlaying.toggle() }
  }

  private mutating func restart(_ show: Show) {
    go(to: 0, in: show)
    windowStart = 0
    isPlaying = true
  }

  private mutating func step(isLater: Bool, in show: Show) {
    isPlaying = false
    guard let next = show.neighbour(of: time, isLater: isLater) else {
      message = isLater ? "this is the end" : "this is the beginning"
      return
    }
    go(to: next, in: show)
  }

  private mutating func jump(tenths: Int64, in show: Show) {
    guard isRevealed else {
      message = "not before the end is known: it would tell how long it takes"
      return
    }
    go(to: Nanoseconds(Int128(show.end) * Int128(tenths) / 10), in: show)
  }

  private mutating func moveLane(by step: Int, in show: Show) {
    let count = show.runs[run].lanes.count
    lane = max(0, min(count - 1, lane + step))
  }

  private mutating func moveRun(by step: Int, in show: Show) {
    guard show.runs.count > 1 else {
      message = "there is one run; toast race --view stacks several"
      return
    }
    run = (run + step + show.runs.count) % show.runs.count
    lane = max(0, min(lane, show.runs[run].lanes.count - 1))
  }

  private mutating func toggle(_ what: Below) { below = below == what ? .narration : what }

  /// Leaves what is open, the last first.
  private mutating func leave() {
    if below != .narration {
      below = .narration
    } else if isExpanded {
      isExpanded = false
    } else if isBig {
      isBig = false
    }
  }

  private mutating func toggleGhost(in show: Show) {
    guard isRevealed else {
      message = "no ghost before the end is known: it would tell how long it takes"
      return
    }
    showsGhost.toggle()
  }

  private mutating func mark() {
    if let index = marks.firstIndex(of: time) {
      marks.remove(at: index)
      message = "mark removed"
    } else {
      marks = (marks + [time]).sorted()
      message = "marked; [ and ] go from mark to mark"
    }
  }

  private mutating func jumpToMark(isLater: Bool, in show: Show) {
    let mark = isLater ? marks.first { $0 > time } : marks.last { $0 < time }
    guard let mark else {
      message = marks.isEmpty ? "no marks; m makes one" : "no mark on that side"
      return
    }
    go(to: mark, in: show)
  }

  private mutating func chooseBaseline(in show: Show) {
    guard show.runs.count > 1 else {
      message = "a baseline needs a second run; toast race --view stacks several"
      return
    }
    baseline = baseline == run ? nil : run
    message =
      baseline == nil
      ? "speedups are as in the report" : "speedups are against \(show.runs[run].label)"
  }

  private mutating func nextTheme() {
    let all = Theme.Name.allCases
    let index = theme.flatMap { all.firstIndex(of: $0) } ?? 0
    theme = all[(index + 1) % all.count]
    message = "theme \(theme?.rawValue ?? "")"
  }

  /// The selected job where the axis shows all, else all.
  private mutating func fitOrFocus(_ show: Show) {
    let timeline = show.runs[run].timeline
    let lanes = show.runs[run].lanes
    if windowLength >= show.end, isRevealed, lanes.indices.contains(lane),
      let span = timeline.histories[lanes[lane]].span(at: time)
    {
      let length = max(20, Nanoseconds(clamping: 4 * Int128(span.end - span.start)))
      windowLength = min(length, max(1, show.end))
      windowStart = max(0, min(span.start - length / 3, show.end - windowLength))
    } else {
      fit(show)
    }
  }

  private mutating func askForGuess(in show: Show) {
    guard time == 0 || isRevealed && show.isPredicting else {
      message = "a guess is made before the start: r goes there"
      return
    }
    prompt = Prompt(kind: .guess)
  }

  private mutating func click(row: Int, column: Int, in show: Show, _ size: GridSize) {
    let layout = FrameLayout(show, self, size)
    for line in layout.lines where layout.rows(of: line).contains(row) {
      if case .lane(let run, let lane) = line.kind { (self.run, self.lane) = (run, lane) }
    }
    let plot = layout.plot
    guard plot.contains(column), row < layout.lanesEnd else { return }
    let offset = Int128(windowLength) * Int128(column - plot.lowerBound) / Int128(plot.count)
    let target = windowStart.addingSaturated(Nanoseconds(offset))
    guard isRevealed || target <= time else { return }
    isPlaying = false
    go(to: target, in: show)
  }
}
