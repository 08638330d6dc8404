"""Any text comes back from every rendition as it went in."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

import cmarkgfm
import docx
import pytest
from cmarkgfm.cmark import Options
from docx.oxml.ns import qn
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from reportpipe.model.checks import checked
from reportpipe.model.report import (
    Block,
    Bullet,
    Figure,
    FigureBody,
    Note,
    Paragraph,
    Report,
    Table,
    TableBody,
    Theme,
    to_dict,
)
from reportpipe.renderers.html import HtmlRenderer
from reportpipe.renderers.json_ import JsonRenderer
from reportpipe.renderers.markdown import MarkdownRenderer
from reportpipe.renderers.word import WordRenderer

ANY_CHAR = st.characters(exclude_categories=["Cs", "Cc", "Cn"])
SYNTAX = st.sampled_from(
    [
        *"\\`*_[]<>~|$&#+-=:!()^.>1234567890\n \t\u3000",
        *[
            "<注>",
            "&amp;",
            "&#x41;",
            "**",
            "~~",
            "[^1]",
            "[^2]",
            "(ア)",
            "```",
            "1. ",
            "1)",
            "- ",
            "# ",
            "---",
            "===",
            ":-:",
        ],
        *[
            "| --- |",
            "<br>",
            "<!--",
            "-->",
            "国際",
            "①",
            "[x] ",
            "[a](b)",
            "![",
            "a@b.jp",
            "https://",
            "www.a_b.jp",
            "%E6",
        ],
        *["https://www.mext.go.jp/a_menu/b_1.html", "https://e.jp/?a=1&b=2#c_d"],
    ]
)
TEXT = st.lists(st.one_of(SYNTAX, ANY_CHAR), max_size=12).map("".join).filter(lambda text: text.strip() != "")
MARKER = st.one_of(st.sampled_from(["•", "(1)", "（２）", "ア", "①", "1.", "2.", "3)", "✓", "※", None]), TEXT)


def markdown_it(name: str) -> MarkdownIt:
    if name == "commonmark":
        return MarkdownIt("commonmark").enable("table")
    return MarkdownIt("gfm-like").disable("linkify")


def plain(token: Token) -> str:
    out = []
    for child in token.children or []:
        if child.type in ("text", "text_special"):
            out.append(child.content)
        elif child.type in ("hardbreak", "softbreak"):
            out.append("\n" if child.type == "hardbreak" else "SOFT BREAK")
        elif child.type == "html_inline":
            out.append("\n" if child.content == "<br>" else f"HTML {child.content}")
        elif child.type not in ("link_open", "link_close"):
            out.append(f"UNEXPECTED {child.type}")
        elif child.type == "link_open" and child.info != "auto":
            out.append("LINK")
    return "".join(out)


def folded(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def read_back(source: bytes, parser: str) -> list[tuple[str, str]]:
    """(kind, text) of everything that stands in Markdown, in order."""
    body = re.sub(r"\A---\n.*?\n---\n", "", source.decode(), flags=re.S)
    out: list[tuple[str, str]] = []
    opened: list[str] = []
    for token in markdown_it(parser).parse(body):
        if token.nesting == 1:
            opened.append(token.tag)
        elif token.nesting == -1:
            opened.pop()
        elif token.type == "inline":
            kind = "".join(tag for tag in opened if tag in ("li", "td", "th", "h1", "h2"))
            out.append((kind, folded(plain(token))))
        elif token.type != "html_block":
            out.append((token.type, token.content))
    return [(kind, text) for kind, text in out if text or not kind.endswith(("td", "th"))]


class Cmark(HTMLParser):
    """(kind, text) of everything that stands in the HTML of GitHub's own parser, as read_back() gives it."""

    def __init__(self) -> None:
        super().__init__()
        self.out: list[tuple[str, str]] = []
        self._opened: list[str] = []
        self._text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in INLINE | BLOCKS, tag
        if tag == "br":
            self._text += "\n"
        elif tag in BLOCKS:
            self._flush()
            self._opened.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in BLOCKS:
            self._flush()
            self._opened.remove(tag) if tag not in self._opened[-1:] else self._opened.pop()

    def handle_data(self, data: str) -> None:
        self._text += data

    def _flush(self) -> None:
        kind = "".join(tag for tag in self._opened if tag in ("li", "td", "th", "h1", "h2"))
        if "pre" in self._opened:
            self.out += [("fence", self._text)] if self._text else []
        elif text := folded(self._text):
            self.out.append((kind, text))
        self._text = ""


