import ScenarioFiles

extension CodeExplanation {
  static let fit: [CodeExplanation] = [
    CodeExplanation(
      .unknownName, "A name that nothing has",
      """
      `by` names a pool, `uses` a resource, `after` and `each` a task, and `baseline` a
      variant; here no such thing exists, or a task is named twice. The name may be mistyped,
      or the thing may be of another sort: a pool is not a resource. If the name were passed
      over, a job would wait for nothing and hold nothing, and the run would look too fast.
      Correct the name, or write what it means under `workers`, `resources`, `tasks` or
      `variants`.
      """,
      wrong: """
        workers: { cook: 4 }
        resources: { toaster: 2 }
        tasks:
          toast: { count: 100, wait: 2 min, uses: toster }
        """,
      right: """
        workers: { cook: 4 }
        resources: { toaster: 2 }
        tasks:
          toast: { count: 100, wait: 2 min, uses: toaster }
        """),
    CodeExplanation(
      .cycle, "Tasks that wait for each other in a circle",
      """
      Each task of the circle waits for the next one, so none of them can ever begin, and a
      run would leave all of them undone. The message tells the way round; `after` and `each`
      both count as waiting. Decide which task comes first and remove what it waits for.
      """,
      wrong: """
        workers: { cook: 2 }
        tasks:
          toast: { count: 100, work: 2 min, after: butter }
          butter: { count: 100, work: 10 s, after: toast }
        """,
      right: """
        workers: { cook: 2 }
        tasks:
          toast: { count: 100, work: 2 min }
          butter: { count: 100, work: 10 s, after: toast }
        """),
    CodeExplanation(
      .steps, "Steps that do not make a task",
      """
      A task has one step, written as `work` or `wait`, or a list of them under `steps`.
      Keys have no order, so `work` and `wait` side by side do not say which one comes first,
      and in async the order changes the result. A task without any step would be finished
      before it begins. Write one step, or all of them in their order:
      `steps: [ work: 10 s, wait: 2 min ]`.
      """,
      wrong: """
        workers: { cook: 4 }
        tasks:
          toast:
            count: 100
            work: 10 s
            wait: 2 min
        """,
      right: """
        workers: { cook: 4 }
        tasks:
          toast:
            count: 100
            steps: [ work: 10 s, wait: 2 min ]
        """),
    CodeExplanation(
      .counts, "Counts that must be equal and are not",
      """
      With `each`, job 7 of a task waits for job 7 of every task that it names, so all of them
      have the same number of jobs. If the numbers differed, some jobs would wait for a job
      that does not exist, or would be left without a follower. Leave out `count` beside
      `each`: it is taken over. If the tasks are not paired job by job, use `after`, which
      waits for the whole task.
      """,
      wrong: """
        workers: { cook: 4 }
        tasks:
          toast: { count: 100, work: 2 min }
          butter: { count: 50, each: toast, work: 10 s }
        """,
      right: """
        workers: { cook: 4 }
        tasks:
          toast: { count: 100, work: 2 min }
          butter: { count: 100, each: toast, work: 10 s }
        """),
    CodeExplanation(
      .claims, "A claim that cannot be granted",
      """
      A job claims more units than the resource has, or it claims a resource that it holds
      already. It would wait for ever, and whatever queues behind it would wait too. Claim at
      most the capacity, or raise the capacity under `resources`. Write a claim either for the
      task, where it lasts from the first step to the last, or for a step. Two units in one
      claim are `{ toaster: 2 }`.
      """,
      wrong: """
        workers: { cook: 4 }
        resources: { toaster: 4 }
        tasks:
          toast: { count: 100, wait: 2 min, uses: { toaster: 5 } }
        """,
      right: """
        workers: { cook: 4 }
        resources: { toaster: 4 }
        tasks:
          toast: { count: 100, wait: 2 min, uses: { toaster: 2 } }
        """),
    CodeExplanation(
      .pool, "A task that does not say who does it",
      """
      With one pool every task is done by it, and `by` can be left out. With several pools the
      program would have to choose, and the choice decides who is busy and who is idle. Write
      `by: POOL` in each task.
      """,
      wrong: """
        workers: { cook: 2, waiter: 1 }
        tasks:
          toast: { count: 100, by: cook, work: 2 min }
          serve: { each: toast, work: 30 s }
        """,
      right: """
        workers: { cook: 2, waiter: 1 }
        tasks:
          toast: { count: 100, by: cook, work: 2 min }
          serve: { each: toast, by: waiter, work: 30 s }
        """),
    CodeExplanation(
      .command, "A command that does not make a step",
      """
      `run` is the shell command that real runs execute for a step. The simulation executes
      nothing: it reckons with the duration that is written as `work` or `wait`, so `run`
      needs one of them beside it. Beside `steps` it does not say which step it belongs to.
      An empty command does nothing, and a command is one line. Write
      `{ work: 10 s, run: "convert a.png b.jpg" }`, in braces, since inside [ ] a comma begins
      the next step.
      """,
      wrong: """
        workers: { cook: 4 }
        tasks:
          toast:
            count: 100
            steps: [ work: 10 s, run: "convert a.png b.jpg" ]
        """,
      right: """
        workers: { cook: 4 }
        tasks:
          toast:
            count: 100
            steps: [ { work: 10 s, run: "convert a.png b.jpg" } ]
        """),
    CodeExplanation(
      .path, "A path that leads nowhere",
      """
      Variants, sweeps and `--set` change the scenario by paths: `workers.cook` or
      `tasks.toast.steps.2.wait`, where the items of a list count from 1. A path changes what
      the file has; it cannot make a new pool, resource or task. Otherwise a mistyped path
      would change nothing, and the variant would be compared with itself. Follow the file
      from the top, key by key, with a point between them.
      """,
      wrong: """
        workers: { toaster: 4 }
        tasks:
          toast: { count: 100, work: 2 min }
        variants:
          more: { workers.toster: 8 }
        """,
      right: """
        workers: { toaster: 4 }
        tasks:
          toast: { count: 100, work: 2 min }
        variants:
          more: { workers.toaster: 8 }
        """),
    CodeExplanation(
      .expectation, "An expectation that is not a sentence",
      """
      An expectation reads `MEASURE OP VALUE`, as in `makespan <= 50 min` or
      `toast.queued < coffee.queued`. A variant, a task or both may stand before the measure
      with a point behind each, OP is one of `= < <= > >=`, and `within 1 %` may follow. A
      sentence that the program does not understand cannot hold and cannot fail, so it would
      check nothing. Correct the measure, the unit or the sign.
      """,
      wrong: """
        workers: { toaster: 4 }
        tasks:
          toast: { count: 100, work: 2 min }
        expect:
          - duration = 50 min
        """,
      right: """
        workers: { toaster: 4 }
        tasks:
          toast: { count: 100, work: 2 min }
        expect:
          - makespan = 50 min
        """),
  ]
}
