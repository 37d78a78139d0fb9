import Model
import Rendering

/// An animation from the beginning to the end, with a chapter wherever something new begins.
struct Recording {
  private let show: Show
  private let size: GridSize
  private let picture: (ViewState) -> CellGrid
  private var state: ViewState
  private static let frameTime: Nanoseconds = 80_000_000
  private static let mostSeconds: Int64 = 3_600

  /// A recording of what a viewer would show.
  init(
    _ show: Show, size: GridSize, from state: ViewState,
    _ picture: @escaping (ViewState) -> CellGrid
  ) {
    self.show = show
    self.size = size
    self.state = state
    self.picture = picture
  }

  /// A recording in the usual size and colours.
  init(_ show: Show) {
    let size = GridSize(columns: 80, rows: 24)
    let theme = Theme(.dark, colorCount: 256)
    self.init(show, size: size, from: ViewState(show, guess: nil)) {
      Frame(show, $0, size, theme: theme, glyphs: .unicode).grid()
    }
  }

  /// Writes it as an asciicast.
  func write(to write: (String) throws -> Void) throws {
    let length = Int128(show.end) / Int128(max(1, state.speed))
    guard length <= Int128(Self.mostSeconds) else {
      throw Failure.usage(
        "at this speed the recording takes more than an hour; --speed tells how much time goes by "
          + "in a second")
    }
    var state = state
    var cast = Asciicast(size: size, title: show.title)
    try write(cast.header)
    state.begin(show, collectsClass: false)
    state.play()
    var chapters = show.chapters[...]
    var now: Nanoseconds = 0
    while true {
      while let next = chapters.first, next.time <= state.time {
        try write(cast.marker(next.name, at: now))
        chapters.removeFirst()
      }
      try write(cast.add(picture(state), at: now))
      guard state.isMoving else { break }
      state.advance(by: Self.frameTime, in: show)
      now += Self.frameTime
    }
    try write(cast.end(at: now + 3 * TimeUnit.second))
  }
}
