"""The stages of reading: each takes what the one before it returns, and changes nothing of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import FrozenInstanceError, fields, replace
from inspect import signature
from typing import Any, get_type_hints

import pytest

from reportpipe.model.report import Source
from reportpipe.pipeline import report_of
from reportpipe.read.outline.assemble import Outline, assemble
from reportpipe.read.regions.footnotes import Footnote
from reportpipe.read.stages import STAGES, Decided, Regioned, Scanned
from tests.pages import Text, frame, page, pages

SHEETS = (
    page(Text("Harbour plan", 200, 200, 40), Text("Harbour office", 300, 400, 14), size=(600, 800)),
    page(
        Text("Contents", 60, 60, 16),
        Text("1. Aims ........ 3", 60, 100, 12),
        Text("2. Costs ........ 4", 60, 120, 12),
        Text("3. Dates ........ 5", 60, 140, 12),
        Text("- 2 -", 280, 780, 10),
        number=2,
        size=(600, 800),
    ),
    *(
        page(
            Text(f"{number}. {title}", 60, 60, 16, bold=True),
            Text(f"The quay of {title.lower()} will be mended in spring, and the harbour", 60, 100, 12),
            Text(f"office will say to all who ask when the {title.lower()} begin.", 60, 116, 12),
            Text("• boats", 80, 160, 12),
            Text(f"- {number + 2} -", 280, 780, 10),
            number=number + 2,
            size=(600, 800),
            shapes=[frame(60, 300, 200, 360)],
        )
        for number, title in enumerate(("Aims", "Costs", "Dates"), 1)
    ),
)


def scanned() -> Scanned:
    return Scanned(tuple(pages(*SHEETS)), "en", (), (), 20)


def states() -> Iterator[Any]:
    """What each stage is given, and what the last one returns."""
    state: Any = scanned()
    yield state
    for stage in STAGES:
        state = stage(state)
        yield state


def test_each_stage_takes_what_the_one_before_it_returns() -> None:
    given: type = Scanned
    for stage in STAGES:
        hints = get_type_hints(stage)
        (parameter,) = signature(stage).parameters
        assert hints[parameter] is given, stage.__name__
        given = hints["return"]
    assert given is Outline


def test_each_stage_says_what_comes_in_and_goes_out() -> None:
    for stage in STAGES:
        said = stage.__doc__ or ""
        assert said.startswith("In: "), stage.__name__
        assert "Out: " in said, stage.__name__


def test_what_a_stage_returns_is_frozen() -> None:
    for kind in (Scanned, Regioned, Decided):
        assert not [field.name for field in fields(kind) if str(field.type).startswith(("list", "dict", "set"))]
    state = scanned()
    with pytest.raises(FrozenInstanceError):
        state.language = "ja"  # type: ignore[misc]


def test_a_stage_changes_nothing_that_it_is_given() -> None:
    state: Any = scanned()
    for stage in STAGES:
        before = repr(state)
        after = stage(state)
        assert repr(state) == before, stage.__name__
        state = after


def test_lines_leave_the_pages_stage_by_stage() -> None:
    held = {stage.__name__: state for stage, state in zip(STAGES, list(states())[1:], strict=True)}

    def left(stage: str) -> list[str]:
        return [line.text for one in held[stage].pages for line in one.lines]

    assert "- 3 -" in left("learnt")
    assert "- 3 -" not in left("without_furniture")
    assert "1. Aims ........ 3" in left("without_furniture")
    assert "1. Aims ........ 3" not in left("without_contents")
    assert "Harbour plan" in left("without_notes")
    assert "Harbour plan" not in left("without_front")
    assert [one.number for one in held["without_front"].front.pages] == [1]
    assert [one.number for one in held["without_front"].text_pages] == [2, 3, 4, 5]
    headed = [block.text for block in held["decided"].blocks if block.heading]
    assert headed == ["Aims", "Costs", "Dates"]


def test_the_pipeline_runs_the_stages_and_nothing_else() -> None:
    *_, outline = states()
    source = Source(file="made-up.pdf", pages=len(SHEETS))
    assert assemble(outline, source).themes == report_of(SHEETS, source, "en").report.themes


def test_notes_of_the_front_matter_stay_with_it() -> None:
    front = page(Text("Harbour plan", 200, 200, 40), Text("Harbour office", 300, 400, 14), size=(600, 800))
    note = Footnote(1, "1", ())
    state: Any = Scanned(tuple(pages(front, *SHEETS[1:])), "en", (), (), 20)
    for stage in STAGES[:4]:
        state = stage(state)
    split = STAGES[4](replace(state, notes=(note,)))
    assert (split.notes, split.front.notes) == ((), (note,))
