"""Figures: what their words are, and drawings around text that are none."""

from __future__ import annotations

from collections.abc import Sequence

from reportpipe.model.block import Solid
from reportpipe.model.page import Box, Shape
from reportpipe.read.pages.grid import grids
from reportpipe.read.pages.profile import facts, learn
from reportpipe.read.regions.figures import with_figures
from reportpipe.read.regions.labels import labels
from tests.pages import Text, frame, lines, page, pages

BODY = [
    Text("国際共同研究の目的は研究分野や相手国により多様なのではないか", 60, 420 + 24 * row, 14) for row in range(3)
]
PICTURE = Shape("image", Box(100, 100, 400, 300), filled=False, stroked=False, curved=False)
STEPS = [frame(100 + 110 * place, 120, 200 + 110 * place, 200) for place in range(6)]
LABELS = [Text("大学", 120 + 110 * place, 160, 14) for place in range(6)]


def figures(texts: Sequence[Text], shapes: Sequence[Shape]) -> tuple[Solid, ...]:
    known = pages(page(*texts, *BODY, shapes=shapes))
    return with_figures(known[0], learn(known)).solids


def test_a_picture_with_words_and_its_caption() -> None:
    (figure,) = figures([Text("件数", 150, 200, 14), Text("図１　件数の推移", 150, 318, 14)], [PICTURE])
    assert (figure.kind, figure.caption, figure.rows) == ("figure", "図１　件数の推移", (("件数",),))


def test_a_picture_needs_no_caption() -> None:
    assert figures([Text("件数", 150, 200, 14)], [PICTURE])[0].rows == (("件数",),)


def test_sentences_on_a_picture_are_text() -> None:
    assert figures([Text("国際化を進める。", 150, 200, 14)], [PICTURE]) == ()
    assert figures([Text("・国際化", 150, 200, 14)], [PICTURE]) == ()


def test_a_picture_that_fills_the_page_is_its_background() -> None:
    whole = Shape("image", Box(0, 0, 960, 540), filled=False, stroked=False, curved=False)
    assert figures([Text("件数", 150, 200, 14)], [whole]) == ()


def test_many_boxes_with_labels_are_a_diagram() -> None:
    (figure,) = figures(LABELS, STEPS)
    assert [row[0] for row in figure.rows] == ["大学"] * 6


def test_boxes_with_sentences_are_text() -> None:
    assert figures([*LABELS[:5], Text("国際化。", 670, 160, 14)], STEPS) == ()


def test_two_boxes_beside_each_other_are_text() -> None:
    assert figures(LABELS[:2], STEPS[:2]) == ()


def test_a_caption_of_a_table_makes_no_figure() -> None:
    assert figures([*LABELS[:2], Text("表１　件数", 120, 218, 14)], STEPS[:2]) == ()
    assert len(figures([*LABELS[:2], Text("図１　件数", 120, 218, 14)], STEPS[:2])) == 1


CIRCLES = [
    Shape("path", Box(100 + 70 * place, 120, 160 + 70 * place, 200), filled=True, stroked=True, curved=True)
    for place in range(6)
]


def test_circles_with_sentences_are_a_figure_in_a_report_and_text_on_a_slide() -> None:
    words = [Text("意思決定できない。", 110, 160, 10)]
    known = pages(page(*words, *BODY, size=(595, 842), shapes=CIRCLES))
    assert len(with_figures(known[0], learn(known)).solids) == 1
    assert figures(words, CIRCLES) == ()
    boxes = [frame(100 + 70 * place, 120, 160 + 70 * place, 200) for place in range(6)]
    known = pages(page(*words, *BODY, size=(595, 842), shapes=boxes))
    assert with_figures(known[0], learn(known)).solids == ()


def test_drawn_bullets_are_no_circles_of_a_drawing() -> None:
    discs = [
        Shape("path", Box(100 + 250 * side, y, 104, y + 4)._replace(x1=104 + 250 * side), True, False, True)
        for side in (0, 1)
        for y in (113, 133, 153)
    ]
    words = [Text("近い", 110 + 250 * side, 120 + 20 * row, 11) for side in (0, 1) for row in range(3)]
    boxes = [frame(90, 90, 330, 180), frame(340, 90, 580, 180)]
    known = pages(page(*words, *BODY, size=(595, 842), shapes=[*boxes, *discs]))
    assert all(line.marker for line in known[0].lines if line.text == "近い")
    assert with_figures(known[0], learn(known)).solids == ()


