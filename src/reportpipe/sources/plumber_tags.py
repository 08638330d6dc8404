"""The structure elements of a page by pdfminer (tagged PDF; ISO 32000-1, 14.7 and 14.8): from the marked-content id up,
by way of the parent tree."""

from __future__ import annotations

from typing import Any

from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import PDFObjRef, resolve1
from pdfminer.psparser import PSLiteral

from reportpipe.model.page import ARTIFACT, Tag

MOST_NODES = 10_000
"""Nodes of the parent tree that are looked at."""
MOST_DEPTH = 64
"""An element that stands deeper has no tag."""


class Tags:
    """The tags of a page. found: those that were asked for so far, outer ones first."""

    def __init__(self, page: PDFPage) -> None:
        self.found: list[Tag] = []
        self._numbers: dict[Any, int] = {}
        try:
            self.is_tagged, self._parents, self._roles = _read(page)
        except Exception:  # pdfminer raises nearly anything on a broken object, and tags are evidence only
            self.is_tagged, self._parents, self._roles = False, [], {}

    def of(self, content: int) -> int:
        """The number of the tag of a marked-content id; 0 where it has none."""
        if not 0 <= content < len(self._parents):
            return 0
        try:
            return self._number(self._parents[content], MOST_DEPTH)
        except Exception:  # as above
            return 0

    def artifact(self) -> int:
        """The number of the tag of artifacts; 0 where the file is not tagged."""
        return self._named(ARTIFACT, ARTIFACT, 0) if self.is_tagged else 0

    def _number(self, element: Any, depth: int) -> int:
        key = element.objid if isinstance(element, PDFObjRef) else id(element)
        if key in self._numbers:
            return self._numbers[key]
        held = resolve1(element)
        if not depth or not isinstance(held, dict) or "S" not in held:  # the root has no type of its own
            return 0
        return self._named(key, self._kind(held), self._number(held.get("P"), depth - 1))

    def _named(self, key: Any, kind: str, parent: int) -> int:
        if key not in self._numbers:
            self.found.append(Tag(len(self.found) + 1, kind, parent))
            self._numbers[key] = len(self.found)
        return self._numbers[key]

    def _kind(self, element: dict[str, Any]) -> str:
        """The type of an element, after one step of the RoleMap."""
        own = _name(element["S"])
        return _name(self._roles.get(own)) or own


def _read(page: PDFPage) -> tuple[bool, list[Any], dict[str, Any]]:
    """Whether the file says that it is tagged; the element of each marked-content id of a page; the RoleMap."""
    catalog = page.doc.catalog
    marked, root = resolve1(catalog.get("MarkInfo")), resolve1(catalog.get("StructTreeRoot"))
    if not (isinstance(marked, dict) and resolve1(marked.get("Marked")) is True and isinstance(root, dict)):
        return False, [], {}
    roles = resolve1(root.get("RoleMap"))
    parents = _entry(root.get("ParentTree"), resolve1(page.attrs.get("StructParents")))
    return True, parents if isinstance(parents, list) else [], roles if isinstance(roles, dict) else {}


def _entry(tree: Any, key: Any) -> Any:
    """The value of a key in a number tree (ISO 32000-1, 7.9.7); None where it has none."""
    waiting, left = [tree], MOST_NODES
    while waiting and left:
        node, left = resolve1(waiting.pop()), left - 1
        if not isinstance(node, dict):
            continue
        pairs = resolve1(node.get("Nums")) or []
        for one, value in zip(pairs[::2], pairs[1::2], strict=False):
            if one == key:
                return resolve1(value)
        waiting += resolve1(node.get("Kids")) or []
    return None


def _name(found: Any) -> str:
    held = resolve1(found)
    if not isinstance(held, PSLiteral):
        return ""
    return held.name if isinstance(held.name, str) else held.name.decode("utf-8", "replace")
