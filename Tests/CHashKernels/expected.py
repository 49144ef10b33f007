# Copyright the swift-model-signing authors.
# SPDX-License-Identifier: Apache-2.0
"""Plans cases for driver.c, runs it, and compares every digest with hashlib's and with the blake3 module's, or b3sum's.

Usage: expected.py FOLDER LENGTHS_UP_TO RANDOM_UP_TO COMMAND...
The command is the driver, perhaps under an emulator. The folder is for the input and the plan.
"""

import hashlib
import pathlib
import random
import shutil
import subprocess
import sys

try:
    import blake3
except ImportError:
    blake3 = None

MARGIN = 64  # offsets that the cases begin at are below
ALIGNED_CASES = [1, 63, 64, 65, 127, 128, 129, 1000, 1024, 1025, 2047, 4096, 5000, 8192, 9217, 17408, 40000]


def plan(lengths_up_to, random_up_to):
    """The lines of a plan: the same for the same limits."""
    source = random.Random(7693)
    lengths = set(range(4097))
    # Around whole blocks of each algorithm, and further up around whole chunks: every length would take minutes.
    for multiple in [*range(64, lengths_up_to // 2, 64), *range(1024, lengths_up_to + 1, 1024)]:
        lengths.update(range(multiple - 2, multiple + 3))
    lengths.update(source.randrange(random_up_to) for _ in range(12))
    for length in sorted(lengths):
        yield f"whole 0 {length}"
    for length in ALIGNED_CASES:
        for offset in range(16):
            yield f"whole {offset} {length}"

    def arbitrary_length():
        return source.randrange(source.choice([300, 3000, 30000, lengths_up_to]))

    for length in [1024, 2048, 4096, 65536, *(arbitrary_length() for _ in range(600)), random_up_to]:
        for _ in range(2):
            yield f"split {source.randrange(MARGIN)} {length} {source.getrandbits(63) | 1}"
    for chunks in [1, 2, 4, 16, 64]:
        step = chunks * 1024
        for count in [1, 2, 3, 4, 5, 7, 8, 13]:
            for more in [1, 63, 1024, step - 1, step]:
                if count * step + more <= random_up_to:
                    yield f"subtrees {source.randrange(MARGIN)} {count * step + more} {chunks}"
    for count in [1, 2, 3, 4] * 50:
        parts = [f"{source.randrange(MARGIN)} {arbitrary_length()}" for _ in range(count)]
        yield f"streams {source.getrandbits(63) | 1} {' '.join(parts)}"


def result_count(line, algorithm):
    """How many results a driver prints for a case on one path."""
    kind, *numbers = line.split()
    if kind == "streams":
        return len(numbers) // 2 if algorithm == "sha256" else 0
    return 1 if kind != "subtrees" or algorithm == "blake3" else 0


class Expected:
    def __init__(self, data, folder):
        self.data = memoryview(data)
        self.known = {}
        self.file = folder / "b3sum-input"

    def digest(self, algorithm, offset, length):
        key = (algorithm, offset, length)
        if key not in self.known:
            part = self.data[offset : offset + length]
            if algorithm != "blake3":
                self.known[key] = hashlib.new(algorithm.replace("2b", "2b512"), part).hexdigest()
            elif blake3:
                self.known[key] = blake3.blake3(part).hexdigest()
            else:
                run = subprocess.run(["b3sum"], input=part, stdout=subprocess.PIPE, check=True)
                self.known[key] = run.stdout.decode().split()[0]
        return self.known[key]


def main(folder, lengths_up_to, random_up_to, *command):
    if not blake3 and not shutil.which("b3sum"):
        sys.exit("BLAKE3 was not compared: neither the Python module blake3 nor b3sum is here")
    folder = pathlib.Path(folder)
    lines = list(plan(int(lengths_up_to), int(random_up_to)))
    data = random.Random(2).randbytes(max(int(random_up_to), int(lengths_up_to)) + 2 * MARGIN)
    (folder / "input").write_bytes(data)
    (folder / "plan").write_text("".join(line + "\n" for line in lines))
    paths = subprocess.run([*command, "--paths"], stdout=subprocess.PIPE, text=True, check=True).stdout
    missing = {}
    for algorithm, path, state in map(str.split, paths.splitlines()):
        if state == "here":
            missing[algorithm, path] = sum(result_count(line, algorithm) for line in lines)
        else:
            print(f"  not run: {algorithm} {path} (this processor lacks it)")
    counts = dict(missing)

    expected = Expected(data, folder)
    driver = subprocess.Popen([*command, folder / "input", folder / "plan"], stdout=subprocess.PIPE, text=True)
    mismatches = 0
    for line in driver.stdout:
        if not line.endswith("\n"):
            break  # The driver died: see its status.
        algorithm, path, kind, offset, length, digest = line.split()
        missing[algorithm, path] -= 1
        if digest != expected.digest(algorithm, int(offset), int(length)):
            mismatches += 1
            if mismatches <= 20:
                print(f"MISMATCH: {algorithm} {path} {kind}, length {length}, offset {offset}: {digest}")
    if driver.wait() != 0:
        if mismatches:
            print(f"{mismatches} digests differ")
        sys.exit(f"the driver ended with status {driver.returncode}")
    for (algorithm, path), count in counts.items():
        print(f"  {algorithm} {path}: {count} digests")
        if missing[algorithm, path] != 0:
            sys.exit(f"{algorithm} {path}: {missing[algorithm, path]} digests are missing")
    if mismatches:
        sys.exit(f"{mismatches} of {sum(counts.values())} digests differ")
    print(f"  {sum(counts.values())} digests in {len(counts)} paths are as expected")


if __name__ == "__main__":
    main(*sys.argv[1:])
