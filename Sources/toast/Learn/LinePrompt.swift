import Foundation

/// Asks for lines on standard input.
struct LinePrompt {
  /// Asks, and waits for a line; nil at the end of the input.
  mutating func ask(_ prompt: String) throws -> String? {
    try Console.write(prompt)
    return readLine()
  }
}