INLINE = {"a", "br", "code"}
BLOCKS = {"h1", "h2", "ul", "ol", "li", "p", "table", "thead", "tbody", "tr", "th", "td", "pre"}


def read_by_cmark(
    source: bytes, extensions: tuple[str, ...] = ("table", "strikethrough", "autolink")
) -> list[tuple[str, str]]:
    body = re.sub(r"\A---\n.*?\n---\n", "", source.decode(), flags=re.S)
    return read_html(cmarkgfm.cmark.markdown_to_html_with_extensions(body, Options.CMARK_OPT_UNSAFE, list(extensions)))


def read_html(html: str) -> list[tuple[str, str]]:
    """What a Markdown parser makes: the kind and text of each block."""
    reader = Cmark()
    reader.feed(html)
    reader.close()
    return reader.out


def of(text: str, label: str = "") -> str:
    return folded(f"{label} {text}")


@pytest.mark.long
@settings(max_examples=1000, deadline=None)
@given(title=TEXT, theme=TEXT, bullet=TEXT, below=TEXT, note=TEXT, cell=TEXT, tail=TEXT)
@example(title="# #", theme="<注>\n===", bullet="- 1. 国際", below="a\n---", note="a\n:--", cell="a|b\\|c\nd", tail="+")
@example(title="a", theme="a", bullet="a", below="a", note="a", cell="a", tail="https://www.example.jp/b_1.html&amp;1")
def test_markdown_reads_back(title: str, theme: str, bullet: str, below: str, note: str, cell: str, tail: str) -> None:
    content: list[Block] = [
        Bullet(bullet=bullet, marker="•", content=[Bullet(bullet=below, marker="–"), Paragraph(paragraph=tail)]),
        Bullet(bullet=below, marker="1."),
        Bullet(bullet=bullet, marker="2."),
        Paragraph(paragraph=tail),
        Note(note=note, mark="※", label=bullet),
        Table(table=TableBody(header=[[cell, "a"]], rows=[["b"], [tail, cell, below]])),
    ]
    report = Report(title=title, front=[note, tail], themes=[Theme(title=theme, content=content)])
    want = [
        ("h1", title), ("", note), ("", tail), ("h2", theme),
        ("li", bullet), ("lili", below), ("li", tail), ("li", below), ("li", bullet), ("", tail),
        ("", bullet if "※" in bullet else f"※ {bullet}"), ("", note),
        ("th", cell), ("th", "a"), ("td", "b"), ("td", tail), ("td", cell), ("td", below),
    ]  # fmt: skip
    for parser in ("commonmark", "gfm-like"):
        assert read_back(MarkdownRenderer().render(report), parser) == [(kind, folded(text)) for kind, text in want]
    assert read_by_cmark(MarkdownRenderer().render(report)) == [(kind, folded(text)) for kind, text in want]


@settings(max_examples=100, deadline=None)
@given(items=st.lists(st.tuples(MARKER, TEXT), min_size=1, max_size=6))
def test_markdown_keeps_every_item_apart(items: list[tuple[str | None, str]]) -> None:
    report = Report(themes=[Theme(title="題", content=[Bullet(bullet=text, marker=marker) for marker, text in items])])
    for parser in ("commonmark", "gfm-like"):
        kinds = read_back(MarkdownRenderer().render(report), parser)
        assert [kind for kind, _ in kinds] == ["h1", *["li"] * len(items)]
        for (_, text), (_, got) in zip(items, kinds[1:], strict=True):
            assert got.endswith(folded(text))


def trees(texts: st.SearchStrategy[str]) -> st.SearchStrategy[list[Block]]:
    """Blocks as they may follow one another, bullets with more of them below."""

    def below(content: st.SearchStrategy[list[Block]]) -> st.SearchStrategy[list[Block]]:
        item = st.builds(Bullet, bullet=texts, marker=MARKER, content=st.one_of(st.none(), content))
        return st.lists(st.one_of(item, item, item, leaf), max_size=4)

    rows = st.lists(st.lists(texts, min_size=1, max_size=3), min_size=1, max_size=3)
    leaf = st.one_of(
        st.builds(Paragraph, paragraph=texts),
        st.builds(Note, note=texts),
        st.builds(Table, table=st.builds(TableBody, rows=rows)),
        st.builds(Figure, figure=st.builds(FigureBody, text=st.lists(texts, max_size=2))),
    )
    return st.recursive(st.just([]), below, max_leaves=12)


