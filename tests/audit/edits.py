"""Edits of a report as a person makes them by mistake, or a tool in silence: one each, at random, with its page."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from random import Random
from typing import Any, NamedTuple

from reportpipe.audit.findings import Audit, Finding
from reportpipe.model.checks import checked
from reportpipe.model.page import Page
from reportpipe.model.report import Report, places, to_dict

KINDS = ("drop", "digit", "delete", "move", "add")
SENTENCE = "なお、別途定める基準による。"


class Edit(NamedTuple):
    """An edited report; what was done; the pages on which an audit may say so."""

    report: Report
    what: str
    pages: frozenset[int]


def edit(report: Report, kind: str, random: Random) -> Edit | None:
    """The report with one edit of that kind; None where there is nothing to edit so."""
    data = to_dict(report)
    made = {"drop": _drop, "digit": _digit, "delete": _delete, "move": _move, "add": _add}[kind](data, random)
    return Edit(checked(data), *made) if made else None


def _blocks(data: dict[str, Any]) -> Iterator[tuple[list[Any], int]]:
    """Every block, as the list that holds it and its place there."""
    for part in (*data.get("themes", ()), *data.get("content", ())):
        yield from _blocks(part)
    for place in range(len(data.get("content", ()))):
        yield data["content"], place


def _texts(data: dict[str, Any]) -> Iterator[tuple[dict[str, Any], str]]:
    """Every text with a place: titles, bullets, paragraphs, notes."""
    for theme in data.get("themes", ()):
        if theme.get("at") and len(places(theme["at"])) == 1 and theme.get("title"):
            yield theme, "title"
        yield from _texts(theme)
    for block in data.get("content", ()):
        for key in ("bullet", "paragraph", "note"):
            if block.get(key):
                yield block, key
        yield from _texts(block)


def _pages(part: dict[str, Any]) -> frozenset[int]:
    return frozenset(int(place.split("&")[0].removeprefix("page=")) for place in places(part.get("at")))


def _drop(data: dict[str, Any], random: Random) -> tuple[str, frozenset[int]] | None:
    part, key = random.choice(list(_texts(data)))
    text = part[key]
    where = random.choice([place for place, sign in enumerate(text) if not sign.isspace()])
    part[key] = text[:where] + text[where + 1 :]
    return f"{text[where]!r} dropped from {text!r}", _pages(part)


def _digit(data: dict[str, Any], random: Random) -> tuple[str, frozenset[int]] | None:
    able = [(part, key) for part, key in _texts(data) if any(sign in "0123456789" for sign in part[key])]
    if not able:
        return None
    part, key = random.choice(able)
    text = part[key]
    where = random.choice([place for place, sign in enumerate(text) if sign in "0123456789"])
    other = random.choice([sign for sign in "0123456789" if sign != text[where]])
    part[key] = text[:where] + other + text[where + 1 :]
    return f"{text[where]} is {other} in {text!r}", _pages(part)


def _delete(data: dict[str, Any], random: Random) -> tuple[str, frozenset[int]] | None:
    able = [(held, place) for held, place in _blocks(data) if "bullet" in held[place] and held[place].get("at")]
    if not able:
        return None
    held, place = random.choice(able)
    gone = held.pop(place)
    return f"{gone['bullet']!r} deleted", _pages(gone)


def _move(data: dict[str, Any], random: Random) -> tuple[str, frozenset[int]] | None:
    """Another place in its own list, or among the bullets of another one."""
    able = [(held, place) for held, place in _blocks(data) if "bullet" in held[place] and held[place].get("at")]
    lists = {id(held): held for held, _ in able}
    if len(able) < 2:
        return None
    held, place = random.choice(able)
    same = [one for one in range(len(held)) if one != place]
    if same and random.random() < 0.6:
        moved = held.pop(place)
        where = random.choice(same)
        held.insert(where, moved)
        touched = held[min(place, where) : max(place, where) + 1]
        return f"{moved['bullet']!r} moved from {place} to {where}", frozenset().union(*map(_pages, touched))
    others = [other for key, other in lists.items() if key != id(held) and not _is_below(other, held[place])]
    if not others:
        return None
    other = random.choice(others)
    moved = held.pop(place)
    where = random.randrange(len(other) + 1)
    other.insert(where, moved)
    near = other[max(where - 1, 0) : where + 2]
    return f"{moved['bullet']!r} moved to another list", frozenset().union(*map(_pages, near))


def _is_below(held: list[Any], block: dict[str, Any]) -> bool:
    inner = block.get("content")
    return inner is not None and (inner is held or any(_is_below(held, one) for one in inner))


def _add(data: dict[str, Any], random: Random) -> tuple[str, frozenset[int]] | None:
    part, key = random.choice(list(_texts(data)))
    if key != "title" and random.random() < 0.5:
        able = [(held, place) for held, place in _blocks(data) if held[place].get("at")]
        held, place = random.choice(able)
        held.insert(place + 1, {"paragraph": SENTENCE})
        return f"a paragraph added after {held[place]!r:.60}", _all_pages(held[place])
    part[key] += SENTENCE
    return f"a sentence added to {part[key]!r}", _pages(part)


def _all_pages(block: dict[str, Any]) -> frozenset[int]:
    """The pages of a block and of what hangs below it."""
    return _pages(block).union(*map(_all_pages, block.get("content", ())))


def news(before: Audit, after: Audit) -> list[Finding]:
    """The findings that an edit made."""
    return [finding for finding in after.findings if finding.kind.fails and finding not in before.findings]


class Kept:
    """A source that reads each PDF once: the tests audit it again and again."""

    def __init__(self, inner: Any) -> None:
        self.inner = inner
        self.read: dict[bytes, list[Page]] = {}

    @contextmanager
    def open(self, data: bytes, password: str | None = None) -> Iterator[Any]:
        if data not in self.read:
            with self.inner.open(data, password) as document:
                self.read[data] = [document.page(number) for number in range(1, document.page_count + 1)]
        pages = self.read[data]
        yield type("Document", (), {"page_count": len(pages), "page": lambda _, number: pages[number - 1]})()
