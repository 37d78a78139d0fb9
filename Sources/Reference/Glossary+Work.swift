extension GlossaryEntry {
  /// What is done and by whom.
  static let work: [GlossaryEntry] = [
    GlossaryEntry(
      "arrivals",
      also: ["arrival", "arrive", "arrival rate", "interarrival time", "open system"],
      """
      Jobs that come over time instead of lying ready at the start. With `arrive: 1 min` the
      first guest is there at 0 and one more comes every minute. Where a single till needs 90 s
      for each, three guests are done 1 min 30 s, 2 min and 2 min 30 s after they came. No run
      can be faster than its jobs come, so speedup is null; throughput, queued and response tell
      the story.
      """,
      see: ["response", "throughput", "horizon", "M/M/c"]),
    GlossaryEntry(
      "capacity", also: ["unit", "units", "slot", "slots", "permits"],
      """
      How many claims of one unit a place can hold at once: a pool has its workers, a resource
      its units. `resources: { toaster: 4 }` gives the units toaster 1 to toaster 4, and the
      fifth slice queues. A released unit goes at that instant to the head of the queue, else it
      is free. A claim above the capacity could never be granted and is an error in the file.
      """,
      see: ["resource", "claim", "head-of-line blocking"]),
    GlossaryEntry(
      "dependency",
      also: [
        "after", "each", "dependencies", "dependent", "precedence", "task graph", "dag",
        "barrier", "join",
      ],
      """
      One job must be finished before another may begin. `after: toast` waits for all toasts, a
      barrier; `each: toast` ties butter 7 to toast 7. Take three toasts of 2 min and three
      butterings of 30 s. Two cooks need 5 min with `after` but 4 min 30 s with `each`, since
      early slices are buttered while the last one toasts.
      """,
      see: ["span", "critical path", "parallel fraction", "deadlock"]),
    GlossaryEntry(
      "distribution",
      also: [
        "distributions", "uniform", "exponential", "normal", "lognormal", "random duration",
      ],
      """
      A duration that differs from job to job: `uniform 5 s to 15 s`, `exponential 30 s`,
      `normal 40 s sd 20 s`, `lognormal 40 s sd 20 s`, a list that repeats, or a column of a
      table. Four toasters need 50 min for 100 slices of exactly 2 min. With `exponential 2 min`
      the mean of a thousand runs is 52 min, for at the end some toasters idle while the last
      long slices toast. A normal value below 0 counts as 0, and the report says how often.
      """,
      see: ["seed", "replication", "idle"]),
    GlossaryEntry(
      "failure",
      also: ["failures", "fails", "failed", "retry", "retries", "attempt", "skipped"],
      """
      `fails: 10 %` lets each attempt fail with a chance of one in ten, and `retries: 3` allows
      three more attempts. Failure shows at the end of an attempt, so its time is lost: the
      account calls it failed. The job goes to the back of the queue. After its last attempt it
      has failed for good, and what depends on it is skipped, neither finished nor failed.
      Speedup and bounds are null then.
      """,
      see: ["account", "dependency", "null"]),
    GlossaryEntry(
      "job", also: ["jobs", "work item", "request", "task instance"],
      """
      One thing to be done: toast 37 is a job, and the task toast has a hundred of them. A job
      takes its steps in order and is finished when the last one ends. Reports count jobs, as in
      `100 jobs, 4 toasters`. Many books and Python's documentation say task for it.
      """,
      see: ["task", "step", "worker"]),
    GlossaryEntry(
      "lane", also: ["lanes", "row", "swimlane", "timeline", "gantt chart"],
      """
      One row of the drawn timeline: a worker, one unit of a resource, or the coordinator. Lanes
      are numbered, such as toaster 1 and toaster 2, and the figure at the end says how much of
      the run the lane is in use. In async a wait that needs no resource is drawn on a row such
      as cook waits 1. The coordinator has a lane only where its cost is not zero.
      """,
      see: ["worker", "resource", "coordinator", "utilisation"]),
    GlossaryEntry(
      "pool", also: ["pools", "by", "kind", "worker pool", "thread pool", "process pool"],
      """
      Workers that are all alike, except perhaps in speed, and serve one ready queue.
      `workers: { toaster: 4 }` is a pool of four toasters. `kind` says what they are: threads,
      processes, python-threads or python-processes. Where a file has several pools, `by: cook`
      on a task says which one does it.
      """,
      see: ["worker", "ready queue", "thread", "process"]),
    GlossaryEntry(
      "resource", also: ["resources", "uses", "machine", "shared resource", "semaphore"],
      """
      Something that a job must hold and that exists only so many times: a coffee maker, a
      licence, a lock. A job acquires it, holds it and releases it. `uses: coffee-maker` on a
      task lasts from the job's first step to its last, on a step it lasts that step. 100
      coffees of 5 min in one coffee maker need 500 min, however many cooks there are.
      """,
      see: ["capacity", "claim", "lock", "lower bound"]),
    GlossaryEntry(
      "scenario", also: ["scenarios", "scenario file", "model", "yaml"],
      """
      One file that says what is to be done and by whom. Only `workers` and `tasks` must be
      there: `workers: { toaster: 4 }` and, under `tasks:`, `toast: { count: 100, work: 2 min }`
      toast 100 slices in 50 min. `toast new` begins a file, `toast check` shows every mistake
      in one, `toast run` simulates it, `toast schema` prints the schema that editors use, and
      `toast list` names the bundled ones.
      """,
      see: ["task", "worker", "variant", "expectation"]),
    GlossaryEntry(
      "speed", also: ["speeds", "worker speed", "heterogeneous workers"],
      """
      How fast a worker does `work` steps: at speed 0.8 a guest of 40 s takes 50 s, and the 10 s
      more count as slowed. Waits are not affected. With `speed: [1, 1, 1, 0.5]` four toasters
      need 58 min for 100 slices where each fetches the next slice when it is free. With 25
      slices fixed for each they need 100 min, since the slow one sets the pace.
      """,
      see: ["slowed", "dynamic", "static"]),
    GlossaryEntry(
      "step", also: ["steps", "phase", "stage"],
      """
      One part of a job. A `work` step keeps a worker busy; in a `wait` step time passes by
      itself. `steps: [ work: 10 s, wait: 2 min, work: 5 s ]` is a slice that is put in, toasts
      and is taken out: 15 s of work and 2 min of wait. A step may hold a resource of its own,
      as in `{ wait: 5 min, uses: coffee-maker }`.
      """,
      see: ["work", "wait", "job", "resource"]),
    GlossaryEntry(
      "task", also: ["tasks", "count", "kind of work", "job type"],
      """
      A kind of work in the file with a count. `toast: { count: 100, work: 2 min }` is one task
      of a hundred jobs. The table at the foot of the report has one row for each task: how many
      jobs are done, and their mean queued, service and response.
      """,
      see: ["job", "step", "scenario"]),
    GlossaryEntry(
      "variant", also: ["variants", "configuration", "treatment"],
      """
      A named change to a scenario, so that one file holds what is to be compared.
      `one-toaster: { workers.toaster: 1 }` turns the 50 min of the bundled toast into 200 min.
      `toast run toast --variant one-toaster` runs it alone; `toast race` draws variants side by
      side. The file without a change is called default.
      """,
      see: ["scenario", "baseline", "common random numbers"]),
    GlossaryEntry(
      "wait", also: ["wait step", "wait steps", "waiting", "total wait", "sleep"],
      """
      A step in which time passes by itself, such as bread in a toaster or a server that has not
      answered yet; also the sum of all such steps. 100 toasts of `wait: 2 min` and 100 coffees
      of `wait: 5 min` have 700 min of wait. In sync the worker stands beside it, so the account
      shows 700 min; in async the worker turns to other jobs and the account shows none. A wait
      needs no core and no interpreter lock. It is not the same as queued.
      """,
      see: ["work", "queued", "asynchronous", "I/O-bound"]),
    GlossaryEntry(
      "work", also: ["work step", "work steps", "total work"], symbol: "W",
      """
      A step in which a worker is busy, such as spreading butter or resizing an image; also the
      sum W of all such steps, of one attempt and at speed 1. 100 slices of `work: 2 min` have
      W = 200 min, with any number of toasters. A work step needs a core, and the interpreter
      lock in a python-threads pool. Async cannot hide it: toast and coffee written as work of 2
      and 5 min take one cook 7 min there too.
      """,
      see: ["wait", "T1", "slowed", "CPU-bound"]),
    GlossaryEntry(
      "worker", also: ["workers", "server", "processor", "n"], symbol: "N (all workers)",
      """
      Whoever does jobs, one at a time: a cook, a thread, a process, in the talk a toaster.
      `-w 8` gives the bundled toast eight toasters. They need 26 min and not 25: 100 slices
      make twelve full rounds of eight and a thirteenth of four. N is the number of all workers
      in all pools.
      """,
      see: ["pool", "job", "imbalance", "cores"]),
  ]
}
