"""A directory appears whole, in one step, and never over an edit; also where two directories cannot be exchanged."""

from __future__ import annotations

import errno
import fcntl
import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from reportpipe.batch.lock import locked
from reportpipe.batch.manifest import MANIFEST, Manifest, manifests
from reportpipe.batch.publish import Exchange, Publisher, write_synced
from reportpipe.errors import EditedError, LockedError
from reportpipe.files import rename_exchange


def missing(_one: Path, _other: Path) -> None:
    raise OSError(errno.EINVAL, "Invalid argument")


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def put(publisher: Publisher, target: Path, text: str, expected: str | None) -> None:
    """Publishes a document whose only file is its YAML."""
    stage = publisher.stage()
    write_synced(stage / "a.yaml", text.encode())
    files = {"a.yaml": sha256(text)}
    made = Manifest("a.pdf", "a", "", "", "", files["a.yaml"], False, "ok", 1, files=files)
    write_synced(stage / MANIFEST, made.to_bytes())
    publisher.publish(stage, target, {"a.yaml": expected})


@pytest.fixture(params=[rename_exchange, missing], ids=["exchange", "pointer"])
def exchange(request: pytest.FixtureRequest) -> Exchange:
    made: Exchange = request.param
    return made


def test_published_again_and_again(tmp_path: Path, exchange: Exchange) -> None:
    publisher = Publisher(tmp_path, exchange)
    publisher.recover()
    target = tmp_path / "sub" / "a"
    texts = ["one", "two", "three", "four"]
    for before, text in zip([None, *texts], texts, strict=False):
        put(publisher, target, text, sha256(before) if before else None)
        assert (target / "a.yaml").read_text() == text
        assert [folder for folder, _ in manifests(tmp_path)] == [target]
    publisher.recover()
    assert (target / "a.yaml").read_text() == "four"
    assert list((tmp_path / ".reportpipe/staging").iterdir()) == []
    assert target.is_symlink() == (exchange is missing)
    kept = tmp_path / ".reportpipe/versions"
    assert len(list(kept.iterdir()) if kept.exists() else []) == (exchange is missing)


def test_an_edit_that_was_faster_stays(tmp_path: Path, exchange: Exchange) -> None:
    publisher = Publisher(tmp_path, exchange)
    target = tmp_path / "a"
    put(publisher, target, "one", None)
    put(publisher, target, "two", sha256("one"))
    with pytest.raises(EditedError):
        put(publisher, target, "three", sha256("one"))
    assert (target / "a.yaml").read_text() == "two"


def test_an_edit_at_the_very_moment_of_the_swap_stays(tmp_path: Path) -> None:
    def edited_meanwhile(one: Path, other: Path) -> None:
        if (other / "a.yaml").read_text() == "one":
            (other / "saved").write_text("mine")
            (other / "saved").replace(other / "a.yaml")
        rename_exchange(one, other)

    target = tmp_path / "a"
    put(Publisher(tmp_path), target, "one", None)
    with pytest.raises(EditedError):
        put(Publisher(tmp_path, edited_meanwhile), target, "two", sha256("one"))
    assert (target / "a.yaml").read_text() == "mine"


def test_an_edit_in_what_a_killed_run_swapped_out_is_kept_aside(tmp_path: Path) -> None:
    publisher = Publisher(tmp_path)
    put(publisher, tmp_path / "a", "one", None)
    (tmp_path / "a/a.yaml").write_text("mine")
    (tmp_path / "a").rename(tmp_path / ".reportpipe/staging/1")
    publisher.recover()
    (kept,) = (tmp_path / ".reportpipe/replaced").iterdir()
    assert kept.read_text() == "mine"


def test_the_lock_is_one_and_is_not_inherited(tmp_path: Path) -> None:
    file = tmp_path / "state/lock"
    with locked(file):
        with pytest.raises(LockedError), locked(file):
            pass
        sleeper = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"], close_fds=False)
    try:
        with locked(file):
            pass
    finally:
        sleeper.kill()
        sleeper.wait()


def test_the_lock_is_free_when_its_holder_is_killed(tmp_path: Path) -> None:
    script = (
        "import pathlib, time\nfrom reportpipe.batch.lock import locked\n"
        f"with locked(pathlib.Path({str(tmp_path / 'lock')!r})):\n    print('held', flush=True)\n    time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(LockedError), locked(tmp_path / "lock"):
            pass
        holder.kill()
    with locked(tmp_path / "lock"):
        handle = os.open(tmp_path / "lock", os.O_RDWR)
        assert fcntl.fcntl(handle, fcntl.F_GETFD) & fcntl.FD_CLOEXEC
        os.close(handle)
