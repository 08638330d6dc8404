"""YAML in and out: `dump` writes a report, `load` reads one that somebody edited, and says all that is wrong."""

from reportpipe.yamlio.reader import MAX_BYTES, load
from reportpipe.yamlio.writer import dump

__all__ = ["MAX_BYTES", "dump", "load"]
