from __future__ import annotations

import json

from reportpipe.model.report import Report, to_dict
from reportpipe.renderers.json_ import JsonRenderer
from tests.unit.renderers.samples import INTERVIEWS


def test_is_the_same_object_as_the_yaml() -> None:
    data = JsonRenderer().render(INTERVIEWS)
    assert json.loads(data) == to_dict(INTERVIEWS)
    assert Report.model_validate_json(data) == INTERVIEWS


def test_is_readable_and_ends_with_one_line_feed() -> None:
    text = JsonRenderer().render(Report(title="国際 \u2028")).decode("utf-8")
    assert text == '{\n  "format": "reportpipe/1",\n  "title": "国際 \u2028",\n  "language": "ja",\n  "themes": []\n}\n'
    assert JsonRenderer.suffix == ".json"
