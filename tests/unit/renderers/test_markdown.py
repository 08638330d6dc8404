from __future__ import annotations

import re

import pytest
import yaml

from reportpipe.model.report import Block, Figure, FigureBody, Note, Paragraph, Report, Source, Table, TableBody, Theme
from reportpipe.renderers.markdown import MarkdownRenderer
from tests.unit.renderers.samples import INTERVIEWS, bullet, themed


def body(report: Report) -> str:
    return MarkdownRenderer().render(report).decode("utf-8")


def below(*content: Block) -> str:
    text = body(themed(*content))
    assert text.startswith("# 題\n\n")
    assert text.endswith("\n")
    assert not text.endswith("\n\n")
    return text.removeprefix("# 題\n\n").removesuffix("\n")


def test_a_whole_report() -> None:
    assert body(INTERVIEWS) == (
        "---\n"
        'title: "科学技術における国際交流・協力に関するインタビューの結果"\n'
        'date: "2021-03-26"\n'
        'date_text: "令和3年3月26日"\n'
        'organisation: ["文部科学省", "科学技術・学術政策局"]\n'
        'source: "mext.pdf"\n'
        f'sha256: "{"9f" * 32}"\n'
        "pages: 8\n"
        'by: "reportpipe 0.1.0"\n'
        "---\n\n"
        "# 科学技術における国際交流・協力に関するインタビューの結果\n\n"
        "文部科学省\n\n科学技術・学術政策局\n\n令和3年3月26日\n\nMINISTRY OF EDUCATION\n\n"
        "<!-- p.2 -->\n## 1. 主なインタビュー項目\n\n"
        "外部有識者(※)から意見を聴取[^1]。\n\n"
        "- 動機・経緯等\n"
        "  - 信頼関係\n"
        "    - 長期の交流\n"
        "    - 共著\n\n"
        "  があるものとする。\n\n"
        "  - 公募\n\n"
        "- 連携\n\n"
        "有識者(※)\n\n大学等研究者6名、\\\n大学等マネジメント5名、\n\n"
        "[^1]: 令和2年度に実施。\n\n"
        "<!-- p.3-4 -->\n## 2. 主な意見\n\n"
        "- (1) 国際化\n  - ① 先進国\n    - ア 米国\n    - イ 独国\n  - ② 他\n- (2) 共同研究\n  - ① 支援\n\n"
        "<!-- p.5,7 -->\n### (2) 国際共同研究について\n\n"
        "- （１） 全角の一\n- （２） 全角の二\n- （５） 飛んだ五\n- ✓ 完了\n\n"
        "表1\n\n| 国 | 件数 |\n| --- | --- |\n| 日本 | 12<br>（増） |\n| 米国 |  |\n\n"
        "|  |  |\n| --- | --- |\n| a | b |\n\n"
        "図1\n\n```figure\n2019年\n2020年\n```\n"
    )


def test_front_matter_is_yaml_whatever_is_in_it() -> None:
    report = Report(title='"---" :\n\\ \u2028\x85題', source=Source(file="# a: b", licence="CC BY 4.0"))
    (block,) = re.findall(r"\A---\n(.*?)\n---\n", body(report), flags=re.S)
    assert yaml.safe_load(block) == {"title": report.title, "source": "# a: b", "licence": "CC BY 4.0"}


def test_headings_stop_at_six_and_begin_at_one_without_a_title() -> None:
    theme = Theme(title="底")
    for number in range(7, 0, -1):
        theme = Theme(title=str(number), themes=[theme])
    levels = [line.split(" ")[0] for line in body(Report(themes=[theme])).splitlines() if line]
    assert [len(level) for level in levels] == [1, 2, 3, 4, 5, 6, 6, 6]
    assert "\n\n## 1\n" in body(Report(title="題", themes=[theme]))


def test_a_theme_without_a_title_has_no_heading() -> None:
    alone = [Theme(title="", content=[bullet("甲")]), Theme(title="題", content=[bullet("乙")])]
    assert body(Report(themes=alone)) == "- 甲\n\n# 題\n\n- 乙\n"
    # What follows one without a heading may not read as one list with it.
    assert body(Report(themes=[*alone, Theme(title="", content=[bullet("丙")])])).endswith("- 乙\n\n<!-- -->\n\n- 丙\n")


