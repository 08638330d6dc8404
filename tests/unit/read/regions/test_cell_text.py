"""The lines of a cell as one text."""

from __future__ import annotations

from reportpipe.model.page import Box, Shape
from reportpipe.read.regions.cell_text import cell_text
from tests.pages import Text, lines, page


def text_of(*shown: Text, x0: float = 100, x1: float = 170, discs: tuple[float, ...] = ()) -> str:
    shapes = [Shape("path", Box(102, y - 2, 106, y + 2), filled=True, stroked=False, curved=True) for y in discs]
    return cell_text(lines(page(*shown, shapes=shapes)), x0, x1)


def test_wrapped_lines_are_joined() -> None:
    assert text_of(Text("冷暖房の費", 110, 20, 10), Text("用は別", 110, 34, 10)) == "冷暖房の費用は別"


def test_short_lines_are_lines_of_their_own() -> None:
    assert text_of(Text("予約", 110, 20, 10), Text("土足は不可", 110, 34, 10)) == "予約\n土足は不可"


def test_a_long_word_wraps_early() -> None:
    assert text_of(Text("The", 110, 20, 10), Text("extension", 110, 34, 10)) == "The extension"
    assert text_of(Text("The", 110, 20, 10), Text("ex", 110, 34, 10)) == "The\nex"
    assert text_of(Text("See", 110, 20, 10), Text("a.jp/some", 110, 34, 10)) == "See\na.jp/some"


def test_items_stand_on_lines_of_their_own_however_tight_the_cell_is() -> None:
    items = [Text("・机を戻す", 102, 20, 13), Text("・灯りを消", 102, 34, 13), Text("す", 115, 48, 13)]
    assert text_of(*items) == "・机を戻す\n・灯りを消す"
    numbered = [Text("1. 机を戻す", 102, 20, 10), Text("2. 灯を消す", 102, 34, 10)]
    assert text_of(*numbered) == "1. 机を戻す\n2. 灯を消す"
    twice = [Text("甲(18", 102, 20, 13), Text("F) 乙(18", 102, 34, 13), Text("F) 丙", 102, 48, 13)]
    assert text_of(*twice, x1=152) == "甲(18 F) 乙(18 F) 丙"  # F) is no letter that counts items


def test_a_word_keeps_a_hyphen_that_the_document_writes() -> None:
    shown = [Text("an end-", 110, 20, 10), Text("user", 110, 34, 10)]
    made = lines(page(*shown))
    assert cell_text(made, 100, 150) == "an enduser"
    assert cell_text(made, 100, 150, frozenset({"end-user"})) == "an end-user"


def test_a_dot_that_one_line_begins_with_may_join_names() -> None:
    assert text_of(Text("中学校高等", 110, 20, 10), Text("・大学", 110, 34, 10)) == "中学校高等・大学"


def test_drawn_bullets_begin_lines() -> None:
    items = [Text("要予約の室", 110, 20, 10), Text("土足は不可", 110, 34, 10)]
    assert text_of(*items) == "要予約の室土足は不可"
    assert text_of(*items, discs=(16.2, 30.2)) == "要予約の室\n土足は不可"
