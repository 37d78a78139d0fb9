import ScenarioFiles

extension CodeExplanation {
  static let warnings: [CodeExplanation] = [
    CodeExplanation(
      .commentCutsText, "A comment that cuts a text off",
      """
      A `#` behind a space begins a comment, also in the middle of `name` or `about`. YAML
      drops the rest of the line without a word: of `name: Toast #1` only `Toast` is left in
      the report. Put the text in quotes if the `#` belongs to it. If a comment is meant, put
      it on a line of its own.
      """,
      wrong: """
        name: Toast #1
        workers: { toaster: 4 }
        tasks:
          toast: { count: 100, work: 2 min }
        """,
      right: """
        name: "Toast #1"
        workers: { toaster: 4 }
        tasks:
          toast: { count: 100, work: 2 min }
        """),
    CodeExplanation(
      .unused, "A pool or a resource that nothing uses",
      """
      No task is done by this pool, or no task and no step claims this resource. The run goes
      on, but an idle pool counts in the number of workers and lowers the efficiency, and an
      unclaimed resource limits nothing. Often a `by` or a `uses` is missing. Add it, or
      remove the pool or the resource.
      """,
      wrong: """
        workers: { cook: 4 }
        resources: { toaster: 2 }
        tasks:
          toast: { count: 100, wait: 2 min }
        """,
      right: """
        workers: { cook: 4 }
        resources: { toaster: 2 }
        tasks:
          toast: { count: 100, wait: 2 min, uses: toaster }
        """),
    CodeExplanation(
      .moreWorkersThanJobs, "More workers than jobs",
      """
      A job is done by one worker at a time, so the workers beyond the number of jobs never
      have anything to do. They make the run no faster and lower its efficiency. Often only a
      `count` is missing, and then the task has one job. Give the task more jobs, split large
      jobs into smaller ones, or take fewer workers.
      """,
      wrong: """
        workers: { toaster: 4 }
        tasks:
          toast: { work: 2 min }
        """,
      right: """
        workers: { toaster: 4 }
        tasks:
          toast: { count: 100, work: 2 min }
        """),
    CodeExplanation(
      .serialised, "A resource that lets one job run at a time",
      """
      Every job holds more than half of this resource as long as it runs, so no two jobs can
      run together, however many workers there are. More workers then only queue, as behind
      one lock around a whole program. This may be the point of the scenario; then the warning
      confirms it. Otherwise give the resource more capacity, or claim it only for the step
      that needs it.
      """,
      wrong: """
        workers: { cook: 4 }
        resources: { toaster: 1 }
        tasks:
          toast: { count: 100, wait: 2 min, uses: toaster }
        """,
      right: """
        workers: { cook: 4 }
        resources: { toaster: 4 }
        tasks:
          toast: { count: 100, wait: 2 min, uses: toaster }
        """),
    CodeExplanation(
      .asyncCannotHelp, "Async where no step waits",
      """
      In async a worker leaves a job at a `wait` step and serves others meanwhile. Here all
      steps are `work`, which keeps a worker busy, so there is no waiting time to fill, at
      most the time that jobs queue for a resource. If a step's time passes by itself, as for
      a download or for bread in a toaster, write it as `wait`. If it is real work, use sync,
      and more workers to make it faster.
      """,
      wrong: """
        workers: { cook: 1 }
        tasks:
          toast: { count: 100, work: 2 min }
        execution: async
        """,
      right: """
        workers: { cook: 1 }
        tasks:
          toast: { count: 100, wait: 2 min }
        execution: async
        """),
    CodeExplanation(
      .withoutEffect, "A setting that has no effect",
      """
      In async each job goes on by itself and joins the queue of its pool whenever it needs a
      worker. Nothing is handed out in portions, so `assign` and `chunk` change nothing, and
      variants that differ only in them would tie. Remove the key, or use `execution: sync` to
      see what it does. `order` counts in both.
      """,
      wrong: """
        workers: { cook: 2 }
        tasks:
          toast: { count: 100, steps: [ work: 10 s, wait: 2 min ] }
        execution: async
        schedule: { chunk: 5, order: longest-first }
        """,
      right: """
        workers: { cook: 2 }
        tasks:
          toast: { count: 100, steps: [ work: 10 s, wait: 2 min ] }
        execution: async
        schedule: { order: longest-first }
        """),
    CodeExplanation(
      .longList, "A list longer than the number of jobs",
      """
      The i-th job takes the i-th duration of a list, so the durations behind the last job are
      never taken. Often `count` is missing, and then the task has one job. Write the `count`,
      or shorten the list. The other way round is fine: a shorter list repeats.
      """,
      wrong: """
        workers: { toaster: 2 }
        tasks:
          toast: { count: 2, work: [1 min, 2 min, 3 min] }
        """,
      right: """
        workers: { toaster: 2 }
        tasks:
          toast: { count: 3, work: [1 min, 2 min, 3 min] }
        """),
  ]
}
