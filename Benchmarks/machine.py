# Copyright the swift-model-signing authors.
# SPDX-License-Identifier: Apache-2.0
"""What the figures depend on: the processor, the system, the versions of all programs, and how quiet the machine is."""
from __future__ import annotations

import datetime
import os
import platform
import re
import subprocess
from pathlib import Path

from models import GIB
from programs import Setting

# The instructions that a hash may use.
_FLAGS = ("sha_ni", "avx2", "avx512f", "avx512vl", "ssse3", "sha2", "sha3", "sha512", "asimd",
          "avx2_0", "feat_sha256", "feat_sha3", "feat_sha512")  # as macOS says
_QUIET = 0.5  # processes that want a core


def describe(setting: Setting, repository: Path, load: float) -> dict[str, str]:
    """Names and values for people, in the order to show."""
    model, flags = _processor()
    return {
        "processor": f"{model} ({platform.machine()})",
        "cores": str(setting.cores),
        "memory": f"{memory() / GIB:.0f} GiB",
        "date": datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%d %H:%M UTC"),
        "commit": _commit(repository),
        "instructions": ", ".join(flag for flag in _FLAGS if flag in flags) or "unknown",
        "system": f"{_distribution()}, kernel {platform.release()}",
        "file system of the models": _said("stat", "-f", "-c", "%T", str(setting.scratch)) or "unknown",
        "load at start": f"{load:.2f}",
        **setting.versions,
    }


def heading(facts: dict[str, str]) -> str:
    """The kind of machine, of which the results keep one section."""
    return f"{facts['processor']}, {facts['cores']} cores, {facts['memory']}, {platform.system()}"


def memory() -> int:
    """In bytes."""
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")


def is_quiet(load: float) -> bool:
    return load < _QUIET


def cores() -> int:
    """Those that this process may use, as the tool counts them."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _processor() -> tuple[str, set[str]]:
    try:
        text = Path("/proc/cpuinfo").read_text()
    except OSError:
        features = re.findall(r"^hw\.optional\.(?:.*\.)?(\w+): 1$", _said("sysctl", "hw.optional"), re.MULTILINE)
        name = _said("sysctl", "-n", "machdep.cpu.brand_string") or platform.processor() or "unknown"
        return name, {feature.lower() for feature in features}
    name = re.search(r"^model name\s*: (.*)$", text, re.MULTILINE)
    flags = re.search(r"^(?:flags|Features)\s*: (.*)$", text, re.MULTILINE)
    return name.group(1).strip() if name else platform.machine(), set(flags.group(1).split()) if flags else set()


def _distribution() -> str:
    try:
        text = Path("/etc/os-release").read_text()
    except OSError:
        return platform.platform()
    name = re.search(r'^PRETTY_NAME="?([^"\n]*)', text, re.MULTILINE)
    return name.group(1) if name else platform.system()


def _commit(repository: Path) -> str:
    git = ("git", "--no-optional-locks", "-C", str(repository))
    commit = _said(*git, "rev-parse", "--short=12", "HEAD")
    if not commit:
        return "unknown"
    return commit + (" with changes" if _said(*git, "status", "--porcelain") else "")


def _said(*command: str) -> str:
    try:
        return subprocess.run(command, check=True, text=True, stdout=subprocess.PIPE,
                              stderr=subprocess.DEVNULL).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return ""
