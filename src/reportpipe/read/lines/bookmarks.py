"""Bookmarks (the PDF's outline) as evidence: which of them say what their page says, and whether to believe any."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from reportpipe.model.block import Line
from reportpipe.patterns import pattern
from reportpipe.read.pages.profile import PageFacts
from reportpipe.text.enumerators import parse
from reportpipe.text.normalise import fold

LEAST = 3
"""Fewer bookmarks are no outline."""
TRUE_SHARE = 0.7
"""Of an outline that is worth believing, this part of the bookmarks say what a line of their own page says. "Slide 4"
and a file's name say it of no page."""
WRAPPED = 3
"""A title is wrapped over so many lines at most."""
OFFICE_PREFIX = pattern(r"\w+ [0-9]+: ")
"""What Office writes before a slide's title: "Slide 4: …", 「スライド 4: …」."""


def believed(pages: Sequence[PageFacts]) -> list[PageFacts]:
    """The pages, without bookmarks unless most of them are true."""
    found = [(keys(mark.title), page) for page in pages for mark in page.bookmarks]
    printed = {page.number: set(_printed(page.lines)) for page in pages if page.bookmarks}
    true = sum(not printed[page.number].isdisjoint(names) for names, page in found)
    if len(found) >= LEAST and true >= TRUE_SHARE * len(found):
        return list(pages)
    return [replace(page, bookmarks=()) for page in pages]


def keys(title: str) -> tuple[str, ...]:
    """What a line may say, folded, that a bookmark of that title names: all of it, or what follows its number."""
    bare = OFFICE_PREFIX.sub("", title, count=1)
    number = parse(bare)
    names = (title, bare, number.rest if number is not None else "")
    return tuple(dict.fromkeys(key for name in names if (key := fold(name))))


def _printed(lines: Sequence[Line]) -> Iterator[str]:
    """Each line and each few neighbours in a row, folded, with and without the number that they begin with."""
    texts = [fold(line.text) for line in lines]
    for place, line in enumerate(lines):
        number = parse(line.text)
        rest = fold(number.rest) if number is not None else texts[place]
        for more in range(WRAPPED):
            tail = "".join(texts[place + 1 : place + 1 + more])
            yield texts[place] + tail
            yield rest + tail
