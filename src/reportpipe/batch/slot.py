"""A worker's parent: a clean process that forks once a document, and outlives whatever the document does.

Started by pool.py as `python -m reportpipe.batch.slot FD MODULE:FUNCTION`. Over the socket FD come requests, one JSON
line each, and go answers, one JSON line each. The function runs in the forked child; it takes a request's "job" and
returns what JSON can hold. Nothing of the document's process reaches the parent but these bytes and its exit status.
"""

from __future__ import annotations

import gc
import importlib
import json
import os
import select
import signal
import socket
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import IO, Any, NamedTuple, NoReturn

from reportpipe.batch.confine import Limits, adopt_orphans, die_with, leave_network, limit

Work = Callable[[dict[str, Any]], dict[str, Any]]
READY = b"ready\n"
"""What is said first, as soon as requests are served: a slot that ends without it could not start."""
ANSWER_BYTES = 16 << 20
"""An answer is small; one that is longer is cut, and so no JSON."""
BURIAL = 5.0
"""Seconds in which a killed process must be gone; one that waits for a dead disk may take longer, and is left."""
SCAN_PAUSE = 0.002
"""Seconds between two looks at whether what was killed is gone."""


STARVED = (signal.SIGABRT, signal.SIGSEGV, signal.SIGBUS, signal.SIGTRAP, signal.SIGILL)
"""How C and C++ libraries end where they get no memory."""
STARVING = 0.5
"""Part of the memory limit that must have been in use then; address space that is not touched counts too."""


class Cost(NamedTuple):
    """cpu: seconds; memory: MiB, the most at once."""

    cpu: float
    memory: int


