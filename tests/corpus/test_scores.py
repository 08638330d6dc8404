"""The score of each document with a true outline, from below: a change of a rule must not lose what others won.

A floor is the score of the day it was set, less one hundredth. Raise it with what you gain.
"""

from __future__ import annotations

import json
from types import ModuleType

import pytest

from reportpipe.pipeline import read, render
from tests.shared import SHARED, requires_shared

OUTLINED = SHARED / "corpus" / "outlined"
FLOORS = {
    "en-jwg-allmember-20190716": 0.87,
    "en-oc-ai-sbom-guide": 0.84,
    "en-oc-onboarding": 0.99,
    "en-oc-reuse-software": 0.91,
    "en-oc-tooling-2": 0.91,
    "ja-cio-dp2020-01": 0.80,
    "ja-cio-dp2020-03": 0.93,
    "ja-cio-dp2021-02": 0.94,
    "ja-cio-dp2021-05": 0.91,
    "ja-cio-dp2021-06": 0.84,
    "ja-cio-dp2021-09": 0.89,
    "ja-jwg-agenda-20220420": 0.87,
    "ja-jwg-education-20190228": 0.92,
    "ja-jwg-faq-licence-myths": 0.90,
    "ja-jwg-tooling-20201124": 0.84,
    "ja-jwg-tooling-20210323": 0.91,
    "ja-lo-faq-sg-20210317": 0.81,
    "ja-lo-newbies-20210215": 0.90,
    "ja-lo-simpleqa-2025q3": 0.89,
    "ja-oc-curriculum-1.1": 0.86,
    "ja-oc-rebuilding-checklist": 0.91,
    "ja-trustedweb-wp1": 0.85,
    "ja-trustedweb-wp3-usecase": 0.92,
    "tw-m4-deck": 0.74,
    "zh-hans-oc-curriculum-1.1": 0.89,
    "zh-hans-oc-onboarding-handout": 0.99,
}


@requires_shared
@pytest.mark.parametrize("name", FLOORS)
def test_no_document_scores_less_than_it_did(name: str, scorer: ModuleType) -> None:
    truth = json.loads((OUTLINED / name / "truth.json").read_text("utf-8"))
    markdown = render(read(OUTLINED / name / "document.pdf").report, "md").decode()
    assert scorer.score(truth, markdown)["score"] >= FLOORS[name]


@requires_shared
def test_every_document_has_a_floor() -> None:
    assert {path.parent.name for path in OUTLINED.glob("*/truth.json")} == set(FLOORS)
