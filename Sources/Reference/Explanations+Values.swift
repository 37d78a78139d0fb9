import ScenarioFiles

extension CodeExplanation {
  static let values: [CodeExplanation] = [
    CodeExplanation(
      .duration, "A duration that cannot be read",
      """
      A duration is a number and a unit: `2 min`, `90 s`, `250 ms`, or several from large to
      small as in `1h30m`, or a clock time with three parts, `00:02:00`. The units are `h`,
      `min` or `m`, `s`, `ms`, `us` and `ns`. Negative durations, parts finer than 1 ns and
      more than 100 years are refused: rounding or cutting them would silently change the
      result. Write the unit as listed, and a point only in the last number.
      """,
      wrong: """
        workers: { toaster: 4 }
        tasks:
          toast: { count: 100, work: 2 minutes }
        """,
      right: """
        workers: { toaster: 4 }
        tasks:
          toast: { count: 100, work: 2 min }
        """),
    CodeExplanation(
      .clockTime, "A clock time with only two parts",
      """
      `2:30` can be two minutes and a half or two hours and a half. Some YAML readers even
      make the number 150 of it. A wrong guess is a factor of 60, and the report would look
      just as good. Write the units, or all three parts as in `00:02:30`.
      """,
      wrong: """
        workers: { toaster: 4 }
        tasks:
          toast: { count: 100, work: 2:30 }
        """,
      right: """
        workers: { toaster: 4 }
        tasks:
          toast: { count: 100, work: 2 min 30 s }
        """),
    CodeExplanation(
      .bareNumber, "A duration without a unit",
      """
      A number alone does not say whether it counts seconds, minutes or milliseconds. Any
      default would be right for some readers and wrong by a factor of 60 or 1000 for the
      others. Write the unit behind the number, also behind each end of `uniform` and behind
      each entry of a list. Even nothing has a unit: `0 s`.
      """,
      wrong: """
        workers: { toaster: 4 }
        tasks:
          toast: { count: 100, work: 2 }
        """,
      right: """
        workers: { toaster: 4 }
        tasks:
          toast: { count: 100, work: 2 min }
        """),
    CodeExplanation(
      .distribution, "A distribution that cannot be read",
      """
      A drawn duration is written in words: `uniform 5 s to 15 s`, `exponential 30 s`,
      `normal 40 s sd 20 s` or `lognormal 40 s sd 20 s`. It takes no brackets and no commas:
      inside { } or [ ] YAML cuts a text at each comma, and the second half would become a key
      of its own. The ends of `uniform` go from small to large, and `sd` is the standard
      deviation. There are no other distributions; for measured durations write a list or use
      a csv table.
      """,
      wrong: """
        workers: { cook: 2 }
        tasks:
          butter:
            count: 100
            work: uniform(5 s, 15 s)
        """,
      right: """
        workers: { cook: 2 }
        tasks:
          butter:
            count: 100
            work: uniform 5 s to 15 s
        """),
    CodeExplanation(
      .number, "A number that does not fit",
      """
      The number is outside of its range, or not written as its place needs it. A count is
      plain digits from 1 on, without a point and without a zero in front, because `017` is
      15 to some readers. A speed is a decimal above 0. A share such as `fails` is a
      percentage: `0.01` leaves open whether one attempt in a hundred is meant or one in ten
      thousand. Write the number in the range or the form that the message names.
      """,
      wrong: """
        workers: { oven: 4 }
        tasks:
          bread: { count: 100, work: 2 min, fails: 0.01, retries: 3 }
        """,
      right: """
        workers: { oven: 4 }
        tasks:
          bread: { count: 100, work: 2 min, fails: 1 %, retries: 3 }
        """),
    CodeExplanation(
      .choice, "A word that is not one of the choices",
      """
      `execution`, `assign`, `order` and a pool's `kind` each take one word of a short list.
      An unknown word cannot fall back to the default: two variants would then run alike, and
      the comparison would say that the setting makes no difference. The message names the
      nearest word or all of them. Write the word in small letters, hyphens included.
      """,
      wrong: """
        workers: { oven: 2 }
        tasks:
          bread: { count: 10, work: 40 min }
          roll: { count: 30, work: 15 min }
        schedule: { order: shortest }
        """,
      right: """
        workers: { oven: 2 }
        tasks:
          bread: { count: 10, work: 40 min }
          roll: { count: 30, work: 15 min }
        schedule: { order: shortest-first }
        """),
    CodeExplanation(
      .name, "A name that cannot be used",
      """
      Pools, resources, tasks and variants have names of one word: small letters, digits and
      `-`, a letter first, at most 64 characters. Paths such as `workers.cook` and sentences
      such as `toast.queued <= 5 min` are cut at points and spaces, so no name can hold one.
      A pool and a resource cannot share a name, and some words are taken: `span`, `workers`
      and `cores` for pools and resources, `t1` and `default` for variants. For a longer
      title use `name` and `about`, which are free text.
      """,
      wrong: """
        workers: { toaster: 4 }
        tasks:
          Toast Slices: { count: 100, work: 2 min }
        """,
      right: """
        workers: { toaster: 4 }
        tasks:
          toast-slices: { count: 100, work: 2 min }
        """),
    CodeExplanation(
      .table, "A table that cannot be read",
      """
      The csv file is missing, lies outside of the scenario's folder, has no column of that
      name, or holds something that is not a number of 0 or more. The path is relative to the
      scenario file and stays inside its folder, so that a scenario from somebody else cannot
      read files elsewhere; links are followed inside of it. `--allow-files` reads tables
      anywhere, if you trust whoever wrote the scenario. A bad row is not skipped: the jobs
      behind it would get the wrong durations. Put the table beside the scenario, or write a
      short list of durations instead. In tables for `toast fit` and `toast new --from` the
      line and the column of each value that is missing, negative, no number or there twice
      are told.
      """,
      wrong: """
        workers: { toaster: 2 }
        tasks:
          toast:
            count: 3
            work: { csv: ../times.csv, column: seconds, unit: s }
        """,
      right: """
        workers: { toaster: 2 }
        tasks:
          toast:
            count: 3
            work: [110 s, 120 s, 135 s]
        """),
  ]
}
