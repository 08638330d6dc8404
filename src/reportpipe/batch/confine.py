"""What a worker process is denied: time, memory, large files, the network, and a life after its parent.

Where the system has no such call (not Linux), or does not allow it, that one denial is missing, and the others hold.
"""

from __future__ import annotations

import ctypes
import os
import resource
import signal
import time
from dataclasses import dataclass
from functools import cache
from pathlib import Path

PR_SET_PDEATHSIG, PR_SET_CHILD_SUBREAPER = 1, 36
CLONE_NEWUSER, CLONE_NEWNET = 0x10000000, 0x40000000
MIB = 1 << 20
FILE_MIB = 1024
"""Largest file that a worker may write: a thousand times what a report of a hundred pages has."""
WALL_FACTOR, WALL_MARGIN = 10, 60.0
"""Wall clock for so many seconds of CPU, and seconds on top: a slow disk is no document's fault."""


@dataclass(frozen=True, slots=True)
class Limits:
    """seconds: of CPU; wall: of the clock, behind it; memory: MiB of address space; page: seconds of CPU for opening
    the document and for each page, 0 where they have no limit of their own."""

    seconds: int
    memory: int
    wall: float
    page: int = 0

    @classmethod
    def of(cls, seconds: int, memory: int, page: int = 0) -> Limits:
        """The limits of a document."""
        return cls(seconds, memory, seconds * WALL_FACTOR + WALL_MARGIN, page)

    def larger(self) -> Limits:
        """What a second, lonely try is given. A page needs no more seconds of CPU where it is alone."""
        return Limits.of(self.seconds * 2, self.memory * 2, self.page)


def limit(limits: Limits) -> None:
    """Limits this process, which may be limited more narrowly already. The CPU's soft limit asks (SIGXCPU), its hard
    one, a second later, does not."""
    _lower(resource.RLIMIT_CPU, limits.seconds + 1)
    allow(limits.page)
    _lower(resource.RLIMIT_AS, limits.memory * MIB)
    _lower(resource.RLIMIT_FSIZE, FILE_MIB * MIB)
    _lower(resource.RLIMIT_CORE, 0)


def _lower(kind: int, most: int) -> None:
    _, hard = resource.getrlimit(kind)
    most = most if hard == resource.RLIM_INFINITY else min(most, hard)
    resource.setrlimit(kind, (most, most))


def allow(seconds: int) -> None:
    """This process may use so many more seconds of CPU, and never more than it has in all; 0: as many as are left."""
    _, most = resource.getrlimit(resource.RLIMIT_CPU)
    left = most - 1 if most != resource.RLIM_INFINITY else most
    used = int(time.process_time())
    resource.setrlimit(resource.RLIMIT_CPU, (min(used + seconds, left) if seconds else left, most))


def die_with(parent: int) -> None:
    """Ends this process as soon as its parent ends, also if it has ended already."""
    _prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)


def adopt_orphans() -> None:
    """What a child leaves behind becomes a child of this process, which can then end it."""
    _prctl(PR_SET_CHILD_SUBREAPER, 1)


def leave_network() -> bool:
    """Puts this process and its children where there is no network. Whether that was allowed."""
    unshare = getattr(_libc(), "unshare", None)
    if unshare is None:
        return False
    if unshare(CLONE_NEWNET) == 0:
        return True
    user, group = os.getuid(), os.getgid()
    if unshare(CLONE_NEWUSER | CLONE_NEWNET) != 0:
        return False
    for name, line in (("setgroups", "deny"), ("uid_map", f"{user} {user} 1"), ("gid_map", f"{group} {group} 1")):
        Path("/proc/self", name).write_text(line)
    return True


def _prctl(option: int, value: int) -> None:
    prctl = getattr(_libc(), "prctl", None)
    if prctl is not None:
        prctl(option, value, 0, 0, 0)


@cache
def _libc() -> ctypes.CDLL:
    """Loaded once, before the first fork: each child would copy the memory that it takes."""
    return ctypes.CDLL(None, use_errno=True)
