extension WrongLesson {
  /// What is written in a block, and its keys.
  static let keys = [
    WrongLesson(
      name: "a tab",
      text: """
        ```yaml explain
        facts:
        \t- makespan = 75 min
        ```
        """,
      says: """
        error[S004]: a tab cannot indent
          --> 01-ovens.md:10:1
            |
         10 |  - makespan = 75 min
            | ^ indent with spaces
        """),
    WrongLesson(
      name: "a second key",
      text: """
        ```yaml reveal
        question: Why?
        question: Why not?
        answer: So.
        ```
        """,
      says: """
        error[S008]: the key `question` is written twice
          --> 01-ovens.md:10:1
           |
         9 | question: Why?
           | ^
            |
         10 | question: Why not?
            | ^^^^^^^^ it is on line 9 already; keep one of them
        """),
    WrongLesson(
      name: "a colon in a text",
      text: """
        ```yaml reveal
        question: Which: this or that?
        answer: That.
        ```
        """,
      says: """
        error[S009]: a second `: ` in one line
          --> 01-ovens.md:9:16
           |
         9 | question: Which: this or that?
           |                ^ quote a text that holds ': '
        """),
    WrongLesson(
      name: "an unknown key",
      text: """
        ```yaml predict
        questoin: How long?
        answer: makespan
        unit: min
        ```
        """,
      says: """
        error[S010]: unknown key `questoin` in the `predict` block
          --> 01-ovens.md:9:1
           |
         9 | questoin: How long?
           | ^^^^^^^^ did you mean `question`?
        """),
    WrongLesson(
      name: "a key of another block",
      text: """
        ```yaml watch
        facts: [makespan = 75 min]
        ```
        """,
      says: """
        error[S010]: unknown key `facts` in the `watch` block
          --> 01-ovens.md:9:1
           |
         9 | facts: [makespan = 75 min]
           | ^^^^^ `facts` belongs into a block `explain`
        """),
    WrongLesson(
      name: "missing keys",
      text: """
        ```yaml predict
        question: How long?
        ```
        """,
      says: """
        error[S011]: the key `answer` is missing
          --> 01-ovens.md:8:1
           |
         8 | ```yaml predict
           | ^^^^^^^^^^^^^^^ write `answer: makespan`
        error[S011]: the key `unit` is missing
          --> 01-ovens.md:8:1
           |
         8 | ```yaml predict
           | ^^^^^^^^^^^^^^^ write `unit: min`
        """),
    WrongLesson(
      name: "a list for keys",
      text: """
        ```yaml watch
        - variants
        ```
        """,
      says: """
        error[S012]: the `watch` block needs keys, but here is a list
          --> 01-ovens.md:9:1
           |
         9 | - variants
           | ^ write `key: value` lines, indented, or { key: value }
        """),
    WrongLesson(
      name: "a key for a fact",
      text: """
        ```yaml explain
        facts: { makespan: 75 min }
        ```
        """,
      says: """
        error[S012]: a fact is a sentence, not a key
          --> 01-ovens.md:9:10
           |
         9 | facts: { makespan: 75 min }
           |          ^^^^^^^^ write `makespan = 75 min`
        """),
    WrongLesson(
      name: "a scenario's name",
      text: """
        ```yaml scenario many
        workers: { oven: 5 }
        tasks: { tray: { work: 15 min } }
        ```
        ```yaml watch
        scenario: mny
        ```
        """,
      says: """
        error[S030]: there is no scenario `mny`
          --> 01-ovens.md:13:11
            |
         13 | scenario: mny
            |           ^^^ did you mean `many`?
        """),
    WrongLesson(
      name: "variants and kinds",
      text: """
        ```yaml watch
        variants: [one]
        real: [thread]
        ```
        """,
      says: """
        error[S030]: there is no variant `one`
          --> 01-ovens.md:9:12
           |
         9 | variants: [one]
           |            ^^^ the scenario has none
        error[S025]: a kind of worker cannot be `thread`
          --> 01-ovens.md:10:8
            |
         10 | real: [thread]
            |        ^^^^^^ did you mean `threads`?
        """),
    WrongLesson(
      name: "too many runs",
      text: """
        ```yaml watch
        workers: 1..8
        ```
        """,
      says: """
        error[L004]: at most 4 runs fit beside each other
          --> 01-ovens.md:9:10
           |
         9 | workers: 1..8
           |          ^^^^ remove 4 of them
        """),
  ]
}
