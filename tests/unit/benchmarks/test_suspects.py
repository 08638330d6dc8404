"""The signs of trouble that benchmarks/suspects.py counts."""

from __future__ import annotations

from benchmarks.suspects import Signs, suspect, table
from reportpipe.model.report import Bullet, Figure, FigureBody, LeftOut, Paragraph, Report, Source, Theme


def test_a_sound_report_has_no_signs() -> None:
    report = Report(themes=[Theme(title="Aims", content=[Bullet(bullet="We begin."), Paragraph(paragraph="第一に、")])])
    assert suspect("sound", report).signs == Signs(*[0.0] * 8)


def test_each_sign_is_counted() -> None:
    content = [
        Paragraph(paragraph="）が続く。"),
        Paragraph(paragraph="と"),
        Figure(figure=FigureBody(text=["12345678"])),
    ]
    left = [
        LeftOut(text="Contents", why="table-of-contents", pages="1"),
        LeftOut(text="Foot", why="running-foot", pages="1-2"),
    ]
    one = suspect("one", Report(themes=[Theme(title="", content=content)], left_out=left))  # type: ignore[arg-type]
    assert (one.signs.untitled, one.signs.tiny, one.signs.middle) == (1.0, 0.5, 0.5)
    assert one.letters == 3 + 1 + 8 + 8 + 8
    assert (one.signs.figures, one.signs.contents, one.signs.left) == (8 / 28, 8 / 28, 8 / 28)


def test_heads_and_empty_themes() -> None:
    themes = [Theme(title=str(number)) for number in range(15)]
    signs = suspect("many", Report(source=Source(file="-", pages=2), themes=themes)).signs
    assert (signs.heads, signs.empty) == (0.5, 1.0)


def test_the_worst_comes_first_and_the_means_last() -> None:
    good = suspect("good", Report(themes=[Theme(title="A", content=[Bullet(bullet="We begin.")])]))
    bad = suspect("bad", Report(themes=[Theme(title="", content=[Bullet(bullet="と")])]))
    told = list(table([good, bad], least=0.0))
    assert [row.split(" | ")[0].strip("| ") for row in told[2:5]] == ["bad", "good", "mean of 2"]
    assert told[4].endswith("| 1.00 |")
