"""Footnotes and their references."""

from __future__ import annotations

from reportpipe.model.block import Line
from reportpipe.model.page import Box, Page, Shape
from reportpipe.read.pages.profile import learn
from reportpipe.read.regions.footnotes import Footnote, footnotes, with_references
from tests.pages import Text, page, pages

PORTRAIT = (595.0, 842.0)
BODY = [Text("本文は国際共同研究の目的について述べるものである", 60, 100 + 18 * row, 10) for row in range(6)]
RULE = Shape("path", Box(60, 690, 200, 690.5), filled=True, stroked=False, curved=False)


def read(*texts: Text, shapes: tuple[Shape, ...] = ()) -> tuple[list[Line], list[Footnote]]:
    sheet: Page = page(*BODY, *texts, size=PORTRAIT, shapes=shapes)
    known = pages(sheet)
    return footnotes(known[0], known[0].lines, learn(known))


def notes(*texts: Text, shapes: tuple[Shape, ...] = ()) -> list[tuple[str, str]]:
    return [(note.mark, "".join(line.text for line in note.lines)) for note in read(*texts, shapes=shapes)[1]]


def raised(mark: str, text: str, y: float, size: float = 8.0) -> list[Text]:
    width = sum(size / 4 if char.isascii() else size / 2 for char in mark)
    return [Text(mark, 60, y - 3, size / 2), Text(text, 60 + width, y, size)]


def test_small_lines_with_raised_numbers_at_the_foot() -> None:
    made = notes(*raised("1", "外部有識者をいう。", 720), *raised("2", "公表資料による。", 732))
    assert made == [("1", "外部有識者をいう。"), ("2", "公表資料による。")]


def test_the_number_may_be_nearly_as_large_as_its_note() -> None:
    assert notes(Text("1", 60, 716, 8), Text("外部有識者をいう。", 65, 720, 9.8)) == [("1", "外部有識者をいう。")]


def test_a_note_goes_on_over_lines_without_a_number() -> None:
    made = notes(*raised("1", "外部有識者をい", 720), Text("う。", 60, 732, 8))
    assert made == [("1", "外部有識者をいう。")]


def test_brackets_and_wide_digits_are_the_same_number() -> None:
    assert notes(*raised("[3]", "外部有識者をいう。", 720)) == [("3", "外部有識者をいう。")]
    assert notes(*raised("３", "外部有識者をいう。", 720)) == [("3", "外部有識者をいう。")]


def test_below_a_short_rule_the_number_need_not_be_raised() -> None:
    note = Text("1 外部有識者をいう。", 60, 705, 10)
    assert notes(note, shapes=(RULE,)) == [("1", "外部有識者をいう。")]
    assert notes(note) == []


def test_a_numbered_list_at_the_foot_is_text() -> None:
    assert notes(Text("1 目的", 60, 705, 10), Text("2 方法", 60, 723, 10)) == []


def test_small_text_in_the_upper_part_is_no_footnote() -> None:
    sheet = page(*raised("1", "外部有識者をいう。", 60), *BODY, size=PORTRAIT)
    known = pages(sheet)
    assert footnotes(known[0], known[0].lines, learn(known))[1] == []


def test_references_are_written_only_where_there_is_a_note() -> None:
    body, _ = read(Text("面積は", 60, 300, 10), Text("2", 90, 297, 5), Text("とする", 92.5, 300, 10))
    line = next(line for line in body if line.text.startswith("面積"))
    assert with_references([line], frozenset({"2"}))[0].text == "面積は[^2]とする"
    assert with_references([line], frozenset({"1"}))[0].text == "面積は²とする"


def referring(before: str, mark: str, after: str, own: str = "", others: str = "", clear: str = "") -> str:
    """A line with a raised number, of a page with those notes. clear: what another line of it refers to."""
    width = sum(5 if char.isascii() else 10 for char in before)
    line = [
        Text(before, 60, 300, 10),
        Text(mark, 60 + width, 297, 5),
        Text(after, 60 + width + 2.5 * len(mark), 300, 10),
    ]
    more = [Text("別の文", 60, 330, 10), Text(clear, 90, 327, 5)] if clear else []
    body, _ = read(*line, *more)
    shown = with_references(body, frozenset(own.split()), frozenset(others.split()))
    return next(made.text for made, line in zip(shown, body, strict=True) if abs(line.baseline - 300) < 1)


