"""The text of annotations and form fields by pdfium, which tells only that of a page's content: those that are content
are made part of it, in a copy of the document in memory. Which ones are is read by pikepdf, since pdfium tells no value
that a field inherits; a page without such annotations is not looked at again.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from decimal import Decimal
from functools import cached_property
from typing import Any

from reportpipe.model.diagnostic import Diagnostic
from reportpipe.sources import pdfium_calls as calls
from reportpipe.sources.annotations import HIDDEN, NESTED, PRINT, XFA, Content, content, is_xfa_only
from reportpipe.sources.pdfium_document import opened

PASSING = {2, 16}
"""FPDF_ANNOT_LINK, FPDF_ANNOT_POPUP (fpdf_annot.h): never content, and most annotations are links."""
TO_PRINT = 1
"""FLAT_PRINT (fpdf_flatten.h)."""
DONE = 1
"""FLATTEN_SUCCESS"""
XFA_FULL, XFA_FOREGROUND = 2, 3
"""FORMTYPE_… (fpdf_formfill.h)"""


class Annotations:
    """The annotations of a document. data, password: those of the PDF."""

    def __init__(self, document: int, data: bytes, password: str | None) -> None:
        self._document = document
        self._data = data
        self._password = password
        self._bare = False

    def on(self, page: int, number: int) -> Content:
        """What of a page's annotations is content. page: its address."""
        if not any(kind not in PASSING for kind in _kinds(page)):
            return Content()
        return self._contents.get(number, Content())

    @contextmanager
    def painted(self, number: int, found: Content) -> Iterator[tuple[int, int]]:
        """The addresses of a page whose last object paints the annotations that are content, and of its text; 0, 0
        where that cannot be had."""
        with ExitStack() as closing:
            copy = closing.enter_context(opened(self._data, self._password))
            page = calls.load_page(copy, number - 1)
            flattened = bool(page) and _flattened(page, found)
            calls.close_page(page)
            if not flattened:
                yield 0, 0
                return
            page = calls.load_page(copy, number - 1)
            closing.callback(calls.close_page, page)
            text = calls.load_text(page)
            closing.callback(calls.close_text, text)
            yield page, text

    def diagnostics(self) -> list[Diagnostic]:
        """What is noted of the document's form."""
        kind = calls.form_type(self._document)
        if kind == XFA_FULL:
            return [XFA]
        return [XFA] if kind == XFA_FOREGROUND and self._is_bare() else []

    def _is_bare(self) -> bool:
        """Whether the form has no fields but in XFA."""
        return self._contents is not None and self._bare

    @cached_property
    def _contents(self) -> Mapping[int, Content]:
        """The pages that have annotations."""
        import pikepdf  # noqa: PLC0415 -- heavy, and few files need it

        found: dict[int, Content] = {}
        try:
            data, password = io.BytesIO(self._data), self._password or ""
            with pikepdf.open(data, password=password, suppress_warnings=True) as document:
                form = _plain(document.Root.get("/AcroForm"))
                self._bare = is_xfa_only(form if isinstance(form, _Node) else None)
                stale = isinstance(form, _Node) and form.get("NeedAppearances") is True
                for number, page in enumerate(document.pages, 1):
                    items = _plain(page.obj.get("/Annots"))
                    if isinstance(items, list):
                        found[number] = content([item if isinstance(item, _Node) else None for item in items], stale)
        except Exception:  # whatever it raises on a broken file, what could be read is used
            return found
        return found


def _kinds(page: int) -> Iterator[int]:
    for place in range(calls.count_annotations(page)):
        annotation = calls.annotation_at(page, place)
        if annotation:
            yield int(calls.annotation_kind(annotation))
            calls.close_annotation(annotation)


def _flattened(page: int, found: Content) -> bool:
    """Makes what is content part of a page, and nothing else."""
    for place in range(calls.count_annotations(page)):
        annotation = calls.annotation_at(page, place)
        if annotation:
            calls.set_annotation_flags(annotation, PRINT if place in found.painted else HIDDEN)
            calls.close_annotation(annotation)
    return bool(calls.flatten(page, TO_PRINT) == DONE)


class _Node:
    """A dictionary of pikepdf."""

    def __init__(self, found: Any, is_stream: bool) -> None:
        self._found = found
        self.is_stream = is_stream

    def get(self, key: str) -> Any:
        """The value of a key, as `annotations.Node` says."""
        return _plain(self._found.get(f"/{key}"))


def _plain(found: Any, depth: int = NESTED) -> Any:
    import pikepdf  # noqa: PLC0415 -- heavy, and few files need it

    if isinstance(found, pikepdf.Stream | pikepdf.Dictionary):
        return _Node(found, isinstance(found, pikepdf.Stream))
    if isinstance(found, pikepdf.Array):
        return [_plain(item, depth - 1) for item in found] if depth else []
    if isinstance(found, pikepdf.Name | pikepdf.String):
        return str(found).removeprefix("/") if isinstance(found, pikepdf.Name) else str(found)
    return float(found) if isinstance(found, Decimal | int) and not isinstance(found, bool) else found
