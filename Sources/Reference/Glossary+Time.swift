extension GlossaryEntry {
  /// Times, sums and measures.
  static let time: [GlossaryEntry] = [
    GlossaryEntry(
      "account",
      also: ["the account", "time account", "time breakdown"],
      symbol: "N x elapsed = work + wait + ...",
      """
      Where the workers' time goes. N x elapsed is split exactly into work, wait, slowed,
      blocked, startup, dispatch, transfer, failed, and idle at the head, in the middle and at
      the tail. Four cooks who open, toast 100 slices and plate up in 60 min have 240 min:
      210 min work, 15 min idle before their first job, 15 min idle after their last. The report
      prints the sum and tells the largest losses in words under `Why not 4x?`.
      """,
      see: ["idle", "slowed", "blocked", "overhead"]),
    GlossaryEntry(
      "baseline", also: ["reference", "control"],
      """
      What speedup is measured against: T1, or the makespan of the variant that `baseline:`
      names. Four toasters need 50 min for 100 slices. Against T1, 200 min, that is 4x. Against
      a variant with two toasters, 100 min, it is 2x, and efficiency is 2 x 2/4 = 1. A baseline
      that does different work makes the number worthless.
      """,
      see: ["speedup", "T1", "variant", "superlinear speedup"]),
    GlossaryEntry(
      "blocked", also: ["blocking", "blocked time"],
      """
      Time in which a job queues for a resource and holds a worker meanwhile: the cook stands in
      line at the coffee maker. In the bundled toast-and-coffee two cooks in sync need 500 min.
      Of their 1 000 min, 700 are spent beside a machine at work, 295 blocked and 5 idle. In
      async a job gives its worker up before it queues, so nobody is blocked.
      """,
      see: ["queued", "resource", "synchronous", "account"]),
    GlossaryEntry(
      "common random numbers", also: ["crn", "paired comparison"],
      """
      Variants are compared on the same luck. A random value depends only on seed, replication,
      task, purpose, job, step and attempt. So toast 37 is the same slow slice whether four or
      eight toasters work. With `exponential 2 min` and seed 42, T1 is 214 min 32 s for both,
      and their makespans differ because of the toasters alone.
      """,
      see: ["seed", "replication", "variant"]),
    GlossaryEntry(
      "concurrency",
      also: ["concurrent", "degree of concurrency", "peak concurrency", "mean concurrency"],
      symbol: "C (peak), L (mean)",
      """
      How many jobs are in service at once: the peak C and the mean L. One cook in async makes
      100 toasts and 100 coffees in 500 min. They need 700 min of service, so L = 1.4, and
      C = 2. With nothing slowed and no overhead L is T1/Tp, which is the speedup against T1. So
      async can give one worker more than 1x.
      """,
      see: ["speedup", "Little's law", "asynchronous", "parallelism"]),
    GlossaryEntry(
      "confidence interval", also: ["ci", "standard error", "student's t"],
      """
      A range around the mean of several replications, made so that 95 of 100 such ranges hold
      the true mean. Five runs with a mean of 100 min and a standard deviation of 5 min give
      100 min plus or minus 6.2 min: 2.776 x 5 / 2.236, where 2.776 is Student's t and 2.236 the
      square root of 5. To compare two variants, take the interval of their difference, run by
      run. If it holds zero, neither is shown to be faster.
      """,
      source: "Student 1908", see: ["replication", "common random numbers"]),
    GlossaryEntry(
      "efficiency", also: ["parallel efficiency"], symbol: "S x N_baseline / N",
      """
      How well the workers are turned into speedup; 1 is all of it. Eight toasters make 100
      slices in 26 min. That is 7.69x against T1, an efficiency of 96 %. It exists in sync only.
      In async it is null, because waits that overlap are not work that workers share.
      """,
      see: ["speedup", "utilisation", "worker-hours", "null"]),
    GlossaryEntry(
      "elapsed", also: ["elapsed time"],
      """
      From time 0 to the end of the run. When all jobs are done it equals the makespan. When the
      horizon cuts the run it is the horizon, for example 5 min, and the makespan is null.
      Utilisation, throughput and the account are measured over it.
      """,
      see: ["makespan", "horizon", "throughput"]),
    GlossaryEntry(
      "expectation", also: ["expectations", "expect", "assertion"],
      """
      A sentence under `expect` that must hold after a run, such as `makespan = 50 min` or
      `sync.makespan > 3 h`. `=` compares at the digits written: a speedup of 1.38 satisfies
      `speedup = 1.4` but not `speedup = 1.40`. Null never satisfies. When a sentence fails the
      report is still printed, and the exit code is 1.
      """,
      see: ["scenario", "variant", "null"]),
    GlossaryEntry(
      "fingerprint", also: ["trace hash", "hash"],
      """
      A 64-bit hash of a run's events in order, written as 16 hex digits. The same scenario and
      seed give the same fingerprint on every machine. If two students see different ones for
      the same program and file, they did not run the same thing. `-v` prints it, and the JSON
      report holds it.
      """,
      see: ["trace", "seed", "simultaneous events"]),
    GlossaryEntry(
      "horizon", also: ["until", "cut", "cut-off"],
      """
      `until: 5 min` ends the run there. What ends exactly then counts, and nothing more is
      handed out. In the bundled breakfast-until-five one cook has by then made 2 of 100 toasts
      and the coffee: 3 jobs, 36 an hour. Jobs are left, so the run is cut: makespan and speedup
      are null. With no job left it would be an ordinary run.
      """,
      see: ["elapsed", "throughput", "arrivals", "null"]),
    GlossaryEntry(
      "idle", also: ["idle time", "idle head", "idle middle", "idle tail", "long tail"],
      """
      A worker without a job. The head is before its first job, the middle between jobs, the
      tail after its last; a worker that never gets a job is all head. While one of four cooks
      opens for 5 min, three idle, 15 min at the head. Eight toasters with 100 slices idle 8 min
      at the tail, since only four of them have a slice in the last round.
      """,
      see: ["account", "imbalance", "longest-first"]),
    GlossaryEntry(
      "imbalance",
      also: ["load imbalance", "load balance", "load balancing", "straggler"],
      symbol: "largest / mean busy time",
      """
      How unevenly the workers of a pool are loaded; 1 is even. With 100 slices four of eight
      toasters make 13 and four make 12, so they are busy 26 or 24 min and the imbalance is
      26/25 = 1.04. The report shows the largest over all pools. It is null if nobody was busy.
      """,
      see: ["idle", "dynamic", "chunk"]),
    GlossaryEntry(
      "makespan",
      also: [
        "tp", "completion time", "wall time", "wall-clock time", "execution time", "run time",
      ],
      symbol: "Tp",
      """
      From time 0 to the last finish. 100 slices of 2 min have a makespan of 200 min with one
      toaster and 50 min with four. It is null when the horizon cuts the run or the jobs
      deadlock. The talk calls it execution time.
      """,
      see: ["elapsed", "speedup", "lower bound", "response"]),
    GlossaryEntry(
      "null", also: ["reasons", "not available", "unknown"],
      """
      A measure that does not apply or is not known. The report shows a dash, the JSON report
      null, and a sentence says why: under `-v`, or under `reasons` in JSON. When guests arrive
      over time, for example, speedup is null. It is never written as 0, because 0 would be a
      claim.
      """,
      see: ["speedup", "efficiency", "expectation", "failure"]),
    GlossaryEntry(
      "parallelism", also: ["average parallelism", "parallelism ratio"], symbol: "T1 / span",
      """
      How many workers the jobs could keep busy on average if there were workers without end: T1
      over the span. A hundred separate slices of 2 min have 200/2 = 100. Open, toast 100
      slices, plate up has 210/12 = 17.5, so of 100 cooks most would idle. The JSON report holds
      it as `parallelism_ratio`.
      """,
      source: "Eager, Zahorjan and Lazowska 1989",
      see: ["span", "T1", "ceiling", "parallel processing"]),
    GlossaryEntry(
      "percentile",
      also: [
        "percentiles", "p50", "p95", "p99", "median", "quantile", "tail latency",
        "nearest rank",
      ],
      """
      p95 is the smallest value that at least 95 % of the jobs do not exceed, by nearest rank:
      of a hundred values the 95th. Four toasters finish 100 slices in 25 rounds of four. The
      95th slice is in round 24, so p95 of response is 48 min, while the mean is 26 min.
      Percentiles need a kept trace.
      """,
      see: ["response", "queued", "trace"]),
    GlossaryEntry(
      "queued",
      also: ["queue time", "queueing time", "queuing time", "waiting time", "time in queue"],
      symbol: "response - service",
      """
      The part of a job's response in which no step is in progress: it stands in a queue for a
      worker, a resource or a hand-out, or its argument is being moved. With four toasters the
      first slices queue 0 s, the last 48 min, and the mean is 24 min. A job that is queued
      while it holds a worker is also blocked. A wait step is not queued time, since it is in
      progress.
      """,
      see: ["response", "service", "blocked", "ready queue"]),
    GlossaryEntry(
      "replication", also: ["replications", "repetition", "monte carlo"],
      """
      One of several independent runs of a random scenario; `-r 1000` makes a thousand. Four
      toasters with 100 slices of `exponential 2 min` need 54 min 37.5 s with seed 42 and
      50 min 43.1 s with seed 7. The mean of a thousand replications is 52 min 3.6 s. Headline
      figures are means, and speedup is mean baseline over mean makespan.
      """,
      see: ["seed", "distribution", "confidence interval"]),
    GlossaryEntry(
      "response",
      also: ["response time", "latency", "turnaround time", "sojourn time", "flow time"],
      symbol: "finish - first ready",
      """
      From the moment a job is first ready to its finish: queued plus service. With four
      toasters a slice queues 24 min and toasts 2 min on average, so the mean response is
      26 min. It is what one guest feels; makespan and throughput are what the bakery feels. The
      report gives mean and p95 for each task.
      """,
      see: ["queued", "service", "percentile", "shortest-first"]),
    GlossaryEntry(
      "seed", also: ["random seed", "random numbers", "random number generator", "philox"],
      """
      The number that all random values of a run grow from: 42, unless `seed:` or `--seed` says
      otherwise. The same scenario and seed give the same run on every machine. For 100 slices
      of `exponential 2 min`, T1 is 214 min 32 s with seed 42 and 199 min 30 s with seed 7. The
      generator is Philox 4x32-10.
      """,
      source: "Salmon et al. 2011",
      see: ["replication", "common random numbers", "fingerprint"]),
    GlossaryEntry(
      "service", also: ["service time", "processing time"],
      """
      Time in which a step of the job is in progress, work or wait. A slice of `work: 2 min` has
      2 min of service. With four toasters on two cores it has 4 min, because slowed time
      counts. All attempts of a job count.
      """,
      see: ["response", "queued", "slowed", "concurrency"]),
    GlossaryEntry(
      "slowed", also: ["slowdown", "stretched"],
      """
      What a work step takes beyond its written time, because cores, the interpreter lock or the
      worker's speed give less than full speed. Four toasters on `cores: 2` need 100 min for 100
      slices. The account shows 200 min work and 200 min slowed. Slowed workers are busy:
      utilisation is 100 %, yet speedup is only 2.
      """,
      see: ["cores", "interpreter lock", "speed", "account"]),
    GlossaryEntry(
      "span", also: ["t-inf", "depth", "critical path length"], symbol: "T-inf",
      """
      The longest chain of dependent jobs, waits included. Open 5 min, one toast 2 min, plate up
      5 min: 12 min. Four cooks or four hundred, it cannot take less. The span asks who must
      come after whom; it knows no resource.
      """,
      see: ["critical path", "lower bound", "parallelism", "dependency"]),
    GlossaryEntry(
      "speedup",
      also: ["speed-up", "times faster", "linear speedup", "ideal speedup"],
      symbol: "S = baseline / Tp",
      """
      How many times as fast a run is as its baseline. The talk's 100 slices take 200 min with
      one toaster and 50 min with four: 4x. The baseline is T1 unless the file names a variant.
      Speedup is null where jobs arrive over time, the horizon cuts, or a job failed for good.
      In async one worker can have more than 1x, by overlap.
      """,
      see: ["baseline", "efficiency", "Amdahl's law", "concurrency"]),
    GlossaryEntry(
      "T1",
      also: ["serial time", "sequential time", "one-worker time"],
      symbol: "T1 = W + wait",
      """
      What one worker needs alone, in sync, at speed 1 and without overhead: all work and all
      wait steps of one attempt. 100 toasts of 2 min and 100 coffees of 5 min give 700 min. It
      is a sum of the file's durations and needs no run. The report measures speedup against it
      where no baseline is named.
      """,
      see: ["work", "wait", "baseline", "span"]),
    GlossaryEntry(
      "throughput",
      also: ["rate", "jobs per hour", "bandwidth"],
      symbol: "finished jobs / elapsed",
      """
      How many jobs are finished in a unit of time. Four toasters make 120 slices an hour. The
      talk counts 3 300 images in 7 h, 471.43 an hour, and 35 000 in 3.6 h, 9 722.22 an hour. It
      also tells the story where speedup is null.
      """,
      see: ["response", "elapsed", "Little's law", "superlinear speedup"]),
    GlossaryEntry(
      "trace", also: ["traces", "event", "events", "event log"],
      """
      The run written down as a stream of events in order: what became ready, began and ended,
      and when. A job of one step that needs no resource usually makes five. A trace is kept for
      up to a million jobs and 5.2 million events, or of any size with `--trace`. Without one,
      drawn lanes, percentiles and the fingerprint are missing, and the reason is given.
      """,
      see: ["fingerprint", "lane", "percentile", "simultaneous events"]),
    GlossaryEntry(
      "utilisation",
      also: ["utilization", "busy", "busy time", "occupancy", "load factor"],
      symbol: "busy / (N x elapsed)",
      """
      The share of the workers' time in which they are busy: work, wait, slowed and failed. Four
      cooks who open, toast and plate up are busy for 210 of 240 min, 88 %. In async only `work`
      steps keep a worker busy. So the cook of toast-and-coffee, who has wait steps alone, has
      0 % while 1.4 jobs are in service. A high figure is no aim in itself: slowed workers are
      busy too.
      """,
      see: ["efficiency", "account", "slowed", "idle"]),
    GlossaryEntry(
      "worker-hours",
      also: ["worker hours", "cpu hours", "core hours", "cost"],
      symbol: "N x Tp",
      """
      What a run costs if every worker is paid from start to end. Images in 35 chunks of 2.12 h
      cost 34 x 4.24 = 144.16 worker-hours with 34 processes but 35 x 2.12 = 74.2 with 35, since
      the last round of 34 leaves 33 of them idle. A fair choice is the fewest workers whose
      makespan is within 5 % of the best. The account splits the same product.
      """,
      see: ["makespan", "account", "efficiency"]),
  ]
}
