"""How often the interpreter looks for garbage in cycles.

Reading a PDF makes many tuples and hardly a cycle. By the interpreter's own thresholds, the looking takes 40 ms of
the start (what is imported is looked through again and again) and a tenth of the reading.
"""

from __future__ import annotations

import gc

RARELY = (50_000, 20, 20)
"""New objects between two looks at the youngest, and how many of these make one at the older ones (700, 10, 10 else).
A thousand pages need as much memory as with the usual ones."""


def look_rarely() -> None:
    """To be called before what is heavy is imported."""
    gc.set_threshold(*RARELY)


def keep() -> None:
    """What has been made by now stays: it is never looked through again, neither at the end nor in forked children,
    whose memory it would cease to share."""
    gc.freeze()
