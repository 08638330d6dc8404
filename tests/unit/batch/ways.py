"""The ways in which a document's process can go wrong, run inside the guard by tests/unit/batch/test_pool.py."""

from __future__ import annotations

import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
from typing import Any


class UnspeakableError(Exception):
    """Neither pickles nor says what it is."""

    def __init__(self, one: object, two: object) -> None:
        super().__init__()

    def __str__(self) -> str:
        raise RuntimeError


def _loop(_: Any) -> None:
    while True:
        pass


def _deaf_loop(_: Any) -> None:
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGXCPU, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    _loop(_)


def _memory(_: Any) -> None:
    hoard = []
    while True:
        hoard.append(bytes(64 << 20))  # never touched: to fill it would take the second of CPU that it has


def _recursion(depth: Any) -> Any:
    return _recursion(depth)


def _leak(job: dict[str, Any]) -> dict[str, Any]:
    sleeper = [sys.executable, "-c", f"import time; time.sleep(60)  # {job.get('mark', '')}"]
    subprocess.Popen(sleeper, start_new_session=True)
    return {"said": "all is well"}


def _unspeakable(_: Any) -> None:
    raise UnspeakableError(1, 2)


def _exception(_: Any) -> None:
    raise ValueError("broken")


WAYS = {
    "exception": _exception,
    "segfault": lambda _: ctypes.string_at(0),
    "kill -9": lambda _: os.kill(os.getpid(), signal.SIGKILL),
    "abort": lambda _: os.abort(),
    "_exit": lambda _: os._exit(0),
    "SystemExit": lambda _: sys.exit(0),
    "endless loop": _loop,
    "deaf loop": _deaf_loop,
    "memory": _memory,
    "recursion": _recursion,
    "no JSON": lambda _: {"result": object()},
    "unspeakable exception": _unspeakable,
    "leaked child": _leak,
}


def act(job: dict[str, Any]) -> dict[str, Any]:
    """Goes wrong in the way that the job names; without one, works."""
    if job.get("way") in WAYS:
        return WAYS[job["way"]](job)  # type: ignore[no-any-return]
    if job.get("way") == "sleep":
        _leak(job)
        time.sleep(60)
    if job.get("way") == "network":
        return {"network": [name for _, name in socket.if_nameindex()]}
    return {"said": job["word"]}
