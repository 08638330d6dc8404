"""A worker's parent: a clean process that forks once a document, and outlives whatever the document does.

Started by pool.py as `python -m reportpipe.batch.slot FD MODULE:FUNCTION`. Over the socket FD come requests, one JSON
line each, and go answers, one JSON line each. The function runs in the forked child; it takes a request's "job" and
returns what JSON can hold. Nothing of the document's process reaches the parent but these bytes and its exit status.
The commands for single documents have no such parent; they guard the document themselves (`Guard`).
"""

from __future__ import annotations

import gc
import importlib
import json
import math
import os
import select
import signal
import socket
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any, NamedTuple, NoReturn, Self

from reportpipe import garbage
from reportpipe.batch.confine import Limits, adopt_orphans, die_with, leave_network, limit

Work = Callable[[dict[str, Any]], dict[str, Any]]
READY = b"ready\n"
"""What is said first, as soon as requests are served: a slot that ends without it could not start."""
ANSWER_BYTES = 256 << 20
"""A report of as many characters as are allowed is smaller; an answer that is longer is cut, and so no JSON."""
ASKING = (signal.SIGINT, signal.SIGTERM)
"""By these a process is asked to end."""
CRASHED = "crashed"
"""The fate of a job whose process ended by a signal that is no limit's; told as "failed"."""
BURIAL = 5.0
"""Seconds in which a killed process must be gone; one that waits for a dead disk may take longer, and is left."""
SCAN_PAUSE = 0.002
"""Seconds between two looks at whether what was killed is gone."""


STARVING = (signal.SIGABRT, signal.SIGSEGV, signal.SIGBUS, signal.SIGTRAP, signal.SIGILL)
"""How C and C++ libraries end where they get no memory."""
IN_USE = 0.5
"""Part of the memory limit that must have been in use then; address space that is not touched counts too."""


STARVED = "it wanted more memory than max_memory allows"


class Cost(NamedTuple):
    """cpu: seconds; memory: MiB, the most at once."""

    cpu: float
    memory: int


def main() -> None:
    """Serves requests until the driver is gone."""
    driver = socket.socket(fileno=int(sys.argv[1]))
    module, _, name = sys.argv[2].partition(":")
    garbage.look_rarely()
    adopt_orphans()
    leave_network()
    imported = importlib.import_module(module)
    work: Work = getattr(imported, name)
    getattr(imported, "preload", lambda: None)()
    gc.collect()
    garbage.keep()
    with Guard.begun(driver) as guard:
        driver.sendall(READY)
        requests = driver.makefile("rb")
        while line := requests.readline():
            request = json.loads(line)
            answer = guard.run(request["job"], work, Limits(**request["limits"]))
            driver.sendall(json.dumps(answer).encode() + b"\n")


class Beat(NamedTuple):
    """What is done again and again while a job is waited for. every: seconds."""

    every: float
    do: Callable[[], None]


