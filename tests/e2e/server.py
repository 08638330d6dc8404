"""Forks a process for each command, from an interpreter that has imported the program already.

The start of the interpreter and its imports are most of what a command on a small file costs. Requests come on standard
input and exit codes go to standard output, one JSON line each; `command.run` is the other side.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from typing import Any

import reportpipe.batch.convert
import reportpipe.cli
import reportpipe.cli.app
import reportpipe.cli.batch
import reportpipe.cli.guarded
import reportpipe.cli.proofs
import reportpipe.cli.served
import reportpipe.cli.work
import reportpipe.pipeline
import reportpipe.sources.pdfium
import reportpipe.yamlio

MOST = 120
"""Seconds after which a command is ended: what hangs is a failure."""


def become(request: dict[str, Any]) -> None:
    """Makes this process the one that a user would have started."""
    os.chdir(request["cwd"])
    os.environ.clear()
    os.environ.update(request["env"])
    sys.argv = ["reportpipe", *request["arguments"]]
    for number, name in enumerate(request["files"]):
        opened = os.open(name, os.O_RDWR)
        os.dup2(opened, number)
        os.close(opened)
    sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115 -- these stay open
    sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stderr = open(2, "w", encoding="utf-8", buffering=1, closefd=False)  # noqa: SIM115
    signal.alarm(MOST)


def serve() -> None:
    """Answers requests until there are no more. Returns in a child only, which is to run the command."""
    while line := os.read(0, 1 << 20):
        while not line.endswith(b"\n"):
            line += os.read(0, 1 << 20)
        request = json.loads(line)
        if (pid := os.fork()) == 0:
            become(request)
            return
        code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
        os.write(1, json.dumps(code).encode() + b"\n")
    sys.exit(0)


if __name__ == "__main__":
    serve()
    reportpipe.cli.main()