def test_what_stands_far_apart_is_two_drawings() -> None:
    low = [frame(100 + 110 * place, 300, 200 + 110 * place, 380) for place in range(6)]
    labels = [Text("企業", 120 + 110 * place, 340, 14) for place in range(6)]
    assert len(figures([*LABELS, *labels], [*STEPS, *low])) == 2


def test_the_title_of_a_slide_is_no_word_of_the_drawing_that_reaches_around_it() -> None:
    picture = Shape("image", Box(100, 20, 400, 300), filled=False, stroked=False, curved=False)
    title, word = Text("研究の手順", 110, 60, 28), Text("件数", 150, 200, 14)
    assert figures([title, word], [picture])[0].rows == (("件数",),)
    small = Text("研究の手順", 110, 60, 16)
    assert figures([small, word], [picture])[0].rows == (("研究の手順",), ("件数",))
    assert figures([title], [picture]) == ()


def test_boxes_that_touch_without_making_a_table_are_one() -> None:
    steps = [frame(100, 100, 250, 200), frame(250, 200, 400, 300), frame(400, 100, 550, 200)]
    words = [Text("大学", 120, 150, 14), Text("企業", 270, 250, 14), Text("研究機関", 420, 150, 14)]
    sheet = page(*words, *BODY, shapes=steps)
    known = facts(sheet, lines(sheet), grids(steps))
    (figure,) = with_figures(known, learn([known])).solids
    assert [row[0] for row in figure.rows] == ["大学", "研究機関", "企業"]
    long = [Text("国際" * 30, 102, y, 2) for y in range(110, 190, 4)]
    sheet = page(*words, *BODY, *long, shapes=steps)
    known = facts(sheet, lines(sheet), grids(steps))
    assert with_figures(known, learn([known])).solids == ()


def test_the_lines_of_one_box_are_one_label() -> None:
    steps = [frame(100 + 110 * place, 120, 200 + 110 * place, 200) for place in range(6)]
    words = [Text(text, 120 + 110 * place, y, 14) for place in range(6) for text, y in (("研究", 150), ("機関", 168))]
    assert figures(words, steps)[0].rows == (("研究機関",),) * 6
    apart = [Text(text, 120 + 110 * place, y, 14) for place in range(6) for text, y in (("研究", 140), ("機関", 190))]
    assert figures(apart, steps)[0].rows == (("研究",),) * 6 + (("機関",),) * 6


def dashed(x0: float, top: float, x1: float, bottom: float, step: float) -> list[Shape]:
    """A box whose border is painted in pieces of that length."""
    across = [x0 + step * place for place in range(int((x1 - x0) / step))]
    down = [top + step * place for place in range(int((bottom - top) / step))]
    boxes = [Box(x, y, x + step, y + 0.5) for x in across for y in (top, bottom)]
    boxes += [Box(x, y, x + 0.5, y + step) for y in down for x in (x0, x1)]
    return [Shape("path", box, filled=True, stroked=False, curved=False) for box in boxes]


WORDS = [Text(f"（{place}）職業訓練", 120, 140 + 24 * place, 14) for place in range(1, 7)]


def test_a_border_of_many_pieces_is_no_drawing() -> None:
    assert figures(WORDS, dashed(100, 120, 500, 320, 8)) == ()


def test_shapes_inside_such_a_border_are_a_drawing() -> None:
    marks = [frame(105, 128 + 24 * place, 240, 146 + 24 * place) for place in range(1, 7)]
    assert len(figures(WORDS, [*dashed(100, 120, 500, 320, 8), *marks])) == 1


def test_drawn_bullets_are_no_shapes_of_a_drawing() -> None:
    texts = [Text("短い", 130, 130 + 24 * row, 14) for row in range(7)]
    discs = [Shape("path", Box(110, y, 116, y + 6), True, False, True) for y in range(122, 290, 24)]
    shown = page(
        *texts, *(Text(f"{line.text}である", line.x, line.y + 300, 14) for line in BODY), size=(595, 842), shapes=discs
    )
    (known,) = pages(shown)
    assert all(line.marker for line in known.lines[:7])
    assert with_figures(known, learn([known])).solids == ()


def test_a_hyphen_at_the_end_of_a_line_of_a_label_stays() -> None:
    (sheet,) = pages(page(Text("Recon-", 100, 100, 12), Text("ciliation", 95, 115, 12)))
    assert labels(sheet.lines, [frame(80, 80, 200, 130)]) == ["Recon-ciliation"]
