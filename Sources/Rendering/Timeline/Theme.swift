import Analysis

/// What a part of a picture is, from which a theme makes its ink.
enum Role: Equatable {
  case plain, title, faint, rule, key, work(Int), state(LaneSpan.State), idle, ghost, strip, warning
}

/// Colours for the parts of a picture.
///
/// Hues are Okabe and Ito's, which colour-blind people can tell apart; as some are equally bright, every
/// state has a character of its own as well.
public struct Theme: Equatable, Sendable {
  /// A set of colours.
  public enum Name: String, CaseIterable, Sendable {
    /// For dark backgrounds.
    case dark
    /// For light backgrounds.
    case light
    /// Without colours.
    case mono
    /// As much contrast as there can be.
    case high
  }

  /// Which colours.
  public var name: Name
  /// How many colours the terminal has: 0, 8 or 256.
  public var colorCount: Int
  /// Whether everything is to be read from afar: bold, nothing faint.
  public var isBig = false

  /// Makes a theme.
  public init(_ name: Name, colorCount: Int = 256) {
    self.name = name
    self.colorCount = colorCount
  }

  /// The ink of a part.
  func ink(_ role: Role) -> Ink {
    var ink = Ink(attributes: attributes(role))
    if name != .mono, colorCount >= 8 {
      ink.foreground = colorCount >= 256 ? many(role) : few(role)
    }
    if isBig {
      ink.attributes.remove(.dim)
      ink.attributes.insert(.bold)
    }
    return ink
  }

  private func attributes(_ role: Role) -> Ink.Attributes {
    switch role {
    case .title, .key: .bold
    case .state(.failed), .warning: .bold
    case .faint, .rule, .idle, .ghost: name == .high ? [] : .dim
    case .plain, .work, .state, .strip: []
    }
  }

  /// The colours of a role for dark, light and high: of 256.
  private func many(_ role: Role) -> Int16 {
    switch role {
    case .plain, .title, .faint, .rule, .idle, .ghost: -1
    case .key: pick(74, 25, 51)
    case .work(let task): task % 2 == 0 ? pick(214, 25, 226) : pick(36, 29, 46)
    case .state(.work): pick(214, 25, 226)
    case .state(.wait): pick(74, 133, 51)
    case .state(.blocked): pick(227, 94, 201)
    case .state(.starting), .state(.dispatching), .state(.transferring): pick(175, 97, 213)
    case .state(.failed), .warning: pick(166, 160, 196)
    case .strip: pick(250, 240, 15)
    }
  }

  private func pick(_ dark: Int16, _ light: Int16, _ high: Int16) -> Int16 {
    switch name {
    case .dark, .mono: dark
    case .light: light
    case .high: high
    }
  }

  /// The colours of a role: of the eight that every terminal has.
  private func few(_ role: Role) -> Int16 {
    let isLight = name == .light
    return switch role {
    case .plain, .title, .faint, .rule, .idle, .ghost: -1
    case .key: isLight ? 4 : 6
    case .work(let task): task % 2 == 0 ? (isLight ? 4 : 3) : 2
    case .state(.work): isLight ? 4 : 3
    case .state(.wait): isLight ? 5 : 6
    case .state(.blocked): isLight ? 1 : 5
    case .state(.starting), .state(.dispatching), .state(.transferring): isLight ? 6 : 4
    case .state(.failed), .warning: 1
    case .strip: -1
    }
  }
}