def test_numbers_are_list_numbers_in_a_clean_run_only() -> None:
    assert below(bullet("甲", "1."), bullet("乙", "2.")) == "1. 甲\n2. 乙"
    assert below(bullet("甲", "9)"), bullet("乙", "10)", bullet("丙"))) == "9) 甲\n10) 乙\n    - 丙"
    assert below(bullet("甲", "01."), bullet("乙", "１.")) == "- 01\\. 甲\n- １. 乙"
    assert below(bullet("甲", "1."), bullet("乙", "3.")) == "1. 甲\n\n<!-- -->\n\n3. 乙"
    assert below(bullet("甲", "1."), bullet("乙", "2)"), bullet("丙")) == "1. 甲\n\n2) 乙\n\n- 丙"


def test_a_list_that_cannot_follow_text_gets_a_blank_line() -> None:
    assert below(bullet("甲", "•", bullet("乙", "3."))) == "- 甲\n\n  3. 乙"
    assert below(bullet("甲", "•", bullet("", "–"))) == "- 甲\n\n  -"
    assert below(bullet("", "•", bullet("乙", "–")), bullet("", "•")) == "-\n  - 乙\n\n-"


def test_notes() -> None:
    assert below(Note(note="研究者\n６名", mark="※1")) == "※1 研究者\\\n６名"
    assert below(Note(note="文", mark="注", label="対象")) == "注 対象\n\n文"
    assert below(Note(note="1. 文")) == "1\\. 文"
    assert below(Note(note="文", mark="1")) == "1 文"


def test_a_footnote_below_a_bullet_is_defined_after_the_list() -> None:
    got = below(bullet("甲[^1]", "•", Note(note="文\n続", mark="1")), Paragraph(paragraph="乙[^2]"))
    assert got == "- 甲[^1]\n\n乙\\[^2\\]\n\n[^1]: 文\\\n    続"


def test_the_second_note_of_a_number_in_a_theme_stays_a_paragraph() -> None:
    got = below(bullet("甲[^1]"), Note(note="一", mark="1"), Note(note="二", mark="1"))
    assert got == "- 甲[^1]\n\n1 二\n\n[^1]: 一"


def test_blocks_below_a_bullet_stand_at_its_text() -> None:
    table = Table(table=TableBody(caption="表", header=[["a"], ["b"]], rows=[["c", "d"]]))
    figure = Figure(figure=FigureBody(text=["語\n句"]))
    assert below(bullet("甲", "•", table, figure), bullet("乙")) == (
        "- 甲\n\n  表\n\n  | a |  |\n  | --- | --- |\n  | b |  |\n  | c | d |\n\n  ```figure\n  語\n  句\n  ```\n\n- 乙"
    )


@pytest.mark.parametrize("content", [[], [Table(table=TableBody(rows=[]))], [Figure(figure=FigureBody())]])
def test_nothing_comes_of_nothing(content: list[Block]) -> None:
    assert body(themed(*content)) == "# 題\n"
    assert body(Report()) == "\n"


def test_commonmark_alone_has_lists_for_footnotes_and_tables() -> None:
    table = Table(
        table=TableBody(caption="表", header=[["国", "", "数"]], rows=[["日本", "a\nb", "1"], ["1. 米", "", ""]])
    )
    report = themed(
        bullet("甲[^1]2"), Paragraph(paragraph="乙[^*2]"), table, Table(table=TableBody(rows=[["a", "b"]])),
        Note(note="一\n続", mark="1"), Note(note="二", mark="*2"),
    )  # fmt: skip
    text = MarkdownRenderer(flavour="commonmark").render(report).decode()
    assert text == (
        "# 題\n\n- 甲(※1)2\n\n乙(\\*2)\n\n"
        "表\n\n<!-- -->\n\n- 国: 日本 / a b / 数: 1\n- 国: 1. 米\n\n<!-- -->\n\n- a / b\n\n"
        "<!-- -->\n\n- (※1) 一\\\n  続\n\n- (\\*2) 二\n"
    )


def test_the_front_matter_says_whose_work_it_is() -> None:
    report = Report(title="題", source=Source(file="a.pdf", publisher="内閣府", licence="CC BY 4.0"))
    assert 'attribution: "出典：内閣府「題」を加工して作成（CC BY 4.0）"\n' in body(report)
