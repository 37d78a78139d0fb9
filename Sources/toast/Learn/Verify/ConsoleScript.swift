/// A `console` block of a lesson: commands behind `$ `, and what they print.
struct ConsoleScript {
  /// A command and what stands below it.
  struct Command {
    /// The line of the command in the lesson.
    let line: Int
    /// What stands behind `$ `.
    let text: String
    /// The lines that it is said to print; empty ones at the end do not count.
    var output: [String]

    /// Its words.
    var words: [String] { text.split(separator: " ").map(String.init) }

    /// Why it is not run; nil where it is.
    ///
    /// A lesson may come from anybody: no command reaches a file outside of the folder made for it.
    var refusal: (message: String, remedy: String)? {
      let words = words
      guard words.first == "toast" else {
        return ("`\(text)` cannot be proved", "only toast stands in console blocks; use ```text")
      }
      if words.contains("learn") {
        return ("`toast learn` does not run within its own proof", "use ```text")
      }
      if text.contains(where: { "|&;<>()$`\"'\\*?#~".contains($0) }) {
        return ("`\(text)` needs a shell, and none reads it", "write plain words, without quotes")
      }
      if words.contains("--allow-commands") {
        return ("a lesson runs no shell commands", "leave out --allow-commands")
      }
      if let word = words.first(where: Self.leavesFolder) {
        return (
          "`\(word)` is outside of the folder that the command gets", "name bundled scenarios"
        )
      }
      return nil
    }

    private static func leavesFolder(_ word: String) -> Bool {
      // By scalars, as a mark beside a slash makes another character of both.
      let letters = word.unicodeScalars
      guard letters.contains("/") else { return word == ".." }
      return letters.first == "/" || letters.first == "-"
        || zip(letters, letters.dropFirst()).contains {
          $0 == (".", ".") || $0 == ("=", "/")
        }
    }
  }

  let commands: [Command]
  /// The line where a command should stand and none does; nil where all is in order.
  let strayLine: Int?

  /// Reads the text of a block whose first line is `line` of the lesson.
  init(_ text: String, line: Int) {
    var commands: [Command] = []
    var strayLine: Int?
    for (index, row) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      if row.hasPrefix("$ ") {
        commands.append(
          Command(line: line + index, text: String(row.dropFirst(2)), output: []))
      } else if commands.isEmpty {
        if row.contains(where: { $0 != " " }) { strayLine = strayLine ?? line + index }
      } else {
        commands[commands.count - 1].output.append(String(row))
      }
    }
    for index in commands.indices { commands[index].output.dropEmptyEnd() }
    self.commands = commands
    self.strayLine = strayLine ?? (commands.isEmpty ? line : nil)
  }
}

extension [String] {
  /// Leaves out empty lines at the end.
  mutating func dropEmptyEnd() { while last?.isEmpty == true { removeLast() } }
}
