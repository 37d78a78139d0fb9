extension GlossaryEntry {
  /// Orders, chunks, assignment and overhead.
  static let scheduling: [GlossaryEntry] = [
    GlossaryEntry(
      "assign", also: ["assignment", "work distribution"],
      """
      How workers come by jobs in sync: dynamic (the next from a shared queue), static (blocks
      fixed beforehand) or guided (large chunks first). Let one of four toasters be half as
      fast. 100 slices then take 58 min with dynamic and 100 min with static. In async it has no
      effect, and a warning says so.
      """,
      see: ["dynamic", "static", "guided", "chunk"]),
    GlossaryEntry(
      "chunk",
      also: [
        "chunks", "chunksize", "chunk size", "batch", "batch size", "grain size", "granularity",
      ],
      """
      Jobs handed out together. Where a hand-out costs 1 min, four toasters need 102 min for 100
      slices one by one but 58 min with `chunk: 5`. Where it costs nothing, `chunk: 30` makes
      60 min of 50, since the last chunk has only 10 slices. `auto` is a quarter of a fair
      share, ceil(n/4N), here 7. The talk's images come in 35 chunks of 1 000.
      """,
      see: ["dispatch", "guided", "imbalance", "ProcessPoolExecutor"]),
    GlossaryEntry(
      "claim", also: ["claims", "acquire", "release", "hold"],
      """
      What a job makes on a place that has a capacity: a worker of a pool or a unit of a
      resource. It acquires, holds and releases. In sync the claim on a worker lasts the whole
      job, in async one `work` step; nothing else differs between the two. So a cook in sync
      stands 5 min at the coffee maker, and a cook in async toasts meanwhile.
      """,
      see: ["capacity", "synchronous", "asynchronous", "deadlock"]),
    GlossaryEntry(
      "coordinator", also: ["dispatcher", "main process", "master"],
      """
      Whoever hands out chunks, one at a time, first come first served, each for the time
      `dispatch`. At 1 min a hand-out, 100 slices one by one keep it busy for 100 min, and the
      last slice ends at 102. More toasters cannot help then; larger chunks can. Where its cost
      is not zero it is the last lane.
      """,
      see: ["dispatch", "chunk", "lane"]),
    GlossaryEntry(
      "critical path", also: ["critical-path", "longest chain", "longest path"],
      """
      The chain of dependent jobs that makes the span. With `order: critical-path` a ready job
      with more time still before it, its own steps included, goes first. Two cooks have four
      toasts of 5 min, and dough of 10 min that must then bake 20. File order takes 40 min,
      critical-path 30 min, since the dough does not wait for the toasts. Written durations
      count, or means where they are drawn.
      """,
      source: "Kelley and Walker 1959", see: ["span", "order", "longest-first", "dependency"]),
    GlossaryEntry(
      "dispatch", also: ["hand-out", "dispatch overhead", "scheduling overhead"],
      """
      The time the coordinator needs for one hand-out: `overhead: { dispatch: 1 min }`. The
      worker that waits for it does nothing else. Four toasters with 100 slices then take
      102 min instead of 50, and the account shows 202 min dispatch. In async each ready job
      queues for its hand-out alone, which is no worker's time but the job's queued time.
      """,
      see: ["coordinator", "chunk", "overhead", "transfer"]),
    GlossaryEntry(
      "dynamic", also: ["dynamic assignment", "self-scheduling", "shared queue"],
      """
      A free worker takes the next job, or the next `chunk`, from the shared queue; this is the
      default. Fast workers so do more: with `speed: [1, 1, 1, 0.5]` four toasters make 100
      slices in 58 min where static needs 100. The price is more hand-outs. At 1 min each
      dynamic takes 102 min with four equal toasters, static 54.
      """,
      see: ["static", "guided", "list scheduling", "dispatch"]),
    GlossaryEntry(
      "fifo", also: ["first in first out", "first come first served", "fcfs"],
      """
      The default order: jobs go in the order in which they became ready. At time 0 that is the
      order of the file, so all toasts before all coffees. One cook in sync has the first of 100
      coffees after 205 min, because 100 toasts come first.
      """,
      see: ["order", "in-turn", "ready queue"]),
    GlossaryEntry(
      "guided", also: ["guided self-scheduling"],
      """
      A free worker takes ceil(ready jobs / N) from the shared queue, at least `chunk`: large
      chunks first, small ones last. Four toasters take 25, 19, 14, 11, 8, 6, 5, 3, 3, 2 and
      four single slices of 100: 14 hand-outs in place of 100. At 1 min a hand-out that makes
      57 min; one by one it is 102.
      """,
      source: "Polychronopoulos and Kuck 1987",
      see: ["dynamic", "static", "chunk", "imbalance"]),
    GlossaryEntry(
      "in-turn", also: ["in turn", "interleaved"],
      """
      The smallest job number first: toast 1, coffee 1, toast 2, coffee 2, as the talk's cook
      does. One cook in sync then has the first coffee after 7 min, and after 205 min with fifo.
      All 100 of both take 700 min either way.
      """,
      see: ["order", "fifo", "priority"]),
    GlossaryEntry(
      "list scheduling", also: ["greedy", "greedy scheduling", "greedy scheduler"],
      """
      A free worker takes the first ready job of a list and never idles while one is ready.
      Graham proved that this takes at most 2 - 1/N times the best time, where nothing else
      limits. Jobs of 5, 5 and 10 min in this order take two workers 15 min, and the best is 10:
      1.5 times, the worst case for two.
      """,
      source: "Graham 1966",
      see: ["upper bound", "longest-first", "Graham's anomaly", "dynamic"]),
    GlossaryEntry(
      "longest-first", also: ["longest first", "lpt", "longest processing time first"],
      """
      The longest ready job goes first. Jobs of 5, 5 and 10 min take two workers 15 min in file
      order, since the long one begins last, and 10 min with `order: longest-first`. Small jobs
      fill the gaps at the end. Written durations count, or means where they are drawn.
      """,
      source: "Graham 1969", see: ["order", "shortest-first", "idle", "list scheduling"]),
    GlossaryEntry(
      "order", also: ["schedule", "scheduling order", "queue discipline", "random order"],
      """
      Which ready job goes next, after priority: `fifo`, `in-turn`, `shortest-first`,
      `longest-first`, `critical-path` or `random`. It never makes work less, but it can change
      makespan and response. Jobs of 5, 5 and 10 min take two workers 15 min in file order and
      10 min longest first. Ties go by fifo.
      """,
      see: ["fifo", "in-turn", "longest-first", "critical path"]),
    GlossaryEntry(
      "overhead", also: ["parallel overhead", "overhead time"],
      """
      Time that is there only because the work is shared out: startup per worker, dispatch per
      hand-out, transfer per attempt. Four toasters need 50 min without it and 53 min if each
      start takes 1 min. It needs no core, and it is no part of T1. The talk's toasters have
      none: that is one of its assumptions.
      """,
      see: ["startup", "dispatch", "transfer", "waterfall"]),
    GlossaryEntry(
      "priority", also: ["priorities", "preemption", "pre-emption"],
      """
      A number on a task; ready jobs with a larger one go first, whatever the order. It never
      interrupts a job in service. A guest of 2 min is at the only till, and a vip with
      `priority: 1` comes after 1 min: the vip passes all who queue, but still queues 1 min.
      """,
      see: ["order", "ready queue", "response"]),
    GlossaryEntry(
      "ready queue", also: ["queue", "run queue", "job queue", "task queue", "work queue"],
      """
      The jobs of a pool that could go on now and want a worker. It is ordered by priority, then
      order, then the moment of becoming ready. With four toasters 96 of 100 slices stand in it
      when the first four have begun. In async a job joins it each time it wants a worker for a
      `work` step.
      """,
      see: ["pool", "priority", "order", "queued"]),
    GlossaryEntry(
      "shortest-first", also: ["shortest first", "sjf", "spt", "shortest job first"],
      """
      The shortest ready job goes first. One cook with jobs of 10, 5 and 5 min needs 20 min in
      any order. In file order they are done after 10, 15 and 20 min, 15 on average. Shortest
      first they are done after 5, 10 and 20 min, 11 min 40 s on average. With one worker and
      all jobs ready at 0 no order has a smaller mean response.
      """,
      source: "Smith 1956", see: ["order", "longest-first", "response"]),
    GlossaryEntry(
      "simultaneous events", also: ["tie", "ties", "instant", "shuffle-ties"],
      """
      Events of the same nanosecond still have an order: first what ends, in the order in which
      it began, then arrivals in file order, then free workers take jobs. A job that ends at
      minute 2 and one that begins at minute 2 do not overlap. `--shuffle-ties 1` tries 16 other
      orders. For the bundled toast it says `no effect in 16 shuffles`.
      """,
      see: ["trace", "fingerprint", "order"]),
    GlossaryEntry(
      "startup", also: ["start-up", "startup overhead", "spawn", "cold start"],
      """
      The time until a worker is up. Workers start one after another, so the k-th is up at k
      times `startup`. With 1 min each four toasters are up at minute 1, 2, 3 and 4. 100 slices
      take 53 min then, and the account shows 10 min startup.
      """,
      see: ["overhead", "worker", "process"]),
    GlossaryEntry(
      "static", also: ["static assignment", "prescheduled", "block distribution"],
      """
      Who does which job is fixed beforehand: for each task contiguous blocks, 25 slices for
      each of the talk's four toasters. With `chunk: k`, blocks of k are dealt in turn. Without
      it there are only four hand-outs: at 1 min each static takes 54 min where dynamic takes
      102. But nobody helps a slow worker: one toaster of half speed makes it 100 min.
      """,
      see: ["dynamic", "guided", "assign", "imbalance"]),
    GlossaryEntry(
      "transfer",
      also: [
        "transfer overhead", "communication cost", "serialisation", "serialization", "pickle",
        "pickling",
      ],
      """
      The cost of moving a job's argument and result, as between processes. It is a worker's
      time, once per attempt, before any resource is acquired. With 6 s each, 100 slices on four
      toasters take 52 min 30 s, and the account shows 10 min transfer. Chunks do not make it
      less.
      """,
      see: ["overhead", "process", "ProcessPoolExecutor"]),
  ]
}
