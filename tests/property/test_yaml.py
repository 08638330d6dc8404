"""Any text survives the YAML, with every reader, and no file makes the loader fail in a way of its own."""

import contextlib
from collections.abc import Callable
from io import StringIO
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from reportpipe.errors import InvalidReportError
from reportpipe.model.report import (
    Block,
    Bullet,
    Figure,
    FigureBody,
    LeftOut,
    Note,
    Paragraph,
    Report,
    Ruby,
    Source,
    Table,
    TableBody,
    Theme,
    to_dict,
)
from reportpipe.yamlio import compose, dump, load

STRINGS = 20
"""Odd strings in each report; with 1000 examples, 20 000 of them."""

WORDS = [
    *("no", "on", "y", "true", "~", "null", "=", "<<", ".inf", ".nan", "12:30", "1e3", "1.", "0o7", "0123", "0x1F"),
    *("1_000", "+1", "2021-03-26", "2021-03-26T10:00:00Z", "---", "...", *"#:-?,[]{}&*!|>'\"%@`\\"),
    *("科学技術", "（１）", "①", "ア", "𠮷野", "😀", "👨\u200d👩\u200d👧", "か\u3099", "注:", "a#b"),
    *(
        "\x85",
        "\u2028",
        "\u2029",
        "\ufeff",
        "\xa0",
        "\u3000",
        "\t",
        "\r",
        "\n",
        "\n\n",
        " ",
        "  ",
        ": ",
        " #",
        "- ",
        "? ",
    ),
]

odd = st.one_of(
    st.lists(st.sampled_from(WORDS), max_size=6).map("".join),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=12),
    st.text("ab \n\t:#-'\"", max_size=12),
    st.from_regex(r"\A[-+.0-9][0-9_,.:eExobT+-]{0,8}\Z"),
)
many = st.lists(odd, min_size=STRINGS, max_size=STRINGS)
ROUNDS = settings(max_examples=1000, deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow])


def rounds(quick: int, every: int) -> pytest.MarkDecorator:
    """Runs a test, which takes `examples`, over a few, and behind the marker `long` over all."""
    return pytest.mark.parametrize("examples", [quick, pytest.param(every, marks=pytest.mark.long)])


def report_of(texts: list[str]) -> Report:
    """A report with a text in every place that takes any text: block, flow, key of a block, list item, row."""
    a = iter(texts)
    ruby = [Ruby(base=next(a), text=next(a))]
    table = TableBody(caption=next(a), header=[[next(a)]], rows=[[next(a), next(a)], []])
    content: list[Block] = [
        Bullet(bullet=next(a), marker=next(a), ruby=ruby, content=[Paragraph(paragraph=next(a), check=[next(a)])]),
        Note(note=next(a), mark=next(a), label=next(a)),
        Table(table=table),
        Figure(figure=FigureBody(text=[next(a), next(a)])),
    ]
    themes = [Theme(number=next(a), title=next(a), content=content, at=["page=1&viewrect=1,2,3,4", "page=2"])]
    left_out = [LeftOut(text=next(a), why=next(a), pages="1,2-3")]
    return Report(title=next(a), source=Source(file="a", pages=3), front=list(a), themes=themes, left_out=left_out)


def ruamel_yaml(text: str) -> Any:
    """As YAML 1.2."""
    return YAML(typ="safe", pure=True).load(StringIO(text))


def libyaml(text: str) -> Any:
    """As YAML 1.1."""
    return yaml.load(text, Loader=yaml.CSafeLoader)


@pytest.mark.long
@given(many)
@ROUNDS
def test_any_text_comes_back(texts: list[str]) -> None:
    report = report_of(texts)
    assert load(dump(report)) == report


@rounds(15, 50)
def test_any_text_comes_back_through_bytes_and_the_other_parser(examples: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compose, "LOADER", yaml.SafeLoader)

    @given(many)
    @settings(ROUNDS, max_examples=examples)
    def comes_back(texts: list[str]) -> None:
        report = report_of(texts)
        assert load(dump(report).encode()) == report

    comes_back()


@rounds(25, 200)
@pytest.mark.parametrize("reader", [libyaml, yaml.safe_load, ruamel_yaml])
def test_other_readers_read_the_same_text(reader: Callable[[str], Any], examples: int) -> None:
    @given(many)
    @settings(ROUNDS, max_examples=examples)
    def read(texts: list[str]) -> None:
        report = report_of(texts)
        assert reader(dump(report)) == to_dict(report)

    read()


@rounds(25, 100)
def test_dumping_what_was_loaded_gives_the_same_file(examples: int) -> None:
    @given(many)
    @settings(ROUNDS, max_examples=examples)
    def same(texts: list[str]) -> None:
        text = dump(report_of(texts))
        assert dump(load(text)) == text

    same()


@given(st.text(max_size=12))
@settings(ROUNDS, max_examples=200)
def test_writing_never_fails(text: str) -> None:
    dump(Report(title=text + "\ud800")).encode()


@pytest.mark.long
@given(many, st.integers(0, 10_000), st.one_of(odd, st.text(max_size=3)))
@settings(ROUNDS, max_examples=500)
def test_a_damaged_file_is_a_report_or_an_invalid_one(texts: list[str], place: int, put: str) -> None:
    text = dump(report_of(texts))
    place %= len(text)
    with contextlib.suppress(InvalidReportError):
        load(text[:place] + put + text[place + 1 :])


@rounds(100, 500)
def test_what_is_no_report_is_an_invalid_one(examples: int) -> None:
    @given(st.one_of(st.text(), odd, st.binary(max_size=40)))
    @settings(ROUNDS, max_examples=examples)
    def invalid(text: str | bytes) -> None:
        with contextlib.suppress(InvalidReportError):
            load(text)

    invalid()
