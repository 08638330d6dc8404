"""A report against its PDF, on made-up pages: what is found, and what must not be."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pytest

from reportpipe import pipeline, plugins
from reportpipe.audit.against_pdf import audit
from reportpipe.audit.findings import Audit
from reportpipe.audit.keys import keys
from reportpipe.model.checks import checked
from reportpipe.model.page import Page
from reportpipe.model.report import Report, to_dict
from tests.pdfs import Pdf, japanese, one_page, text

LIST = "".join(
    japanese(*row)
    for row in (
        (40, 350, "予算の方針", 28),
        (40, 290, "• 研究費を10％増やす", 18),
        (40, 255, "• 若手を支える", 18),
        (40, 220, "• 国際共同を進める", 18),
    )
)


def told(made: Audit) -> list[tuple[str, int, str]]:
    return [(finding.kind.label, finding.page, finding.text) for finding in made.findings]


def edited(report: Report, old: str, new: str) -> Report:
    """The report, with one text in the place of another wherever it stands."""

    def walk(value: object) -> object:
        if isinstance(value, dict):
            return {key: walk(item) for key, item in value.items()}
        if isinstance(value, list):
            return [walk(item) for item in value]
        return value.replace(old, new) if isinstance(value, str) else value

    return checked(walk(to_dict(report)))


def test_an_untouched_report_is_whole() -> None:
    pdf = one_page(LIST)
    made = audit(pipeline.read(pdf).report, pdf)
    (tally,) = made.tallies
    assert (told(made), made.failed) == ([], False)
    assert (tally.painted, tally.told, tally.lost, tally.numbers) == (tally.told, tally.painted, 0, 1)
    assert made.parsers == ("pdfplumber", "pdfium")  # what only the second one finds may be lost, too


def test_figures_that_are_raised_or_lowered_are_those_that_were_painted() -> None:
    area = japanese(40, 300, "広さは 240 m", 18) + text(202, 307, "2", 11) + japanese(208, 300, "である。", 18)
    gas = japanese(40, 250, "CO", 18) + text(76, 246, "2", 11) + japanese(82, 250, "を減らす。", 18)
    pdf = one_page(japanese(40, 350, "予算の方針", 28) + area + gas)
    report = pipeline.read(pdf).report
    assert "240 m²である" in str(report)
    assert "CO₂を減らす" in str(report)
    assert told(audit(report, pdf)) == []
    assert audit(edited(report, "m²", "m³"), pdf).failed


def test_a_digit_that_is_gone_is_lost_and_its_number_missing() -> None:
    pdf = one_page(LIST)
    made = audit(edited(pipeline.read(pdf).report, "10％", "0％"), pdf)
    assert told(made) == [("lost", 1, "1")]
    assert [text for text, _ in made.tallies[0].missing] == ["10％"]
    box = made.findings[0].box
    assert box is not None
    assert (round(box.x0), made.findings[0].path) == (148, "themes[0].content[0].bullet")


def test_digits_that_change_places_are_moved() -> None:
    pdf = one_page(LIST)
    made = audit(edited(pipeline.read(pdf).report, "10％", "01％"), pdf)
    assert made.failed
    assert [text for text, _ in made.tallies[0].missing] == ["10％"]


def test_what_is_added_is_invented() -> None:
    pdf = one_page(LIST)
    made = audit(edited(pipeline.read(pdf).report, "支える", "大いに支える"), pdf)
    assert told(made) == [("invented", 1, "大いに")]


def test_a_block_without_a_place_is_invented_where_it_stands() -> None:
    pdf = one_page(LIST)
    data = to_dict(pipeline.read(pdf).report)
    data["themes"][0]["content"].insert(1, {"paragraph": "なお、別途定める。"})
    assert told(audit(checked(data), pdf)) == [("invented", 1, "なお、別途定める。")]


def test_a_bullet_that_changes_places_is_moved() -> None:
    pdf = one_page(LIST)
    data = to_dict(pipeline.read(pdf).report)
    content = data["themes"][0]["content"]
    content.insert(0, content.pop())
    assert told(audit(checked(data), pdf)) == [("moved", 1, "•国際共同を進める")]


def test_two_columns_are_told_one_after_the_other() -> None:
    columns = (("左の一番目", "左の二番目"), ("右の一番目", "右の二番目"))
    lines = [japanese(40, 350, "二段組の方針", 28)]
    lines += [
        japanese(40 + 300 * n, 290 - 35 * row, f"• {text}", 16)
        for n, rows in enumerate(columns)
        for row, text in enumerate(rows)
    ]
    pdf = one_page("".join(lines))
    assert told(audit(pipeline.read(pdf).report, pdf)) == []


def test_page_numbers_and_continued_titles_are_left_out() -> None:
    pdf = Pdf()
    for page, title in enumerate(("予算（1/2）", "予算（2/2）", "人材"), 1):
        lines = [
            japanese(40, 350, title, 28),
            japanese(40, 290, f"• 施策{page}を進める", 18),
            japanese(560, 15, f"{page}", 10),
        ]
        pdf.page("".join(lines))
    made = audit(pipeline.read(pdf.bytes()).report, pdf.bytes())
    assert told(made) == []
    assert [tally.left for tally in made.tallies] == [
        {"continued-title": 5, "page-number": 1},
        {"continued-title": 7, "page-number": 1},
        {"page-number": 1},
    ]


def test_only_the_pages_that_are_asked_for() -> None:
    pdf = Pdf().page(LIST).page(japanese(40, 350, "人材", 28)).bytes()
    part = pipeline.read(pdf, pages=[1]).report
    assert audit(part, pdf, pages=[1]).failed is False
    assert told(audit(part, pdf)) == [("lost", 2, "人材")]


def test_what_the_parsers_read_differently_is_their_quarrel() -> None:
    # pdfium reads the soft hyphen of this ActualText as text, and so does pdfplumber; a character code that the font
    # does not know is U+FFFD for one and the code for the other.
    content = "BT /F 20 Tf 40 300 Td (Budget) Tj <81> Tj ( plan) Tj ET"
    pdf = one_page(content)
    made = audit(pipeline.read(pdf).report, pdf)
    assert not made.failed
    assert {finding.kind.label for finding in made.findings} <= {"parsers-disagree"}


@pytest.mark.parametrize(
    ("painted", "written"),
    [
        ("⾼い", "高い"),
        ("ｶﾞ", "ガ"),
        ("か\u3099", "が"),
        ("ﬁx", "fix"),
        ("国 際", "国際"),
        ("神\ufe00", "神"),
        ("m2", "m²"),
        ("CO2", "CO₂"),
    ],
)
def test_what_is_repaired_is_the_same(painted: str, written: str) -> None:
    assert keys(painted, "ja") == keys(written, "ja")


@pytest.mark.parametrize(("one", "other"), [("①", "1"), ("１", "1"), ("A", "a"), ("ー", "-"), ("は", "ば")])
def test_what_the_author_chose_is_not(one: str, other: str) -> None:
    assert keys(one, "ja") != keys(other, "ja")


NESTED = "".join(
    japanese(*row)
    for row in (
        (40, 350, "予算の方針", 28),
        (40, 290, "• 研究費を増やす", 18),
        (76, 258, "○ 若手を支える", 18),
        (76, 226, "○ 国際共同を進める", 18),
        (40, 194, "• 人材を送る", 18),
    )
)


def test_a_bullet_that_hangs_below_its_neighbour_without_an_indent_is_moved() -> None:
    pdf = one_page(NESTED)
    data = to_dict(pipeline.read(pdf).report)
    assert told(audit(checked(data), pdf)) == []
    outer = data["themes"][0]["content"]
    outer[0]["content"].append(outer.pop())  # below its neighbour, in the same order: another sign, and no indent
    inner = outer[0]["content"]
    inner[0]["content"] = [inner.pop(1)]
    assert [text for _, _, text in told(audit(checked(data), pdf))] == ["○国際共同を進める"]


def test_a_bullet_told_before_one_that_has_bullets_of_its_own_is_moved() -> None:
    pdf = one_page(NESTED.replace(" 76 ", " 100 "))  # too far to the right to be a neighbour itself
    data = to_dict(pipeline.read(pdf).report)
    outer = data["themes"][0]["content"]
    assert [len(block.get("content", ())) for block in outer] == [2, 0]
    outer.reverse()
    assert told(audit(checked(data), pdf)) == [("moved", 1, "•人材を送る")]


def test_an_indented_bullet_that_stands_beside_its_head_is_moved() -> None:
    pdf = one_page(NESTED)
    data = to_dict(pipeline.read(pdf).report)
    outer = data["themes"][0]["content"]
    outer[1:1] = outer[0].pop("content")
    assert [text for _, _, text in told(audit(checked(data), pdf))] == ["○若手を支える"]


def without(report: Report, text: str) -> Report:
    """The report without the bullets and paragraphs that say so."""

    def walk(value: object) -> object:
        if isinstance(value, dict):
            return {key: walk(item) for key, item in value.items()}
        if isinstance(value, list):
            return [walk(item) for item in value if not (isinstance(item, dict) and text in item.values())]
        return value

    return checked(walk(to_dict(report)))


class Deaf:
    """A source that does not find the glyphs that stand in a rectangle, or reads another letter for them."""

    def __init__(self, inner: Any, old: str, new: str) -> None:
        self.inner, self.old, self.new = inner, old, new

    @contextmanager
    def open(self, data: bytes, password: str | None = None) -> Iterator[Any]:
        with self.inner.open(data, password) as document:
            yield type(
                "D", (), {"page_count": document.page_count, "page": lambda _, at: self.changed(document.page(at))}
            )()

    def changed(self, page: Page) -> Page:
        whole = "".join(glyph.text for glyph in page.glyphs)
        at = range(whole.index(self.old), whole.index(self.old) + len(self.old))
        glyphs = [
            glyph if place not in at else glyph._replace(text=self.new[place - at.start])
            for place, glyph in enumerate(page.glyphs)
            if place not in at or self.new
        ]
        return replace(page, glyphs=tuple(glyphs))


def deafened(monkeypatch: pytest.MonkeyPatch, name: str, old: str, new: str = "") -> None:
    """From now on the source of that name reads `new` for `old`, in the extraction and in the audit."""
    known = {one: plugins.source(one) for one in ("pdfium", "pdfplumber")}
    known[name] = Deaf(known[name], old, new)  # type: ignore[assignment]
    monkeypatch.setattr(plugins, "source", known.__getitem__)


def test_what_the_extracting_parser_does_not_find_is_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    deafened(monkeypatch, "pdfium", "若手を")
    pdf = one_page(LIST)
    assert told(audit(pipeline.read(pdf).report, pdf)) == [("lost", 1, "若手を")]


def test_what_the_auditing_parser_does_not_find_is_lost_when_the_report_lacks_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    deafened(monkeypatch, "pdfplumber", "若手を")
    pdf = one_page(LIST)
    report = pipeline.read(pdf).report
    assert told(audit(report, pdf)) == []
    assert told(audit(edited(report, "若手を", ""), pdf)) == [("lost", 1, "若手を")]


def test_a_line_that_stands_twice_and_is_told_once_is_lost() -> None:
    pdf = one_page(
        japanese(40, 350, "予算の方針", 28) + "".join(japanese(40, y, "• 若手を支える", 18) for y in (290, 200))
    )
    data = to_dict(pipeline.read(pdf).report)
    assert told(audit(checked(data), pdf)) == []
    data["themes"][0]["content"].pop()
    assert told(audit(checked(data), pdf)) == [("lost", 1, "•若手を支える")]


def test_what_nobody_sees_is_not_lost() -> None:
    # A box of the colour of its ground: no parser tells it from a frame around the text.
    cover = "0.9 0.9 1 rg 20 180 400 150 re f 0 g " + japanese(40, 290, "旧案は五冊とする", 18)
    pdf = one_page(japanese(40, 350, "予算の方針", 28) + cover + "0.9 0.9 1 rg 30 280 300 40 re f")
    report = without(pipeline.read(pdf).report, "旧案は五冊とする")
    assert told(audit(report, pdf)) == []


def test_readings_are_part_of_what_is_told() -> None:
    pdf = one_page(
        japanese(40, 350, "予算の方針", 28) + japanese(40, 290, "• 研究の黎明", 20) + japanese(132, 311, "れいめい", 10)
    )
    data = to_dict(pipeline.read(pdf).report)
    bullet = data["themes"][0]["content"][0]
    assert bullet["ruby"] == [{"base": "黎明", "text": "れいめい"}]
    assert told(audit(checked(data), pdf)) == []
    bullet["ruby"][0]["text"] = "れめい"
    assert told(audit(checked(data), pdf)) == [("lost", 1, "い")]
