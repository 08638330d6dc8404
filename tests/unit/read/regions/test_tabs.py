"""Rows set with tab stops."""

from __future__ import annotations

from reportpipe.read.regions.tabs import with_joined_tabs
from tests.pages import Text, lines, page


def rows(*texts: Text) -> list[str]:
    return [line.text for line in with_joined_tabs(lines(page(*texts)))]


def test_rows_with_markers_share_their_tab_stops() -> None:
    texts = [
        text
        for row in range(3)
        for text in (
            Text(f"・第{row + 1}回会合", 60, 100 + 30 * row),
            Text("2月22日", 300, 100 + 30 * row),
            Text("東京", 500, 100 + 30 * row),
        )
    ]
    assert rows(*texts) == [f"・第{row}回会合 2月22日 東京" for row in (1, 2, 3)]


def test_a_programmes_times_are_heads() -> None:
    texts = [
        text for row in range(3) for text in (Text(f"1{row}:00", 60, 100 + 30 * row), Text("開会", 200, 100 + 30 * row))
    ]
    assert rows(*texts) == ["10:00 開会", "11:00 開会", "12:00 開会"]


def test_two_columns_of_items_stay_columns() -> None:
    texts = [
        text
        for row in range(3)
        for text in (Text("・左の項目", 60, 100 + 30 * row), Text("・右の項目", 400, 100 + 30 * row))
    ]
    assert rows(*texts) == ["・左の項目", "・右の項目"] * 3


def test_a_stop_of_two_rows_is_chance() -> None:
    texts = [
        text for row in range(2) for text in (Text("・項目", 60, 100 + 30 * row), Text("2月", 300, 100 + 30 * row))
    ]
    assert rows(*texts) == ["・項目", "2月", "・項目", "2月"]


def test_plain_lines_beside_plain_lines_are_columns() -> None:
    texts = [
        text for row in range(3) for text in (Text("左の段", 60, 100 + 30 * row), Text("右の段", 400, 100 + 30 * row))
    ]
    assert rows(*texts) == ["左の段", "右の段"] * 3


def timetable(*times: str) -> list[str]:
    heads = [Text(f"・{time}", 60, 100 + 30 * row) for row, time in enumerate(times)]
    return rows(*heads, Text("開会", 200, 100), Text("報告", 300, 130), Text("閉会", 200, 160))


def test_what_stands_beside_the_times_of_a_timetable_belongs_to_them_at_any_stop() -> None:
    assert timetable("15:00", "15:02 – 15:10", "16:00") == ["・15:00 開会", "・15:02 – 15:10 報告", "・16:00 閉会"]
    assert timetable("項目一", "項目二", "16:00") == ["・項目一", "開会", "・項目二", "報告", "・16:00", "閉会"]


def test_what_two_heads_reach_for_belongs_to_the_nearer_one() -> None:
    texts = [
        Text(text, x, y + 60 * row)
        for row in range(3)
        for text, x, y in (("・左の項目", 60, 100), ("・右の項目", 300, 108), ("東京", 600, 104))
    ]
    assert sorted(rows(*texts)) == ["・右の項目 東京"] * 3 + ["・左の項目"] * 3
