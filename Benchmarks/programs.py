# Copyright the swift-model-signing authors.
# SPDX-License-Identifier: Apache-2.0
"""The programs that are compared: this tool and its peers, how each is found and how each is called."""
from __future__ import annotations

import os
import re
import shutil
import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from typing import Callable

from models import Model

PYTHON_VERSION = "1.1.1"  # of the peer that the marks are about


@dataclass(frozen=True)
class Signed:
    """How a model is signed."""

    hash: str = "sha256"
    serialization: str = "files"
    shard_size: int | None = None

    @property
    def flags(self) -> list[str]:
        flags = ["--hash", self.hash, "--serialization", self.serialization]
        return flags + (["--shard-size", str(self.shard_size)] if self.shard_size else [])


@dataclass
class Setting:
    """Where things are on this machine. Every program finds its keys and its cache in the scratch folder."""

    scratch: Path
    tool: Path
    cores: int
    openssl_seconds: int
    found: dict[str, list[str]] = field(default_factory=dict)  # the words that start a program
    versions: dict[str, str] = field(default_factory=dict)
    missing: dict[str, str] = field(default_factory=dict)  # and why

    @property
    def models(self) -> Path:
        return self.scratch / "models"

    @property
    def private_key(self) -> Path:
        return self.scratch / "key.pem"

    @property
    def public_key(self) -> Path:
        return self.scratch / "key.pub"

    @property
    def environment(self) -> dict[str, str]:
        # The Python peer looks for a trace collector unless it is told not to.
        return {**os.environ, "XDG_CACHE_HOME": str(self.scratch / "cache"), "OTEL_TRACES_EXPORTER": "none"}

    def ask(self, *command: str | Path) -> str:
        """What a program prints, standard error included; an OSError or a CalledProcessError when it fails."""
        return subprocess.run(
            [str(word) for word in command], check=True, text=True, errors="replace", env=self.environment,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        ).stdout.strip()


@dataclass(frozen=True)
class Case:
    """A model, where it lies and how it is signed."""

    setting: Setting
    model: Model | None
    signed: Signed

    @property
    def root(self) -> Path:
        return self.model.path(self.setting.models) if self.model else self.setting.scratch

    def signature(self, kind: str = "") -> Path:
        """Beside the models, never in one."""
        words = [self.root.name, self.signed.hash, self.signed.serialization, kind]
        return self.setting.scratch / "signatures" / ("-".join(word for word in words if word) + ".sig")


@dataclass(frozen=True)
class Program:
    """One way to call a program on a model, in whose folder it runs."""

    name: str  # in the table
    executable: str  # in Setting.found
    arguments: Callable[[Case], list[str]]
    gives_rate: bool = False  # measures itself, and prints bytes per second as `openssl speed -mr` does

    def command(self, case: Case) -> list[str]:
        return case.setting.found[self.executable] + self.arguments(case)


def _verify(case: Case, kind: str = "") -> list[str]:
    return ["verify", "key", str(case.root), "--signature", str(case.signature(kind))]


def verify(kind: str = "", jobs: int | None = None) -> Program:
    """Verifies what `sign` of the same kind wrote."""
    limit = ["--jobs", str(jobs)] if jobs else []
    return Program(
        "this tool", "model-signing",
        lambda case: _verify(case, kind) + ["--public-key", str(case.setting.public_key)] + limit,
    )


def sign(name: str, kind: str = "", reusing: str | None = None) -> Program:
    """Signs into a signature file of its own for each kind, from nothing or from the signature of another kind."""

    def arguments(case: Case) -> list[str]:
        words = ["sign", "key", str(case.root), "--private-key", str(case.setting.private_key),
                 "--signature", str(case.signature(kind)), *case.signed.flags]
        return words + (["--reuse", str(case.signature(reusing))] if reusing else [])

    return Program(name, "model-signing", arguments)


def openssl_speed(hash: str, all_cores: bool = False, elapsed: bool = True) -> Program:
    """Bytes per second in blocks of 16 KiB: per second that passed, or, with `elapsed` off, per second of one core."""

    def arguments(case: Case) -> list[str]:
        words = ["speed", "-mr", "-seconds", str(case.setting.openssl_seconds), "-bytes", "16384", "-evp", hash]
        cores = ["-multi", str(case.setting.cores)] if all_cores else []
        return words + cores + (["-elapsed"] if elapsed else [])

    return Program("openssl, all" if all_cores else "openssl, 1 core", "openssl", arguments, gives_rate=True)


VERSION = Program("this tool", "model-signing", lambda case: ["--version"])
PYTHON_START = Program("python", "python", lambda case: ["--version"])
PYTHON = Program("python", "python", lambda case: _verify(case) + ["--public_key", str(case.setting.public_key)])
SHA256SUM = Program("sha256sum", "sha256sum", lambda case: list(case.model.files()))
B2SUM = Program("b2sum", "b2sum", lambda case: list(case.model.files()))
B3SUM = Program("b3sum", "b3sum", lambda case: list(case.model.files()))
READING = Program("cat: reading", "cat", lambda case: list(case.model.files()))


def find(setting: Setting, repository: Path) -> None:
    """Fills in which programs are there, in which version, and why others are not."""
    setting.found["model-signing"] = [str(setting.tool)]
    setting.versions["model-signing"] = setting.ask(setting.tool, "--version")
    for name, flag in (("openssl", "version"), ("sha256sum", "--version"), ("b2sum", "--version"),
                       ("b3sum", "--version"), ("cat", None)):
        path = shutil.which(name)
        if not path:
            setting.missing[name] = "not on the PATH"
            continue
        setting.found[name] = [path]
        if flag:
            try:
                setting.versions[name] = setting.ask(path, flag).splitlines()[0]
            except (OSError, subprocess.CalledProcessError, IndexError):
                setting.versions[name] = "unknown"
    _find_python(setting, repository)


def _find_python(setting: Setting, repository: Path) -> None:
    python = os.environ.get("MODEL_SIGNING_PYTHON") or str(repository / ".venv/bin/python")
    python = os.path.abspath(shutil.which(python) or python)  # not resolved: the link makes the virtual environment
    try:
        said = setting.ask(python, "-m", "model_signing", "--version")
        interpreter = setting.ask(python, "--version")
    except (OSError, subprocess.CalledProcessError):
        setting.missing["python"] = (
            f"{python} has no module model_signing: Scripts/test installs it, or name a Python that has it in "
            "MODEL_SIGNING_PYTHON"
        )
        return
    version = (re.findall(r"\d+(?:\.\w+)+", said) or ["unknown"])[-1]
    setting.versions["python"] = f"model-signing {version} on {interpreter}"
    if version == PYTHON_VERSION:
        setting.found["python"] = [python, "-m", "model_signing"]
    else:
        setting.missing["python"] = f"{python} has model-signing {version}, and the marks are about {PYTHON_VERSION}"
