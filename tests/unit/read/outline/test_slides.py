"""Titles of slides: bands, strips, labels, dividers, and titles of their own size."""

from __future__ import annotations

from reportpipe.model.page import Box, Page, Shape
from tests.pages import Text, frame, outline, page, report

LONG = "国際共同研究の目的は研究分野や相手国により多様なのではないかと考えられるところである"
BODY = [Text("・" + LONG, 60, 300), Text("・" + LONG, 60, 340)]


def band(x0: float, top: float, x1: float, bottom: float) -> Shape:
    return Shape("path", Box(x0, top, x1, bottom), filled=True, stroked=False, curved=False)


def heads(*sheets: Page) -> list[str]:
    return [row for row in outline(report(*sheets)) if row.startswith("#")]


def titled(number: int, title: str, *texts: Text, size: float = 28, shapes: tuple[Shape, ...] = ()) -> Page:
    return page(Text(title, 40, 50, size, True), *texts, *BODY, number=number, shapes=shapes)


def test_what_is_set_like_a_title_but_says_the_same_on_each_slide_is_none() -> None:
    sheets = [
        page(
            Text("国際戦略", 700, 40, 30, True), Text(title, 40, 80, 28, True), *BODY, number=number
        )
        for number, title in enumerate(["目的", "現状", "課題", "対応"], 1)
    ]  # fmt: skip
    assert [row for row in heads(*sheets) if "戦略" not in row] == ["# 目的", "# 現状", "# 課題", "# 対応"]


def test_labels_that_recur_are_parts_of_each_slide() -> None:
    sheets = [
        titled(number, title, Text("現状認識", 40, 200, 26, True), Text("・" + LONG, 60, 240))
        for number, title in enumerate(["目的の一", "目的の二", "目的の三"], 1)
    ]
    assert heads(*sheets) == [
        "# 目的の一", "## 現状認識", "# 目的の二", "## 現状認識", "# 目的の三", "## 現状認識",
    ]  # fmt: skip


def test_what_stands_beside_a_label_is_its_text() -> None:
    sheets = [
        titled(number, title, Text("Answer", 40, 200, 26, True), Text("はい", 300, 212, 32, True))
        for number, title in enumerate(["目的の一", "目的の二", "目的の三"], 1)
    ]
    made = outline(report(*sheets))
    assert made[:3] == ["# 目的の一", "## Answer", "はい"]


BAND = band(0, 0, 960, 60)


def banded(number: int, title: str, *texts: Text, shapes: tuple[Shape, ...] = ()) -> Page:
    head = Text(title, 40, 40, 24 + number)  # sizes of their own, as where a title is made to fit
    return page(head, *texts, *BODY, number=number, shapes=(BAND, *shapes))


def test_what_stands_in_the_band_at_the_top_is_the_title_whatever_its_size() -> None:
    assert heads(banded(1, "目的"), banded(2, "現状"), banded(3, "課題")) == ["# 目的", "# 現状", "# 課題"]


def test_one_band_is_no_habit() -> None:
    plain = [page(Text(title, 40, 50, 28, True), *BODY, number=n) for n, title in enumerate("甲乙丙丁", 2)]
    made = heads(page(*BODY, Text("目的", 300, 40, 20), number=1, shapes=(BAND,)), *plain)
    assert "# 目的" not in made


def with_strip(*shapes: Shape) -> list[str]:
    strip = band(40, 180, 900, 215)
    words = Text("現状と課題", 60, 205)
    return heads(banded(1, "目的", words, shapes=(strip, *shapes)), banded(2, "現状"), banded(3, "課題"))


def test_a_line_alone_in_a_strip_of_colour_that_heads_a_box_heads_a_part() -> None:
    assert with_strip(frame(40, 180, 900, 500)) == ["# 目的", "## 現状と課題", "# 現状", "# 課題"]
    assert with_strip(frame(40, 217, 900, 500)) == ["# 目的", "## 現状と課題", "# 現状", "# 課題"]


def test_a_strip_without_a_box_of_its_width_is_a_label() -> None:
    assert with_strip() == ["# 目的", "# 現状", "# 課題"]
    assert with_strip(frame(40, 217, 700, 500)) == ["# 目的", "# 現状", "# 課題"]
    assert with_strip(frame(40, 300, 900, 500)) == ["# 目的", "# 現状", "# 課題"]


def test_a_strip_may_head_a_box_that_is_drawn_rule_by_rule() -> None:
    ys, xs = (178, 216, 500), (38, 902)
    across = [band(38, y - 1, 902, y + 1) for y in ys]
    upright = [band(x - 1, 178, x + 1, 500) for x in xs]
    assert with_strip(*across, *upright) == ["# 目的", "## 現状と課題", "# 現状", "# 課題"]


