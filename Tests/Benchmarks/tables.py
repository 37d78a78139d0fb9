"""Numbers and tables as text, and the machine they hold for."""

import datetime
import math
import os
import platform
import re
import statistics
import subprocess
import sys
from pathlib import Path

median = statistics.median


def figures(value):
    """Three significant digits, never an exponent, thousands apart."""
    if value == 0:
        return "0"
    decimals = 2 - math.floor(math.log10(abs(value)))
    return f"{round(value, decimals):,.{max(0, decimals)}f}".replace(",", " ")


def count(value):
    """A whole number in full, thousands apart."""
    return f"{value:,}".replace(",", " ")


def seconds(value):
    """A duration in the largest unit that leaves a digit before the point."""
    for unit, size in [("s", 1), ("ms", 1e-3), ("us", 1e-6)]:
        if value >= size:
            return f"{figures(value / size)} {unit}"
    return f"{figures(value * 1e9)} ns"


def megabytes(kilobytes):
    return f"{figures(kilobytes * 1024 / 1e6)} MB"


def rate(size, duration):
    return f"{figures(size / duration / 1e6)} MB/s"


def paired(above, below):
    """The ratio of two lists of figures, pair by pair: median, least and greatest."""
    ratios = [a / b for a, b in zip(above, below)]
    return tuple(f"{figures(of(ratios))}x" for of in (median, min, max))


def table(header, rows, texts=1):
    """A Markdown table; the first `texts` columns are text, the others are numbers."""
    lines = [header, *rows]
    widths = [max(len(str(line[column])) for line in lines) for column in range(len(header))]

    def line(cells):
        padded = [str(cell).ljust(width) for cell, width in zip(cells[:texts], widths)]
        padded += [str(cell).rjust(width) for cell, width in zip(cells[texts:], widths[texts:])]
        return f"| {' | '.join(padded)} |"

    rule = ["-" * width for width in widths[:texts]]
    rule += ["-" * (width - 1) + ":" for width in widths[texts:]]
    return "\n".join([line(header), line(rule), *map(line, rows)])


def first_line(argv):
    """The first line that a command prints, or that it is missing."""
    try:
        ended = subprocess.run(argv, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return "missing"
    return ended.stdout.splitlines()[0]


def cpu_model():
    try:
        names = re.search(r"model name\s*: (.*)", Path("/proc/cpuinfo").read_text())
    except OSError:
        names = None
    return names[1] if names else platform.processor()


def machine(load):
    """What the other tables hold for."""
    return table(
        ["machine", "of this run"],
        [
            ("CPU", f"{cpu_model()}, {os.cpu_count()} cores"),
            ("kernel", f"{platform.system()} {platform.release()}"),
            ("Swift", first_line(["swift", "--version"])),
            ("C++", first_line(["g++", "--version"])),
            ("Python", platform.python_version()),
            ("date", datetime.date.today()),
            ("load before, 1 min", f"{load:.2f}"),
        ],
        texts=2,
    )


def block(name):
    """Matches what is between the marks of a table, in three groups."""
    return re.compile(rf"(<!-- bench:{name} -->\n)(.*?)(<!-- /bench:{name} -->)", re.DOTALL)


def require_marks(file, names):
    """Ends the program if the file lacks the marks of a table: before anything is measured."""
    if not file.is_file():
        sys.exit(f"bench: there is no {file}")
    text = file.read_text()
    missing = [name for name in names if not block(name).search(text)]
    if missing:
        sys.exit(f"bench: {file} has no marks <!-- bench:NAME --> for: {', '.join(missing)}")


def write(file, blocks):
    """Replaces what is between the marks of each table."""
    text = file.read_text()
    for name, content in blocks.items():
        text = block(name).sub(lambda match: f"{match[1]}\n{content}\n\n{match[3]}", text)
    file.write_text(text)
