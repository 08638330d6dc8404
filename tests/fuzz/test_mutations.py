"""Mutated PDFs: whatever they are, a report comes out of them that is valid in every format, or an error of ours.

In the quick tests, until one of them is readable. Behind the marker `long` two minutes where CI is set, ten seconds
elsewhere, or as long as one likes: REPORTPIPE_FUZZ_SECONDS=7200.
"""

from __future__ import annotations

import os
import random
import time

import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings

from reportpipe import yamlio
from reportpipe.errors import EncryptedError, LimitError, NoTextError, UnreadableError
from reportpipe.pipeline import read, render
from tests.fuzz.mutations import mutated

SECONDS = float(os.environ.get("REPORTPIPE_FUZZ_SECONDS") or (120 if os.environ.get("CI") else 10))
DOCUMENTED = (UnreadableError, EncryptedError, LimitError, NoTextError)
"""What `read` says that it raises for a PDF."""
ROUND = 20
"""Examples between two looks at the clock."""


MOST = 10
"""So many rounds at least have one readable PDF, or something is wrong."""


def survives(pdf: bytes) -> bool:
    """Reads a PDF, and writes and reads back what comes of it. Whether anything does."""
    try:
        report = read(pdf).report
    except DOCUMENTED:
        return False
    assert yamlio.load(yamlio.dump(report, None).encode(), "fuzz.yaml") == report
    for name in ("md", "json", "html", "docx"):
        assert render(report, name)
    return True


@pytest.mark.parametrize("seconds", [0.0, pytest.param(SECONDS, marks=pytest.mark.long)])
def test_mutated_pdfs_raise_only_what_is_documented(seconds: float) -> None:
    """Each round has a seed of its own, which is told where it fails."""
    deadline, rounds, read_well = time.monotonic() + seconds, 0, []
    first = random.SystemRandom().randrange(1 << 32) if os.environ.get("REPORTPIPE_FUZZ_SECONDS") else 0

    @settings(
        max_examples=ROUND,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.generate, Phase.shrink],
    )
    @given(pdf=mutated())
    def one(pdf: bytes) -> None:
        read_well.append(survives(pdf))

    while (rounds < MOST and not any(read_well)) or time.monotonic() < deadline:
        seed(first + rounds)(one)()
        rounds += 1
    print(f"{len(read_well)} PDFs in {rounds} rounds from seed {first}, {sum(read_well)} of them readable")
    assert any(read_well)


@pytest.mark.parametrize("pdf", [b"%PDF-", b"%PDF-1.7\ntrailer << /Root 1 0 R >>\n%%EOF"])
def test_next_to_nothing(pdf: bytes) -> None:
    assert not survives(pdf)
