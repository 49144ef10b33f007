# Copyright the swift-model-signing authors.
# SPDX-License-Identifier: Apache-2.0
"""The models: their shapes, and making them."""
from __future__ import annotations

import os
import random
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Iterator

KIB, MIB, GIB = 1 << 10, 1 << 20, 1 << 30

_BLOCK = 4 * MIB  # of random bytes at a time
_FOLDER = 1000  # files in a folder, where there are more than that


@dataclass(frozen=True)
class Model:
    """Files of one size, full of random bytes that no two files or shards share."""

    name: str
    count: int
    size: int  # of each file, in bytes

    @property
    def byte_count(self) -> int:
        return self.count * self.size

    def __str__(self) -> str:
        return f"{self.count:,} x {size_text(self.size)}"

    def scaled(self, scale: float) -> Model:
        """Fewer files where there are many, else smaller ones."""
        if scale == 1:
            return self
        if self.count > 10:
            return Model(self.name, max(2, round(self.count * scale)), self.size)
        return Model(self.name, self.count, min(self.size, max(KIB, round(self.size * scale) // KIB * KIB)))

    def path(self, models: Path) -> Path:
        """Where it lies: the name has the shape, so that models of another scale lie beside it."""
        return models / f"{self.name}-{self.count}x{self.size}"

    def files(self) -> Iterator[str]:
        """The paths in the model."""
        for index in range(self.count):
            name = f"{index:07}.bin"
            yield f"{index // _FOLDER:04}/{name}" if self.count > _FOLDER else name

    @property
    def disk_byte_count(self) -> int:
        """What it takes on a disk with blocks of 4 KiB."""
        return self.count * -(-self.size // (4 * KIB)) * 4 * KIB

    def is_there(self, models: Path) -> bool:
        """Whether all files are there and of the right size; their bytes are not looked at."""
        count = 0
        for folder, _, names in os.walk(self.path(models)):
            count += len(names)
            if any(os.stat(os.path.join(folder, name)).st_size != self.size for name in names):
                return False
        return count == self.count

    def make(self, models: Path) -> None:
        """Makes it, instead of what lies there."""
        root = self.path(models)
        if root.exists():
            shutil.rmtree(root)
        root.mkdir(parents=True)
        source = _Bytes(self.name)
        made = None
        for file in self.files():
            path = root / file
            if path.parent != made:
                made = path.parent
                made.mkdir(exist_ok=True)
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644)
            try:
                left = self.size
                while left:
                    block = source.next(min(left, _BLOCK))
                    left -= os.write(handle, block)
            finally:
                os.close(handle)


def change_file(path: Path) -> None:
    """Writes other bytes of the same number over a file, as training goes on."""
    source = _Bytes(random.getrandbits(64))
    size = path.stat().st_size
    with open(path, "r+b") as file:
        while file.tell() < size:
            file.write(source.next(min(_BLOCK, size - file.tell())))


def make_missing(models: list[Model], folder: Path, tell) -> None:
    """Makes what is not there yet, after a look at the space that it takes.

    - Raises SystemExit, with a sentence for people, where the space is not there.
    """
    missing = [model for model in models if not model.is_there(folder)]
    if not missing:
        return
    needed = sum(model.disk_byte_count for model in missing) * 21 // 20
    free = shutil.disk_usage(folder).free
    if needed > free:
        raise SystemExit(
            f"benchmark: the models need {needed / 1e9:.1f} GB in {folder}, where {free / 1e9:.1f} GB are free: "
            "name another folder with --scratch, or fewer rows with --only"
        )
    files = sum(model.count for model in missing)
    system = os.statvfs(folder)
    if system.f_files and files > system.f_favail:  # some file systems have no such limit, and say 0
        raise SystemExit(
            f"benchmark: the models need {files:,} files in {folder}, whose file system has room for "
            f"{system.f_favail:,}: name another folder with --scratch, or fewer rows with --only"
        )
    for model in missing:
        tell(f"making {model} in {model.path(folder)}")
        model.make(folder)
    os.sync()  # or the first runs share the disk with what is still being written


def size_text(byte_count: int) -> str:
    """1 GiB, 16 KiB, 100 B."""
    for unit, name in ((GIB, "GiB"), (MIB, "MiB"), (KIB, "KiB")):
        if byte_count >= unit:
            return f"{byte_count / unit:.3g} {name}"
    return f"{byte_count} B"


class _Bytes:
    """An endless run of random bytes, the same for the same seed."""

    def __init__(self, seed: str | int) -> None:
        self._random = random.Random(seed)
        self._block = memoryview(b"")

    def next(self, count: int) -> memoryview:
        """The next `count` bytes, or fewer: what is left of a block."""
        if not self._block:
            self._block = memoryview(self._random.randbytes(_BLOCK))
        piece, self._block = self._block[:count], self._block[count:]
        return piece
