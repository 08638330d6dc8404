"""Spaces that were typed, or painted, between the characters of one Japanese word."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from reportpipe.patterns import pattern
from reportpipe.text.tables import CJK, SP

SEEN_UNSPACED = 2
"""So often must a pair of characters stand unspaced in the document before a space between them is taken out. Measured
on a 44 pt title slide: 協 力 has 6 such places, 局 科 none."""

_SPACES = pattern(f"[{SP}]+")
_CJK = pattern(f"[{CJK}]+")
_SPACED_PAIR = pattern(f"(?<=([{CJK}]))[ \u3000]+(?=([{CJK}]))")
_PAIR = pattern(f"(?=([{CJK}]{{2}}))")


def collapse(title: str) -> str:
    """目　次 as 目次: the title without its spaces if every one of them separates single characters, else as it is."""
    words = _SPACES.split(title.strip(SP))
    is_spaced = len(words) > 1 and all(len(word) == 1 for word in words) and _CJK.fullmatch("".join(words))
    return "".join(words) if is_spaced else title


def unspaced_pairs(lines: Iterable[str]) -> Counter[str]:
    """How often each pair of adjacent Japanese characters stands in the document without a space."""
    return Counter(pair for line in lines for pair in _PAIR.findall(line))


def close_gaps(line: str, pairs: Counter[str]) -> str:
    """The line without the spaces inside words, told by the document's `unspaced_pairs`. For text without geometry."""
    return _SPACED_PAIR.sub(lambda gap: "" if pairs[gap[1] + gap[2]] >= SEEN_UNSPACED else gap[0], line)
