"""What the YAML looks like, what is read, and every message a person may get, word by word."""

import time
from typing import Any

import pytest
import yaml

from reportpipe.bounds import Bounds
from reportpipe.errors import InvalidReportError, LimitError
from reportpipe.model.checks import json_schema
from reportpipe.model.report import (
    BELOW,
    BLOCKS,
    Bullet,
    Extracted,
    Figure,
    FigureBody,
    LeftOut,
    Note,
    Paragraph,
    Part,
    Report,
    Ruby,
    Source,
    Table,
    TableBody,
    Theme,
)
from reportpipe.yamlio import compose, dump, explain, load, reader
from reportpipe.yamlio import problems as told

SHA = "9f" * 32

DECK = Report(
    title="科学技術・イノベーションにおける国際交流・協力に関するインタビューの結果",
    organisation=["文部科学省", "科学技術・学術政策局 科学技術・学術戦略官（国際担当）付"],
    date="2021-03-26",
    date_as_printed="令和3年3月26日",
    source=Source(file="mext-interviews.pdf", sha256=SHA, pages=8),
    extracted=Extracted(by="reportpipe 0.1.0", sha256=SHA),
    front=["MINISTRY OF EDUCATION, CULTURE", "参考資料: 2"],
    themes=[
        Theme(
            number="1.",
            title="主なインタビュー項目",
            at="page=2&viewrect=34,20,737,45",
            content=[
                Paragraph(paragraph="外部有識者(※)から意見を聴取。", at="page=2&viewrect=34,85,850,40"),
                Bullet(
                    bullet="国際共同研究を行う動機・経緯等",
                    marker="•",
                    at="page=2",
                    check=["level"],
                    ruby=[Ruby(base="経緯", text="けいい")],
                    content=[Bullet(bullet="異分野融合領域を設定", marker="–")],
                ),
                Note(note="大学等研究者6名、\n大学等マネジメント5名、", mark="※", label="有識者(※)", at="page=2"),
            ],
        ),
        Theme(
            number="(2)",
            title="国際共同研究について",
            at=["page=5&viewrect=1,2,3,4", "page=6"],
            content=[
                Table(
                    table=TableBody(caption="表1", header=[["年度", "件数"]], rows=[["2020", "12:30"], ["", "a\nb"]])
                ),
                Figure(figure=FigureBody(text=["入口", "出口"]), at="page=7"),
            ],
            themes=[Theme(title="")],
        ),
    ],
    left_out=[LeftOut(text="1–7", why="page-number", pages="2-8")],
)

DECK_YAML = f"""\
# yaml-language-server: $schema=../schema/report.schema.json
format: reportpipe/1
title: 科学技術・イノベーションにおける国際交流・協力に関するインタビューの結果
organisation: [文部科学省, 科学技術・学術政策局 科学技術・学術戦略官（国際担当）付]
date: '2021-03-26'
date_as_printed: 令和3年3月26日
language: ja
source: {{file: mext-interviews.pdf, sha256: {SHA}, pages: 8}}
extracted: {{by: reportpipe 0.1.0, sha256: {SHA}}}
front: ['MINISTRY OF EDUCATION, CULTURE', '参考資料: 2']
themes:
- number: '1.'
  title: 主なインタビュー項目
  at: page=2&viewrect=34,20,737,45
  content:
  - paragraph: 外部有識者(※)から意見を聴取。
    at: page=2&viewrect=34,85,850,40
  - bullet: 国際共同研究を行う動機・経緯等
    marker: •
    at: page=2
    check: [level]
    ruby:
    - {{base: 経緯, text: けいい}}
    content:
    - bullet: 異分野融合領域を設定
      marker: –
  - note: |-
      大学等研究者6名、
      大学等マネジメント5名、
    mark: ※
    label: 有識者(※)
    at: page=2
- number: (2)
  title: 国際共同研究について
  at: ['page=5&viewrect=1,2,3,4', page=6]
  content:
  - table:
      caption: 表1
      header:
      - [年度, 件数]
      rows:
      - ['2020', '12:30']
      - ['', "a\\nb"]
  - figure:
      text:
      - 入口
      - 出口
    at: page=7
  themes:
  - title: ''
left_out:
- {{text: 1–7, why: page-number, pages: 2-8}}
"""


