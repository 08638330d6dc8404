"""Runs the command as a user does: as a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

PATIENCE = 60
"""Seconds after which what never comes is a failure. No test passes sooner or later for it."""


def run(
    *arguments: str | Path, cwd: Path, stdin: bytes = b"", env: dict[str, str] | None = None
) -> subprocess.CompletedProcess[bytes]:
    """`reportpipe ARGUMENTS` in that directory. env: on top of this process's environment."""
    return subprocess.run(
        [sys.executable, "-m", "reportpipe", *map(str, arguments)],
        cwd=cwd,
        input=stdin,
        capture_output=True,
        env=os.environ | (env or {}),
        check=False,
        timeout=120,
    )


def until(true: Callable[[], object]) -> None:
    """Waits for what comes when it comes, on a fast machine or a slow one. Fails where it does not come."""
    deadline = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def children(pid: int) -> str:
    """The processes that a process has started, by id."""
    return Path(f"/proc/{pid}/task/{pid}/children").read_text()
