"""Runs the command as a user does: in a process of its own."""

from __future__ import annotations

import atexit
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

PATIENCE = 60
"""Seconds after which what never comes is a failure. No test passes sooner or later for it."""


START = ("PYTHON", "LC_", "LANG", "TZ")
"""How the variables begin that count when an interpreter starts."""


class Server:
    """The other side of server.py: what a process of one's own does, without its start."""

    def __init__(self, folder: Path) -> None:
        self._files = [str(folder / name) for name in ("stdin", "stdout", "stderr")]
        self._started = at_start(os.environ)
        script = str(Path(__file__).with_name("server.py"))
        self._process = subprocess.Popen([sys.executable, script], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self._lock = threading.Lock()

    def can(self, env: Mapping[str, str]) -> bool:
        """Whether its interpreter would have started alike."""
        return at_start(env) == self._started

    def run(
        self, arguments: list[str], cwd: Path, stdin: bytes, env: Mapping[str, str]
    ) -> subprocess.CompletedProcess[bytes]:
        """Runs a command."""
        with self._lock:
            for name, data in zip(self._files, (stdin, b"", b""), strict=True):
                Path(name).write_bytes(data)
            request = {"arguments": arguments, "cwd": str(cwd), "env": dict(env), "files": self._files}
            assert self._process.stdin is not None
            assert self._process.stdout is not None
            self._process.stdin.write(json.dumps(request).encode() + b"\n")
            self._process.stdin.flush()
            code = json.loads(self._process.stdout.readline())
            _, out, err = (Path(name).read_bytes() for name in self._files)
        return subprocess.CompletedProcess(arguments, code, out, err)

    def end(self) -> None:
        """Lets it go."""
        self._process.communicate()


def at_start(env: Mapping[str, str]) -> dict[str, str]:
    """Those variables that count when an interpreter starts."""
    return {name: value for name, value in env.items() if name.startswith(START)}


@cache
def server() -> Server:
    """The one of this process, which ends with it."""
    folder = tempfile.TemporaryDirectory()
    one = Server(Path(folder.name))
    atexit.register(folder.cleanup)
    atexit.register(one.end)
    return one


def run(
    *arguments: str | Path,
    cwd: Path,
    stdin: bytes = b"",
    env: dict[str, str] | None = None,
    fresh: bool = False,
) -> subprocess.CompletedProcess[bytes]:
    """`reportpipe ARGUMENTS` in that directory. env: on top of this process's environment. fresh: in an interpreter of
    its own, as it is also where the environment counts at its start; else forked from one that has its imports."""
    whole = os.environ | (env or {})
    if not fresh and server().can(whole):
        return server().run([*map(str, arguments)], cwd, stdin, whole)
    return subprocess.run(
        [sys.executable, "-m", "reportpipe", *map(str, arguments)],
        cwd=cwd,
        input=stdin,
        capture_output=True,
        env=whole,
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