def flat(content: list[Block] | None, kind: str = "") -> Iterator[tuple[str, str]]:
    """What read_back() should find, without the markers."""
    for block in content or []:
        match block:
            case Bullet():
                yield kind + "li", block.bullet
                yield from flat(block.content, kind + "li")
            case Paragraph():
                yield kind, block.paragraph
            case Note():
                yield kind, block.note
            case Table():
                yield from ((kind + "td", cell) for row in block.table.rows for cell in row)
            case Figure():
                yield from [("fence", "\n".join(block.figure.text))] if block.figure.text else []


def bullets(content: list[Block] | None, level: int = 0) -> Iterator[tuple[int, str]]:
    """(level, text) of every bullet, level from 0."""
    for block in content or []:
        if isinstance(block, Bullet):
            yield level, block.bullet
            yield from bullets(block.content, level + 1)


@settings(max_examples=100, deadline=None)
@given(content=trees(TEXT))
def test_markdown_reads_back_as_the_same_tree(content: list[Block]) -> None:
    report = Report(themes=[Theme(title="題", content=content)])
    want = [("h1", "題"), *flat(content)]
    for parser in ("commonmark", "gfm-like"):
        got = [
            row for row in read_back(MarkdownRenderer().render(report), parser) if row != ("html_block", "<!-- -->\n")
        ]
        assert [kind for kind, _ in got] == [kind for kind, _ in want]
        assert all(folded(text).endswith(folded(printed)) for (_, text), (_, printed) in zip(got, want, strict=True))


@settings(max_examples=200, deadline=None)
@given(content=trees(TEXT))
def test_commonmark_alone_reads_back_too(content: list[Block]) -> None:
    report = Report(themes=[Theme(title="題", content=content)])
    source = MarkdownRenderer(flavour="commonmark").render(report)
    seen = [row for row in read_back(source, "commonmark") if row != ("html_block", "<!-- -->\n")]
    assert read_by_cmark(source, ()) == [
        (kind, text if kind == "fence" else folded(text)) for kind, text in seen if text
    ]
    printed = [(kind, text) for kind, text in flat(content) if not kind.endswith("td")]
    got = iter(seen)
    for kind, text in printed:  # in order; the rows of tables stand between them, as items
        assert any(
            kind == other and found.rstrip("\n").endswith(folded(text) if kind != "fence" else text)
            for other, found in got
        )


@settings(max_examples=100, deadline=None)
@given(content=trees(TEXT))
def test_html_reads_back(content: list[Block]) -> None:
    report = Report(title="題名", themes=[Theme(title="題", content=content)])
    data = HtmlRenderer().render(report).decode()
    reader = HtmlText()
    reader.feed(data.partition("<main")[2].partition("</main>")[0])
    seen = iter(reader.items)
    for level, text in bullets(content):
        assert any(level + 1 == depth and folded(found).endswith(folded(text)) for depth, found in seen)


class HtmlText(HTMLParser):
    """(depth of lists, text) of every paragraph."""

    def __init__(self) -> None:
        super().__init__()
        self.items: list[tuple[int, str]] = []
        self._depth = 0
        self._text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._depth += tag == "ul"
        if tag == "p":
            self._text = []
        elif tag == "br":
            self._text.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self._depth -= tag == "ul"
        if tag == "p":
            self.items.append((self._depth, "".join(self._text)))

    def handle_data(self, data: str) -> None:
        self._text.append(data)


@settings(max_examples=50, deadline=None)
@given(content=trees(TEXT))
def test_word_reads_back_as_the_same_tree(content: list[Block]) -> None:
    report = Report(themes=[Theme(title="題", content=content)])
    data = WordRenderer().render(report)
    assert WordRenderer().render(report) == data
    paragraphs = docx.Document(io.BytesIO(data)).paragraphs
    items = [(p.text, level.val) for p in paragraphs for level in p._p.iter(qn("w:ilvl"))]
    want = list(bullets(content))
    assert [level for _, level in items] == [min(8, level) for level, _ in want]
    assert all(folded(got).endswith(folded(text)) for (got, _), (_, text) in zip(items, want, strict=True))


@given(title=TEXT, text=TEXT)
def test_json_reads_back(title: str, text: str) -> None:
    report = Report(title=title, themes=[Theme(title=text)])
    read: Any = json.loads(JsonRenderer().render(report))
    assert read == to_dict(report)
    assert checked(read) == report
