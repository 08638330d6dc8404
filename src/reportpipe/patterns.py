"""Regular expressions that are compiled when they are first asked for something.

All together they take 80 ms to compile, as much as reading a page: Python 3.11 goes through a class such as 一-鿿
character by character. A document asks for half of them, a page for a third.
"""

from __future__ import annotations

import re
from typing import Any, cast, overload

_METHODS = ("match", "fullmatch", "search", "sub", "subn", "split", "findall", "finditer")
_all: list[_Pattern] = []


class _Pattern:
    """Stands for a compiled pattern, and becomes as fast as it is: after its first use its methods are those of it."""

    def __init__(self, source: str | bytes, flags: int) -> None:
        self.pattern = source
        self.flags = flags

    def __getattr__(self, name: str) -> Any:
        """Called for the first method that is asked for. Raises AttributeError where a pattern has no such one."""
        if name not in _METHODS:
            raise AttributeError(name)
        compiled = re.compile(self.pattern, self.flags)
        vars(self).update({method: getattr(compiled, method) for method in _METHODS})
        return vars(self)[name]


@overload
def pattern(source: str, flags: int = 0) -> re.Pattern[str]: ...
@overload
def pattern(source: bytes, flags: int = 0) -> re.Pattern[bytes]: ...
def pattern(source: str | bytes, flags: int = 0) -> re.Pattern[Any]:
    """The pattern of a regular expression, whose errors (re.error) its first use raises."""
    made = _Pattern(source, flags)
    _all.append(made)
    return cast("re.Pattern[Any]", made)


def compile_all() -> None:
    """Compiles those of all modules that are loaded: before processes are forked which would each do so."""
    for made in _all:
        made.__getattr__(_METHODS[0])
