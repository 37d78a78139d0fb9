"""Counts the instructions a job and the runtime's calls a job, which no busy machine changes."""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter, namedtuple
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

from tables import count, table

RECORD = Path(__file__).resolve().parent / "instructions.json"
TOLERANCE = 0.03
CALLS_A_JOB = 0.001
# Counted is what runs inside this function: building a scenario costs calls a job, a run must not.
MEASURED = "*measuredRun*"
# One of these for each job is a copy, a class or an exclusivity check too many.
RUNTIME = re.compile(
    r"_?swift_(retain|release|bridgeObjectRetain|bridgeObjectRelease|allocObject"
    r"|isUniquelyReferenced|beginAccess)\w*|malloc"
)
RECURSION = re.compile(r"'\d+$")
# Workers, and the two numbers of jobs whose difference is counted: what is paid once drops out.
SIZES = {
    "a1": (4, 20_000, 60_000),
    "a3": (4, 20_000, 60_000),
    "a4": (16, 5_000, 15_000),
    "a5": (1, 10_000, 30_000),
    "a5sync": (1, 10_000, 30_000),
}

Profile = namedtuple("Profile", "instructions calls")


def parse(lines):
    """Instructions, and calls by (callee, caller), of a callgrind file."""
    names, calls, current = {}, Counter(), {}
    instructions = 0
    for line in lines:
        key, _, value = line.strip().partition("=")
        if key in ("fn", "cfn"):
            # A name is written out once, "(7) name"; from then on it is "(7)".
            number, _, name = value.partition(" ")
            current[key] = names.setdefault(number, RECURSION.sub("", name or number))
        elif key == "calls":
            calls[current["cfn"], current["fn"]] += int(value.split()[0])
        elif line.startswith("summary:"):
            instructions = int(line.split()[1])
    return Profile(instructions, calls)


def profile(engine, name, jobs, workers):
    """Runs the engine under callgrind."""
    with tempfile.TemporaryDirectory() as folder:
        output = Path(folder) / "callgrind"
        argv = ["valgrind", "--tool=callgrind", f"--callgrind-out-file={output}"]
        argv += [f"--toggle-collect={MEASURED}", engine, name, str(jobs), str(workers), "none"]
        environment = {**os.environ, "SWIFT_DETERMINISTIC_HASHING": "1"}
        ended = subprocess.run(argv, capture_output=True, text=True, env=environment)
        if ended.returncode:
            sys.exit(f"bench: `{' '.join(argv)}` ended with {ended.returncode}:\n{ended.stderr}")
        with open(output) as lines:
            return parse(lines)


def slope(engine, name):
    """Instructions a job, and the runtime's calls a job by (callee, caller), of one workload."""
    workers, few, many = SIZES[name]
    less, more = (profile(engine, name, jobs, workers) for jobs in (few, many))
    jobs = many - few
    instructions = (more.instructions - less.instructions) / jobs
    if instructions < 1:
        sys.exit(
            f"bench: {name} runs no instructions inside {MEASURED}: the benchmark program needs one"
            " function of that name, never inlined, around the simulation alone"
        )
    calls = {
        pair: (number - less.calls[pair]) / jobs
        for pair, number in more.calls.items()
        if RUNTIME.fullmatch(pair[0])
    }
    return round(instructions), calls


def complain_of_calls(name, calls):
    """Says which functions of the runtime are called for each job, and by which most."""
    for callee in sorted({callee for callee, _ in calls}):
        callers = {caller: number for (called, caller), number in calls.items() if called == callee}
        number = sum(callers.values())
        if number > CALLS_A_JOB:
            most = max(callers, key=callers.get)
            yield f"{name}: {number:.3f} calls of {callee} a job, {callers[most]:.3f} by {most}"


def judge(name, instructions, calls, record):
    """What is wrong with a workload, and whether its record can be lowered."""
    wrong = list(complain_of_calls(name, calls))
    kept = record.get(name)
    if kept is None:
        wrong.append(f"{name}: no record; `bench.py gate --record` makes one")
    elif instructions > kept * (1 + TOLERANCE):
        wrong.append(
            f"{name}: {count(instructions)} instructions a job, the record is {count(kept)}; make"
            " it cheaper, or say in the commit why it is worth it and run `bench.py gate --record`"
        )
    is_lower = kept is not None and instructions < kept * (1 - TOLERANCE)
    return wrong, is_lower


def count_all(engine):
    """The slopes of all workloads by name."""
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(os.cpu_count()) as pool:
        # Valgrind 3.19 gives up on the debug information that Swift writes, DWARF 5; names suffice.
        stripped = str(Path(folder) / "engine")
        subprocess.run(["strip", "--strip-debug", "-o", stripped, engine], check=True)
        return dict(zip(SIZES, pool.map(partial(slope, stripped), SIZES)))


def gate(engine, is_recording):
    """Compares with the record, or makes it; returns the exit code."""
    missing = [tool for tool in ["valgrind", "strip"] if not shutil.which(tool)]
    if missing:
        print(f"bench: gate skipped, there is no {' and no '.join(missing)} here")
        return 0
    slopes = count_all(engine)
    if is_recording:
        counted = {name: instructions for name, (instructions, _) in slopes.items()}
        RECORD.write_text(json.dumps(counted, indent=2) + "\n")
    record = json.loads(RECORD.read_text()) if RECORD.exists() else {}
    rows, wrong, lower = [], [], []
    for name, (instructions, calls) in slopes.items():
        complaints, is_lower = judge(name, instructions, calls, record)
        wrong += complaints
        lower += [name] if is_lower else []
        kept = count(record[name]) if name in record else ""
        rows.append((name, count(instructions), kept, f"{sum(calls.values()):.4f}"))
    print(table(("workload", "instructions a job", "record", "runtime calls a job"), rows))
    if lower:
        print(f"bench: the record of {', '.join(lower)} can be lowered: `bench.py gate --record`")
    for complaint in wrong:
        print(f"bench: {complaint}", file=sys.stderr)
    return 1 if wrong else 0
