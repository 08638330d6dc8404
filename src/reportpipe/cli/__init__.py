"""The command line. Alone prints, exits, and reads the environment."""

from __future__ import annotations

import os
import signal
import sys
from types import FrameType

from reportpipe import garbage

INTERRUPTED, TERMINATED = 130, 143


def main() -> None:
    """Runs the command, and ends with its exit code (README, "Exit codes")."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a file name or a title may hold what the terminal's encoding cannot
            stream.reconfigure(errors="backslashreplace")
    signal.signal(signal.SIGTERM, _terminate)
    garbage.look_rarely()
    from reportpipe.cli import batch, proofs, served  # noqa: PLC0415 -- after the streams and signals are set
    from reportpipe.cli.app import app  # noqa: PLC0415

    proofs.register(app)
    batch.register(app)
    served.register(app)

    try:
        app()
    except KeyboardInterrupt:
        sys.stderr.write("interrupted\n")
        sys.exit(INTERRUPTED)
    except BrokenPipeError:  # `reportpipe schema | head`: the reader has enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    finally:
        garbage.keep()


def _terminate(_signal: int, _frame: FrameType | None) -> None:
    sys.exit(TERMINATED)
