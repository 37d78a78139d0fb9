extension GlossaryEntry {
  /// Laws and bounds.
  static let laws: [GlossaryEntry] = [
    GlossaryEntry(
      "Amdahl's law",
      also: ["amdahl", "amdahls law", "amdahl law"],
      symbol: "S = 1/((1-p) + p/N)",
      """
      The speedup that N workers give if a share p of T1 can overlap and the rest cannot. Open,
      toast 100 slices, plate up: p = 200/210, so four cooks get 3.5x, eight get 6x, and no
      number of them reaches 21x. p = 0 gives 1, where the talk's slide says 0, and p = 1 gives
      N. In async the peak concurrency C takes the place of N. The law knows no resource, no
      imbalance and no overhead; the bounds do.
      """,
      source: "Amdahl 1967",
      see: ["parallel fraction", "serial fraction", "ceiling", "Gustafson's law"]),
    GlossaryEntry(
      "bottleneck", also: ["binds", "bound by", "binding constraint", "limiting factor"],
      """
      What keeps a run from being shorter: the largest term of the lower bound. The report names
      it, as in `lower bound 500 min (coffee-maker)` for 100 toasts and 100 coffees. A second
      cook changes nothing there; a second coffee maker makes it 250 min. With a third it is
      200 min and the toaster binds.
      """,
      see: ["lower bound", "ceiling", "resource"]),
    GlossaryEntry(
      "ceiling",
      also: ["speedup limit", "maximum speedup"],
      symbol: "T1 / (largest lower bound without N)",
      """
      The most speedup that any number of workers can give. Open, toast 100 slices, plate up has
      210/12 = 17.5x, from its span. Amdahl's law allows 21x there, since it forgets that the
      last slice too takes 2 min. 100 toasts and 100 coffees have 700/500 = 1.4x, from the
      coffee maker.
      """,
      see: ["lower bound", "bottleneck", "span", "Amdahl's law"]),
    GlossaryEntry(
      "coherency", also: ["kappa", "coherence", "crosstalk"], symbol: "kappa",
      """
      In the universal scalability law, the cost of keeping every pair of workers in agreement.
      It grows with N(N-1): if each cook must tell every other what is done, four cooks send 12
      messages and eight send 56. It grows faster than the workers do, so throughput has a peak
      and then falls.
      """,
      source: "Gunther 2007", see: ["contention", "universal scalability law"]),
    GlossaryEntry(
      "contention", also: ["sigma"], symbol: "sigma",
      """
      In the universal scalability law, the cost of queueing for what only one can have at a
      time. It grows with N-1. With sigma = 0.05 and no coherency cost four toasters give
      4/1.15 = 3.48x, and no number reaches 20x. That is Amdahl's law with a serial fraction of
      0.05.
      """,
      source: "Gunther 2007",
      see: ["coherency", "universal scalability law", "lock", "serial fraction"]),
    GlossaryEntry(
      "Graham's anomaly", also: ["graham", "scheduling anomaly", "anomaly"],
      """
      More workers, shorter jobs or fewer dependencies can make a run longer. Graham's nine jobs
      take 12 min on three workers and 15 min on four. With the fourth worker all four jobs of
      4 min have begun by minute 3. The job of 9 min is ready just then and finds nobody free
      until minute 6. It is no bug: a greedy scheduler does not look ahead.
      """,
      source: "Graham 1969", see: ["list scheduling", "upper bound", "critical path"]),
    GlossaryEntry(
      "Gustafson's law",
      also: ["gustafson", "gustafsons law", "scaled speedup"],
      symbol: "S = s + (1-s)N",
      """
      What N workers gain when the work grows with them; s is the serial share of that run's
      makespan. Four cooks open, toast 100 slices and plate up in 60 min. Ten of these are
      serial, so s = 1/6 and S = 1/6 + 5/6 x 4 = 3.5: one cook would need 210 min. Amdahl keeps
      the work and asks for less time, Gustafson keeps the time and asks for more work. It
      belongs beside weak scaling only.
      """,
      source: "Gustafson 1988", see: ["scaling", "Amdahl's law", "serial fraction"]),
    GlossaryEntry(
      "Karp-Flatt metric",
      also: ["karp-flatt", "karp flatt", "experimentally determined serial fraction"],
      symbol: "e = (1/S - 1/N)/(1 - 1/N)",
      """
      The serial fraction that a measured speedup implies. Open, toast 100 slices, plate up with
      four cooks has S = 3.5: e = 0.048, just the 10/210 that is serial. With eight it has
      S = 5.83 and e = 0.053. An e that grows with N shows a loss that is not serial work; here
      the last round of slices is not full. It is null at N = 1, and negative where the speedup
      is superlinear.
      """,
      source: "Karp and Flatt 1990",
      see: ["serial fraction", "Amdahl's law", "superlinear speedup"]),
    GlossaryEntry(
      "Little's law", also: ["little", "littles law"], symbol: "L = throughput x time",
      """
      The mean number of jobs in a place is throughput times the mean time they spend there.
      Four toasters finish 2 slices a minute, and a slice toasts 2 min: 4 are in service. Its
      whole response is 26 min: 52 slices are queued or toasting, on average over the run. With
      nothing slowed and no overhead it follows that mean concurrency is T1/Tp.
      """,
      source: "Little 1961", see: ["concurrency", "throughput", "response", "M/M/c"]),
    GlossaryEntry(
      "lower bound", also: ["lower", "work law", "span law"],
      """
      No schedule can be shorter. It is the largest of these: the span; T1/N of each pool in
      sync, W/N in async; W/cores; W of a python-threads pool; and for each resource the time it
      must be held over its capacity. 100 toasts and 100 coffees in async: span 5 min, toaster
      200, coffee maker 500, so 500 min. A run that reaches its bound gains nothing from another
      order.
      """,
      see: ["bottleneck", "upper bound", "ceiling", "span"]),
    GlossaryEntry(
      "M/M/c", also: ["m/m/1", "erlang c", "queueing theory", "queueing model"],
      """
      The textbook line: gaps between arrivals and services are exponential, c workers, one
      queue. Guests come every 60 s on average and a till needs 48 s: it is busy 80 % of the
      time, and a guest spends 48/(1 - 0.8) = 240 s. With twice the guests and two tills on one
      queue it is 133 s. Twenty simulated runs of 200 000 guests average 3 min 58 s and
      2 min 12 s. Theory stands beside simulation and never replaces it.
      """,
      source: "Erlang 1917", see: ["arrivals", "Little's law", "utilisation", "response"]),
    GlossaryEntry(
      "parallel fraction", also: ["p", "parallel share", "parallel part"], symbol: "p",
      """
      The share of T1 that can overlap with something. A job is serial if it comes before or
      after every other job in the graph. Of open, toast 100 slices, plate up only the toasts
      are not: p = 200/210 = 0.952. The report takes it from the file and needs no run for it. A
      single job has p = 0; one toast and one coffee have p = 1.
      """,
      see: ["serial fraction", "Amdahl's law", "dependency", "T1"]),
    GlossaryEntry(
      "payback", also: ["break-even", "is it worth it", "worth it", "return on investment"],
      symbol: "runs = rewrite / (baseline - Tp), rounded up",
      """
      After how many runs rewriting a program for more workers has saved what it cost. Nightly
      reports take 260 min alone and 80 min on four processes, so a run saves 3 h. Rewriting for
      16 h pays back after 6 runs, at 5 a week in 1.2 weeks. After a year it has saved
      5 x 52 x 3 h - 16 h = 764 h. Their ceiling is 10x, so no number of workers pays back
      before 5 runs. `payback: { rewrite: 16 h, runs-per-week: 5 }` asks for it.
      """,
      see: ["baseline", "makespan", "ceiling", "worker-hours"]),
    GlossaryEntry(
      "scaling", also: ["scalability", "strong scaling", "weak scaling", "scaled efficiency"],
      """
      How time changes with the number of workers. Strong scaling keeps the work: 100 slices
      take 200, 50 and 26 min with 1, 4 and 8 toasters. Weak scaling lets the work grow. One
      cook opens, toasts 25 slices and plates up in 60 min; four cooks do the same with 100
      slices in 60 min. The scaled efficiency T(1)/T(4) is 1.
      """,
      see: ["Amdahl's law", "Gustafson's law", "efficiency", "speedup"]),
    GlossaryEntry(
      "serial fraction",
      also: ["sequential fraction", "serial part", "serial work"],
      symbol: "1 - p",
      """
      The share of T1 that can overlap with nothing. Open and plate up are 10 of 210 min, or
      0.048. By Amdahl's law speedup stays below 210/10 = 21x, with any number of cooks. The
      report says so under `Why not 4x?`.
      """,
      see: ["parallel fraction", "Amdahl's law", "Karp-Flatt metric"]),
    GlossaryEntry(
      "superlinear speedup", also: ["superlinear"],
      """
      More than N times as fast with N workers. The talk's images became 20.62 times as fast,
      from 471.43 to 9 722.22 an hour. With 35 chunks of 2.12 h each, fewer than 35 processes
      need 4.24 h or more and 35 need 2.12 h; the talk's 3.6 h is neither. So its baseline did
      different work. In a simulation a speed above 1 does it too: four toasters of speed 2 give
      8x.
      """,
      see: ["baseline", "speed", "Karp-Flatt metric"]),
    GlossaryEntry(
      "universal scalability law",
      also: ["usl", "gunther"],
      symbol: "X(N) = gamma N/(1 + sigma(N-1) + kappa N(N-1))",
      """
      Throughput with N workers when they queue (sigma) and must agree (kappa). Let one toaster
      make gamma = 30 slices an hour, sigma = 0.1 and kappa = 0.01. Then 4 make 84.5, 10 make
      107 and 20 only 89.6. The peak lies at the square root of (1 - sigma)/kappa, here 9.5
      workers. With kappa = 0 there is no peak.
      """,
      source: "Gunther 2007", see: ["contention", "coherency", "throughput", "scaling"]),
    GlossaryEntry(
      "upper bound",
      also: ["upper", "graham's bound", "greedy bound", "brent's theorem"],
      symbol: "T1/N + (1 - 1/N) span",
      """
      No greedy schedule takes longer. 100 slices on four toasters: 200/4 + 3/4 x 2 = 51.5 min,
      and the run takes 50. In async it is W/N + span: four loaves of 1 min work and 9 min wait
      have 4 + 10 = 14 min, and one cook takes 13. It holds for one pool of equal speeds,
      dynamic with chunk 1. It is null as soon as anything else, such as a resource or overhead,
      has an effect.
      """,
      source: "Graham 1969", see: ["lower bound", "list scheduling", "Graham's anomaly"]),
    GlossaryEntry(
      "waterfall", also: ["ladder", "gap analysis"],
      """
      A way to explain why a program takes longer than T1/N: add one effect per rung, in a fixed
      order, and see what each adds. 100 slices on four toasters: 50 min; with a startup of
      1 min 53 min; with 6 s of dispatch and 6 s of transfer as well 58 min 12 s. If the
      stopwatch says 60 min, the last 1 min 48 s is unexplained. In another order the same
      effects can have other sizes.
      """,
      see: ["overhead", "lower bound", "account"]),
  ]
}
