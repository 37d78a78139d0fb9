extension WrongLesson {
  /// Blocks, their names and their order.
  static let blocks = [
    WrongLesson(
      name: "a block's kind",
      text: """
        ```yaml predcit
        question: How long?

        ```
        """,
      says: """
        error[L001]: `predcit` is not a kind of block
          --> 01-ovens.md:8:1
           |
         8 | ```yaml predcit
           | ^^^^^^^^^^^^^^^ did you mean `predict`?
        """),
    WrongLesson(
      name: "a block without yaml",
      text: """
        ```predict
        ```
        """,
      says: """
        error[L001]: `yaml` is missing before `predict`
          --> 01-ovens.md:8:1
           |
         8 | ```predict
           | ^^^^^^^^^^ write `yaml predict`
        """),
    WrongLesson(
      name: "a block without end",
      text: """
        ```yaml watch
        """,
      says: """
        error[L001]: this block has no end
          --> 01-ovens.md:8:1
           |
         8 | ```yaml watch
           | ^^^^^^^^^^^^^ write ``` on a line below it
        """),
    WrongLesson(
      name: "a block without end before another one",
      text: """
        ```yaml scenario late
        workers: { oven: 2 }

        Ten trays: how long?

        ```yaml watch
        ```
        """,
      says: """
        error[L001]: this block has no end before line 13
          --> 01-ovens.md:8:1
           |
         8 | ```yaml scenario late
           | ^^^^^^^^^^^^^^^^^^^^^ close it with ``` above line 13
        """),
    WrongLesson(
      name: "commands without end before a block",
      text: """
        ```console
        $ toast check toast

        ```yaml watch
        ```
        """,
      says: """
        error[L001]: this block has no end before line 11
          --> 01-ovens.md:8:1
           |
         8 | ```console
           | ^^^^^^^^^^ close it with ``` above line 11
        """),
    WrongLesson(
      name: "a block without a kind",
      text: """
        ```yaml
        question: How long?
        answer: makespan
        unit: min
        ```
        """,
      says: """
        error[L001]: this block has no kind
          --> 01-ovens.md:8:1
           |
         8 | ```yaml
           | ^^^^^^^ write ```yaml predict
        """),
    WrongLesson(
      name: "an indented block",
      text: """
          ```yaml watch
          ```
        """,
      says: """
        error[L001]: a block stands at the left edge
          --> 01-ovens.md:8:3
           |
         8 |   ```yaml watch
           |   ^^^^^^^^^^^^^ do not indent it
        """),
    WrongLesson(
      name: "a name for a watch",
      text: """
        ```yaml watch oven

        ```
        """,
      says: """
        error[L001]: only a `scenario` has a name
          --> 01-ovens.md:8:1
           |
         8 | ```yaml watch oven
           | ^^^^^^^^^^^^^^^^^^ write `yaml watch`
        """),
    WrongLesson(
      name: "a name of two words",
      text: """
        ```yaml scenario Two Ovens
        workers: { oven: 2 }
        tasks: { tray: { work: 15 min } }
        ```
        """,
      says: """
        error[L001]: `Two Ovens` is not a name for a scenario
          --> 01-ovens.md:8:1
           |
         8 | ```yaml scenario Two Ovens
           | ^^^^^^^^^^^^^^^^^^^^^^^^^^
           = a name is one word: letters a to z, digits and -, a letter first, at most 64
        """),
    WrongLesson(
      name: "a solution alone",
      text: """
        ```yaml solution
        workers: { oven: 2 }
        tasks: { tray: { work: 15 min } }
        ```
        """,
      says: """
        error[L002]: there is no `change` above this `solution`
          --> 01-ovens.md:8:1
           |
         8 | ```yaml solution
           | ^^^^^^^^^^^^^^^^ put it behind the `change` that it solves, with only text between
        """),
    WrongLesson(
      name: "an exercise alone",
      text: """
        ```yaml change
        task: Buy ovens.
        ```
        """,
      says: """
        error[L002]: no `solution` follows this `change`
          --> 01-ovens.md:8:1
           |
         8 | ```yaml change
           | ^^^^^^^^^^^^^^ write a `yaml solution` block below, with only text between
        error[S011]: the scenario of this exercise has no `expect`
          --> 01-ovens.md:8:1
           |
         8 | ```yaml change
           | ^^^^^^^^^^^^^^ write there what must hold in the end
        """),
    WrongLesson(
      name: "a late description",
      text: """
        ```yaml lesson
        minutes: 10
        ```
        """,
      says: """
        error[L002]: the `lesson` block is the first one
          --> 01-ovens.md:8:1
           |
         8 | ```yaml lesson
           | ^^^^^^^^^^^^^^ move it to the top
        """),
    WrongLesson(
      name: "a scenario inside",
      text: """
        ```yaml scenario late
        workers: { oven: 2 }
        tasks:
          tray: { count: 10, work: 15 }
        ```
        """,
      says: """
        error[S022]: `15` has no unit
          --> 01-ovens.md:11:28
            |
         11 |   tray: { count: 10, work: 15 }
            |                            ^^ write `15 min`, `15 s` or `15 h`
        """),
    WrongLesson(
      name: "an empty scenario",
      text: """
        ```yaml scenario late

        ```
        """,
      says: """
        error[S007]: the block is empty
          --> 01-ovens.md:8:1
           |
         8 | ```yaml scenario late
           | ^^^^^^^^^^^^^^^^^^^^^
           = write `workers: { toaster: 4 }` and `tasks: { toast: { count: 100, work: 2 min } }`
        """),
  ]
}
