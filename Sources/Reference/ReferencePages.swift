import ScenarioFiles

/// Pages of docs/ that are made from what `toast explain` knows.
public enum ReferencePages {
  /// docs/glossary.md.
  public static var glossary: String {
    var page = """
      # Glossary

      One word per idea: the scenario file, the report and the tables use these. `toast explain TERM`
      prints an entry; it knows the other words too. This page is made from the same source.

      """
    for subject in GlossaryEntry.subjects {
      page += "\n## \(subject.title)\n"
      for entry in subject.entries { page += "\n" + section(entry) }
    }
    return page
  }

  private static func section(_ entry: GlossaryEntry) -> String {
    var text = "**\(entry.term)**"
    if let symbol = entry.symbol { text += " `\(symbol)`" }
    if !entry.also.isEmpty { text += " (also: \(entry.also.joined(separator: ", ")))" }
    text += "\n\n\(entry.text)"
    if let source = entry.source { text += " (\(source))" }
    return text + "\n\nSee \(entry.see.joined(separator: ", ")).\n"
  }

  /// docs/messages.md.
  public static var messages: String {
    var page = """
      # Messages

      Every mistake and every warning has a code that stays the same from version to version.
      `toast explain S010` prints what stands here. Errors keep a scenario (S) from running and a lesson
      (L) from being used, warnings (W) do not. L005 to L007 are found by `toast learn --verify`, which
      runs what the lesson has; all others by reading. This page is made from the same source.

      """
    for entry in CodeExplanation.all {
      // A lesson holds fences of three backticks.
      let fence = entry.isAboutLessons ? "````" : "```"
      let language = entry.isAboutLessons ? "markdown" : "yaml"
      page += """

        ## \(entry.code.rawValue): \(entry.title)

        \(entry.text)

        Wrong:

        \(fence)\(language)
        \(shown(entry.wrong))
        \(fence)

        Right:

        \(fence)\(language)
        \(shown(entry.right))
        \(fence)

        """
    }
    return page
  }

  /// An example with its invisible characters made visible.
  public static func shown(_ example: String) -> String {
    example.unicodeScalars.reduce(into: "") { text, scalar in
      switch scalar {
      case "\n": text += "\n"
      case "\t": text += "<tab>"
      case _ where scalar.value < 0x20 || scalar.value == 0x7F:
        text += "<U+" + String(scalar.value + 0x10000, radix: 16, uppercase: true).dropFirst() + ">"
      default: text.unicodeScalars.append(scalar)
      }
    }
  }
}
