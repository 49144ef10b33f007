# Copyright the swift-model-signing authors.
# SPDX-License-Identifier: Apache-2.0
"""Runs one program and prints its cost: exit status, wall, user and system seconds, peak memory and bytes read.

Usage: python3 -I -S launch.py OUTPUT ERRORS PROGRAM [ARGUMENT ...]

A process of its own, with nothing imported, because the system counts the memory of the process that starts a program
towards the program's peak. What remains of that is measured as the peak of `true`.
"""
import os
import sys
from time import perf_counter


def bytes_read():
    """What this process and the children that it waited for have read, cached or not; -1 where nobody counts."""
    try:
        with open("/proc/self/io", "rb") as counters:
            return int(counters.readline().split()[1])  # rchar
    except OSError:
        return -1


def main(output, errors, *command):
    create = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
    streams = [
        (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
        (os.POSIX_SPAWN_OPEN, 1, output, create, 0o600),
        (os.POSIX_SPAWN_OPEN, 2, errors, create, 0o600),
    ]
    before = bytes_read()
    start = perf_counter()
    process = os.posix_spawnp(command[0], command, os.environ, file_actions=streams)
    _, status, usage = os.wait4(process, 0)
    wall = perf_counter() - start
    read = bytes_read() - before if before >= 0 else -1
    peak = usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    print(os.waitstatus_to_exitcode(status), wall, usage.ru_utime, usage.ru_stime, peak, read)


try:
    main(*sys.argv[1:])
except KeyboardInterrupt:
    sys.exit(130)