def test_a_highlight_behind_two_lines_heads_nothing() -> None:
    strip = band(40, 160, 900, 215)
    sheets = [
        banded(1, "目的", Text("現状と課題", 60, 180), Text("それは次のとおり", 60, 205), shapes=(strip,)),
        banded(2, "現状"),
        banded(3, "課題"),
    ]
    assert heads(*sheets) == ["# 目的", "# 現状", "# 課題"]


def test_bold_words_alone_in_their_box_are_a_label_of_a_diagram() -> None:
    box = frame(50, 180, 400, 215)
    sheets = [
        banded(1, "目的", Text("現状と課題", 60, 205, bold=True), shapes=(box,)),
        banded(2, "現状"),
        banded(3, "課題"),
    ]
    assert heads(*sheets) == ["# 目的", "# 現状", "# 課題"]


def parts(*texts: str) -> list[str]:
    rows = [
        text
        for row, words in enumerate(texts)
        for text in (Text(words, 60, 100 + 60 * row, bold=True), Text("・それは次のとおり", 90, 130 + 60 * row))
    ]
    sheet = page(Text("目的", 40, 40, 25), *rows, number=1, shapes=(BAND,))
    return heads(sheet, banded(2, "現状"), banded(3, "課題"))[1:-2]


def test_bold_lines_that_are_numbered_alike_head_parts() -> None:
    assert parts("(1) 現状の認識", "(2) 課題の整理") == ["## (1) 現状の認識", "## (2) 課題の整理"]


def test_circled_numbers_and_bold_lines_without_a_number_are_items() -> None:
    assert parts("① 現状の認識", "② 課題の整理") == []
    assert parts("現状の認識", "課題の整理") == []


def test_numbered_lines_without_text_between_them_are_a_list() -> None:
    rows = [Text(f"({row}) 項目", 60, 100 + 30 * row, bold=True) for row in (1, 2, 3)]
    sheet = page(Text("目的", 40, 40, 25), Text("次のとおり", 60, 90), *rows, number=1, shapes=(BAND,))
    assert heads(sheet, banded(2, "現状"), banded(3, "課題")) == ["# 目的", "# 現状", "# 課題"]


def test_a_slide_with_a_large_line_and_nothing_else_holds_the_slides_after_it() -> None:
    made = heads(
        titled(1, "序"),
        page(Text("国際化の現状", 200, 280, 30, True), number=2),
        titled(3, "現状"),
        page(Text("国際化の課題", 200, 280, 30, True), number=4),
        titled(5, "課題"),
    )
    assert made == ["# 序", "# 国際化の現状", "## 現状", "# 国際化の課題", "## 課題"]


def test_a_divider_may_stand_below_its_number() -> None:
    made = heads(
        titled(1, "目的"),
        page(Text("第１章", 200, 200, 24), Text("国際化の課題", 200, 280, 30, True), number=2),
        titled(3, "現状"),
    )
    assert made == ["# 目的", "# 第１章 国際化の課題", "## 現状"]


def test_the_title_of_a_divider_may_have_two_lines_and_a_number_above_them() -> None:
    lines = [Text("第１章", 200, 200, 24), Text("国際化の", 200, 280, 30, True), Text("課題", 200, 320, 30, True)]
    assert heads(titled(1, "目的"), page(*lines, number=2), titled(3, "現状")) == [
        "# 目的", "# 第１章 国際化の課題", "## 現状",
    ]  # fmt: skip


def test_a_divider_may_be_set_smaller_than_titles_but_larger_than_text() -> None:
    def second(size: float) -> str:
        return heads(titled(1, "目的"), page(Text("1. 国際化の課題", 200, 280, size), number=2), titled(3, "現状"))[1]

    assert second(24) == "# 1. 国際化の課題"
    assert second(20) == "# 現状"


def test_a_slide_with_text_divides_nothing() -> None:
    made = heads(titled(1, "目的"), titled(2, "国際化の課題"), titled(3, "現状"))
    assert made == ["# 目的", "# 国際化の課題", "# 現状"]


def test_a_title_of_its_own_size_stands_where_the_others_do() -> None:
    long = "長い題は一行に収まるように小さくしてあるのである"
    sheets = [titled(n, title) for n, title in enumerate(["目的", "現状", "課題", "対応"], 1)]
    assert f"# {long}" in heads(*sheets, titled(5, long, size=20.5))


def test_what_stands_lower_or_elsewhere_is_no_title() -> None:
    long = "長い題は一行に収まるように小さくしてあるのである"
    sheets = [titled(n, title) for n, title in enumerate(["目的", "現状", "課題", "対応"], 1)]
    lower = page(Text(long, 40, 150, 20.5), *BODY, number=5)
    aside = page(Text(long, 300, 50, 20.5), *BODY, number=5)
    assert len(heads(*sheets, lower)) == len(heads(*sheets, aside)) == 4


