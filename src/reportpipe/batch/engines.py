"""Where documents can run, by name."""

from __future__ import annotations

import os
from importlib.util import find_spec

from reportpipe.batch.on_ray import OnRay
from reportpipe.batch.pool import Engine, Pool
from reportpipe.errors import UsageError

TARGET = "reportpipe.batch.convert:convert"
LOCAL, RAY = "local", "ray"


def known(name: str) -> str:
    """The name of an engine that can be opened here. Raises UsageError."""
    if name not in (LOCAL, RAY):
        raise UsageError(f"unknown engine {name!r}", f"Known: {LOCAL}, {RAY}.")
    if name == RAY and find_spec("ray") is None:
        raise UsageError("the engine ray is not installed", "Install it: pip install 'reportpipe[ray]'")
    return name


def opened(name: str, jobs: int | None) -> Engine:
    """The engine of that name. jobs: at most so many in flight; None: as many as keep it busy. Raises UsageError."""
    return OnRay(jobs, TARGET) if known(name) == RAY else Pool(jobs or workers(), TARGET)


def workers() -> int:
    """How many documents at once here, unless told: as many as there are processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
