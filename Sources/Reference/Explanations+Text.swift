import ScenarioFiles

extension CodeExplanation {
  static let text: [CodeExplanation] = [
    CodeExplanation(
      .unreadableText, "A character that a scenario cannot hold",
      """
      The file is not UTF-8 text, or it holds a character that nobody can see: a control
      character, or one that turns the direction of writing. A terminal may obey such a
      character instead of showing it, and two names could look alike and still differ. It
      often comes along when text is copied from a slide or a web page. Save the file as
      UTF-8 and delete what stands at the caret, even where nothing seems to stand there.
      """,
      wrong: """
        about: Four toasters\u{7} and a hundred slices
        workers: { toaster: 4 }
        tasks:
          toast: { count: 100, work: 2 min }
        """,
      right: """
        about: Four toasters and a hundred slices
        workers: { toaster: 4 }
        tasks:
          toast: { count: 100, work: 2 min }
        """),
    CodeExplanation(
      .pastLimit, "Past a limit of the program",
      """
      The file, or something in it, is larger than the program takes: too many values, jobs,
      workers, steps, variants or rows, or brackets nested too deeply. Limits are checked
      before anything expands, so that one zero too many gives a message and not a computer
      without memory. The message names the limit that is passed. Write less: let a sweep
      double its values with `x2`, or put a long list of durations into a csv file.
      """,
      wrong: """
        workers: { toaster: 4 }
        tasks:
          toast: { count: 100, work: 2 min }
        sweep: { workers.toaster: 1..20000 }
        """,
      right: """
        workers: { toaster: 4 }
        tasks:
          toast: { count: 100, work: 2 min }
        sweep: { workers.toaster: 1..20000 x2 }
        """),
    CodeExplanation(
      .syntax, "Text that is not YAML",
      """
      The text breaks a rule of YAML: a bracket or a quotation stays open, a line is indented
      too far or not far enough, or a value begins with a character that needs quotes. The
      program stops here instead of guessing, because a guess could put a key into the wrong
      task. The place is where reading failed; the cause is often one line above it. Mend this
      first: other mistakes may show only afterwards.
      """,
      wrong: """
        workers: { toaster: 4 }
        tasks:
          toast: { count: 100, work: 2 min
        """,
      right: """
        workers: { toaster: 4 }
        tasks:
          toast: { count: 100, work: 2 min }
        """),
    CodeExplanation(
      .tab, "A tab at the beginning of a line",
      """
      YAML tells by indentation what belongs to what, and only spaces count. A tab is as wide
      as each editor likes, so the same file could look right on one screen and mean something
      else on another. Replace the tab by two spaces, and let the editor write spaces when the
      Tab key is pressed.
      """,
      wrong: """
        workers:
        \ttoaster: 4
        tasks:
          toast: { count: 100, work: 2 min }
        """,
      right: """
        workers:
          toaster: 4
        tasks:
          toast: { count: 100, work: 2 min }
        """),
    CodeExplanation(
      .anchor, "An anchor, an alias or a tag",
      """
      YAML lets `&name` mark a value, `*name` repeat it, and `!name` give it a type. A
      scenario needs none of them, and a few lines of aliases can expand to billions of
      values, so they are refused. They also hide what a task does from whoever reads it.
      Write the value out each time. If a text is meant to begin with `&`, `*` or `!`, put it
      in quotes.
      """,
      wrong: """
        workers: { toaster: 4 }
        tasks:
          toast: { count: 100, work: &slice 2 min }
          bagel: { count: 20, work: *slice }
        """,
      right: """
        workers: { toaster: 4 }
        tasks:
          toast: { count: 100, work: 2 min }
          bagel: { count: 20, work: 2 min }
        """),
    CodeExplanation(
      .severalDocuments, "More than one document in the file",
      """
      A line `---` begins a new YAML document and a line `...` ends one. A file holds one
      scenario; a reader that took only the first document would silently drop the rest.
      Remove the line if all of it is one scenario. To compare several settings, write them
      as `variants`; two scenarios with different tasks belong in two files.
      """,
      wrong: """
        workers: { toaster: 4 }
        tasks:
          toast: { count: 100, work: 2 min }
        ---
        variants:
          half: { workers.toaster: 2 }
        """,
      right: """
        workers: { toaster: 4 }
        tasks:
          toast: { count: 100, work: 2 min }
        variants:
          half: { workers.toaster: 2 }
        """),
    CodeExplanation(
      .empty, "A file without a scenario",
      """
      The file holds nothing but comments and empty lines, or no byte at all. Often it was
      never saved, or every line of it begins with `#`. There is nothing to simulate, and a
      report full of zeros would help nobody. Write at least `workers` and `tasks`.
      """,
      wrong: """
        # workers: { toaster: 4 }
        # tasks:
        #   toast: { count: 100, work: 2 min }
        """,
      right: """
        workers: { toaster: 4 }
        tasks:
          toast: { count: 100, work: 2 min }
        """),
    CodeExplanation(
      .duplicateKey, "The same key twice",
      """
      Two keys of one name stand in the same place. Many YAML readers keep only the last one,
      so a whole task could vanish without a word. The message shows both lines. Remove one of
      them, or give it another name if both are meant.
      """,
      wrong: """
        workers: { toaster: 4 }
        tasks:
          toast: { count: 100, work: 2 min }
          toast: { count: 20, work: 3 min }
        """,
      right: """
        workers: { toaster: 4 }
        tasks:
          toast: { count: 100, work: 2 min }
          bagel: { count: 20, work: 3 min }
        """),
    CodeExplanation(
      .spaceAfterColon, "A colon without a space, or one colon too many",
      """
      A colon separates a key from its value only where a space or the end of the line follows
      it. YAML reads `toaster:4` as one word, so the 4 would silently be lost. Put a space
      after the colon. A second `: ` in one line is the opposite slip: there the text holds a
      colon that YAML takes for another key, so put the text in quotes, as in
      `name: "Toast: 100 slices"`.
      """,
      wrong: """
        workers: {toaster:4}
        tasks:
          toast: { count: 100, work: 2 min }
        """,
      right: """
        workers: {toaster: 4}
        tasks:
          toast: { count: 100, work: 2 min }
        """),
  ]
}
