#!/usr/bin/env python3
"""Measures toast beside its peers (`run`), or counts its instructions (`gate`)."""

import argparse
import os
import sys
from pathlib import Path

# Before the imports below: the tree holds no compiled Python.
sys.dont_write_bytecode = True

import engine
import gate
import program
import tables
from lab import Failed, Lab, note

ROOT = Path(__file__).resolve().parents[2]
TABLES = {
    "peers": engine.race,
    "growth-jobs": engine.growth_in_jobs,
    "growth-workers": engine.growth_in_workers,
    "trace": engine.traces,
    "program": program.program,
}


def run(options):
    """Measures all tables, prints them, and writes them to a file if asked."""
    load = os.getloadavg()[0]
    if options.write:
        tables.require_marks(options.write, ["machine", *TABLES])
    lab = Lab(options.products, options.scratch)
    lab.build()
    blocks = {"machine": tables.machine(load)}
    for name, measure in TABLES.items():
        note(name)
        blocks[name] = measure(lab, options.quick)
    print("\n\n".join(blocks.values()))
    if options.write:
        tables.write(options.write, blocks)


def arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--products", type=Path, default=ROOT / ".build/release", help="folder of our programs"
    )
    verbs = parser.add_subparsers(dest="verb", required=True)
    measure = verbs.add_parser("run", help="measure and print the tables")
    measure.add_argument("--quick", action="store_true", help="smaller sizes, fewer rounds")
    measure.add_argument("--write", type=Path, metavar="FILE", help="replace the tables of FILE")
    measure.add_argument(
        "--scratch", type=Path, default=ROOT / ".build/bench", help="folder for what is made"
    )
    count = verbs.add_parser("gate", help="count the instructions a job")
    count.add_argument("--record", action="store_true", help="keep what is counted")
    return parser.parse_args()


def main():
    options = arguments()
    benchmarks = options.products / "Benchmarks"
    if not benchmarks.exists():
        sys.exit(f"bench: there is no {benchmarks}; `make bench` builds it")
    if options.verb == "gate":
        sys.exit(gate.gate(str(benchmarks), options.record))
    try:
        run(options)
    except Failed as failure:
        sys.exit(f"bench: {failure}")


if __name__ == "__main__":
    main()
