"""Options of renditions: from flags and settings to the fields of a renderer."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from reportpipe import plugins
from reportpipe.cli.renditions import Wanted, renderers
from reportpipe.errors import UsageError
from reportpipe.renderers.json_ import JsonRenderer
from reportpipe.renderers.word import WordRenderer
from reportpipe.settings import Settings, load_settings


def made(formats: list[str] | None, settings: Any = None, output: str | None = None, **flags: Any) -> list[Any]:
    return renderers(Wanted(formats, output, flags), ("docx", "json"), settings or {})


def test_without_options_the_defaults() -> None:
    assert made(None) == [WordRenderer(), JsonRenderer()]


def test_flags_win_over_settings() -> None:
    settings = {"docx": {"page_links": False, "body_latin": "Arial"}}
    assert made(["docx"], settings) == [WordRenderer(page_links=False, body_latin="Arial")]
    assert made(["docx"], settings, page_links=True) == [WordRenderer(body_latin="Arial")]


def test_a_file_is_given_as_its_bytes(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(b"PK")
    assert made(["docx"], reference_doc=tmp_path / "a.docx")[0].reference_doc == b"PK"
    assert made(["docx"], {"docx": {"reference_doc": str(tmp_path / "a.docx")}})[0].reference_doc == b"PK"
    with pytest.raises(UsageError, match=r"b\.docx"):
        made(["docx"], reference_doc=tmp_path / "b.docx")


def test_the_outputs_suffix_names_the_format() -> None:
    assert made(None, output="a.json") == [JsonRenderer()]
    assert made(None, output="a.jsonl", lines=True) == [JsonRenderer(lines=True)]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"body_font": "x"}, "no option 'body_font'"),
        ({"page_links": "sometimes"}, "option 'page_links' of format 'docx'"),
        ({"styles": {"heading 1": 3}}, "option 'styles.heading 1'"),
    ],
)
def test_wrong_options_are_told(options: dict[str, Any], message: str) -> None:
    with pytest.raises(UsageError, match=message):
        plugins.renderer("docx", options)


def test_settings_hold_options_in_the_file_and_in_a_variable(tmp_path: Path) -> None:
    file = tmp_path / "settings.yaml"
    file.write_text("options: {docx: {styles: {heading 1: 見出しA}}}", "utf-8")
    assert load_settings({}, {}, file).options == {"docx": {"styles": {"heading 1": "見出しA"}}}
    variables = {"REPORTPIPE_OPTIONS": "json: {lines: true}"}
    assert load_settings({}, variables, file).options == {"json": {"lines": True}}
    with pytest.raises(UsageError, match="options"):
        load_settings({}, {"REPORTPIPE_OPTIONS": "lines"}, None)
    with pytest.raises(UsageError, match="options is not YAML"):
        load_settings({}, {"REPORTPIPE_OPTIONS": "{json: ["}, None)


def test_settings_that_are_not_set_are_not_checked() -> None:
    """Nor is the checker loaded for them; what is set is: by a flag, too."""
    assert load_settings({"source": None}, {}, None) == Settings()
    assert load_settings({"strict": True}, {"REPORTPIPE_FORMATS": "md, json"}, None).formats == ("md", "json")
    with pytest.raises(UsageError, match="setting 'language': '日本' is not allowed"):
        load_settings({"language": "日本"}, {}, None)


@pytest.mark.parametrize(
    "text", ["max_seconds: 99999999999999999999", "max_memory: 0x7fffffffffffffff", "max_pages: 0"]
)
def test_a_number_that_no_system_can_hold_is_no_setting(tmp_path: Path, text: str) -> None:
    (tmp_path / "settings.yaml").write_text(text)
    with pytest.raises(UsageError, match="is not allowed"):
        load_settings({}, {}, tmp_path / "settings.yaml")


@pytest.mark.parametrize("text", ["[" * 100_000, "source: 2021-99-99"])
def test_settings_that_no_reader_can_take_are_said_to_be_none(tmp_path: Path, text: str) -> None:
    (tmp_path / "settings.yaml").write_text(text)
    with pytest.raises(UsageError, match=r"settings\.yaml is n"):
        load_settings({}, {}, tmp_path / "settings.yaml")