def title_line(text: str) -> str:
    return dump(Report(title=text), schema=None).split("\ntitle: ")[1].split("\nlanguage:")[0]


def problems(text: str | bytes) -> list[str]:
    with pytest.raises(InvalidReportError) as caught:
        load(text, "deck.yaml")
    assert caught.value.exit_code == 5
    assert caught.value.advice
    return caught.value.problems


@pytest.fixture(params=["CSafeLoader", "SafeLoader"])
def _each_parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compose, "LOADER", getattr(yaml, request.param))


def test_dump_looks_like_the_design() -> None:
    assert dump(DECK) == DECK_YAML


def test_what_is_dumped_is_loaded() -> None:
    assert load(DECK_YAML) == DECK


def test_schema_line_is_omitted_when_there_is_no_schema() -> None:
    assert dump(Report(), schema=None) == "format: reportpipe/1\ntitle: ''\nlanguage: ja\nthemes: []\n"


@pytest.mark.parametrize(
    "text",
    [
        *("no", "No", "on", "y", "true", "off", "~", "null", "NULL", "=", "<<"),
        *("12:30", "1e3", "1E+3", "0o7", "0123", "1_000", "1,000", "0x1F", "+1"),
        *("1.", ".5", ".", "._", "+_", ".inf", "-.INF", ".nan"),
        *("2021-03-26", "2021-03", "2021-03-26T10:00:00Z", "2021-03-26 10:00"),
        *("-", "-x", "- a", "?x", "? a", "!x", "&x", "*1", "%x", "@x", "`x", "[x]", "{x}", "|x", ">x", "#x", "'", '"'),
        *("", " a", "a ", "a: b", "a:", "a #b", "...", "---"),
    ],
)
def test_what_a_reader_could_misread_is_quoted(text: str) -> None:
    assert title_line(text) == "'" + text.replace("'", "''") + "'"


@pytest.mark.parametrize(
    "text",
    [
        "(1)",
        "（１）",
        "➢",
        "1–7",
        "2-8",
        "a:b",
        "a#b",
        "it's",
        "C++",
        "𠮷野家 😀",
        "e3",
        "１２",
        "page=2&x",
        "長" * 5000,
    ],
)
def test_what_nobody_misreads_is_plain(text: str) -> None:
    assert title_line(text) == text


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("a\tb", r'"a\tb"'),
        ("a\x85b", r'"a\x85b"'),
        ("a\u2028b", r'"a\u2028b"'),
        ("\ufeffa", r'"\ufeffa"'),
        ("\x00\x07", r'"\x00\x07"'),
        ("a\r\nb", r'"a\r\nb"'),
        ('"\\\n', r'"\"\\\n"'),
        (" a\nb", r'" a\nb"'),
        ("a\nb\n", r'"a\nb\n"'),
        ("a\n  ", r'"a\n  "'),
        ("a\n\n  b ", "|-\n  a\n\n    b "),
        ("a\nno: #b", "|-\n  a\n  no: #b"),
    ],
)
def test_odd_characters_and_several_lines(text: str, written: str) -> None:
    assert title_line(text) == written
    assert load(dump(Report(title=text))).title == text


def test_lone_surrogate_becomes_a_replacement_character() -> None:
    assert load(dump(Report(title="a\ud800b\udfff"))).title == "a\ufffdb\ufffd"


def test_equal_lists_are_written_twice_and_never_by_anchor() -> None:
    row = ["a", "b"]
    text = dump(Report(themes=[Theme(title="x", content=[Table(table=TableBody(header=[row], rows=[row, row]))])]))
    assert text.count("- [a, b]") == 3


