import Analysis

/// The characters of lanes and views: every state has its own, in two alphabets.
public struct LaneGlyphs: Sendable {
  let work: Unicode.Scalar
  /// A cell of work in which a job ends.
  let workEnd: Unicode.Scalar
  let wait: Unicode.Scalar
  let blocked: Unicode.Scalar
  let starting: Unicode.Scalar
  let dispatching: Unicode.Scalar
  let transferring: Unicode.Scalar
  let failed: Unicode.Scalar
  let idle: Unicode.Scalar
  /// What another run did, or this one will do.
  let ghost: Unicode.Scalar
  /// Characters for a cell that is in part idle, by eighths in use; one stands for all.
  let partial: [Unicode.Scalar]
  /// Heights of a strip, from nothing to all.
  let heights: [Unicode.Scalar]
  let edge: Unicode.Scalar
  let rule: Unicode.Scalar
  let tickAbove: Unicode.Scalar
  let mark: Unicode.Scalar
  let playing: Unicode.Scalar
  let paused: Unicode.Scalar
  let ended: Unicode.Scalar
  let pointer: Unicode.Scalar
  let dot: Unicode.Scalar
  let more: Unicode.Scalar
  /// What stands for a value that is missing.
  let missing: String

  /// Block characters.
  public static let unicode = LaneGlyphs(
    work: "█", workEnd: "▉", wait: "░", blocked: "╌", starting: "▒", dispatching: "▞",
    transferring: "▓", failed: "✗", idle: "·", ghost: "┄",
    partial: ["▏", "▎", "▍", "▌", "▋", "▊", "▉"],
    heights: [" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"], edge: "│", rule: "─",
    tickAbove: "┬", mark: "▾", playing: "▶", paused: "‖", ended: "■",
    pointer: "▸", dot: "·", more: "→", missing: "–")

  /// ASCII alone.
  public static let ascii = LaneGlyphs(
    work: "#", workEnd: "]", wait: "~", blocked: "w", starting: "s", dispatching: "d",
    transferring: "t", failed: "x", idle: ".", ghost: "-", partial: ["+"],
    heights: [" ", ".", ":", "+", "#"], edge: "|", rule: "-", tickAbove: "+",
    mark: "v", playing: ">", paused: "=", ended: "*", pointer: ">", dot: "-", more: ">",
    missing: "-")

  /// The character of a state.
  func glyph(_ state: LaneSpan.State) -> Unicode.Scalar {
    switch state {
    case .work: work
    case .wait: wait
    case .blocked: blocked
    case .starting: starting
    case .dispatching: dispatching
    case .transferring: transferring
    case .failed: failed
    }
  }

  /// A height of a strip for a share from 0 to 1: never nothing for something, nor all for less.
  func height(_ share: Double) -> Unicode.Scalar {
    let most = heights.count - 1
    guard share > 0 else { return heights[0] }
    if share >= 1 { return heights[most] }
    return heights[min(most - 1, max(1, Int((share * Double(most)).rounded())))]
  }
}