class Guard(NamedTuple):
    """Runs jobs, each in a forked process of its own. wake: can be read when a child has ended. driver: who asked for
    it; None where that is this very process, which then keeps its network."""

    wake: int
    driver: socket.socket | None

    @classmethod
    @contextmanager
    def begun(cls, driver: socket.socket | None = None) -> Iterator[Self]:
        """A guard. Meanwhile the signals of this process's children are its own."""
        wake, wakeup = os.pipe()
        for end in (wake, wakeup):
            os.set_blocking(end, False)
        handler = signal.signal(signal.SIGCHLD, lambda *_: None)
        before = signal.set_wakeup_fd(wakeup, warn_on_full_buffer=False)
        try:
            yield cls(wake, driver)
        finally:
            signal.set_wakeup_fd(before)
            signal.signal(signal.SIGCHLD, handler)
            os.close(wake)
            os.close(wakeup)

    def run(self, job: dict[str, Any], work: Work, limits: Limits, beat: Beat | None = None) -> dict[str, Any]:
        """What became of a job: "fate", "reason", "result", "seconds".

        One that crashed its process is done once more, with what it says under "otherwise" and, under "crashed", why.
        """
        answer = self._forked(job, work, limits, beat)
        if answer["fate"] == CRASHED and job.get("otherwise"):
            again = job | job["otherwise"] | {"crashed": answer["reason"]}
            seconds, answer = answer["seconds"], self._forked(again, work, limits, beat)
            answer["seconds"] = round(answer["seconds"] + seconds, 3)
        if answer["fate"] == CRASHED:
            answer["fate"] = "failed"
        return answer

    def _forked(self, job: dict[str, Any], work: Work, limits: Limits, beat: Beat | None) -> dict[str, Any]:
        parent, pid = os.getpid(), 0
        with _memory_file() as said:
            before = signal.pthread_sigmask(signal.SIG_BLOCK, ASKING)
            try:
                pid = os.fork()
                if pid == 0:
                    self._child(lambda: _answer(job, work), limits, said, parent)
                signal.pthread_sigmask(signal.SIG_SETMASK, before)
                status, cost, late = self._wait(pid, limits.wall, beat)
            except BaseException:  # this process was asked to end
                if pid:
                    _kill(pid)
                    _bury(pid)
                raise
            left = _bury(pid)
            said.seek(0)
            size = min(os.fstat(said.fileno()).st_size, ANSWER_BYTES)
            answer = _judged(said.read(size), status, cost, late, limits)
        if left and answer["fate"] == "done":
            answer = {"fate": "failed", "reason": "it left a process behind"}
        return answer | {"seconds": round(cost.cpu, 3)}

    def _child(self, answer: Callable[[], bytes], limits: Limits, said: IO[bytes], parent: int) -> NoReturn:
        """The document's process. Ends here, whatever happens."""
        try:
            os.setsid()
            die_with(parent)
            signal.set_wakeup_fd(-1)
            for number in (signal.SIGCHLD, *ASKING):
                signal.signal(number, signal.SIG_DFL)
            signal.pthread_sigmask(signal.SIG_UNBLOCK, ASKING)
            if self.driver is not None:
                os.close(self.driver.detach())
            else:
                leave_network()
            nothing = os.open(os.devnull, os.O_RDWR)
            for stream in range(3):
                os.dup2(nothing, stream)
            limit(limits)
            said.write(answer())
            said.flush()
        finally:
            os._exit(0)

    def _wait(self, pid: int, wall: float, beat: Beat | None) -> tuple[int, Cost, bool]:
        """Waits for the child: its status, what it cost, whether the clock ran out. Ends if the driver is gone."""
        deadline, late = time.monotonic() + wall, False
        next_beat = time.monotonic() + beat.every if beat else math.inf
        ends = [self.wake] if self.driver is None else [self.driver.fileno(), self.wake]
        while True:
            done, status, usage = os.wait4(pid, os.WNOHANG)
            if done:
                return status, Cost(usage.ru_utime + usage.ru_stime, usage.ru_maxrss // 1024), late
            ready, _, _ = select.select(ends, [], [], max(0.0, min(deadline, next_beat) - time.monotonic()))
            if self.driver is not None and self.driver.fileno() in ready:  # it sends nothing now: it is gone
                _kill(pid)
                _bury(pid)
                os._exit(1)
            if self.wake in ready:
                with suppress(BlockingIOError):
                    os.read(self.wake, 512)
            elif time.monotonic() >= deadline:
                late, deadline = True, deadline + BURIAL
                _kill(pid)
            elif beat and time.monotonic() >= next_beat:
                beat.do()
                next_beat = time.monotonic() + beat.every


def _memory_file() -> IO[bytes]:
    """Where the child leaves its answer. No pipe, which a leaked child could hold open; no disk, which may be full."""
    if hasattr(os, "memfd_create"):
        return os.fdopen(os.memfd_create("answer"), "w+b")
    return tempfile.TemporaryFile()


def _answer(job: dict[str, Any], work: Work) -> bytes:
    try:
        return json.dumps({"fate": "done", "result": work(job)}).encode()
    except MemoryError:
        return json.dumps({"fate": "limit", "reason": STARVED}).encode()
    except BaseException as error:
        try:
            told = f"{type(error).__name__}: {error}"
        except BaseException:
            told = type(error).__name__
        return json.dumps({"fate": "failed", "reason": told[:2000]}).encode()


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
    if number == signal.SIGXCPU and 0 < limits.page < limits.seconds and cost.cpu < limits.seconds - 1:
        return {"fate": "limit", "reason": f"a page wanted more than max_page_seconds allows, {limits.page} s of CPU"}
    if number == signal.SIGXCPU or (number == signal.SIGKILL and cost.cpu >= limits.seconds):
        return {"fate": "limit", "reason": f"it wanted more than max_seconds allows, {limits.seconds} s of CPU"}
    if number == signal.SIGXFSZ:
        return {"fate": "limit", "reason": "it wanted to write a larger file than it may"}
    if number in STARVING and cost.memory >= limits.memory * IN_USE:
        return {"fate": "limit", "reason": STARVED}
    return {"fate": CRASHED, "reason": f"its process was ended by {signal.Signals(number).name}"}


if __name__ == "__main__":
    with suppress(BrokenPipeError, ConnectionResetError):  # the driver is gone, and nobody is left to tell
        main()
