import Foundation
import ScenarioFiles

/// A student's name as quizzes are drawn from it: however it is typed, it is one name.
///
/// Lower case, composed (NFC), one space between words, nothing that a terminal may obey; cut at
/// 40 bytes, at a whole character.
struct QuizName: Hashable, Sendable {
  static let mostBytes = 40

  /// The name; empty where there is none.
  let text: String

  init(_ typed: String) {
    // Nobody's name is longer; what is cut anyway need not be looked at.
    var name = String(typed.unicodeScalars.prefix(400))
    // One pass may make work for another one: a letter without its neighbour composes otherwise.
    for _ in 0..<4 {
      let cleaner = Self.cleaned(name)
      if cleaner.utf8.elementsEqual(name.utf8) { break }
      name = cleaner
    }
    text = name
  }

  private static func cleaned(_ name: String) -> String {
    let words = name.lowercased().unicodeScalars.split(whereSeparator: \.properties.isWhitespace)
      .map { word in String(String.UnicodeScalarView(word.filter(isHarmless))) }
    let whole = words.filter { !$0.isEmpty }.joined(separator: " ")
      .precomposedStringWithCanonicalMapping
    var name = ""
    var length = 0
    for character in whole {
      length += character.utf8.count
      guard length <= mostBytes else { break }
      name.append(character)
    }
    while name.hasSuffix(" ") { name.removeLast() }
    return name
  }

  private static func isHarmless(_ scalar: Unicode.Scalar) -> Bool {
    let character = String(scalar)
    return harmless(character) == character
  }
}
