from __future__ import annotations

import json
from typing import Any

import jsonschema

from reportpipe.model.checks import checked
from reportpipe.model.report import Figure, FigureBody, Report, Source, Table, TableBody, to_dict
from reportpipe.renderers.json_ import JsonRenderer
from tests.conftest import ROOT
from tests.unit.renderers.samples import INTERVIEWS, bullet, themed


def test_is_the_same_object_as_the_yaml() -> None:
    data = JsonRenderer().render(INTERVIEWS)
    assert json.loads(data) == to_dict(INTERVIEWS)
    assert checked(json.loads(data)) == INTERVIEWS


def test_is_readable_and_ends_with_one_line_feed() -> None:
    text = JsonRenderer().render(Report(title="国際 \u2028")).decode("utf-8")
    assert text == '{\n  "format": "reportpipe/1",\n  "title": "国際 \u2028",\n  "language": "ja",\n  "themes": []\n}\n'
    assert JsonRenderer().suffix == ".json"


def test_is_valid_under_the_schema() -> None:
    schema = json.loads((ROOT / "schema" / "report.schema.json").read_text("utf-8"))
    jsonschema.Draft202012Validator(schema).validate(json.loads(JsonRenderer().render(INTERVIEWS)))


def rows(report: Report) -> list[Any]:
    data = JsonRenderer(lines=True).render(report).decode("utf-8")
    assert data.endswith("\n") or not data
    return [json.loads(line) for line in data.split("\n")[:-1]]


def test_lines_hold_one_theme_each_and_every_theme_once() -> None:
    found = rows(INTERVIEWS)
    assert [row["title"] for row in found] == ["主なインタビュー項目", "主な意見", "国際共同研究について"]
    assert [row["breadcrumb"] for row in found] == [
        [INTERVIEWS.title], [INTERVIEWS.title], [INTERVIEWS.title, "2. 主な意見"]
    ]  # fmt: skip
    assert [row["at"] for row in found] == [
        ["page=2&viewrect=34,20,737,45"],
        ["page=3", "page=4"],
        ["page=5", "page=7"],
    ]
    assert found[1]["content"] == to_dict(INTERVIEWS)["themes"][1]["content"]
    assert "themes" not in found[1]
    assert {row["file"] for row in found} == {"mext.pdf"}
    assert found[1]["text"].splitlines()[:4] == ["(1) 国際化", "  ① 先進国", "    ア 米国", "    イ 独国"]
    assert JsonRenderer(lines=True).suffix == ".jsonl"


def test_lines_hold_tables_and_figures_and_odd_line_ends() -> None:
    table = Table(table=TableBody(caption="表", header=[["国", "数"]], rows=[["日本", "1"]]))
    figure = Figure(figure=FigureBody(caption="図", text=["軸"]))
    (row,) = rows(themed(bullet("甲\u2028乙"), table, figure))
    assert row["text"] == "• 甲\n乙\n表\n国 | 数\n日本 | 1\n図\n軸"
    assert rows(Report(source=Source(file="a"))) == []
