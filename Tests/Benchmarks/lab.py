"""Builds the peers, and runs programs pinned, in shuffled rounds."""

import json
import os
import random
import subprocess
import sys
from collections import namedtuple
from pathlib import Path

HERE = Path(__file__).resolve().parent
SIMPY = "simpy==4.1.2"
PEER_FLAGS = ["-O3", "-march=x86-64-v2", "-std=c++20", "-w"]
SEED = 1

Command = namedtuple("Command", "argv rounds")


class Failed(Exception):
    """A program that was to be measured did not end with 0."""


class Run(namedtuple("Run", "wall peak_kb output")):
    """One run: wall seconds and peak memory of the process, and what it printed."""

    @property
    def answer(self):
        """The JSON line of a benchmark program."""
        return json.loads(self.output)


def note(text):
    """Progress, for whoever watches."""
    print(f"bench: {text}", file=sys.stderr, flush=True)


class Lab:
    """Where the programs are, and how they are run."""

    def __init__(self, products, scratch):
        self.products = Path(products).resolve()
        self.scratch = Path(scratch).resolve()
        self.scratch.mkdir(parents=True, exist_ok=True)
        # Our tree stays clean when the peers import one another.
        os.environ["PYTHONDONTWRITEBYTECODE"] = "1"

    @property
    def engine(self):
        return str(self.products / "Benchmarks")

    def build(self):
        """Compiles the peers and the launcher, and installs SimPy if it can be had."""
        note("compiling the peers")
        self.generic = self._compile("g++", HERE / "peers/generic.cpp", PEER_FLAGS)
        self.limit = self._compile("g++", HERE / "peers/limit.cpp", PEER_FLAGS)
        self.hello = self._compile("gcc", HERE / "peers/hello.c", ["-O2"])
        self.launch = self._compile("gcc", HERE / "launch.c", ["-O2"])
        self.simpy = self._install_simpy()

    def _compile(self, compiler, source, flags):
        output = str(self.scratch / source.stem)
        subprocess.run([compiler, *flags, str(source), "-o", output], check=True)
        return output

    def _install_simpy(self):
        environment = self.scratch / "venv"
        python = environment / "bin/python"
        try:
            if not python.exists():
                self._quietly([sys.executable, "-m", "venv", str(environment)])
            self._quietly([str(python), "-m", "pip", "install", SIMPY])
        except (OSError, subprocess.CalledProcessError):
            note(f"{SIMPY} cannot be had here: its rows are left out")
            return None
        return [str(python), str(HERE / "peers/simpy_peer.py")]

    @staticmethod
    def _quietly(argv):
        subprocess.run(argv, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def run(self, argv, into=None):
        """Runs a program; its standard output goes to the file `into`, or is kept."""
        report = self.scratch / "report"
        argv = [self.launch, str(report), *map(str, argv)]
        with open(into or self.scratch / "output", "w+b") as output:
            ended = subprocess.run(argv, stdout=output, stderr=subprocess.PIPE)
            output.seek(0)
            text = "" if into else output.read().decode()
        if ended.returncode:
            errors = ended.stderr.decode(errors="replace").strip()
            raise Failed(f"`{' '.join(argv[2:])}` ended with {ended.returncode}: {errors}")
        wall, peak = report.read_text().split()
        return Run(float(wall), int(peak), text)

    def rounds(self, commands):
        """The runs by name. A round runs all commands, in another order and on the next CPU."""
        random_order = random.Random(SEED)
        order = list(commands)
        runs = {name: [] for name in commands}
        count = max(command.rounds for command in commands.values())
        cpus = sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_setaffinity") else []
        for index in range(count):
            if count < 10:
                note(f"round {index + 1} of {count}")
            if cpus:
                os.sched_setaffinity(0, {cpus[index % len(cpus)]})
            random_order.shuffle(order)
            for name in order:
                if index < commands[name].rounds:
                    runs[name].append(self.run(commands[name].argv))
        if cpus:
            os.sched_setaffinity(0, cpus)
        return runs
