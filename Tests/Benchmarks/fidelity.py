#!/usr/bin/env python3
"""How well `toast real` predicts: scenarios that were not used for calibration, on all kinds of workers.

Usage: fidelity.py PATH_TO_TOAST [--quick] [--write docs/measurements.md]
Each case is run with --isolate, repetitions interleaved by toast itself, and compared with the
simulation that toast feeds with what it measured of the machine before. Nothing is left out.
"""
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile

KINDS = ['threads', 'processes', 'python-threads', 'python-processes']
# Jobs in place of each one below, so that most runs last one or two seconds.
LENGTH = 3
BEGIN, END = '<!-- fidelity -->', '<!-- end of fidelity -->'

# name, group, kinds, pool size, steps, count, execution, further keys
CASES = [
    ('waits of 5 ms', 'waiting', KINDS, 4, '[ wait: 5 ms ]', 200, 'sync', ''),
    ('waits of 20 ms', 'waiting', KINDS, 8, '[ wait: 20 ms ]', 200, 'sync', ''),
    ('waits of 7 ms, one worker', 'waiting', KINDS[:2], 1, '[ wait: 7 ms ]', 60, 'sync', ''),
    ('waits of 50 ms, 16 workers', 'waiting', KINDS[:2], 16, '[ wait: 50 ms ]', 160, 'sync', ''),
    ('exponential waits of 15 ms', 'waiting', KINDS[:2], 4, '[ wait: exponential 15 ms ]', 120,
     'sync', ''),
    ('waits of 10 to 40 ms, longest first', 'waiting', KINDS[:2], 4,
     '[ wait: uniform 10 ms to 40 ms ]', 80, 'sync', 'schedule: { order: longest-first }'),
    ('waits of 12 ms, async', 'waiting', KINDS[:2], 1, '[ { wait: 12 ms, uses: desk } ]', 150,
     'async', 'resources: { desk: 4 }'),
    ('work of 8 ms', 'computing', KINDS, 2, '[ work: 8 ms ]', 100, 'sync', ''),
    ('work of 20 ms, four workers', 'computing', KINDS, 4, '[ work: 20 ms ]', 60, 'sync', ''),
    ('work of 12 ms, one worker', 'computing', KINDS[:2], 1, '[ work: 12 ms ]', 60, 'sync', ''),
    ('exponential work of 10 ms', 'computing', KINDS[:2], 2, '[ work: exponential 10 ms ]', 120,
     'sync', ''),
    ('work of 15 ms, eight workers', 'computing', KINDS[:2], 8, '[ work: 15 ms ]', 96, 'sync', ''),
    ('5 ms work and 10 ms wait', 'mixed', KINDS[:2], 4, '[ work: 5 ms, wait: 10 ms ]', 120, 'sync',
     ''),
    ('10 ms work and 4 ms wait', 'mixed', KINDS[:2], 4, '[ work: 10 ms, wait: 4 ms ]', 80, 'sync',
     ''),
    ('6 ms work and 6 ms wait, eight workers', 'mixed', KINDS[:2], 8, '[ work: 6 ms, wait: 6 ms ]',
     120, 'sync', ''),
]


def yaml(case, kind):
    name, _, _, workers, steps, count, execution, more = case
    return (f'name: "{name}"\nworkers: {{ worker: {{ count: {workers}, kind: {kind} }} }}\n'
            f'tasks:\n  job: {{ count: {count * LENGTH}, steps: {steps} }}\n'
            f'execution: {execution}\n{more}\n')


def run(toast, case, kind, repetitions, folder):
    path = os.path.join(folder, 'case.yaml')
    with open(path, 'w') as file:
        file.write(yaml(case, kind))
    command = [toast, 'real', path, '--on', kind, '--scale', '1s=1s', '-r', str(repetitions),
               '--isolate', '--no-baseline', '--json', '-q']
    result = subprocess.run(command, capture_output=True, text=True)
    if result.returncode != 0:
        return {'case': case[0], 'group': case[1], 'kind': kind, 'failed': result.stderr.strip()}
    comparison = json.loads(result.stdout)['comparison'][0]
    measured = comparison['measured_s']
    return {
        'case': case[0], 'group': case[1], 'kind': kind, 'ideal': comparison['ideal_s'],
        'predicted': comparison['predicted_s']['median_s'], 'measured': measured['median_s'],
        'spread': (measured['max_s'] - measured['min_s']) / measured['median_s'],
        'error': comparison['predicted_s']['median_s'] / measured['median_s'] - 1,
        'naive': comparison['ideal_s'] / measured['median_s'] - 1,
        'contended': comparison.get('contended_count', 0)}


def summary(rows):
    lines = ['| group | cases | mean error | worst | without the machine\'s costs, mean | worst |',
             '| --- | --- | --- | --- | --- | --- |']
    groups = ['waiting', 'computing', 'mixed', 'all']
    for group in groups:
        own = [row for row in rows if 'error' in row and (group == 'all' or row['group'] == group)]
        if not own:
            continue
        errors = [abs(row['error']) for row in own]
        naive = [abs(row['naive']) for row in own]
        lines.append(f'| {group} | {len(own)} | {statistics.mean(errors):.2%} | {max(errors):.2%} '
                     f'| {statistics.mean(naive):.1%} | {max(naive):.1%} |')
    return lines


def table(rows):
    lines = ['| scenario | on | ideal | this machine | measured | spread | error |',
             '| --- | --- | --- | --- | --- | --- | --- |']
    for row in rows:
        if 'failed' in row:
            lines.append(f'| {row["case"]} | {row["kind"]} | | | | | failed: {row["failed"]} |')
            continue
        lines.append(
            f'| {row["case"]} | {row["kind"]} | {row["ideal"] * 1e3:.1f} | '
            f'{row["predicted"] * 1e3:.1f} | {row["measured"] * 1e3:.1f} | {row["spread"]:.1%} | '
            f'{row["error"]:+.2%} |')
    return lines


def main():
    toast = os.path.abspath(sys.argv[1])
    quick = '--quick' in sys.argv
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        for case in CASES:
            for kind in case[2][:1] if quick else case[2]:
                rows.append(run(toast, case, kind, 3 if quick else 5, folder))
                row = rows[-1]
                print(f'{row["case"]:40} {row["kind"]:17}', row.get('failed') or
                      f'{row["measured"] * 1e3:8.1f} ms {row["error"]:+.2%}, ideal '
                      f'{row["naive"]:+.1%}, spread {row["spread"]:.1%}', file=sys.stderr, flush=True)
    text = '\n'.join(summary(rows) + [''] + table(rows))
    print(text)
    if '--write' in sys.argv:
        path = sys.argv[sys.argv.index('--write') + 1]
        with open(path) as file:
            page = file.read()
        pattern = re.compile(re.escape(BEGIN) + '.*' + re.escape(END), re.S)
        with open(path, 'w') as file:
            file.write(pattern.sub(f'{BEGIN}\n{text}\n{END}', page))


if __name__ == '__main__':
    main()
