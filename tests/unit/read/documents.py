"""A report and a deck that are long enough to be weighed, as they are before their lines become blocks."""

from __future__ import annotations

from typing import Any, cast

from reportpipe.model.page import Page
from reportpipe.read.stages import STAGES, Regioned, Scanned, decided
from tests.pages import Text, frame, page, pages

TITLES = ("現状と課題", "調査の方法", "結果の概要", "今後の予定")
SENTENCES = (
    "地域の研究機関が連携して調査を行い、得られた結果を毎年度公表して広く活用を促すことと",
    "する。また、関係する機関の間で情報を共有し、共同で利用できる基盤の整備を進める。",
)
ITEMS = ("計画の策定と公表", "関係機関との調整", "評価の実施")


def regioned(*sheets: Page, language: str = "ja") -> Regioned:
    """A document of those pages up to where its lines become blocks."""
    state: Any = Scanned(tuple(pages(*sheets)), language, (), (), 20)
    for stage in STAGES[: STAGES.index(decided)]:
        state = stage(state)
    return cast("Regioned", state)


def report_pages(scale: float = 1.0) -> list[Page]:
    """Four A4 pages with a numbered heading, paragraphs and bullets each; all lengths times `scale`."""
    return [_report_page(number, scale) for number in range(1, 5)]


def _report_page(number: int, scale: float) -> Page:
    def text(words: str, x: float, y: float, size: float = 11, *, bold: bool = False) -> Text:
        return Text(words, x * scale, y * scale, size * scale, bold=bold)

    texts, y = [text(f"{number}．{TITLES[number - 1]}", 60, 80, 16, bold=True)], 110
    for _ in range(4):
        texts += [text(SENTENCES[0], 71, y), text(SENTENCES[1], 60, y + 18)]
        y += 42
    for item in ITEMS:
        texts += [text(f"・{item}", 82, y), text("具体的な内容は別に定める。", 104, y + 18)]
        y += 40
    texts.append(text(f"- {number} -", 290, 810, 9))
    return page(*texts, number=number, size=(595 * scale, 842 * scale))


def report(scale: float = 1.0) -> Regioned:
    """That report."""
    return regioned(*report_pages(scale))


def deck() -> Regioned:
    """Six slides: a title, a message, two boxes side by side with a head and bullets each."""
    return regioned(*(_slide(number) for number in range(1, 7)))


def _slide(number: int) -> Page:
    boxes = [("国内の動き", 60.0), ("海外の動き", 500.0)]
    texts = [
        Text(f"政策の方向性{number}", 40, 60, 32, bold=True),
        Text("基盤の整備と人材の育成を同時に進める。", 60, 120, 20),
    ]
    for head, x in boxes:
        texts.append(Text(head, x + 10, 190, 20, bold=True))
        texts += [Text(f"• {item}", x + 20, 230 + 34 * place, 18) for place, item in enumerate(ITEMS)]
    shapes = [frame(x, 160, x + 400, 360) for _, x in boxes]
    return page(*texts, number=number, shapes=shapes)
