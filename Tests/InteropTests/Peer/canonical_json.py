# Copyright the swift-model-signing authors.
# SPDX-License-Identifier: Apache-2.0
"""Makes JSON documents and prints each beside its canonical form by securesystemslib.

Usage: canonical_json.py COUNT SEED
Each line: the document, a tab, and the canonical form in hexadecimal, for that may have line feeds in it.
"""

import json
import random
import sys

from securesystemslib.formats import encode_canonical

count, seed = (int(argument) for argument in sys.argv[1:])
random = random.Random(seed)

# Beside what is plain: what JSON escapes, what canonical JSON does, what looks like something else when composed, and
# characters whose order by UTF-16 is not that by code point: U+FFxx comes before U+1xxxx, and behind its surrogates.
ALPHABETS = [
    "abcxyzABC012 _-./",
    "\"\\/\b\f\n\r\t",
    "".join(map(chr, range(0x20))) + "\x7f\x80\x9f",
    "e\u0301\u00e9\u00df\u03b1\u05d0\u0627\u4e2d\u6587\u00a0\u2028\u2029\u200b\u202e\ufeff",
    "\ud7ff\ue000\uf8ff\ufb01\uff21\ufffd\ufffe\uffff",
    "\U00010000\U0001f600\U0001d11e\U000e0001\U0010ffff",
]
INTEGERS = [0, 1, -1, 2**31, -(2**31), 2**53, 2**53 + 1, -(2**53) - 1, 2**63 - 1, 2**63, -(2**63), -(2**63) - 1,
            2**64 - 1, 2**64, 10**30, -(10**30)]


def text():
    alphabet = random.choice(ALPHABETS) if random.random() < 0.6 else "".join(ALPHABETS)
    return "".join(random.choice(alphabet) for _ in range(random.choice([0, 1, 1, 2, 3, 5, 9])))


def value(depth):
    kind = random.randrange(9 if depth > 0 else 5)
    if kind == 0:
        return random.choice([None, True, False])
    if kind <= 2:
        return random.choice(INTEGERS) if random.random() < 0.5 else random.randint(-(10**18), 10**18)
    if kind <= 4:
        return text()
    size = random.choice([0, 1, 2, 3, 6])
    if kind <= 6:
        return [value(depth - 1) for _ in range(size)]
    return {text(): value(depth - 1) for _ in range(size)}


def deep(depth):
    """Containers within each other, with nothing beside them."""
    return value(0) if depth == 0 else random.choice([lambda inner: [inner], lambda inner: {text(): inner}])(deep(depth - 1))


for _ in range(count):
    document = deep(random.randrange(1, 24)) if random.random() < 0.05 else {text(): value(4) for _ in range(5)}
    separators = random.choice([(",", ":"), (", ", ": "), (" , ", " : "), (",  ", ":  ")])
    written = json.dumps(document, ensure_ascii=random.random() < 0.5, separators=separators)
    canonical = encode_canonical(document).encode()
    sys.stdout.buffer.write(written.replace("\x7f", "\\u007f").encode() + b"\t" + canonical.hex().encode() + b"\n")
