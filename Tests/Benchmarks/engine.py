"""The tables of the engine alone: beside its peers, as runs grow, and with a trace."""

import sys
from collections import namedtuple

from lab import Command
from tables import count, figures, median, megabytes, paired, rate, seconds, table

Workload = namedtuple("Workload", "name jobs workers simpy_jobs")

RACE = [
    Workload("a1", 5_000_000, 4, 40_000),
    Workload("a1", 5_000_000, 1024, 40_000),
    Workload("a3", 1_000_000, 4, 50_000),
    Workload("a3", 1_000_000, 1024, 50_000),
    Workload("a4", 100_000, 16, 20_000),
    Workload("a4", 1_000_000, 16, 20_000),
    Workload("a5", 100_000, 1, 20_000),
    Workload("a5", 1_000_000, 1, 20_000),
]
# The random arrivals and durations of a3 are drawn in another order by each engine.
SAME_ANSWER = {"a1", "a4", "a5"}
KNOWN_ANSWERS = {("a4", 100_000): 317_192, ("a5", 100_000): 2_611_205_000}

WORKERS = {"a1": 4, "a3": 4, "a4": 16, "a5": 1}
GROWTH = {
    "a1": [10**6, 10**7, 10**8, 10**9],
    "a3": [10**5, 10**6, 10**7],
    "a4": [10**5, 10**6, 10**7],
    "a5": [10**5, 10**6, 10**7],
}
GROWTH_WORKERS = [4, 64, 1024, 16_384, 1_000_000]
TRACED = ["a1", "a5"]
TRACED_JOBS = 1_000_000


def per_job(runs, jobs):
    """CPU seconds a job of the simulation alone, run by run."""
    return [run.answer["cpu"] / jobs for run in runs]


def contenders(lab, workload, rounds, simpy_rounds):
    """The commands that run one workload: the program's name, then its jobs and its command."""
    name, jobs, workers, simpy_jobs = workload
    arguments = [name, jobs, workers]
    programs = {
        "toast": (jobs, Command([lab.engine, *arguments], rounds)),
        "generic.cpp": (jobs, Command([lab.generic, *arguments], rounds)),
        "limit, heap": (jobs, Command([lab.limit, *arguments, "h4"], rounds)),
    }
    if name == "a1":
        programs["limit, ring"] = (jobs, Command([lab.limit, *arguments, "ring"], rounds))
    if lab.simpy:
        argv = [*lab.simpy, name, simpy_jobs, workers]
        programs["SimPy"] = (simpy_jobs, Command(argv, simpy_rounds))
    if lab.simpy and name == "a1":
        argv = [*lab.simpy, "a1w", simpy_jobs, workers]
        programs["SimPy, leanest"] = (simpy_jobs, Command(argv, simpy_rounds))
    return programs


def check_answer(workload, ours, theirs):
    """Ends the program if the engines do not agree on the makespan."""
    if workload.name not in SAME_ANSWER:
        return
    answers = {run.answer["makespan"] for run in ours + theirs}
    known = KNOWN_ANSWERS.get((workload.name, workload.jobs))
    if len(answers | ({known} if known else set())) > 1:
        found = ours[0].answer["makespan"]
        sys.exit(
            f"bench: {workload.name} with {workload.jobs} jobs and {workload.workers} workers:"
            f" toast's makespan is {found}, generic.cpp's {theirs[0].answer['makespan']}"
            + (f", the known one {known}" if known else "")
        )


def race(lab, quick):
    """All workloads beside the peers, in one go."""
    rounds, simpy_rounds = (3, 1) if quick else (7, 3)
    field = [w._replace(jobs=w.jobs // 10) for w in RACE] if quick else RACE
    programs = {w: contenders(lab, w, rounds, simpy_rounds) for w in field}
    runs = lab.rounds(
        {(w, name): command for w in field for name, (_, command) in programs[w].items()}
    )
    rows = []
    for w in field:
        check_answer(w, runs[w, "toast"], runs[w, "generic.cpp"])
        ours = per_job(runs[w, "toast"], w.jobs)
        for name, (jobs, _) in programs[w].items():
            theirs = per_job(runs[w, name], jobs)
            ratios = paired(theirs, ours) if name != "toast" else ("", "", "")
            title = f"{w.name}, {count(w.workers)}" if w.name != "a5" else w.name
            rows.append((title, name, count(jobs), seconds(median(theirs)), *ratios))
    header = ("workload, workers", "program", "jobs", "CPU a job", "to toast", "least", "greatest")
    return table(header, rows, texts=2)


def growth_in_jobs(lab, quick):
    """Time and memory a job as jobs grow."""
    limit = 10**6 if quick else 10**9
    commands = {
        (name, jobs): Command([lab.engine, name, jobs, WORKERS[name]], 3 if jobs < 10**8 else 1)
        for name, sizes in GROWTH.items()
        for jobs in sizes
        if jobs <= limit
    }
    runs = lab.rounds(commands)
    rows = []
    for jobs in sorted({jobs for _, jobs in commands}):
        row = [count(jobs)]
        for name in GROWTH:
            row += cost(runs[name, jobs], jobs) if (name, jobs) in runs else ["", ""]
        rows.append(row)
    header = ["jobs"]
    for name in GROWTH:
        header += [f"{name} a job", "peak"]
    return table(header, rows)


def growth_in_workers(lab, quick):
    """Time and memory of the flat pool as workers grow."""
    jobs = 10**6 if quick else 10**7
    runs = lab.rounds(
        {c: Command([lab.engine, "a1", jobs, c], 1 if quick else 3) for c in GROWTH_WORKERS}
    )
    rows = [(count(c), *cost(runs[c], jobs)) for c in GROWTH_WORKERS]
    return table(("workers", f"a1 a job, {count(jobs)} jobs", "peak"), rows)


def cost(runs, jobs):
    """CPU time a job, and peak memory of the process."""
    return [
        seconds(median(per_job(runs, jobs))),
        megabytes(median(run.peak_kb for run in runs)),
    ]


def traces(lab, quick):
    """What keeping or writing the trace costs."""
    jobs = TRACED_JOBS // 10 if quick else TRACED_JOBS
    file = lab.scratch / "trace"
    modes = {"none": ["none"], "keep": ["keep"], "stream": ["stream", file]}
    commands = {
        (name, mode): Command([lab.engine, name, jobs, WORKERS[name], *argument], 3 if quick else 7)
        for name in TRACED
        for mode, argument in modes.items()
    }
    runs = lab.rounds(commands)
    file.unlink()
    rows = []
    for name, mode in commands:
        ours, none = runs[name, mode], runs[name, "none"]
        ratios = ("", "", "")
        if mode != "none":
            ratios = paired(per_job(ours, jobs), per_job(none, jobs))
        size = ours[0].answer["bytes"]
        wall = median(run.answer["wall"] for run in ours)
        speed = rate(size, wall) if mode == "stream" else ""
        time, peak = cost(ours, jobs)
        rows.append((f"{name}, {mode}", time, *ratios, figures(size / jobs), speed, peak))
    ratios = ("to none", "least", "greatest")
    return table(("trace", "CPU a job", *ratios, "bytes a job", "written", "peak"), rows)
