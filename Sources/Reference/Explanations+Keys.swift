import ScenarioFiles

extension CodeExplanation {
  static let keys: [CodeExplanation] = [
    CodeExplanation(
      .unknownKey, "A key that the language does not have",
      """
      The key is mistyped, or it stands in the wrong place: `cores` belongs to the file and
      `speed` to a pool. If unknown keys were passed over, `cuont: 100` would mean one job,
      and the run would answer a question that nobody asked. The message names the nearest
      key, or all that are allowed there. Correct the word or move the key. For a remark,
      write a comment behind `#`.
      """,
      wrong: """
        workers: { toaster: 4 }
        tasks:
          toast: { cuont: 100, work: 2 min }
        """,
      right: """
        workers: { toaster: 4 }
        tasks:
          toast: { count: 100, work: 2 min }
        """),
    CodeExplanation(
      .missingKey, "A key that must be there is missing",
      """
      Only two keys are required: `workers` says who works, `tasks` says what is to be done.
      Neither can be empty. Any number that the program chose instead would decide the result,
      so it asks. A duration from a table needs all three of `csv`, `column` and `unit`. If
      the key is in the file, look at its spelling and its indentation.
      """,
      wrong: """
        tasks:
          toast: { count: 100, work: 2 min }
        """,
      right: """
        workers: { toaster: 4 }
        tasks:
          toast: { count: 100, work: 2 min }
        """),
    CodeExplanation(
      .wrongShape, "A value of the wrong shape",
      """
      One value, a list or keys: each place takes certain of these shapes, and here stands
      another one, or nothing. `workers: 4` does not say what the pool is called, so no task
      and no report could name it. Write keys as indented lines `key: value` or as
      `{ key: value }`, and a list as `[a, b]` or as lines that begin with `- `. A single
      value stands behind its colon without brackets.
      """,
      wrong: """
        workers: 4
        tasks:
          toast: { count: 100, work: 2 min }
        """,
      right: """
        workers: { toaster: 4 }
        tasks:
          toast: { count: 100, work: 2 min }
        """),
  ]
}
