"""The command line. Alone prints, exits, and reads the environment."""

# Imports nothing but what the interpreter has loaded by itself: a Ctrl-C before `main` is not ours to answer.

import os
import sys

INTERRUPTED, TERMINATED = 130, 143


def main() -> None:
    """Runs the command, and ends with its exit code (README, "Exit codes").

    Ctrl-C and SIGTERM end it from the first line on: at once while it has begun nothing, and after all is done.
    """
    try:
        _run()
    except KeyboardInterrupt:
        sys.stderr.write("interrupted\n")
        sys.exit(INTERRUPTED)
    except BrokenPipeError:  # `reportpipe schema | head`: the reader has enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)


def _run() -> None:
    import signal  # noqa: PLC0415 -- what takes time to import is imported where a Ctrl-C is answered

    heeded = signal.getsignal(signal.SIGINT) is signal.default_int_handler  # not what runs in a script's background
    answers = {signal.SIGINT: signal.default_int_handler, signal.SIGTERM: _terminate}
    answers = {number: answer for number, answer in answers.items() if heeded or number != signal.SIGINT}
    for number in answers:
        signal.signal(number, _leave)
    from reportpipe import garbage  # noqa: PLC0415

    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a file name or a title may hold what the terminal's encoding cannot
            stream.reconfigure(errors="backslashreplace")
    garbage.look_rarely()
    from reportpipe.cli import batch, proofs, served  # noqa: PLC0415
    from reportpipe.cli.app import app  # noqa: PLC0415

    for commands in (proofs, batch, served):
        commands.register(app)
    for number, answer in answers.items():
        signal.signal(number, answer)
    try:
        app()
    finally:
        garbage.keep()
        for number in answers:
            signal.signal(number, _leave)


def _leave(number: int, _frame: object) -> None:
    """Ends at once: an exception could be lost in the code that is being imported, or told with a traceback."""
    if 128 + number == INTERRUPTED:
        os.write(2, b"interrupted\n")
    os._exit(128 + number)


def _terminate(_number: int, _frame: object) -> None:
    sys.exit(TERMINATED)
