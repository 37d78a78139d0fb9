import Analysis
public import Model

extension ViewState {
  /// Types into the line at the bottom.
  mutating func type(_ key: Key, in show: Show) -> ViewEffect {
    guard var prompt else { return .none }
    switch key {
    case .escape:
      self.prompt = nil
      if prompt.kind == .guess || prompt.kind == .classGuesses { endGuessing() }
    case .enter: return enter(prompt, in: show)
    case .backspace:
      if !prompt.text.isEmpty { prompt.text.removeLast() }
      self.prompt = prompt
    case .character(let scalar):
      if prompt.text.count < 60, scalar.properties.generalCategory != .control {
        prompt.text.unicodeScalars.append(scalar)
      }
      self.prompt = prompt
    default: break
    }
    return .none
  }

  private mutating func enter(_ prompt: Prompt, in show: Show) -> ViewEffect {
    let text = Self.trimmed(prompt.text)
    self.prompt = nil
    switch prompt.kind {
    case .find:
      query = text
      find(text, isLater: true, in: show)
    case .command: return command(text, in: show)
    case .save:
      guard !text.isEmpty else { return .none }
      return .save(text)
    case .guess: takeGuess(text, in: show)
    case .classGuesses: takeAnswer(text, in: show)
    }
    return .none
  }

  private static func trimmed(_ text: String) -> String {
    let words = text.split(separator: " ", omittingEmptySubsequences: true)
    return words.joined(separator: " ")
  }

  private mutating func takeGuess(_ text: String, in show: Show) {
    guard let time = GuessReader.time(text, unit: show.guessUnit) else {
      prompt = Prompt(kind: .guess)
      message = "`\(text)` is no time; write 55 min, 1h30m or \(show.guessUnit.name)s alone: 55"
      return
    }
    guess = time
    endGuessing()
  }

  /// One answer after another; an empty line ends.
  private mutating func takeAnswer(_ text: String, in show: Show) {
    if text.isEmpty { return endGuessing() }
    prompt = Prompt(kind: .classGuesses)
    guard let time = GuessReader.time(text, unit: show.guessUnit) else {
      message = "`\(text)` is no time; write 55 min, 1h30m or \(show.guessUnit.name)s alone: 55"
      return
    }
    answers.append(time)
  }

  private mutating func command(_ text: String, in show: Show) -> ViewEffect {
    let words = text.split(separator: " ", maxSplits: 1).map(String.init)
    let value = words.count > 1 ? words[1] : ""
    switch words.first {
    case "q", "quit": return .quit
    case "goto", "go": goTo(value, in: show)
    case "speed":
      if let time = GuessReader.time(value, unit: show.guessUnit), time > 0 {
        speed = time
      } else {
        message = "write :speed 4 min, the time that goes by in a second"
      }
    case "theme":
      if let name = Theme.Name(rawValue: value) {
        theme = name
      } else {
        message = "themes are \(Theme.Name.allCases.map(\.rawValue).joined(separator: ", "))"
      }
    case "w", "save": return value.isEmpty ? .none : .save(value)
    case nil: break
    default: message = "commands are goto, speed, theme, save and quit"
    }
    return .none
  }

  private mutating func goTo(_ value: String, in show: Show) {
    guard isRevealed else {
      message = "not before the end is known: it would tell how long it takes"
      return
    }
    guard let time = show.time(named: value) else {
      message = "write :goto 31 min, :goto 50% or :goto end"
      return
    }
    isPlaying = false
    go(to: time, in: show)
  }

  /// Finds a lane or a job by its name, from the instant on; `toast` finds the next toast.
  mutating func find(_ query: String, isLater: Bool, in show: Show) {
    guard !query.isEmpty else {
      message = "nothing to find; / asks for a lane or a job"
      return
    }
    let shown = show.runs[run]
    let lanes = shown.lanes
    if let index = lanes.firstIndex(where: { shown.result.lanes[$0].name == query }) {
      lane = index
      return
    }
    let words = query.split(separator: " ")
    guard let name = words.first,
      let task = shown.timeline.scenario.tasks.firstIndex(where: { $0.name == name })
    else {
      message = "no lane and no job is called \(query)"
      return
    }
    let number = words.count > 1 ? Int(words[1]).map { $0 - 1 } : nil
    guard let found = shown.search(task, number, from: time, isLater: isLater),
      isRevealed || found.start <= time
    else {
      message = "no such job on that side of now"
      return
    }
    lane = lanes.firstIndex(of: found.lane) ?? lane
    isPlaying = false
    go(to: found.start, in: show)
    below = .job
  }
}

