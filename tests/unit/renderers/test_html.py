from __future__ import annotations

import base64
import hashlib
import re
from html.parser import HTMLParser

import pytest

from reportpipe.model.report import (
    Bullet,
    Figure,
    FigureBody,
    Note,
    Paragraph,
    Report,
    Ruby,
    Source,
    Table,
    TableBody,
    Theme,
)
from reportpipe.renderers.html import HtmlRenderer
from tests.unit.renderers.samples import INTERVIEWS, bullet, themed

VOID = {"meta", "br"}


class Checker(HTMLParser):
    """Collects elements; every one must be closed in its turn."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[str] = []
        self.found: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        if tag not in VOID:
            self.opened.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.opened.pop() == tag


def page(report: Report) -> str:
    return HtmlRenderer().render(report).decode("utf-8")


def main(*content: object) -> str:
    text = page(themed(*content))  # type: ignore[arg-type]
    return text.partition("<h2>題</h2></div>\n")[2].partition("</section>")[0].removesuffix("\n")


def elements(text: str) -> list[tuple[str, dict[str, str | None]]]:
    checker = Checker()
    checker.feed(text)
    checker.close()
    assert checker.opened == []
    return checker.found


def test_is_one_sound_page_without_scripts_or_requests() -> None:
    text = page(INTERVIEWS)
    found = elements(text)
    assert not {"script", "link", "img", "iframe", "form"} & {tag for tag, _ in found}
    assert not [attrs for _, attrs in found if any(name.startswith("on") or name in ("src", "style") for name in attrs)]
    policy = next(attrs["content"] for _, attrs in found if "Content-Security-Policy" in attrs.values()) or ""
    style = re.findall("<style>(.*?)</style>", text, re.S)[0]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert policy == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    assert "url(" not in style
    assert "@import" not in style
    assert page(INTERVIEWS) == text


def test_landmarks_language_and_headings_in_order() -> None:
    found = elements(page(INTERVIEWS))
    tags = [tag for tag, _ in found]
    assert [tags.count(tag) for tag in ("header", "nav", "main", "h1")] == [1, 1, 1, 1]
    assert found[0] == ("html", {"lang": "ja"})
    assert [tag for tag in tags if re.fullmatch(r"h\d", tag)] == ["h1", "h2", "h2", "h3"]
    ids = [attrs["id"] for _, attrs in found if "id" in attrs]
    assert len(set(ids)) == len(ids)
    inside = [str(attrs["href"])[1:] for tag, attrs in found if tag == "a" and str(attrs["href"]).startswith("#")]
    assert set(inside) <= set(ids)


def test_headings_below_the_sixth_say_their_level() -> None:
    theme = Theme(title="底")
    for number in range(6, 0, -1):
        theme = Theme(title=str(number), themes=[theme])
    text = page(Report(title="題", themes=[theme]))
    assert "<h6>5</h6>" in text
    assert '<h6 aria-level="7">6</h6>' in text
    assert '<h6 aria-level="8">底</h6>' in text


@pytest.mark.parametrize(
    ("tag", "start", "skip"),
    [("en-GB", '<html lang="en-GB">', '#main">Skip'), ("ar", '<html lang="ar" dir="rtl">', '#main" lang="en">Skip'),
     ("zh-Hant", '<html lang="zh-Hant">', '#main">跳到正文')],
)  # fmt: skip
def test_language(tag: str, start: str, skip: str) -> None:
    text = page(Report(language=tag))
    assert start in text
    assert skip in text


def test_markers_that_say_something_are_text() -> None:
    assert main(bullet("甲", "(1)", bullet("乙", "–")), bullet("丙", "✓")) == (
        '<ul role="list">\n<li class="marked"><p><span class="mark">(1)</span> <span>甲</span></p>\n'
        '<ul role="list">\n<li><p>乙</p>\n</li>\n</ul>\n</li>\n'
        '<li class="marked"><p><span class="mark">✓</span> <span>丙</span></p>\n</li>\n</ul>'
    )


def test_readings_are_ruby() -> None:
    item = Bullet(bullet="国と<国>", marker="•", ruby=[Ruby(base="国", text="くに"), Ruby(base="国", text="こく")])
    ruby = "<ruby>国<rp>（</rp><rt>{}</rt><rp>）</rp></ruby>"
    assert f"<p>{ruby.format('くに')}と&lt;{ruby.format('こく')}&gt;</p>" in main(item)


def test_footnotes_lead_there_and_back() -> None:
    text = main(
        Paragraph(paragraph="甲[^1]と[^1]、[^9]"), Note(note="注<", mark="1", ruby=None), Note(note="余", mark="2")
    )
    assert '甲<sup><a href="#n1" id="r1" role="doc-noteref">1</a></sup>と<sup><a href="#n1" role="doc-noteref">' in text
    assert "[^9]" in text
    assert '<p id="n1" role="doc-footnote"><a href="#r1" role="doc-backlink">1</a> 注&lt;</p>' in text
    assert '<div class="note" role="note"><p>2 余</p></div>' in text


def test_tables_and_figures() -> None:
    table = Table(table=TableBody(caption="表1", header=[["国", ""]], rows=[["日本\n（増）"]]))
    assert main(table) == (
        '<div class="table" role="group" tabindex="0" aria-label="表1">\n<table>\n<caption>表1</caption>\n'
        '<thead>\n<tr><th scope="col">国</th><td></td></tr>\n</thead>\n'
        "<tbody>\n<tr><td>日本<br>（増）</td><td></td></tr>\n</tbody>\n</table>\n</div>"
    )
    assert 'aria-label="表 1"' in main(Table(table=TableBody(rows=[["a"]])))
    assert main(Table(table=TableBody(caption="表", rows=[]))) == "<p>表</p>"
    assert main(Figure(figure=FigureBody(caption="図", text=["a", "b[^1]"]))) == (
        "<figure><figcaption>図</figcaption><p>a<br>b[^1]</p></figure>"
    )
    assert main(Figure(figure=FigureBody())) == ""


def test_links_to_the_pages_and_attribution() -> None:
    source = Source(file="a b.pdf", publisher='"省" & 庁')
    report = Report(source=source, themes=[Theme(title="題", at="page=4"), Theme(title="無")])
    text = page(report)
    assert '<a class="page" href="a%20b.pdf#page=4" aria-label="PDF p.4">p.4</a>' in text
    assert text.count('class="page"') == 1
    assert "<p>出典：&quot;省&quot; &amp; 庁を加工して作成</p>\n</footer>" in text
    assert 'class="page"' not in HtmlRenderer(page_links=False).render(report).decode()


def test_nothing_comes_of_nothing() -> None:
    text = page(Report())
    elements(text)
    assert "<h1>–</h1>" in text
    assert "<nav" not in text
    assert "<h1>a.pdf</h1>" in page(Report(source=Source(file="a.pdf"), themes=[Theme(title="")]))
