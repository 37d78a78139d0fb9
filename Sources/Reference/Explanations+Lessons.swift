import ScenarioFiles

/// Codes of lessons; their examples are lessons.
extension CodeExplanation {
  /// How most of them begin.
  private static let ovens = """
    # Two ovens

    ```yaml scenario
    workers: { oven: 2 }
    tasks:
      tray: { count: 10, work: 15 min }
    ```


    """

  static let lessons: [CodeExplanation] = [
    CodeExplanation(
      .lessonBlock, "A block that the program cannot tell",
      """
      A block of a lesson begins at the left edge with three backticks, the word `yaml` and
      the word for what it is, and ends with as many backticks. If the word is not known, the
      block would be shown as text and its question never asked; without an end, all of the
      lesson would belong to it. A scenario may have a name behind its word: one word, which
      no other scenario of the lesson has. Correct the line of the fence.
      """,
      wrong: ovens
        + """
        ```yaml whatch
        ```
        """,
      right: ovens
        + """
        ```yaml watch
        ```
        """),
    CodeExplanation(
      .lessonOrder, "A part of a lesson that is missing, or in another place",
      """
      A lesson is read from top to bottom. It has a title, `# Two ovens`; its `lesson` block
      comes before all others. A question is about the scenario above it, so one must stand
      there, or be named with `scenario: NAME`. The `solution` stands below its `change`, with
      only text between, and each `change` has one: otherwise nobody knows that the exercise
      can be solved.
      """,
      wrong: """
        # Two ovens

        ```yaml predict
        question: How long until the last tray is out?
        answer: makespan
        unit: min
        ```
        """,
      right: ovens
        + """
        ```yaml predict
        question: How long until the last tray is out?
        answer: makespan
        unit: min
        ```
        """),
    CodeExplanation(
      .lessonQuantity, "An answer that cannot be computed",
      """
      An answer is a measure such as `makespan`, or is computed from measures, numbers and
      lengths of time with + - * / and brackets. A minus has a space on either side, since
      names hold hyphens. Times are added to times, not to numbers: write `+ 2 min`, or
      multiply a time by the number. What comes out must fit the `unit`: a time for `min`, a
      number for `x`, `%` and counts. `value(PATH)` is what the scenario has there.
      """,
      wrong: ovens
        + """
        ```yaml predict
        question: And how long with one tray more?
        answer: makespan + 15
        unit: min
        ```
        """,
      right: ovens
        + """
        ```yaml predict
        question: And how long with one tray more?
        answer: makespan + 15 min
        unit: min
        ```
        """),
    CodeExplanation(
      .lessonQuestion, "A block that cannot be asked or shown as it is",
      """
      Hints are three or none: a question, the formula, the numbers. A question with options
      has two to nine. The unit is one of h, min, s, ms, us, x, %, `per h` or the word for
      what is counted; `minutes` would be taken for things that are counted. At most four
      runs are shown beside each other, and `workers` needs a scenario with one pool. The
      message tells which of these it is.
      """,
      wrong: ovens
        + """
        ```yaml predict
        question: How long until the last tray is out?
        answer: makespan
        unit: minutes
        ```
        """,
      right: ovens
        + """
        ```yaml predict
        question: How long until the last tray is out?
        answer: makespan
        unit: min
        ```
        """),
    CodeExplanation(
      .lessonClaim, "A lesson that says what the runs do not show",
      """
      `toast learn --verify` runs each scenario. Every sentence of `facts` must hold, exactly
      one option of a question must be right, an answer must not be empty, and no typical
      mistake may be as good as the right answer. What does not hold would be taught all the
      same. Correct the sentence, or the scenario that it is about.
      """,
      wrong: ovens
        + """
        ```yaml explain
        facts:
          - makespan = 70 min
        ```
        """,
      right: ovens
        + """
        ```yaml explain
        facts:
          - makespan = 75 min
        ```
        """),
    CodeExplanation(
      .lessonExercise, "An exercise that is no exercise",
      """
      `toast learn --verify` runs the scenario of each `change` and its `solution`. The
      scenario's `expect` must fail as it stands, or there is nothing to do. With the solution
      all of it must hold, and the solution must leave alone what `keep` names, or nobody can
      get through. Correct `expect`, the scenario or the solution.
      """,
      wrong: exercise("75 min"), right: exercise("30 min")),
    CodeExplanation(
      .lessonConsole, "A console block that shows something else",
      """
      `toast learn --verify` runs the lines of `console` blocks that begin with `$ toast` and
      compares what they print with what the block shows. Somebody who types the command
      reads something else than the lesson. Run the command and copy what it prints.
      """,
      wrong: """
        # The program's number

        ```console
        $ toast --version
        toast, version 0.1.0
        ```
        """,
      right: """
        # The program's number

        ```console
        $ toast --version
        0.1.0
        ```
        """),
  ]

  /// An exercise whose makespan must be small enough; two ovens take 75 minutes.
  private static func exercise(_ limit: String) -> String {
    """
    # Two ovens

    ```yaml scenario
    workers: { oven: 2 }
    tasks:
      tray: { count: 10, work: 15 min }
    expect:
      - makespan <= \(limit)
    ```

    ```yaml change
    task: The trays must be out after \(limit). Buy ovens.
    keep: [tasks]
    ```

    ```yaml solution
    workers: { oven: 5 }
    tasks:
      tray: { count: 10, work: 15 min }
    ```
    """
  }
}
