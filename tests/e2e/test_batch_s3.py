"""`reportpipe batch s3://… s3://…` against a real S3 server (moto's) on loopback."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import threading
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.batches import COMMAND, batch, deck, outcomes, published, tree
from tests.e2e.command import run
from tests.e2e.storage import MISSING, OPTIONS, Bucket, served

pytestmark = [pytest.mark.long, pytest.mark.skipif(bool(MISSING), reason=f"not installed: {', '.join(MISSING)}")]


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """The address of the server."""
    with served() as address:
        yield address


@pytest.fixture
def bucket(server: str, tmp_path: Path) -> Bucket:
    """Four decks; expected/ is what a run on directories makes of them."""
    made = Bucket(server, tree(tmp_path, 4))
    made.put_all()
    return made


def expected(place: Path) -> dict[str, bytes]:
    """What a run on directories makes of input/ now."""
    shutil.rmtree(place / "output", ignore_errors=True)
    batch(place, *OPTIONS)
    files = published(place)
    return {name: data for name, data in files.items() if not name.endswith("manifest.json")}


def test_from_storage_to_storage_as_from_directory_to_directory(bucket: Bucket) -> None:
    bucket.store.put("in/notes.txt", b"no PDF " * 1000)
    bucket.store.put("in/scan", deck("別の名"))
    shutil.copy(bucket.place / "input/資料0.pdf", bucket.place / "input/scan")
    (bucket.place / "input/scan").write_bytes(deck("別の名"))
    found = outcomes(bucket.batch())
    assert found.pop("notes.txt") == "skipped"
    assert len(found) == 5
    assert set(found.values()) == {"ok"}
    assert bucket.published() == expected(bucket.place)


def test_an_unchanged_rerun_writes_nothing_also_when_the_state_is_lost(bucket: Bucket) -> None:
    bucket.batch()
    before = bucket.tags()
    assert {row["reason"] for row in bucket.batch().values()} == {"up to date"}
    shutil.rmtree(bucket.place / "state")
    assert {row["reason"] for row in bucket.batch().values()} == {"up to date"}
    assert bucket.tags() == before


def test_what_changed_is_done_again_and_what_was_edited_is_kept(bucket: Bucket) -> None:
    bucket.batch()
    before = bucket.tags()
    (yaml,) = [path for path in before if path.startswith("out/資料0/") and path.endswith(".yaml")]
    mine = bucket.get(yaml).replace("共同研究".encode(), "国際共同研究".encode())
    bucket.store.put(yaml, mine)
    bucket.store.put("in/資料2.pdf", deck("別の議題"))
    found = bucket.batch()
    assert outcomes(found) == {
        "令和三年/資料1.pdf": "skipped",
        "令和三年/資料3.pdf": "skipped",
        "資料0.pdf": "ok",
        "資料2.pdf": "ok",
    }
    assert found["資料0.pdf"]["reason"] == "the edited YAML is kept"
    now = bucket.published()
    assert now["資料0/資料0.yaml"] == mine
    assert "国際共同研究".encode() in now["資料0/資料0.md"]
    assert "別の議題".encode() in now["資料2/資料2.md"]
    assert {path: tag for path, tag in bucket.tags().items() if "令和三年" in path} == {
        path: tag for path, tag in before.items() if "令和三年" in path
    }
    assert set(outcomes(bucket.batch()).values()) == {"skipped"}


def test_what_is_gone_is_pruned_and_what_was_removed_is_made_again(bucket: Bucket) -> None:
    bucket.batch()
    bucket.store.delete("in/資料0.pdf")
    bucket.store.delete("out/資料2/manifest.json")
    found = outcomes(bucket.batch("--prune"))
    assert found["資料2.pdf"] == "ok"
    assert "資料0.pdf" not in found
    assert sorted(bucket.pointers()) == [
        "out/令和三年/資料1/manifest.json",
        "out/令和三年/資料3/manifest.json",
        "out/資料2/manifest.json",
    ]
    assert not [path for path in bucket.tags() if path.startswith("out/資料0/")]


def test_of_two_machines_the_second_one_replaces_nothing_unseen(bucket: Bucket) -> None:
    """Both see the same state; while one converts, the other publishes."""
    there = os.environ | bucket.env | {"XDG_STATE_HOME": str(bucket.place / "there")}
    bucket.batch()
    assert subprocess.run([*COMMAND, *bucket.command, "-q"], cwd=bucket.place, env=there, check=False).returncode == 0
    bucket.store.put("in/資料0.pdf", deck("長い", 2500))
    slow = subprocess.Popen([*COMMAND, *bucket.command], cwd=bucket.place, env=there, stderr=subprocess.PIPE)
    until(lambda: any((bucket.place / "there").rglob("*-2")))  # its document is in flight
    bucket.store.put("in/資料0.pdf", deck("短い"))
    assert bucket.batch()["資料0.pdf"]["outcome"] == "ok"
    published_ = bucket.tags()
    assert slow.wait(60) == 8
    assert slow.stderr is not None
    assert "was written by another run meanwhile" in slow.stderr.read().decode()
    slow.stderr.close()
    pointer = "out/資料0/manifest.json"
    assert bucket.tags()[pointer] == published_[pointer]
    assert set(outcomes(bucket.batch()).values()) == {"skipped"}


def until(true: Any) -> None:
    deadline = time.monotonic() + 40
    while not true() and time.monotonic() < deadline:
        time.sleep(0.01)
    assert true()


def killed_while_read(bucket: Bucket, count: int) -> None:
    """Kills runs while a reader looks at every document again and again."""
    place, rolled, met = bucket.place, random.Random(6), 0
    wanted = []
    for version in "12":
        turn(bucket, version)
        wanted.append(expected(place))
    done, reads = threading.Event(), list[int]()
    wrong: list[BaseException] = []

    def read() -> None:
        while not done.is_set():
            try:
                for pointer in bucket.pointers():
                    for name, data in bucket.document(pointer).items():
                        assert data in [files[name] for files in wanted], name
                    reads.append(1)
                    time.sleep(0.02)
            except BaseException as error:
                wrong.append(error)

    reader = threading.Thread(target=read)
    reader.start()
    try:
        for number in range(count):
            turn(bucket, "12"[number % 2])
            process = subprocess.Popen(
                [*COMMAND, *bucket.command, "-q"], cwd=place, env=os.environ | bucket.env, stderr=subprocess.DEVNULL
            )
            time.sleep(rolled.uniform(0.5, 3))
            met += process.poll() is None
            process.kill()
            process.wait()
            assert set(outcomes(bucket.batch()).values()) <= {"ok", "skipped"}
            assert bucket.published() == wanted[number % 2]
    finally:
        done.set()
        reader.join()
    assert not wrong, wrong[0]
    assert met
    print(f"{count} kill -9, {met} of a running batch, {len(reads)} documents read meanwhile: 0 lost, 0 torn, 0 mixed")


def turn(bucket: Bucket, version: str) -> None:
    for number, file in enumerate(sorted((bucket.place / "input").rglob("*.pdf"))):
        file.write_bytes(deck(f"議題{number}の{version}"))
    bucket.put_all()


def test_killed_runs_while_a_reader_reads(bucket: Bucket) -> None:
    killed_while_read(bucket, 2)


@pytest.mark.soak
def test_fifty_killed_runs_while_a_reader_reads(bucket: Bucket) -> None:
    killed_while_read(bucket, 50)


def test_a_schedule_works_from_storage_to_storage(bucket: Bucket) -> None:
    bucket.batch()
    (state,) = bucket.place.glob("state/reportpipe/*/output/.reportpipe")
    (state / "schedule").write_text((datetime.now() - timedelta(days=2)).isoformat())
    bucket.store.put("in/届いた.pdf", deck("届いた"))
    later = (datetime.now() + timedelta(hours=5)).hour
    command = [*COMMAND[:-1], "schedule", f"0 {later} * * *", *bucket.command, "-q"]
    process = subprocess.Popen(command, cwd=bucket.place, env=os.environ | bucket.env)
    until(lambda: "out/届いた/manifest.json" in bucket.pointers())
    process.terminate()
    assert process.wait(20) == 143
    assert set(outcomes(bucket.batch()).values()) == {"skipped"}


def test_what_arrives_in_a_directory_goes_to_storage(bucket: Bucket) -> None:
    command = [*COMMAND[:-1], "watch", "input", f"{bucket.url}/out", *OPTIONS, "-q"]
    process = subprocess.Popen(command, cwd=bucket.place, env=os.environ | bucket.env)
    until(lambda: len(bucket.pointers()) == 4)
    (bucket.place / "input/届いた.pdf").write_bytes(deck("届いた"))
    until(lambda: "out/届いた/manifest.json" in bucket.pointers())
    process.terminate()
    assert process.wait(20) == 143


def test_no_unit_is_printed_for_what_needs_a_network(bucket: Bucket) -> None:
    done = run("schedule", "0 3 * * *", *bucket.command, "--print", "systemd", cwd=bucket.place, env=bucket.env)
    assert done.returncode == 2
    assert "--print makes units for directories of one machine" in done.stderr.decode()


def test_names_that_are_no_file_names(bucket: Bucket) -> None:
    """An object where another one needs a directory, and one whose name is too long."""
    long = "長" * 100
    bucket.store.put("in/資料0.pdf/中.pdf", deck("中"))
    bucket.store.put(f"in/{long}.pdf", deck("長い名"))
    found = bucket.batch()
    assert sorted(outcomes(found).values()) == ["ok"] * 6 + ["skipped"]  # the directory 資料0.pdf/
    assert len(bucket.pointers()) == 6


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["s3://nowhere/in", "output"], 3, "404 Not Found"),
        (["input", "s3://nowhere/out"], 6, "404 Not Found"),
        (["s3://a/b", "s3://a/b/c"], 2, "lie in each other"),
        (["s3://a/b", "output", "--dry-run"], 2, "--dry-run takes directories"),
        (["input", "s3://"], 2, "s3://BUCKET/PREFIX"),
    ],
)
def test_what_cannot_be_used(bucket: Bucket, arguments: list[str], code: int, words: str) -> None:
    done = run("batch", *arguments, cwd=bucket.place, env=bucket.env)
    assert done.returncode == code, done.stderr.decode()
    assert words in done.stderr.decode()


def test_storage_that_is_not_installed_says_how_to_install_it(bucket: Bucket, tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text("import sys\nsys.modules['obstore'] = None\n")
    done = run("batch", *bucket.command, cwd=bucket.place, env=bucket.env | {"PYTHONPATH": str(tmp_path)})
    assert done.returncode == 2
    assert "pip install 'reportpipe[cloud]'" in done.stderr.decode()
