"""An explanation as lines for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reportpipe.cli.console import counted
from reportpipe.read.outline.draft import Taken, place
from reportpipe.read.outline.explain import Explanation, Learnt, PageExplained

INDENT = " " * 6


def lines(name: str, told: Explanation) -> Iterator[str]:
    """What was learnt over the document, then each page. name: what to call the file."""
    yield from _learnt(name, told.learnt)
    for page in told.pages:
        yield ""
        yield from _page(page)


def _learnt(name: str, learnt: Learnt) -> Iterator[str]:
    profile = learnt.profile
    kind = "a deck" if profile.is_deck else "a report"
    yield f"{name}: {counted(learnt.pages, 'page')}, {kind}, language {learnt.language}"
    yield f"  body text: {profile.body_size:.1f} pt{', bold' if profile.body_bold else ''}"
    yield f"  right margin: x {profile.right:.0f}"
    yield from _row("line pitch", (f"{pitch:.1f} at {size:.1f} pt" for size, pitch in sorted(profile.pitches.items())))
    yield from _row("markers", (f"{what} at x {x:.0f} ({counted(many, 'line')})" for what, x, many in learnt.markers))
    yield from _row("left out", (f"{why} ({many})" for why, many in learnt.left))
    for rule, evidence, many in learnt.headings:
        yield f"  {counted(many, 'heading')} by {rule}: {evidence}"


def _row(head: str, values: Iterable[str]) -> Iterator[str]:
    text = "; ".join(values)
    if text:
        yield f"  {head}: {text}"


def _page(page: PageExplained) -> Iterator[str]:
    yield f"page {page.number}: {page.width:.0f} × {page.height:.0f} pt"
    for number, one in enumerate(page.taken, 1):
        yield from _taken(number, one)
    for left in page.left:
        yield f"{'-':>3}   left out ({left.why})  {place(left.page, left.box)}"
        yield f"{INDENT}{_one_line(left.text)}"
        yield f"{INDENT}  why: {left.evidence}"


def _taken(number: int, one: Taken) -> Iterator[str]:
    depth = f", level {one.depth}" if one.depth else ""
    yield f"{number:3}   {one.what}{depth}  {' '.join(one.at)}"
    yield f"{INDENT}{_one_line(f'{one.marker} {one.text}'.strip())}"
    for rule, evidence in one.reasons:
        yield f"{INDENT}  {rule.label}: {_one_line(evidence)} ({rule.meaning})"
    for code, evidence in one.doubts:
        yield f"{INDENT}  check {code.label}: {_one_line(evidence)} ({code.meaning})"


def _one_line(text: str) -> str:
    return text.replace("\n", " ⏎ ")
