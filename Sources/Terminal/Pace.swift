import Glibc

/// When the next picture is due, and how much time went by.
struct Pace {
  /// A 60th of a second, in nanoseconds.
  private static let pictureTime: Int64 = 16_666_667
  /// What counts at most at once, so that a stop with Ctrl-Z makes no jump.
  private static let mostElapsed: Int64 = 250_000_000

  private var pictureBegin = Pace.now()
  private var lastLook = Pace.now()

  /// A picture begins to be drawn.
  mutating func beginPicture() { pictureBegin = Self.now() }

  /// How long to wait for the next picture's time, in milliseconds, rounded up.
  var millisecondsLeft: Int32 {
    let left = pictureBegin + Self.pictureTime - Self.now()
    return Int32(max(0, (left + 999_999) / 1_000_000))
  }

  /// The time since this was asked before, in nanoseconds.
  mutating func elapsed() -> Int64 {
    let now = Self.now()
    defer { lastLook = now }
    return min(now - lastLook, Self.mostElapsed)
  }

  private static func now() -> Int64 {
    var time = timespec()
    unsafe clock_gettime(CLOCK_MONOTONIC, &time)
    return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
  }
}
