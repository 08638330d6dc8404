"""Every combination of the options that renderers have is read back by the audit: a new option is tried by itself."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import fields, replace
from itertools import product
from typing import Any, Literal, get_args, get_origin, get_type_hints

import docx
import pytest

from reportpipe import plugins
from reportpipe.audit.against_rendition import SUFFIXES, audit_rendition
from reportpipe.model.report import Source
from tests.audit.test_against_rendition import WHOLE


def template() -> bytes:
    """A template with a cover page and a style of its own."""
    document = docx.Document()
    document.add_paragraph("Cover page")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


NAMED: dict[str, list[Any]] = {"reference_doc": [None, template()], "styles": [{}, {"heading 1": "Heading 2"}]}
"""Values of options whose type does not say what may be tried."""
pytestmark = pytest.mark.long
REPORTS = {
    "without a source": WHOLE,
    "with a publisher": replace(
        WHOLE,
        source=Source(file="deck.pdf", publisher="文部科学省", licence="CC BY 4.0", url="https://example.org/a.pdf"),
    ),
}


def values(name: str, kind: Any) -> list[Any]:
    """What is tried of an option."""
    if name in NAMED:
        return NAMED[name]
    if kind is bool:
        return [False, True]
    if get_origin(kind) is Literal:
        return list(get_args(kind))
    assert kind is str, f"say in NAMED what is to be tried of {name}"
    return [None, "Noto Sans CJK JP"]


def not_yet(given: dict[str, Any]) -> list[str]:
    """Why the audit does not accept this yet."""
    if given.get("flavour") == "commonmark":
        return ["the audit does not know tables and footnotes as plain Markdown has them"]
    if given.get("reference_doc") and given.get("styles"):
        return ["the audit takes a heading's level from the style, whatever it is mapped to"]
    return []


def combinations() -> Iterator[Any]:
    for name in plugins.names(plugins.RENDERERS):
        kind = type(plugins.renderer(name))
        hints = get_type_hints(kind)
        options = [item.name for item in fields(kind)]  # type: ignore[arg-type]
        for chosen in product(*(values(option, hints[option]) for option in options)):
            given = {option: value for option, value in zip(options, chosen, strict=True) if value is not None}
            told = {key: "…" if isinstance(value, bytes) else value for key, value in given.items()}
            open_ = [pytest.mark.xfail(reason=why, strict=True) for why in not_yet(given)]
            yield pytest.param(name, given, id=f"{name} {told}", marks=open_)


@pytest.mark.parametrize("report", REPORTS.values(), ids=REPORTS.keys())
@pytest.mark.parametrize(("name", "options"), list(combinations()))
def test_the_audit_accepts_what_we_write(name: str, options: dict[str, Any], report: Any) -> None:
    renderer = plugins.renderer(name, options)
    if renderer.suffix not in SUFFIXES:
        return
    assert audit_rendition(report, renderer.render(report, []), renderer.suffix) == []
