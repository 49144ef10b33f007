# Copyright the swift-model-signing authors.
# SPDX-License-Identifier: Apache-2.0
"""Runs the programs of one piece of work in turn, and keeps what each run cost."""
from __future__ import annotations

import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from models import change_file
from programs import Case, Program, Setting, sign, verify
from works import Against, Work

LONG = 60  # seconds: a program that takes longer is not run as often
LONG_RUNS = 3
DROP_CACHES = Path("/proc/sys/vm/drop_caches")
_SETTLED = 2.5  # seconds: the tool trusts a file's time of change only when it is older than 2


@dataclass
class Run:
    """What one run cost; of a program that measures itself only the rate."""

    wall: float = 0
    cpu: float = 0
    peak: int = 0  # bytes
    read: int | None = None  # bytes, cached or not
    rate: float | None = None  # bytes per second, as the program says


@dataclass
class Series:
    """The runs of one program, and the bytes of the model that it worked on."""

    program: Program
    case: Case
    against: Against | None  # nothing: this tool
    runs: list[Run]

    @property
    def name(self) -> str:
        return self.program.name

    @property
    def byte_count(self) -> int:
        return self.case.model.byte_count if self.case.model else 0

    def middle(self, value: str) -> float:
        return median(getattr(run, value) for run in self.runs)

    @property
    def rate(self) -> float:
        """Bytes per second."""
        return self.middle("rate") if self.program.gives_rate else self.byte_count / self.middle("wall")

    @property
    def rate_per_core(self) -> float:
        """Bytes per second of processor time."""
        return self.middle("rate") if self.program.gives_rate else self.byte_count / max(self.middle("cpu"), 1e-6)

    @property
    def peak(self) -> int:
        """The highest of all runs, in bytes."""
        return max(run.peak for run in self.runs)


class Failure(Exception):
    """A program ended with an error, or did not say what it should."""


def measure(work: Work, setting: Setting, runs: int) -> list[Series]:
    """The series of this tool first, then those of the peers that are there, run in turn after a warm-up each."""
    case = Case(setting, work.model, work.signed)
    all_series = [Series(work.ours, case, None, [])]
    for other in work.against:
        if other.program.executable in setting.found:
            all_series.append(Series(other.program, Case(setting, other.on or work.model, work.signed), other, []))
    _sign(work, all_series)
    timed = [series for series in all_series if not series.program.gives_rate]
    warm_up = [_run(work, series).wall for series in timed]
    if max(warm_up) > LONG:
        runs = min(runs, LONG_RUNS)
    for _ in range(runs):
        for series in all_series:
            series.runs.append(_run(work, series))
    if work.signs_again:
        launch(verify("new"), case)  # a signature made from another is worth its time only if it is good
    return all_series


def _sign(work: Work, all_series: list[Series]) -> None:
    """Signs the models of a piece of work, with this tool as it is now."""
    if not work.model:
        return
    if work.signs_again:
        time.sleep(_SETTLED)
    program = sign("sign", "old" if work.signs_again else "")
    signed = set()
    for series in all_series:
        signature = series.case.signature()
        if signature not in signed:
            signed.add(signature)
            signature.parent.mkdir(exist_ok=True)
            launch(program, series.case)


def _run(work: Work, series: Series) -> Run:
    if work.signs_again and series.against is None:
        _change(series.case)
    if work.cold:
        _drop_caches(series)
    return launch(series.program, series.case)


def _change(case: Case) -> None:
    """Lets the newest signature be the old one, and changes the first file."""
    new = case.signature("new")
    if new.exists():
        new.replace(case.signature("old"))
    change_file(case.root / next(case.model.files()))
    time.sleep(_SETTLED)


def may_drop_caches() -> bool:
    return os.access(DROP_CACHES, os.W_OK)


def _drop_caches(series: Series) -> None:
    """Leaves the model on the disk only, while the program itself is in memory again."""
    os.sync()
    DROP_CACHES.write_text("3\n")
    series.case.setting.ask(*series.case.setting.found[series.program.executable], "--version")


def launch(program: Program, case: Case) -> Run:
    """Runs a program once on a model.

    - Raises Failure, with what the program wrote, when it fails.
    """
    setting = case.setting
    command = program.command(case)
    output, errors = setting.scratch / "output", setting.scratch / "errors"
    launcher = [sys.executable, "-I", "-S", "-B", str(Path(__file__).with_name("launch.py"))]
    streams = [str(output) if program.gives_rate else os.devnull, str(errors)]
    said = subprocess.run(
        launcher + streams + command, check=True, text=True, stdout=subprocess.PIPE, cwd=case.root,
        env=setting.environment,
    ).stdout.split()
    status, read = int(said[0]), int(said[5])
    wall, user, system = map(float, said[1:4])
    if status != 0:
        text = errors.read_text(errors="backslashreplace")[-2000:].strip()
        raise Failure(f"{' '.join(command[:8])} … ended with {status}: {text}")
    rate = _rate(output.read_text(errors="replace")) if program.gives_rate else None
    return Run(wall, user + system, int(said[4]), read if read >= 0 else None, rate)


def _rate(text: str) -> float:
    """The last line of `openssl speed -mr` is +F:NUMBER:NAME:RATE, without the name for several processes."""
    lines = [line for line in text.splitlines() if line.startswith("+F:")]
    try:
        return float(lines[-1].split(":")[-1])
    except (IndexError, ValueError):
        raise Failure("openssl speed -mr printed no line that begins with +F:") from None
