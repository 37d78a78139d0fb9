extension GlossaryEntry {
  /// Sync and async, threads and processes, locks and waits.
  static let concurrency: [GlossaryEntry] = [
    GlossaryEntry(
      "asynchronous",
      also: ["async", "execution", "asyncio", "await", "event loop", "non-blocking"],
      """
      A job holds its worker for one `work` step only. While it waits or queues, the worker
      serves other jobs, like an event loop. One toast of 2 min and one coffee of 5 min, both
      waits, take one cook 5 min with `execution: async` and 7 in sync. Where no step waits,
      async cannot help, and a warning says so. Efficiency is null in async.
      """,
      see: ["synchronous", "wait", "claim", "concurrency"]),
    GlossaryEntry(
      "cores",
      also: ["core", "cpu", "cpus", "processor sharing", "time slicing"],
      symbol: "rate = min(1, k/r)",
      """
      How many `work` steps the machine advances at full speed; one for each worker where the
      key is left out. With r steps on k cores each advances at min(1, k/r), which is called
      processor sharing. Three cooks knead 10 min each on `cores: 2`: each has two thirds of
      full speed, so all are done after 15 min. The account shows 15 min slowed. Waits and
      overhead need no core.
      """,
      source: "Kleinrock 1967", see: ["slowed", "work", "interpreter lock", "CPU-bound"]),
    GlossaryEntry(
      "CPU-bound", also: ["cpu bound", "compute-bound"],
      """
      Jobs whose time is mostly work, such as resizing images. They need cores, and async does
      nothing for them. In CPython they need processes: eight jobs of 10 min take four processes
      20 min, but four threads 80 min, since only one thread computes at a time.
      """,
      see: ["I/O-bound", "work", "cores", "process"]),
    GlossaryEntry(
      "deadlock",
      also: ["deadlocked", "circular wait", "deadly embrace", "dining philosophers"],
      """
      Jobs are left and nothing can ever happen again. Cook 1 slices with the knife in hand and
      after 1 min needs the board; cook 2 has the board and needs the knife. The report says
      `Deadlock at 1 min: nobody can go on` and who holds what and waits for whom; the exit code
      is 1. If every job takes the knife before the board, it cannot happen.
      """,
      source: "Coffman, Elphick and Shoshani 1971", see: ["resource", "lock", "claim"]),
    GlossaryEntry(
      "embarrassingly parallel",
      also: ["pleasingly parallel", "perfectly parallel", "independent jobs"],
      """
      Said of jobs that need nothing from each other and share nothing. The talk's 100 slices
      are so: four toasters are four times as fast and 100 toasters a hundred times. p is 1, and
      the only limits are uneven rounds and the span of 2 min. Eight toasters give 7.69x,
      because 100 does not divide by 8.
      """,
      see: ["parallel fraction", "speedup", "imbalance", "overhead"]),
    GlossaryEntry(
      "head-of-line blocking", also: ["head of line blocking", "barging", "convoy effect"],
      """
      The head of a resource's queue blocks those behind it, even where one of them could go on.
      Two burners, three cooks: an egg has one burner for 2 min, a roast wants both for 5 min,
      and soup wants one for 2 min. The soup stands behind the roast and begins at minute 7,
      although a burner is free for the first 2 min. In return a large claim is never passed
      over for ever.
      """,
      see: ["capacity", "resource", "queued", "fifo"]),
    GlossaryEntry(
      "I/O-bound", also: ["io-bound", "i/o bound", "io bound", "i/o", "blocking i/o"],
      """
      Jobs whose time is mostly waiting for a disk, a network or a machine. Threads suffice for
      them, also in CPython, since a wait needs no interpreter lock: eight waits of 10 min take
      four threads 20 min. One worker in async can do as well: four loaves of 1 min work and
      9 min wait take one cook 13 min, and 40 min in sync.
      """,
      see: ["CPU-bound", "wait", "asynchronous", "thread"]),
    GlossaryEntry(
      "interpreter lock", also: ["gil", "global interpreter lock", "python-threads"],
      """
      The lock that lets only one thread of a CPython process run Python code at a time; the
      talk calls it the GIL. Waiting for I/O and some C libraries do without it. With
      `kind: python-threads` all active `work` steps of the pool share one core: eight jobs of
      10 min take four threads 80 min, of which the account shows 240 min slowed, while
      processes need 20 min. Since Python 3.13 there are builds without it.
      """,
      see: ["lock", "slowed", "process", "I/O-bound"]),
    GlossaryEntry(
      "lock", also: ["locks", "mutex", "mutual exclusion", "critical section"],
      """
      Something that only one can hold at a time. In a scenario it is a resource of capacity 1,
      such as the coffee maker: 100 coffees of 5 min that hold it take 500 min, however many
      cooks there are. Hold it for a step instead of the whole job where you can. A warning
      tells where a resource lets one job run at a time.
      """,
      source: "Dijkstra 1965", see: ["resource", "contention", "deadlock", "interpreter lock"]),
    GlossaryEntry(
      "map", also: ["executor.map", "map()"],
      """
      Python's way to apply one function to every item of a list; `executor.map` does it with a
      pool of workers. In a scenario that is a task with a count: each item is a job. 100 slices
      of 2 min on four workers take 50 min. The results come in the order of the items, whoever
      is done first.
      """,
      see: ["results in order", "task", "chunk", "ProcessPoolExecutor"]),
    GlossaryEntry(
      "parallel processing", also: ["parallel", "parallel computing", "multi-core"],
      """
      Several workers do parts of the work at the same time. Four toasters are parallel; one
      cook who starts the coffee and makes toast meanwhile is concurrent, for only the waits
      overlap. The first brings 100 slices from 200 min to 50. The second brings one toast and
      one coffee from 7 min to 5.
      """,
      see: ["concurrency", "parallelism", "embarrassingly parallel", "asynchronous"]),
    GlossaryEntry(
      "process", also: ["processes", "multiprocessing", "subprocess", "python-processes"],
      """
      A worker with memory of its own. In CPython each process has its own interpreter lock, so
      eight jobs of 10 min of computing take four of them 20 min. In return it is slower to
      start, and arguments and results must be moved; write that as
      `overhead: { startup: 50 ms, transfer: 1 ms }` with the values of your machine.
      `kind: python-processes` does not add them by itself.
      """,
      see: ["thread", "ProcessPoolExecutor", "transfer", "startup"]),
    GlossaryEntry(
      "ProcessPoolExecutor", also: ["process pool executor", "concurrent.futures", "executor"],
      """
      Python's pool of processes, from the module concurrent.futures. It suits CPU-bound jobs:
      four processes take 20 min for eight jobs of 10 min. Its `map` can send jobs in chunks of
      `chunksize`, 1 by default, to save hand-outs. In a scenario: `kind: python-processes` and
      `schedule: { chunk: 5 }`.
      """,
      see: ["ThreadPoolExecutor", "process", "chunk", "map"]),
    GlossaryEntry(
      "results in order", also: ["as completed", "as_completed", "input order"],
      """
      When the i-th result can be used if results are taken in the order of the items, as
      `executor.map` gives them. Four toasters make four slices; the first takes 10 min, the
      others 2 min. In order, all four are there at minute 10. Taken as completed, three are
      there at minute 2.
      """,
      see: ["map", "response", "head-of-line blocking"]),
    GlossaryEntry(
      "synchronous", also: ["sync", "in sync"],
      """
      A job holds its worker from its first step to its last, waits and queueing for resources
      included: the cook stands at the toaster. One toast of 2 min and one coffee of 5 min take
      one cook 7 min. It is the default. More workers still work side by side: with two cooks it
      is 5 min.
      """,
      see: ["asynchronous", "claim", "blocked", "efficiency"]),
    GlossaryEntry(
      "thread", also: ["threads", "multithreading"],
      """
      A worker that shares memory with others of its process. It starts fast, and nothing must
      be moved to it. `kind: threads`, the default, means threads that truly compute side by
      side, as in C or Swift: four take 20 min for eight jobs of 10 min. `kind: python-threads`
      have the interpreter lock and take 80 min.
      """,
      see: ["process", "interpreter lock", "ThreadPoolExecutor", "cores"]),
    GlossaryEntry(
      "ThreadPoolExecutor", also: ["thread pool executor", "max_workers"],
      """
      Python's pool of threads, from the module concurrent.futures. It suits I/O-bound jobs:
      eight waits of 10 min take four threads 20 min. Where they compute instead, the
      interpreter lock makes it 80 min, as long as one thread. `chunksize` has no effect here.
      In a scenario: `kind: python-threads`.
      """,
      see: ["ProcessPoolExecutor", "thread", "I/O-bound", "interpreter lock"]),
  ]
}
