from __future__ import annotations

from reportpipe.model.page import Box, Shape
from reportpipe.read.regions.order import regions
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


def test_what_stands_beside_each_other_is_read_from_left_to_right() -> None:
    shown = [Text("左", 60, 106), Text("右", 400, 100, 24), Text("下", 60, 118)]
    assert order(*shown) == [["左", "右", "下"]]


def test_ruled_boxes_beside_each_other_are_read_one_after_the_other() -> None:
    shown = [
        Text(text, x, 110 + 20 * row, 10)
        for row, texts in enumerate([("よい点", "わるい点"), ("近い", "古い"), ("安い", "暗い")])
        for text, x in zip(texts, (70, 130), strict=True)
    ]
    rules = [Box(60, y, 180, y + 0.5) for y in (95, 160)] + [Box(x, 95, x + 0.5, 160) for x in (60, 120, 180)]
    shapes = tuple(Shape("path", box, filled=True, stroked=False, curved=False) for box in rules)
    made = order(*shown, shapes=shapes)
    assert made == [["よい点", "近い", "安い"], ["わるい点", "古い", "暗い"]]


def coloured(x0: float, top: float, x1: float, bottom: float) -> Shape:
    return Shape("path", Box(x0, top, x1, bottom), filled=True, stroked=False, curved=False)


COLOURED = [Text("外の一", 60, 100), Text("中の一", 420, 112), Text("外の二", 60, 124), Text("中の二", 420, 136)]


def test_a_coloured_box_of_a_slide_keeps_its_lines_together() -> None:
    made = order(*COLOURED, shapes=(coloured(400, 90, 600, 150),))
    assert made == [["外の一", "外の二"], ["中の一", "中の二"]]


def test_a_strip_behind_one_line_and_the_shading_of_a_report_are_no_boxes() -> None:
    shown = [Text("一行", 60, 100, 10), Text("二行", 60, 124, 10)]

    def frames(height: float, size: tuple[float, float]) -> list[Box | None]:
        (one,) = pages(page(*shown, size=size, shapes=(coloured(50, 85, 500, 85 + height),)))
        return [region.frame for region in regions(one, one.lines)]

    assert frames(75, (960, 540)) == [Box(50, 85, 500, 160)]
    assert frames(40, (960, 540)) == [None]
    assert frames(75, (595, 842)) == [None]


def test_a_panel_is_read_like_a_page() -> None:
    shown = [
        Text("盤の題の一", 60, 100), Text("箱の一", 80, 140), Text("箱の一の続き", 80, 164),
        Text("盤の題の二", 60, 210), Text("箱の二", 80, 250), Text("箱の二の続き", 80, 274),
    ]  # fmt: skip
    boxes = (frame(50, 75, 600, 300), frame(70, 115, 580, 175), frame(70, 225, 580, 285))
    assert order(*shown, shapes=boxes) == [
        ["盤の題の一"], ["箱の一", "箱の一の続き"], ["盤の題の二"], ["箱の二", "箱の二の続き"],
    ]  # fmt: skip


def test_a_page_of_more_lines_than_calls_may_nest() -> None:
    shown = [Text("行", 60, 10 + 2 * row, 1) for row in range(1200)]
    (one,) = pages(page(*shown, size=(595, 2500)))
    assert [len(region.lines) for region in regions(one, one.lines)] == [1200]


def test_a_border_around_the_page_is_no_box() -> None:
    assert order(Text("一行", 60, 100), Text("二行", 60, 124), shapes=(frame(5, 5, 955, 535),)) == [["一行", "二行"]]


def test_a_label_of_two_lines_and_the_list_beside_it_are_columns_however_near() -> None:
    shown = [Text("左の", 60, 110), Text("見出し", 60, 134), Text("・一つ目の", 130, 100), Text("・二つ目", 130, 124)]
    assert order(*shown) == [["左の", "見出し"], ["・一つ目の", "・二つ目"]]


def columns(size: float) -> list[Text]:
    left = [Text(f"左{n}", 60, 100 + 24 * n) for n in range(3)]
    return [Text("題", 400, 60, size), *left, *(Text(f"右{n}", 400, 100 + 24 * n) for n in range(3))]


def test_the_largest_line_at_the_top_heads_a_slide_though_it_stands_above_one_column() -> None:
    assert [text for region in order(*columns(28)) for text in region][:2] == ["題", "左0"]
    assert [text for region in order(*columns(20)) for text in region][:2] == ["左0", "左1"]


def rules(*boxes: tuple[float, float, float, float]) -> tuple[Shape, ...]:
    return tuple(coloured(*box) for box in boxes)