def test_unquoted_scalars_are_the_text_that_stands_there() -> None:
    report = load(
        "title: 2021\ndate: 2021-03-26\nfront: [no, 12:30, 1e3, 0o7, true]\nsource: {file: 1.0, pages: 8}\n"
        "themes:\n- number: 1\n  title: !!int 3\n  at: ~\n  check:\n"
    )
    assert report == Report(
        title="2021",
        date="2021-03-26",
        front=["no", "12:30", "1e3", "0o7", "true"],
        source=Source(file="1.0", pages=8),
        themes=[Theme(number="1", title="3")],
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_encodings_with_and_without_byte_order_mark(encoding: str) -> None:
    assert load("title: 日本\r\n".encode(encoding)).title == "日本"


def test_byte_order_mark_in_text() -> None:
    assert load("\ufefftitle: 日本").title == "日本"


BROKEN = """\
format: reportpipe/2
title: [科学]
organisation: 文部科学省
date: 令和3年
language: 日本語
source: {file: a.pdf, pages: 八, sha256: abc}
extracted: reportpipe
front: [注: 1, ~]
themes:
- titel: 背景
  at: p.3
  content:
  - bulet: 一
    content:
    - paragrah: [二]
  - paragraph: 三
    content: []
  - bullet: 四
    paragraph: 五
    at: {page: 1}
  - 六
  - mark: 1
  - bullet:
    at: [page=1, x, [page=2]]
  - table: {rows: {a: b}, 題名: x}
- title: 課題
  content: 七
left_out:
- {text: a, why: b, pages: p3}
"""

BROKEN_SAYS = """\
deck.yaml:1:9: format: must be reportpipe/1
deck.yaml:2:8: title: must be text, not a list
deck.yaml:3:15: organisation: must be a list, not text (begin each item with '- ')
deck.yaml:4:7: date: must be a date such as 2021-03-26, 2021-03 or 2021 (as it is printed, it goes to date_as_printed)
deck.yaml:5:11: language: must be a language tag such as ja or en-GB
deck.yaml:6:30: source.pages: must be a whole number, 0 or more
deck.yaml:6:41: source.sha256: must be 64 digits from 0-9 and a-f
deck.yaml:7:12: extracted: must be a group of keys, not text
deck.yaml:8:9: front[0]: must be text, not a group of keys (text with ': ' in it must be in quotes)
deck.yaml:8:15: front[1]: must be text, not empty (write '~' if that is the text)
deck.yaml:10:3: themes[0].titel: unknown key (did you mean title?)
deck.yaml:10:3: themes[0].title: this key is missing
deck.yaml:11:7: themes[0].at: must be page=N or page=N&viewrect=left,top,width,height, in points, or a list of these
deck.yaml:13:5: themes[0].content[0].bulet: unknown key (did you mean bullet?)
deck.yaml:15:7: themes[0].content[0].content[0].paragrah: unknown key (did you mean paragraph?)
deck.yaml:15:17: themes[0].content[0].content[0].paragraph: must be text, not a list
deck.yaml:17:5: themes[0].content[1].content: only a bullet has content: \
make this paragraph a bullet, or move what is below into a list item of its own
deck.yaml:19:5: themes[0].content[2].paragraph: this block already is a bullet, and a block has one kind: \
begin a list item of its own with '- paragraph:'
deck.yaml:20:9: themes[0].content[2].at: \
must be page=N or page=N&viewrect=left,top,width,height, in points, or a list of these
deck.yaml:21:5: themes[0].content[3]: a block must be keys such as 'paragraph: …', not text
deck.yaml:22:5: themes[0].content[4]: a block needs one of the keys bullet, paragraph, note, table or figure
deck.yaml:23:5: themes[0].content[5].bullet: must be text, not empty (write '' for no text)
deck.yaml:24:18: themes[0].content[5].at[1]: \
must be page=N or page=N&viewrect=left,top,width,height, in points, or a list of these
deck.yaml:24:21: themes[0].content[5].at[2]: \
must be page=N or page=N&viewrect=left,top,width,height, in points, or a list of these
deck.yaml:25:19: themes[0].content[6].table.rows: must be a list, not a group of keys (begin each item with '- ')
deck.yaml:25:27: themes[0].content[6].table.題名: unknown key (known here: caption, header, rows)
deck.yaml:27:12: themes[1].content: must be a list, not text (begin each item with '- ')
deck.yaml:29:28: left_out[0].pages: must be page numbers such as 3, 2-8 or 1,4-6
"""


@pytest.mark.usefixtures("_each_parser")
def test_all_problems_are_told_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(told, "MOST_TOLD", 100)
    monkeypatch.setattr(reader, "MOST_TOLD", 100)
    assert problems(BROKEN) == BROKEN_SAYS.splitlines()


@pytest.mark.usefixtures("_each_parser")
@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "1:1: the file is empty: a report has keys such as title: and themes:"),
        ("# 下書き\n", "1:1: the file is empty: a report has keys such as title: and themes:"),
        ("- a\n", "1:1: a report must be a group of keys such as title: and themes:, not a list"),
        ("科学\n", "1:1: a report must be a group of keys such as title: and themes:, not text"),
        ("title: a\ntitle: b\n", "2:1: title: this key stands twice, first in line 1 (delete one)"),
        ("themes:\n\t- title: a\n", "2:1: a tab stands where spaces are wanted: indent with spaces"),
        ("themes:\n- title: a\n\tat: page=1\n", "3:1: a tab stands where spaces are wanted: indent with spaces"),
        ("title: '科学\nlanguage: ja\n", "1:8: the quote that opens here is never closed"),
        ('title: "a\\d"\n', "1:8: a \\ in double quotes begins an escape: use single quotes, or write \\\\"),
        ("title: 注: a\n", "1:9: a colon too many, or wrong indentation: text with ': ' in it must be in quotes"),
        ("title: - a\n", "1:8: a list begins on a line of its own, below its key"),
        ("title: |a\n", "1:8: text that begins with | must be in quotes (or begins on the next line, indented)"),
        ("front: [a\ntitle: b\n", "1:8: the [ that opens here is not closed, or a comma is missing "
         "(text with [ needs quotes)"),
        ("front: [a, , b]\n", "1:12: an item is missing here, or a [ or { above is never closed"),
        ("title: @a\n", "1:8: text that begins with @ must be in quotes: '@…'"),
        ("title: * a\n", "1:8: text that begins with * must be in quotes: '*…'"),
        ("title: *1\n", "1:8: text that begins with * must be in quotes: '*1' (no YAML aliases here)"),
        ("title: &a b\n", "1:8: text that begins with & must be in quotes: '&a…' (no YAML anchors here)"),
        ("title: !a b\n", "1:8: text that begins with ! must be in quotes (no YAML tags here)"),
        ("title: !!python/object:os.system a\n", "1:8: text that begins with ! must be in quotes (no YAML tags here)"),
        ("themes: !!map []\n", "1:9: text that begins with ! must be in quotes (no YAML tags here)"),
        ("title: a\n科学\n", "2:1: neither a key nor part of the text above: "
         "a key ends with a colon, text is indented"),
        ("themes:\n  - title: a\n - title: b\n", "3:2: the indentation does not fit the lines above: "
         "keys of one group begin in the same column"),
        ("title: '注' a\n", "1:12: text goes on after its closing quote or bracket: put the whole text in quotes"),
        ("{{ title }}: a\n", "1:1: a key must be a word (text that begins with { or [ must be in quotes)"),
        ("title: a\n---\ntitle: b\n", "2:1: a second document begins here: a file holds one report (delete the ---)"),
        ("title: a\x07\n", "1:9: the character U+0007 cannot stand in a YAML file (delete it)"),
        ("title: a\ud800\n", "1:9: the character U+D800 cannot stand in a YAML file (delete it)"),
        ("[" * 5000, "1:101: nested more than 100 levels deep"),
        ("title: 科\r\nfront: [a, [], {" + "[" * 5000, "2:114: nested more than 100 levels deep"),
        ("- " * 5000 + "a", "1:201: nested more than 100 levels deep"),
        ("\n".join(" " * level + "a:" for level in range(1100)), "101:101: nested more than 100 levels deep"),
        ("[" * 300 + "@", "1:101: nested more than 100 levels deep"),
        ("[" * 90 + "]" * 20 + "[" * 20 + "@", "1:131: text that begins with @ must be in quotes: '@…'"),
        ("title: '" + "[" * 300 + "\n", "1:8: the quote that opens here is never closed"),
        ("date: 2021-13-40\n", "1:7: date: must be a date such as 2021-03-26, 2021-03 or 2021 "
         "(as it is printed, it goes to date_as_printed)"),
        ("source: {file: a, pages: " + "9" * 5000 + "}\n", "1:26: source.pages: must be a whole number, 0 or more"),
    ],
)  # fmt: skip
def test_one_problem(text: str, said: str) -> None:
    assert problems(text) == [f"deck.yaml:{said}"]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ("title: 科学技術".encode("cp932"), "1:1: the file is not UTF-8 (it looks like Shift_JIS): save it as UTF-8"),
        (b"title: a\nfront: \xff", "2:1: the file is not UTF-8: save it as UTF-8"),
        ("title: 科学".encode("euc-jp") + b"\xff", "1:1: the file is not UTF-8: save it as UTF-8"),
        (b"\xef\xbb\xbftitle: a\nfront: \xff", "2:1: the file is not UTF-8: save it as UTF-8"),
        (b"\xff\xfe\x00", "1:1: the file is not UTF-16: save it as UTF-8"),
    ],
    ids=["cp932", "latin", "euc-jp", "bom", "utf-16"],
)
def test_bytes_that_are_not_read(data: bytes, said: str) -> None:
    assert problems(data) == [f"deck.yaml:{said}"]


