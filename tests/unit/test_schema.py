"""The JSON Schema on disk is that of the model, and says of a report what the model says."""

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from reportpipe.errors import InvalidReportError
from reportpipe.model.report import Report, to_dict
from reportpipe.schema import schema_text
from reportpipe.yamlio import dump, load
from tests.unit.test_yamlio import DECK

ON_DISK = Path(__file__).parents[2] / "schema" / "report.schema.json"


@pytest.fixture
def validator() -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(json.loads(schema_text()))


def test_schema_on_disk_is_that_of_the_model() -> None:
    assert ON_DISK.read_text("utf-8") == schema_text(), (
        "the model has changed: reportpipe schema > schema/report.schema.json"
    )


def test_schema_is_a_valid_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(json.loads(schema_text()))


def test_every_object_is_closed_and_nothing_may_be_null() -> None:
    schema = json.loads(schema_text())
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["$id"] == "urn:reportpipe:report:1"
    assert all(part["additionalProperties"] is False for part in [schema, *schema["$defs"].values()])
    assert "null" not in schema_text()


def test_a_block_is_one_of_five_each_with_its_key() -> None:
    schema = json.loads(schema_text())
    blocks = schema["$defs"]["Theme"]["properties"]["content"]["items"]["oneOf"]
    required = [schema["$defs"][block["$ref"].removeprefix("#/$defs/")]["required"] for block in blocks]
    assert required == [["bullet"], ["paragraph"], ["note"], ["table"], ["figure"]]


@pytest.mark.parametrize("report", [DECK, Report()], ids=["deck", "empty"])
def test_a_report_is_valid_as_object_and_as_yaml(report: Report, validator: jsonschema.Draft202012Validator) -> None:
    validator.validate(to_dict(report))
    # As an editor sees the file, whose reader knows numbers and dates.
    validator.validate(yaml.safe_load(dump(report)))


def set_at(*path: Any, value: Any) -> Callable[[Any], None]:
    def change(data: Any) -> None:
        for step in path[:-1]:
            data = data[step]
        data[path[-1]] = value

    return change


BREAKS: dict[str, Callable[[Any], None]] = {
    "unknown key": set_at("titel", value="a"),
    "missing key": lambda data: data["themes"][0].pop("title"),
    "list for text": set_at("title", value=["a"]),
    "text for list": set_at("organisation", value="文部科学省"),
    "other format": set_at("format", value="reportpipe/2"),
    "month 13": set_at("date", value="2021-13-40"),
    "null": set_at("themes", 0, "title", value=None),
    "no kind": set_at("themes", 0, "content", 0, value={"mark": "※"}),
    "two kinds": set_at("themes", 0, "content", 0, "note", value="a"),
    "content below a paragraph": set_at("themes", 0, "content", 0, "content", value=[]),
    "bad place": set_at("themes", 0, "at", value="p.3"),
    "negative pages": set_at("source", "pages", value=-1),
}


@pytest.mark.parametrize("name", BREAKS)
def test_what_is_broken_is_invalid_to_schema_and_loader(name: str, validator: jsonschema.Draft202012Validator) -> None:
    data = copy.deepcopy(to_dict(DECK))
    BREAKS[name](data)
    assert not validator.is_valid(data)
    with pytest.raises(InvalidReportError):
        load(yaml.safe_dump(data, allow_unicode=True))
