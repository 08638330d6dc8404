from __future__ import annotations

from tests.pages import Text, blocks, frame, page

LONG = "国際共同研究の目的は研究分野や相手国により多様なのではないかと考えられるところである"  # 42 characters


def texts(*shown: Text) -> list[tuple[str, str]]:
    return [(block.marker, block.text) for block in blocks(page(*shown))]


def test_a_wrapped_item_is_one_block() -> None:
    assert texts(Text("・" + LONG, 60, 100), Text("が、なお検討する。", 80, 124)) == [
        ("・", LONG + "が、なお検討する。")
    ]


def test_a_line_that_had_room_for_more_ends_with_a_hard_break() -> None:
    shown = [Text("・" + LONG, 60, 60), Text("・多様なのではないか。", 60, 100), Text("例えば、", 80, 124)]
    assert texts(*shown)[1] == ("・", "多様なのではないか。\n例えば、")


def test_a_marker_begins_a_new_item() -> None:
    shown = [Text("・" + LONG, 60, 60), Text("・次の項目", 60, 84), Text("(1) その次", 60, 108)]
    assert [marker for marker, _ in texts(*shown)] == ["・", "・", "(1)"]


def test_a_line_that_begins_with_kinsoku_is_joined_however_far_it_is_indented() -> None:
    assert texts(Text("・" + LONG, 60, 60), Text("ーク形成を進める", 140, 84)) == [("・", LONG + "ーク形成を進める")]


def test_an_unmarked_line_after_one_with_room_is_a_paragraph_of_its_own() -> None:
    shown = [Text(LONG, 60, 60), Text("短い行", 60, 120), Text("次の行", 60, 144)]
    assert texts(*shown) == [("", LONG), ("", "短い行"), ("", "次の行")]


def test_a_long_line_that_ends_in_hiragana_goes_on_though_it_leaves_some_room() -> None:
    def second(line: str) -> list[str]:
        shown = [Text(LONG, 60, 60), Text(line, 60, 120), Text("である。", 60, 144)]
        return [text for _, text in texts(*shown)][1:]

    assert second("国" * 39 + "で") == ["国" * 39 + "でである。"]
    assert second("国" * 40) == ["国" * 40, "である。"]
    assert second("国" * 36 + "で") == ["国" * 36 + "で", "である。"]
    assert second("国" * 15 + "で") == ["国" * 15 + "で", "である。"]


def test_a_first_line_indent_begins_a_paragraph() -> None:
    shown = [
        Text("　" + LONG[:41], 60, 60),
        Text(LONG, 60, 84),
        Text("　" + LONG[:41], 60, 108),
        Text("終わり。", 60, 132),
    ]
    assert texts(*shown) == [("", LONG[:41] + LONG), ("", LONG[:41] + "終わり。")]


def test_another_size_or_a_wide_gap_begins_a_block() -> None:
    assert len(texts(Text(LONG, 60, 60), Text(LONG, 60, 84, 14))) == 2
    assert len(texts(Text(LONG, 60, 60), Text(LONG, 60, 110))) == 2


def test_lines_of_a_box_stay_together_with_their_breaks() -> None:
    sheet = page(
        Text(LONG, 60, 60),
        Text("有識者(※)", 610, 300),
        Text("大学等研究者", 610, 324),
        Text("企業", 610, 348),
        shapes=[frame(600, 270, 850, 370)],
    )
    boxed = [block for block in blocks(sheet) if block.frame is not None]
    assert [block.text for block in boxed] == ["有識者(※)\n大学等研究者\n企業"]


def test_the_longest_line_of_a_box_that_was_shrunk_to_it_was_not_wrapped() -> None:
    rows = ["大学等研究者6名、", "大学等マネジメントに携わる者5名、", "民間企業2名", "機関5名"]
    right = 610 + 20 * 16.5
    sheet = page(
        *(Text(row, 610, 300 + 24 * place) for place, row in enumerate(rows)), shapes=[frame(600, 270, right + 10, 400)]
    )
    assert [block.text for block in blocks(sheet)] == ["\n".join(rows)]