extension Show {
  /// An instant by its name: a duration, a percentage, `start` or `end`.
  public func time(named text: String) -> Nanoseconds? {
    if text == "end" { return end }
    if text == "start" { return 0 }
    if text.hasSuffix("%"), let share = Double(text.dropLast().filter { $0 != " " }),
      (0...100).contains(share)
    {
      // A Double has no place for the last nanoseconds of 292 years.
      let time = Double(end) * share / 100
      return time < Double(end) ? Nanoseconds(time) : end
    }
    return GuessReader.time(text, unit: guessUnit)
  }

  /// What a number alone means: minutes in a class.
  var guessUnit: (length: Nanoseconds, name: String) {
    if longestStep >= TimeUnit.hour { return (TimeUnit.hour, "hour") }
    return longestStep >= 10 * TimeUnit.second
      ? (TimeUnit.minute, "minute") : (TimeUnit.second, "second")
  }
}

/// Times as somebody types them in a hurry: "55", "55min", "1h30m", "52:30".
enum GuessReader {
  private static let units: [(name: String, length: Nanoseconds)] = [
    ("h", TimeUnit.hour), ("min", TimeUnit.minute), ("m", TimeUnit.minute),
    ("s", TimeUnit.second), ("ms", TimeUnit.millisecond), ("us", TimeUnit.microsecond), ("ns", 1),
  ]

  static func time(
    _ text: String, unit: (length: Nanoseconds, name: String)
  ) -> Nanoseconds? {
    let text = text.lowercased().filter { $0 != " " }
    guard !text.isEmpty, text.count <= 30 else { return nil }
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    if parts.count == 2 || parts.count == 3 { return clock(parts) }
    var rest = Substring(text)
    var sum: Nanoseconds = 0
    while !rest.isEmpty {
      let digits = rest.prefix { $0.isASCII && $0.isNumber || $0 == "." }
      guard let value = Double(digits) else { return nil }
      rest = rest.dropFirst(digits.count)
      let name = rest.prefix { $0.isLetter }
      rest = rest.dropFirst(name.count)
      let length = name.isEmpty ? unit.length : units.first { $0.name == name }?.length
      guard let length, value * Double(length) < 9e18 else { return nil }
      sum = sum.addingSaturated(Nanoseconds((value * Double(length)).rounded()))
    }
    return sum
  }

  /// 52:30 are minutes and seconds, 1:07:30 hours, minutes and seconds.
  private static func clock(_ parts: [Substring]) -> Nanoseconds? {
    var seconds: Int64 = 0
    for part in parts {
      guard let value = Int64(part), value >= 0, value < 1_000_000 else { return nil }
      seconds = seconds * 60 + value
    }
    return seconds * TimeUnit.second
  }
}

extension ShownRun {
  /// The first span of a job, or of any job of a task, after or before a time.
  ///
  /// Cost: for one job constant, and logarithmic for each lane; for any job the same for each.
  func search(
    _ task: Int, _ number: Int?, from time: Nanoseconds, isLater: Bool
  ) -> (lane: Int, start: Nanoseconds)? {
    if let number {
      guard (0..<timeline.scenario.tasks[task].count).contains(number),
        let start = timeline.jobs.record(task: task, number: number).start
      else { return nil }
      let lane = lanes.first {
        guard let span = timeline.histories[$0].span(at: start) else { return false }
        return span.task == Int32(task) && span.number == Int32(number)
      }
      return (lane ?? 0, start)
    }
    let begun = timeline.moments.tasks[task].begun
    let start = isLater ? begun.first { $0 > time } : begun.last { $0 < time }
    guard let start else { return nil }
    let lane = lanes.first {
      guard let span = timeline.histories[$0].span(at: start) else { return false }
      return span.task == Int32(task) && span.start == start
    }
    return (lane ?? 0, start)
  }
}
