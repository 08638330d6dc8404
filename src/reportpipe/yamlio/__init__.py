"""YAML in and out: `dump` writes a report, `load` reads one that somebody edited, and says all that is wrong."""

from reportpipe.bounds import USUAL, Bounds
from reportpipe.model.report import Report
from reportpipe.yamlio.writer import dump

__all__ = ["dump", "load"]


def load(text: str | bytes, name: str = "<report>", bounds: Bounds = USUAL) -> Report:
    """The report that a YAML text holds; see reader.load."""
    from reportpipe.yamlio import reader  # noqa: PLC0415 -- PyYAML, which a fresh extraction does not need

    return reader.load(text, name, bounds)
