# Copyright the swift-model-signing authors.
# SPDX-License-Identifier: Apache-2.0
"""Turns runs into the lines of the table, and lines into text, Markdown and JSON."""
from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path

from measure import Series
from models import MIB
from works import Work

# What may be read beside the file that changed: of the model, and by the program's start.
_READ_SHARE, _READ_SLACK = 0.01, MIB

HEADINGS = ("work", "this tool", "against", "takes", "ratio", "mark", "peak MiB", "GB/s", "/core")
_WIDTHS = (22, 9, 15, 9, 6, 13, 8, 5, 5)  # with the spaces between them 100
_LEFT = (True, False, True, False, False, True, False, False, False)


@dataclass
class Line:
    """One line of the table, as text; the first of a piece of work says what this tool did."""

    work: str = ""
    ours: str = ""
    against: str = ""
    takes: str = ""
    ratio: str = ""
    mark: str = ""
    peak: str = ""
    rate: str = ""
    per_core: str = ""

    @property
    def cells(self) -> tuple[str, ...]:
        return tuple(asdict(self).values())


def lines(work: Work, all_series: list[Series]) -> list[Line]:
    ours, others = all_series[0], all_series[1:]
    result = [_against(ours, other) for other in others]
    if work.peak_at_most:
        mark = _mark("<=", work.peak_at_most, ours.peak <= work.peak_at_most * MIB)
        result.append(Line(against="peak MiB", takes=f"{ours.peak / MIB:.1f}", mark=mark))
    for other in others:
        if other.against.on:
            files = ours.case.model.count - other.case.model.count
            result.append(Line(against="peak for a file", takes=f"{(ours.peak - other.peak) / files:.0f} B"))
    if work.signs_again:
        result.append(_read(ours))
    first = result[0] if result else Line()
    first.work, first.ours, first.peak = work.label, duration(ours.middle("wall")), f"{ours.peak / MIB:.1f}"
    if not work.signs_again:  # which does not read all bytes
        first.rate, first.per_core = _gigabytes(ours.rate), _gigabytes(ours.rate_per_core)
    return result or [first]


def _against(ours: Series, other: Series) -> Line:
    on, ratio = other.against.on, _ratio(ours, other)
    takes = f"{other.rate / 1e9:.2f} GB/s" if other.program.gives_rate else duration(other.middle("wall"))
    line = Line(against=f"{on.count:,} files" if on else other.name, takes=takes, ratio=f"{ratio:.3g}")
    if other.against.at_least is not None:
        line.mark = _mark(">=", other.against.at_least, ratio >= other.against.at_least)
    if other.against.at_most is not None:
        line.mark = _mark("<=", other.against.at_most, ratio <= other.against.at_most)
    return line


def _ratio(ours: Series, other: Series) -> float:
    if other.against.on:
        return ours.middle("wall") / other.middle("wall")
    if other.against.per_core:
        return ours.rate_per_core / other.rate_per_core
    if other.program.gives_rate:
        return ours.rate / other.rate
    return other.middle("wall") / ours.middle("wall")


def _read(ours: Series) -> Line:
    """How much of the model was read, where the system counts it: what changed, and no more."""
    counts = [run.read for run in ours.runs]
    if None in counts:
        return Line(against="bytes read", takes="unknown")
    total, changed, read = ours.byte_count, ours.case.model.size, max(counts)
    line = Line(against="bytes read", takes=f"{read / 1e6:.0f} MB", ratio=f"{read / total:.1%}")
    if read < changed:  # as with memory that is mapped
        line.mark = "not counted"
    else:
        line.mark = _mark("one ", "file", read <= changed + total * _READ_SHARE + _READ_SLACK)
    return line


def _mark(sign: str, value: object, met: bool) -> str:
    return f"{sign}{value} {'met' if met else 'missed'}"


def _gigabytes(rate: float) -> str:
    return f"{rate / 1e9:.2f}" if rate >= 5e6 else ""


def duration(seconds: float) -> str:
    return f"{seconds:.2f} s" if seconds >= 1 else f"{seconds * 1000:.1f} ms"


def row(cells: tuple[str, ...]) -> str:
    padded = (cell.ljust(width) if left else cell.rjust(width) for cell, width, left in zip(cells, _WIDTHS, _LEFT))
    return " ".join(padded).rstrip()


def markdown(facts: dict, table: list[Line], notes: list[str]) -> str:
    """A section of Benchmarks/RESULTS.md, without its heading."""
    listed = [f"- {name}: {value}" for name, value in facts.items()]
    rows = ["| " + " | ".join(HEADINGS) + " |", "|" + "|".join("---" if left else "---:" for left in _LEFT) + "|"]
    rows += ["| " + " | ".join(line.cells) + " |" for line in table]
    return "\n".join(listed + [""] + rows + [""] + [f"- {note}" for note in notes]) + "\n"


def write_section(file: Path, heading: str, section: str) -> None:
    """Puts a section into the results, in place of the one with the same heading."""
    introduction = (
        "# Results\n\nWhat `Scripts/benchmark --write` measured, a section for each kind of machine; "
        "`Scripts/benchmark --help` explains the columns.\n"
        "Compare ratios, which come from runs in turn, never times of different days.\n"
    )
    text = file.read_text() if file.exists() else introduction
    head, *sections = text.split("\n## ")
    kept = [part.rstrip("\n") + "\n" for part in sections if part.split("\n", 1)[0] != heading]
    kept.insert(0, f"{heading}\n\n{section}")
    file.write_text(head.rstrip("\n") + "\n" + "".join("\n## " + part for part in kept))


def record(work: Work, all_series: list[Series], table: list[Line]) -> dict:
    """Everything about one piece of work, for JSON."""
    return {
        "name": work.name,
        "work": work.label,
        "bytes": all_series[0].byte_count,
        "files": work.model.count if work.model else 0,
        "cold": work.cold,
        "lines": [asdict(line) for line in table],
        "series": [
            {
                "program": series.name,
                "model": str(series.case.model) if series.case.model else None,
                "command": series.program.command(series.case)[:12],
                "ratio": series.against and _ratio(all_series[0], series),
                "atLeast": series.against and series.against.at_least,
                "atMost": series.against and series.against.at_most,
                "medianSeconds": None if series.program.gives_rate else series.middle("wall"),
                "bytesPerSecond": series.rate,
                "bytesPerSecondPerCore": series.rate_per_core,
                "peakBytes": None if series.program.gives_rate else series.peak,
                "runs": [asdict(run) for run in series.runs],
            }
            for series in all_series
        ],
    }
