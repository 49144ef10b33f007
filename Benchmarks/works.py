# Copyright the swift-model-signing authors.
# SPDX-License-Identifier: Apache-2.0
"""What is measured: one entry for each piece of work."""
from __future__ import annotations

from dataclasses import dataclass, replace

from models import GIB, KIB, MIB, Model
from programs import (B2SUM, B3SUM, PYTHON, PYTHON_START, READING, SHA256SUM, VERSION, Program, Signed, openssl_speed,
                      sign, verify)


@dataclass(frozen=True)
class Against:
    """What the work is compared with, in turn, and the mark, where there is one.

    The ratio is how many times faster this tool is: in time, or in bytes per second where the other gives these.
    """

    program: Program
    at_least: float | None = None
    on: Model | None = None  # another model: then the ratio is how many times longer the work takes than that
    at_most: float | None = None  # with `on`
    per_core: bool = False  # compares bytes per second of processor time


@dataclass(frozen=True)
class Work:
    name: str  # for --only
    title: str
    model: Model | None
    against: tuple[Against, ...] = ()
    ours: Program = verify()
    signed: Signed = Signed()
    peak_at_most: int | None = None  # MiB
    cold: bool = False  # drops the system's caches before each run
    signs_again: bool = False  # ours signs with --reuse after a change of the first file, and may read no other

    @property
    def label(self) -> str:
        return self.title.format(model=self.model, shard=self.signed.shard_size)

    @property
    def models(self) -> list[Model]:
        return [model for model in [self.model, *(other.on for other in self.against)] if model]

    def scaled(self, scale: float) -> Work:
        shard = self.signed.shard_size
        return replace(
            self,
            model=self.model and self.model.scaled(scale),
            against=tuple(replace(other, on=other.on and other.on.scaled(scale)) for other in self.against),
            signed=replace(self.signed, shard_size=shard and max(KIB, round(shard * scale))),
        )


SMALL = Model("small", 10, KIB)
MANY = Model("many", 20_000, 16 * KIB)
LARGE = Model("large", 4, GIB)
SINGLE = Model("single", 1, 2 * GIB)
TINY = Model("tiny", 100_000, 100)
MILLION = Model("million", 1_000_000, 100)
CHANGED = Model("changed", 4, 128 * MIB)

SHA256 = openssl_speed("sha256")
SHA256_ALL = openssl_speed("sha256", all_cores=True)
BLAKE2B = openssl_speed("blake2b512", elapsed=False)

WORKS = (
    Work("start", "--version", None, (Against(PYTHON_START),), ours=VERSION),
    Work("small", "{model}", SMALL, (Against(PYTHON, 45),), peak_at_most=25),
    Work("many", "{model}", MANY, (Against(PYTHON, 20), Against(SHA256SUM))),
    Work("large", "{model}", LARGE, (Against(PYTHON, 3), Against(SHA256_ALL, 1.5), Against(SHA256SUM)),
         peak_at_most=40),
    Work("single", "{model}", SINGLE, (Against(SHA256, 0.95), Against(PYTHON), Against(SHA256SUM))),
    Work("shards", "{model} in shards", SINGLE, (Against(SHA256_ALL, 1.5),),
         signed=Signed(serialization="shards", shard_size=256 * MIB)),
    Work("blake3", "{model} blake3", SINGLE, (Against(B3SUM, 1),), signed=Signed("blake3")),
    Work("blake2b", "{model} blake2b", SINGLE, (Against(BLAKE2B, 1, per_core=True), Against(B2SUM)),
         ours=verify(jobs=1), signed=Signed("blake2b")),
    Work("tiny", "{model}", TINY, (Against(PYTHON),)),
    Work("million", "{model}", MILLION, (Against(verify(), on=TINY, at_most=11),)),
    Work("again", "sign {model} again", CHANGED, (Against(sign("sign anew", "anew")),),
         ours=sign("this tool", "new", reusing="old"), signs_again=True),
    Work("cold-many", "{model} cold", MANY, (Against(PYTHON), Against(SHA256SUM), Against(READING)), cold=True),
    Work("cold-large", "{model} cold", LARGE, (Against(PYTHON), Against(SHA256SUM), Against(READING)), cold=True),
)