def test_an_exponent_is_none_though_there_is_such_a_note() -> None:
    assert referring("広さは 240 m", "2", "である", own="2") == "広さは 240 m²である"
    assert referring("3.4×10", "3", " kg", own="3") == "3.4×10³ kg"
    assert referring("式は E=mc", "2", "である", own="2") == "式は E=mc²である"
    assert referring("速さは s", "−1", "である", own="1") == "速さは s⁻¹である"


def test_a_number_behind_a_figure_or_a_variable_refers_to_a_note_that_nothing_else_refers_to() -> None:
    assert referring("値は x", "2", "である", own="2") == "値は x[^2]である"
    assert referring("値は x", "2", "である", own="2", clear="2") == "値は x²である"
    assert referring("値は x", "2", "である", others="2") == "値は x²である"
    assert referring("値は2", "10", "である", own="1") == "値は2¹⁰である"
    assert referring("in 2015", "2", " they", own="2", clear="2") == "in 2015[^2] they"
    assert referring("the word", "2", " is", others="2") == "the word[^2] is"


def test_letters_that_are_raised_stay_as_they_are() -> None:
    assert referring("the 5", "th", " of May") == "the 5th of May"
    assert referring("第一条", "注", "による") == "第一条注による"
    assert referring("10", "n", " is") == "10ⁿ is"


def test_exponents_in_notes_are_kept() -> None:
    number, text = raised("1", "面積は5 m", 720)
    assert notes(number, text, Text("2", 98, 717, 4), Text("とする。", 100, 720, 8)) == [("1", "面積は5 m²とする。")]


def test_a_raised_sign_refers_to_the_line_of_its_page_that_begins_with_it() -> None:
    text = [Text("有識者", 60, 300, 10), Text("※", 90, 297, 5), Text("とする", 92.5, 300, 10)]
    note = [Text("※ 外部有識者のう", 60, 720, 8), Text("ち大学のもの", 60, 732, 8)]
    assert notes(*text, *note) == [("※", "外部有識者のうち大学のもの")]
    body, _ = read(*text, *note)
    line = next(line for line in body if line.text.startswith("有識者"))
    assert with_references([line], frozenset({"※"}))[0].text == "有識者[^※]とする"


def test_a_sign_at_full_size_stays_and_so_does_a_line_that_nothing_refers_to() -> None:
    note = Text("※ 外部有識者のうち", 60, 720, 8)
    assert notes(Text("有識者（※）とする", 60, 300, 10), note) == []
    other = [Text("有識者", 60, 300, 10), Text("*1", 90, 297, 5), Text("とする", 95, 300, 10)]
    assert notes(*other, note) == []


def test_a_raised_number_below_a_rule_heads_a_note_of_any_size() -> None:
    assert notes(*raised("3", "2021年6月時点", 705, 12), shapes=(RULE,)) == [("3", "2021年6月時点")]
    assert notes(*raised("3", "2021年6月時点", 705, 12)) == []


def level(x0: float, x1: float, y: float = 690) -> Shape:
    return Shape("path", Box(x0, y, x1, y + 0.5), filled=True, stroked=False, curved=False)


def test_a_rule_that_underlines_words_is_none_above_notes() -> None:
    note = Text("2 業務の都合による。", 60, 705, 10)
    words = Text("同意を得て行う", 60, 688.5, 10)
    assert notes(words, note, shapes=(level(60, 130),)) == []
    assert notes(Text("同意を得て行う", 60, 680, 10), note, shapes=(level(60, 130),)) == [("2", "業務の都合による。")]


def test_a_rule_right_of_the_notes_is_a_blank_to_be_filled_in() -> None:
    note = Text("2 業務の都合による。", 60, 705, 10)
    assert notes(note, shapes=(level(120, 160),)) == []
    assert notes(Text("2 業務の都合による。", 90, 705, 10), shapes=(level(60, 160),)) == [("2", "業務の都合による。")]


def test_the_lowest_rules_of_a_table_are_none_above_notes() -> None:
    note = Text("2 業務の都合による。", 60, 705, 10)
    upright = Shape("path", Box(60, 650, 60.5, 690), filled=True, stroked=False, curved=False)
    field = Shape("path", Box(40, 40, 560, 800), filled=True, stroked=False, curved=False)
    assert notes(note, shapes=(level(60, 130), level(130.5, 200))) == []
    assert notes(note, shapes=(level(60, 130), upright)) == []
    assert notes(note, shapes=(level(60, 130), level(60, 130), field)) == [("2", "業務の都合による。")]