def test_billion_laughs_is_refused_at_its_first_line() -> None:
    lines = ["a0: &a0 [ha]"] + [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 50)]
    assert "no YAML anchors here" in problems("\n".join(lines))[1]


def test_a_hundred_levels_are_read() -> None:
    report = Report(themes=[Theme(title="a")])
    for _ in range(48):
        report = Report(themes=[Theme(title="a", themes=report.themes)])
    assert load(dump(report)) == report


def test_name_defaults_to_report() -> None:
    with pytest.raises(InvalidReportError, match=r"^<report>:1:1: "):
        load("")


def parts(part: type[Part]) -> set[type[Part]]:
    return {part} | {below for child in part.__subclasses__() for below in parts(child)}


def test_every_part_of_the_model_and_every_pattern_has_words() -> None:
    known: set[Any] = {Report, *BLOCKS.values(), *BELOW.values()}
    assert {part for part in parts(Part) if not part.__subclasses__()} - {Part} == known
    schema = json_schema()
    properties = [pair for part in [schema, *schema["$defs"].values()] for pair in part["properties"].items()]
    assert {key for key, value in properties if "pattern" in str(value)} | {"format"} == set(explain.WANTED)


HEAD = "title: a\nthemes:\n- title: b\n  content:\n"


def test_of_many_problems_twenty_are_told_and_the_rest_is_counted() -> None:
    said = problems("".join(f"k{number}: a\n" for number in range(5_000)))
    assert said[0].startswith("deck.yaml:1:1: k0: unknown key")
    assert (len(said), said[-1]) == (21, "deck.yaml: and 4,980 more problems")


