from __future__ import annotations

from reportpipe.layout.order import regions
from tests.pages import Text, frame, page, pages


def order(*shown: Text, shapes: tuple[object, ...] = ()) -> list[list[str]]:
    (one,) = pages(page(*shown, shapes=shapes))  # type: ignore[arg-type]
    return [[line.text for line in region.lines] for region in regions(one, one.lines)]


def test_columns_are_read_one_after_the_other_below_what_spans_both() -> None:
    shown = [Text("題名は両方の段の上に広がっている行である", 60, 60)]
    shown += [Text(f"左{n}", 60, 100 + 24 * n) for n in range(3)] + [
        Text(f"右{n}", 400, 100 + 24 * n) for n in range(3)
    ]
    assert [text for region in order(*shown) for text in region] == [
        "題名は両方の段の上に広がっている行である", "左0", "左1", "左2", "右0", "右1", "右2",
    ]  # fmt: skip


def test_a_single_line_beside_a_list_makes_no_columns() -> None:
    shown = [Text("一つ目", 60, 100), Text("二つ目", 60, 124), Text("横", 400, 124), Text("三つ目", 60, 148)]
    assert order(*shown) == [["一つ目", "二つ目", "横", "三つ目"]]


def test_a_box_keeps_its_lines_together() -> None:
    shown = [Text("外の一", 60, 100), Text("中の一", 420, 112), Text("外の二", 60, 124), Text("中の二", 420, 136)]
    assert order(*shown, shapes=(frame(400, 90, 600, 150),)) == [["外の一", "外の二"], ["中の一", "中の二"]]


def test_a_border_around_the_page_is_no_box() -> None:
    assert order(Text("一行", 60, 100), Text("二行", 60, 124), shapes=(frame(5, 5, 955, 535),)) == [["一行", "二行"]]
