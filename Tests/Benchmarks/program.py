"""The table of the whole program: start-up, replications on threads, and tables written."""

from lab import Command, Failed, note
from tables import count, median, paired, rate, seconds, table

START = ["run", "toast"]
REPLICATIONS = 40
GUESTS, QUICK_GUESTS = 50_000, 5_000
ROWS, QUICK_ROWS = 1_000_000, 100_000


def replicated(guests, threads):
    """The arguments of a run of many replications."""
    size = ["-s", f"tasks.guest.count={guests}", "-r", REPLICATIONS, "--threads", threads]
    return ["run", "bakery-queue", "-q", *size]


def tabulated(jobs, output):
    """The arguments of a run of many jobs."""
    return ["run", "toast", "-s", f"tasks.toast.count={jobs}", *output]


def walls(runs):
    return [run.wall for run in runs]


def start_up(lab, quick):
    """How long a run of the smallest scenario takes beside programs that do nothing."""
    rounds = 10 if quick else 40
    commands = {"`toast run toast`": Command([lab.products / "toast", *START], rounds)}
    hello = lab.products / "Hello"
    if hello.exists():
        commands["hello in Swift with the same libraries"] = Command([hello], rounds)
    else:
        note(f"there is no {hello}: start-up is compared with C alone")
    commands["hello in C"] = Command([lab.hello], rounds)
    runs = lab.rounds(commands)
    ours, *others = commands
    yield (ours, seconds(median(walls(runs[ours]))), "", "", "")
    for name in others:
        times = paired(walls(runs[ours]), walls(runs[name]))
        yield (f"{name}, toast to it", seconds(median(walls(runs[name]))), *times)


def threads(lab, quick):
    """How much faster two threads replicate than one."""
    guests = QUICK_GUESTS if quick else GUESTS
    toast = lab.products / "toast"
    runs = {1: [], 2: []}
    try:
        for _ in range(1 if quick else 3):
            for number in runs:
                note(f"{REPLICATIONS} replications, --threads {number}")
                runs[number].append(lab.run([toast, *replicated(guests, number)]))
    except Failed as failure:
        note(f"replications on threads are left out: {failure}")
        return
    title = f"{REPLICATIONS} replications of {count(guests)} jobs"
    one, two = walls(runs[1]), walls(runs[2])
    yield (f"{title}, 1 thread", seconds(median(one)), "", "", "")
    yield (f"{title}, 2 threads", seconds(median(two)), *paired(one, two))


def written(lab, quick):
    """What a table of all jobs costs, with and without the run itself."""
    jobs = QUICK_ROWS if quick else ROWS
    toast, file = lab.products / "toast", lab.scratch / "jobs.csv"
    with_table, without = [], []
    for _ in range(1 if quick else 3):
        note(f"a table of {count(jobs)} jobs")
        argv = [toast, *tabulated(jobs, ["--table", "jobs", "-f", "csv"])]
        with_table.append(lab.run(argv, into=file).wall)
        without.append(lab.run([toast, *tabulated(jobs, ["-q"])]).wall)
    size = file.stat().st_size
    file.unlink()
    whole = median(with_table)
    writing = median(a - b for a, b in zip(with_table, without))
    title = f"{count(jobs)} jobs"
    yield (f"{title}, no table", seconds(median(without)), "", "", "")
    yield (f"{title}, CSV of all", seconds(whole), rate(size, whole), "", "")
    yield (f"{title}, the CSV alone", seconds(writing), rate(size, writing), "", "")


def program(lab, quick):
    """The rows of the whole program; what is missing here is left out."""
    rows = [*start_up(lab, quick), *threads(lab, quick), *written(lab, quick)]
    return table(("whole process", "wall", "ratio or rate", "least", "greatest"), rows)
