"""Runs the command as a user does: as a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path


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