def test_problems_of_all_kinds_are_told_in_the_order_of_the_file() -> None:
    said = problems(HEAD + "  - bullet: []\n" * 2_000 + "  - bullet: &a x\n" * 2_000)
    assert [line.split(":")[1] for line in said[:20]] == [str(line) for line in range(5, 25)]
    assert said[-1] == "deck.yaml: and 3,980 more problems"


def test_a_key_that_is_very_long_is_cut_in_messages() -> None:
    assert max(map(len, problems(f"? {'k' * 100_000}\n: a\n"))) < 300


@pytest.mark.parametrize(
    ("bounds", "text", "setting"),
    [
        (Bounds(values=1_000), HEAD + "  - bullet: x\n" * 400, "max_values"),
        (Bounds(yaml=1), "# " + "x" * (1 << 20), "max_yaml"),
    ],
)
def test_a_limit_is_named(bounds: Bounds, text: str, setting: str) -> None:
    with pytest.raises(LimitError, match=setting):
        load(text, "deck.yaml", bounds)


def test_unknown_keys_take_time_by_their_number() -> None:
    def seconds(many: int) -> float:
        text = "".join(f"k{number}: a\n" for number in range(many))
        began = time.process_time()
        problems(text)
        return time.process_time() - began

    seconds(100)
    assert seconds(8_000) < 20 * seconds(1_000)