def test_a_box_that_is_drawn_rule_by_rule_keeps_its_lines_together() -> None:
    box = rules((400, 90, 600, 91), (400, 150, 600, 151), (400, 90, 401, 151), (600, 90, 601, 151))

    def frames(*shapes: Shape) -> list[Box | None]:
        (one,) = pages(page(*COLOURED, shapes=shapes))
        return [region.frame for region in regions(one, one.lines)]

    assert frames(*box) == [None, Box(400.5, 90.5, 600.5, 150.5)]
    assert frames(*box[:3]) == [None, None]


def test_two_boxes_with_a_side_in_common_keep_their_lines_together() -> None:
    def read(right: float, bottom: float) -> list[str]:
        sides = ((60, 61), (300, 301), (right, right + 1))
        levels = [rules((60, y, right + 1, y + 1)) for y in (90, bottom)]
        upright = [rules((x0, 90, x1, bottom)) for x0, x1 in sides]
        words = [("よい点", 70, 112), ("わるい点", 310, 112), ("近い", 70, 132), ("古い", 310, 132)]
        shapes = [shape for made in (*levels, *upright) for shape in made]
        (one,) = pages(page(*(Text(text, x, y, 12) for text, x, y in words), shapes=shapes))
        return ["".join(line.text for line in region.lines) for region in regions(one, one.lines) if region.frame]

    assert read(540, 150) == ["よい点近い", "わるい点古い"]
    assert read(540, 120) == []  # a strip
    assert read(320, 150) == []  # a number and its words


def test_a_stop_may_hang_out_of_its_box() -> None:
    def frames(x1: float) -> list[Box | None]:
        (one,) = pages(page(Text("外の一", 60, 300), Text("中の一、", 420, 112), shapes=(frame(400, 90, x1, 150),)))
        return [region.frame for region in regions(one, one.lines)]

    assert frames(492)[0] == Box(400, 90, 492, 150)
    assert frames(480) == [None]


def headed(x: float, *items: str) -> list[Text]:
    return [Text(text, x, 100 + 24 * row) for row, text in enumerate(items)]


def test_lists_with_a_head_each_are_columns_however_near() -> None:
    left, right = headed(60, "左の題", "・一つ目", "・二つ目"), headed(155, "右の題", "・三つ目", "・四つ目")
    assert order(*left, *right) == [["左の題", "・一つ目", "・二つ目"], ["右の題", "・三つ目", "・四つ目"]]


def test_rows_of_words_and_what_is_said_of_them_are_no_columns() -> None:
    left = [Text(text, 60, 100 + 46 * row) for row, text in enumerate(["日時", "場所", "議題"])]
    right = [Text(text, 125, 110 + 46 * row) for row, text in enumerate(["4月20日", "オンライン", "方針"])]
    assert order(*left, *right) == [["日時", "4月20日", "場所", "オンライン", "議題", "方針"]]


def test_a_box_of_two_columns_is_read_column_by_column() -> None:
    left = [Text("国際共同研究の目的は", 60, 112 + 20 * row, 12) for row in range(3)]
    right = [Text("相手国により多様なの", 330, 112 + 20 * row, 12) for row in range(3)]
    (one,) = pages(page(*left, *right, shapes=(frame(40, 90, 600, 180),)))
    told = [line.text for region in regions(one, one.lines) for line in region.lines]
    assert told == [left[0].text] * 3 + [right[0].text] * 3


def test_a_background_from_side_to_side_is_no_box() -> None:
    (one,) = pages(page(Text("国際", 60, 112), shapes=(frame(0, 60, 960, 500),)))
    assert [region.frame for region in regions(one, one.lines)] == [None]


def read(*texts: Text, shapes: tuple[Shape, ...] = ()) -> list[str]:
    (one,) = pages(page(*texts, shapes=shapes))
    return [line.text for region in regions(one, one.lines) for line in region.lines]


def test_what_stands_below_two_lists_that_end_level_belongs_to_neither() -> None:
    left = [Text("案の一", 60, 100, 14), Text("橋を架ける", 80, 126, 12), Text("三年かかる", 80, 144, 12)]
    right = [Text("案の二", 330, 100, 14), Text("船を増やす", 350, 126, 12), Text("半年で済む", 350, 144, 12)]
    below = Text("費用の点で大きく異なる。", 60, 190, 12)
    told = [line.text for line in [*left, *right, below]]
    assert read(*left, *right, below) == told
    # Text that flows through columns just goes on in the left one.
    near = Text("費用の点で大きく異なる。", 60, 162, 12)
    assert read(*left, *right, near)[3] == near.text


def test_what_stands_below_boxes_side_by_side_belongs_to_none() -> None:
    boxes = (frame(60, 90, 280, 180), frame(300, 90, 520, 180))
    words = [Text("家で", 70, 112, 12), Text("窓を開ける", 70, 140, 12), Text("外で", 310, 112, 12)]
    words.append(Text("帽子をかぶる", 310, 140, 12))
    assert read(*words, Text("すぐに移る。", 60, 220, 12), shapes=boxes)[-1] == "すぐに移る。"
