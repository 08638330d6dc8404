from __future__ import annotations

import pytest

from reportpipe.model.report import Block, Bullet, Figure, FigureBody, Paragraph, Report, Table, TableBody, Theme
from reportpipe.pipeline import render

ORDER = "前\x1b]0;PWNED\x07\x9b31m\x00\x7f後"
CLEAN = "前]0;PWNED31m後"


@pytest.mark.parametrize("form", ["md", "html"])
def test_a_text_gives_a_terminal_no_order(form: str) -> None:
    content: list[Block] = [
        Bullet(bullet=ORDER, marker="・"),
        Paragraph(paragraph=ORDER),
        Table(table=TableBody(caption=ORDER, rows=[[ORDER, "x"], ["y\nz", ORDER]])),
        Figure(figure=FigureBody(text=[ORDER])),
    ]
    made = render(Report(title=ORDER, language="ja", themes=[Theme(title=ORDER, content=content)]), form).decode()
    assert not {char for char in made if (char < " " and char != "\n") or "\x7f" <= char < "\xa0"}
    assert made.replace("\\", "").count(CLEAN) >= 6
