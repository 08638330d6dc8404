"""Runs jobs in guarded processes, several at a time: the local engine.

Why no library: pebble 5.2.3 (a fresh worker a document, wrapped to return JSON bytes) was put to the table of
tests/unit/batch/test_pool.py first. It lost no innocent, but blamed `_exit` as a time-out, did not see the leaked
child, which lived on, left two endless loops behind after kill -9 of the driver, and took 53 ms a document; this takes
3 to 4.
"""

from __future__ import annotations

import json
import os
import selectors
import socket
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from types import TracebackType
from typing import Any, Protocol, Self

from reportpipe.batch.confine import Limits
from reportpipe.batch.slot import READY
from reportpipe.errors import ReportpipeError

STOP_WITHIN = 10.0
"""Seconds in which a slot, once its socket is closed, has killed and buried its document."""


@dataclass(frozen=True, slots=True)
class Ended:
    """How a job ended. fate: "done" (result is what the function returned), "limit", "failed", or "lost" where the
    job ended with its slot, through no fault that is known. seconds: of CPU."""

    key: str
    fate: str
    reason: str = ""
    result: Mapping[str, Any] | None = None
    seconds: float = 0.0


class Engine(Protocol):
    """Where jobs run. The driver alone decides what runs again."""

    @property
    def free(self) -> int:
        """How many more jobs can be submitted now."""

    @property
    def busy(self) -> int:
        """How many jobs are in flight."""

    def submit(self, key: str, job: Mapping[str, Any], limits: Limits) -> None:
        """Starts a job. key: names it; job: what JSON can hold, with addresses rather than contents."""

    def wait(self, timeout: float) -> list[Ended]:
        """The jobs that have ended, after at most so many seconds."""

    def close(self) -> None:
        """Ends what is in flight, and the engine."""


@dataclass(slots=True)
class _Slot:
    process: subprocess.Popen[bytes]
    channel: socket.socket
    key: str | None = None
    heard: bytes = b""
    ready: bool = False


class Pool:
    """The engine of this machine: at most `size` jobs at once, a process each. target: MODULE:FUNCTION."""

    def __init__(self, size: int, target: str) -> None:
        self._size = size
        self._target = target
        self._slots: list[_Slot] = []
        self._selector = selectors.DefaultSelector()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    @property
    def busy(self) -> int:
        """How many jobs are in flight."""
        return sum(slot.key is not None for slot in self._slots)

    @property
    def free(self) -> int:
        """How many more jobs can be submitted now."""
        return self._size - self.busy

    def submit(self, key: str, job: Mapping[str, Any], limits: Limits) -> None:
        """Starts a job in a slot that is free; there must be one."""
        slot = next((slot for slot in self._slots if slot.key is None), None) or self._start()
        slot.key = key
        line = json.dumps({"job": job, "limits": asdict(limits)}).encode() + b"\n"
        with suppress(BrokenPipeError, ConnectionResetError):  # the slot has died, which `wait` will find out
            slot.channel.sendall(line)

    def wait(self, timeout: float) -> list[Ended]:
        """The jobs that have ended, after at most so many seconds. Raises ReportpipeError where no slot can start."""
        ended = []
        for ready, _ in self._selector.select(timeout):
            slot: _Slot = ready.data
            try:
                data = slot.channel.recv(1 << 16)
            except ConnectionResetError:
                data = b""
            slot.heard += data
            if not slot.ready and slot.heard.startswith(READY):
                slot.ready, slot.heard = True, slot.heard.removeprefix(READY)
            if not data:
                ended += self._lost(slot)
            elif slot.heard.endswith(b"\n") and slot.key is not None:
                ended.append(Ended(slot.key, **json.loads(slot.heard)))
                slot.key, slot.heard = None, b""
        return ended

    def close(self) -> None:
        """Ends what is in flight: a slot kills its document when its socket closes."""
        for slot in self._slots:
            self._selector.unregister(slot.channel)
            slot.channel.close()
        for slot in self._slots:
            _end(slot.process)
        self._slots.clear()
        self._selector.close()

    def _start(self) -> _Slot:
        ours, theirs = socket.socketpair()
        with theirs:
            process = subprocess.Popen(  # noqa: S603 -- this very interpreter
                [sys.executable, "-P", "-m", "reportpipe.batch.slot", str(theirs.fileno()), self._target],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                start_new_session=True,  # Ctrl-C on the terminal is for the driver alone
                env=os.environ | {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path)},
            )
        slot = _Slot(process, ours)
        self._slots.append(slot)
        self._selector.register(ours, selectors.EVENT_READ, slot)
        return slot

    def _lost(self, slot: _Slot) -> list[Ended]:
        """A slot has died: a new one will be started when it is needed. One that ended by itself before it served could
        not start, and so will none; one that was killed meanwhile says nothing about the next."""
        self._selector.unregister(slot.channel)
        slot.channel.close()
        _end(slot.process)
        self._slots.remove(slot)
        if not slot.ready and slot.process.returncode >= 0:
            raise ReportpipeError("the process that guards documents could not start", "What it said stands above.")
        return [Ended(slot.key, "lost", "its worker's parent process was ended")] if slot.key is not None else []


def _end(process: subprocess.Popen[bytes]) -> None:
    try:
        process.wait(STOP_WITHIN)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
