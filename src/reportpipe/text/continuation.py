"""Titles that continue the slide before: 国際化（続き）, 国際化（2/3）, 国際化（その２）, Results (cont.).

（継続） and 【継続】 say that a programme goes on, （案）（再掲）（概要） are labels, 補助率（1/2） is a rate: these
are parts of the title.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from reportpipe.patterns import pattern
from reportpipe.text.normalise import fold
from reportpipe.text.numerals import to_int

MAX_PARTS = 20
"""A title is not split over more slides than this. Chosen, not measured: it keeps out most dates such as 3/26."""

_OPEN, _CLOSE = r"[(（【［〔\[〈＜~～〜]", r"[)）】］〕\]〉＞~～〜]"
_NUMBER = r"[0-9０-９]{1,2}"
_GO_ON = (
    r"(?:前\s*(?:頁|ページ|スライド)\s*(?:から)?の\s*)?(?:続\s*き|つ\s*づ\s*き|続)|续|續|接上[页頁]|계속"
    r"|cont(?:inued|['’]?d)?\.?"
)
_FORMS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (kind, pattern(tail + r"\Z", re.IGNORECASE))
    for kind, tail in (
        ("cont", rf"{_OPEN}\s*(?:{_GO_ON})\s*{_CLOSE}"),
        ("cont", r"[-－–—―‐]\s*(?:続\s*き|つ\s*づ\s*き|続|cont(?:inued|['’]?d)?\.?)(?:\s*[-－–—―‐])?"),
        ("cont", r"の(?:続き|つづき)"),
        ("cont", r",\s*cont(?:inued|['’]?d|\.)"),
        ("fraction", rf"[(（]\s*(?P<k>{_NUMBER})\s*(?:[/／]|\bof\b)\s*(?P<n>{_NUMBER})\s*[)）]"),
        ("fraction", rf"(?<=\s)(?P<k>{_NUMBER})[/／](?P<n>{_NUMBER})"),
        ("ordinal", rf"[(（]\s*(?:その|其の|part)\s*(?P<k>{_NUMBER}|[一二三四五六七八九十]+)\s*[)）]"),
        ("ordinal", r"(?P<k>[①-⑳])"),
    )
)
_TO_COME = r"次\s*(?:頁|ページ)\s*[へに]\s*(?:続く|つづく)|continued (?:on|from) [a-z ]*page"
_ALONE = pattern(rf"[(（【［〔]?\s*(?:{_GO_ON}|{_TO_COME})\s*[)）】］〕]?", re.IGNORECASE)
_COUNT = pattern(rf"[(（]\s*(?P<k>{_NUMBER})\s*[)）]\Z")


class Continuation(NamedTuple):
    """A title without the words that say that it continues, and what they say.

    base: the title without them, else verbatim, spaces at its ends aside.
    kind: "cont", "fraction" (k of n), "ordinal" (the k-th) or None.
    """

    base: str
    kind: str | None
    k: int | None
    n: int | None


def split_title(title: str) -> Continuation:
    """Split a title, whose lines may still be wrapped. A title that is nothing but "(続き)" is no continuation."""
    title = title.strip()
    for kind, form in _FORMS:
        match = form.search(title)
        if match and (base := title[: match.start()].rstrip()) and (parts := _parts(match)) is not None:
            return Continuation(base, kind, *parts)
    return Continuation(title, None, None, None)


def says_it_goes_on(text: str) -> bool:
    """Whether a line is nothing but the words that say so: （続き）, （前ページからの続き）, （次頁へ続く）."""
    return _ALONE.fullmatch(text.strip()) is not None


def continues_caption(first: str, second: str) -> bool:
    """Whether the caption of a table says that it goes on: 表１（続き） after 表１　件数の内訳, or is the same."""
    if is_continuation(first, second):
        return True
    head, now = fold(first), split_title(second)
    base = fold(now.base)
    is_longer_number = base[-1:].isdigit() and head[len(base) :][:1].isdigit()
    return now.kind == "cont" and head.startswith(base) and not is_longer_number


def _parts(match: re.Match[str]) -> tuple[int | None, int | None] | None:
    """k and n; None if they cannot be parts of a title."""
    groups = match.groupdict()
    k = to_int(groups["k"]) if groups.get("k") else None
    n = to_int(groups["n"]) if groups.get("n") else None
    if k is not None and n is not None and not (1 <= k <= n and 2 <= n <= MAX_PARTS):
        return None
    return k, n


def is_continuation(previous: str, current: str) -> bool:
    """Whether the slide titled `current`, next after the one titled `previous`, goes on with its theme.

    The bases must be the same under `fold`, and the part after `previous`'s part.
    """
    if fold(previous) == fold(current):
        return fold(current) != ""
    before, now = split_title(previous), split_title(current)
    if now.kind == "cont":
        return fold(now.base) in (fold(before.base), fold(previous))
    if now.kind is None:
        return _counts_on(previous, current) or (before.kind == "cont" and fold(before.base) == fold(current))
    if fold(now.base) != fold(before.base) or now.k is None:
        return False
    if before.kind == now.kind and before.k is not None:
        return now.k == before.k + 1 and now.n == before.n
    # The first part often carries no number: 国際化, then 国際化（その２）. With a fraction it may be a rate.
    return before.kind is None and now.kind == "ordinal" and now.k == 2


def _counts_on(previous: str, current: str) -> bool:
    """国際協力 (1), 国際協力 (2): one alone says nothing, because the number may belong to the title."""
    before, now = _COUNT.search(previous.strip()), _COUNT.search(current.strip())
    if not before or not now or to_int(now["k"]) != (to_int(before["k"]) or 0) + 1:
        return False
    base = fold(previous.strip()[: before.start()])
    return base != "" and base == fold(current.strip()[: now.start()])
