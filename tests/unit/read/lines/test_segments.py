"""What divides and what joins the glyphs of one baseline."""

from __future__ import annotations

import pytest

from reportpipe.read.lines.segments import is_marker_only, segments, text_of
from reportpipe.read.pages.grid import Rule
from tests.pages import Text, page


def parts(*texts: Text, dividers: tuple[Rule, ...] = ()) -> list[str]:
    return [text_of(part) for part in segments(page(*texts).glyphs, dividers)]


def test_the_side_of_a_box_divides_where_there_is_a_gap() -> None:
    close = [Text("左", 100, 100), Text("右", 130, 100)]
    assert parts(*close) == ["左右"]
    assert parts(*close, dividers=(Rule(125, 80, 110),)) == ["左", "右"]
    assert parts(*close, dividers=(Rule(125, 200, 300),)) == ["左右"]


def test_what_is_filled_into_a_form_goes_on_with_its_label() -> None:
    sheet = page(Text("氏名", 100, 100), Text("山田", 300, 110), Text("日付", 500, 101), Text("欄外", 100, 120))
    told = [text_of(part) for part in segments(sheet.glyphs, (), (), frozenset({2, 3}))]
    assert told == ["氏名山田", "日付", "欄外"]
    assert [text_of(part) for part in segments(sheet.glyphs, ())] == ["氏名", "日付", "山田", "欄外"]


def test_what_is_filled_in_is_never_woven_into_what_stands_below_it() -> None:
    sheet = page(Text("氏名の欄です", 100, 100), Text("山田", 130, 109))
    assert [text_of(part) for part in segments(sheet.glyphs, (), (), frozenset({6, 7}))] == ["氏名の欄です", "山田"]


def test_the_side_of_a_highlight_between_letters_divides_nothing() -> None:
    assert parts(Text("国際協力", 100, 100), dividers=(Rule(140, 80, 110),)) == ["国際協力"]


def test_a_label_written_downwards_is_one_segment() -> None:
    stacked = [Text(char, 100, 100 + 24 * row) for row, char in enumerate("研究機関")]
    assert parts(*stacked) == ["研究機関"]


@pytest.mark.parametrize(
    "below",
    [Text("究", 104 + 10, 124), Text("究", 100, 124, 16), Text("究", 100, 150), Text("○", 100, 124)],
    ids=["not centred", "another size", "too far", "a mark"],
)
def test_what_only_stands_below_is_no_label(below: Text) -> None:
    assert len(parts(Text("研", 100, 100), below)) == 2


def test_names_of_rows_below_each_other_are_no_label() -> None:
    rows = [Text(char, 100, 100 + 24 * row) for row, char in enumerate("朝昼夕")]
    values = [Text(value, 200, 100 + 24 * row) for row, value in enumerate(("120", "45", "210"))]
    assert parts(*rows, *values) == ["朝", "120", "昼", "45", "夕", "210"]
    sides = tuple(Rule(150, 60 + 24 * row, 120 + 24 * row) for row in range(3))
    assert parts(*rows, *values, dividers=sides)[0] == "朝昼夕"
    assert parts(*rows, values[0])[0] == "朝昼夕"


def test_columns_of_words_are_no_label() -> None:
    assert parts(Text("研究", 100, 100), Text("機関", 100, 124)) == ["研究", "機関"]


def test_raised_and_lowered_marks_stand_in_their_line() -> None:
    assert parts(Text("CO", 100, 100), Text("2", 120, 103, 10), Text("の量", 125, 100)) == ["CO2の量"]
    assert parts(Text("国際", 100, 100), Text("1", 140, 70, 10)) == ["国際", "1"]


def test_a_marker_is_not_joined_over_the_side_of_a_box() -> None:
    texts = [Text("(1)", 100, 100), Text("国際化", 190, 100)]
    assert parts(*texts) == ["(1)国際化"]
    assert parts(*texts, dividers=(Rule(150, 80, 110),)) == ["(1)", "国際化"]


def test_a_number_between_others_is_no_marker() -> None:
    row = [Text("こども", 100, 100), Text("77", 200, 100), Text("六十五歳以上", 255, 100)]
    assert parts(*row) == ["こども", "77", "六十五歳以上"]
    assert parts(*row[1:]) == ["77六十五歳以上"]
    assert parts(row[0], Text("7.", 200, 100), row[2]) == ["こども", "7.六十五歳以上"]


