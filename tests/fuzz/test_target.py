"""The corpus of the fuzzer, and what pure chance makes of it, go through the target."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tests.fuzz.target import one

CORPUS = sorted((Path(__file__).parent / "corpus").iterdir())


@pytest.mark.parametrize("file", CORPUS, ids=lambda file: file.name)
def test_the_corpus_raises_nothing(file: Path) -> None:
    one(file.read_bytes())


@pytest.mark.parametrize("number", range(20))
def test_chance_raises_nothing(number: int) -> None:
    rolled = random.Random(number)
    data = bytearray(rolled.choice(CORPUS).read_bytes())
    for _ in range(rolled.randrange(60)):
        data[rolled.randrange(len(data))] = rolled.randrange(256)
    one(bytes(data))
    one(rolled.randbytes(rolled.randrange(2000)))