def centred(number: int, title: str, size: float, *, y: float = 50, x: float = 480) -> Page:
    return page(Text(title, x - len(title) * size / 2, y, size, True), *BODY, number=number)


def test_a_title_of_its_own_size_stands_at_the_centre_of_the_others() -> None:
    sheets = [
        centred(number, title, 28) for number, title in enumerate(["序", "目的", "現状", "課題と例", "対応の方針"], 1)
    ]
    assert heads(*sheets, centred(6, "長い題名の頁", 22))[-1] == "# 長い題名の頁"
    assert heads(*sheets, centred(6, "長い題名の頁", 22, y=54))[-1] == "# 長い題名の頁"
    assert heads(*sheets, centred(6, "長い題名の頁", 22, y=90))[-1] == "# 対応の方針"
    assert heads(*sheets, centred(6, "長い題名の頁", 22, x=300))[-1] == "# 対応の方針"


def test_a_label_is_one_in_the_box_of_its_text_too() -> None:
    def sheet(number: int, title: str, *shapes: Shape) -> Page:
        return titled(number, title, Text("回答", 40, 200, 26, True), Text("・" + LONG, 60, 240), shapes=shapes)

    sheets = [sheet(number, title) for number, title in enumerate(["目的の一", "目的の二", "目的の三"], 1)]
    boxed = sheet(4, "目的の四", frame(30, 170, 940, 260))
    assert heads(*sheets, boxed)[-2:] == ["# 目的の四", "## 回答"]


def test_one_item_of_a_list_is_no_title_where_another_one_is_too_long_for_it() -> None:
    def sheet(*items: str) -> list[str]:
        shown = [Text(text, 40, 150 + 50 * row, 28, True) for row, text in enumerate(items)]
        return heads(*(titled(n, title) for n, title in enumerate("甲乙丙", 1)), page(*shown, *BODY, number=4))

    assert sheet("1. 目的", "2. 現状") == ["# 甲", "# 乙", "# 丙", "# 1. 目的", "# 2. 現状"]
    assert sheet("1. 目的", "2. 現状である。") == ["# 甲", "# 乙", "# 丙"]


def test_a_wrapped_title_has_a_space_between_japanese_and_latin_words() -> None:
    sheets = [
        page(Text("よくある誤解", 40, 40, 28, True), Text(second, 40, 72, 28, True), *BODY, number=number)
        for number, second in enumerate(["V6", "の例", "V7"], 1)
    ]
    assert heads(*sheets) == ["# よくある誤解 V6", "# よくある誤解の例", "# よくある誤解 V7"]


def test_a_numbered_head_of_a_part_is_none_where_another_number_of_its_list_goes_on_as_text() -> None:
    def parts(second: str, size: float) -> list[str]:
        shown = [
            Text("1. 目的", 60, 120, bold=True),
            Text("・それは次のとおり", 60, 150),
            Text(second, 60, 190, size, bold=True),
            Text("・それは次のとおり", 60, 220),
        ]
        sheet = page(Text("題", 40, 40, 25), *shown, number=1, shapes=(BAND,))
        return heads(sheet, banded(2, "現状"), banded(3, "課題"))[1:-2]

    assert parts("2. 現状", 20) == ["## 1. 目的", "## 2. 現状"]
    assert parts("2. 現状: " + LONG + LONG + LONG[:10], 9) == []


def drawing(x0: float, top: float, x1: float, bottom: float) -> Shape:
    return Shape("image", Box(x0, top, x1, bottom), filled=True, stroked=False, curved=False)


def kinds(*sheets: Page) -> list[list[str]]:
    """Of each theme, its title and the kinds of its blocks."""
    return [[theme.title, *(type(item).__name__ for item in theme.content or [])] for theme in report(*sheets).themes]


def test_a_figure_that_reaches_up_beside_the_title_comes_after_it() -> None:
    sheets = [
        titled(number, title, Text("件数", 780, 120, 14), shapes=(drawing(20, 20, 940, 240),))
        for number, title in enumerate(["目的", "現状", "課題"], 1)
    ]
    assert kinds(*sheets) == [[title, "Figure", "Bullet", "Bullet"] for title in ("目的", "現状", "課題")]


def test_a_figure_above_the_title_comes_before_it() -> None:
    sheets = [
        page(
            Text("件数", 780, 20, 14), Text(title, 40, 90, 28, True), *BODY,
            number=number, shapes=(drawing(700, 4, 940, 40),),
        )
        for number, title in enumerate(["目的", "現状", "課題"], 1)
    ]  # fmt: skip
    assert kinds(*sheets)[-1] == ["課題", "Bullet", "Bullet"]