def test_a_bullet_is_joined_over_anything_it_never_stands_alone() -> None:
    assert parts(Text("•", 100, 100), Text("国際化", 190, 100), dividers=(Rule(150, 80, 110),)) == ["•国際化"]


def test_text_boxes_beside_each_other_differ_in_size_and_baseline() -> None:
    label = Text("Answer", 100, 100)
    assert parts(label, Text("いいえ", 178, 102, 22)) == ["Answer", "いいえ"]
    assert parts(label, Text("いいえ", 178, 100, 22)) == ["Answerいいえ"]
    assert parts(label, Text("いいえ", 178, 102)) == ["Answerいいえ"]
    assert parts(label, Text("いいえ", 165, 102, 22)) == ["Answerいいえ"]


@pytest.mark.parametrize("text", ["・", "(1)", "①", "第１章", "1.2", "ア"])
def test_markers(text: str) -> None:
    assert is_marker_only(text)


@pytest.mark.parametrize("text", ["", "国際", "※", "【現状】", "1.2国際"])
def test_no_markers(text: str) -> None:
    assert not is_marker_only(text)


def test_a_colon_at_a_tab_stop_belongs_to_its_word() -> None:
    assert parts(Text("月例会", 100, 100), Text("：毎月", 200, 100)) == ["月例会：毎月"]
    assert parts(Text("月例会", 100, 100), Text("毎月", 200, 100)) == ["月例会", "毎月"]


def test_a_small_number_near_a_line_is_divided_by_a_narrow_gap() -> None:
    assert parts(Text("行っていく", 100, 100), Text("11", 214, 98, 10)) == ["行っていく", "11"]
    assert parts(Text("行っていく", 100, 100), Text("11", 205, 98, 10)) == ["行っていく11"]


def test_a_label_in_brackets_belongs_to_the_text_beside_it() -> None:
    assert parts(Text("【論点】", 100, 100), Text("開示の範囲", 220, 100)) == ["【論点】開示の範囲"]
    assert parts(Text("【論点】", 100, 100), Text("【現状】", 220, 100)) == ["【論点】", "【現状】"]
    cells = (Rule(210, 80, 110),)
    assert parts(Text("【論点】", 100, 100), Text("開示の範囲", 220, 100), dividers=cells) == ["【論点】", "開示の範囲"]


def test_the_marker_of_the_next_columns_list_divides_at_a_narrow_gap() -> None:
    assert parts(Text("署名の検証", 100, 100), Text("・発見", 214, 100)) == ["署名の検証", "・発見"]
    assert parts(Text("署名の検証", 100, 100), Text("発見", 214, 100)) == ["署名の検証発見"]
    assert parts(Text("署名", 100, 100), Text("・検証", 141, 100)) == ["署名・検証"]


def test_an_underlined_blank_divides_nothing() -> None:
    shown = [Text("採用した日から", 100, 100), Text("か月間", 300, 100)]

    def filled(*blanks: Rule) -> list[str]:
        return [text_of(part) for part in segments(page(*shown).glyphs, (), blanks)]

    assert filled(Rule(102, 242, 298)) == ["採用した日からか月間"]
    assert filled(Rule(102, 100, 298)) == ["採用した日から", "か月間"]
    assert filled(Rule(102, 242, 262)) == ["採用した日から", "か月間"]
    assert filled(Rule(130, 242, 298)) == ["採用した日から", "か月間"]


def test_a_bullet_behind_a_painted_space_begins_the_next_column() -> None:
    # Two columns of slides stand close: the space that ends the left one is painted, the gap behind it is not.
    assert parts(Text("left words ", 100, 100), Text("■ right words", 224, 100)) == ["left words ", "■ right words"]


def test_a_line_that_hangs_out_into_the_gutter_is_none_with_the_next_column() -> None:
    rows = [(Text("国" * 12, 100, y), Text("際" * 12, 400, y)) for y in (100, 140, 180)]
    hung = (Text("国" * 14, 100, 220), Text("際" * 9, 400, 220))
    told = parts(*(text for row in [*rows, hung] for text in row))
    assert told == [word for _ in range(3) for word in ("国" * 12, "際" * 12)] + ["国" * 14, "際" * 9]
    assert parts(*hung) == ["国" * 14 + "際" * 9]  # nothing shows a column
