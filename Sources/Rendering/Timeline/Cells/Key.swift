/// What somebody did with the keyboard or the mouse.
public enum Key: Equatable, Sendable {
  /// A character that was typed.
  case character(Unicode.Scalar)
  /// The arrow up.
  case up
  /// The arrow down.
  case down
  /// The arrow left.
  case left
  /// The arrow right.
  case right
  /// The key Home.
  case home
  /// The key End.
  case end
  /// The key Page Up.
  case pageUp
  /// The key Page Down.
  case pageDown
  /// The key Enter.
  case enter
  /// The key Escape.
  case escape
  /// The key Backspace.
  case backspace
  /// The key Tab.
  case tab
  /// Tab with Shift.
  case backTab
  /// A press of the left button at a place of the screen.
  case click(row: Int, column: Int)
  /// A turn of the wheel at a place: away from the hand is `up`.
  case wheel(up: Bool, row: Int, column: Int)
}