def main() -> None:
    """Serves requests until the driver is gone."""
    channel = socket.socket(fileno=int(sys.argv[1]))
    module, _, name = sys.argv[2].partition(":")
    adopt_orphans()
    leave_network()
    imported = importlib.import_module(module)
    work: Work = getattr(imported, name)
    getattr(imported, "preload", lambda: None)()
    gc.collect()
    gc.freeze()  # pages that the collector does not touch stay shared with the children
    wake, wakeup = os.pipe()
    for end in (wake, wakeup):
        os.set_blocking(end, False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.set_wakeup_fd(wakeup, warn_on_full_buffer=False)
    channel.sendall(READY)
    requests = channel.makefile("rb")
    while line := requests.readline():
        answer = _serve(json.loads(line), work, channel, wake)
        channel.sendall(json.dumps(answer).encode() + b"\n")


def _serve(request: dict[str, Any], work: Work, channel: socket.socket, wake: int) -> dict[str, Any]:
    limits = Limits(**request["limits"])
    with _memory_file() as said:
        parent = os.getpid()
        pid = os.fork()
        if pid == 0:
            _child(request["job"], work, limits, said, parent, channel)
        status, cost, late = _wait(pid, limits.wall, channel, wake)
        left = _bury(pid)
        said.seek(0)
        answer = _judged(said.read(ANSWER_BYTES), status, cost, late, limits)
    if left and answer["fate"] == "done":
        answer = {"fate": "failed", "reason": "it left a process behind"}
    return answer | {"seconds": round(cost.cpu, 3)}


def _memory_file() -> IO[bytes]:
    """Where the child leaves its answer. No pipe, which a leaked child could hold open; no disk, which may be full."""
    if hasattr(os, "memfd_create"):
        return os.fdopen(os.memfd_create("answer"), "w+b")
    return tempfile.TemporaryFile()


def _child(
    job: dict[str, Any], work: Work, limits: Limits, said: IO[bytes], parent: int, channel: socket.socket
) -> NoReturn:
    """The document's process. Ends here, whatever happens."""
    try:
        os.setsid()
        die_with(parent)
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        os.close(channel.detach())
        nothing = os.open(os.devnull, os.O_RDWR)
        for stream in range(3):
            os.dup2(nothing, stream)
        limit(limits)
        said.write(_answer(job, work))
        said.flush()
    finally:
        os._exit(0)


def _answer(job: dict[str, Any], work: Work) -> bytes:
    try:
        return json.dumps({"fate": "done", "result": work(job)}).encode()
    except MemoryError:
        return json.dumps({"fate": "limit", "reason": "it wanted more memory than it may have"}).encode()
    except BaseException as error:
        try:
            told = f"{type(error).__name__}: {error}"
        except BaseException:
            told = type(error).__name__
        return json.dumps({"fate": "failed", "reason": told[:2000]}).encode()


def _wait(pid: int, wall: float, channel: socket.socket, wake: int) -> tuple[int, Cost, bool]:
    """Waits for the child: its status, what it cost, whether the clock ran out. Ends if the driver is gone."""
    deadline, late = time.monotonic() + wall, False
    while True:
        done, status, usage = os.wait4(pid, os.WNOHANG)
        if done:
            return status, Cost(usage.ru_utime + usage.ru_stime, usage.ru_maxrss // 1024), late
        ready, _, _ = select.select([channel.fileno(), wake], [], [], max(0.0, deadline - time.monotonic()))
        if channel.fileno() in ready:  # the driver sends nothing now: it is gone
            _kill(pid)
            _bury(pid)
            os._exit(1)
        if wake in ready:
            with suppress(BlockingIOError):
                os.read(wake, 512)
        elif time.monotonic() >= deadline:
            late, deadline = True, deadline + BURIAL
            _kill(pid)


def _kill(pid: int) -> None:
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, signal.SIGKILL)
    with suppress(ProcessLookupError, PermissionError):
        os.kill(pid, signal.SIGKILL)


def _bury(group: int) -> bool:
    """Ends all that the child left behind, also what went into a group of its own. Whether anything was alive."""
    alive, deadline = False, time.monotonic() + BURIAL
    while time.monotonic() < deadline:
        try:
            if os.waitpid(-1, os.WNOHANG)[0]:
                continue
        except ChildProcessError:
            return alive
        alive = True
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(group, signal.SIGKILL)
        for pid in _children():
            with suppress(ProcessLookupError, PermissionError):
                os.kill(pid, signal.SIGKILL)
        time.sleep(SCAN_PAUSE)
    return alive


def _children() -> list[int]:
    """The processes whose parent this one is."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):  # none where there is no /proc
        with suppress(OSError):
            if int(stat.read_bytes().rpartition(b")")[2].split()[1]) == os.getpid():
                found.append(int(stat.parent.name))
    return found


def _judged(said: bytes, status: int, cost: Cost, late: bool, limits: Limits) -> dict[str, Any]:
    """What became of the document, by its exit status first: what it said counts only if it ended as it should."""
    if late:
        return {"fate": "limit", "reason": f"it took longer than {limits.wall:g} s by the clock"}
    if os.WIFSIGNALED(status):
        return _signalled(os.WTERMSIG(status), cost, limits)
    if os.WEXITSTATUS(status) or not said:
        return {"fate": "failed", "reason": f"its process ended by itself, with exit code {os.WEXITSTATUS(status)}"}
    try:
        answer: dict[str, Any] = json.loads(said)
    except ValueError:
        return {"fate": "failed", "reason": "its process answered what is no JSON"}
    return answer


def _signalled(number: int, cost: Cost, limits: Limits) -> dict[str, Any]:
    if number == signal.SIGXCPU or (number == signal.SIGKILL and cost.cpu >= limits.seconds):
        return {"fate": "limit", "reason": f"it wanted more than {limits.seconds} s of CPU"}
    if number == signal.SIGXFSZ:
        return {"fate": "limit", "reason": "it wanted to write a larger file than it may"}
    if number in STARVED and cost.memory >= limits.memory * STARVING:
        return {"fate": "limit", "reason": "it wanted more memory than it may have"}
    return {"fate": "failed", "reason": f"its process was ended by {signal.Signals(number).name}"}


if __name__ == "__main__":
    with suppress(BrokenPipeError, ConnectionResetError):  # the driver is gone, and nobody is left to tell
        main()
