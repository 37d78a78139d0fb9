extension WrongLesson {
  /// What stands behind the keys.
  static let values = [
    WrongLesson(
      name: "a real run of several workers",
      text: """
        ```yaml watch
        workers: [1, 2]
        real: threads
        ```
        """,
      says: """
        error[L004]: a real run shows one number of workers, not 2
          --> 01-ovens.md:9:10
           |
         9 | workers: [1, 2]
           |          ^ keep one of them, or remove `real`
        """),
    WrongLesson(
      name: "a measure",
      text: """
        ```yaml predict
        question: How long?
        answer: makespam
        unit: min
        ```
        """,
      says: """
        error[L003]: `makespam` is not a measure
          --> 01-ovens.md:10:9
            |
         10 | answer: makespam
            |         ^^^^^^^^ did you mean `makespan`?
        """),
    WrongLesson(
      name: "a minus",
      text: """
        ```yaml predict
        question: How long?
        answer: t1-makespan
        unit: min
        ```
        """,
      says: """
        error[L003]: a minus has a space on either side
          --> 01-ovens.md:10:9
            |
         10 | answer: t1-makespan
            |         ^^^^^^^^^^^ write `t1 - makespan`
        """),
    WrongLesson(
      name: "a number and a time",
      text: """
        ```yaml predict
        question: How long?
        answer: makespan + 15
        unit: min
        ```
        """,
      says: """
        error[L003]: a time and a number cannot be added
          --> 01-ovens.md:10:9
            |
         10 | answer: makespan + 15
            |         ^^^^^^^^^^^^^ give the number a unit, as in `5 min`, or divide the time by one
        """),
    WrongLesson(
      name: "a bracket",
      text: """
        ```yaml predict
        question: How long?
        answer: 2 * (makespan + t1
        unit: min
        ```
        """,
      says: """
        error[L003]: a ) is missing at the end
          --> 01-ovens.md:10:9
            |
         10 | answer: 2 * (makespan + t1
            |         ^^^^^^^^^^^^^^^^^^ close each bracket
        """),
    WrongLesson(
      name: "a path",
      text: """
        ```yaml predict
        question: How long?
        answer: value(workers.ofen) * 15 min
        unit: min
        ```
        """,
      says: """
        error[L003]: there is no `ofen` in `workers`
          --> 01-ovens.md:10:9
            |
         10 | answer: value(workers.ofen) * 15 min
            |         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ did you mean `workers.oven`?
        """),
    WrongLesson(
      name: "the dimension",
      text: """
        ```yaml predict
        question: How long?
        answer: speedup
        unit: min
        mistakes:
          - answer: 1
            says: No.
        ```
        """,
      says: """
        error[L003]: this is a number, but the unit is for a time
          --> 01-ovens.md:10:9
            |
         10 | answer: speedup
            |         ^^^^^^^ write `unit: x`, or ask for something else
        error[L003]: this is a number, but the unit is for a time
          --> 01-ovens.md:13:13
            |
         13 |   - answer: 1
            |             ^ write `1 min`
        """),
    WrongLesson(
      name: "the dimension of a mistake",
      text: """
        ```yaml predict
        question: How many times as fast?
        answer: speedup
        unit: x
        mistakes:
          - answer: makespan
            says: No.
        ```
        """,
      says: """
        error[L003]: this is a time, but the unit is for a number
          --> 01-ovens.md:13:13
            |
         13 |   - answer: makespan
            |             ^^^^^^^^ compute a number, as the answer is
        """),
    WrongLesson(
      name: "a unit",
      text: """
        ```yaml predict
        question: How long?
        answer: makespan
        unit: minutes
        ```
        """,
      says: """
        error[L004]: `minutes` is not a unit here
          --> 01-ovens.md:11:7
            |
         11 | unit: minutes
            |       ^^^^^^^ write `unit: min`
        """),
    WrongLesson(
      name: "a tolerance",
      text: """
        ```yaml predict
        question: How long?
        answer: speedup
        unit: x
        within: 2 min
        ```
        """,
      says: """
        error[L004]: `2 min` is no tolerance for a ratio
          --> 01-ovens.md:12:9
            |
         12 | within: 2 min
            |         ^^^^^ write `5 %`, or an amount in the unit
        """),
    WrongLesson(
      name: "hints",
      text: """
        ```yaml predict
        question: How long?
        answer: makespan
        unit: min
        hints: [one, two]
        ```
        """,
      says: """
        error[L004]: there are three hints or none, not 2
          --> 01-ovens.md:12:14
            |
         12 | hints: [one, two]
            |              ^^^ a question, the formula, the numbers
        """),
    WrongLesson(
      name: "values to vary",
      text: """
        ```yaml predict
        question: How long?
        answer: makespan
        unit: min
        vary: { workers.ofen: [2], workers.oven: [0, 3], seed: 1..3 }
        ```
        """,
      says: """
        error[S040]: there is no `ofen` in `workers`
          --> 01-ovens.md:12:9
            |
         12 | vary: { workers.ofen: [2], workers.oven: [0, 3], seed: 1..3 }
            |         ^^^^^^^^^^^^ did you mean `workers.oven`?
        error[S024]: a number of workers is from 1 to 1000000, not 0
          --> 01-ovens.md:12:43
            |
         12 | vary: { workers.ofen: [2], workers.oven: [0, 3], seed: 1..3 }
            |                                           ^ write 1 or more
        error[S040]: the scenario has no value at `seed`
          --> 01-ovens.md:12:50
            |
         12 | vary: { workers.ofen: [2], workers.oven: [0, 3], seed: 1..3 }
            |                                                  ^^^^
            = write it into the scenario, so that it is seen to change
        """),
    WrongLesson(
      name: "one option",
      text: """
        ```yaml choose
        question: How long?
        options:
          - text: long
            right: makespan > 1 h
        ```
        """,
      says: """
        error[L004]: a question has two to nine options, not 1
          --> 01-ovens.md:11:3
            |
         11 |   - text: long
            |   ^ write another one
        """),
    WrongLesson(
      name: "options",
      text: """
        ```yaml choose
        question: How long?
        options:
          - text: long
          - text: short
            right: makespan < 1
        ```
        """,
      says: """
        error[S011]: an option needs the key `right`
          --> 01-ovens.md:11:5
            |
         11 |   - text: long
            |     ^ write `right: makespan < 1 h` beside `text`
        error[S022]: `1` has no unit
          --> 01-ovens.md:13:12
            |
         13 |     right: makespan < 1
            |            ^^^^^^^^^^^^ write `1 min`, `1 s` or `1 h`
        """),
    WrongLesson(
      name: "a variant of an option",
      text: """
        ```yaml scenario more
        workers: { oven: 2 }
        tasks: { tray: { work: 15 min } }
        variants: { three: { workers.oven: 3 }, six: { workers.oven: 6 } }
        ```
        ```yaml choose
        question: Which one?
        options:
          - text: three
            right: three.makespan < sixx.makespan
          - text: six
        ```
        """,
      says: """
        error[S041]: `sixx` is neither a variant nor a task
          --> 01-ovens.md:17:29
            |
         17 |     right: three.makespan < sixx.makespan
            |                             ^^^^ did you mean `six`?
        error[S011]: an option needs the key `right`
          --> 01-ovens.md:18:5
            |
         18 |   - text: six
            |     ^ write `right: six.makespan < three.makespan` beside `text`
        """),
    WrongLesson(
      name: "what is kept",
      text: """
        ```yaml change
        task: Buy ovens.
        keep: [task]
        ```
        ```yaml solution
        workers: { oven: 5 }
        tasks: { tray: { work: 15 min } }
        ```
        """,
      says: """
        error[S011]: the scenario of this exercise has no `expect`
          --> 01-ovens.md:8:1
           |
         8 | ```yaml change
           | ^^^^^^^^^^^^^^ write there what must hold in the end
        error[S040]: a path cannot begin with `task`
          --> 01-ovens.md:10:8
            |
         10 | keep: [task]
            |        ^^^^ did you mean `tasks`?
        """),
  ]
}
