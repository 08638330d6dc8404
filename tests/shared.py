"""Where the test vectors are that are kept outside of this project. Tests that need them skip where they are absent."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

SHARED = Path(os.environ.get("REPORTPIPE_SHARED") or Path(__file__).resolve().parents[2] / "shared")
requires_shared = pytest.mark.skipif(not SHARED.is_dir(), reason="../shared is not here")

SAMPLE = (
    "en-eipa-journey",
    "en-oc-reuse-software",
    "ja-cao-tanaka-ai-use",
    "ja-cio-dp2021-05",
    "ja-hokkaido-nyusatsu-tebiki",
    "ja-jwg-fossology-fujitsu",
    "ja-jwg-toyota-ospo",
    "ja-lo-faq-sg-20210317",
    "ja-mhlw-gigi4-r8",
    "ja-mhlw-seishain-leaflet",
    "ja-todai-zoom-a",
    "tw-m4-deck",
)
"""The twelve documents of corpus/outlined that the quick tests read: of all six groups, of eleven publishers, some that
come out well and some that do not, none with more than a second of work."""


def documents(*folders: str) -> list[Path]:
    """The directories of all documents of the corpus, or of these folders of it; none where it is not here."""
    found = (path.parent for name in folders or ("outlined", "sourced", "plain")
             for path in (SHARED / "corpus" / name).glob("*/document.pdf"))  # fmt: skip
    return sorted(found)


def outlined() -> list[Any]:
    """The documents of corpus/outlined as parameters of a test: the sample, and behind the marker `soak` the others."""
    found = [
        pytest.param(path, id=path.name, marks=() if path.name in SAMPLE else pytest.mark.soak)
        for path in documents("outlined")
    ]
    return found or [pytest.param(None, marks=pytest.mark.skip(reason="../shared is not here"))]


def over_the_corpus() -> pytest.MarkDecorator:
    """Runs a test, which takes `folders`, over the sample, and behind the marker `long` over all documents."""
    every = documents()
    sample = [path for path in every if path.name in SAMPLE]
    skip = [] if every else [pytest.mark.skip(reason="../shared is not here")]
    return pytest.mark.parametrize(
        "folders",
        [pytest.param(sample, id="sample", marks=skip), pytest.param(every, id="all", marks=[*skip, pytest.mark.long])],
    )


def vectors(kind: str) -> list[Any]:
    """The cases of one kind in japanese/cases.json, as parameters of a test; one that skips where they are absent."""
    path = SHARED / "japanese" / "cases.json"
    if not path.is_file():
        return [pytest.param(None, marks=pytest.mark.skip(reason="../shared is not here"))]
    cases: list[Any] = json.loads(path.read_text(encoding="utf-8"))[kind]
    return [pytest.param(case, id=f"{kind}-{number}") for number, case in enumerate(cases)]
