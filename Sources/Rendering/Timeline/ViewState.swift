public import Model

/// Where somebody is in a show, and what they look at: everything of a picture that keys change.
public struct ViewState: Equatable, Sendable {
  /// What stands below the lanes.
  enum Below: Equatable { case narration, why, job, critical }

  /// A line that is being typed.
  struct Prompt: Equatable {
    enum Kind: Equatable { case find, command, save, guess, classGuesses }
    var kind: Kind
    var text = ""
  }

  /// The instant that is shown, in nanoseconds.
  public internal(set) var time: Nanoseconds = 0
  /// Whether time goes on.
  public internal(set) var isPlaying = false
  /// How much of a run's time goes by in a second, in nanoseconds.
  public var speed: Nanoseconds
  /// What went by of the next nanosecond, in billionths, so that the shortest runs move, too.
  private var fraction: Int128 = 0
  /// The first instant of the axis.
  var windowStart: Nanoseconds = 0
  /// How long the axis is.
  var windowLength: Nanoseconds
  /// The position of the run that keys are for.
  var run = 0
  /// The position of its lane that is looked at.
  var lane = 0
  var below = Below.narration
  var showsHelp = false
  var showsGhost = false
  /// Whether lanes have the whole screen.
  var isExpanded = false
  /// Whether it is to be read from afar.
  public var isBig = false
  /// The colours; nil as they were given.
  public var theme: Theme.Name?
  /// Whether the clock counts seconds alone.
  var usesSeconds = false
  /// Instants that somebody marked, in order.
  public internal(set) var marks: [Nanoseconds] = []
  var prompt: Prompt?
  /// What was looked for last.
  var query = ""
  /// What is to be told of the last key.
  public var message = ""
  /// The run that others are measured against; nil for each one's own baseline.
  var baseline: Int?
  /// What somebody guessed the last run's makespan to be.
  public internal(set) var guess: Nanoseconds?
  /// What a class guessed, in the order of answers.
  public internal(set) var answers: [Nanoseconds] = []
  /// Whether it begins to play once guesses are made.
  private var playsAfterGuess = true
  /// Whether the end has been seen, so that there is nothing left to hide.
  var isRevealed: Bool

  /// The beginning of a show.
  public init(_ show: Show, guess: Nanoseconds? = nil) {
    speed = show.firstSpeed
    isRevealed = !show.isPredicting
    windowLength = show.isPredicting ? show.firstWindow : max(1, show.end)
    self.guess = guess
  }

  /// Begins to play, or asks for a guess first; with `plays` false it stays at the start.
  public mutating func begin(_ show: Show, collectsClass: Bool, plays: Bool = true) {
    playsAfterGuess = plays
    if collectsClass {
      prompt = Prompt(kind: .classGuesses)
    } else if show.isPredicting, guess == nil {
      prompt = Prompt(kind: .guess)
    } else {
      isPlaying = plays
    }
  }

  /// Looks at a run, and draws what another one did where its lanes are empty.
  public mutating func compare(_ run: Int, withGhostOf other: Int) {
    self.run = run
    showsGhost = true
    baseline = other
  }

  /// Nothing is asked any more.
  mutating func endGuessing() { isPlaying = playsAfterGuess }

  /// Begins to play, whatever was asked.
  public mutating func play() {
    prompt = nil
    isPlaying = true
  }

  /// Whether pictures change by themselves.
  public var isMoving: Bool { isPlaying && prompt == nil && !showsHelp }

  /// Lets real time go by, in nanoseconds.
  public mutating func advance(by nanoseconds: Nanoseconds, in show: Show) {
    guard isMoving else { return }
    let passed = Int128(nanoseconds) * Int128(speed) + fraction
    let step = passed / Int128(TimeUnit.second)
    fraction = passed % Int128(TimeUnit.second)
    go(to: time.addingSaturated(Nanoseconds(clamping: step)), in: show)
    if time >= show.end { isPlaying = false }
  }

  /// Shows an instant.
  public mutating func go(to time: Nanoseconds, in show: Show) {
    self.time = min(max(0, time), show.end)
    if self.time >= show.end, !isRevealed {
      isRevealed = true
      fit(show)
    }
    follow(show)
  }

  /// Shows all of the runs.
  mutating func fit(_ show: Show) {
    windowStart = 0
    windowLength = isRevealed ? max(1, show.end) : show.firstWindow
    follow(show)
  }

  /// Moves the axis so that the instant is on it.
  mutating func follow(_ show: Show) {
    let lead = windowLength / 10 * 8
    if time > windowStart.addingSaturated(windowLength) {
      windowStart = time - lead
    } else if !isRevealed, time > windowStart + lead {
      windowStart = time - lead
    } else if time < windowStart {
      windowStart = max(0, time - windowLength / 10)
    }
    if isRevealed {
      windowStart = max(0, min(windowStart, show.end - windowLength))
    }
  }

  /// A length in whole nanoseconds, at most what the clock can count.
  private static func whole(_ length: Double) -> Nanoseconds {
    length < 0x1p63 ? Nanoseconds(length) : .max
  }

  /// Makes the axis longer or shorter around the instant.
  mutating func zoom(by factor: Double, in show: Show) {
    let most = isRevealed ? max(1, show.end) : show.firstWindow * 8
    let length = Self.whole(Double(windowLength) * factor)
    let before = Double(time - windowStart) / Double(windowLength)
    windowLength = max(min(most, 20), min(most, length))
    windowStart = max(0, time - Self.whole(before * Double(windowLength)))
    if isRevealed { windowStart = max(0, min(windowStart, show.end - windowLength)) }
  }

  /// Moves the axis by a share of its length.
  mutating func pan(by share: Double, in show: Show) {
    let step = Self.whole(Double(windowLength) * share)
    let last = max(0, (isRevealed ? show.end : time) - windowLength)
    windowStart = max(
      0, min(windowStart.addingSaturated(step), max(last, windowStart + min(0, step))))
  }
}
