"""What a person is asked to look at: each code where it belongs, and not on a page that looks similar."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest

from reportpipe.model.page import Page
from reportpipe.model.report import Report, Source, to_dict
from reportpipe.pipeline import report_of
from tests.pages import Text, frame, page
from tests.unit.read.outline.test_sections import PORTRAIT, head, sheet
from tests.unit.read.regions.test_solids import BODY, CELLS, RULED, XS, YS, upright

WIDE = "国" * 45
"""A line from 30 to 930."""


def checks(*sheets: Page) -> list[tuple[str, str]]:
    """(first words, code) of all doubts of a document; each is a diagnostic with its page and box, too."""
    made = report_of(sheets, Source(file="made-up.pdf"), "ja")
    found = sorted(marked(made.report))
    told = [one for one in made.diagnostics if one.box is not None and one.page is not None]
    assert sorted(code for _, code in found if code != "unmapped-glyph") == sorted(one.code.label for one in told)
    return found


def marked(report: Report) -> Iterator[tuple[str, str]]:
    def walk(value: object) -> Iterator[tuple[str, str]]:
        if isinstance(value, dict):
            words = next((value[key] for key in ("title", "bullet", "paragraph", "note", "table") if key in value), "")
            yield from ((str(words)[:6], code) for code in value.get("check", []))
            for part in value.values():
                yield from walk(part)
        elif isinstance(value, list):
            for part in value:
                yield from walk(part)

    return walk(to_dict(report))


def slide(*texts: Text, number: int = 1) -> Page:
    full = [Text("・" + WIDE[1:], 30, 60 + 30 * row) for row in range(3)]
    return page(*full, *texts, number=number)


@pytest.mark.parametrize(
    ("characters", "doubted"),
    [(45, False), (44, False), (43, True), (42, False), (20, False)],
    ids=["full", "one em of room", "at the threshold", "room for more", "short"],
)
def test_a_line_that_ends_just_where_it_might_have_been_broken(characters: int, doubted: bool) -> None:
    shifted = 30.0 + 10 if characters == 43 else 30.0
    broken = [Text("・" + "人" * (characters - 1), shifted, 180), Text("材を育てる。", shifted + 20, 204)]
    assert checks(slide(*broken)) == ([("人" * 6, "uncertain-join")] if doubted else [])


FULL = "国際共同研究の目的は研究分野や相手国により多様なのではないかと考えられるところであるがまた別の見方もある"


@pytest.mark.parametrize(
    ("last", "doubted"),
    [("人" * 45, True), ("人" * 46, False), ("人" * 44 + "で", False)],
    ids=["a noun, and some room", "full", "hiragana"],
)
def test_a_join_over_a_pages_end(last: str, doubted: bool) -> None:
    first = page(Text(FULL[:47], 60, 100, 10), Text(last, 60, 118, 10), size=PORTRAIT)
    then = page(Text(FULL[:47], 60, 100, 10), Text("である。", 60, 118, 10), number=2, size=PORTRAIT)
    assert checks(first, then) == ([(FULL[:6], "page-join")] if doubted else [])


def alone(names: str, number: int = 1) -> Page:
    parts = (part for name in names for part in ("である。", head(f"{name}の課題")))
    return sheet(*parts, "である。", number=number)


def test_headings_that_only_stand_alone_are_guessed() -> None:
    assert [code for _, code in checks(alone("子丑寅"))] == 3 * ["guessed-heading"]
    assert checks(alone("子丑寅卯"), alone("午未申酉", 2)) == []
    larger = [part for name in "一二三" for part in ("である。", head(f"課題{name}", size=14))]
    assert checks(sheet(*larger, "である。")) == []


def test_an_item_between_two_levels() -> None:
    items = [Text("・研究", 60, 180), Text("・人材", 120, 210)]
    assert checks(slide(*items, Text("・予算", 90, 240))) == [("予算", "guessed-level")]
    assert checks(slide(*items, Text("・予算", 120, 240))) == []
    assert checks(slide(*items, Text("・予算", 60, 240))) == []


def test_a_heading_whose_size_is_at_the_threshold_of_a_level() -> None:
    def sized(second: float) -> list[tuple[str, str]]:
        heads = [("目的", 20.0), ("範囲", second), ("方法", 20.0)]
        return checks(sheet(*(part for text, size in heads for part in (head(text, size=size), "である。"))))

    assert sized(19.1) == [("範囲", "guessed-level")]
    assert sized(19.8) == []
    assert sized(16.0) == []


def test_glyphs_without_a_character() -> None:
    assert checks(slide(Text("・人\ufffdを育てる", 30, 180))) == [("人\ufffdを育てる", "unmapped-glyph")]


@pytest.mark.parametrize(
    ("texts", "doubted"),
    [
        (["・外部有識者※1から聴取"], ["外部有識者※"]),
        (["・外部有識者※1から聴取", "※1 大学の研究者"], []),
        (["・外部有識者から聴取", "※2 大学の研究者"], ["※2 大学の"]),
        (["・外部有識者から聴取", "※ 大学の研究者を含む"], []),
        (["・外部有識者（注1）から聴取"], ["外部有識者（"]),
        (["・外部有識者（注1）から聴取", "（注１）大学の研究者"], []),
        (["・受注10件と発注2件", "・面積は3*10とする", "・5 *2"], []),
    ],
    ids=["no note", "both", "nowhere in the text", "a remark", "no 注1", "wide and half-width", "no marks"],
)
def test_marks_and_notes_without_each_other(texts: list[str], doubted: list[str]) -> None:
    shown = [Text(text, 30, 180 + 60 * row) for row, text in enumerate(texts)]
    assert checks(slide(*shown)) == [(words, "unmatched-mark") for words in doubted]


def raised(before: str, mark: str) -> list[Text]:
    width = sum(10 if char.isascii() else 20 for char in before)
    return [Text(before, 30, 180), Text(mark, 30 + width, 173, 10), Text("を育てる", 35 + width, 180)]


def test_a_raised_number_without_a_note() -> None:
    assert checks(slide(*raised("・人材", "3"))) == [("人材³を育て", "unmatched-mark")]
    assert checks(slide(*raised("・10m", "3"))) == []


def table(texts: Sequence[Text], bold: bool = False) -> list[str]:
    shown = [Text(text.text, text.x, text.y, text.size, bold and text.y < YS[1]) for text in texts]
    return [code for _, code in checks(page(*shown, BODY, size=PORTRAIT, shapes=RULED))]


def test_tables_whose_text_sticks_out_or_whose_head_is_empty() -> None:
    assert table(CELLS, bold=True) == []
    assert table([CELLS[0], *CELLS[2:]], bold=True) == ["uneven-table"]
    assert table(CELLS[1:], bold=True) == []


def test_text_that_crosses_the_edge_of_a_table() -> None:
    long = Text("件数" * 12, 260, 150, 10)
    wide = [*RULED[:3], upright(XS[0]), upright(XS[1]), upright(XS[-1])]
    made = checks(page(*CELLS[:3], long, BODY, size=PORTRAIT, shapes=wide))
    assert [code for _, code in made] == ["uneven-table"]


@pytest.mark.parametrize(
    ("markers", "doubted"),
    [("①②④", ["三つ目"]), ("①②③", []), ("アイエ", ["三つ目"]), ("イロハ", [])],
)
def test_numbers_that_are_missing(markers: str, doubted: list[str]) -> None:
    rows = zip(markers, ("一つ目", "二つ目", "三つ目"), strict=True)
    items = [Text(f"{marker} {text}", 60, 180 + 30 * row) for row, (marker, text) in enumerate(rows)]
    assert checks(page(*items, Text("表題", 60, 60, 32), shapes=[frame(1, 1, 2, 2)])) == [
        (words, "enum-gap") for words in doubted
    ]
