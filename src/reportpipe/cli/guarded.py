"""A PDF is read in a process of its own, by the guard of the batches: what it does there, it does to nothing else.

Only text comes back (JSON). The process is forked from this one, which has loaded no parser: that takes 10 ms. Where a
system knows no fork (Windows), the PDF is read in this very process, within the bounds but without the guard.
"""

from __future__ import annotations

import os
import traceback
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from reportpipe import errors, plugins
from reportpipe.bounds import Bounds
from reportpipe.cli.going import EVERY, Going
from reportpipe.errors import LimitError, ReportpipeError, UnreadableError
from reportpipe.ladder import SECOND, fallback
from reportpipe.model.diagnostic import Diagnostic
from reportpipe.settings import Settings

Work = Callable[[str | None, Bounds], dict[str, Any]]
"""Reads a PDF by that source (None: whichever can) within these bounds; what comes of it, as JSON can hold it."""
RAISING = "Where you trust the file, raise it, in the --config file or as REPORTPIPE_MAX_… in the environment."


def read_guarded(work: Work, settings: Settings, going: Going | None = None) -> tuple[dict[str, Any], list[Diagnostic]]:
    """What the work gives, and what the guard has to note. going: says meanwhile that it goes on.

    Raises what the work raises, LimitError, UnreadableError.
    """
    if not hasattr(os, "fork"):
        return work(settings.source, settings.bounds), []
    from reportpipe.batch.confine import Limits, adopt_orphans, allow  # noqa: PLC0415 -- not where there is no fork
    from reportpipe.batch.slot import Beat, Guard  # noqa: PLC0415

    bounds = replace(settings.bounds, allow=allow)
    job = {"source": settings.source, "otherwise": {"source": SECOND} if settings.source is None else None}
    limits = Limits.of(settings.max_seconds, settings.max_memory, settings.max_page_seconds)
    beat = Beat(EVERY, going.say) if going else None
    adopt_orphans()
    with Guard.begun() as guard:
        ended = guard.run(job, lambda job: _told(work, job, bounds), limits, beat)
    if ended["fate"] == "limit":
        raise LimitError(ended["reason"], RAISING)
    if ended["fate"] != "done":
        raise UnreadableError(f"it cannot be read: {ended['reason']}", "The file may be damaged.")
    answer = ended["result"]
    if "error" in answer:
        raise _error(answer)
    return answer["work"], [fallback(answer["crashed"])] if answer["crashed"] else []


def _told(work: Work, job: dict[str, Any], bounds: Bounds) -> dict[str, Any]:
    """What is answered out of the process: what the work gives, or how it failed."""
    try:
        return {"work": work(job["source"], bounds), "crashed": job.get("crashed", "")}
    except ReportpipeError as error:
        return {"error": type(error).__name__, "message": error.message, "advice": error.advice, "trace": ""}
    except MemoryError:
        raise
    except Exception as error:  # whatever it is, it is told, with what is needed to mend it
        message, advice = unexpected(error)
        trace = traceback.format_exc()
        return {"error": ReportpipeError.__name__, "message": message, "advice": advice, "trace": trace}


def unexpected(error: Exception) -> tuple[str, str]:
    """What is said of an error that nobody foresaw, and to whom it is to be reported."""
    told = f"{type(error).__name__}: {error}"
    if culprit := plugins.blamed(error):
        return (
            f"{culprit} failed: {told}",
            "Report it to those who make it, with the output of the same command and -v.",
        )
    return f"unexpected failure: {told}", "Please report it, with the output of the same command and -v."


def _error(answer: dict[str, Any]) -> ReportpipeError:
    kind: type[ReportpipeError] = getattr(errors, answer["error"])
    error = kind(answer["message"], answer["advice"])
    if answer["trace"]:
        error.add_note(answer["trace"])
    return error
