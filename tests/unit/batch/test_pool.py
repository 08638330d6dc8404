"""The guard: whatever a document's process does, it alone is blamed, the innocent are served, and nothing is left."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from reportpipe.batch.confine import Limits
from reportpipe.batch.pool import Ended, Pool
from reportpipe.errors import ReportpipeError
from tests.conftest import ROOT
from tests.unit.batch.ways import WAYS

TARGET = "tests.unit.batch.ways:act"
LIMITS = Limits(seconds=1, memory=512, wall=20.0)
BLAME = {
    "exception": ("failed", "ValueError: broken"),
    "segfault": ("failed", "SIGSEGV"),
    "kill -9": ("failed", "SIGKILL"),
    "abort": ("failed", "SIGABRT"),
    "_exit": ("failed", "exit code 0"),
    "SystemExit": ("failed", "SystemExit: 0"),
    "endless loop": ("limit", "1 s of CPU"),
    "deaf loop": ("limit", "1 s of CPU"),
    "memory": ("limit", "memory"),
    "recursion": ("failed", "RecursionError"),
    "no JSON": ("failed", "TypeError"),
    "unspeakable exception": ("failed", "UnspeakableError"),
    "leaked child": ("failed", "left a process behind"),
}
SLOW = ("endless loop", "deaf loop")


@pytest.fixture(scope="module")
def pool() -> Iterator[Pool]:
    with Pool(2, TARGET) as made:
        yield made


def work(pool: Pool, jobs: list[tuple[str, dict[str, str]]]) -> dict[str, Ended]:
    """Runs all jobs; how each ended."""
    todo, ended = list(jobs), dict[str, Ended]()
    while todo or pool.busy:
        while todo and pool.free:
            key, job = todo.pop(0)
            pool.submit(key, job, LIMITS)
        ended |= {one.key: one for one in pool.wait(10)}
    return ended


def first(pool: Pool) -> Ended:
    """The next job that ends."""
    while not (ended := pool.wait(10)):
        pass
    return ended[0]


def living(mark: str) -> list[int]:
    """The processes whose command line holds a mark."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal() and int(entry.name) != os.getpid():
            try:
                if mark.encode() in (entry / "cmdline").read_bytes():
                    found.append(int(entry.name))
            except OSError:
                continue
    return found


def shuffles(count: int, ways: list[str], pool: Pool) -> None:
    rolled = random.Random(6)
    for turn in range(count):
        mark = f"leak-{os.getpid()}-{turn}"
        jobs = [(way, {"way": way, "mark": mark}) for way in ways]
        jobs += [(f"innocent {number}", {"word": f"word {number}"}) for number in range(len(ways))]
        rolled.shuffle(jobs)
        ended = work(pool, jobs)
        for way in ways:
            assert (ended[way].fate, BLAME[way][1] in ended[way].reason) == (BLAME[way][0], True), ended[way]
        for number in range(len(ways)):
            assert ended[f"innocent {number}"].result == {"said": f"word {number}"}
        assert living(mark) == []


def test_thirteen_ways_to_go_wrong_among_innocents(pool: Pool) -> None:
    assert set(BLAME) == set(WAYS)
    assert len(WAYS) == 13
    shuffles(1, list(WAYS), pool)
    shuffles(4, [way for way in WAYS if way not in SLOW], pool)


@pytest.mark.soak
def test_thirteen_ways_to_go_wrong_in_a_hundred_shuffles(pool: Pool) -> None:
    shuffles(100, list(WAYS), pool)
    print("13 of 13 blamed rightly in 100 shuffles, 1,300 innocents served")


def test_the_clock_stands_behind_the_cpu(pool: Pool) -> None:
    pool.submit("sleeper", {"way": "sleep", "mark": "clock"}, Limits(seconds=5, memory=1024, wall=0.5))
    ended = first(pool)
    assert (ended.fate, ended.reason) == ("limit", "it took longer than 0.5 s by the clock")


def test_a_slot_that_is_killed_loses_its_own_document_only(pool: Pool) -> None:
    mark = f"slot-{os.getpid()}"
    pool.submit("victim", {"way": "sleep", "mark": mark}, LIMITS)
    pool.submit("innocent", {"word": "here"}, LIMITS)
    assert first(pool).result == {"said": "here"}
    (slot,) = [slot for slot in pool._slots if slot.key == "victim"]
    slot.process.kill()
    lost = first(pool)
    assert (lost.key, lost.fate) == ("victim", "lost")
    assert work(pool, [("next", {"word": "again"})])["next"].result == {"said": "again"}
    for pid in living(mark):  # the one thing that outlives a killed slot: what its document had let go
        os.kill(pid, signal.SIGKILL)


def test_a_slot_that_is_killed_while_it_starts_is_no_broken_guard() -> None:
    with Pool(1, TARGET) as starting:
        starting.submit("victim", {"word": "here"}, LIMITS)
        starting._slots[0].process.kill()
        assert first(starting).fate == "lost"
        assert work(starting, [("next", {"word": "again"})])["next"].result == {"said": "again"}


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_no_orphan_is_left_when_the_driver_dies(tmp_path: Path, number: signal.Signals) -> None:
    mark = f"driver-{os.getpid()}-{number}"
    script = (
        "from reportpipe.batch.confine import Limits\n"
        "from reportpipe.batch.pool import Pool\n"
        f"with Pool(2, {TARGET!r}) as pool:\n"
        f"    for key in 'ab':\n"
        f"        pool.submit(key, {{'way': 'sleep', 'mark': {mark!r}}}, Limits(5, 1024, 50))\n"
        "    while True:\n        pool.wait(60)\n"
    )
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(ROOT), *sys.path])}
    driver = subprocess.Popen([sys.executable, "-c", script], cwd=tmp_path, env=environment)
    deadline = time.monotonic() + 20
    while len(living(mark)) < 3 and time.monotonic() < deadline:  # the driver's own command line, and two sleepers
        time.sleep(0.05)
    assert len(living(mark)) == 3
    driver.send_signal(number)
    driver.wait(10)
    deadline = time.monotonic() + 10
    while living(mark) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert living(mark) == []


def test_a_guard_that_cannot_start_blames_no_document() -> None:
    with Pool(1, "tests.unit.batch.ways:missing") as broken:
        broken.submit("innocent", {"word": "here"}, LIMITS)
        with pytest.raises(ReportpipeError, match="could not start"):
            broken.wait(30)


def test_there_is_no_network(pool: Pool) -> None:
    assert work(pool, [("probe", {"way": "network"})])["probe"].result in ({"network": []}, {"network": ["lo"]})
