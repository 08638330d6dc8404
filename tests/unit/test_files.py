from __future__ import annotations

import errno
from pathlib import Path

import pytest

from reportpipe import files
from reportpipe.errors import OutputError
from reportpipe.files import keep_aside, stage, swap, write_bytes


def missing(*_: Path) -> None:
    raise OSError(errno.ENOSYS, "no such call")


@pytest.fixture(params=["exchange", "rename"])
def place(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    if request.param == "rename":
        monkeypatch.setattr(files, "rename_exchange", missing)
    return tmp_path


def test_a_file_is_swapped_in_where_what_is_expected_stands(place: Path) -> None:
    target = place / "a"
    (staged,) = stage([(target, b"one")])
    assert swap(staged, target, None)
    assert target.read_bytes() == b"one"
    (staged,) = stage([(target, b"two")])
    assert swap(staged, target, b"one")
    assert target.read_bytes() == b"two"


@pytest.mark.parametrize(("there", "expected"), [(b"edit", b"one"), (b"edit", None), (None, b"one")])
def test_an_editor_that_was_faster_keeps_its_file(place: Path, there: bytes | None, expected: bytes | None) -> None:
    target = place / "a"
    (staged,) = stage([(target, b"two")])
    if there is not None:
        target.write_bytes(there)
    assert not swap(staged, target, expected)
    assert (target.read_bytes() if target.exists() else None) == there


def test_nothing_that_was_kept_is_overwritten(tmp_path: Path) -> None:
    name = "長" * 83 + ".docx"
    kept = {keep_aside(data, tmp_path, name) for data in (b"one", b"two", b"one")}
    assert sorted(path.read_bytes() for path in kept) == [b"one", b"two"]


def test_all_are_staged_or_none(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(OutputError):
        stage([(tmp_path / "a", b"one"), (tmp_path / "file" / "b", b"two")])
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_a_link_and_a_device_stay_what_they_are(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to("real")
    write_bytes(tmp_path / "link", b"one")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").read_bytes() == b"one"
    write_bytes(Path("/dev/null"), b"one")
    assert Path("/dev/null").is_char_device()
    with pytest.raises(OutputError, match="it is a directory"):
        write_bytes(tmp_path, b"one")


def test_a_files_rights_stay(tmp_path: Path) -> None:
    target = tmp_path / "a"
    write_bytes(target, b"one")
    target.chmod(0o600)
    write_bytes(target, b"two")
    assert target.stat().st_mode & 0o777 == 0o600
