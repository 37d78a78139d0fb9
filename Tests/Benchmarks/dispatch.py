#!/usr/bin/env python3
"""What it costs to hand out an empty job, beside Python's own pools, all runs interleaved.

Usage: dispatch.py PATH_TO_TOAST [PATH_TO_POOL_PEER] [--rounds N]
Four workers; the time from the moment when they are up to the last end, over the jobs. The peer is a
program that is called as `peer BACKEND noop N` and prints JSON with `us_per_task`; without one this
file is its own.
"""
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor


def noop(number):
    return number


def peer(backend, count):
    kind, chunk = {'threads': (ThreadPoolExecutor, 1), 'procs1': (ProcessPoolExecutor, 1),
                   'procs100': (ProcessPoolExecutor, 100)}[backend]
    with kind(4) as pool:
        list(pool.map(noop, range(4)))
        begin = time.perf_counter()
        done = sum(1 for _ in pool.map(noop, range(count), chunksize=chunk))
        print(json.dumps({'us_per_task': (time.perf_counter() - begin) / done * 1e6}))


def toast_cost(toast, kind, chunk, count):
    text = (f'name: empty\nworkers: {{ worker: {{ count: 4, kind: {kind} }} }}\n'
            f'tasks: {{ job: {{ count: {count}, work: 0 s }} }}\nschedule: {{ chunk: {chunk} }}\n')
    with tempfile.NamedTemporaryFile('w', suffix='.yaml') as file:
        file.write(text)
        file.flush()
        result = subprocess.run(
            [toast, 'real', file.name, '-r', '1', '--no-baseline', '--scale', '1s=1s', '--json',
             '-q'], capture_output=True, text=True, check=True)
    run = next(run for run in json.loads(result.stdout)['runs'] if run['on'] == kind)
    startup = run['account']['startup_s'] / run['workers_count']
    return (run['makespan_s'] - startup) / count * 1e6


def main():
    toast = os.path.abspath(sys.argv[1])
    others = [word for word in sys.argv[2:] if not word.startswith('--') and not word.isdigit()]
    rounds = int(sys.argv[sys.argv.index('--rounds') + 1]) if '--rounds' in sys.argv else 5
    program = others[:1] or [os.path.abspath(__file__), '--peer']

    def python(backend, count):
        result = subprocess.run(
            ['python3', *program, backend, 'noop', str(count)], capture_output=True, text=True,
            check=True)
        return json.loads(result.stdout)['us_per_task']

    entries = {
        'toast threads': lambda: toast_cost(toast, 'threads', 1, 200_000),
        'toast processes': lambda: toast_cost(toast, 'processes', 1, 50_000),
        'toast processes, chunks of 100': lambda: toast_cost(toast, 'processes', 100, 200_000),
        'toast python-threads': lambda: toast_cost(toast, 'python-threads', 1, 10_000),
        'toast python-processes': lambda: toast_cost(toast, 'python-processes', 1, 10_000),
        'ThreadPoolExecutor.map': lambda: python('threads', 50_000),
        'ProcessPoolExecutor.map': lambda: python('procs1', 10_000),
        'ProcessPoolExecutor.map, chunksize 100': lambda: python('procs100', 100_000),
    }
    costs = {name: [] for name in entries}
    for _ in range(rounds):
        for name in random.sample(list(entries), len(entries)):
            costs[name].append(entries[name]())
    print('| an empty job on four workers | median, us | least | most |\n| --- | --- | --- | --- |')
    for name, values in costs.items():
        print(f'| {name} | {statistics.median(values):.2f} | {min(values):.2f} | {max(values):.2f} |')


if __name__ == '__main__':
    if sys.argv[1:2] == ['--peer']:
        peer(sys.argv[2], int(sys.argv[4]))
    else:
        main()
