"""The structure elements of a page by pdfium (tagged PDF; ISO 32000-1, 14.7 and 14.8), and to which of them its text
belongs. Pages and objects are given by their addresses.

A file need not be honest: an element may be its own ancestor, and a document of a thousand pages may hang all its
paragraphs on one element, which pdfium gives anew on every page. So the walk is bounded, and what is beyond the bounds
has no tag.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from ctypes import c_ulong

from reportpipe.model.page import ARTIFACT, Tag
from reportpipe.sources import pdfium_calls as calls
from reportpipe.sources.pdfium_objects import TEXT, Painted

MOST_KIDS = 20_000
"""Kids of elements that are asked for on one page; the corpus has at most 3,000. They take 10 ms."""
LONGEST = 256
"""Bytes of a name in UTF-16: names have at most 127 characters (ISO 32000-1, annex C.2)."""

_name = ctypes.create_string_buffer(LONGEST)
_length = calls.Numbers(c_ulong, 1)


def tagged(page: int, painted: Sequence[Painted]) -> tuple[tuple[Tag, ...], dict[int, int]]:
    """The tags of a page, and the number of that of each text object which has one. painted: the objects of the
    page."""
    with _tree(page) as tree:
        if not tree:  # most files are not tagged
            return (), {}
        tags, owners = _elements(tree)
    found: dict[int, int] = {}
    artifact = len(tags) + 1
    for item in painted:
        if item.kind == TEXT and (number := _owner(item, owners, artifact)):
            found[item.handle] = number
    if artifact in found.values():
        tags.append(Tag(artifact, ARTIFACT))
    return tuple(tags), found


@contextmanager
def _tree(page: int) -> Iterator[int | None]:
    """The part of the structure tree that leads to a page's content; None where the file is not tagged."""
    tree = calls.structure_tree(page)
    try:
        yield tree
    finally:
        if tree:
            calls.close_structure_tree(tree)


def _elements(tree: int) -> tuple[list[Tag], dict[int, int]]:
    """The elements, outer ones first, and the number of that of each marked-content id. An id that two elements claim
    is none's."""
    tags: list[Tag] = []
    owners: dict[int, int] = {}
    left = MOST_KIDS
    seen: set[int] = set()
    tops = (calls.top_element(tree, place) for place in range(min(left, calls.count_top_elements(tree))))
    waiting = [(top, 0) for top in tops if top][::-1]
    while waiting:
        element, parent = waiting.pop()
        count = calls.count_elements(element)
        if element in seen or count > left:
            continue
        seen.add(element)
        left -= max(count, 1)
        tags.append(Tag(len(tags) + 1, _kind(element), parent))
        number = len(tags)
        kids = [(calls.element_at(element, place), place) for place in range(count)]
        for kid, place in kids:
            if not kid and (content := calls.element_content(element, place)) >= 0:
                owners[content] = 0 if content in owners else number
        waiting += [(kid, number) for kid, _ in reversed(kids) if kid]
    return tags, owners


def _kind(element: int) -> str:
    """The type of an element, after one step of the RoleMap."""
    size = calls.element_type(element, _name, LONGEST)
    return _name.raw[: size - 2].decode("utf-16-le", "replace") if 2 <= size <= LONGEST else ""


def _owner(item: Painted, owners: dict[int, int], artifact: int) -> int:
    """The number of the tag of a text object. What stands in a form is numbered anew there, unless the form itself is
    the content of an element."""
    outermost = item.around[-1] if item.around else item.handle
    number = owners.get(calls.content_id(outermost), 0)
    if number or not any(map(_is_artifact, (item.handle, *item.around))):
        return number
    return artifact


def _is_artifact(handle: int) -> bool:
    """Whether an object stands in a marked content that is an artifact (ISO 32000-1, 14.8.2.2)."""
    for place in range(calls.count_marks(handle)):
        mark = calls.mark_at(handle, place)
        if mark and calls.mark_name(mark, _name, LONGEST, _length.at[0]):
            size = _length()[0]
            if _name.raw[: max(size - 2, 0)].decode("utf-16-le", "replace") == ARTIFACT:
                return True
    return False
