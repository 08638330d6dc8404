"""`reportpipe batch --engine ray` on a real cluster of three nodes, whose workers, nodes and drivers are killed."""

from __future__ import annotations

import json
import os
import random
import secrets
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.e2e.batches import COMMAND, assert_whole, batch, deck, outcomes, published, tree
from tests.e2e.command import run
from tests.e2e.storage import MISSING, Bucket, served

pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(find_spec("ray") is None, reason="ray is not installed: pip install 'reportpipe[ray]'"),
    pytest.mark.xdist_group("ray"),
]
OPTIONS = ["--format", "md,json"]
ON_RAY = [*OPTIONS, "--engine", "ray"]
BUSY = "ray::run_guarded"
"""What Ray calls the process of a worker that has a document."""
SLOW = 150
"""Slides of a deck that takes long enough (0.2 s) for a kill to meet it."""


class Cluster:
    """Three nodes; with a token, as the documentation tells people to have it."""

    def __init__(self) -> None:
        self.token = secrets.token_hex(32)
        self.env = {"RAY_AUTH_MODE": "token", "RAY_AUTH_TOKEN": self.token, "RAY_USAGE_STATS_ENABLED": "0"}
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.e2e.ray_cluster"],
            cwd=ROOT,
            env=os.environ | self.env,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        self._listen()

    def _listen(self) -> None:
        assert self._process.stdout is not None
        told = json.loads(self._process.stdout.readline())
        self.env["RAY_ADDRESS"] = told["address"]
        self.nodes: list[int] = told["nodes"]

    def mend(self) -> None:
        """Replaces the nodes that were killed."""
        assert self._process.stdin is not None
        self._process.stdin.write(b"\n")
        self._process.stdin.flush()
        self._listen()

    def end(self) -> None:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        assert self._process.wait(60) == 0
        self._process.stdout.close()

    def busy(self) -> list[int]:
        """The workers that have a document."""
        return [pid for pid, line in self._processes() if line.startswith(BUSY)]

    def guards(self) -> list[int]:
        return [pid for pid, line in self._processes() if "reportpipe.batch.slot" in line]

    def _processes(self) -> Iterator[tuple[int, str]]:
        """(number, command line) of those of this cluster: they have its token."""
        for entry in Path("/proc").glob("[0-9]*"):
            with suppress(OSError):
                if self.token.encode() in (entry / "environ").read_bytes():
                    yield int(entry.name), (entry / "cmdline").read_bytes().decode(errors="replace")


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    made = Cluster()
    yield made
    made.end()


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Six decks, whose second version differs; expected1/ and expected2/ hold what the local engine publishes."""
    place = tree(tmp_path_factory.mktemp("example"), 6)
    for version in "12":
        batch(turn(place, version), *OPTIONS)
        (place / f"expected{version}").mkdir()
        (place / "output").rename(place / f"expected{version}/output")
    return place


@pytest.fixture
def place(example: Path, tmp_path: Path) -> Path:
    return shutil.copytree(example, tmp_path / "place")


def turn(place: Path, version: str) -> Path:
    """Makes every input that version."""
    for number, file in enumerate(sorted((place / "input").rglob("*.pdf"))):
        file.write_bytes(deck(f"議題{number}の{version}", SLOW))
    return place


def started(place: Path, cluster: Cluster) -> subprocess.Popen[bytes]:
    return subprocess.Popen([*COMMAND, "input", "output", *ON_RAY, "-q"], cwd=place, env=os.environ | cluster.env)


def until_busy(process: subprocess.Popen[bytes], cluster: Cluster) -> list[int]:
    """The workers of a batch that has come so far."""
    while not (busy := cluster.busy()) and process.poll() is None:
        time.sleep(0.005)
    return busy


def assert_done(place: Path, version: str) -> None:
    """All is published as the local engine would, which then has nothing to do."""
    assert_whole(place)
    assert published(place) == published(place / f"expected{version}")
    assert set(outcomes(batch(place, *OPTIONS)).values()) == {"skipped"}
    assert list((place / "output/.reportpipe/staging").iterdir()) == []


def assert_none_left(cluster: Cluster) -> None:
    deadline = time.monotonic() + 20
    while cluster.guards() and time.monotonic() < deadline:
        time.sleep(0.1)
    assert cluster.guards() == []


def kill_workers_or_nodes(place: Path, cluster: Cluster, count: int, of_nodes: bool) -> None:
    """Kills while documents are in flight: the same run ends well."""
    rolled, met = random.Random(6), 0
    for number in range(count):
        turn(place, version := "12"[number % 2])
        process = started(place, cluster)
        busy = until_busy(process, cluster)
        time.sleep(rolled.uniform(0, 0.3))
        victim = rolled.choice(cluster.nodes[1:] if of_nodes else cluster.busy() or busy)
        with suppress(ProcessLookupError):
            os.kill(victim, signal.SIGKILL)
            met += process.poll() is None
        assert process.wait(120) == 0
        assert_done(place, version)
        if of_nodes:
            cluster.mend()
    assert_none_left(cluster)
    print(f"{count} kill -9 of {'nodes' if of_nodes else 'workers'}, {met} of them in a run: 0 lost, 0 torn, 0 mixed")
    assert met


def kill_drivers(place: Path, cluster: Cluster, count: int) -> None:
    rolled, met = random.Random(6), 0
    for number in range(count):
        turn(place, version := "12"[number % 2])
        process = started(place, cluster)
        until_busy(process, cluster)
        time.sleep(rolled.uniform(0, 0.8))
        met += process.poll() is None
        process.kill()
        process.wait()
        assert_whole(place)
        following = ON_RAY if number % 2 == 0 else OPTIONS
        assert set(outcomes(batch(place, *following, env=cluster.env)).values()) <= {"ok", "skipped"}
        assert_done(place, version)
    assert_none_left(cluster)
    print(f"{count} kill -9 of drivers, {met} of them in a run: 0 lost, 0 torn, 0 mixed, 0 falsely done")
    assert met


def test_the_cluster_writes_what_one_machine_writes(place: Path, cluster: Cluster, encrypted_pdf: bytes) -> None:
    turn(place, "1")
    (place / "input/locked.pdf").write_bytes(encrypted_pdf)
    (place / "input/huge.pdf").write_bytes(deck("長い", 3000))
    found = batch(place, *ON_RAY, "--timeout", "1", env=cluster.env, code=8)
    assert {path: outcome for path, outcome in outcomes(found).items() if outcome != "ok"} == {
        "locked.pdf": "encrypted",
        "huge.pdf": "limit",
    }
    for name in ("locked.pdf", "huge.pdf"):
        (place / "input" / name).unlink()
    assert_done(place, "1")


@pytest.mark.skipif(bool(MISSING), reason=f"not installed: {', '.join(MISSING)}")
def test_from_storage_to_storage(place: Path, cluster: Cluster) -> None:
    """The working copies lie where every node finds them, as the documentation asks."""
    turn(place, "1")
    with served() as address:
        bucket = Bucket(address, place)
        bucket.put_all()
        command = [*COMMAND, f"{bucket.url}/in", f"{bucket.url}/out", *ON_RAY, "-q"]
        done = subprocess.run(command, cwd=place, env=os.environ | cluster.env | bucket.env, check=False, timeout=120)
        assert done.returncode == 0
        wanted = published(place / "expected1")
        assert bucket.published() == {name: data for name, data in wanted.items() if "manifest.json" not in name}
        assert set(outcomes(bucket.batch()).values()) == {"skipped"}


def test_killed_workers(place: Path, cluster: Cluster) -> None:
    kill_workers_or_nodes(place, cluster, 2, of_nodes=False)


def test_killed_nodes(place: Path, cluster: Cluster) -> None:
    kill_workers_or_nodes(place, cluster, 2, of_nodes=True)


def test_killed_drivers(place: Path, cluster: Cluster) -> None:
    kill_drivers(place, cluster, 2)


@pytest.mark.soak
def test_fifty_of_each_killed(place: Path, cluster: Cluster) -> None:
    kill_workers_or_nodes(place, cluster, 50, of_nodes=False)
    kill_workers_or_nodes(place, cluster, 50, of_nodes=True)
    kill_drivers(place, cluster, 50)


def test_sigterm_finishes_what_is_in_flight(place: Path, cluster: Cluster) -> None:
    turn(place, "1")
    process = started(place, cluster)
    until_busy(process, cluster)
    process.send_signal(signal.SIGTERM)
    assert process.wait(60) == 143
    assert_whole(place)
    assert set(outcomes(batch(place, *OPTIONS)).values()) <= {"ok", "skipped"}
    assert_done(place, "1")


@pytest.mark.parametrize("address", ["127.0.0.1:1", "nonsense"])
def test_a_cluster_that_is_not_there(tmp_path: Path, address: str) -> None:
    done = run("batch", "input", "output", *ON_RAY, cwd=tree(tmp_path, 1), env={"RAY_ADDRESS": address})
    assert done.returncode == 2
    assert f"no Ray cluster answers at {address}" in done.stderr.decode()
